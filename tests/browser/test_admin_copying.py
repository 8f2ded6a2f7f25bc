"""What is pasted and what is copied: a list of a word processor's, a programme made of another."""

from playwright.sync_api import Page, expect

from tests.browser.steps import (
    add,
    assert_printed,
    open_part,
    open_programme,
    public_page,
    publish,
    save,
    teach,
    unbroken,
)

# As Word writes bullets where text alone is taken, and as its symbol fonts do.
FROM_WORD = "En atelier\u200b :\r\n·\tjeux de rôle fil\u00admés\r\n\uf0a7\tventes à deux\u200e"


def test_a_list_pasted_from_word_is_one_on_page_and_paper(
    desk: Page, visitor: Page, site_url: str
) -> None:
    open_programme(desk)
    methods = open_part(desk, "methods").get_by_label("Méthodes pédagogiques")
    methods.fill("")
    desk.keyboard.insert_text(FROM_WORD)
    save(desk)
    expect(methods).to_have_value("En atelier :\n- jeux de rôle filmés\n- ventes à deux")
    publish(desk)

    items = public_page(visitor, site_url).locator("section#methodes li")
    expect(items).to_have_text(["jeux de rôle filmés", "ventes à deux"])
    assert_printed(visitor, site_url, ["En atelier : – jeux de rôle filmés – ventes à deux"])


# Its name, its codes, its results and its prices; what it teaches and leads to is read beside.
OF_THE_NDRC = ("ndrc", "négociation", "38368", "32031212", "2022", "92,9", "78,6", "8417", "8550")
TAUGHT_THERE = ("programme", "debouches", "poursuites")


def test_a_bts_made_of_the_ndrc_is_published_without_a_fact_of_it(
    desk: Page, visitor: Page, site_url: str
) -> None:
    original = public_page(visitor, site_url)
    own = original.locator(
        ", ".join(f"section#{one} :is(li, li small, h3)" for one in TAUGHT_THERE)
    ).all_inner_texts()
    facts = {*OF_THE_NDRC, *(unbroken(one).casefold() for one in own if len(one) > 20)}
    assert len(facts) > 40

    open_programme(desk)
    desk.get_by_role("link", name="Dupliquer…").click()
    desk.get_by_label("Titre court").fill("BTS MCO")
    desk.get_by_role("textbox", name="Intitulé").fill("Management commercial opérationnel")
    desk.get_by_label("Adresse").fill("bts-mco")
    desk.get_by_role("button", name="Dupliquer").click()
    expect(desk.locator(".messagelist .success")).to_contain_text("La copie est créée, hors ligne")
    # The centre's own texts came along; one that named the original would be told.
    expect(desk.get_by_text("nomme une autre formation du catalogue")).to_have_count(0)
    open_part(desk, "evaluation").get_by_label("Organisation de l’examen").fill("Le rectorat.")
    open_part(desk, "methods").get_by_label("Méthodes pédagogiques").fill(
        "- des cas du magasin\n- des visites"
    )
    presentation = open_part(desk, "presentation")
    presentation.get_by_label("Code au répertoire").fill("rncp 38362")
    add(presentation, "certifiers", "Ajouter un certificateur", name="Ministère de tutelle")
    open_part(desk, "duration").get_by_label("Durée en heures").fill("1 350 h")
    save(desk)
    teach(desk, "Ajouter un bloc", "Animer l’offre commerciale", "Organiser l’espace commercial")
    publish(desk)

    page = public_page(visitor, site_url, "bts-mco")
    expect(page).to_contain_text("RNCP 38362")
    expect(page).to_contain_text("Contrat d’apprentissage")
    said = unbroken(visitor.locator("html").inner_text()).casefold()
    assert [fact for fact in facts if fact in said] == []
