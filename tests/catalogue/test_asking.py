"""Searching and filtering the catalogue: what a visitor asks by address, and what comes back."""

import re
from urllib.parse import quote

import pytest
from django.http import QueryDict
from django.test import Client
from django.utils.html import escape

from catalogue.views import query
from tests import factories
from tests.catalogue.page_text import PageText

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def programmes() -> None:
    factories.published(
        factories.bare_sheet(
            slug="ndrc",
            short_title="BTS NDRC",
            full_title="Négociation et digitalisation de la relation client",
            kind="bts",
            level=5,
            delivery_mode="on_site",
        )
    )
    factories.published(
        factories.bare_sheet(
            slug="cap", short_title="CAP Cuisine", full_title="Cœur de gamme", kind="cap", level=3
        )
    )


def read(client: Client, query: str) -> tuple[int, str, list[str]]:
    response = client.get(f"/?{query}")
    page = PageText(response.content.decode())
    titles = re.findall(r"<h3>.*?</h3>", response.content.decode(), re.DOTALL)
    return (
        response.status_code,
        re.sub(r"\s+", " ", page.text),
        [" ".join(PageText(title).text.split()) for title in titles],
    )


def test_a_search_keeps_what_was_typed_and_shows_how_many_it_found(client: Client) -> None:
    status, text, titles = read(client, "q=negociation++Client")

    assert status == 200
    assert titles == ["BTS NDRC Négociation et digitalisation de la relation client"]
    assert "1 formation " in text
    assert 'value="negociation Client"' in client.get("/?q=negociation++Client").content.decode()


def test_what_narrows_the_results_can_be_taken_away_one_by_one(client: Client) -> None:
    links = PageText(client.get("/?q=client&niveau=5").content.decode()).links

    assert "/?niveau=5" in links  # without the words
    assert "/?q=client" in links  # without the level
    assert "/" in links  # all


def test_an_empty_answer_helps(client: Client) -> None:
    _, text, titles = read(client, "q=plomberie")

    assert titles == []
    assert "Aucune formation" in text
    assert "Rien ne correspond à « plomberie »." in text
    assert "parcourez les 2 formations" in text


def test_a_filter_shows_the_count_of_what_it_would_leave(client: Client) -> None:
    _, everything, _ = read(client, "")
    assert "Niveau 3 (CAP) 1 formation" in everything.replace("\u202f", " ")
    assert "Niveau 5 (bac + 2) 1 formation" in everything.replace("\u202f", " ")

    _, one, _ = read(client, "q=relation")
    assert "Filtrer" not in one  # there is nothing left to narrow


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("niveau=99", "« 99 » : pas dans ce catalogue"),
        ("niveau=5&niveau=99", "« 99 » : pas dans ce catalogue"),
        ("mode=loin", "« loin » : pas dans ce catalogue"),
        ("financement=%25", "« % » : pas dans ce catalogue"),
        ("lieu=<script>", "pas dans ce catalogue"),
        ("tri=hasard", "« hasard » : cet ordre n’existe pas"),
        ("tri=titre&tri=niveau", "Donné plusieurs fois"),
        ("q=a&q=b", "Donné plusieurs fois"),
        ("q=" + "mot".join(f"{n}+" for n in range(500)), "Cette recherche est trop longue"),
        ("q=" + "x" * 201, "Cette recherche est trop longue"),
        ("page=2", "Il n’y a pas de page 2 : voici la dernière."),
    ],
)
def test_what_is_not_understood_is_said_beside_sensible_results(
    client: Client, query: str, sentence: str
) -> None:
    status, text, titles = read(client, query)

    assert status == 400
    assert sentence in text.replace("\u202f", " ")
    assert titles


@pytest.mark.parametrize("wild", ["100%", "' OR 1=1 --", "é" * 100, "<b>", "œ", "100_"])
def test_no_search_is_a_pattern_or_a_fault(client: Client, wild: str) -> None:
    status, _, titles = read(client, f"q={quote(wild)}")

    assert status == 200
    assert titles == []


@pytest.mark.parametrize("typed", ["%", "_", "\\", "'", "…", "—", "🎓", "\u200b", "« »"])
def test_what_holds_no_word_is_said_and_stays_in_the_box(client: Client, typed: str) -> None:
    status, text, titles = read(client, f"q=+{quote(typed)}")

    assert status == 400
    assert "aucun mot à chercher" in text
    assert len(titles) == 2
    html = client.get(f"/?q={quote(typed)}").content.decode()
    assert f'value="{escape(typed)}"' in html


def test_a_misspelt_word_is_asked_about_with_its_results(client: Client) -> None:
    status, text, titles = read(client, "q=negosiation+client&mode=on_site")

    assert status == 200
    assert "Vouliez-vous dire négociation client" in text.replace("\u202f", " ")
    assert titles == ["BTS NDRC Négociation et digitalisation de la relation client"]
    links = PageText(client.get("/?q=negosiation+client&mode=on_site").content.decode()).links
    assert "/?q=n%C3%A9gociation+client&mode=on_site" in links


def test_an_empty_answer_names_the_filter_to_drop(client: Client) -> None:
    _, text, titles = read(client, "q=cuisine&niveau=5")
    links = PageText(client.get("/?q=cuisine&niveau=5").content.decode()).links

    assert titles == []
    assert "Sans le filtre Niveau : 1 formation" in text.replace("\u202f", " ")
    assert "/?q=cuisine" in links


def test_an_empty_answer_shows_the_nearest(client: Client) -> None:
    _, text, titles = read(client, "q=plomberie+relation+client")

    assert "Aucune formation" in text
    assert "Le plus proche de votre recherche" in text
    assert titles == ["BTS NDRC Négociation et digitalisation de la relation client"]


def test_the_order_by_results_comes_with_its_warning(client: Client) -> None:
    warning = "Sur un petit effectif, un taux ne classe rien"

    assert warning in read(client, "tri=reussite")[1]
    assert warning not in read(client, "tri=titre")[1]


def test_without_words_the_order_is_that_of_levels(client: Client) -> None:
    _, _, titles = read(client, "")

    assert titles[0] == "CAP Cuisine Cœur de gamme"
    assert read(client, "tri=titre")[2][0].startswith("BTS")
    assert "/?tri=titre" in PageText(client.get("/").content.decode()).links
    assert "/?q=de&tri=niveau" in PageText(client.get("/?q=de").content.decode()).links


@pytest.mark.parametrize(
    "query", ["q=", "niveau=5&q=client&tri=niveau", "page=1", "utm_source=salon", "q=&page="]
)
def test_an_address_that_can_be_read_gets_no_reproach(client: Client, query: str) -> None:
    assert client.get(f"/?{query}").status_code == 200


def test_one_search_has_one_address(client: Client) -> None:
    html = client.get("/?tri=niveau&niveau=5&q=+client+&niveau=3").content.decode()

    assert '/?q=client&amp;niveau=3&amp;niveau=5">' in html  # whatever its order


def test_a_programme_opened_from_results_leads_back_to_them(client: Client) -> None:
    results = PageText(client.get("/?q=client&niveau=5").content.decode()).links
    opened = next(link for link in results if link.startswith("/formations/ndrc/"))

    page = PageText(client.get(opened).content.decode())

    assert "/?q=client&niveau=5" in page.links
    assert "Vos résultats" in page.text


def test_without_results_the_way_back_is_the_catalogue(client: Client) -> None:
    assert "Vos résultats" not in client.get("/formations/ndrc/").content.decode()


@pytest.mark.parametrize(
    ("depuis", "back"),
    [
        ("q=client", "?q=client"),
        ("q=<script>", "?q=%3Cscript%3E"),
        ("//evil.example", ""),
        ("javascript:alert(1)", ""),
        ("autre=1", ""),
        ("", ""),
    ],
)
def test_the_way_back_stays_in_the_catalogue(depuis: str, back: str) -> None:
    assert query.way_back(QueryDict(f"depuis={quote(depuis)}")) == back
