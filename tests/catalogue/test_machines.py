"""The site map, the rules for robots, the web manifest, and what sharing an address shows."""

import json
from datetime import datetime
from xml.etree import ElementTree as ET

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from catalogue.life import publishing
from catalogue.server import caching
from catalogue.views import machines
from programmes.models import Edition
from tests import factories

pytestmark = pytest.mark.django_db

SITE = "https://formations.exemple.fr"
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
STANDING = [
    f"{SITE}/",
    f"{SITE}/mentions-legales/",
    f"{SITE}/donnees-personnelles/",
    f"{SITE}/accessibilite/",
]


@pytest.fixture(autouse=True)
def public_address(settings: Settings) -> None:
    settings.SITE_URL = SITE


def tree(client: Client, address: str = "/sitemap.xml") -> ET.Element:
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/xml; charset=utf-8"
    return ET.fromstring(response.content)  # noqa: S314 -- our own answer


def dates(client: Client, address: str = "/sitemap.xml") -> dict[str, str | None]:
    """Each address with the date of its last change."""
    return {
        item.findtext("s:loc", "", NAMES): item.findtext("s:lastmod", None, NAMES)
        for item in tree(client, address)
    }


def test_the_site_map_lists_the_pages_that_always_are(client: Client) -> None:
    assert dates(client) == dict.fromkeys(STANDING)
    assert tree(client).tag == f"{{{NAMES['s']}}}urlset"


def test_a_programme_is_listed_with_the_moment_of_its_publication(client: Client) -> None:
    factories.published()

    changed = dates(client)[f"{SITE}/formations/bts-ndrc/"]

    assert changed
    assert datetime.fromisoformat(changed) == factories.PUBLISHED_AT


def test_the_site_map_follows_publishing_and_withdrawing(client: Client) -> None:
    programme = factories.ProgrammeFactory.create(slug="essai")
    address = f"{SITE}/formations/essai/"

    assert address not in dates(client)

    publishing.publish(programme, None)
    programme.full_title = "Autre titre"
    programme.save()
    edition = publishing.publish(programme, None)

    assert dates(client)[address] == moment(edition)

    publishing.withdraw(programme)

    assert address not in dates(client)


def moment(edition: Edition) -> str:
    assert edition.published_at
    return timezone.localtime(edition.published_at).isoformat(timespec="seconds")


def test_editions_that_are_not_current_are_not_listed(client: Client) -> None:
    factories.published(current=False)

    assert list(dates(client)) == STANDING


def test_addresses_never_come_from_the_request(client: Client) -> None:
    response = client.get("/sitemap.xml", headers={"host": "localhost"})

    assert b"localhost" not in response.content


@pytest.mark.parametrize("count", [0, 1, 30])
def test_the_site_map_takes_one_query(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    factories.published_in_numbers(count)

    with django_assert_num_queries(1):
        client.get("/sitemap.xml")


def test_beyond_the_limit_an_index_leads_to_every_page(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machines, "PAGES_PER_FILE", 4)
    factories.published_in_numbers(5)

    index = dates(client)
    pages = [page for part in index for page in dates(client, part.removeprefix(SITE))]

    assert tree(client).tag == f"{{{NAMES['s']}}}sitemapindex"
    assert list(index) == [f"{SITE}/sitemap-{number}.xml" for number in (1, 2, 3)]
    assert next(iter(index.values())) is None  # standing pages, whose last change has no date
    assert all(list(index.values())[1:])
    assert len(pages) == len(set(pages)) == 9
    assert pages[:4] == STANDING


@pytest.mark.parametrize("address", ["/sitemap-0.xml", "/sitemap-2.xml", "/sitemap-99999999.xml"])
def test_a_part_that_does_not_exist_is_not_found(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_robots_may_read_all_but_the_admin(client: Client) -> None:
    response = client.get("/robots.txt")

    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode().splitlines() == [
        "User-agent: *",
        "Disallow: /admin/",
        "",
        f"Sitemap: {SITE}/sitemap.xml",
    ]


def test_a_home_screen_shows_the_centre_and_its_mark(client: Client) -> None:
    factories.TrainingCentreFactory(name='L’école & "Co"\nsuite')

    response = client.get("/site.webmanifest")
    document = json.loads(response.content)

    assert response["Content-Type"] == "application/manifest+json; charset=utf-8"
    assert document["name"] == 'L’école & "Co"\nsuite'
    assert document["lang"] == "fr"
    assert document["start_url"] == "/"
    assert {icon["type"] for icon in document["icons"]} == {"image/png"}
    assert document["icons"][0]["src"].startswith("/icone-")


def test_without_any_centre_the_manifest_has_a_name(client: Client) -> None:
    assert json.loads(client.get("/site.webmanifest").content)["name"] == "Formations"


@pytest.mark.parametrize(
    ("address", "queries"),
    [("/sitemap.xml", 1), ("/sitemap-1.xml", 1), ("/robots.txt", 0), ("/site.webmanifest", 1)],
)
def test_what_programs_read_is_cached_and_sets_no_cookie(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, address: str, queries: int
) -> None:
    factories.published()
    with django_assert_num_queries(queries):
        response = client.get(address)

    assert response["Cache-Control"] == caching.PUBLIC
    assert not response.cookies
    known = {"if-none-match": response["ETag"]}
    assert client.get(address, headers=known).status_code == 304
    assert client.post(address).status_code == 405


def shared(**context: str) -> str:
    return render_to_string("components/open_graph.html", context)


def test_a_shared_address_shows_title_lead_and_picture() -> None:
    html = shared(
        title="BTS NDRC – Négociation",
        description="Vendre, bien.",
        url=f"{SITE}/formations/bts-ndrc/",
        site="CFA de l'Exemple",
        image=f"{SITE}/formations/bts-ndrc/image.png",
    )

    for line in (
        '<meta property="og:title" content="BTS NDRC – Négociation">',
        '<meta property="og:description" content="Vendre, bien.">',
        f'<meta property="og:url" content="{SITE}/formations/bts-ndrc/">',
        '<meta property="og:type" content="website">',
        '<meta property="og:locale" content="fr_FR">',
        '<meta property="og:site_name" content="CFA de l’Exemple">',
        f'<meta property="og:image" content="{SITE}/formations/bts-ndrc/image.png">',
        '<meta property="og:image:width" content="1200">',
        '<meta property="og:image:height" content="630">',
        '<meta property="og:image:alt" content="BTS NDRC – Négociation, CFA de l’Exemple">',
        '<meta name="twitter:card" content="summary_large_image">',
    ):
        assert line in html


def test_without_picture_nor_lead_none_is_announced() -> None:
    html = shared(title="Formations", url=f"{SITE}/", site="", description="", image="")

    assert "og:image" not in html
    assert "og:description" not in html
    assert "og:site_name" not in html
    assert '<meta name="twitter:card" content="summary">' in html


def test_a_hostile_title_stays_in_its_attribute() -> None:
    html = shared(title="L'école & Co <b>\"\nsuite", url=SITE, site="", description="", image="")

    assert 'content="L’école &amp; Co &lt;b&gt;&quot;\nsuite"' in html
