"""What became of a programme: its editions, when, and what each changed, and nobody's name."""

import gzip
import json
import re
import time
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from catalogue.life import publishing
from catalogue.server import caching
from catalogue.views.editions import LINES, SHOWN, told
from programmes import sheet as sheets
from programmes.models import Edition, Programme, TrainingCentre
from programmes.sheet import Sheet
from tests import factories
from tests.catalogue.page_text import PageText, plain
from tests.environment import ROOT
from tests.seeded import seeded

pytestmark = pytest.mark.django_db

ADDRESS = "/formations/bts/editions/"


@pytest.fixture
def programme() -> Programme:
    created: Programme = factories.ProgrammeFactory.create(
        bts=True, described=True, slug="bts", short_title="BTS"
    )
    publishing.publish(created, User.objects.create_user("autrice", last_name="Lamartine"))
    return created


def publish(programme: Programme, **changes: Any) -> Edition:
    Programme.objects.filter(pk=programme.pk).update(**changes)
    return publishing.publish(programme, None)


def editions_of(*all_sheets: Sheet) -> list[Edition]:
    """Published one after the other, a day each; the last is online."""
    first, *others = all_sheets
    editions = [factories.published(first, current=not others)]
    for number, sheet in enumerate(others, start=2):
        editions.append(
            factories.published(
                sheet,
                programme=editions[0].programme,
                number=number,
                current=number == len(all_sheets),
                published_at=factories.PUBLISHED_AT + timedelta(days=number),
            )
        )
    return editions


def html(client: Client, address: str = ADDRESS) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def read(client: Client, address: str = ADDRESS) -> str:
    return plain(PageText(html(client, address)).text)


# What it says


def test_the_date_of_update_leads_to_what_changed(client: Client, programme: Programme) -> None:
    assert PageText(html(client, "/formations/bts/")).links.count(ADDRESS) == 1


def test_each_edition_has_its_number_its_date_and_what_it_changed(
    client: Client, programme: Programme
) -> None:
    publish(programme, hours=1400)
    with time_machine.travel(date(2030, 3, 1)):
        publish(programme, hours=1500)

    text = read(client)

    third, second, first = (text.index(f"Édition n° {number}") for number in (3, 2, 1))
    assert third < second < first
    assert "1er mars 2030, en ligne" in text[third:second]
    assert "La durée en heures passe de 1 400 h à 1 500 h." in text[third:second]
    assert "passe de 1 350 h à 1 400 h." in text[second:first]
    assert "Première édition publiée." in text[first:]
    assert text.count("en ligne") == 1


def test_what_is_saved_and_not_published_is_not_told(client: Client, programme: Programme) -> None:
    Programme.objects.filter(pk=programme.pk).update(hours=1400)
    publishing.snapshot(programme, None)

    assert "1 400" not in read(client)
    # And what is published at last is told from what was published before.
    publish(programme, hours=1500)
    assert "passe de 1 350 h à 1 500 h." in read(client)


def test_published_again_without_a_change_it_says_so(client: Client, programme: Programme) -> None:
    publishing.withdraw(programme)
    publishing.publish(programme, None)

    assert "Publiée à nouveau, sans changement." in read(client)


def test_who_published_and_why_is_for_staff(client: Client, programme: Programme) -> None:
    author = User.objects.create_user("auteur", first_name="Camille", last_name="Durand")
    Programme.objects.filter(pk=programme.pk).update(hours=1400)
    publishing.publish(programme, author, "Vu avec M. Durand")

    found = html(client)

    for said in ("Lamartine", "Camille", "Durand", "Vu avec"):
        assert said not in found


def test_nobody_is_named_nor_can_be_called(client: Client, programme: Programme) -> None:
    """Neither from the fields for people, nor from a text that repeats what these said once."""
    centre = TrainingCentre.objects.get()
    TrainingCentre.objects.filter(pk=centre.pk).update(
        disability_contact_name="Mme Claire Martin", phone="05 53 00 00 00"
    )
    publish(
        programme,
        contact_name="Alice Fournier",
        contact_phone="06 11 22 33 44",
        contact_email="alice.fournier@exemple.fr",
        access_delay="Appeler Alice Fournier",
    )
    publish(
        programme,
        contact_name="Bob Perrin",
        contact_phone="06 55 66 77 88",
        contact_email="b.perrin@exemple.fr",
    )
    TrainingCentre.objects.filter(pk=centre.pk).update(phone="05 53 99 99 99")
    publish(programme, access_delay="Écrire à secretariat@exemple.fr", equivalence="Au 0553000001")
    publish(programme, access_delay="Voir Mme Martin")
    publish(programme, access_delay="")

    # The foot of the page says who the centre is; what is told of editions stands before.
    found = html(client).partition("<footer")[0]

    for name in ("Claire", "Martin", "Alice", "Fournier", "Bob", "Perrin", "secretariat"):
        assert name not in found
    assert "@" not in found
    assert not re.search(r"0[1-9](\W?\d\d){4}", found)
    text = plain(PageText(found).text)
    assert "Le contact de la formation est désormais indiqué." in text
    assert "Le contact de la formation change." in text
    assert "Le téléphone change." in text
    assert "Le délai d’accès change." in text
    assert "Le délai d’accès n’est plus indiqué." in text
    assert "L’équivalence est désormais indiquée." in text


@pytest.mark.parametrize("generation", ["first", "second", "third"])
def test_a_newer_version_of_the_sheet_is_no_change(generation: str) -> None:
    """What a deploy adds to stored sheets was never done by staff, and is never said."""
    file = ROOT / f"tests/programmes/{generation}_generation_sheet.json"
    stored = json.loads(file.read_text())
    sheet = sheets.load(stored)
    old = factories.published(sheet, current=False, kept=stored)
    new = factories.published(sheet, programme=old.programme, number=2)
    old.refresh_from_db()

    assert old.sheet["version"] < new.sheet["version"] == sheets.VERSION
    newest, oldest = told(new)
    assert (newest.number, newest.changes) == (2, ())
    assert oldest.is_first


def test_like_changes_share_a_line(client: Client) -> None:
    sheet = factories.example_sheet()
    units = [
        unit.model_copy(update={"credits": (unit.credits or 1) + 1, "optional": not unit.optional})
        for unit in sheet.exam_units
    ]
    newest, _ = told(editions_of(sheet, sheet.model_copy(update={"exam_units": tuple(units)}))[1])

    assert [plain(line) for line in newest.changes] == [
        "Le caractère change pour 4 unités : unité U1 ; unité U4 ; unité U5 ; unité UF1.",
        "Les crédits ECTS de l’unité U1 passent de 6 à 7.",
        (
            "Les crédits ECTS sont désormais indiqués pour 3 unités : "
            "unité U4 (2) ; unité U5 (2) ; unité UF1 (2)."
        ),
    ]


def test_more_than_one_reads_is_counted(client: Client) -> None:
    newest, _ = told(editions_of(factories.bare_sheet(), factories.example_sheet())[1])

    assert len(newest.changes) == LINES + 1
    assert re.fullmatch(r"Et \d+ autres changements\.", plain(newest.changes[-1]))


# Where it stands


def test_it_is_for_readers_and_not_for_search_engines(client: Client, programme: Programme) -> None:
    found = html(client)

    assert '<meta name="robots" content="noindex">' in found
    assert f'<link rel="canonical" href="{settings.SITE_URL}{ADDRESS}">' in found
    assert "/editions/" not in client.get("/sitemap.xml").content.decode()


def test_another_address_leads_where_the_page_leads(client: Client, programme: Programme) -> None:
    publish(programme, slug="nouveau")

    for slug in ("bts", "BTS", "Nouveau"):
        response = client.get(f"/formations/{slug}/editions/")
        assert (response.status_code, response["Location"]) == (
            301,
            "/formations/nouveau/editions/",
        )
    assert "L’adresse de la page passe de" in read(client, "/formations/nouveau/editions/")
    assert client.get("/formations/inconnue/editions/").status_code == 404
    # An address that another programme has taken is that one's.
    other = factories.ProgrammeFactory.create(slug="bts", short_title="Autre")
    publishing.publish(other, None)
    assert "Édition n° 2" not in read(client)
    publishing.withdraw(other)
    publishing.withdraw(programme)
    gone = client.get("/formations/nouveau/editions/")
    assert gone.status_code == 410
    assert gone.content == client.get("/formations/nouveau/").content


def test_a_draft_that_was_never_published_has_none(client: Client) -> None:
    factories.ProgrammeFactory.create(slug="bts")

    assert client.get(ADDRESS).status_code == 404


def test_of_several_centres_each_is_named_as_on_its_page(
    client: Client, programme: Programme
) -> None:
    factories.TrainingCentreFactory.create(name="CFA du Nord", is_publisher=True)

    found = html(client)

    head = found.partition('<a class="name" href="/">')[2].partition("</a>")[0]
    assert plain(head).startswith("CFA du Nord")
    assert "Formation du centre CFA de l’Exemple" in read(client)
    assert "Éditeur de ce site" in read(client)


# How it is answered


def test_a_visitor_who_has_it_is_not_sent_it_again(client: Client, programme: Programme) -> None:
    response = client.get(ADDRESS)

    assert response["Cache-Control"] == caching.PUBLIC
    assert not response.cookies
    again = {"if-none-match": response["ETag"]}
    assert client.get(ADDRESS, headers=again).status_code == 304
    publish(programme, hours=1400)
    assert client.get(ADDRESS, headers=again).status_code == 200
    assert client.head(ADDRESS).content == b""
    assert client.post(ADDRESS).status_code == 405


@pytest.fixture
def two_hundred() -> Programme:
    """A programme that was published two hundred times, each time with another number of hours."""
    sheet = factories.example_sheet(slug="bts")
    many = (sheet.model_copy(update={"hours": 1000 + number}) for number in range(200))
    return editions_of(*many)[-1].programme


@pytest.mark.usefixtures("two_hundred")
def test_with_two_hundred_editions_each_page_costs_the_same(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for page in (1, 5, 10):
        address = f"{ADDRESS}?page={page}"
        with django_assert_num_queries(3):
            response = client.get(address, headers={"accept-encoding": "gzip"})
        assert response.status_code == 200
        assert len(response.content) <= 4_000
        found = PageText(gzip.decompress(response.content).decode()).text
        assert len(re.findall(r"Édition n°", found)) == SHOWN
        with django_assert_num_queries(1):
            client.get(address)
    assert "Première édition publiée." in found
    assert plain(found).count("passe de") == SHOWN - 1


@pytest.mark.usefixtures("two_hundred")
def test_a_page_is_worked_out_once_and_soon(client: Client) -> None:
    """Twenty comparisons, some milliseconds each: measured in docs/decisions/0022."""
    started = time.perf_counter()
    html(client)
    drawn = time.perf_counter() - started
    started = time.perf_counter()
    html(client)

    assert drawn < 2
    assert time.perf_counter() - started < drawn / 3


@pytest.mark.usefixtures("two_hundred")
def test_every_page_leads_to_the_next(client: Client) -> None:
    address, seen = ADDRESS, []
    while address:
        found = html(client, address)
        seen += re.findall(r'id="edition-(\d+)"', found)
        following = re.search(r'rel="next" href="([^"]+)"', found)
        address = following[1] if following else ""

    assert [int(number) for number in seen] == list(range(200, 0, -1))
    assert 'rel="prev"' not in html(client)
    assert f'rel="prev" href="{ADDRESS}"' in html(client, f"{ADDRESS}?page=2")


@pytest.mark.parametrize(
    "asked", ["page=0", "page=2", "page=", "page=x", "page=1&page=1", "page=²", "page=" + "9" * 99]
)
def test_a_page_that_is_not_there_says_so(client: Client, programme: Programme, asked: str) -> None:
    response = client.get(f"{ADDRESS}?{asked}")

    assert response.status_code == 400
    assert response["Cache-Control"] == caching.PRIVATE
    text = plain(PageText(response.content.decode()).text)
    assert "Il n’y a pas de telle page : voici les dernières éditions." in text
    assert "Édition n° 1" in text


def test_the_page_of_the_seed_and_its_stylesheets_are_small(client: Client) -> None:
    seeded()
    page = client.get("/formations/bts-ndrc/editions/", headers={"accept-encoding": "gzip"}).content
    names = re.findall(r"/static/(css/[\w.-]+)", gzip.decompress(page).decode())

    styles = [gzip.compress((ROOT / "static" / name).read_bytes()) for name in names]

    assert len(styles) == 3
    assert len(page) + sum(map(len, styles)) <= 7_000
