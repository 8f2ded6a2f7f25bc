"""Cards that line up, and the compact list, in a real browser."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Complaints
from tests.browser.house import House, Staff
from tests.browser.steps import assert_accessible, assert_nothing_runs_over, reach

FIRST_SCREEN = 700
# Of each card: where its title begins, and where each of its facts does.
TOPS = """cards => cards.map(card => ({
  top: card.getBoundingClientRect().y,
  left: card.getBoundingClientRect().x,
  title: card.querySelector("h3").getBoundingClientRect().y,
  pick: card.querySelector(".pick").getBoundingClientRect().y,
  facts: Object.fromEntries([...card.querySelectorAll("dl > div")].map(
    line => [line.querySelector("dt").textContent, line.getBoundingClientRect().y])),
}))"""
# As an engine that does not know it: the rules for those that do are taken away.
WITHOUT_SUBGRID = """() => {
  const drop = list => [...list.cssRules].forEach((rule, i) => {
    if (rule.conditionText?.includes("subgrid")) list.deleteRule([...list.cssRules].indexOf(rule));
    else if (rule.cssRules) drop(rule);
  });
  [...document.styleSheets].forEach(drop);
}"""


@pytest.fixture
def demo(with_examples: tuple[House, Staff]) -> str:
    return with_examples[0].url


@pytest.mark.parametrize("width", [768, 1440])
def test_the_same_fact_stands_level_on_all_cards_of_a_row(
    page: Page, demo: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(demo)

    cards = page.locator(".cards article").evaluate_all(TOPS)

    rows = {round(card["top"]) for card in cards}
    assert len(cards) > len(rows) > 1
    for row in rows:
        beside = [card for card in cards if round(card["top"]) == row]
        assert len({round(card["title"]) for card in beside}) == 1
        assert len({round(card["pick"]) for card in beside}) == 1
        for name in ("Lieu", "Coût", "Durée", "Mode", "Réussite"):
            tops = {round(card["facts"][name]) for card in beside if name in card["facts"]}
            assert len(tops) <= 1, (name, tops)


def test_without_subgrid_cards_are_whole_and_in_order(page: Page, demo: str) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(demo)
    page.evaluate(WITHOUT_SUBGRID)

    for card in page.locator(".cards article").evaluate_all(TOPS):
        assert card["top"] < card["title"] < card["facts"]["Lieu"] < card["facts"]["Durée"]
        assert max(card["facts"].values()) < card["pick"]
    assert_nothing_runs_over(page)


@pytest.mark.parametrize("width", [360, 390, 768, 1440])
def test_the_list_fits_begins_on_the_first_screen_and_axe_finds_nothing(
    page: Page, demo: str, complaints: Complaints, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 664})
    for asked in ("vue=liste", "vue=liste&q=commerce&domaine=commerce-vente"):
        page.goto(f"{demo}/?{asked}")
        first = page.locator(".listed tbody a, .cards article").first
        assert first.evaluate("e => e.getBoundingClientRect().y") <= FIRST_SCREEN
        assert_nothing_runs_over(page)
        assert_accessible(page, complaints)


def test_a_line_is_shorter_than_a_card(page: Page, demo: str) -> None:
    for width, ratio in ((390, 3), (1440, 3)):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(demo)
        cards = page.locator(".cards").bounding_box()
        page.goto(f"{demo}/?vue=liste")
        lines = page.locator(".listed tbody tr:not(.heading)")
        heights = lines.evaluate_all("all => all.map(e => e.getBoundingClientRect().height)")
        assert cards
        assert sum(heights) * ratio < cards["height"]


def test_one_goes_to_the_list_picks_two_and_compares_by_keyboard(page: Page, demo: str) -> None:
    page.set_viewport_size({"width": 390, "height": 664})
    page.goto(f"{demo}/?q=commerce")
    reach(page.get_by_role("link", name="Voir en liste"))
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"\?q=commerce&vue=liste$"))
    for name in ("Comparer Bac pro MCV", "Comparer BTS MCO"):
        box = page.get_by_label(name)
        reach(box)
        expect(box).to_be_in_viewport()
        page.keyboard.press("Space")
    reach(page.get_by_role("button", name="Comparer les formations cochées"))
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Comparer deux formations")


def test_a_screen_reader_hears_a_table_whatever_the_width(page: Page, demo: str) -> None:
    for width in (390, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{demo}/?vue=liste")
        table = page.get_by_role("table", name=re.compile("une ligne par formation"))
        for name in ("Formation", "Lieu", "Début", "Coût", "Réussite", "Comparer"):
            expect(table.get_by_role("columnheader", name=name, exact=True)).to_have_count(1)
        expect(table.get_by_role("rowheader", name=re.compile("^BTS MCO "))).to_have_count(1)
