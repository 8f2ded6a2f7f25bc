"""What is certified, told of real certifications: each once could not be entered, or not truly.

Each test bears the number of its case (F13…), as these were reported.
"""

import re
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from admissions.models import Requirement
from catalogue.life import publishing
from catalogue.views import catalogue, public
from programmes import sheet as sheets
from programmes.kinds import Family, Kind, profile_of
from programmes.models import Bloc, Certifier, Edition, Objective, Programme, TrainingCentre
from programmes.sheet import Sheet
from programmes.vocabulary import BlocKind, Registry, RequirementKind
from tests import factories
from tests.catalogue.page_text import PageText

pytestmark = [pytest.mark.django_db, pytest.mark.ignore_template_errors]

TODAY = date(2026, 3, 10)
PARIS = ZoneInfo("Europe/Paris")


@pytest.fixture(autouse=True)
def nothing_in_memory() -> None:
    """A rolled back test gives its keys to the next one."""
    public.forget()
    catalogue.forget()


def html_of(sheet: Sheet, today: date = TODAY) -> str:
    edition = Edition(sheet=sheets.dump(sheet), number=3, published_at=factories.PUBLISHED_AT)
    return public.render(edition, today)


def text_of(html: str) -> str:
    return " ".join(PageText(html).text.split())


def read(today: date = TODAY, **facts: Any) -> str:
    """The text of the page of a programme of which nothing else is known."""
    return text_of(html_of(factories.bare_sheet(**facts), today))


# --- F13: a certification of the Répertoire spécifique


@pytest.fixture
def cqp() -> Programme:
    """RS6117, with what every programme must say."""
    programme: Programme = factories.ProgrammeFactory.create(
        slug="cqp", short_title="CQP", kind=Kind.CQP, registry=Registry.RS, registry_code="6117",
        hours=140, continuous_assessment="Une situation observée.",
    )  # fmt: skip
    Certifier.objects.create(programme=programme, name="Commission de la branche")
    Requirement.objects.create(
        programme=programme, kind=RequirementKind.PREREQUISITE, text="Aucun."
    )
    bloc = Bloc.objects.create(programme=programme, kind=BlocKind.PROFESSIONAL, title="Accueillir")
    Objective.objects.create(bloc=bloc, text="Accueillir un visiteur")
    return programme


def test_a_cqp_of_the_other_register_is_published_and_leads_there(
    admin_client: Client, client: Client, cqp: Programme
) -> None:
    question = reverse("admin:programmes_programme_publish", args=[cqp.pk])
    asked = admin_client.get(question).content.decode()
    assert "bloque la publication" not in asked
    mark = re.search(r'name="read" value="([^"]+)"', asked)
    assert mark

    admin_client.post(question, {"read": mark[1]})

    html = client.get("/formations/cqp/").content.decode()
    assert 'href="https://www.francecompetences.fr/recherche/rs/6117/"' in html
    assert "RS 6117" in text_of(html)
    assert "/rncp/" not in html
    assert "Niveau" not in text_of(html)


# --- F14: kinds that a list made of one centre's lacked

KINDS = {
    "cap": "Diplôme d’État",
    "bp": "Diplôme d’État",
    "cs": "Diplôme d’État",
    "bma": "Diplôme d’État",
    "bac_pro": "Diplôme d’État",
    "bts": "Diplôme d’État",
    "capa": "Diplôme d’État",
    "bpa": "Diplôme d’État",
    "btsa": "Diplôme d’État",
    "de": "Diplôme d’État",
    "bpjeps": "Diplôme d’État",
    "deust": "Diplôme national",
    "but": "Diplôme national",
    "licence_pro": "Diplôme national",
    "licence": "Diplôme national",
    "master": "Diplôme national",
    "grade": "Diplôme conférant un grade universitaire",
    "ingenieur": "Titre d’ingénieur diplômé",
    "titre_pro": "Titre professionnel",
    "titre_rncp": "Titre à finalité professionnelle",
    "cqp": "Certificat de qualification professionnelle",
    "cqpi": "Certificat de qualification professionnelle interbranches",
    "certification": "Certification professionnelle",
    "habilitation": "Habilitation",
    "attestation": "Attestation de formation",
}


def test_every_kind_has_its_nature_here() -> None:
    assert KINDS.keys() | {"autre"} == {kind.value for kind in Kind}


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_is_told_with_whose_authority_stands_behind_it(kind: str) -> None:
    said = read(kind=kind)

    assert KINDS[kind] in said
    assert Kind(kind).label in said


def test_another_kind_bears_the_name_that_staff_give_it() -> None:
    said = read(kind="autre", kind_label="diplôme universitaire")

    assert "Diplôme universitaire" in said
    assert "autre" not in said.casefold().split()


@pytest.mark.parametrize("family", Family)
def test_each_family_has_a_kind_and_a_profile(family: Family) -> None:
    kinds = [kind for kind in Kind if kind.family is family]

    assert kinds
    assert {profile_of(kind).family for kind in kinds} == {family}


# --- F18: titles of 7, 12, 18 months


@pytest.mark.parametrize(
    ("length", "unit", "said"),
    [
        (18, "months", "18 mois"),
        (12, "months", "12 mois"),
        (7, "months", "7 mois"),
        (1, "months", "1 mois"),
        (1, "years", "1 an"),
        (2, "years", "2 ans"),
        (2, "days", "2 jours"),
        (1, "weeks", "1 semaine"),
    ],
)
def test_a_length_has_its_unit(client: Client, length: int, unit: str, said: str) -> None:
    sheet = factories.bare_sheet(slug="titre", length=length, length_unit=unit)
    factories.published(sheet)

    for address in ("/formations/titre/", "/"):
        text = text_of(client.get(address).content.decode())
        assert said in text
        assert f"{said}s" not in text


# --- F20: a certification that replaced another


def test_a_former_code_is_found_and_told(client: Client) -> None:
    facts: dict[str, Any] = {
        "registry": "rncp", "registry_code": "38368", "former_codes": ["RNCP34030"],
    }  # fmt: skip
    factories.published(factories.bare_sheet(slug="ndrc", short_title="NDRC", **facts))
    factories.published(factories.bare_sheet(slug="autre", short_title="Autre"))

    for words in ("34030", "rncp34030", "RNCP34030", "38368"):
        html = client.get("/", {"q": words}).content.decode()
        assert "/formations/ndrc/" in html
        assert "/formations/autre/" not in html
    assert "RNCP34030" in read(kind="bts", **facts)


# --- F21: the day after the registration has ended

ENDING = {"registry": "rncp", "registry_code": "38368", "registration_ends_on": "2026-11-29"}


@pytest.mark.parametrize("register", ["rncp", "rs"])
def test_a_registration_that_has_ended_is_told_from_the_next_day(register: str) -> None:
    facts = {**ENDING, "registry": register}

    last_day = read(date(2026, 11, 29), **facts)
    assert "jusqu’au 29 novembre 2026" in last_day
    assert "terminé" not in last_day

    for later in (date(2026, 11, 30), date(2027, 3, 1)):
        said = read(later, **facts)
        assert "enregistrement terminé le 29 novembre 2026" in said
        assert "jusqu’au 29 novembre 2026" not in said


def test_the_page_in_memory_and_in_a_browser_knows_that_day_comes(client: Client) -> None:
    factories.published(factories.bare_sheet(slug="titre", **ENDING))

    def visit(day: int, tag: str = "") -> Any:
        with time_machine.travel(datetime(2026, 11, day, 12, tzinfo=PARIS)):
            headers = {"if-none-match": tag} if tag else {}
            return client.get("/formations/titre/", headers=headers)

    last_day = visit(29)
    assert "terminé" not in last_day.content.decode()
    assert visit(29, last_day["ETag"]).status_code == 304

    next_day = visit(30, last_day["ETag"])
    assert next_day.status_code == 200
    assert "enregistrement terminé le 29 novembre 2026" in text_of(next_day.content.decode())


def test_its_card_says_so_in_place_of_the_next_start(client: Client) -> None:
    factories.published(factories.bare_sheet(slug="titre", start_month=9, **ENDING))

    def visit(day: int) -> str:
        with time_machine.travel(datetime(2026, 11, day, 12, tzinfo=PARIS)):
            return text_of(client.get("/").content.decode())

    assert "septembre, dates à venir" in visit(29)
    assert "terminé" not in visit(29)
    assert "Enregistrement terminé le 29 novembre 2026" in visit(30)
    assert "septembre" not in visit(30)


def test_nobody_has_to_publish_for_it(client: Client) -> None:
    with time_machine.travel(datetime(2026, 11, 29, 12, tzinfo=PARIS)):
        programme = factories.ProgrammeFactory.create(slug="titre", **ENDING)
        edition = publishing.publish(programme, None)

    assert edition.dated_until == date(2026, 11, 29)


def test_the_foot_of_a_page_says_that_the_certificate_of_the_centre_has_ended(
    client: Client,
) -> None:
    """The same question as for a registration, on pages that nothing else makes change."""
    of = factories.bare_sheet().centre.model_dump(mode="json")
    said = {"qualiopi_number": "2024-EX-0001", "qualiopi_expires_on": "2026-11-29"}
    with time_machine.travel(datetime(2026, 11, 28, 12, tzinfo=PARIS)):
        edition = factories.published(factories.bare_sheet(slug="titre", centre={**of, **said}))
        TrainingCentre.objects.update(**said)
    pages = ("/formations/titre/", f"/e/{edition.short_code}/", "/", "/mentions-legales/")

    def visit(page: str, day: int, tag: str = "") -> Any:
        with time_machine.travel(datetime(2026, 11, day, 12, tzinfo=PARIS)):
            return client.get(page, headers={"if-none-match": tag} if tag else {})

    for page in pages:
        last_day = visit(page, 29)
        foot = text_of(last_day.content.decode())
        assert "n° 2024-EX-0001, valable jusqu’au 29 novembre 2026" in foot, page
        next_day = visit(page, 30, last_day["ETag"])
        assert next_day.status_code == 200, page
        foot = text_of(next_day.content.decode())
        assert "n° 2024-EX-0001, terminé le 29 novembre 2026" in foot, page
        assert "valable" not in foot, page


# --- F26: one exam unit that assesses two blocs


def test_a_unit_names_each_of_its_blocs() -> None:
    bloc = {"kind": "professional", "number": None, "official_number": "", "introduction": ""}
    unit = {
        "heading": "", "code": "UP1", "title": "Réceptionner et préparer", "optional": False,
        "group": "professional", "coefficient": None, "credits": None, "note": "", "papers": [],
    }  # fmt: skip
    blocs: list[dict[str, Any]] = [
        {**bloc, "title": title, "objectives": []} for title in ("Recevoir", "Préparer")
    ]

    html = html_of(
        factories.bare_sheet(
            kind="cap", blocs=blocs, exam_units=[{**unit, "blocs": ["Recevoir", "Préparer"]}]
        )
    )

    programme = html[html.index('id="programme"') : html.index('id="examen"')]
    of_blocs = re.split("Recevoir|Préparer", programme)[1:]
    assert [of_bloc.count('href="#unite-up1"') for of_bloc in of_blocs] == [1, 1]
