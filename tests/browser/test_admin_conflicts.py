"""Two people, two browsers, one page; and a server that fails while somebody types."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pytest_playwright import CreateContextCallback

from tests.browser.conftest import Complaints, LetIn, say_who_one_is
from tests.browser.house import Staff
from tests.browser.steps import assert_accessible, open_programme, press_save, save

SitDown = Callable[..., Page]


@pytest.fixture
def sit_down(new_context: CreateContextCallback, let_in: LetIn) -> SitDown:
    """Somebody is logged in on a machine of their own, in a window of that width."""

    def open_window(width: int = 1440) -> Page:
        page = new_context(viewport={"width": width, "height": 900}).new_page()
        let_in(page)
        return page

    return open_window


def open_centre(page: Page) -> None:
    page.get_by_role("link", name="Catalogue des formations").click()
    page.get_by_role("link", name="Centres de formation", exact=True).click()
    page.get_by_role("link", name="Sud Management").click()
    expect(page.get_by_label("Téléphone", exact=True)).to_be_visible()


def assert_asked_to_choose(page: Page, complaints: Complaints) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Deux personnes ont modifié la même chose"
    )
    complaints.expect("status of 409")
    assert_accessible(page, complaints)


@pytest.mark.parametrize("width", [360, 1440])
def test_the_second_of_two_people_chooses(
    sit_down: SitDown, complaints: Complaints, width: int
) -> None:
    first, second = sit_down(), sit_down(width)
    open_programme(first)
    open_programme(second)
    first.get_by_label("Accroche").fill("Écrit par la première")
    save(first)
    second.get_by_label("Accroche").fill("Écrit par le second")
    second.get_by_label("Titre court").fill("BTS NDRC 2")
    press_save(second)

    assert_asked_to_choose(second, complaints)
    second.get_by_role("radio", name="Garder ma saisie").focus()
    second.keyboard.press("Space")
    second.get_by_role("button", name="Enregistrer ces choix").press("Enter")

    expect(second.locator(".messagelist .success")).to_be_visible()
    expect(second.get_by_label("Accroche")).to_have_value("Écrit par le second")
    expect(second.get_by_label("Titre court")).to_have_value("BTS NDRC 2")


def test_two_people_on_the_centre_and_on_a_bloc(sit_down: SitDown, complaints: Complaints) -> None:
    first, second = sit_down(), sit_down()
    open_centre(first)
    open_centre(second)
    first.get_by_label("Téléphone", exact=True).fill("05 53 77 24 24")
    first.get_by_label("Horaires d’accueil").fill("du lundi au vendredi")
    save(first)
    second.get_by_label("Téléphone", exact=True).fill("05 53 00 00 00")
    second.get_by_label("Hébergeur du site").fill("Hébergeur, Agen")
    press_save(second)

    assert_asked_to_choose(second, complaints)
    choice = second.get_by_role("group", name="Téléphone")
    expect(choice).to_contain_text("05 53 00 00 00")
    expect(choice).to_contain_text("05 53 77 24 24")
    choice.get_by_role("radio", name="Garder ce qui est enregistré").check()
    second.get_by_role("button", name="Revoir le formulaire avant d’enregistrer").click()
    save(second)
    open_centre(second)
    expect(second.get_by_label("Téléphone", exact=True)).to_have_value("05 53 77 24 24")
    expect(second.get_by_label("Horaires d’accueil")).to_have_value("du lundi au vendredi")
    expect(second.get_by_label("Hébergeur du site")).to_have_value("Hébergeur, Agen")

    for page in (first, second):
        open_programme(page)
        page.locator("#part-blocs > summary").click()
        page.get_by_role("link", name=re.compile("^Bloc 1")).click()
        expect(page.get_by_label("Introduction")).to_be_visible()
    first.get_by_label("Introduction").fill("Être capable de vendre.")
    save(first)
    second.get_by_label("Introduction").fill("Savoir vendre.")
    press_save(second)
    assert_asked_to_choose(second, complaints)
    second.get_by_role("radio", name="Garder ma saisie").check()
    second.get_by_role("button", name="Enregistrer ces choix").click()
    expect(second.locator(".messagelist .success")).to_be_visible()
    first.reload()
    expect(first.get_by_label("Introduction")).to_have_value("Savoir vendre.")


@pytest.mark.parametrize("width", [360, 1440])
def test_a_summary_of_errors_leads_to_a_field_in_a_part(
    sit_down: SitDown, complaints: Complaints, width: int
) -> None:
    page = sit_down(width)
    open_programme(page)
    page.locator("#part-presentation > summary").click()
    page.get_by_label("Code au répertoire", exact=True).fill("x")
    press_save(page)

    expect(page.locator("#corrections")).to_be_visible()
    assert_accessible(page, complaints)
    page.locator("#part-presentation").evaluate("part => { part.open = false }")
    page.locator("#corrections a").first.click()
    expect(page.get_by_label("Code au répertoire", exact=True)).to_be_in_viewport()


def test_a_failing_server_costs_no_word(desk: Page, complaints: Complaints) -> None:
    open_programme(desk)
    address = desk.url
    desk.get_by_label("Accroche").fill("Tapé juste avant la panne")
    fail_once(desk, complaints, "Enregistrer")

    desk.goto(address)
    assert_accessible(desk, complaints)
    desk.get_by_role("button", name="Reprendre ma saisie").click()

    expect(desk.get_by_label("Accroche")).to_have_value("Tapé juste avant la panne")
    save(desk)
    desk.goto(address)
    expect(desk.get_by_label("Accroche")).to_have_value("Tapé juste avant la panne")
    expect(desk.get_by_role("button", name="Reprendre ma saisie")).to_have_count(0)


def test_a_failing_server_costs_no_word_of_a_note_nor_of_a_copy(
    desk: Page, complaints: Complaints
) -> None:
    open_programme(desk)
    programme = desk.url
    desk.get_by_label("Accroche").fill("Une accroche plus courte.")
    save(desk)
    note = desk.get_by_label("Note de publication (facultatif)")

    desk.get_by_role("link", name="Publier…").click()
    page = desk.url
    note.fill("Relue par l’équipe.")
    fail_once(desk, complaints, "Publier")
    desk.goto(page)
    expect(note).to_have_value("")
    assert_accessible(desk, complaints)
    desk.get_by_role("button", name="Reprendre ma saisie").click()
    expect(note).to_have_value("Relue par l’équipe.")
    desk.get_by_role("button", name="Publier", exact=True).click()
    expect(desk.locator(".messagelist")).to_contain_text("L’édition n° 2 est en ligne.")
    desk.get_by_role("link", name="Historique").click()
    expect(desk.locator(".history > li").first).to_contain_text("Relue par l’équipe.")

    desk.goto(programme)
    desk.get_by_role("link", name="Dupliquer…").click()
    page = desk.url
    desk.get_by_label("Titre court").fill("BTS NDRC du soir")
    fail_once(desk, complaints, "Dupliquer")
    desk.goto(page)
    desk.get_by_role("button", name="Reprendre ma saisie").click()
    expect(desk.get_by_label("Titre court")).to_have_value("BTS NDRC du soir")
    desk.get_by_role("button", name="Dupliquer").click()
    expect(desk.locator(".messagelist")).to_contain_text("La copie est créée")
    desk.wait_for_load_state()  # the words are forgotten once the script has run

    desk.goto(page)
    expect(desk.get_by_label("Titre court")).to_have_value("BTS NDRC")
    expect(desk.get_by_role("button", name="Reprendre ma saisie")).to_have_count(0)


def fail_once(page: Page, complaints: Complaints, button: str) -> None:
    """The server answers an error to what this button sends."""
    complaints.expect("status of 500")
    body = '<link rel="icon" href="data:,"><p>panne</p>'  # nothing else is asked for
    page.route("**/*", lambda route: route.fulfill(status=500, body=body, content_type="text/html"))
    page.get_by_role("button", name=button, exact=True).click()
    expect(page.get_by_text("panne")).to_be_visible()
    page.unroute_all()


def test_a_session_that_ended_costs_no_word(
    sit_down: SitDown, complaints: Complaints, staff: Staff
) -> None:
    page = sit_down(360)
    open_programme(page)
    page.get_by_label("Accroche").fill("Tapé après la fin de la session")
    page.context.clear_cookies(name="sessionid")
    press_save(page)

    expect(page.get_by_label("Nom d’utilisateur")).to_be_visible()
    complaints.expect("status of 403")
    assert_accessible(page, complaints)
    say_who_one_is(page, staff)
    expect(page.get_by_role("button", name="Retrouver ma saisie")).to_be_visible()
    assert_accessible(page, complaints)
    page.get_by_role("button", name="Retrouver ma saisie").click()

    expect(page.get_by_label("Accroche")).to_have_value("Tapé après la fin de la session")
    save(page)
