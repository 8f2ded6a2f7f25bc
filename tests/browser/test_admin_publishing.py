"""What stops a publication, and what a change of the centre asks for."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import Complaints
from tests.browser.steps import (
    assert_accessible,
    assert_counted,
    open_part,
    open_programme,
    press_save,
    public_page,
    save,
)


def test_a_missing_mention_stops_a_publication_and_leads_to_its_field(
    desk: Page, visitor: Page, site_url: str, complaints: Complaints
) -> None:
    open_programme(desk)
    rows = open_part(desk, "presentation").locator("#certifiers-group")
    named = rows.locator("[name=certifiers-0-name]").input_value()
    rows.get_by_label("Supprimer").first.check()
    save(desk)
    desk.evaluate("sessionStorage.clear()")  # no part is remembered as open

    desk.get_by_role("link", name="Publier…").click()
    note = desk.get_by_label("Note de publication (facultatif)")
    assert_counted(note, "0 sur 300 caractères")
    note.fill("Certificateur précisé.")
    assert_counted(note, "22 sur 300 caractères")
    expect(desk.get_by_text("1 mention à compléter avant de publier")).to_be_visible()
    expect(desk.get_by_role("button", name="Publier", exact=True)).to_have_count(0)
    assert_accessible(desk, complaints)

    desk.get_by_role("link", name="Certificateur").click()
    add = rows.get_by_role("button", name="Ajouter un certificateur")
    expect(add).to_be_in_viewport()
    add.click()
    rows.locator("[name=certifiers-0-name]").fill(f"{named} (MESR)")
    save(desk)
    expect(desk.get_by_text("à compléter avant de publier")).to_have_count(0)

    desk.get_by_role("link", name="Publier…").click()
    desk.get_by_role("button", name="Reprendre ma saisie").click()
    expect(note).to_have_value("Certificateur précisé.")
    desk.get_by_role("button", name="Publier", exact=True).click()
    expect(desk.locator(".messagelist")).to_contain_text("L’édition n° 2 est en ligne.")
    expect(public_page(visitor, site_url)).to_contain_text(f"{named} (MESR)")
    desk.get_by_role("link", name="Historique").click()
    expect(desk.locator(".history > li").first).to_contain_text("Certificateur précisé.")


def test_what_the_centre_changes_is_republished_in_one_go(
    desk: Page, visitor: Page, site_url: str, complaints: Complaints
) -> None:
    desk.get_by_role("link", name="Contact", exact=True).click()
    phone = desk.get_by_label("Téléphone", exact=True)
    expect(phone).to_be_in_viewport()
    phone.fill("05 53 77 24 24")
    press_save(desk)
    expect(desk.locator(".messagelist")).to_contain_text("1 formation en ligne montre encore")
    expect(public_page(visitor, site_url)).not_to_contain_text("05 53 77 24 24")

    desk.get_by_role("link", name="Republier les formations touchées").click()
    expect(desk.get_by_role("checkbox", name=re.compile("^BTS NDRC"))).to_be_checked()
    desk.get_by_text("différence avec l’édition n° 1").click()
    expect(desk.locator(".change")).to_contain_text("05 53 77 24 24")
    desk.get_by_label("Note de publication (facultatif)").fill("Nouveau téléphone.")
    assert_accessible(desk, complaints)
    desk.get_by_role("button", name="Republier les formations cochées").click()
    expect(desk.locator(".messagelist")).to_contain_text("Une formation est republiée.")
    expect(desk.locator("#content-main")).to_contain_text("il n’y a rien à republier")

    expect(public_page(visitor, site_url)).to_contain_text("05 53 77 24 24")
    expect(visitor.locator(".edition")).to_contain_text("Édition n° 2")
