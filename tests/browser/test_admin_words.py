"""Nothing typed is lost, whatever way one leaves a form; what was saved is not offered again."""

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Dialog, Locator, Page, expect

from tests.browser.conftest import Complaints, log_in, say_who_one_is
from tests.browser.house import Staff
from tests.browser.steps import (
    assert_accessible,
    open_part,
    open_programme,
    press_save,
    save,
)

WORDS = "Une accroche tapée avec soin."


@contextmanager
def asked(page: Page, *, leave: bool = True) -> Iterator[None]:
    """The browser asks, once, before it leaves the page; what the person answers."""
    kinds: list[str] = []

    def answer(dialog: Dialog) -> None:
        kinds.append(dialog.type)
        if leave:
            dialog.accept()
        else:
            dialog.dismiss()

    page.on("dialog", answer)
    yield
    page.remove_listener("dialog", answer)
    assert kinds == ["beforeunload"]


def write(field: Locator, words: str = WORDS) -> None:
    """With the keyboard, which is what makes a browser ask before it leaves."""
    field.click()
    field.press("Control+A")
    field.press_sequentially(words)


def leave_by(page: Page, link: str) -> None:
    """The browser asks; one stays, nothing has moved; one leaves."""
    address = page.url
    with asked(page, leave=False), page.expect_event("dialog"):
        page.get_by_role("link", name=link).first.click()
    expect(page).to_have_url(address)
    with asked(page), page.expect_navigation():
        page.get_by_role("link", name=link).first.click()
    expect(page).not_to_have_url(address)


def offers(page: Page) -> Locator:
    return page.get_by_role("button", name="Reprendre ma saisie")


def take_up(page: Page) -> None:
    expect(offers(page)).to_have_count(1)
    offers(page).click()
    expect(page.get_by_text("Votre saisie est ci-dessous.")).to_be_visible()
    page.wait_for_load_state()


def assert_nothing_offered(page: Page, address: str) -> None:
    page.goto(address, wait_until="load")
    expect(page.locator("#content-main form").first).to_be_visible()
    expect(offers(page)).to_have_count(0)
    assert kept_names(page) == []


def kept_names(page: Page) -> list[str]:
    names: list[str] = page.evaluate(
        "[...Object.keys(sessionStorage), ...Object.keys(localStorage)]"
        ".filter(key => key.startsWith('typed'))"
    )
    return names


@contextmanager
def failing(database_file: Path, complaints: Complaints) -> Iterator[None]:
    """The server itself fails at whatever is saved."""
    complaints.expect("status of 500")
    execute(
        database_file,
        "CREATE TRIGGER failing BEFORE INSERT ON django_admin_log"
        " BEGIN SELECT RAISE(ABORT, 'failing'); END",
    )
    yield
    execute(database_file, "DROP TRIGGER failing")


def execute(database_file: Path, statement: str, *values: str) -> None:
    with closing(sqlite3.connect(database_file)) as database, database:
        database.execute(statement, values)


@pytest.fixture
def lead(desk: Page) -> Locator:
    """On the page of the programme, which is open."""
    open_programme(desk)
    return desk.get_by_label("Accroche")


# Each way out


def test_by_a_link(desk: Page, lead: Locator) -> None:
    programme = desk.url
    write(lead)

    leave_by(desk, "Historique")
    desk.goto(programme)
    expect(lead).not_to_have_value(WORDS)
    take_up(desk)

    expect(lead).to_have_value(WORDS)
    save(desk)
    assert_nothing_offered(desk, programme)
    expect(lead).to_have_value(WORDS)


def test_by_going_back(desk: Page, lead: Locator) -> None:
    programme = desk.url
    write(lead)

    with asked(desk), desk.expect_navigation():
        desk.evaluate("history.back()")
    desk.goto(programme)
    take_up(desk)

    expect(lead).to_have_value(WORDS)
    save(desk)
    assert_nothing_offered(desk, programme)


def test_what_the_browser_puts_back_itself_is_kept_like_what_is_typed(
    desk: Page, lead: Locator
) -> None:
    """Away by a link and back by the button: the words may stand in their field again."""
    programme = desk.url
    write(lead)
    leave_by(desk, "Historique")

    desk.go_back(wait_until="load")
    expect(desk.get_by_label("Accroche")).to_be_visible()
    if offers(desk).count():
        take_up(desk)
    expect(lead).to_have_value(WORDS)
    leave_by(desk, "Historique")
    desk.goto(programme)
    take_up(desk)

    expect(lead).to_have_value(WORDS)
    save(desk)
    assert_nothing_offered(desk, programme)


def test_by_closing_the_window(desk: Page, lead: Locator) -> None:
    programme = desk.url
    write(lead)

    with asked(desk), desk.expect_event("close"):
        desk.close(run_before_unload=True)
    again = desk.context.pages[0] if desk.context.pages else desk.context.new_page()
    again.goto(programme)
    take_up(again)

    expect(again.get_by_label("Accroche")).to_have_value(WORDS)
    save(again)
    assert_nothing_offered(again, programme)


def test_by_reloading(desk: Page, lead: Locator) -> None:
    programme = desk.url
    write(lead)

    with asked(desk):
        desk.reload(wait_until="load")
    if offers(desk).count():
        take_up(desk)

    expect(lead).to_have_value(WORDS)
    save(desk)
    assert_nothing_offered(desk, programme)


def refuse(page: Page) -> None:
    """A row without the unit that it needs: nothing is saved."""
    write(page.get_by_label("Accroche"))
    part = open_part(page, "exemptions")
    part.get_by_role("button", name="Ajouter une dispense").click()
    row = part.locator(".inline-related:not(.has_original):visible")
    row.get_by_role("textbox").first.fill("Licence")
    press_save(page)
    expect(page.locator("#corrections")).to_be_visible()
    page.wait_for_load_state()


def test_a_form_shown_again_with_its_errors_warns_and_outlives_the_save_of_another(
    desk: Page, lead: Locator
) -> None:
    programme = desk.url
    refuse(desk)

    open_part(desk, "exam")
    leave_by(desk, "Ajouter une unité")
    desk.get_by_label("Code").first.fill("U7")
    desk.get_by_label("Intitulé").first.fill("Épreuve orale")
    desk.get_by_role("button", name="Enregistrer et revenir à la formation").click()
    expect(desk.locator(".messagelist .success")).to_be_visible()
    take_up(desk)

    expect(lead).to_have_value(WORDS)
    row = open_part(desk, "exemptions").locator(".inline-related:not(.has_original):visible")
    expect(row.get_by_role("textbox").first).to_have_value("Licence")
    row.get_by_role("checkbox").first.check()
    save(desk)
    assert_nothing_offered(desk, programme)
    expect(lead).to_have_value(WORDS)


@pytest.mark.parametrize("way", ["back", "close", "reload"])
def test_a_form_shown_again_with_its_errors_is_there_after_any_other_way_out(
    desk: Page, lead: Locator, way: str
) -> None:
    programme, page = desk.url, desk
    refuse(desk)
    desk.locator("#corrections").click()  # browsers ask only those who have touched the page

    with asked(desk):
        if way == "back":
            with desk.expect_navigation():
                desk.evaluate("history.back()")
        elif way == "reload":
            desk.reload(wait_until="load")
        else:
            with desk.expect_event("close"):
                desk.close(run_before_unload=True)
            page = desk.context.new_page()
    if way != "reload":
        page.goto(programme)
        take_up(page)

    expect(page.locator("#corrections")).to_be_visible()
    expect(page.get_by_label("Accroche")).to_have_value(WORDS)
    row = open_part(page, "exemptions").locator(".inline-related:not(.has_original):visible")
    row.get_by_role("checkbox").first.check()
    save(page)
    assert_nothing_offered(page, programme)


@pytest.mark.parametrize("width", [390, 1440])
def test_a_server_that_fails_costs_no_word(
    desk: Page, lead: Locator, complaints: Complaints, database_file: Path, width: int
) -> None:
    desk.set_viewport_size({"width": width, "height": 900})
    programme = desk.url
    write(lead)

    with failing(database_file, complaints):
        press_save(desk)
        expect(desk.get_by_text("Service momentanément indisponible")).to_be_visible()
    desk.goto(programme)
    expect(lead).not_to_have_value(WORDS)
    expect(
        desk.get_by_text(re.compile(r"Une saisie du .+ n’a pas été enregistrée"))
    ).to_be_visible()
    assert_accessible(desk, complaints)
    take_up(desk)

    expect(lead).to_have_value(WORDS)
    save(desk)
    assert_nothing_offered(desk, programme)


def test_a_network_that_fails_costs_no_word(
    desk: Page, lead: Locator, complaints: Complaints
) -> None:
    programme = desk.url
    write(lead)
    complaints.expect("ERR_CONNECTION_RESET")
    desk.route("**/*", lambda route: route.abort("connectionreset"))
    with desk.expect_event("requestfailed"):
        press_save(desk)
    desk.unroute_all()

    desk.goto(programme)
    take_up(desk)

    expect(lead).to_have_value(WORDS)
    save(desk)
    assert_nothing_offered(desk, programme)


def test_a_session_that_ended_costs_no_word_of_whom_leaves_by_a_link(
    desk: Page, lead: Locator, staff: Staff
) -> None:
    programme = desk.url
    write(lead)
    desk.context.clear_cookies(name="sessionid")

    leave_by(desk, "Historique")
    say_who_one_is(desk, staff)
    expect(desk.locator(".history")).to_be_visible()
    desk.goto(programme)
    take_up(desk)

    expect(lead).to_have_value(WORDS)
    save(desk)
    assert_nothing_offered(desk, programme)


def test_a_session_that_ended_costs_no_word_of_whom_saves(
    desk: Page, lead: Locator, staff: Staff, complaints: Complaints
) -> None:
    programme = desk.url
    complaints.expect("status of 403")
    write(lead)
    desk.context.clear_cookies(name="sessionid")
    press_save(desk)
    say_who_one_is(desk, staff)

    expect(desk.get_by_role("button", name="Retrouver ma saisie")).to_be_visible()
    desk.wait_for_load_state()
    leave_by(desk, "Accueil")
    desk.goto(programme)
    take_up(desk)

    expect(lead).to_have_value(WORDS)
    save(desk)
    assert_nothing_offered(desk, programme)


def test_a_choice_between_two_people_is_left_and_its_words_are_there(
    desk: Page, lead: Locator, complaints: Complaints
) -> None:
    programme = desk.url
    complaints.expect("status of 409")
    other = desk.context.new_page()
    other.goto(programme)
    write(lead)
    write(other.get_by_label("Accroche"), "D’un autre onglet.")
    save(other)

    press_save(desk)
    expect(desk.get_by_role("radio", name="Garder ma saisie")).to_be_visible()
    desk.wait_for_load_state()
    leave_by(desk, "Accueil")
    desk.goto(programme)
    expect(lead).to_have_value("D’un autre onglet.")
    offers(desk).click()
    desk.get_by_role("radio", name="Garder ma saisie").check()
    desk.get_by_role("button", name="Enregistrer ces choix").click()

    expect(desk.locator(".messagelist .success")).to_be_visible()
    expect(lead).to_have_value(WORDS)
    assert_nothing_offered(desk, programme)


# Several copies


def test_two_windows_of_one_form_keep_their_own_words(
    desk: Page, lead: Locator, complaints: Complaints, database_file: Path
) -> None:
    programme = desk.url
    other = desk.context.new_page()
    other.goto(programme)
    write(lead)
    desk.wait_for_timeout(600)  # the script has kept them

    other.reload(wait_until="load")
    expect(offers(other)).to_have_count(0)  # the page with these words is open
    write(other.get_by_label("Titre court"), "BTS NDRC 2")
    save(other)
    with failing(database_file, complaints):
        press_save(desk)
        expect(desk.get_by_text("Service momentanément indisponible")).to_be_visible()
    other.goto(programme)
    take_up(other)  # in whichever window

    expect(other.get_by_label("Accroche")).to_have_value(WORDS)
    expect(other.get_by_label("Titre court")).to_have_value("BTS NDRC 2")
    save(other)
    assert_nothing_offered(desk, programme)


def test_an_offer_that_one_has_not_answered_outlives_what_is_typed_and_saved_next(
    desk: Page, lead: Locator
) -> None:
    programme = desk.url
    write(lead)
    leave_by(desk, "Historique")

    desk.goto(programme)
    expect(offers(desk)).to_have_count(1)
    write(desk.get_by_label("Titre court"), "BTS NDRC 2")
    save(desk)

    expect(offers(desk)).to_have_count(1)
    desk.get_by_role("button", name="L’oublier").click()
    expect(offers(desk)).to_have_count(0)
    assert_nothing_offered(desk, programme)


def test_logging_out_leaves_nothing_for_the_next_person(
    desk: Page, lead: Locator, site_url: str, staff: Staff
) -> None:
    programme = desk.url
    write(lead)
    leave_by(desk, "Historique")
    assert kept_names(desk) != []

    desk.get_by_role("button", name="Se déconnecter").click()
    expect(desk.get_by_text("Vous êtes déconnecté.")).to_be_visible()
    desk.wait_for_load_state()
    assert kept_names(desk) == []
    log_in(desk, site_url, staff)
    assert_nothing_offered(desk, programme)


def test_words_that_one_keeps_from_the_logout_are_there(desk: Page, lead: Locator) -> None:
    """The browser asks before the logout too; staying costs nothing."""
    programme = desk.url
    write(lead)
    with asked(desk, leave=False), desk.expect_event("dialog"):
        desk.get_by_role("button", name="Se déconnecter").click()

    leave_by(desk, "Historique")
    desk.goto(programme)
    take_up(desk)
    expect(lead).to_have_value(WORDS)


def test_nobody_is_offered_what_somebody_else_has_typed(
    desk: Page, lead: Locator, site_url: str, database_file: Path, staff: Staff
) -> None:
    """Who did not log out: the session has ended."""
    programme = desk.url
    write(lead)
    leave_by(desk, "Historique")
    assert kept_names(desk) != []
    desk.context.clear_cookies(name="sessionid")
    execute(
        database_file,
        "INSERT INTO auth_user (username, password, is_superuser, is_staff, is_active,"
        " first_name, last_name, email, date_joined) SELECT 'dominique', password, 1, 1, 1,"
        " '', '', '', date_joined FROM auth_user WHERE username = ?",
        staff.login,
    )

    log_in(desk, site_url, Staff("dominique", staff.password))

    assert_nothing_offered(desk, programme)


# Each form


@dataclass(frozen=True)
class Form:
    """Where it is, what is typed into which field, and the button that saves."""

    open: Callable[[Page, str], None]
    field: str
    words: str = "Tapé avec soin"
    button: str = "Enregistrer"


def at(path: str) -> Callable[[Page, str], None]:
    def open_it(page: Page, site_url: str) -> None:
        page.goto(site_url + path)

    return open_it


def follow(link: Locator) -> None:
    """What comes next is asked of the page that it leads to, not of the one that it is on."""
    before = link.page.url
    link.click()
    link.page.wait_for_url(lambda url: url != before)


def child(part: str, name: str) -> Callable[[Page, str], None]:
    def open_it(page: Page, site_url: str) -> None:
        open_programme(page)
        follow(open_part(page, part).get_by_role("link", name=re.compile(name)).first)

    return open_it


def step(link: str) -> Callable[[Page, str], None]:
    def open_it(page: Page, site_url: str) -> None:
        open_programme(page)
        follow(page.get_by_role("link", name=link))

    return open_it


def listed(path: str) -> Callable[[Page, str], None]:
    def open_it(page: Page, site_url: str) -> None:
        page.goto(site_url + path)
        follow(page.locator("#result_list tbody a").first)

    return open_it


FORMS = {
    "bloc": Form(child("blocs", "^Bloc 1"), "Introduction"),
    "new bloc": Form(child("blocs", "^Ajouter un bloc"), "Introduction"),
    "exam unit": Form(child("exam", "^U4"), "Note"),
    "new exam unit": Form(child("exam", "^Ajouter une unité"), "Intitulé"),
    "centre": Form(listed("/admin/programmes/trainingcentre/"), "Horaires d’accueil"),
    "new centre": Form(at("/admin/programmes/trainingcentre/add/"), "Horaires d’accueil"),
    "scheme": Form(listed("/admin/admissions/fundingscheme/"), "Public concerné"),
    "new scheme": Form(at("/admin/admissions/fundingscheme/add/"), "Public concerné"),
    "new programme": Form(at("/admin/programmes/programme/add/"), "Titre court", "BTS GPME"),
    "publication": Form(step("Publier…"), "Note de publication", button="Publier"),
    "copy": Form(step("Dupliquer…"), "Titre court", "BTS NDRC du soir", "Dupliquer"),
    "republication": Form(
        at("/admin/programmes/programme/republier/"),
        "Note de publication",
        button="Republier les formations cochées",
    ),
}


@pytest.fixture
def form(request: pytest.FixtureRequest, database_file: Path) -> Form:
    """There is something to publish and to republish."""
    found = FORMS[request.param]
    execute(database_file, "UPDATE programmes_trainingcentre SET phone = '05 00 00 00 00'")
    return found


@pytest.mark.parametrize("form", FORMS, indirect=True)
def test_every_form_warns_keeps_and_forgets(
    desk: Page, site_url: str, form: Form, complaints: Complaints, database_file: Path
) -> None:
    form.open(desk, site_url)
    address = desk.url
    field = desk.get_by_label(form.field).first
    button = desk.get_by_role("button", name=form.button, exact=True)
    fill_in(desk)
    write(field, form.words)

    leave_by(desk, "Guide")
    desk.goto(address)
    take_up(desk)
    expect(field).to_have_value(form.words)
    with asked(desk), desk.expect_event("close"):
        desk.locator("h1").click()
        desk.close(run_before_unload=True)

    desk = desk.context.new_page()
    field = desk.get_by_label(form.field).first
    button = desk.get_by_role("button", name=form.button, exact=True)
    desk.goto(address)
    take_up(desk)
    with failing(database_file, complaints):
        button.click()
        expect(desk.get_by_text("Service momentanément indisponible")).to_be_visible()
    desk.goto(address)
    take_up(desk)
    expect(field).to_have_value(form.words)

    button.click()
    expect(desk.locator(".messagelist .success")).to_be_visible()
    desk.wait_for_load_state()
    assert kept_names(desk) == []
    desk.goto(address, wait_until="load")
    expect(offers(desk)).to_have_count(0)


def fill_in(page: Page) -> None:
    """What a new row cannot do without."""
    for field in page.locator("#content-main form :is(input[type=text], textarea):visible").all():
        wanted = (field.get_attribute("name") or "").rpartition("-")[2]
        if wanted in REQUIRED and not field.input_value():
            field.fill(REQUIRED[wanted])
    for choice in page.locator("#content-main form select:visible").all():
        if not choice.input_value():
            choice.select_option(index=1)


REQUIRED = {
    "code": "x-9",
    "title": "Un titre",
    "name": "Un nom",
    "slug": "bts-gpme",
    "full_title": "Gestion de la PME",
    "academy": "Bordeaux",
    "legal_name": "Un nom",
}
