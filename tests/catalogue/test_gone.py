"""The page of a programme that was withdrawn: which it was, whom to ask, what is near."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from catalogue.life import publishing
from programmes import search
from programmes.models import Edition, Programme
from programmes.sheet import Sheet
from tests import factories
from tests.catalogue.page_text import PageText, plain
from tests.catalogue.test_prices_of_sessions import session

pytestmark = pytest.mark.django_db


def sheet(slug: str, title: str, level: int, town: str = "", **changes: Any) -> Sheet:
    """A programme with a session in that town."""
    sites = [factories.site(town, "1 rue de l’Exemple") | {"town": town}] if town else []
    centre = factories.bare_sheet().centre.model_dump() | {"sites": sites}
    intakes = [session("2027-09-06", town)] if town else []
    said = {"short_title": slug.upper(), "full_title": title, "level": level}
    return factories.bare_sheet(slug=slug, centre=centre, intakes=intakes, **said, **changes)


SALES = "Négociation et relation client"


@pytest.fixture
def gone() -> Programme:
    """Withdrawn, beside others that are more or less like it."""
    factories.TrainingCentreFactory.create(reachable=True)
    edition = factories.published(sheet("bts-ndrc", SALES, 5, "Agen"))
    for one in (
        sheet("bts-mco", "Relation client en boutique", 5, "Agen"),
        sheet("tp-ntc", "Négociation technico-commerciale, relation client", 4, "Agen"),
        sheet("cap-cuisine", "Cuisine", 3, "Agen"),
        sheet("bts-sio", "Informatique", 5, "Pau"),
        sheet("master-loin", "Astronomie", 7, "Pau"),
    ):
        factories.published(one)
    with time_machine.travel(date(2026, 10, 3)):
        publishing.withdraw(edition.programme)
    programme: Programme = edition.programme
    return programme


def read(client: Client, address: str = "/formations/bts-ndrc/") -> PageText:
    client.get("/")  # the process has read who publishes the site
    response = client.get(address)
    assert response.status_code == 410
    assert response["Cache-Control"] == "private, no-store"
    return PageText(response.content.decode())


@pytest.mark.usefixtures("gone")
def test_it_is_named_with_the_day_on_which_it_was_withdrawn(client: Client) -> None:
    text = plain(read(client).text)

    assert f"BTS-NDRC {SALES} : cette page a été retirée du catalogue le 3 octobre 2026." in text
    html = client.get("/formations/bts-ndrc/").content.decode()
    assert "<title>Formation retirée\u202f: BTS-NDRC – CFA de l’Exemple</title>" in html


@pytest.mark.usefixtures("gone")
def test_the_nearest_are_offered_and_no_stranger(client: Client) -> None:
    """Of the trade first, by level; then of the level; never another trade far away."""
    found = read(client)
    links = [link for link in found.links if link.startswith("/formations/")]

    assert links == ["/formations/bts-mco/", "/formations/tp-ntc/", "/formations/bts-sio/"]
    assert "Les formations les plus proches" in found.text
    assert "Niveau 4, Agen" in plain(found.text)


@pytest.mark.usefixtures("gone")
def test_the_centre_is_known_and_can_be_reached(client: Client) -> None:
    found = read(client)

    assert "CFA de l’Exemple vous répond : 05 00 00 00 00, accueil@exemple.fr" in plain(found.text)
    assert {"tel:0500000000", "mailto:accueil@exemple.fr"} <= set(found.links)


def test_where_nothing_is_left_nothing_is_offered(client: Client) -> None:
    edition = factories.published(sheet("seule", SALES, 5))
    publishing.withdraw(edition.programme)

    found = read(client, "/formations/seule/")
    assert "proche" not in found.text
    assert "Voir toutes les formations" in found.text


def test_it_takes_few_queries_however_large_the_catalogue(
    client: Client, gone: Programme, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    factories.published_in_numbers(50)

    with django_assert_num_queries(8):
        client.get("/formations/bts-ndrc/")
    with django_assert_num_queries(4):
        client.get("/formations/bts-ndrc/")


@pytest.mark.usefixtures("gone")
def test_it_follows_what_is_online(client: Client) -> None:
    read(client)
    publishing.withdraw(Programme.objects.get(slug="tp-ntc"))

    assert "/formations/tp-ntc/" not in read(client).links


def test_one_is_not_its_own_neighbour_and_order_is_settled(gone: Programme) -> None:
    rows = search.read_rows()
    mine = search.read_row(Edition.objects.get(slug="bts-ndrc").pk)

    assert mine.key not in {row.key for row in search.near([*rows, mine], mine)}
    assert search.near(rows, mine) == search.near(rows[::-1], mine)
    assert len(search.near(rows, mine, most=9)) == 4
