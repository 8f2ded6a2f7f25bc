"""Where addresses of programmes lead: to the letter first, then whatever their capitals.

F22 of what was tried by hand.
"""

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from catalogue.life import publishing
from catalogue.life.reading import Refused
from catalogue.server import caching
from programmes.models import Edition, Programme
from tests import factories

pytestmark = pytest.mark.django_db


def draft(slug: str, **changes: Any) -> Programme:
    programme: Programme = factories.ProgrammeFactory.create(slug=slug, **changes)
    return programme


def online(slug: str, **changes: Any) -> Programme:
    programme = draft(slug, **changes)
    publishing.publish(programme, None)
    return programme


def moved(programme: Programme, slug: str) -> Programme:
    Programme.objects.filter(pk=programme.pk).update(slug=slug)
    publishing.publish(programme, None)
    programme.refresh_from_db()
    return programme


def leads(client: Client, address: str) -> tuple[int, str]:
    response = client.get(address)
    return response.status_code, response.get("Location", "")


# What the public finds


@pytest.mark.parametrize("rest", ["", "fiche.pdf", "image.png"])
def test_capitals_lead_to_the_address_that_is_online(client: Client, rest: str) -> None:
    online("bts-ndrc")

    response = client.get(f"/formations/Bts-Ndrc/{rest}")

    assert response.status_code == 301
    assert response["Location"] == f"/formations/bts-ndrc/{rest}"
    assert response["Cache-Control"] == caching.PUBLIC
    assert client.head(f"/formations/BTS-NDRC/{rest}").status_code == 301


def test_an_address_of_before_leads_where_it_led_whatever_its_capitals(client: Client) -> None:
    moved(online("BTS-NDRC"), "negociation")
    gone = online("CAP-Cuisine")
    publishing.withdraw(gone)

    for slug in ("BTS-NDRC", "bts-ndrc", "Bts-ndrc"):
        assert leads(client, f"/formations/{slug}/") == (301, "/formations/negociation/")
    assert leads(client, "/formations/cap-cuisine/") == (410, "")
    assert leads(client, "/formations/bts-ndr/") == (404, "")
    assert leads(client, "/formations/bts_ndrc/") == (404, "")  # no letter stands for another


def test_an_address_in_capitals_that_stands_is_read_as_it_is(client: Client) -> None:
    online("BTS-NDRC")

    assert client.get("/formations/BTS-NDRC/").status_code == 200
    assert leads(client, "/formations/bts-ndrc/") == (301, "/formations/BTS-NDRC/")


def test_the_very_letters_come_before_others_and_who_is_there_before_who_was(
    client: Client,
) -> None:
    moved(online("BTS-NDRC"), "ailleurs")
    online("bts-ndrc")

    assert client.get("/formations/bts-ndrc/").status_code == 200
    assert leads(client, "/formations/BTS-NDRC/") == (301, "/formations/ailleurs/")
    assert leads(client, "/formations/Bts-Ndrc/") == (301, "/formations/bts-ndrc/")


def test_where_an_address_leads_takes_as_many_queries_as_it_must(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    moved(online("ancienne"), "nouvelle")

    for address, count in (("Nouvelle", 2), ("ancienne", 2), ("Ancienne", 2), ("inconnue", 3)):
        with django_assert_num_queries(count):
            client.get(f"/formations/{address}/")


# What is published


def test_an_old_edition_in_capitals_is_restored_and_published_as_it_was(client: Client) -> None:
    programme = online("BTS-NDRC")
    old = Edition.objects.get()
    moved(programme, "bts-ndrc")

    publishing.restore(old, None)
    assert publishing.publish(programme, None).slug == "BTS-NDRC"

    assert client.get("/formations/BTS-NDRC/").status_code == 200
    assert leads(client, "/formations/bts-ndrc/") == (301, "/formations/BTS-NDRC/")


def test_two_that_differ_by_capitals_are_not_online_at_once() -> None:
    first = online("BTS-NDRC")
    second = draft("bts-ndrc")

    with pytest.raises(Refused, match="déjà en ligne"):
        publishing.publish(second, None)

    publishing.withdraw(first)
    assert publishing.publish(second, None).number == 1


def test_two_that_an_earlier_site_put_online_are_both_published_again() -> None:
    first, second = online("BTS-NDRC"), draft("bts-ndrc")
    factories.published(factories.bare_sheet(slug="bts-ndrc"), programme=second)

    for programme in (first, second):
        Programme.objects.filter(pk=programme.pk).update(lead="Relue")
        assert publishing.publish(programme, None).number == 2
