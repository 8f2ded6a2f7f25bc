"""Programmes of three kinds entered from blank, each with the fields that it has, and published."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import Complaints
from tests.browser.steps import (
    add,
    add_child,
    assert_accessible,
    leave,
    open_part,
    open_programme,
    press_save,
    public_page,
    publish,
    save,
    teach,
)


def start(desk: Page, kind: str, short: str, full: str, slug: str) -> None:
    """A new draft, from the first page."""
    desk.get_by_role("link", name="Ajouter une formation").click()
    desk.get_by_label("Type de formation").select_option(label=kind)
    desk.get_by_label("Titre court").fill(short)
    desk.get_by_label("Intitulé").fill(full)
    desk.get_by_label("Adresse").fill(slug)
    desk.get_by_label("Centre de formation").select_option(index=1)
    save(desk)


def state(desk: Page, code: str, certifier: str) -> None:
    """What is certified and by whom."""
    part = open_part(desk, "presentation")
    part.get_by_label("Code au répertoire").fill(code)
    add(part, "certifiers", "Ajouter un certificateur", name=certifier)


def admit(desk: Page, condition: str) -> None:
    part = open_part(desk, "admission")
    add(part, "requirements", "Ajouter une condition d’admission", text=condition)


def assess(desk: Page, how: str) -> None:
    open_part(desk, "evaluation").get_by_label("Évaluation en cours de formation").fill(how)


def asked(desk: Page) -> set[str]:
    """The fields that one can fill in, but those of rows."""
    names = desk.locator("#content-main form [name]:not([type=hidden])").evaluate_all(
        "all => all.map(one => one.name)"
    )
    return {name for name in names if "-" not in name and not name.startswith("_")}


def test_a_titre_professionnel_is_entered_from_blank(
    desk: Page, visitor: Page, site_url: str, complaints: Complaints
) -> None:
    start(
        desk,
        "TP, titre professionnel",
        "TP NTC",
        "Négociateur technico-commercial",
        "tp-ntc",
    )
    assert not {"ects", "kind"} & asked(desk)
    state(desk, "rncp 39063", "Ministère du Travail")
    open_part(desk, "presentation").get_by_label("Niveau", exact=True).select_option("Niveau 5")
    duration = open_part(desk, "duration")
    duration.get_by_label("Durée en heures").fill("1 001 h")
    expect(duration.get_by_role("button", name="Ajouter une session")).to_be_visible()
    admit(desk, "Un niveau 4 et une première expérience de la vente")
    assess(desk, "Évaluations passées en cours de formation.")
    save(desk)
    expect(desk.get_by_label("Code au répertoire")).to_have_value("RNCP39063")

    teach(desk, "Ajouter un CCP", "Élaborer une stratégie commerciale", "Assurer une veille")
    teach(desk, "Ajouter un CCP", "Prospecter et négocier", "Prospecter un secteur géographique")
    add_child(desk, "exam", "Ajouter une évaluation")
    expect(desk.get_by_label("Coefficient")).to_have_count(0)
    expect(desk.get_by_label("Groupe")).to_have_count(0)
    desk.get_by_label("Intitulé").first.fill("Épreuve de synthèse devant le jury")
    desk.get_by_label("Élaborer une stratégie commerciale").check()
    desk.get_by_label("Prospecter et négocier").check()
    add(desk.locator("form"), "papers", "Ajouter une partie d’évaluation", form="situation")
    assert_accessible(desk, complaints)
    leave(desk)
    expect(desk.locator("#part-exam")).to_contain_text("1 évaluation")

    publish(desk)
    page = public_page(visitor, site_url, "tp-ntc")
    for said in ("Négociateur technico-commercial", "CCP", "RNCP 39063", "Niveau 5", "jury"):
        expect(page).to_contain_text(said)
    for unsaid in ("coefficient", "bac +", "Rentrée", "ces unités"):
        expect(page).not_to_contain_text(unsaid)


def test_a_course_of_14_hours_is_entered_from_blank(
    desk: Page, visitor: Page, site_url: str
) -> None:
    start(
        desk,
        "Certification professionnelle",
        "TOSA Excel",
        "Excel, du calcul au tableau croisé",
        "tosa-excel",
    )
    expect(desk.locator("#part-exemptions")).to_have_count(0)
    presentation = open_part(desk, "presentation")
    expect(presentation.get_by_label("Répertoire", exact=True)).to_have_value("rs")
    assert not {"level", "cfd", "company_weeks", "blocs_only", "equivalence"} & asked(desk)
    presentation.get_by_label("Intitulé enregistré").fill("Tosa Excel")
    state(desk, "RNCP6289", "Isograd")
    open_part(desk, "duration").get_by_label("Durée en heures").fill("14")
    admit(desk, "Se servir d’un ordinateur")
    assess(desk, "Exercices à chaque étape, puis le test.")
    open_part(desk, "exam").get_by_label("Score").fill("score sur 1 000 et niveau")
    press_save(desk)
    expect(desk.locator("#id_registry_code_error")).to_contain_text("C’est un code du RNCP")
    expect(desk.get_by_label("Code au répertoire")).to_have_value("RNCP6289")
    desk.get_by_label("Code au répertoire").fill(
        "https://www.francecompetences.fr/recherche/rs/6289/"
    )
    save(desk)
    teach(desk, "Ajouter un module", "Excel", "Construire un tableau croisé")

    publish(desk)
    page = public_page(visitor, site_url, "tosa-excel")
    expect(page.get_by_role("link", name=re.compile("RS.?6289")).first).to_have_attribute(
        "href", "https://www.francecompetences.fr/recherche/rs/6289/"
    )
    expect(page).to_contain_text("14")
    for unsaid in ("Rentrée", "bac +", "coefficient", "épreuve", "Niveau non communiqué", "Bloc"):
        expect(page).not_to_contain_text(unsaid)


def test_a_cap_is_entered_from_blank(desk: Page, visitor: Page, site_url: str) -> None:
    start(
        desk,
        "CAP, certificat d’aptitude professionnelle",
        "CAP EPC",
        "Équipier polyvalent du commerce",
        "cap-epc",
    )
    presentation = open_part(desk, "presentation")
    presentation.get_by_label("Niveau", exact=True).select_option("Niveau 3")
    state(desk, "38204", "Ministère de l’Éducation nationale")
    open_part(desk, "duration").get_by_label("Durée en heures").fill("840")
    admit(desk, "Sortir de troisième")
    assess(desk, "Contrôle en cours de formation.")
    save(desk)
    teach(desk, "Ajouter un bloc", "Recevoir et suivre les commandes", "Réceptionner")

    add_child(desk, "exam", "Ajouter une unité")
    desk.get_by_label("Code").fill("UP1")
    desk.get_by_label("Intitulé").first.fill("Recevoir et suivre les commandes")
    desk.get_by_label("Groupe").select_option("unité professionnelle")
    desk.get_by_label("Coefficient").first.fill("3")
    form = desk.locator("form")
    add(form, "papers", "Ajouter une partie d’épreuve", form="oral", mode="in_course")
    desk.locator("[name=papers-0-coefficient]").fill("3")
    desk.get_by_role("button", name="Enregistrer", exact=True).click()
    expect(desk.locator("#id_papers-0-coefficient_error")).to_contain_text("videz l’un des deux")
    desk.locator("[name=papers-0-coefficient]").fill("")
    leave(desk)
    add_child(desk, "exam", "Ajouter une unité")
    desk.get_by_label("Intitulé").first.fill("Français, histoire-géographie")
    desk.get_by_label("Groupe").select_option("unité générale")
    desk.get_by_label("Coefficient").first.fill("3")
    leave(desk)

    publish(desk)
    page = public_page(visitor, site_url, "cap-epc")
    for said in ("Niveau 3", "UP1", "Français, histoire-géographie", "CCF"):
        expect(page).to_contain_text(said)
    expect(page.locator("section#examen")).not_to_contain_text("?")


def test_a_kind_that_is_not_in_the_list_asks_for_its_name(desk: Page) -> None:
    desk.get_by_role("link", name="Ajouter une formation").click()
    label = desk.get_by_label("Nom de ce type")
    expect(label).to_be_hidden()

    desk.get_by_label("Type de formation").select_option("autre")

    expect(label).to_be_visible()
    desk.get_by_label("Type de formation").select_option("bts")
    expect(label).to_be_hidden()


def test_a_kind_is_changed_and_taken_back(
    desk: Page, visitor: Page, site_url: str, complaints: Complaints
) -> None:
    open_programme(desk)
    expect(desk.locator(".of-kind").first).to_contain_text("Brevet de technicien supérieur")
    desk.get_by_role("link", name="Changer de type").click()
    desk.get_by_label("Type de formation").select_option(label="TP, titre professionnel")
    desk.get_by_role("button", name="Voir ce qui change").click()

    told = desk.locator(".comparison")
    expect(told).to_contain_text("Ce qui sera vidé")
    expect(told).to_contain_text("devient « CCP »")
    assert_accessible(desk, complaints)
    desk.get_by_role("button", name="Changer de type").click()
    expect(desk.locator(".messagelist .success")).to_contain_text("Titre professionnel")
    expect(desk.locator(".of-kind").first).to_contain_text("Titre professionnel")
    expect(public_page(visitor, site_url)).to_contain_text("brevet de technicien supérieur")

    desk.get_by_role("link", name="Historique").click()
    desk.get_by_role("link", name=re.compile("^Restaurer")).first.click()
    desk.get_by_role("button", name="Restaurer dans le brouillon").click()
    expect(desk.locator(".of-kind").first).to_contain_text("Brevet de technicien supérieur")
    expect(desk.locator(".state")).to_contain_text("en ligne")


def test_an_open_note_about_the_exam_proposes_to_say_so(
    desk: Page, visitor: Page, site_url: str, complaints: Complaints
) -> None:
    open_programme(desk)
    exam = open_part(desk, "exam")
    exam.get_by_label("Coefficients à vérifier").uncheck()
    save(desk)
    desk.get_by_role("link", name="Publier…").click()
    box = desk.get_by_label("Dire sur la page que les coefficients sont à vérifier")
    expect(box).to_be_checked()
    assert_accessible(desk, complaints)
    box.uncheck()
    desk.get_by_role("button", name="Publier", exact=True).click()
    expect(public_page(visitor, site_url)).not_to_contain_text("en cours de vérification")

    desk.get_by_label("Accroche").fill("Vendre, en face et à distance.")
    save(desk)
    desk.get_by_role("link", name="Publier…").click()
    expect(box).to_be_checked()
    desk.get_by_role("button", name="Publier", exact=True).click()
    expect(public_page(visitor, site_url)).to_contain_text("en cours de vérification")
