"""How long a text is, said under its field as one types."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Staff


@pytest.fixture
def desk(page: Page, site_url: str, staff: Staff) -> Page:
    """The page of the one programme, for somebody who has logged in."""
    page.set_default_timeout(5000)
    page.goto(f"{site_url}/admin/login/?next=/admin/programmes/programme/1/change/")
    page.get_by_label("Nom d’utilisateur").fill(staff.login)
    page.get_by_label("Mot de passe").fill(staff.password)
    page.get_by_role("button", name="Connexion").click()
    page.wait_for_url("**/change/")
    return page


def count_of(field: Locator) -> Locator:
    """What describes the field last."""
    described = field.get_attribute("aria-describedby") or ""
    return field.page.locator(f"#{described.split()[-1]}")


def test_a_field_says_how_long_its_text_is(desk: Page) -> None:
    title = desk.locator("#part-identity").get_by_label("Intitulé (obligatoire)")

    title.fill("Négociation")

    expect(count_of(title)).to_have_text("11 sur 255 caractères")


def test_the_advised_length_comes_before_the_longest(desk: Page) -> None:
    lead = desk.get_by_label("Accroche")

    lead.fill("a" * 150)
    expect(count_of(lead)).to_have_text("150 sur 200 caractères conseillés")
    lead.fill("a" * 212)
    expect(count_of(lead)).to_have_text("212 sur 200 caractères conseillés, 300 au plus")


def test_an_emoji_is_one_character_and_an_end_of_line_two(desk: Page) -> None:
    lead = desk.get_by_label("Accroche")

    lead.fill("a🎓\nb")

    expect(count_of(lead)).to_have_text("5 sur 200 caractères conseillés")


def test_nothing_is_said_aloud_far_from_the_limit(desk: Page) -> None:
    lead = desk.get_by_label("Accroche")
    aloud = desk.locator("[role=status].visually-hidden")

    lead.fill("a" * 100)
    desk.wait_for_timeout(1200)
    expect(aloud).to_have_text("")

    lead.fill("a" * 195)
    expect(aloud).to_have_text("195 sur 200 caractères conseillés")


def test_a_new_row_counts_too(desk: Page) -> None:
    part = desk.locator("#part-occupations")
    part.locator("summary").first.click()

    part.get_by_role("button", name="Ajouter un débouché").click()
    field = part.locator(".inline-related:not(.has_original):visible").get_by_label(
        "Métier (obligatoire)"
    )
    field.fill("Vendeur")

    expect(count_of(field)).to_contain_text("7 sur ")
    assert desk.locator("#occupations-empty .characters").count() == 0
