"""From an edit to a publication and back again, as staff do it, in a real browser."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from tests.browser.conftest import Staff

LEAD = "Un métier de contact, du premier appel à la signature."


@pytest.fixture
def complaints(page: Page) -> Iterator[list[str]]:
    """What the browser complains about (scripts, Content-Security-Policy): nothing, in the end."""
    told: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            told.append(message.text)

    page.on("console", listen)
    page.on("pageerror", lambda error: told.append(str(error)))
    yield told
    assert told == []


@pytest.fixture
def desk(page: Page, site_url: str, staff: Staff, complaints: list[str]) -> Page:
    """The programme's page, before somebody who has logged in."""
    page.set_default_timeout(5000)
    page.goto(f"{site_url}/admin/programmes/programme/")
    page.get_by_label("Nom d’utilisateur").fill(staff.login)
    page.get_by_label("Mot de passe").fill(staff.password)
    page.get_by_role("button", name="Connexion").click()
    page.get_by_role("link", name=re.compile("BTS NDRC")).click()
    return page


def public_page(browser: Browser, site_url: str) -> str:
    """What a visitor reads, who has no session."""
    visitor = browser.new_context().new_page()
    visitor.goto(f"{site_url}/formations/bts-ndrc/")
    text = visitor.locator("main").inner_text()
    visitor.context.close()
    return text


def test_edit_preview_compare_publish_and_restore(
    desk: Page, browser: Browser, site_url: str
) -> None:
    before = desk.get_by_label("Accroche").input_value()
    desk.get_by_label("Accroche").fill(LEAD)
    desk.get_by_role("button", name="Enregistrer", exact=True).click()
    expect(desk.locator(".messagelist .success")).to_be_visible()

    desk.get_by_role("link", name="Prévisualiser").click()
    expect(desk.get_by_role("region", name="Aperçu")).to_contain_text("Brouillon, non publié.")
    expect(desk.locator("main .lead")).to_have_text(LEAD)
    assert LEAD not in public_page(browser, site_url)
    desk.get_by_role("link", name="Revenir à la formation").click()

    desk.get_by_role("link", name="Comparer", exact=True).click()
    expect(desk.locator(".versions > .lead")).to_contain_text("1 différence de « En ligne")
    expect(desk.locator(".change")).to_contain_text("Accroche")
    expect(desk.locator(".change ins")).not_to_have_count(0)
    desk.go_back()

    desk.get_by_role("link", name="Publier…").click()
    expect(desk.locator(".change")).to_contain_text("Accroche")
    assert LEAD not in public_page(browser, site_url)
    desk.get_by_label("Note de publication (facultatif)").fill("Accroche plus courte.")
    desk.get_by_role("button", name="Publier", exact=True).click()
    expect(desk.locator(".messagelist")).to_contain_text("L’édition n° 2 est en ligne.")
    assert LEAD in public_page(browser, site_url)

    desk.get_by_role("link", name="Historique").click()
    entries = desk.locator(".history > li")
    expect(entries).to_have_count(2)
    expect(entries.first).to_contain_text("n° 2, en ligne")
    expect(entries.first).to_contain_text("Accroche plus courte.")
    expect(entries.first).to_contain_text("accroche")

    entries.last.get_by_role("link", name=re.compile("^Restaurer…")).click()
    expect(desk.locator(".change")).to_contain_text("Accroche")
    desk.get_by_role("button", name="Restaurer dans le brouillon").press("Enter")
    expect(desk.locator(".messagelist")).to_contain_text("Le brouillon reprend l’édition n° 1.")
    expect(desk.get_by_label("Accroche")).to_have_value(before)
    expect(desk.locator(".standing")).to_contain_text("modifiée depuis la publication")
    assert LEAD in public_page(browser, site_url)


def test_a_gap_in_the_preview_leads_to_its_field_and_back(desk: Page) -> None:
    part = desk.locator("#part-admission")
    part.locator("summary").first.click()
    part.get_by_label("Équivalence").fill("")
    desk.get_by_role("button", name="Enregistrer", exact=True).click()
    expect(desk.locator(".messagelist .success")).to_be_visible()
    desk.evaluate("sessionStorage.clear()")

    desk.get_by_role("link", name="Prévisualiser").click()
    row = desk.locator("#admission dl > div").filter(has_text="Équivalence")
    row.get_by_role("link", name="non communiquée (compléter)").click()

    expect(part).to_have_attribute("open", "")
    expect(part.get_by_label("Équivalence")).to_be_in_viewport()
    part.get_by_role("link", name=re.compile("^Voir dans l’aperçu")).click()
    expect(desk.locator("#admission")).to_be_in_viewport()


def test_a_colleague_without_an_account_reads_the_draft(
    desk: Page, browser: Browser, site_url: str
) -> None:
    desk.get_by_role("link", name="Partager…").click()
    desk.get_by_role("button", name="Créer un lien").click()
    address = desk.get_by_label("Adresse à transmettre").input_value()
    path = address[address.index("/apercu/") :]
    colleague = browser.new_context().new_page()
    colleague.goto(site_url + path)
    expect(colleague.get_by_role("region", name="Aperçu")).to_contain_text("non publié")

    desk.get_by_role("button", name=re.compile("^Révoquer")).click()
    expect(desk.locator(".shared")).to_contain_text("Révoqué le")

    answer = colleague.reload()
    assert answer
    assert answer.status == 404
    assert colleague.context.cookies() == []
    colleague.context.close()
