"""« État du site » in a browser: reached by the keyboard, read without colour, clean for axe."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Complaints
from tests.browser.steps import assert_accessible


@pytest.mark.parametrize("width", [360, 1440])
def test_whoever_manages_the_site_reads_its_state(
    desk: Page, site_url: str, complaints: Complaints, width: int
) -> None:
    desk.set_viewport_size({"width": width, "height": 900})
    desk.goto(f"{site_url}/admin/")
    link = desk.get_by_role("link", name="État du site")
    link.focus()
    desk.keyboard.press("Enter")

    expect(desk.get_by_role("heading", level=1)).to_have_text("État du site")
    backup = desk.get_by_role("row").filter(has_text="Faites-en une")
    expect(backup.get_by_text("à faire", exact=True)).to_be_visible()
    assert_accessible(desk, complaints)
    wide = desk.evaluate("document.documentElement.scrollWidth")
    assert wide <= width
