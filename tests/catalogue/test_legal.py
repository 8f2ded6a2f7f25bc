"""The legal notice, the personal-data page and the accessibility statement."""

import re
from datetime import date

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from catalogue.server import caching
from programmes.models import TrainingCentre
from tests import factories
from tests.catalogue.page_text import PageText

pytestmark = pytest.mark.django_db

PAGES = {
    "/mentions-legales/": "Mentions légales",
    "/donnees-personnelles/": "Données personnelles",
    "/accessibilite/": "Accessibilité",
}


def page(client: Client, address: str) -> PageText:
    response = client.get(address)
    assert response.status_code == 200
    return PageText(response.content.decode())


def read(client: Client, address: str, start: str, end: str | None = None) -> str:
    """A section, spaces of every width as one."""
    return " ".join(page(client, address).between(start, end).split())


@time_machine.travel("2026-11-24T12:00:00+01:00")
def test_a_complete_centre_is_identified_in_full(client: Client) -> None:
    centre = factories.TrainingCentreFactory(
        identified=True,
        reachable=True,
        qualiopi_expires_on=date(2027, 6, 1),
        publication_director="Camille Exemple",
        host="Hébergeur d’exemple\n2 rue du Serveur\n75000 Paris\n01 00 00 00 00",
    )
    factories.SiteFactory(centre=centre, name="Campus d’Agen")
    factories.SiteFactory(centre=centre, name="Campus de Marmande")

    publisher = read(client, "/mentions-legales/", "editeur", "organisme")
    organism = read(client, "/mentions-legales/", "organisme", "publication")
    rest = read(client, "/mentions-legales/", "publication")

    assert "Nom d’usage CFA de l’Exemple" in publisher
    assert "Raison sociale Association de gestion du CFA de l’Exemple" in publisher
    assert "Adresse Campus d’Agen 1 rue de l’Exemple 47000 Agen" in publisher
    assert "Adresse Campus de Marmande" in publisher
    assert "Téléphone 05 00 00 00 00" in publisher
    assert "E-mail accueil@exemple.fr" in publisher
    assert "SIRET 356 000 000 00048" in organism
    assert (
        "Enregistré sous le numéro 11780000078. Cet enregistrement ne vaut pas agrément de l’État."
    ) in organism
    assert "Certificat Qualiopi n° 2024-EX-0001, valable jusqu’au 1er juin 2027" in organism
    assert "Directeur ou directrice Camille Exemple" in rest
    assert "Hébergeur Hébergeur d’exemple 2 rue du Serveur 75000 Paris 01 00 00 00 00" in rest
    assert "communiqué" not in publisher + organism


def test_what_the_centre_did_not_give_is_said(client: Client) -> None:
    factories.TrainingCentreFactory()

    text = read(client, "/mentions-legales/", "editeur")

    for line in (
        "Raison sociale non communiquée",
        "Adresse non communiquée",
        "Téléphone non communiqué",
        "E-mail non communiqué",
        "SIRET non communiqué",
        "Déclaration d’activité non communiquée",
        "Certificat Qualiopi non communiqué",
        "Directeur ou directrice non communiqué",
        "Hébergeur non communiqué",
    ):
        assert line in text
    assert "agrément" not in text


def test_a_certificate_without_its_end_says_so(client: Client) -> None:
    factories.TrainingCentreFactory(qualiopi_number="2024-EX-0001")

    text = read(client, "/mentions-legales/", "organisme", "publication")

    assert "n° 2024-EX-0001, échéance non communiquée" in text


def test_phone_and_mail_can_be_followed(client: Client) -> None:
    factories.TrainingCentreFactory(reachable=True)

    for address in PAGES:
        links = page(client, address).links
        assert "tel:0500000000" in links
        assert "mailto:accueil@exemple.fr" in links


def test_a_dangerous_site_address_is_no_link(client: Client) -> None:
    factories.TrainingCentreFactory(website="javascript:alert(1)")

    assert "javascript:" not in client.get("/mentions-legales/").content.decode()


@pytest.mark.parametrize("address", PAGES)
def test_hostile_words_stay_words(client: Client, address: str) -> None:
    factories.TrainingCentreFactory(
        name="L'école & Co <b>",
        host="<script>alert(1)</script>",
        publication_director='"><img src=x>',
    )

    html = client.get(address).content.decode()

    assert "L’école &amp; Co &lt;b&gt;" in html
    assert "<script" not in html
    assert "<img" not in html


@pytest.mark.parametrize(("address", "title"), PAGES.items())
def test_without_any_centre_the_pages_still_answer(
    client: Client, address: str, title: str
) -> None:
    text = page(client, address).text

    assert title in text
    assert "Téléphone" in text
    assert "non communiqué" in text


def test_the_personal_data_page_tells_the_truth_about_cookies(
    client: Client, settings: Settings
) -> None:
    factories.TrainingCentreFactory()
    settings.SESSION_COOKIE_AGE = 2 * 3600

    text = read(client, "/donnees-personnelles/", "visiteurs")

    assert "Les pages publiques ne déposent aucun cookie." in text
    assert "l’un garde la session ouverte (2 heures)" in text
    assert "le troisième reconnaît un appareil où l’on s’est déjà connecté" in text
    assert "(90 jours)" in text
    assert "pendant douze mois" in text
    for address in ("/", *PAGES):
        response = client.get(address)
        assert not response.cookies
        # What search engines read is data, which no browser runs.
        assert not re.search('<script(?! type="application/ld)', response.content.decode())


def test_the_personal_data_page_says_who_answers_and_who_arbitrates(client: Client) -> None:
    factories.TrainingCentreFactory(legal_name="Association d’exemple")

    rights = read(client, "/donnees-personnelles/", "droits")

    assert "Responsable Association d’exemple" in rights
    assert "E-mail non communiqué" in rights
    assert "https://www.cnil.fr/" in page(client, "/donnees-personnelles/").links


def test_without_a_legal_name_the_centre_answers_under_its_own(client: Client) -> None:
    factories.TrainingCentreFactory()

    assert "Responsable CFA de l’Exemple" in read(client, "/donnees-personnelles/", "droits")


def test_the_accessibility_page_declares_what_is_known(client: Client, settings: Settings) -> None:
    factories.TrainingCentreFactory(
        disability_contact_name="Dominique Exemple", disability_contact_phone="05 11 11 11 11"
    )
    settings.SITE_URL = "https://formations.exemple.fr"

    state = read(client, "/accessibilite/", "conformite", "verifications")
    whole = read(client, "/accessibilite/", "conformite")

    assert "Non conforme" in state
    assert "Le site https://formations.exemple.fr est déclaré non conforme" in state
    assert "aucun audit n’a encore été fait" in state
    assert "Référent handicap Dominique Exemple, 05 11 11 11 11" in whole
    assert "E-mail non communiqué" in whole
    assert re.search(r"Établie le \d{1,2}(er)? \w+ 20\d\d", whole)


def test_the_accessibility_page_says_to_whom_one_may_turn(client: Client) -> None:
    recourse = read(client, "/accessibilite/", "recours")

    assert "Libre réponse 71120 75342 Paris CEDEX 07" in recourse
    assert "09 69 39 00 00" in recourse
    assert "https://formulaire.defenseurdesdroits.fr/" in page(client, "/accessibilite/").links


@pytest.mark.parametrize(
    ("address", "queries"),
    [("/mentions-legales/", 2), ("/donnees-personnelles/", 1), ("/accessibilite/", 1)],
)
def test_the_pages_take_as_many_queries_whatever_the_number_of_sites(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, address: str, queries: int
) -> None:
    factories.SiteFactory.create_batch(5, centre=factories.TrainingCentreFactory())

    with django_assert_num_queries(queries):
        client.get(address)


@pytest.mark.parametrize("address", PAGES)
def test_an_unchanged_page_is_not_sent_again(client: Client, address: str) -> None:
    factories.TrainingCentreFactory()
    first = client.get(address)
    known = {"if-none-match": first["ETag"]}

    assert first["Cache-Control"] == caching.PUBLIC
    assert client.get(address, headers=known).status_code == 304

    TrainingCentre.objects.update(name="Autre nom", email="autre@exemple.fr")

    assert client.get(address, headers=known).status_code == 200


@pytest.mark.parametrize("address", PAGES)
def test_the_canonical_address_is_the_sites_own(
    client: Client, settings: Settings, address: str
) -> None:
    settings.SITE_URL = "https://formations.exemple.fr"

    html = client.get(address).content.decode()

    assert f'<link rel="canonical" href="https://formations.exemple.fr{address}">' in html


@pytest.mark.parametrize("address", PAGES)
def test_headings_and_anchors_hold_together(client: Client, address: str) -> None:
    html = client.get(address).content.decode()
    ids = re.findall(r'\bid="([^"]+)"', html)

    assert html.count("<h1") == 1
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'aria-labelledby="([^"]+)"', html)) <= set(ids)


@pytest.mark.parametrize("address", PAGES)
def test_the_pages_are_read_only(client: Client, address: str) -> None:
    assert client.post(address).status_code == 405
