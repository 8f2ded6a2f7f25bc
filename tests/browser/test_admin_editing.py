"""Staff at work in the admin, with a keyboard and a mouse, in a real browser."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import ConsoleMessage, Locator, Page, expect

from tests.browser.conftest import Staff


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
    """A page of somebody who has logged in."""
    page.set_default_timeout(5000)
    page.goto(f"{site_url}/admin/")
    page.get_by_label("Nom d’utilisateur").fill(staff.login)
    page.get_by_label("Mot de passe").fill(staff.password)
    page.get_by_role("button", name="Connexion").click()
    return page


def open_programme(desk: Page) -> None:
    desk.get_by_role("link", name="Toutes les formations").click()
    desk.get_by_role("link", name=re.compile("BTS NDRC")).click()


def open_part(desk: Page, name: str) -> Locator:
    part = desk.locator(f"#part-{name}")
    if part.get_attribute("open") is None:
        part.locator("summary").first.click()
    return part


def names(part: Locator) -> list[str]:
    return [
        text.strip() for text in part.locator(".has_original .inline_label").all_text_contents()
    ]


def save(desk: Page) -> None:
    desk.get_by_role("button", name="Enregistrer", exact=True).click()
    expect(desk.locator(".messagelist .success")).to_be_visible()
    desk.wait_for_load_state()  # the parts open again once the script has run


def test_rows_are_put_in_order_by_keyboard_alone(desk: Page) -> None:
    open_programme(desk)
    part = open_part(desk, "occupations")
    before = names(part)

    part.get_by_role("button", name=f"Monter {before[1]}").focus()
    desk.keyboard.press("Enter")

    expect(desk.locator("[aria-live=polite]")).to_contain_text(f"place 1 sur {len(before)}")
    focused = desk.evaluate("document.activeElement.getAttribute('aria-label')")
    assert focused == f"Monter {before[1]}"
    desk.keyboard.press("Enter")
    expect(desk.locator("[aria-live=polite]")).to_contain_text("déjà en premier")

    save(desk)
    assert names(open_part(desk, "occupations")) == [before[1], before[0], *before[2:]]
    expect(desk.locator(".standing")).to_contain_text("modifiée depuis la publication")


def test_exam_units_are_put_in_order_on_the_programme(desk: Page) -> None:
    open_programme(desk)
    part = open_part(desk, "exam")
    before = names(part)

    part.get_by_role("button", name=f"Descendre {before[0]}").press("Space")
    save(desk)

    assert names(open_part(desk, "exam")) == [before[1], before[0], *before[2:]]


def test_rows_are_put_in_order_by_dragging(desk: Page) -> None:
    open_programme(desk)
    part = open_part(desk, "occupations")
    before = names(part)
    rows = part.locator(".has_original h3")

    rows.nth(2).scroll_into_view_if_needed()
    taken, aim = rows.nth(2).bounding_box(), rows.nth(0).bounding_box()
    assert taken
    assert aim
    desk.mouse.move(taken["x"] + 20, taken["y"] + 8)
    desk.mouse.down()
    desk.mouse.move(taken["x"] + 22, taken["y"] - 4, steps=5)
    desk.mouse.move(aim["x"] + 22, aim["y"] + 2, steps=15)
    desk.wait_for_timeout(300)
    desk.mouse.up()
    save(desk)

    assert names(open_part(desk, "occupations")) == [before[2], *before[:2], *before[3:]]


def test_a_row_is_added_and_saved(desk: Page) -> None:
    open_programme(desk)
    part = open_part(desk, "occupations")
    before = names(part)

    part.get_by_role("button", name="Ajouter un débouché").click()
    row = part.locator(".inline-related:not(.has_original):visible")
    expect(row.get_by_label("Métier (obligatoire)")).to_be_focused()
    row.get_by_label("Métier (obligatoire)").fill("Télévendeur")
    save(desk)

    assert names(open_part(desk, "occupations")) == [*before, "Télévendeur"]


def test_a_unit_leads_back_to_the_place_that_one_came_from(desk: Page) -> None:
    open_programme(desk)
    open_part(desk, "exam").get_by_role("link", name=re.compile("^U4")).click()

    desk.get_by_text("Modifier", exact=False).first.click()
    desk.get_by_label("Coefficient (obligatoire)").first.fill("4,5")
    desk.get_by_role("button", name="Enregistrer et revenir à la formation").click()

    expect(desk.locator("#part-exam")).to_have_attribute("open", "")
    expect(desk.locator("#part-exam")).to_contain_text("coefficient 4,5")


def test_an_error_opens_its_part_and_row(desk: Page) -> None:
    open_programme(desk)
    part = open_part(desk, "occupations")
    part.locator("details.row > summary").first.click()
    part.get_by_label("Code ROME").first.fill("x")
    desk.get_by_role("button", name="Enregistrer", exact=True).click()

    beside = desk.locator(".errorlist")
    wrong = beside.get_by_text("Un code ROME compte une majuscule et 4 chiffres")
    expect(wrong).to_be_visible()


def test_leaving_with_unsaved_changes_asks_first(desk: Page) -> None:
    open_programme(desk)
    asked: list[str] = []

    def stay(dialog: object) -> None:
        asked.append(dialog.type)  # type: ignore[attr-defined]
        dialog.dismiss()  # type: ignore[attr-defined]

    desk.on("dialog", stay)
    desk.get_by_label("Accroche").fill("Autre chose")
    desk.get_by_role("link", name="Historique").click()
    desk.wait_for_timeout(300)

    assert asked == ["beforeunload"]
    assert "/change/" in desk.url


def test_withdrawing_asks_and_publishing_puts_back_online(desk: Page) -> None:
    open_programme(desk)
    desk.get_by_role("link", name="Retirer…").click()
    desk.get_by_role("button", name="Retirer du site").click()
    expect(desk.locator(".standing")).to_contain_text("retirée")

    desk.get_by_role("link", name="Publier…").click()
    expect(desk.get_by_text("qui n’est plus en ligne")).to_be_visible()
    desk.get_by_role("button", name="Publier", exact=True).click()

    expect(desk.locator(".messagelist")).to_contain_text("L’édition n° 2 est en ligne.")
    expect(desk.get_by_role("link", name="Voir la page publique")).to_be_visible()
