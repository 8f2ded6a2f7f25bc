"""Several centres on one site: one publishes it, each programme is its own centre's."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from catalogue.life import publishing
from catalogue.life.draft import write_sheet
from catalogue.life.publisher import publisher
from catalogue.life.transfer.file import NotASheet
from catalogue.life.transfer.receiving import receive
from catalogue.outputs.pdf.data import paper_data
from programmes.models import Edition, Programme, TrainingCentre
from programmes.sheet import Sheet
from tests import factories
from tests.catalogue.admin_page import add_row, form_of, html_of, page_of, save, words
from tests.catalogue.page_text import PageText, plain
from tests.catalogue.test_prices_of_sessions import session
from tests.catalogue.test_programme_page import TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.ignore_template_errors]

NORTH, SOUTH = "CFA du Nord", "Institut du Sud"


def of_centre(name: str, slug: str, *sites: str, **changes: Any) -> Sheet:
    """A programme of that centre, with a session at each of its sites."""
    centre = factories.bare_sheet().centre.model_dump() | {
        "name": name,
        "legal_name": f"Association de {name}",
        "sites": [factories.site(site, "1 rue de l’Exemple") for site in sites],
    }
    intakes = [session("2027-09-06", site) for site in sites]
    titles = {"slug": slug, "short_title": slug.upper(), "full_title": f"Formation {slug}"}
    return factories.bare_sheet(centre=centre, intakes=intakes, **titles, **changes)


def online(*sheets: Sheet) -> list[Programme]:
    programmes = []
    for sheet in sheets:
        programme = Programme()
        write_sheet(sheet, programme)
        publishing.publish(programme, None)
        programmes.append(programme)
    return programmes


@pytest.fixture
def both() -> list[Programme]:
    return online(of_centre(NORTH, "bts", "Campus"), of_centre(SOUTH, "but", "Campus"))


def name(who: str) -> None:
    TrainingCentre.objects.filter(name=who).update(is_publisher=True)


def text(client: Client, address: str = "/") -> str:
    return " ".join(PageText(client.get(address).content.decode()).text.split())


def head(client: Client, address: str) -> str:
    html = client.get(address).content.decode()
    return plain(html.partition('<a class="name" href="/">')[2].partition("</a>")[0])


# Who publishes the site

EVERYWHERE = ("/", "/mentions-legales/", "/formations/bts/", "/formations/but/")


@pytest.mark.usefixtures("both")
@pytest.mark.parametrize("who", [NORTH, SOUTH])
def test_the_centre_that_staff_name_heads_every_page(client: Client, who: str) -> None:
    name(who)

    for address in (*EVERYWHERE, "/donnees-personnelles/", "/accessibilite/"):
        assert head(client, address).startswith(who), address
        assert f"{who}, Association de {who}" in text(client, address), address
    assert client.get("/site.webmanifest").json()["name"] == who
    assert f"Raison sociale Association de {who}" in text(client, "/mentions-legales/")


@pytest.mark.usefixtures("both")
def test_a_programme_of_another_centre_says_whose_it_is(client: Client) -> None:
    name(NORTH)
    html = client.get("/formations/but/").content.decode()

    assert f"Formation du centre {SOUTH}" in text(client, "/formations/but/")
    assert f'property="og:site_name" content="{SOUTH}"' in html
    assert f"Formation but – {SOUTH}</title>" in html
    foot = plain(PageText(html).text.partition("Revenir au sommaire")[2])
    assert foot.index(f"Association de {SOUTH}") < foot.index("Éditeur de ce site")
    assert foot.index("Éditeur de ce site") < foot.index(f"Association de {NORTH}")
    assert "Formation du centre" not in text(client, "/formations/bts/")


@pytest.mark.usefixtures("both")
def test_the_page_behind_the_code_of_a_paper_is_headed_alike(client: Client) -> None:
    name(NORTH)
    code = Edition.objects.get(slug="but").short_code

    assert head(client, reverse("paper", args=[code])).startswith(NORTH)


@pytest.mark.usefixtures("both")
def test_a_comparison_across_centres_is_the_publishers_and_names_each(client: Client) -> None:
    online(of_centre(SOUTH, "cap", "Campus"))
    across, within = "/comparer/?f=bts&f=but", "/comparer/?f=but&f=cap"

    assert f"Centre de formation ≠ (différent) bts {NORTH} but {SOUTH}" in text(
        client, across
    ).replace("BTS", "bts").replace("BUT", "but")
    assert "Centre de formation" not in text(client, within)
    assert head(client, within).startswith(SOUTH)
    # What is kept in memory goes with the publisher.
    for who in (NORTH, SOUTH):
        TrainingCentre.objects.update(is_publisher=False)
        name(who)
        assert head(client, across).startswith(who)
        assert head(client, within).startswith(who)
    graph = client.get("/formations/but/").content.decode()
    assert '#institut-du-sud"' in graph
    assert '#cfa-du-nord"' not in graph


def test_the_paper_and_the_picture_name_the_centre_of_the_programme() -> None:
    data = paper_data(
        of_centre(SOUTH, "but"), number=1, published_on=TODAY, address="https://x.fr/f/1",
        page_url="https://x.fr/formations/but/",
    )  # fmt: skip

    assert data["centre"] == SOUTH


@pytest.mark.usefixtures("both")
def test_unnamed_it_is_the_first_with_something_online(client: Client) -> None:
    """And a programme's page stays headed by its own centre, as where there is one."""
    assert head(client, "/").startswith(NORTH)
    assert head(client, "/formations/but/").startswith(SOUTH)
    publishing.withdraw(Programme.objects.get(slug="bts"))

    assert head(client, "/").startswith(SOUTH)


def test_a_centre_with_drafts_alone_publishes_nothing(client: Client) -> None:
    factories.TrainingCentreFactory.create(name="Projet")
    online(of_centre(SOUTH, "but"))

    assert head(client, "/").startswith(SOUTH)
    assert "Centre" not in text(client, "/")


def test_with_one_centre_naming_it_changes_no_page(client: Client) -> None:
    online(of_centre(NORTH, "bts", "Campus"))
    before = [client.get(address).content for address in ("/", "/formations/bts/")]

    name(NORTH)

    assert [client.get(address).content for address in ("/", "/formations/bts/")] == before


@pytest.mark.usefixtures("both")
def test_a_page_in_memory_follows_its_publisher(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    tag = client.get("/formations/but/")["ETag"]
    name(NORTH)

    assert client.get("/formations/but/", headers={"if-none-match": tag}).status_code == 200
    TrainingCentre.objects.filter(name=NORTH).update(siret="35600000000048")
    assert "356 000 000 00048" in text(client, "/formations/but/")
    with django_assert_num_queries(1):
        client.get("/formations/but/")


# Its choice


def test_two_publish_no_site(both: list[Programme]) -> None:
    name(NORTH)

    with pytest.raises(IntegrityError), transaction.atomic():
        name(SOUTH)
    assert str(publisher()) == NORTH


def test_staff_choose_one_and_a_second_is_refused(
    admin_client: Client, both: list[Programme]
) -> None:
    north, south = (programme.centre for programme in both)

    assert save(admin_client, page_of(south), {"is_publisher": "on"}).status_code == 302
    refused = save(admin_client, page_of(north), {"is_publisher": "on"})

    assert 'id="id_is_publisher_error"' in refused.content.decode()
    assert "Un autre centre est déjà l’éditeur du site" in html_of(refused)
    assert str(publisher()) == SOUTH


def test_the_dashboard_asks_who_it_is_until_it_is_said(
    admin_client: Client, both: list[Programme]
) -> None:
    asked = "2 centres sont en ligne et aucun n’est nommé éditeur du site : CFA du Nord l’est"

    assert asked in words(admin_client, "/admin/")
    name(SOUTH)
    assert "éditeur du site" not in words(admin_client, "/admin/")


def test_the_dashboard_of_one_centre_asks_nothing(admin_client: Client) -> None:
    factories.TrainingCentreFactory.create(name="Projet")
    online(of_centre(NORTH, "bts"))

    assert "éditeur du site" not in words(admin_client, "/admin/")


# The catalogue


@pytest.mark.usefixtures("both")
def test_cards_name_their_centre_and_a_filter_counts_them(client: Client) -> None:
    online(of_centre(SOUTH, "cap"))
    html = client.get("/").content.decode()

    assert f"Centre {NORTH}" in text(client)
    assert f"Centre {SOUTH}" in text(client)
    assert "CFA du Nord 1 formation Institut du Sud 2 formations" in text(client)
    assert 'name="centre" value="cfa-du-nord"' in html
    only = text(client, "/?centre=institut-du-sud")
    assert "BUT Formation but" in only
    assert "BTS Formation bts" not in only
    assert client.get("/?centre=ailleurs").status_code == 400


def test_with_one_centre_there_is_neither_filter_nor_line(client: Client) -> None:
    online(of_centre(NORTH, "bts"), of_centre(NORTH, "but"))

    html = client.get("/").content.decode()

    assert 'name="centre"' not in html
    assert "<dt>Centre</dt>" not in html


@pytest.mark.usefixtures("both")
def test_a_programme_is_found_by_its_centre(client: Client) -> None:
    found = text(client, "/?q=institut")

    assert "BUT Formation but" in found
    assert "BTS Formation bts" not in found


# Sites of one name


@pytest.mark.usefixtures("both")
def test_sites_of_one_name_at_two_centres_do_not_mix(client: Client) -> None:
    html = client.get("/").content.decode()

    assert 'name="lieu" value="campus.cfa-du-nord"' in html
    assert f"Campus, {NORTH} 1 formation" in text(client)
    only = text(client, "/?lieu=campus.institut-du-sud")
    assert "BUT Formation but" in only
    assert "BTS Formation bts" not in only
    assert "1 formation" in text(client, "/?q=bts&lieu=campus.cfa-du-nord")
    assert "Aucune formation" in text(client, "/?q=bts&lieu=campus.institut-du-sud")


@pytest.mark.usefixtures("both")
def test_an_address_of_before_the_second_site_means_both(client: Client) -> None:
    assert "2 formations" in text(client, "/?lieu=campus")
    publishing.withdraw(Programme.objects.get(slug="but"))

    assert 'name="lieu" value="campus"' in client.get("/?lieu=campus").content.decode()
    assert "1 formation" in text(client, "/?lieu=campus")


def test_two_centres_may_each_have_their_campus(admin_client: Client) -> None:
    (programme,) = online(of_centre(NORTH, "bts", "Campus"))
    other = factories.TrainingCentreFactory.create(name=SOUTH)
    page = page_of(other)
    row = add_row(form_of(admin_client, page), "sites", name="Campus", address="2 rue")

    assert save(admin_client, page, row).status_code == 302
    assert other.sites.count() == programme.centre.sites.count() == 1


@pytest.mark.parametrize("typed", ["CFA du nord", "Cfa du Nord."])
def test_two_centres_that_filters_would_not_tell_apart_are_refused(
    admin_client: Client, typed: str
) -> None:
    online(of_centre(NORTH, "bts"))
    other = factories.TrainingCentreFactory.create(name=SOUTH)

    refused = save(admin_client, page_of(other), {"name": typed})

    assert "Un centre s’appelle déjà «\u202fCFA du Nord\u202f»" in html_of(refused)
    assert f'value="{typed}"' in refused.content.decode()
    with pytest.raises(NotASheet) as caught:
        receive(of_centre(typed, "but"), Programme(), lambda _right: True)
    assert "Un centre s’appelle déjà" in caught.value.faults[0].text


def test_a_centre_keeps_the_name_that_it_has(admin_client: Client) -> None:
    first = factories.TrainingCentreFactory.create(name=NORTH)
    factories.TrainingCentreFactory.create(name="CFA du nord")

    assert save(admin_client, page_of(first), {"academy": "Lille"}).status_code == 302
