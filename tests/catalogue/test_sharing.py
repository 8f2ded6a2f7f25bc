"""What a tab, a message and a search engine show of a page: titles, pictures, what is listed."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from catalogue import wording
from catalogue.outputs.picture.card import catalogue_words
from catalogue.outputs.picture.mark import SIZES, letters, mark
from catalogue.server import caching
from catalogue.views import picture as view
from catalogue.views import public
from programmes.models import TrainingCentre
from tests import factories
from tests.catalogue.linked_data import graph_in, kinds, unknown_terms, values
from tests.catalogue.outputs.test_linked_data import intake
from tests.seeded import seeded

SITE = "https://formations.exemple.fr"
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture(autouse=True)
def public_address(settings: Settings) -> None:
    settings.SITE_URL = SITE
    public.forget()


def head(html: str, name: str) -> str:
    """A meta of the head, or the canonical address."""
    found = re.search(
        rf'<(?:meta (?:name|property)|link rel)="{name}" (?:content|href)="(.*?)"', html
    )
    return found[1] if found else ""


def title(html: str) -> str:
    (found,) = re.findall(r"<title>(.*?)</title>", html, re.DOTALL)
    return " ".join(found.split())


# --- Titles


def at(*towns: str, **changes: Any) -> dict[str, Any]:
    """A centre with a site in each town; a session takes place in each that has a name."""
    sites = [
        factories.site(f"Site {place}", "1 rue de l’Exemple") | {"town": town}
        for place, town in enumerate(towns)
    ]
    centre = factories.bare_sheet().centre.model_dump() | {"sites": sites}
    return {"centre": centre, "short_title": "BTS NDRC", "full_title": "Négociation", **changes}


def held(*sites: int) -> list[dict[str, Any]]:
    return [intake("2026-09-07", site=f"Site {place}") for place in sites]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (at("Agen", work_study="possible"), "BTS NDRC en alternance à Agen, Négociation"),
        (at("Agen", work_study="no"), "BTS NDRC à Agen, Négociation"),
        (at("Agen"), "BTS NDRC à Agen, Négociation"),
        (at(""), "BTS NDRC, Négociation"),
        (at("Agen", "Pau"), "BTS NDRC, Négociation"),
        (at("Agen", "Pau", intakes=held(1)), "BTS NDRC à Pau, Négociation"),
        (at("Agen", "Pau", intakes=held(1, 0)), "BTS NDRC à Agen et à Pau, Négociation"),
        (at("Agen", "", intakes=held(1)), "BTS NDRC, Négociation"),
        (at("A", "B", "C", "D", intakes=held(0, 1, 2, 3)), "BTS NDRC, Négociation"),
        (at("Le Mans"), "BTS NDRC au Mans, Négociation"),
        (at("Les Ulis"), "BTS NDRC aux Ulis, Négociation"),
        (at("La Rochelle"), "BTS NDRC à La Rochelle, Négociation"),
        (at("Agen", delivery_mode="distance"), "BTS NDRC, Négociation"),
        (at("Agen", full_title=""), "BTS NDRC à Agen"),
    ],
)
def test_a_title_says_alternance_and_town_where_they_are_stated(
    changes: dict[str, Any], said: str
) -> None:
    assert wording.page_title(factories.bare_sheet(**changes)) == said


@pytest.mark.django_db
def test_the_tab_and_a_message_show_the_same_title(client: Client) -> None:
    factories.published(factories.bare_sheet(**at("Agen", work_study="required", slug="ndrc")))

    html = client.get("/formations/ndrc/").content.decode()

    assert title(html) == "BTS NDRC en alternance à Agen, Négociation – CFA de l’Exemple"
    assert head(html, "og:title") == "BTS NDRC en alternance à Agen, Négociation"
    assert head(html, "og:image:alt").startswith("BTS NDRC en alternance à Agen")


# --- The catalogue: what it is called, what is listed


@pytest.mark.django_db
def test_the_catalogue_has_a_description_and_a_picture(client: Client) -> None:
    factories.TrainingCentreFactory(name="CFA de l'Exemple")
    for level in (3, 6):
        factories.published(factories.bare_sheet(slug=f"n{level}", level=level))

    html = client.get("/").content.decode()

    assert head(html, "description") == (
        "2\u00a0formations du niveau\u00a03 au niveau\u00a06, CFA de l’Exemple\u202f: "
        "qui peut entrer, durée, rythme, résultats et financement de chacune."
    )
    assert head(html, "og:description") == head(html, "description")
    assert head(html, "og:image") == f"{SITE}/image.png"


def test_without_any_programme_the_description_promises_nothing() -> None:
    assert wording.catalogue_description("CFA", 0, "") == "Formations, CFA."
    assert wording.catalogue_description("", 1, "").startswith("1\u00a0formation\u202f:")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "is_listed", "canonical"),
    [
        ("", True, ""),
        ("?niveau=5", True, "?niveau=5"),
        ("?mode=on_site", True, "?mode=on_site"),
        ("?page=1", True, ""),
        ("?utm_source=salon", True, ""),
        ("?niveau=5&niveau=3", False, "?niveau=3&amp;niveau=5"),
        ("?niveau=5&mode=on_site", False, "?niveau=5&amp;mode=on_site"),
        ("?tri=niveau", False, ""),
        ("?niveau=5&tri=duree", False, "?niveau=5"),
        ("?q=client", False, "?q=client"),
        ("?niveau=99", False, ""),
    ],
)
def test_orders_and_combinations_are_not_listed(
    client: Client, query: str, is_listed: bool, canonical: str
) -> None:
    for level in (3, 5):
        row = factories.bare_sheet(slug=f"n{level}", level=level, delivery_mode="on_site")
        factories.published(row)

    html = client.get(f"/{query}").content.decode()

    assert (head(html, "robots") == "") is is_listed
    assert head(html, "canonical") == f"{SITE}/{canonical}"
    assert bool(graph_in(html)) is is_listed


@pytest.mark.django_db
def test_each_listed_page_has_its_own_title(client: Client) -> None:
    factories.published(factories.example_sheet(level=5))
    factories.published(factories.bare_sheet(slug="autre", level=3))

    titles = {title(client.get(f"/{query}").content.decode()) for query in ("", "?niveau=5")}

    assert len(titles) == 2
    assert any("Niveau 5" in one.replace("\u00a0", " ") for one in titles)


@pytest.mark.django_db
def test_from_three_programmes_the_catalogue_is_a_list(client: Client) -> None:
    factories.published_in_numbers(2)
    assert kinds(graph_in(client.get("/").content.decode())) == {"EducationalOrganization"}

    factories.published(factories.bare_sheet(slug="zoo", short_title="Zoo", full_title="L'élevage"))
    graph = graph_in(client.get("/").content.decode())

    assert "ItemList" in kinds(graph)
    assert values(graph, "ListItem", "position") == ["1", "2", "3"]
    assert f"{SITE}/formations/zoo/" in values(graph, "ListItem", "url")
    assert "Zoo L’élevage" in values(graph, "ListItem", "name")


@pytest.mark.django_db
def test_the_places_of_a_list_go_on_from_page_to_page(client: Client) -> None:
    factories.published_in_numbers(28)

    graph = graph_in(client.get("/?page=2").content.decode())

    assert values(graph, "ListItem", "position") == ["25", "26", "27", "28"]


# --- A programme's page


@pytest.mark.django_db
def test_the_page_of_the_seed_states_what_it_says(client: Client) -> None:
    seeded()

    graph = graph_in(client.get("/formations/bts-ndrc/").content.decode())

    assert unknown_terms(graph) == set()
    assert kinds(graph) >= {"WorkBasedProgram", "Course", "BreadcrumbList"}
    assert values(graph, "Offer", "price") == ["0", "0"]
    assert values(graph, "WorkBasedProgram", "image") == [f"{SITE}/formations/bts-ndrc/image.png"]


@pytest.mark.django_db
def test_a_session_that_has_begun_goes_from_the_statements_as_from_the_page(
    client: Client,
) -> None:
    factories.published(factories.bare_sheet(slug="a", intakes=[intake("2026-09-07")]))

    def stated(day: str) -> list[str]:
        with time_machine.travel(f"{day}T12:00:00+02:00"):
            html = client.get("/formations/a/").content.decode()
        return values(graph_in(html), "CourseInstance", "startDate")

    assert stated("2026-09-07") == ["2026-09-07"]
    assert stated("2026-09-08") == []


def test_a_preview_states_nothing_to_search_engines() -> None:
    from catalogue.views.versions import Banner, Version, page

    version = Version(factories.example_sheet(), None, factories.PUBLISHED_AT.date())

    html = page(version, Banner("Brouillon", ""), None, paper_address="", files="")

    assert head(html, "robots") == "noindex"
    assert not graph_in(html)


# --- The mark, and the picture of the catalogue


@pytest.mark.parametrize(
    ("centre", "said"),
    [
        ("Sud Management", "SM"),
        ("CFA de l’Exemple", "E"),
        ("CFA d'Agen", "A"),
        ("Pôle formation des métiers de la santé", "PFM"),
        ("École 42", "É"),
        ("CFA", ""),
        ("漢字 😀", ""),
        ("", ""),
    ],
)
def test_a_mark_has_the_initials_of_the_centre(centre: str, said: str) -> None:
    assert letters(centre) == said


@pytest.mark.parametrize("centre", ["Sud Management", "W W W", ""])
def test_a_mark_has_the_size_that_is_asked_for(centre: str) -> None:
    content = mark(centre, 180)

    assert content.startswith(PNG)
    assert int.from_bytes(content[16:20]) == int.from_bytes(content[20:24]) == 180


def test_the_picture_of_the_catalogue_says_what_is_known() -> None:
    said = catalogue_words("CFA de l'Exemple", 8, 2, "du niveau 3 au niveau 6")

    assert (said["centre"], said["acronym"]) == ("CFA de l’Exemple", "Formations")
    assert said["title"].replace("\u00a0", " ") == "du niveau 3 au niveau 6"
    assert said["figures"] == [
        {"value": "8", "label": "formations"},
        {"value": "2", "label": "en alternance"},
    ]
    assert catalogue_words("", 0, 0, "") == {
        "centre": "", "kind": "", "acronym": "", "title": "Formations", "figures": [],
    }  # fmt: skip


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path) -> list[Any]:
    """What had to be drawn; a stand-in draws it."""
    asked: list[Any] = []

    def stand_in(*said: Any) -> bytes:
        asked.append(said)
        return PNG + repr(said).encode()

    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(view, "picture_of_all", stand_in)
    monkeypatch.setattr(view, "mark", stand_in)
    return asked


@pytest.mark.django_db
@pytest.mark.parametrize(("address", "queries"), [("/image.png", 2), ("/icone-180.png", 1)])
def test_each_is_drawn_once_for_what_it_says(
    client: Client,
    drawn: list[Any],
    django_assert_num_queries: DjangoAssertNumQueries,
    address: str,
    queries: int,
) -> None:
    factories.published(factories.example_sheet(level=5))

    with django_assert_num_queries(queries):
        first = client.get(address)
    again = client.get(address, headers={"if-none-match": first["ETag"]})
    TrainingCentre.objects.update(name="Autre nom")
    after = client.get(address, headers={"if-none-match": first["ETag"]})

    assert first["Content-Type"] == "image/png"
    assert first["Cache-Control"] == caching.PUBLIC
    assert not first.cookies
    assert (again.status_code, after.status_code) == (304, 200)
    assert [said[0] for said in drawn] == ["CFA de l’Exemple", "Autre nom"]


@pytest.mark.django_db
def test_the_picture_of_the_catalogue_follows_what_is_online(
    client: Client, drawn: list[Any]
) -> None:
    client.get("/image.png")
    factories.published(factories.bare_sheet(slug="a", level=4, work_study="required"))
    client.get("/image.png")
    factories.published(factories.bare_sheet(slug="b"))
    client.get("/image.png")

    assert [said[:-1] for said in drawn] == [
        ("", 0, 0, ""),
        ("CFA de l’Exemple", 1, 1, "de niveau 4"),
        ("CFA de l’Exemple", 2, 1, ""),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("size", [0, 1, 97, 100000, 10**20])
def test_no_other_size_is_drawn(client: Client, drawn: list[Any], size: int) -> None:
    assert client.get(f"/icone-{size}.png").status_code == 404
    assert drawn == []


@pytest.mark.django_db
def test_every_page_and_the_home_screen_show_the_mark(client: Client) -> None:
    for address in ("/", "/mentions-legales/", "/nulle-part/", "/admin/login/"):
        html = client.get(address).content.decode()
        assert '<link rel="icon" href="/icone-96.png" sizes="96x96">' in html, address
    assert '<link rel="apple-touch-icon" href="/icone-180.png">' in client.get("/").content.decode()
    icons = json.loads(client.get("/site.webmanifest").content)["icons"]
    assert [icon["src"] for icon in icons] == ["/icone-192.png", "/icone-512.png"]
    assert {192, 512, 96, 180} == set(SIZES)
