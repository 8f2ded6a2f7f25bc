"""The centre's own face, sent by staff and seen by everybody: by day, by night, on a phone."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Complaints, LetIn
from tests.browser.steps import assert_accessible, open_everything
from tests.faces import picture, sent, svg

SVG = svg(
    '<circle cx="50" cy="50" r="40" fill="none" stroke="#10205c" stroke-width="16"/>'
    '<path fill="#10205c" d="M110 20h180v16H110zM110 44h180v16H110zM110 68h180v16H110z"/>'
)
PAGES = ("/", "/?q=bts", "/formations/bts-ndrc/", "/comparer/", "/mentions-legales/")
RED = "rgb(163, 25, 91)"


def open_centre(page: Page) -> None:
    page.goto(page.url.partition("/admin/")[0] + "/admin/programmes/trainingcentre/")
    page.get_by_role("link", name="Sud Management").click()


def save(page: Page) -> None:
    page.get_by_role("button", name="Enregistrer et continuer les modifications").click()


@pytest.fixture
def dressed(page: Page, let_in: LetIn) -> Page:
    """Staff pick a colour, choose a file, save."""
    let_in(page)
    open_centre(page)
    page.get_by_label("Choisir la couleur d’accent").fill("#a3195b")
    expect(page.locator("#id_accent")).to_have_value("#a3195b")
    page.get_by_label("Logo", exact=True).set_input_files(
        {"name": "logo.svg", "mimeType": "image/svg+xml", "buffer": SVG}
    )
    page.get_by_label("Phrase d’accueil").fill("Apprendre ici, travailler ici.")
    save(page)
    expect(page.locator(".looks image")).to_have_count(2)
    return page


def test_pages_wear_it_and_axe_finds_nothing_by_day_nor_by_night(
    dressed: Page, site_url: str, complaints: Complaints
) -> None:
    page = dressed
    assert_accessible(page, complaints)
    for width in (390, 1440):
        page.set_viewport_size({"width": width, "height": 800})
        for address in PAGES:
            page.goto(site_url + address)
            logo = page.locator("header.site img")
            expect(logo).to_be_visible()
            assert logo.evaluate("one => one.complete && one.naturalWidth") > 0
            box = logo.bounding_box()
            assert box
            assert 16 <= box["height"] <= 60
            open_everything(page)
            assert_accessible(page, complaints)


def test_a_dark_logo_has_a_ground_by_night_and_the_accent_is_lighter(
    dressed: Page, site_url: str
) -> None:
    page = dressed
    page.goto(site_url)
    seen = {}
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        seen[scheme] = [
            page.locator(name).evaluate("one => getComputedStyle(one).backgroundColor")
            for name in (".skip", "header.site img")
        ]

    assert seen["light"] == [RED, "rgba(0, 0, 0, 0)"]
    assert seen["dark"] == ["rgb(245, 150, 182)", "rgb(255, 255, 255)"]


@pytest.mark.parametrize("size", [(960, 100), (300, 300), (120, 480)])
def test_no_shape_of_logo_runs_over_a_narrow_window(
    dressed: Page, site_url: str, size: tuple[int, int]
) -> None:
    page = dressed
    page.get_by_label("Logo", exact=True).set_input_files(
        {"name": "logo.png", "mimeType": "image/png", "buffer": sent(picture(size))}
    )
    save(page)
    for width, letters in ((320, "100%"), (390, "100%"), (640, "200%")):
        page.set_viewport_size({"width": width, "height": 800})
        for address in PAGES[:3]:
            page.goto(site_url + address)
            page.evaluate(f"document.documentElement.style.fontSize = '{letters}'")
            beyond = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            assert beyond <= 0, (address, width, letters)
            if letters == "100%":
                # The name beside it, or below: never a column of letters.
                box = page.locator("header.site").bounding_box()
                assert box
                assert box["height"] < 128, (address, width)


def test_the_first_card_still_stands_on_the_first_screens(dressed: Page, site_url: str) -> None:
    """With the opening line on the catalogue; a search has none (700 px there)."""
    page = dressed
    page.set_viewport_size({"width": 390, "height": 664})
    page.goto(f"{site_url}/?q=bts")
    box = page.locator("article").first.bounding_box()

    assert box
    assert box["y"] < 700


def test_paper_of_the_browser_wears_it_too(dressed: Page, site_url: str) -> None:
    page = dressed
    page.emulate_media(media="print", color_scheme="dark")
    page.goto(f"{site_url}/formations/bts-ndrc/")

    accent = page.evaluate(
        "getComputedStyle(document.documentElement).getPropertyValue('--accent')"
    )
    assert accent.strip() == "#a3195b"
    expect(page.locator("header.site img")).to_be_visible()


def test_a_colour_that_cannot_be_read_is_told_where_it_was_typed(page: Page, let_in: LetIn) -> None:
    let_in(page)
    open_centre(page)
    page.locator("#id_accent").fill("#ffd400")
    save(page)

    expect(page.locator("#id_accent_error")).to_contain_text("#856d00")
    expect(page.locator("#id_accent")).to_have_value("#ffd400")
