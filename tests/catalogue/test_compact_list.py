"""`?vue=liste`: one line a programme, by level, with the same words, filters, order and page."""

import re

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests import factories
from tests.catalogue.page_text import PageText, plain
from tests.catalogue.test_catalogue import QUERIES

pytestmark = pytest.mark.django_db


def html_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def lines(client: Client, address: str) -> list[str]:
    """The headings of groups and the titles of lines, in their order."""
    found = re.findall(r"(?s)<th scope=\"row(?:group)?\".*?</th>", html_of(client, address))
    return [" ".join(PageText(one).text.split()).replace("\u202f", " ") for one in found]


@pytest.fixture
def four() -> None:
    for slug, level, hours in (("d", 5, 10), ("c", 3, 30), ("b", 5, 5), ("a", None, None)):
        sheet = factories.bare_sheet(
            slug=slug, short_title=slug, full_title="Vente", level=level, hours=hours,
            kind="bts" if level else None,
        )  # fmt: skip
        factories.published(sheet)


LEVEL_5, LEVEL_3 = "Niveau 5 (bac + 2)", "Niveau 3 (CAP)"
REST = "Sans niveau, ou niveau non communiqué"


@pytest.mark.usefixtures("four")
@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("", [LEVEL_3, "c Vente", LEVEL_5, "b Vente", "d Vente", REST, "a Vente"]),
        ("&tri=duree", [LEVEL_3, "c Vente", LEVEL_5, "b Vente", "d Vente", REST, "a Vente"]),
        ("&q=vente&niveau=5", [LEVEL_5, "b Vente", "d Vente"]),
        ("&tri=titre&niveau=3", [LEVEL_3, "c Vente"]),
    ],
)
def test_lines_stand_by_level_and_in_the_order_asked_for(
    client: Client, asked: str, said: list[str]
) -> None:
    assert lines(client, f"/?vue=liste{asked}") == said


@pytest.mark.usefixtures("four")
@pytest.mark.parametrize("kept", ["", "q=vente", "niveau=5", "q=vente&niveau=5&tri=titre"])
def test_one_goes_from_cards_to_list_and_back_with_all_that_was_asked(
    client: Client, kept: str
) -> None:
    there = "&".join(filter(None, (kept, "vue=liste")))

    assert f"/?{there}" in PageText(html_of(client, f"/?{kept}")).links
    assert (f"/?{kept}" if kept else "/") in PageText(html_of(client, f"/?{there}")).links


def test_the_page_stays_the_same_and_pages_never_overlap(client: Client) -> None:
    factories.published_in_numbers(49)

    assert "/?vue=liste&page=2" in PageText(html_of(client, "/?page=2")).links
    pages = [lines(client, f"/?vue=liste&page={number}") for number in (1, 2, 3)]

    titles = [[one for one in page if not one.startswith("Niveau")] for page in pages]
    assert [len(page) for page in titles] == [24, 24, 1]
    assert len({one for page in titles for one in page}) == 49
    assert "/?vue=liste&page=3" in PageText(html_of(client, "/?vue=liste&page=2")).links


@pytest.mark.usefixtures("four")
def test_a_new_search_stays_in_the_list_and_the_way_back_leads_to_it(client: Client) -> None:
    html = html_of(client, "/?q=vente&vue=liste")

    assert '<input type="hidden" name="vue" value="liste" id="vue">' in html
    assert "/formations/b/?depuis=q%3Dvente%26vue%3Dliste" in html
    assert (
        "/?q=vente&vue=liste"
        in PageText(html_of(client, "/formations/b/?depuis=q%3Dvente%26vue%3Dliste")).links
    )


@pytest.mark.usefixtures("four")
def test_search_engines_are_led_to_the_cards(client: Client) -> None:
    html = html_of(client, "/?vue=liste&niveau=5")

    assert '<meta name="robots" content="noindex">' in html
    assert re.search(r'<link rel="canonical" href="[^"]*/\?niveau=5">', html)
    assert "noindex" not in html_of(client, "/?vue=cartes")


@pytest.mark.usefixtures("four")
@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("vue=tableau", "Affichage : « tableau » : cet affichage n’existe pas. Voici les cartes."),
        ("vue=LISTE", "« LISTE » : cet affichage n’existe pas."),
        ("vue=liste&vue=cartes", "Affichage : Donné plusieurs fois dans l’adresse"),
        ("vue=%C2%A0", "cet affichage n’existe pas."),
    ],
)
def test_another_view_is_an_error_beside_sensible_results(
    client: Client, asked: str, sentence: str
) -> None:
    response = client.get(f"/?{asked}")

    assert response.status_code == 400
    assert sentence in plain(response.content.decode())
    assert " Vente" in plain(response.content.decode())


@pytest.mark.usefixtures("four")
def test_two_lines_can_be_picked_and_compared(client: Client) -> None:
    html = html_of(client, "/?vue=liste")

    assert len(re.findall(r'name="f" value="[\w-]+" form="comparaison"', html)) == 4
    assert "Comparer b" in plain(html)
    assert 'id="comparaison"' in html


@time_machine.travel("2026-01-15")
def test_a_line_says_where_when_what_it_costs_and_the_result(client: Client) -> None:
    factories.published(factories.example_sheet(slug="a"))
    factories.published(factories.bare_sheet(slug="b"))

    text = plain(html_of(client, "/?vue=liste")).replace("\u202f", " ")

    assert "Lieu Campus du Nord et Campus du Sud" in text
    assert re.search(r"Début \d+(er)? \w+ 2026", text)
    assert "Coût 0 € sous contrat" in text
    assert "Réussite 78,6 % en 2024, effectif : 14" in text
    assert "Lieu non communiqué" in text
    assert "Au 15 janvier 2026." in text  # for paper


@pytest.mark.parametrize("count", [2, 30])
def test_a_list_takes_as_many_queries_as_cards(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    factories.published_in_numbers(count)

    with django_assert_num_queries(QUERIES):
        client.get("/?vue=liste")
