"""« Ma fiche est-elle à jour ? »: what somebody reads who scans an old paper."""

import re

import pytest
from django.conf import settings
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from catalogue.life import publishing
from catalogue.outputs import qr
from catalogue.views.paper import css_string
from programmes.models import Edition, Programme
from tests import factories
from tests.catalogue.page_text import PageText

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme() -> Programme:
    return factories.ProgrammeFactory.create(
        bts=True, described=True, slug="bts", short_title="BTS"
    )


@pytest.fixture
def paper(programme: Programme) -> Edition:
    return publishing.publish(programme, None)


def read(client: Client, edition: Edition) -> str:
    response = client.get(f"/e/{edition.short_code}/")
    assert response.status_code == 200
    return re.sub(r"\s+", " ", PageText(response.content.decode()).text)


def test_the_paper_of_the_edition_online_is_current(client: Client, paper: Edition) -> None:
    text = read(client, paper)

    assert "Oui, elle est à jour." in text
    assert "BTS, édition n° 1" in text


def test_an_older_paper_says_what_changed_and_where_to_read_it(
    client: Client, programme: Programme, paper: Edition
) -> None:
    programme.hours = 1400
    programme.save()
    publishing.publish(programme, None)

    text = read(client, paper)

    assert "Non, elle a changé." in text
    assert "édition n° 2" in text
    assert "1 350" in text
    assert "1 400" in text
    links = PageText(client.get(f"/e/{paper.short_code}/").content.decode()).links
    assert {"/formations/bts/", "/formations/bts/fiche.pdf"} <= set(links)


def test_a_change_that_is_not_published_is_not_told(
    client: Client, programme: Programme, paper: Edition
) -> None:
    programme.hours = 1400
    programme.save()
    publishing.snapshot(programme, None)

    assert "Oui, elle est à jour." in read(client, paper)


def test_the_same_sheet_published_again_leaves_the_paper_current(
    client: Client, programme: Programme, paper: Edition
) -> None:
    publishing.withdraw(programme)
    publishing.publish(programme, None)

    text = read(client, paper)

    assert "Oui, elle est à jour." in text
    assert "L’édition n° 2" in text
    assert "rien n’a changé" in text


def test_the_paper_of_a_withdrawn_programme_says_so(
    client: Client, programme: Programme, paper: Edition
) -> None:
    programme.hours = 1400
    programme.save()
    publishing.publish(programme, None)
    publishing.withdraw(programme)

    assert "la formation n’est plus en ligne" in read(client, paper)
    assert "Le centre l’a retirée le" in read(client, paper)


def test_a_code_typed_in_capitals_is_understood(client: Client, paper: Edition) -> None:
    assert paper.short_code
    assert client.get(f"/e/{paper.short_code.upper()}/").status_code == 200


@pytest.mark.parametrize("code", ["zzzzzz", "1", "a-b_c"])
def test_an_unknown_code_is_not_found(client: Client, paper: Edition, code: str) -> None:
    assert client.get(f"/e/{code}/").status_code == 404


def test_it_takes_two_queries_and_no_cookie(
    client: Client,
    programme: Programme,
    paper: Edition,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    programme.hours = 1400
    programme.save()
    publishing.publish(programme, None)

    with django_assert_max_num_queries(2):
        response = client.get(f"/e/{paper.short_code}/")

    assert not response.cookies
    assert (
        client.get(
            f"/e/{paper.short_code}/", headers={"if-none-match": response["ETag"]}
        ).status_code
        == 304
    )


def test_the_margins_of_the_printed_page_say_which_edition_it_is(
    client: Client, paper: Edition
) -> None:
    page = client.get("/formations/bts/").content.decode()
    address = f"/e/{paper.short_code}/marges.css"
    assert f'<link rel="stylesheet" href="{address}" media="print">' in page

    response = client.get(address)

    assert response["Content-Type"] == "text/css; charset=utf-8"
    assert "édition n\\0000b0 1 du" in response.content.decode()
    # The code beside the answers, in squares of three pixels, and its address for who reads it.
    side, squares = qr.path(f"{settings.SITE_URL}/e/{paper.short_code}/", square=3)
    assert f'clip-path: path("{squares}")' in response.content.decode()
    assert side == 3 * 29
    assert str(paper.short_code) in response.content.decode()
    assert client.get("/e/zzzzzz/marges.css").status_code == 404


def test_no_title_breaks_out_of_the_margins() -> None:
    assert css_string('"; }é') == '"\\000022\\00003b \\00007dé"'
