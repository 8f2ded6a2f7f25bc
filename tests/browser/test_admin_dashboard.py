"""The first page: what is to do, and the way there."""

import re
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from tests.browser.steps import open_programme, save


def test_each_line_leads_to_its_place_in_one_click(desk: Page, site_url: str) -> None:
    open_programme(desk)
    desk.get_by_label("Accroche").fill("Une accroche plus courte.")
    save(desk)
    desk.get_by_role("link", name="Catalogue des formations").click()

    row = desk.get_by_role("row", name=re.compile("^BTS NDRC"))
    expect(row).to_contain_text("modifiée depuis la publication")
    expect(row).to_contain_text("par admin")
    lines = desk.locator(".board .gap li a, .board td a")
    expect(lines).not_to_have_count(0)
    for number in range(lines.count()):
        line = lines.nth(number)
        address = urlsplit(line.get_attribute("href") or "")
        line.click()
        expect(desk).to_have_url(f"{site_url}{address.path}#{address.fragment}")
        expect(desk.locator(f"[id='{address.fragment}']")).to_be_in_viewport()
        desk.goto(f"{site_url}/admin/")

    row.get_by_role("link", name="BTS NDRC", exact=True).click()
    expect(desk.get_by_role("heading", level=1)).to_contain_text("BTS NDRC")
    desk.get_by_role("link", name="Guide").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Guide de l’équipe")
