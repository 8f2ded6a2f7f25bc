"""What staff do on the way to somewhere else, and what must hold of every page they see."""

import re
from typing import Any
from urllib.parse import urljoin

import pypdfium2
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Complaints

OF_COLOURS = ["color-contrast", "link-in-text-block"]  # axe's rules


def open_programme(page: Page, name: str = "BTS NDRC") -> None:
    """From any page of the admin, through the list."""
    page.get_by_role("link", name="Catalogue des formations").click()
    page.get_by_role("link", name="Toutes les formations").click()
    page.get_by_role("link", name=re.compile(f"^{name} ")).click()
    expect(page.locator(".standing")).to_be_visible()
    # Half a megabyte of form: its end, with the bar of buttons, comes later on a busy machine.
    expect(page.locator(".submit-row")).to_be_attached()


def open_part(page: Page, name: str) -> Locator:
    part = page.locator(f"#part-{name}")
    if part.get_attribute("open") is None:
        part.locator("summary").first.click()
    return part


def add(part: Locator, group: str, button: str, **typed: str | list[str]) -> None:
    """A row, by its button; the fields by their names, since each row has the same labels.

    A list: the boxes that are ticked.
    """
    part.get_by_role("button", name=button).click()
    rows = part.locator(f"#{group}-group .dynamic-{group}")
    row = rows.nth(rows.count() - 1)
    for field, text in typed.items():
        control = row.locator(f"[name$='-{field}']")
        if isinstance(text, list):
            for value in text:
                control.and_(row.locator(f"[value='{value}']")).check()
            continue
        if control.evaluate("one => one.tagName") == "SELECT":
            control.select_option(text)
        else:
            control.fill(text)


def add_child(desk: Page, part: str, button: str) -> None:
    """Its own page, from the programme's."""
    open_part(desk, part).get_by_role("link", name=button).click()


def leave(desk: Page) -> None:
    desk.get_by_role("button", name="Enregistrer et revenir à la formation").click()
    expect(desk.locator(".standing")).to_be_visible()
    desk.wait_for_load_state()


def teach(desk: Page, button: str, title: str, objective: str) -> None:
    add_child(desk, "blocs", button)
    desk.get_by_label("Intitulé").fill(title)
    add(desk.locator("form"), "objectives", "Ajouter un objectif", text=objective)
    leave(desk)


def names(part: Locator) -> list[str]:
    """The saved rows of a part, in their order."""
    return [
        text.strip() for text in part.locator(".has_original .inline_label").all_text_contents()
    ]


def press_save(page: Page) -> None:
    page.get_by_role("button", name="Enregistrer", exact=True).click()


def save(page: Page) -> None:
    press_save(page)
    expect(page.locator(".messagelist .success")).to_be_visible()
    page.wait_for_load_state()  # the parts open again once the script has run


def publish(page: Page, note: str = "") -> None:
    """From the programme's page."""
    page.get_by_role("link", name="Publier…").click()
    page.get_by_label("Note de publication (facultatif)").fill(note)
    page.get_by_role("button", name="Publier", exact=True).click()
    expect(page.locator(".messagelist .success")).to_contain_text("est en ligne")


def public_page(visitor: Page, site_url: str, slug: str = "bts-ndrc") -> Locator:
    """What the public reads now."""
    visitor.goto(f"{site_url}/formations/{slug}/")
    return visitor.locator("main")


def pages_of(pdf: bytes) -> list[str]:
    """What is written on each page."""
    document = pypdfium2.PdfDocument(pdf)
    return [document[number].get_textpage().get_text_range() for number in range(len(document))]


def assert_printed(visitor: Page, site_url: str, facts: list[str], slug: str = "bts-ndrc") -> None:
    """By the PDF that the programme's page offers."""
    address = f"{site_url}/formations/{slug}/"
    visitor.goto(address)
    link = visitor.get_by_role("link", name="Fiche PDF").get_attribute("href")
    # Made when it was published, or now; a busy machine takes its time.
    pdf = visitor.request.get(urljoin(address, link or ""), timeout=30_000).body()
    printed = unbroken(" ".join(pages_of(pdf)))
    assert [fact for fact in facts if unbroken(fact) not in printed] == []


def unbroken(text: str) -> str:
    """Without spaces and hyphens: the ends of lines on paper are not those on screen."""
    return re.sub(r"[\s\-\u00ad\ufffe\u0002]+", "", text)


def assert_counted(field: Locator, words: str) -> None:
    """What describes the field last."""
    expect(field).to_have_accessible_description(re.compile(rf"(^|\s){words}$"))


def reach(target: Locator, most: int = 150) -> None:
    """Tab until it has the focus, as a person would; the focus must be visible."""
    page = target.page
    for _ in range(most):
        page.keyboard.press("Tab")
        if target.evaluate("one => one === document.activeElement"):
            assert target.evaluate("one => getComputedStyle(one).outlineStyle") != "none"
            return
    pytest.fail(f"{target} cannot be reached by keyboard")


def open_everything(page: Page) -> None:
    """What is folded is looked at too."""
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")


def assert_nothing_runs_over(page: Page) -> None:
    beyond = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert beyond <= 0, f"{page.url} runs over by {beyond} px"


def assert_accessible(page: Page, complaints: Complaints) -> None:
    """axe finds nothing, and nothing runs over; in the dark only colours are otherwise."""
    assert_nothing_runs_over(page)
    with complaints.paused():
        found = violations(page, {"resultTypes": ["violations"]})
        page.emulate_media(color_scheme="dark")
        found += violations(page, {"runOnly": {"type": "rule", "values": OF_COLOURS}})
        page.emulate_media(color_scheme="light")
    assert found == [], page.url


def violations(page: Page, options: dict[str, Any]) -> list[tuple[str, str]]:
    """The rule that is broken, and where first."""
    answer = Axe().run(page, options=options).response
    return [(one["id"], one["nodes"][0]["html"]) for one in answer["violations"]]
