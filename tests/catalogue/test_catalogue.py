"""The catalogue: what a visitor finds on `/`."""

import re

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from catalogue.life import publishing
from tests import factories
from tests.catalogue.page_text import PageText

pytestmark = pytest.mark.django_db

QUERIES = 5  # the state of the catalogue (2), its rows, the cards of a page, the centre
AGAIN = 2  # the state of the catalogue


def read(client: Client, address: str = "/") -> str:
    response = client.get(address)
    assert response.status_code == 200
    return re.sub(r"\s+", " ", PageText(response.content.decode()).text)


def headings(client: Client, address: str = "/") -> list[str]:
    html = client.get(address).content.decode()
    return [
        " ".join(PageText(heading).text.split())
        for heading in re.findall(r"<h3>.*?</h3>", html, re.DOTALL)
    ]


def test_an_empty_catalogue_says_so(client: Client) -> None:
    assert "Aucune formation n’est publiée pour le moment." in read(client)


def test_a_card_gives_titles_and_facts(client: Client) -> None:
    factories.published(factories.example_sheet(**factories.ONE_WEEK))

    text = read(client)

    assert "BTS NDRC Négociation et digitalisation de la relation client" in text
    assert "Diplôme d’État" in text
    assert "Niveau 5 (bac + 2)" in text
    assert "Durée 1 350 h" in text
    assert "Rythme 2 jours par semaine" in text
    assert "Mode en présentiel" in text
    assert "Rentrée 7 septembre 2026" in text or "Rentrée septembre, dates à venir" in text
    assert "/formations/bts-ndrc/" in PageText(client.get("/").content.decode()).links


def test_a_card_gives_the_latest_pass_rate_with_its_cohort(client: Client) -> None:
    figure = factories.key_figure
    known = [figure(year=2023, value="92.90", n=14), figure(year=2024, value="78.60", n=14)]
    unknown = [figure(year=2024, value="100.00", n=None)]
    factories.published(factories.bare_sheet(slug="a", short_title="A", key_figures=known))
    factories.published(factories.bare_sheet(slug="b", short_title="B", key_figures=unknown))

    text = read(client)

    assert "Réussite 78,6 % en 2024 effectif : 14" in text
    assert "Réussite 100 % en 2024 effectif non communiqué" in text


@time_machine.travel("2026-01-15")
def test_a_card_says_where_what_it_costs_and_where_applications_stand(client: Client) -> None:
    there = {**factories.site("Campus", "1 rue de l’Exemple"), "postcode": "47000", "town": "Agen"}
    sheet = factories.example_sheet()
    centre = sheet.centre.model_dump(mode="json") | {"sites": [there]}
    start = sheet.model_dump(mode="json")["intakes"][0] | {
        "site": "Campus", "starts_on": "2026-09-07", "ends_on": None, "state": "open",
        "applications_open_on": "2026-01-05", "applications_close_on": "2026-06-30",
    }  # fmt: skip
    lines = [
        row | {"site": None, "intake": None}
        for row in sheet.model_dump(mode="json")["funding_options"]
    ]
    factories.published(
        factories.example_sheet(centre=centre, intakes=[start], funding_options=lines)
    )

    text = read(client)

    assert "Lieu Agen" in text
    assert "Rentrée 7 septembre 2026, candidatures ouvertes jusqu’au 30 juin 2026" in text
    assert "Coût 0 € pour vous, sous contrat" in text
    assert "<title>Formations en alternance à Agen" in client.get("/").content.decode()


@pytest.mark.parametrize(
    ("day", "cost"), [("2026-09-07", "900 € pour la formation"), ("2026-09-08", "non communiqué")]
)
def test_a_card_drops_the_price_of_a_session_that_has_begun(
    client: Client, day: str, cost: str
) -> None:
    scheme = {
        "code": "p", "name": "Financement personnel", "former_name": "", "public_concerned": "",
        "is_work_study": False, "url": "",
    }  # fmt: skip
    start = {
        "starts_on": "2026-09-07", "ends_on": None, "places": None, "site": None,
        "applications_open_on": None, "applications_close_on": None, "state": "open",
        **factories.AS_PROGRAMME,
    }  # fmt: skip
    price = {
        "scheme": scheme, **factories.UNPRICED, "publics": ["all"], "intake": "2026-09-07",
        "amount": "900", "basis": "course",
    }  # fmt: skip
    factories.published(factories.bare_sheet(intakes=[start], funding_options=[price]))

    with time_machine.travel(day):
        assert f"Coût {cost}" in read(client)


@time_machine.travel("2027-01-15")
def test_a_card_gives_the_next_intake_not_a_past_one(client: Client) -> None:
    for slug, starts in (("a", ["2026-09-07", "2027-09-06"]), ("b", ["2026-09-07"])):
        intakes = [
            {
                "starts_on": start,
                "ends_on": None,
                "places": None,
                "site": None,
                "applications_open_on": None,
                "applications_close_on": None,
                "state": "open",
                **factories.AS_PROGRAMME,
            }
            for start in starts
        ]
        factories.published(factories.bare_sheet(slug=slug, start_month=9, intakes=intakes))

    text = read(client)

    assert "Session 6 septembre 2027" in text
    assert "Session septembre, dates à venir" in text


def test_a_card_says_what_is_not_known(client: Client) -> None:
    factories.published(factories.bare_sheet(kind="bts"))

    text = read(client)

    for label in ("Niveau", "Durée", "Rythme", "Mode", "Rentrée", "Réussite"):
        assert f"{label} non communiqué" in text


def test_only_what_is_online_is_listed(client: Client) -> None:
    factories.published(current=False)
    factories.ProgrammeFactory.create(short_title="Brouillon")

    assert headings(client) == []


@pytest.mark.parametrize(
    ("levels", "title"),
    [
        ([5], "Formations de niveau 5"),
        ([3, 7], "Formations du niveau 3 au niveau 7"),
        ([1, 8], "Formations du niveau 1 au niveau 8"),
        ([None], "Formations"),
        ([2], "Formations de niveau 2"),
    ],
)
def test_the_title_says_the_levels_present(
    client: Client, levels: list[int | None], title: str
) -> None:
    for number, level in enumerate(levels):
        factories.published(factories.example_sheet(slug=f"f-{number}", level=level))

    h1 = re.search(r"<h1>.*?</h1>", client.get("/").content.decode(), re.DOTALL)

    assert h1
    assert " ".join(PageText(h1[0]).text.split()) == title


def test_cards_are_sorted_as_french_people_sort(client: Client) -> None:
    for slug, title in (("z", "Zoo"), ("e", "École"), ("f", "Forge")):
        factories.published(factories.bare_sheet(slug=slug, short_title=title))

    assert [heading.split()[0] for heading in headings(client)] == ["École", "Forge", "Zoo"]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("", "Filtrer"),
        ("?q=negociation", "Filtrer"),
        ("?q=negociation&niveau=5", "Filtrer · 1 filtre choisi"),
        ("?niveau=5&niveau=3&financement=apprentissage", "Filtrer · 3 filtres choisis"),
        ("?niveau=5&niveau=5&tri=duree", "Filtrer · 1 filtre choisi"),
    ],
)
def test_filters_stay_folded_and_say_how_many_are_chosen(
    client: Client, asked: str, said: str
) -> None:
    factories.published_in_numbers(5)

    html = client.get(f"/{asked}").content.decode()

    attributes, summary = re.findall(
        r"<details([^>]*)>\s*<summary>(.*?)</summary>", html, re.DOTALL
    )[0]
    assert "open" not in attributes
    assert " ".join(PageText(summary).text.split()) == said


def test_pages_hold_twenty_four_cards(client: Client) -> None:
    factories.published_in_numbers(49)

    pages = [headings(client, address) for address in ("/", "/?page=2", "/?page=3")]

    assert [len(page) for page in pages] == [24, 24, 1]
    assert len({heading for page in pages for heading in page}) == 49
    assert "49 formations" in read(client)
    assert "Page 2 sur 3" in read(client, "/?page=2")
    links = PageText(client.get("/?page=2").content.decode()).links
    assert {"/", "/?page=3"} <= set(links)


@pytest.mark.parametrize(
    "query",
    [
        "page=3", "page=999999", "page=99999999999999999999", "page=0", "page=-1",
        "page=01", "page=1.5", "page=deux", "page=1&page=2", "page=%2B1", "page=²", "page=١",
    ],
)  # fmt: skip
def test_a_page_that_does_not_exist_is_an_error_beside_results(client: Client, query: str) -> None:
    factories.published_in_numbers(25)

    response = client.get(f"/?{query}")

    html = response.content.decode()
    assert response.status_code == 400
    assert "Une partie de votre demande n’a pas été comprise." in html
    assert re.findall(r"<h3>", html)
    assert "no-store" in response["Cache-Control"]


def test_other_parameters_change_nothing(client: Client) -> None:
    factories.published()

    assert len(headings(client, "/?utm_source=salon")) == 1


@pytest.mark.parametrize("count", [1, 20, 30])
def test_the_list_takes_as_many_queries_whatever_its_length(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    factories.published_in_numbers(count)

    with django_assert_num_queries(QUERIES):
        client.get("/")
    with django_assert_num_queries(AGAIN):
        client.get("/")
    with django_assert_num_queries(AGAIN + 2):
        client.get("/?q=titre")


@pytest.mark.parametrize("event", ["publish", "withdraw", "archive", "centre"])
def test_what_is_kept_in_memory_follows_at_once(client: Client, event: str) -> None:
    programme = factories.ProgrammeFactory.create(described=True, slug="bts", short_title="BTS")
    publishing.publish(programme, None)
    assert headings(client) == ["BTS Formation d’exemple"]

    match event:
        case "publish":
            programme.short_title = "BUT"
            programme.save()
            publishing.publish(programme, None)
            assert headings(client) == ["BUT Formation d’exemple"]
        case "withdraw":
            publishing.withdraw(programme)
            assert headings(client) == []
        case "archive":
            publishing.archive(programme)
            assert headings(client) == []
        case "centre":
            programme.centre.academy = "Bordeaux"
            programme.centre.save()
            assert "de l’académie de Bordeaux" in read(client)


def test_the_list_never_opens_a_sheet(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    factories.published()

    with django_assert_num_queries(QUERIES) as captured:
        client.get("/")

    assert not [query for query in captured.captured_queries if '"sheet"' in query["sql"]]


def test_an_unchanged_list_is_not_sent_again(client: Client) -> None:
    factories.published()
    tag = client.get("/")["ETag"]

    assert client.get("/", headers={"if-none-match": tag}).status_code == 304

    factories.published(factories.bare_sheet())

    assert client.get("/", headers={"if-none-match": tag}).status_code == 200


def test_the_foot_identifies_the_centre(client: Client) -> None:
    factories.TrainingCentreFactory.create(identified=True)

    text = read(client)

    assert "SIRET 356 000 000 00048." in text
    assert (
        "Enregistré sous le numéro 11780000078. Cet enregistrement ne vaut pas agrément de l’État."
    ) in text


def test_the_foot_says_what_the_centre_did_not_communicate(client: Client) -> None:
    factories.TrainingCentreFactory.create(nda="11780000078", legal_name="Association")

    assert (
        "SIRET et certificat Qualiopi\u202f: non communiqués." in client.get("/").content.decode()
    )


def test_without_any_centre_the_list_still_answers(client: Client) -> None:
    assert "Catalogue des formations du centre." in read(client)


def test_the_list_is_read_only(client: Client) -> None:
    response = Client(enforce_csrf_checks=True).post("/")

    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD"
    assert "Cette page se lit seulement" in response.content.decode()
    assert "no-store" in response["Cache-Control"]
