"""Two people, two browsers, one programme; and a server that fails while somebody types."""

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Staff

Desk = Callable[[int], Page]


@pytest.fixture
def desk(browser: Browser, site_url: str, staff: Staff) -> Desk:
    def sit_down(width: int) -> Page:
        context = browser.new_context(locale="fr-FR", viewport={"width": width, "height": 900})
        page = context.new_page()
        page.set_default_timeout(5000)
        page.goto(f"{site_url}/admin/")
        page.get_by_label("Nom d’utilisateur").fill(staff.login)
        page.get_by_label("Mot de passe").fill(staff.password)
        page.get_by_role("button", name="Connexion").click()
        page.get_by_role("link", name="Toutes les formations").click()
        page.get_by_role("link", name=re.compile("BTS NDRC")).click()
        page.wait_for_load_state()
        return page

    return sit_down


def save(page: Page) -> None:
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    page.wait_for_load_state()


def assert_clean(page: Page) -> None:
    beyond = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert beyond <= 0
    violations = Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in violations] == []


@pytest.mark.parametrize("width", [360, 1440])
def test_the_second_of_two_people_chooses(desk: Desk, width: int) -> None:
    first, second = desk(width), desk(width)
    first.get_by_label("Accroche").fill("Écrit par la première")
    save(first)
    second.get_by_label("Accroche").fill("Écrit par le second")
    second.get_by_label("Titre court").fill("BTS NDRC 2")
    save(second)

    expect(second.get_by_role("heading", level=1)).to_have_text(
        "Deux personnes ont modifié la même chose"
    )
    assert_clean(second)
    second.get_by_role("radio", name="Garder ma saisie").focus()
    second.keyboard.press("Space")
    second.get_by_role("button", name="Enregistrer ces choix").press("Enter")

    expect(second.locator(".messagelist .success")).to_be_visible()
    expect(second.get_by_label("Accroche")).to_have_value("Écrit par le second")
    expect(second.get_by_label("Titre court")).to_have_value("BTS NDRC 2")


@pytest.mark.parametrize("width", [360, 1440])
def test_a_summary_of_errors_leads_to_a_field_in_a_part(desk: Desk, width: int) -> None:
    page = desk(width)
    page.locator("#part-presentation > summary").click()
    page.get_by_label("Code RNCP", exact=True).fill("x")
    save(page)

    assert_clean(page)
    page.locator("#part-presentation").evaluate("part => { part.open = false }")
    page.locator("#corrections a").first.click()
    expect(page.get_by_label("Code RNCP", exact=True)).to_be_in_viewport()


def test_a_failing_server_costs_no_word(desk: Desk) -> None:
    page = desk(1440)
    address = page.url
    page.get_by_label("Accroche").fill("Tapé juste avant la panne")
    page.route("**/change/", lambda route: route.fulfill(status=500, body="panne"))
    save(page)
    page.unroute_all()

    page.goto(address)
    assert_clean(page)
    page.get_by_role("button", name="Reprendre ma saisie").click()

    expect(page.get_by_label("Accroche")).to_have_value("Tapé juste avant la panne")
    save(page)
    expect(page.locator(".messagelist .success")).to_be_visible()
    page.goto(address)
    expect(page.get_by_label("Accroche")).to_have_value("Tapé juste avant la panne")
    expect(page.get_by_role("button", name="Reprendre ma saisie")).to_have_count(0)


def test_a_session_that_ended_costs_no_word(desk: Desk, staff: Staff) -> None:
    page = desk(360)
    page.get_by_label("Accroche").fill("Tapé après la fin de la session")
    page.context.clear_cookies(name="sessionid")
    save(page)

    assert_clean(page)
    page.get_by_label("Nom d’utilisateur").fill(staff.login)
    page.get_by_label("Mot de passe").fill(staff.password)
    page.get_by_role("button", name="Connexion").click()
    assert_clean(page)
    page.get_by_role("button", name="Retrouver ma saisie").click()

    expect(page.get_by_label("Accroche")).to_have_value("Tapé après la fin de la session")
    save(page)
    expect(page.locator(".messagelist .success")).to_be_visible()
