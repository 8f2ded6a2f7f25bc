"""The log-in and the link that opens an account, by keyboard, without script, for everybody."""

import pytest
from playwright.sync_api import Page, expect
from pytest_playwright import CreateContextCallback

from tests.browser.conftest import Complaints, LetIn, assert_logged_in, say_who_one_is
from tests.browser.house import Staff
from tests.browser.steps import assert_accessible

PASSWORD = "lampe girafe tiroir nuage"


@pytest.fixture(params=[360, 1440])
def width(request: pytest.FixtureRequest) -> int:
    width: int = request.param
    return width


def wrong(page: Page, staff: Staff, times: int) -> None:
    for _ in range(times):
        say_who_one_is(page, Staff(staff.login, "faux"))


def test_who_must_wait_is_told_so_on_the_form(
    page: Page, site_url: str, staff: Staff, complaints: Complaints, width: int
) -> None:
    complaints.expect("429")
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{site_url}/admin/login/")
    wrong(page, staff, 6)

    expect(page.get_by_role("alert")).to_contain_text("Réessayez dans 1 minute")
    expect(page.get_by_role("alert")).to_contain_text("demandez un lien d’accès")
    expect(page.get_by_label("Nom d’utilisateur")).to_have_value(staff.login)
    expect(page.get_by_label("Mot de passe")).to_have_value("")
    assert_accessible(page, complaints)


def test_a_new_person_chooses_a_password_by_keyboard_and_without_script(
    page: Page,
    let_in: LetIn,
    site_url: str,
    new_context: CreateContextCallback,
) -> None:
    let_in(page)
    page.goto(f"{site_url}/admin/auth/user/add/")
    page.get_by_label("Nom d’utilisateur").fill("dominique")
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    page.get_by_role("link", name="Voir le compte").click()
    page.get_by_role("link", name="Remettre un lien d’accès").click()
    page.get_by_role("button", name="Créer un lien d’accès").press("Enter")
    address = page.get_by_label("Adresse à remettre").input_value()

    theirs = new_context(java_script_enabled=False).new_page()
    theirs.goto(address)
    expect(theirs.get_by_text("dominique")).to_be_visible()
    theirs.get_by_label("Nouveau mot de passe").first.focus()
    theirs.keyboard.type("motdepasse12345")
    theirs.keyboard.press("Tab")
    theirs.keyboard.type("motdepasse12345")
    theirs.keyboard.press("Enter")
    expect(theirs.get_by_role("alert")).to_contain_text("se devine")
    for label in ("Nouveau mot de passe", "Confirmation"):
        theirs.get_by_label(label).first.fill(PASSWORD)
    theirs.get_by_role("button", name="Choisir ce mot de passe").press("Enter")
    theirs.get_by_role("link", name="Se connecter").press("Enter")
    say_who_one_is(theirs, Staff("dominique", PASSWORD))
    assert_logged_in(theirs)

    theirs.goto(f"{site_url}/admin/sessions/")
    expect(theirs.get_by_text("Cette session")).to_be_visible()


def test_axe_finds_nothing_on_what_a_new_person_sees(
    page: Page, let_in: LetIn, site_url: str, complaints: Complaints, width: int
) -> None:
    complaints.expect("410")
    page.set_viewport_size({"width": width, "height": 800})
    let_in(page)
    page.goto(f"{site_url}/admin/auth/user/add/")
    page.get_by_label("Nom d’utilisateur").fill("dominique")
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    address = page.get_by_label("Adresse à remettre").input_value()
    assert_accessible(page, complaints)
    page.context.clear_cookies()

    page.goto(address)
    assert_accessible(page, complaints)
    page.get_by_role("button", name="Choisir").click()
    page.get_by_label("Nouveau mot de passe").first.fill("court")
    page.get_by_label("Confirmation").first.fill("court")
    page.get_by_role("button", name="Choisir").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert_accessible(page, complaints)
    page.get_by_label("Nouveau mot de passe").first.fill(PASSWORD)
    page.get_by_label("Confirmation").first.fill(PASSWORD)
    page.get_by_role("button", name="Choisir").click()
    expect(page.get_by_role("heading", name="Votre mot de passe est choisi")).to_be_visible()
    assert_accessible(page, complaints)
    page.goto(address)
    expect(page.get_by_text("Ce lien ne sert plus").first).to_be_visible()
    assert_accessible(page, complaints)
