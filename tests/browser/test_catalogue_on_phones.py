"""What somebody who searches on a phone sees first: the answer, not the questions."""

import re
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Complaints
from tests.browser.house import manage
from tests.browser.steps import assert_accessible, assert_nothing_runs_over, reach

# A small phone in hand: what is left of the screen between the browser's own bars.
PHONE = {"width": 390, "height": 664}
FIRST_SCREEN = 700  # pixels: the first result begins there at the latest
FILL = "from tests.factories import published_in_numbers; published_in_numbers(11)"


@pytest.fixture
def catalogue(page: Page, site_url: str, database_file: Path) -> str:
    """Twelve programmes, on a phone; the address of all of them."""
    manage(database_file.parent, "shell", "--no-imports", "--command", FILL)
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    return f"{site_url}/"


def start_of_results(page: Page) -> float:
    return float(page.locator(".cards article").first.evaluate("e => e.getBoundingClientRect().y"))


def summary(page: Page) -> Locator:
    return page.locator(".filters summary")


def choose(page: Page, *labels: str) -> None:
    summary(page).click()
    for label in labels:
        page.get_by_label(re.compile(label)).check()
    page.get_by_role("button", name="Appliquer").click()
    page.wait_for_url(re.compile("niveau="))


def test_the_first_result_stands_on_the_first_screen(
    page: Page, catalogue: str, complaints: Complaints
) -> None:
    page.goto(catalogue)
    assert start_of_results(page) <= FIRST_SCREEN
    expect(summary(page)).to_have_accessible_name("Filtrer")

    page.get_by_label("Métier, formation, ville ou code").fill("negociation")
    page.get_by_role("button", name="Rechercher").click()
    page.wait_for_url(re.compile("q=negociation"))
    expect(page.locator(".filters fieldset").first).not_to_be_visible()
    assert start_of_results(page) <= FIRST_SCREEN

    choose(page, r"Niveau\s5", "Contrat d’apprentissage")
    expect(page.locator(".filters fieldset").first).not_to_be_visible()
    assert start_of_results(page) <= FIRST_SCREEN
    assert_accessible(page, complaints)


LONG = "vente " + "mot " * 10 + "m" * 130
EVERYTHING = (
    "niveau=3&niveau=4&niveau=5&niveau=6&niveau=7&financement=apprentissage&financement=cpf"
    "&financement=france-travail&financement=transition-professionnelle&mode=on_site"
)


@pytest.mark.parametrize(
    "asked",
    [
        "q=negociation",
        "q=negosiation",  # « Vouliez-vous dire… »
        "q=bts+plomberie",  # the nearest
        f"q=negociation&{EVERYTHING}",
        EVERYTHING,
        "tri=reussite",  # with its warning
        f"q=negosiation+client&{EVERYTHING}&tri=reussite",
        f"q={quote(LONG)}",
    ],
)
@pytest.mark.parametrize("width", [360, 390])
def test_whatever_is_asked_the_first_result_stands_on_the_first_screen(
    page: Page, catalogue: str, width: int, asked: str
) -> None:
    page.set_viewport_size({"width": width, "height": PHONE["height"]})
    page.goto(f"{catalogue}?{asked}")

    assert start_of_results(page) <= FIRST_SCREEN
    assert_nothing_runs_over(page)


def test_what_is_asked_is_accessible_misspelt_or_empty(
    page: Page, catalogue: str, complaints: Complaints
) -> None:
    for asked in ("q=negosiation&tri=reussite", "q=bts+plomberie", f"q=plomberie&{EVERYTHING}"):
        page.goto(f"{catalogue}?{asked}")
        assert_accessible(page, complaints)


def test_what_was_chosen_is_reached_by_keyboard_though_it_takes_one_row(
    page: Page, catalogue: str
) -> None:
    page.goto(f"{catalogue}?{EVERYTHING}")
    last = page.get_by_role("link", name="Tout effacer")

    reach(last)

    assert last.evaluate("e => e.getBoundingClientRect().right <= window.innerWidth")


def test_one_programme_alone_takes_the_whole_width_without_filters(
    page: Page, site_url: str
) -> None:
    for width in (390, 768, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{site_url}/")

        card = page.locator(".cards article").bounding_box()
        search = page.locator(".search > div").bounding_box()
        assert card
        assert search
        assert card["width"] == search["width"]
        expect(page.locator(".filters")).to_have_count(0)
        expect(page.locator(".sorts")).to_have_count(0)


def test_folded_filters_say_how_many_are_chosen_and_each_can_be_taken_away(
    page: Page, catalogue: str
) -> None:
    page.goto(catalogue)
    choose(page, r"Niveau\s5", "Contrat d’apprentissage")
    expect(summary(page)).to_have_text(re.compile(r"^Filtrer · 2 filtres choisis$"))
    expect(summary(page)).to_have_accessible_name("Filtrer 2 filtres choisis")

    page.get_by_role("link", name="Retirer Contrat d’apprentissage").click()

    expect(summary(page)).to_have_accessible_name("Filtrer 1 filtre choisi")
    summary(page).click()
    expect(page.get_by_label(re.compile(r"Niveau\s5"))).to_be_checked()
    expect(page.get_by_label(re.compile("Contrat d’apprentissage"))).not_to_be_checked()


def test_where_there_is_room_filters_stand_open_beside_the_results(
    page: Page, catalogue: str
) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    for address in (catalogue, f"{catalogue}?q=negociation&niveau=5"):
        page.goto(address)
        expect(summary(page)).not_to_be_visible()
        expect(page.get_by_label(re.compile(r"Niveau\s5"))).to_be_visible()
        filters = page.locator(".filters").bounding_box()
        results = page.locator("section[aria-labelledby=resultats]").bounding_box()
        assert filters
        assert results
        assert filters["x"] + filters["width"] <= results["x"]
        assert filters["y"] == results["y"]
