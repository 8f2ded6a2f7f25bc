"""« Ma fiche est-elle à jour ? »: what somebody reads who scans an old paper."""

import re
from datetime import date

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from catalogue.life import paper_codes, publishing
from catalogue.server import caching
from catalogue.views.paper import css_string
from programmes.models import Edition, Programme
from programmes.models.intakes import Intake
from programmes.vocabulary import IntakeState
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


def test_it_takes_two_queries_then_one_and_no_cookie(
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
    with django_assert_max_num_queries(1):
        assert client.get(f"/e/{paper.short_code}/").content == response.content

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
    assert client.get("/e/zzzzzz/marges.css").status_code == 404


def test_no_title_breaks_out_of_the_margins() -> None:
    assert css_string('"; }é') == '"\\000022\\00003b \\00007dé"'


# Where applications stand, whatever the day on which the paper was printed


def test_it_says_where_applications_stand_today(client: Client, programme: Programme) -> None:
    with time_machine.travel(date(2027, 1, 4)):
        Intake.objects.create(
            programme=programme,
            starts_on=date(2027, 9, 6),
            places=25,
            applications_open_on=date(2027, 1, 15),
            applications_close_on=date(2027, 6, 30),
        )
        paper = publishing.publish(programme, None)
        assert "candidatures du 15 janvier 2027 au 30 juin 2027" in read(client, paper)
    with time_machine.travel(date(2027, 2, 1)):
        assert "candidatures ouvertes jusqu’au 30 juin 2027, 25 places" in read(client, paper)
        Intake.objects.update(state=IntakeState.FULL)
        publishing.publish(programme, None)
        # The old paper says what is true today, not on the day of either edition.
        assert "Rentrée 6 septembre 2027, complet" in read(client, paper)
    with time_machine.travel(date(2027, 10, 1)):
        assert "septembre, dates à venir" in read(client, paper)
    publishing.withdraw(programme)
    assert "septembre, dates à venir" not in read(client, paper)


def test_what_is_to_be_pressed_stands_before_what_changed(
    client: Client, programme: Programme, paper: Edition
) -> None:
    programme.hours = 1400
    programme.save()
    publishing.publish(programme, None)

    text = read(client, paper)

    assert text.index("Lire la page") < text.index("Ce qui a changé") < text.index("1 400")
    links = PageText(client.get(f"/e/{paper.short_code}/").content.decode()).links
    assert "/formations/bts/editions/" in links


# A code that is not quite right


def with_code(code: str, title: str = "Titre") -> Edition:
    """Another programme, whose paper bears that code."""
    sheet = factories.bare_sheet(slug=f"avec-{code}", short_title=title)
    return factories.published(sheet, short_code=code)


def unknown(client: Client, code: str, status: int = 404) -> str:
    response = client.get(f"/e/{code}/")
    assert response.status_code == status
    assert response["Cache-Control"] == caching.PRIVATE
    return re.sub(r"\s+", " ", PageText(response.content.decode()).text)


@pytest.mark.parametrize(
    "typed", ["k4m9pz", "k3m9pp", "3km9pz", "k3m9zp", "k3m9p", "kk3m9pz", "k3m9pz2", "o3m9pz"]
)
def test_a_code_mistyped_by_one_sign_says_which_is_like_it(client: Client, typed: str) -> None:
    with_code("k3m9pz", "BTS MCO")

    text = unknown(client, typed)

    assert "Ce code n’est celui d’aucune fiche" in text
    assert f"« {typed} » ne diffère que d’un signe de ce code" in text
    assert "k3m9pz : BTS MCO, édition n° 1" in text
    response = client.get(f"/e/{typed}/").content.decode()
    assert "/e/k3m9pz/" in PageText(response).links
    assert f'name="code" value="{typed}"' in response


@pytest.mark.parametrize("typed", ["k4m8pz", "", "k3m9", "zzzzzz", "k3m9pz22", "x" * 300])
def test_one_that_is_farther_off_is_asked_for_again(client: Client, typed: str) -> None:
    with_code("k3m9pz", "BTS MCO")
    text = unknown(client, typed or "-")

    assert "relisez-le sur votre fiche" in text
    assert "BTS MCO" not in text
    assert "Six signes, chiffres et lettres" in text


def test_the_code_of_a_draft_is_nobodys_neighbour(client: Client) -> None:
    """What is offered has been published; a draft has no code at all."""
    programme = factories.ProgrammeFactory.create()
    publishing.snapshot(programme, None)

    assert Edition.objects.get().short_code is None
    assert paper_codes.meant("k3m9pz") == []


def test_two_that_are_one_sign_away_are_both_offered_and_three_are_none(client: Client) -> None:
    with_code("k3m9pz", "Premier")
    with_code("k3m9px", "Second")

    text = unknown(client, "k3m9pp")
    assert "de ces codes : lequel est le vôtre" in text
    assert "Premier" in text
    assert "Second" in text

    with_code("k3m9pa")
    assert "Premier" not in unknown(client, "k3m9pp")


@pytest.mark.parametrize(
    "typed", ["K3M9PZ", "k3m 9pz", "k3m-9pz", "k3m9pz.", " k3m9pz ", "ｋ3m9pz"]
)
def test_spaces_dots_and_capitals_do_not_make_another_code(client: Client, typed: str) -> None:
    with_code("k3m9pz")

    assert client.get(f"/e/{typed}/").status_code == 200
    followed = client.get("/e/", {"code": typed}, follow=True)
    assert followed.redirect_chain == [("/e/k3m9pz/", 302)]


def test_whatever_is_typed_is_answered(client: Client) -> None:
    assert client.get("/e/").status_code == 200
    assert client.get("/e/", {"code": "???"}).status_code == 400
    assert "«\u202f???\u202f»" in client.get("/e/", {"code": "???"}).content.decode()
    shown = client.get("/e/", {"code": "<b>"}, follow=True).content.decode()
    assert "<b>b" not in shown
    long = client.get("/e/", {"code": "x" * 3000}, follow=True)
    assert long.status_code == 404


def test_every_code_that_is_made_is_legible_and_every_slip_is_near() -> None:
    code = paper_codes.unused()

    assert len(code) == paper_codes.LENGTH
    assert set(code) <= set(paper_codes.LEGIBLE)
    assert paper_codes.read(code) == code
    near = paper_codes.one_sign_away(code)
    assert code not in near
    assert all(code in paper_codes.one_sign_away(one) for one in near)
    assert len(near) <= 6 * 30 + 5


def test_a_wrong_code_takes_two_queries(
    client: Client, paper: Edition, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(2):
        client.get("/e/zzzzzz/")
    with django_assert_max_num_queries(1):
        client.get("/e/pas-un-code/")
