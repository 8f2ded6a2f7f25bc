"""The buttons above a long text write its marks; what is typed by hand does as well."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.steps import open_part, open_programme


@pytest.fixture
def text(desk: Page) -> Page:
    open_programme(desk)
    open_part(desk, "presentation")
    return desk


def choose(page: Page, start: int, end: int) -> None:
    field = page.locator("#id_presentation")
    field.focus()
    field.evaluate("(one, [start, end]) => one.setSelectionRange(start, end)", [start, end])


def test_words_are_made_bold_by_keyboard_and_plain_again(text: Page) -> None:
    field = text.locator("#id_presentation")
    field.fill("Durée : deux ans")
    bold = text.locator(".marks[aria-controls=id_presentation]").get_by_role("button", name="Gras")

    choose(text, 0, 6)
    bold.press("Enter")
    expect(field).to_have_value("**Durée** : deux ans")
    expect(field).to_be_focused()
    bold.press("Enter")
    expect(field).to_have_value("Durée : deux ans")
    text.keyboard.press("Control+z")
    expect(field).to_have_value("**Durée** : deux ans")


def test_lines_become_a_list_and_lines_again(text: Page) -> None:
    field = text.locator("#id_presentation")
    field.fill("Au programme :\nVente\n\nGestion\nFin.")
    listed = text.locator(".marks").first.get_by_role("button", name="Liste")

    choose(text, 17, 26)
    listed.click()
    expect(field).to_have_value("Au programme :\n- Vente\n\n- Gestion\nFin.")
    listed.click()
    expect(field).to_have_value("Au programme :\nVente\n\nGestion\nFin.")


def test_words_lead_to_the_address_that_one_types_next(text: Page) -> None:
    field = text.locator("#id_presentation")
    field.fill("Voir le site du centre.")
    link = text.locator(".marks").first.get_by_role("button", name="Lien")

    choose(text, 5, 12)
    link.click()
    text.keyboard.type("https://exemple.fr/")

    expect(field).to_have_value("Voir [le site](https://exemple.fr/) du centre.")
