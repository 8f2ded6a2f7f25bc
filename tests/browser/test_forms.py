"""Every kind of field in every state, in a real browser: axe, the dark, a phone, the keyboard."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests import gallery
from tests.browser.conftest import Complaints
from tests.browser.steps import assert_accessible, reach

STATES = [*gallery.STATES]


@pytest.fixture
def shown(page: Page, site_url: str, complaints: Complaints) -> Page:
    """The gallery, in the site’s stylesheets; « douze » is no number to Chromium, which says so."""
    complaints.expect("The specified value")
    html = re.sub(r"/static/css/(\w+)\.\w{12}\.css", r"/static/css/\1.css", gallery.page())

    def answer(route: Route) -> None:
        route.fulfill(body=html, content_type="text/html; charset=utf-8")

    page.route("**/galerie/", answer)
    page.goto(f"{site_url}/galerie/")
    return page


@pytest.mark.parametrize("width", [390, 1440])
def test_axe_finds_nothing_by_day_or_by_night(
    shown: Page, complaints: Complaints, width: int
) -> None:
    shown.set_viewport_size({"width": width, "height": 900})

    assert_accessible(shown, complaints)


@pytest.mark.parametrize("kind", gallery.KINDS)
def test_each_kind_has_its_name_its_hint_and_its_mistake(shown: Page, kind: str) -> None:
    group = {"boutons": "radiogroup", "cases": "group"}.get(kind)
    name = f"{kind.capitalize()}, faux"
    field = shown.get_by_role(group, name=name) if group else shown.get_by_label(name)  # type: ignore[arg-type]

    expect(field).to_have_accessible_description(
        re.compile(rf"^{gallery.HINT} Erreur : ".replace(" ", r"\s+"))
    )
    shown.locator(".problems").get_by_role("link", name=name).click()
    at = shown.evaluate("document.querySelector(':target').id")
    assert at in {f"id_2-{kind}", f"id_2-{kind}_0"}


def test_targets_are_large_enough_and_nobody_gets_to_the_trap(shown: Page) -> None:
    shown.set_viewport_size({"width": 390, "height": 900})
    small = shown.evaluate(
        """() => [...document.querySelectorAll("main :is(input, select, textarea, button, label)")]
          .filter(one => !one.closest(".vh") && one.type !== "hidden")
          .map(one => one.closest("label") ?? one)
          .filter(one => one.getBoundingClientRect().height < 24)
          .map(one => one.outerHTML.slice(0, 80))"""
    )
    assert small == []
    reach(shown.get_by_label("Accord, vide"))
    shown.keyboard.press("Tab")
    expect(shown.get_by_role("button", name="Envoyer").first).to_be_focused()


def test_a_mistyped_code_is_put_right_by_keyboard(
    page: Page, site_url: str, complaints: Complaints
) -> None:
    complaints.expect("404 (Not Found)")
    page.set_viewport_size({"width": 390, "height": 664})
    page.goto(f"{site_url}/e/")
    field = page.get_by_label("Code imprimé sur la fiche")
    reach(field)
    page.keyboard.type("abc10")
    page.keyboard.press("Enter")

    expect(page).to_have_title(re.compile("^Erreur"))
    expect(field).to_have_accessible_description(re.compile(r"Aucun code ne contient «\s1\s»"))
    link = page.get_by_role("link", name="Code imprimé sur la fiche")
    reach(link)
    page.keyboard.press("Enter")
    expect(field).to_be_focused()
    expect(field).to_have_value("abc10")
