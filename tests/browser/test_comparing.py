"""Programmes side by side, in a real browser: chosen by keyboard, read on a phone, printed."""

import io
import re

import pikepdf
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Complaints
from tests.browser.house import House, Staff
from tests.browser.steps import assert_accessible, assert_nothing_runs_over, reach

# The longest texts among the examples, of four families.
FOUR = "/comparer/?f=bts-mco&f=bac-pro-mcv&f=but-tc&f=tp-ntc"


@pytest.fixture
def demo(with_examples: tuple[House, Staff]) -> str:
    return with_examples[0].url


@pytest.mark.parametrize("width", [320, 390, 768, 1440])
def test_axe_finds_nothing(page: Page, demo: str, complaints: Complaints, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    for path in (FOUR, "/comparer/?f=bts-mco&f=tosa-excel", "/comparer/?f=bts-mco"):
        page.goto(demo + path)
        assert_accessible(page, complaints)


def test_two_are_chosen_and_compared_by_keyboard(page: Page, demo: str) -> None:
    page.set_viewport_size({"width": 390, "height": 664})
    page.goto(demo)
    first = page.get_by_label("Comparer Bac pro MCV")
    reach(first)
    page.keyboard.press("Space")
    second = page.get_by_label("Comparer BTS MCO")
    reach(second)
    expect(second).to_be_in_viewport()
    page.keyboard.press("Space")
    reach(page.get_by_role("button", name="Comparer les formations cochées"))
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile(r"/comparer/\?f=bac-pro-mcv&f=bts-mco$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Comparer deux formations")


@pytest.mark.parametrize("height", [560, 664, 900])
def test_nothing_that_has_the_focus_is_below_a_bar(page: Page, demo: str, height: int) -> None:
    """WCAG 2.4.11: the button at hand on cards, the names above the table."""
    page.set_viewport_size({"width": 390, "height": height})
    page.goto(demo)
    page.locator("[name=f]").first.check()
    follow(page, 70)
    page.set_viewport_size({"width": 1366, "height": height})
    page.goto(demo + FOUR)
    follow(page, 30)
    follow(page, 25, "Shift+Tab")


def follow(page: Page, times: int, key: str = "Tab") -> None:
    for _ in range(times):
        page.keyboard.press(key)
        covered = page.evaluate(
            """() => {
              const one = document.activeElement;
              if (one === document.body) return "";
              const box = one.getBoundingClientRect();
              const points = [[box.left + 4, box.top + 4], [box.left + 4, box.bottom - 4]];
              const seen = points.some(([x, y]) => {
                const top = document.elementFromPoint(x, y);
                return top && (one.contains(top) || top.contains(one));
              });
              return seen ? "" : one.outerHTML.slice(0, 200);
            }"""
        )
        assert covered == ""


@pytest.mark.parametrize("width", [390, 1440])
def test_it_stays_a_table_for_who_hears_it(page: Page, demo: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(demo + FOUR)

    table = page.get_by_role("table", name=re.compile("^BTS MCO, Bac pro MCV, BUT TC, TP NTC"))
    expect(table).to_have_count(1)
    row = table.get_by_role("row").filter(has=page.get_by_role("rowheader", name="Durée"))
    expect(row.get_by_role("cell")).to_have_count(4)
    expect(row.get_by_role("rowheader")).to_have_accessible_name(
        re.compile(r"^Durée.*\(différent\)")
    )
    expect(table.get_by_role("cell", name="BTS MCO")).to_have_count(0)  # the head says it


def test_on_a_phone_each_answer_stands_beside_its_programme(page: Page, demo: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(demo + FOUR)

    row = page.locator("tr").filter(has=page.get_by_role("rowheader", name="Durée"))
    expect(row.locator(".of")).to_have_text(["BTS MCO", "Bac pro MCV", "BUT TC", "TP NTC"])
    expect(row.locator(".of").first).to_be_visible()
    assert_nothing_runs_over(page)


def test_four_fit_on_one_landscape_page(page: Page, demo: str) -> None:
    page.goto(demo + FOUR)
    document = pikepdf.open(io.BytesIO(page.pdf(prefer_css_page_size=True)))

    (sheet,) = document.pages
    assert sheet.mediabox[2] > sheet.mediabox[3]
