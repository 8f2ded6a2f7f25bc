"""Staff at work in the admin, with a keyboard and a mouse, in a real browser."""

import re

from playwright.sync_api import Dialog, Page, expect

from tests.browser.conftest import LetIn
from tests.browser.house import Staff
from tests.browser.steps import (
    assert_nothing_runs_over,
    names,
    open_everything,
    open_part,
    open_programme,
    press_save,
    publish,
    reach,
    save,
)


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
    for step in range(50):  # a hand is never quite still
        if names(part)[0] == before[2]:
            break
        desk.mouse.move(aim["x"] + 22 + step % 3, aim["y"] + 4)
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

    expect(part.locator(".has_original").last).to_be_in_viewport()  # one stays where one was
    assert names(part) == [*before, "Télévendeur"]


def test_a_unit_leads_back_to_the_place_that_one_came_from(desk: Page) -> None:
    open_programme(desk)
    open_part(desk, "exam").get_by_role("link", name=re.compile("^U4")).click()

    desk.get_by_text("Modifier", exact=False).first.click()
    desk.locator("[name=papers-0-coefficient]").fill("4,5")
    desk.get_by_role("button", name="Enregistrer et revenir à la formation").click()

    expect(desk.locator("#part-exam")).to_have_attribute("open", "")
    expect(desk.locator("#part-exam")).to_contain_text("coefficient 4,5")


def test_an_error_opens_its_part_and_row(desk: Page) -> None:
    open_programme(desk)
    part = open_part(desk, "occupations")
    part.locator("details.row > summary").first.click()
    part.get_by_label("Code ROME").first.fill("x")
    press_save(desk)

    beside = desk.locator(".errorlist")
    wrong = beside.get_by_text("Un code ROME compte une majuscule et 4 chiffres")
    expect(wrong).to_be_visible()


def test_leaving_with_unsaved_changes_asks_first(desk: Page) -> None:
    open_programme(desk)
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    desk.on("dialog", stay)
    desk.get_by_label("Accroche").fill("Autre chose")
    with desk.expect_event("dialog"):
        desk.get_by_role("link", name="Historique").click()

    assert asked == ["beforeunload"]
    expect(desk).to_have_url(re.compile("/change/$"))
    expect(desk.get_by_label("Accroche")).to_have_value("Autre chose")


def test_withdrawing_asks_and_publishing_puts_back_online(desk: Page) -> None:
    open_programme(desk)
    desk.get_by_role("link", name="Retirer…").click()
    desk.get_by_role("button", name="Retirer du site").click()
    expect(desk.locator(".standing")).to_contain_text("retirée")

    desk.get_by_role("link", name="Publier…").click()
    expect(desk.get_by_text("qui n’est plus en ligne")).to_be_visible()
    desk.go_back()
    publish(desk)

    expect(desk.locator(".messagelist")).to_contain_text("L’édition n° 2 est en ligne.")
    expect(desk.get_by_role("link", name="Voir la page publique")).to_be_visible()


def test_everything_is_within_reach_of_the_keyboard(
    page: Page, site_url: str, staff: Staff
) -> None:
    page.goto(f"{site_url}/admin/")
    expect(page.get_by_label("Nom d’utilisateur")).to_be_focused()
    page.keyboard.type(staff.login)
    page.keyboard.press("Tab")
    page.keyboard.type(staff.password)
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Se déconnecter")).to_be_visible()
    reach(page.get_by_role("link", name="BTS NDRC", exact=True))
    page.keyboard.press("Enter")
    expect(page.locator(".standing")).to_be_visible()

    part = page.locator("#part-occupations")
    reach(part.locator("summary").first)
    page.keyboard.press("Enter")
    expect(part).to_have_attribute("open", "")
    before = names(part)
    reach(part.get_by_role("button", name=f"Descendre {before[0]}"))
    page.keyboard.press("Enter")
    expect(part.locator(".has_original .inline_label").nth(1)).to_contain_text(before[0])
    row = part.locator(".has_original").nth(1)
    reach(row.locator("summary"))
    page.keyboard.press("Enter")
    reach(row.get_by_label("Métier (obligatoire)"))
    page.keyboard.press("Control+A")
    page.keyboard.type("Vendeur automobile")
    reach(page.get_by_role("button", name="Enregistrer", exact=True))
    page.keyboard.press("Enter")

    expect(page.locator(".messagelist .success")).to_be_visible()
    after = names(open_part(page, "occupations"))
    assert after[0] == before[1]
    assert after[1].startswith("Vendeur automobile")
    assert after[2:] == before[2:]


def test_an_objective_and_a_lead_are_corrected_on_a_phone(page: Page, let_in: LetIn) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    let_in(page)
    assert_nothing_runs_over(page)
    open_programme(page)
    expect(page.get_by_role("button", name="Enregistrer", exact=True)).to_be_in_viewport()
    open_part(page, "blocs").get_by_role("link", name=re.compile("^Bloc 2")).click()

    objective = page.locator(".has_original").first
    objective.locator("summary").click()
    objective.locator("textarea, input[type=text]").first.fill("Téléphoner sans stress")
    assert_nothing_runs_over(page)
    back = page.get_by_role("button", name="Enregistrer et revenir à la formation")
    expect(back).to_be_in_viewport()
    back.click()

    part = page.locator("#part-blocs")
    expect(part).to_have_attribute("open", "")
    expect(part.get_by_role("link", name=re.compile("^Bloc 2"))).to_be_in_viewport()
    expect(page.locator(".standing")).to_contain_text("modifiée depuis la publication")

    page.get_by_label("Accroche").fill("Écrit dans le bus")
    save(page)
    expect(page.get_by_label("Accroche")).to_have_value("Écrit dans le bus")
    assert_nothing_runs_over(page)
    page.get_by_role("link", name="Prévisualiser").click()
    expect(page.locator("main")).to_contain_text("Téléphoner sans stress")
    expect(page.locator("main")).to_contain_text("Écrit dans le bus")
    assert_nothing_runs_over(page)


def test_what_has_the_focus_is_never_under_the_bar(desk: Page) -> None:
    for width in (360, 1440):
        desk.set_viewport_size({"width": width, "height": 740})
        open_programme(desk)
        open_everything(desk)

        hidden = []
        for _ in range(300):
            desk.keyboard.press("Tab")
            hidden += desk.evaluate(UNDER_THE_BAR)
        assert hidden == [], width


UNDER_THE_BAR = """() => {
  const one = document.activeElement, bar = document.querySelector(".submit-row");
  const {top, bottom} = one.getBoundingClientRect();
  const isUnder = top >= bar.getBoundingClientRect().top && bottom <= window.innerHeight + 1;
  return isUnder && !bar.contains(one) ? [one.id || one.textContent.trim()] : [];
}"""
