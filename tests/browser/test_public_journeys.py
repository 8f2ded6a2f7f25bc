"""What a visitor, a counsellor and the staff do, from one end to the other, in a real browser."""

import io
import re
from pathlib import Path

import pikepdf
import pytest
from playwright.sync_api import Page, expect

from programmes.sections import SECTIONS
from tests.browser.conftest import log_in
from tests.browser.house import Staff, manage
from tests.browser.steps import open_part, open_programme, pages_of, publish, reach, unbroken
from tests.catalogue import brochure


def coefficient_of_u4(page: Page, site_url: str) -> str:
    page.goto(f"{site_url}/formations/bts-ndrc/")
    row = page.locator("#examen tr", has_text=re.compile("U4")).first
    paper = row.locator("xpath=following-sibling::tr").first
    return paper.inner_text()


def change_coefficient_of_u4(page: Page, coefficient: str) -> None:
    open_programme(page)
    open_part(page, "exam").get_by_role("link", name=re.compile("^U4")).click()
    page.get_by_text("Modifier", exact=False).first.click()
    page.locator("[name=papers-0-coefficient]").fill(coefficient)
    page.get_by_role("button", name="Enregistrer et revenir à la formation").click()
    expect(page.locator(".messagelist .success")).to_be_visible()


def test_a_change_reaches_the_public_when_it_is_published(
    page: Page, site_url: str, staff: Staff
) -> None:
    page.goto(site_url)
    page.get_by_role("link", name=re.compile("BTS NDRC")).click()
    page.get_by_role("navigation", name="Sommaire").get_by_role("link", name="Examen").click()
    expect(page).to_have_url(re.compile("#examen$"))
    before = coefficient_of_u4(page, site_url)
    assert re.search(r"\b5\b", before)

    log_in(page, site_url, staff)
    change_coefficient_of_u4(page, "6")
    programme = page.url

    assert coefficient_of_u4(page, site_url) == before  # a draft does not leak

    page.goto(programme)
    publish(page)
    after = coefficient_of_u4(page, site_url)
    assert re.search(r"\b6\b", after)
    expect(page.locator(".edition")).to_contain_text("Édition n° 2")

    page.goto(f"{site_url}/admin/programmes/edition/")
    editions = page.locator("#result_list tbody tr")
    expect(editions.filter(has_text=re.compile("n° 1"))).to_have_count(1)
    expect(editions.filter(has_text=re.compile("n° 2"))).to_have_count(1)


@pytest.fixture
def several(site_url: str, database_file: Path) -> str:
    """The address of a catalogue that can be narrowed."""
    fill = "from tests.factories import published_in_numbers; published_in_numbers(3)"
    manage(database_file.parent, "shell", "--no-imports", "--command", fill)
    return site_url


def test_a_visitor_searches_filters_opens_and_comes_back(page: Page, several: str) -> None:
    page.goto(several)
    page.get_by_label("Métier, formation, ville ou code").fill("CLIENT negociation")
    page.get_by_role("button", name="Rechercher").click()
    expect(page.get_by_role("heading", name="4 formations")).to_be_visible()

    page.get_by_label(re.compile("Compte personnel de formation")).check()
    page.get_by_role("button", name="Appliquer").click()
    expect(page).to_have_url(re.compile("financement=cpf"))
    expect(page.get_by_role("heading", name="1 formation")).to_be_visible()
    page.get_by_role("link", name=re.compile("Retirer « CLIENT negociation")).click()
    expect(page).to_have_url(re.compile(r"/\?financement=cpf$"))

    results = page.url
    page.get_by_role("link", name=re.compile("BTS NDRC")).click()
    page.get_by_role("link", name="Vos résultats").click()
    expect(page).to_have_url(results)


def test_the_catalogue_works_by_keyboard_alone(page: Page, several: str) -> None:
    page.goto(several)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Aller au contenu")).to_be_focused()
    page.keyboard.press("Enter")

    reach(page.locator("[name=q]"))
    page.keyboard.type("negociation")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="4 formations")).to_be_visible()

    reach(page.locator("[name=financement]").first)
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("financement="))


def test_printing_the_page_loses_nothing(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}/formations/bts-ndrc/")
    pages = pages_of(page.pdf(prefer_css_page_size=True))

    text = " ".join(" ".join(pages).split())
    # The seed has nothing to take along.
    for section in (one for one in SECTIONS if one.name != "documents"):
        assert section.title in text
    printed = unbroken(brochure.plain(text))
    facts = [brochure.plain(fact.read) for fact in brochure.OFFERED]
    assert [fact for fact in facts if unbroken(fact) not in printed] == []
    assert "Édition n° 1" in text
    assert "francecompetences.fr/recherche/rncp/38368" in text.replace(" ", "")
    for number, content in enumerate(pages, start=1):
        assert re.search(rf"{number}\s*/\s*{len(pages)}", content), f"no number on page {number}"
        assert "BTSNDRC,éditionn°1du" in re.sub(r"\s", "", content)


def test_a_paper_says_when_it_is_out_of_date(page: Page, site_url: str, staff: Staff) -> None:
    page.goto(f"{site_url}/formations/bts-ndrc/")
    sheet = page.get_by_role("link", name="Fiche PDF").get_attribute("href")
    answer = page.request.get(f"{site_url}{sheet}")
    assert answer.headers["content-type"] == "application/pdf"
    printed = address_on(answer.body())

    page.goto(printed)
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Oui"))

    log_in(page, site_url, staff)
    change_coefficient_of_u4(page, "6")
    publish(page)

    page.goto(printed)
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Non"))
    expect(page.locator("main")).to_contain_text(re.compile("U4.*coefficient|coefficient.*U4"))
    page.get_by_role("link", name="Lire la page de la formation").click()
    expect(page.locator(".edition")).to_contain_text("Édition n° 2")


def address_on(pdf: bytes) -> str:
    """The one behind the QR code, which is a link too."""
    document = pikepdf.open(io.BytesIO(pdf))
    notes = [note for page in document.pages for note in page.get("/Annots", [])]
    links = {str(note.A.URI) for note in notes if "/A" in note}
    (address,) = {link for link in links if re.search(r"/e/[a-z0-9]{6}/$", link)}
    return address


def test_the_address_can_be_shared(page: Page, site_url: str, tmp_path: Path) -> None:
    page.goto(f"{site_url}/formations/bts-ndrc/")
    page.get_by_text("Partager").click()
    expect(page.get_by_label("Adresse à copier")).to_have_value(f"{site_url}/formations/bts-ndrc/")
