"""Staff at work in WebKit and Firefox."""

import pytest

from tests.browser.engines.engine import Engine
from tests.browser.engines.looks import assert_links_are_marked, assert_nothing_runs_over
from tests.browser.house import House, Staff

WIDTHS = [390, 1440]  # pixels: a phone, a desk
MARKED_BY_PLACE = "#site-name a, .skip-to-content-link, .button, .submit-row a"
SAVE = ".submit-row input.default"


@pytest.fixture
def desk(engine: Engine, house: House, staff: Staff) -> Engine:
    """On the page of the programme, at a desk, logged in."""
    engine.resize(WIDTHS[-1])
    engine.open(f"{house.url}/admin/programmes/programme/")
    if engine.has("#login-form"):  # the first of these tests
        engine.fill("#id_username", staff.login)
        engine.fill("#id_password", staff.password)
        engine.follow("#login-form [type=submit]")
    engine.fold_everything()
    engine.follow("#result_list a[href*=change]")
    return engine


@pytest.mark.parametrize("width", WIDTHS)
def test_the_log_in_fits_its_window(engine: Engine, house: House, width: int) -> None:
    engine.resize(width)
    engine.open(f"{house.url}/admin/")
    engine.forget()
    engine.open(f"{house.url}/admin/")

    assert engine.shows("#id_username")
    assert_links_are_marked(engine, MARKED_BY_PLACE)
    assert_nothing_runs_over(engine)


def test_the_page_of_a_programme_fits_any_window(desk: Engine) -> None:
    desk.open_everything()
    for width in WIDTHS:
        desk.resize(width)
        assert_links_are_marked(desk, MARKED_BY_PLACE)
        assert_nothing_runs_over(desk)


def test_the_buttons_that_save_stay_at_the_foot_of_the_window(desk: Engine) -> None:
    assert_at_the_foot(desk, ".submit-row")

    desk.open_everything()
    desk.ask("() => scrollTo(0, 3000)")
    assert_at_the_foot(desk, ".submit-row")


def assert_at_the_foot(desk: Engine, selector: str) -> None:
    foot = "one => document.querySelector(one).getBoundingClientRect().bottom"
    window = desk.ask("() => document.documentElement.clientHeight")
    assert desk.ask(foot, selector) == pytest.approx(window, abs=1)


def test_a_part_opens_and_closes(desk: Engine) -> None:
    assert not desk.shows("#id_presentation")
    desk.click("#part-presentation > summary")
    assert desk.shows("#id_presentation")
    desk.click("#part-presentation > summary")
    assert not desk.shows("#id_presentation")


def test_what_is_typed_is_counted_and_saved(desk: Engine) -> None:
    typed = f"Écrit dans {desk.name} : l’été, 12 €."

    desk.fill("#id_lead", typed)
    assert f"{len(typed)} sur" in desk.text(".field-lead")
    desk.follow(SAVE)

    assert desk.text(".messagelist .success").startswith("Enregistré")
    assert desk.value("#id_lead") == typed
