"""The address of a new programme, proposed while one types its titles."""

from playwright.sync_api import Locator, Page, expect

from programmes.text import address
from tests.browser.conftest import Complaints
from tests.browser.steps import assert_accessible, assert_counted, open_programme, press_save

TITLES = (
    "Métiers de l’accueil",
    "  Bac\u00a0+\u202f2 : œuvres d'Æther ! ",
    "CAP – Cuisine\u2011service",
    "Négo\u00adcia\u2060tion\ufe0f",
    "Ven\ue000te\u3164 conseil\uf0b7 \u200e",
    "Straße №\u202f3 ½ ﬁn",
    "ÉCOLE ŒUVRE ǼTHER İstanbul",
    "Excel™ et 2ᵉ C++ bts_ndrc",
)


def new_programme(desk: Page) -> tuple[Locator, Locator, Locator]:
    """Its short title, its title and its address, on the form of a new one."""
    desk.get_by_role("link", name="Ajouter une formation").first.click()
    desk.get_by_label("Type de formation").select_option("bts")
    part = desk.locator("#part-identity")
    return (
        part.get_by_label("Titre court"),
        part.get_by_label("Intitulé"),
        part.get_by_label("Adresse"),
    )


def test_the_address_follows_the_titles_until_it_is_written(
    desk: Page, complaints: Complaints
) -> None:
    short, full, field = new_programme(desk)

    full.fill("Métiers de l’accueil")
    expect(field).to_have_value("metiers-de-l-accueil")
    assert_counted(field, "20 sur 100 caractères")
    short.press_sequentially("BTS MCO")
    expect(field).to_have_value("bts-mco")
    expect(short).to_be_focused()
    expect(desk.locator("[role=status].visually-hidden")).to_have_text("")

    field.fill("mco")
    short.fill("BTS GPME")
    expect(field).to_have_value("mco")

    field.fill("")
    short.fill("BTS NDRC")
    expect(field).to_have_value("bts-ndrc")
    assert_accessible(desk, complaints)

    # Shown again with what is wrong, it still follows.
    desk.get_by_label("Centre de formation").select_option(index=1)
    press_save(desk)
    expect(desk.locator("#corrections")).to_contain_text("comme « bts-ndrc-2 »")
    short.fill("BTS NDRC du soir")
    expect(field).to_have_value("bts-ndrc-du-soir")
    press_save(desk)
    expect(desk.locator(".standing")).to_contain_text("jamais publiée")
    expect(field).to_have_value("bts-ndrc-du-soir")

    # And of one that exists, it never moves by itself.
    short.fill("BTS NDRC du matin")
    expect(field).to_have_value("bts-ndrc-du-soir")


def test_the_script_makes_the_address_that_the_server_makes(desk: Page) -> None:
    short, _, field = new_programme(desk)

    for title in TITLES:
        short.fill(title)
        expect(field).to_have_value(address(title))

    short.fill("•")
    expect(field).to_have_value("")


def test_a_copy_follows_its_own_titles(desk: Page) -> None:
    open_programme(desk)
    desk.get_by_role("link", name="Dupliquer…").click()
    field = desk.get_by_label("Adresse")
    expect(field).to_have_value("bts-ndrc-2")

    desk.get_by_role("textbox", name="Intitulé").fill("Négociation")
    expect(field).to_have_value("bts-ndrc-2")
    desk.get_by_label("Titre court").fill("BTS MCO")
    expect(field).to_have_value("bts-mco")
    desk.get_by_label("Titre court").fill("BTS NDRC")
    expect(field).to_have_value("bts-ndrc-2")
