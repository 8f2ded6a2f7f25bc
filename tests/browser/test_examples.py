"""Every example, of its kind: axe finds nothing on its page nor on its form."""

import sqlite3
from contextlib import closing

import pytest
from django.conf import settings
from playwright.sync_api import Page

from tests.browser.conftest import Complaints
from tests.browser.house import House, Staff, new_session
from tests.browser.steps import assert_accessible, assert_nothing_runs_over, open_everything

WIDTHS = [390, 1440]


def rows(house: House, query: str) -> list[str]:
    with closing(sqlite3.connect(house.database_file)) as database:
        return [str(row[0]) for row in database.execute(query)]


@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing_on_the_pages(
    page: Page, with_examples: tuple[House, Staff], complaints: Complaints, width: int
) -> None:
    house, _ = with_examples
    slugs = rows(house, "SELECT slug FROM programmes_programme ORDER BY id")
    assert len(slugs) > 5
    page.set_viewport_size({"width": width, "height": 900})
    for path in ["/", *(f"/formations/{slug}/" for slug in slugs)]:
        page.goto(house.url + path)
        open_everything(page)
        assert_accessible(page, complaints)
    page.set_viewport_size({"width": 320, "height": 900})
    for slug in slugs:
        page.goto(f"{house.url}/formations/{slug}/")
        assert_nothing_runs_over(page)


def test_axe_finds_nothing_on_the_forms(
    page: Page, with_examples: tuple[House, Staff], complaints: Complaints
) -> None:
    house, staff = with_examples
    key = new_session(house.database_file, staff)
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": house.url}]
    )
    page.set_viewport_size({"width": 390, "height": 900})
    for programme in rows(house, "SELECT id FROM programmes_programme ORDER BY id"):
        page.goto(f"{house.url}/admin/programmes/programme/{programme}/change/")
        open_everything(page)
        assert_accessible(page, complaints)
