"""The public pages in WebKit and Firefox, on a phone and on a desk."""

import pytest

from tests.browser.engines.engine import Engine
from tests.browser.engines.looks import assert_links_are_marked, assert_nothing_runs_over
from tests.browser.house import House, Staff
from tests.browser.public import public_addresses

PHONE, DESK = 390, 1440  # pixels
# These are links by their place or their ground, and get their line under the pointer.
MARKED_BY_PLACE = "header.site a, .skip, .contents a, .cards h3 a, .button, .chosen a"
PROGRAMME = "/formations/bts-ndrc/"

# Where an element that sticks stands, below the top of the window.
TOP = "one => document.querySelector(one).getBoundingClientRect().top"


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_links_are_marked_and_nothing_runs_over(engine: Engine, house: House, width: int) -> None:
    engine.resize(width)
    for address in public_addresses(house.url, house.database_file):
        engine.open(address)
        engine.open_everything()
        assert_links_are_marked(engine, MARKED_BY_PLACE)
        assert_nothing_runs_over(engine)


def test_a_search_finds_the_programme(engine: Engine, house: House) -> None:
    engine.resize(PHONE)
    engine.open(f"{house.url}/")

    engine.fill("#q", "négociation")
    engine.follow(".search button")

    assert engine.text("#resultats") == "1 formation"
    assert engine.value("#q") == "négociation"


def test_filters_are_unfolded_and_applied_on_a_phone(
    engine: Engine, with_examples: tuple[House, Staff]
) -> None:
    house, _staff = with_examples  # of one programme no filter would narrow anything
    engine.resize(PHONE)
    engine.open(f"{house.url}/")
    assert not engine.shows(".filters fieldset")

    engine.click(".filters summary")
    assert engine.shows(".filters fieldset")
    label = engine.text(".filters label > span")
    engine.click(".filters label")
    engine.follow(".filters button")

    assert label in engine.text(".chosen li")
    assert engine.ask("() => document.querySelector('.filters input').checked")


def test_filters_stand_open_beside_the_results_on_a_desk(
    engine: Engine, with_examples: tuple[House, Staff]
) -> None:
    house, _staff = with_examples  # of one programme no filter would narrow anything
    engine.resize(DESK)
    engine.open(f"{house.url}/")
    assert engine.shows(".filters fieldset")
    assert not engine.shows(".filters summary")

    engine.click(".filters label")
    engine.follow(".filters button")

    assert engine.shows(".chosen li")


def test_what_is_folded_opens_and_closes(engine: Engine, house: House) -> None:
    engine.resize(PHONE)
    engine.open(house.url + PROGRAMME)
    assert not engine.shows("#adresse")

    engine.click(".actions summary")
    assert engine.shows("#adresse")
    assert engine.value("#adresse").endswith(PROGRAMME)

    engine.click(".actions summary")
    assert not engine.shows("#adresse")


def test_the_next_step_and_a_title_stay_while_one_reads(engine: Engine, house: House) -> None:
    engine.resize(DESK)
    engine.open(house.url + PROGRAMME)
    longest = engine.ask("""() => {
      const sections = [...document.querySelectorAll(".text > section")];
      return sections.sort((a, b) => b.offsetHeight - a.offsetHeight)[0].id;
    }""")

    engine.ask(
        "one => scrollTo(0, document.getElementById(one).getBoundingClientRect().top + 200)",
        longest,
    )

    gap = engine.ask("() => parseFloat(getComputedStyle(document.documentElement).fontSize)")
    assert engine.ask(TOP, f"#{longest}") < 0
    assert engine.ask(TOP, f"#{longest} h2") == pytest.approx(gap, abs=1)
    assert engine.ask(TOP, ".next") == pytest.approx(0, abs=1)
