"""The page printed by the browser, and the link that prints the paper instead."""

import re
from urllib.parse import urljoin, urlsplit

from playwright.sync_api import Page, expect
from pytest_playwright import CreateContextCallback

from tests.browser.steps import pages_of
from tests.catalogue.outputs.papers import squares_drawn, squares_of


def test_imprimer_opens_the_paper_and_needs_no_script(
    new_context: CreateContextCallback, site_url: str
) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto(f"{site_url}/formations/bts-ndrc/")

    link = page.get_by_role("link", name="Imprimer la fiche PDF")
    expect(link).to_be_visible()
    answer = page.request.get(urljoin(page.url, link.get_attribute("href") or ""))

    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"].startswith("inline")


def test_the_printed_page_bears_the_code_of_its_paper(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}/formations/bts-ndrc/")
    styles = page.locator("link[media=print]").get_attribute("href") or ""
    code = styles.split("/")[2]
    printed = page.pdf(prefer_css_page_size=True)

    assert squares_drawn(printed) == squares_of(f"{site_url}/e/{code}/")
    assert f"{urlsplit(site_url).netloc}/e/{code}" in pages_of(printed)[0].replace("\r\n", "")


def test_no_unit_is_cut_after_its_first_row(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}/formations/bts-ndrc/")
    for room in range(0, 320, 40):
        page.evaluate(
            "room => document.querySelector('#examen').style.paddingTop = `${room}px`", room
        )
        (holding,) = (
            one for one in pages_of(page.pdf(prefer_css_page_size=True)) if "U5" in unit_rows(one)
        )
        # Its name and its two papers.
        assert re.search(r"U5.*?Écrit.*?4.*?3 h.*?Oral.*?2.*?40 min", unit_rows(holding)), room


def unit_rows(text: str) -> str:
    """What a sheet says from the table of the exam on."""
    return " ".join(text[text.find("Épreuve") :].split()) if "Épreuve" in text else ""


def test_the_printed_page_takes_four_sheets_whatever_the_font(page: Page, site_url: str) -> None:
    """And none but the last has more than its end empty."""
    page.goto(f"{site_url}/formations/bts-ndrc/")
    for family in ("DejaVu Sans", "DejaVu Serif", "sans-serif"):
        page.evaluate(
            "name => document.documentElement.style.setProperty('--sans', `'${name}'`)", family
        )
        sheets = pages_of(page.pdf(prefer_css_page_size=True))
        assert len(sheets) <= 4, family
        assert all(len(sheet) > 1200 for sheet in sheets[:-1]), family
