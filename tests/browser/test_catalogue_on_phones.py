"""What somebody who searches on a phone sees first: the answer, not the questions."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Complaints
from tests.browser.house import manage
from tests.browser.steps import assert_accessible

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

    page.get_by_label("Métier, formation, code ROME, RNCP ou RS").fill("negociation")
    page.get_by_role("button", name="Rechercher").click()
    page.wait_for_url(re.compile("q=negociation"))
    expect(page.locator(".filters fieldset").first).not_to_be_visible()
    assert start_of_results(page) <= FIRST_SCREEN

    choose(page, r"Niveau\s5", "Contrat d’apprentissage")
    expect(page.locator(".filters fieldset").first).not_to_be_visible()
    assert start_of_results(page) <= FIRST_SCREEN
    assert_accessible(page, complaints)


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
