"""What became of a programme, of its paper and of its code, as somebody sees it on a phone.

The button is what one scans the code for: it stands on the first screen, whatever changed.
"""

import re
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Complaints
from tests.browser.house import House, manage
from tests.browser.steps import assert_accessible, reach

PHONE: Final = {"width": 390, "height": 664}
# Long names, a session that takes candidates, three editions and one that was withdrawn.
FILL: Final = """
from datetime import date, timedelta
from catalogue.life import publishing
from tests.factories import PUBLISHED_AT, example_sheet, published
start = date.today() + timedelta(days=200)
rows = example_sheet().model_dump(mode="json")["intakes"]
rows[0] |= {
    "starts_on": start.isoformat(), "ends_on": None, "state": "open", "places": 25,
    "applications_open_on": (start - timedelta(days=300)).isoformat(),
    "applications_close_on": (start - timedelta(days=20)).isoformat(),
}
title = "BTS Négociation et digitalisation de la relation client (60)"[:60]
sheets = [
    example_sheet(slug="longue", short_title=title, intakes=rows),
    example_sheet(slug="longue", short_title=title, intakes=rows, hours=1400),
    example_sheet(slug="longue", short_title=title, intakes=rows, hours=1500, occupations=[],
                  lead="Autre", presentation="Autre", means="Autre", key_figures=[]),
]
first = published(sheets[0], current=False, short_code="k3m9pz")
for number, sheet in enumerate(sheets[1:], start=2):
    published(
        sheet, programme=first.programme, number=number, current=number == 3,
        published_at=PUBLISHED_AT + timedelta(days=number),
    )
gone = published(example_sheet(slug="retiree", short_title="BTS retiré"))
publishing.withdraw(gone.programme)
"""
PAGES: Final = ("/formations/longue/editions/", "/e/k3m9pz/", "/e/k3m9pp/", "/formations/retiree/")


@pytest.fixture
def site(site_url: str, database_file: Path, complaints: Complaints) -> str:
    manage(database_file.parent, "shell", "--no-imports", "--command", FILL)
    complaints.expect("status of 404")
    complaints.expect("status of 410")
    return site_url


def test_the_button_stands_on_the_first_screen_of_a_phone(page: Page, site: str) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.goto(f"{site}/e/k3m9pz/")
    button = page.get_by_role("link", name="Lire la page de la formation")

    box = button.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= PHONE["height"]
    expect(page.get_by_text("candidatures ouvertes")).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("heading", name="Non")).to_be_in_viewport(ratio=1)
    # What changed stands below, and is more than a screen.
    below = page.get_by_role("heading", name="Ce qui a changé").bounding_box()
    assert below is not None
    assert below["y"] >= box["y"] + box["height"]


def test_from_the_date_of_update_to_what_changed_and_back_by_keyboard(
    page: Page, site: str
) -> None:
    page.goto(f"{site}/formations/longue/")
    reach(page.get_by_role("link", name=re.compile("^Mise à jour le")))
    page.keyboard.press("Enter")

    expect(page).to_have_url(f"{site}/formations/longue/editions/")
    expect(page.get_by_role("heading", level=2)).to_have_count(3)
    expect(page.locator("#edition-2")).to_contain_text(
        re.compile(r"passe de 1\s350\sh à 1\s400\sh")
    )
    reach(page.get_by_role("link", name="Lire la page de la formation"))
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site}/formations/longue/")


def test_a_mistyped_code_is_put_right_by_keyboard(page: Page, site: str) -> None:
    page.goto(f"{site}/e/k3m9pp/")
    reach(page.get_by_role("link", name=re.compile("k3m9pz")))
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site}/e/k3m9pz/")

    page.goto(f"{site}/e/k3m9pp/")
    reach(page.get_by_label("Code imprimé sur la fiche"))
    page.keyboard.press("Control+a")
    page.keyboard.type("K3M 9PZ")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site}/e/k3m9pz/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Non, elle a changé.")


@pytest.mark.parametrize("width", [390, 1440])
def test_axe_finds_nothing_in_the_light_nor_in_the_dark(
    page: Page, site: str, complaints: Complaints, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    for address in PAGES:
        page.goto(f"{site}{address}")
        assert_accessible(page, complaints)


def test_on_paper_nothing_is_left_but_what_one_reads(page: Page, site: str) -> None:
    page.goto(f"{site}/formations/longue/editions/")
    page.emulate_media(media="print")

    expect(page.get_by_text("Édition n° 3")).to_be_visible()
    expect(page.get_by_text("Lire la page de la formation")).not_to_be_visible()


def test_an_error_page_knows_the_centre_as_soon_as_the_server_has_started(
    page: Page, house_of_its_own: House, complaints: Complaints
) -> None:
    """No other page was asked for before: the process has read who publishes the site by itself."""
    complaints.expect("status of 404")
    page.goto(f"{house_of_its_own.url}/nulle-part/")

    expect(page.get_by_text("vous répond")).to_be_visible()
    expect(page.locator("header.site .name")).not_to_have_text("Formations")
