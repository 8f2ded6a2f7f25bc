"""The programme page as it stands on a screen: answers first, a next step at hand, nothing hidden.

What is measured is what somebody sees: on a phone with its bars, on a short laptop.
"""

from pathlib import Path
from typing import Any, Final

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Complaints
from tests.browser.house import manage
from tests.browser.steps import assert_accessible, assert_nothing_runs_over, open_everything

PHONE: Final = {"width": 390, "height": 664}
MOST_HIGH: Final = 9_500
# With something in every field, and a session that takes candidates.
FILL: Final = """
from datetime import date, timedelta
from tests.factories import example_sheet, published
rows = example_sheet().model_dump(mode="json")["intakes"]
start = date.today() + timedelta(days=200)
rows[0] |= {
    "starts_on": start.isoformat(), "ends_on": None, "state": "open", "places": 25,
    "applications_open_on": (start - timedelta(days=100)).isoformat(),
    "applications_close_on": (start - timedelta(days=20)).isoformat(),
}
published(example_sheet(slug="tout", intakes=rows))
"""
# What one can press, and how large the smallest side of each is.
TARGETS: Final = """() => [...document.querySelectorAll("a, button, summary, input")]
  .filter(e => e.checkVisibility({visibilityProperty: true}) && !e.closest(".skip"))
  .map(e => [e.textContent.trim() || e.id, e.getClientRects()[0]])
  .filter(([, r]) => r && Math.min(r.width, r.height) < 23.9)
  .map(([name, r]) => `${name}: ${r.width} × ${r.height}`)"""
# Whether what has the focus can be seen whole: nothing lies above its first line.
COVERED: Final = """() => {
  const at = document.activeElement;
  if (at === document.body) return null;
  const r = at.getClientRects()[0];
  // Above and below its letters only padding lies, which may reach under its neighbours.
  const seen = [.3, .7].map(part => r.top + part * r.height).every(y => {
    const there = document.elementFromPoint(r.left + Math.min(r.width / 2, 20), y);
    return there && (at.contains(there) || there.contains(at));
  });
  const within = r.top > -1 && r.bottom < innerHeight + 1;
  return [at.textContent.trim().slice(0, 40) || at.id, seen && within];
}"""


@pytest.fixture
def everything(site_url: str, database_file: Path) -> str:
    manage(database_file.parent, "shell", "--no-imports", "--command", FILL)
    return f"{site_url}/formations/tout/"


def edges(page: Page, selector: str) -> dict[str, float]:
    box: dict[str, float] = page.locator(selector).first.evaluate(
        "e => { const r = e.getBoundingClientRect(); return {top: r.top, bottom: r.bottom} }"
    )
    return box


def on_a_phone(page: Page, address: str) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.goto(address)


def test_the_first_screen_of_a_phone_answers(page: Page, site_url: str, everything: str) -> None:
    for address in (f"{site_url}/formations/bts-ndrc/", everything):
        on_a_phone(page, address)
        answers, bar = edges(page, ".answers"), edges(page, ".bar")

        assert edges(page, "h1")["bottom"] <= answers["top"]
        assert answers["bottom"] <= edges(page, ".lead")["top"]
        assert bar["bottom"] <= PHONE["height"]
        asked = page.locator(".answers dt").all_inner_texts()
        assert len(asked) == 5
        if address != everything:
            assert answers["bottom"] <= bar["top"]


def test_the_next_step_stays_at_hand_in_one_row(page: Page, everything: str) -> None:
    on_a_phone(page, everything)
    page.get_by_role("link", name="Contact").last.scroll_into_view_if_needed()
    bar = edges(page, ".bar")

    assert bar["bottom"] == PHONE["height"]
    assert bar["bottom"] - bar["top"] <= 60
    expect(page.locator(".bar")).to_contain_text("Candidatures dès le")
    expect(page.locator(".bar a")).to_have_text("Écrire au centre")

    # At the end of the page nothing stays below it.
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    assert edges(page, "footer nav")["bottom"] <= edges(page, ".bar")["top"]


def test_the_page_of_the_seed_is_no_longer_than_that(page: Page, site_url: str) -> None:
    on_a_phone(page, f"{site_url}/formations/bts-ndrc/")

    assert page.evaluate("document.documentElement.scrollHeight") <= MOST_HIGH
    folded = page.locator("section details:not([open])")
    assert folded.count() >= 5
    for said in ("Appréhender et réaliser un message écrit", "arrêté du 24 juin 2005"):
        expect(page.get_by_text(said).first).not_to_be_visible()
        assert page.get_by_text(said).count() > 0


def focus_all(page: Page) -> list[str]:
    """What has the focus, one after the other, and cannot be seen then."""
    hidden, told = [], 0
    for _ in range(400):
        page.keyboard.press("Tab")
        at: Any = page.evaluate(COVERED)
        if at is None:
            break
        told += 1
        name, is_seen = at
        if not is_seen:
            hidden.append(name)
    assert told > 30
    return hidden


@pytest.mark.parametrize(
    "size", [(390, 664), (1366, 560), (1366, 657)], ids=lambda one: f"{one[0]}x{one[1]}"
)
def test_nothing_hides_what_has_the_focus(
    page: Page, everything: str, size: tuple[int, int]
) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(everything)
    open_everything(page)

    assert focus_all(page) == []


@pytest.mark.parametrize("height", [560, 657, 900])
def test_the_column_beside_the_text_shows_all_its_links(
    page: Page, everything: str, height: int
) -> None:
    page.set_viewport_size({"width": 1366, "height": height})
    page.goto(everything)
    page.get_by_text("Partager").click()
    for section in ("financement", "programme", "contact"):
        page.locator(f"#{section}").evaluate("e => e.scrollIntoView()")
        for link in page.locator(".next :is(a, button, summary, input)").all():
            expect(link).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("width", [360, 768, 1440])
def test_every_target_is_large_enough(
    page: Page, everything: str, complaints: Complaints, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(everything)
    open_everything(page)

    assert page.evaluate(TARGETS) == []
    assert_nothing_runs_over(page)
    assert_accessible(page, complaints)
