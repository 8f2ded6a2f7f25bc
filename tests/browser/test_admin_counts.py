"""How long a text is, said under its field as one types."""

from playwright.sync_api import Page, expect

from tests.browser.steps import assert_counted, open_part, open_programme, press_save


def test_a_field_says_how_long_its_text_is(desk: Page) -> None:
    open_programme(desk)
    title = desk.locator("#part-identity").get_by_label("Intitulé (obligatoire)")

    title.fill("Négociation")

    assert_counted(title, "11 sur 255 caractères")


def test_the_advised_length_comes_before_the_longest(desk: Page) -> None:
    open_programme(desk)
    lead = desk.get_by_label("Accroche")

    lead.fill("a" * 150)
    assert_counted(lead, "150 sur 200 caractères conseillés")
    lead.fill("a" * 212)
    assert_counted(lead, "212 sur 200 caractères conseillés, 300 au plus")


def test_an_emoji_is_one_character_and_an_end_of_line_two(desk: Page) -> None:
    open_programme(desk)
    lead = desk.get_by_label("Accroche")

    lead.fill("a🎓\nb")

    assert_counted(lead, "5 sur 200 caractères conseillés")


def test_a_text_that_is_too_long_is_let_in_whole_and_refused(desk: Page) -> None:
    open_programme(desk)
    lead = desk.get_by_label("Accroche")
    # The script has come: until then the browser cuts.
    expect(lead).not_to_have_attribute("maxlength", "300")

    lead.clear()
    desk.keyboard.insert_text("a" * 310)  # as one pastes
    assert_counted(lead, "310 sur 300 caractères, 10 de trop")
    press_save(desk)

    expect(desk.locator("#corrections")).to_contain_text("Accroche")
    expect(lead).to_have_value("a" * 310)
    assert_counted(lead, "310 sur 300 caractères, 10 de trop")


def test_nothing_is_said_aloud_far_from_the_limit(desk: Page) -> None:
    desk.clock.install()
    open_programme(desk)
    lead = desk.get_by_label("Accroche")
    aloud = desk.locator("[role=status].visually-hidden")

    lead.fill("a" * 100)
    desk.clock.run_for(1200)
    expect(aloud).to_have_text("")

    lead.fill("a" * 195)
    desk.clock.run_for(1200)
    expect(aloud).to_have_text("195 sur 200 caractères conseillés")


def test_a_new_row_counts_too(desk: Page) -> None:
    open_programme(desk)
    part = open_part(desk, "occupations")

    part.get_by_role("button", name="Ajouter un débouché").click()
    field = part.locator(".inline-related:not(.has_original):visible").get_by_label(
        "Métier (obligatoire)"
    )
    field.fill("Vendeur")

    assert_counted(field, "7 sur 255 caractères")
    assert desk.locator("#occupations-empty .characters").count() == 0
