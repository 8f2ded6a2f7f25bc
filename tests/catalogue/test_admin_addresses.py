"""The address of a programme as staff write it: made of what is typed, proposed from the titles.

F22 and F32 of what was tried by hand.
"""

import json
import re
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from catalogue.life import addresses, publishing
from catalogue.life.draft import read_sheet
from programmes import sheet as sheets
from programmes.models import Edition, Programme
from programmes.typography import NARROW
from tests import factories
from tests.catalogue.admin_page import fields_in, page_of, save
from tests.catalogue.test_addresses import draft, leads, online
from tests.catalogue.test_admin_transfer import NEW, carried, text_of, upload

pytestmark = [pytest.mark.django_db, pytest.mark.ignore_template_errors]

ADD = "/admin/programmes/programme/add/"


# What one types


def new(client: Client, **typed: str) -> HttpResponse:
    centre = factories.TrainingCentreFactory.create()
    blank = {"kind": "bts", "short_title": "BTS MCO", "full_title": "Management", "slug": ""}
    return save(client, ADD, {**blank, "centre": str(centre.pk), **typed})


@pytest.mark.parametrize(
    ("typed", "made"),
    [
        ("Métiers de l’accueil", "metiers-de-l-accueil"),
        ("BTS-NDRC", "bts-ndrc"),
        (" /formations/bts-mco/ ", "formations-bts-mco"),
        ("œuvres d'art", "oeuvres-d-art"),
    ],
)
def test_whatever_is_pasted_is_made_into_an_address(
    admin_client: Client, typed: str, made: str
) -> None:
    assert new(admin_client, slug=typed).status_code == 302

    assert Programme.objects.get().slug == made
    assert Edition.objects.get().slug == made


@pytest.mark.parametrize("typed", ["-", "’", "--_-", "Ελληνικά"])
def test_what_leaves_nothing_is_refused_beside_the_field_and_stays(
    admin_client: Client, typed: str
) -> None:
    html = new(admin_client, slug=typed).content.decode()

    assert html.count(addresses.NOTHING_LEFT) == 2  # in the summary, beside the field
    assert 'aria-describedby="id_slug_error' in html.replace("id_slug_helptext ", "")
    assert fields_in(html, "programme")["slug"] == [typed]
    assert not Programme.objects.exists()


def test_too_long_an_address_is_counted_as_it_is_made(admin_client: Client) -> None:
    assert "au plus 100 caractères" in new(admin_client, slug="é" * 101).content.decode()
    assert new(admin_client, slug="é" * 100 + " !").status_code == 302
    assert Programme.objects.get().slug == "e" * 100


def test_a_draft_with_another_ones_address_in_capitals_is_refused(admin_client: Client) -> None:
    online("bts-ndrc")
    draft("CAP")

    for typed in ("BTS-NDRC", "cap"):
        html = new(admin_client, slug=typed).content.decode()
        assert "Une autre formation a déjà cette adresse." in html
        assert f"comme «{NARROW}{typed.lower()}-2{NARROW}»." in html
    assert Programme.objects.count() == 2


@pytest.mark.parametrize("standing", ["BTS-NDRC", "-", "a--b"])
def test_an_address_that_stands_never_changes_by_itself(
    admin_client: Client, standing: str
) -> None:
    programme = draft(standing)
    page = page_of(programme)

    assert save(admin_client, page, {"lead": "Autre"}).status_code == 302
    programme.refresh_from_db()
    assert (programme.slug, programme.lead) == (standing, "Autre")

    assert save(admin_client, page, {"short_title": "Tout autre"}).status_code == 302
    programme.refresh_from_db()
    assert programme.slug == standing


def test_one_in_capitals_may_be_written_small(admin_client: Client, client: Client) -> None:
    programme = online("BTS-NDRC")

    assert save(admin_client, page_of(programme), {"slug": "bts-ndrc"}).status_code == 302
    publishing.publish(programme, None)

    assert client.get("/formations/bts-ndrc/").status_code == 200
    assert leads(client, "/formations/BTS-NDRC/") == (301, "/formations/bts-ndrc/")


# What is proposed


@pytest.mark.parametrize(
    ("short", "full", "made"),
    [
        ("BTS MCO", "Management commercial", "bts-mco"),
        ("Métiers de l’accueil", "Bac pro", "metiers-de-l-accueil"),
        ("№", "Cuisine", "no"),
        ("•", "Cuisine œnologique", "cuisine-oenologique"),
        ("•", "Ελληνικά", "formation"),
        ("•", "a" * 79 + " bcd", "a" * 79),
    ],
)
def test_an_address_left_empty_is_made_of_the_titles(
    admin_client: Client, short: str, full: str, made: str
) -> None:
    assert new(admin_client, short_title=short, full_title=full).status_code == 302

    assert Programme.objects.get().slug == made


def test_a_proposed_address_is_free_among_drafts_and_online(admin_client: Client) -> None:
    draft("bts-mco")
    Programme.objects.filter(pk=online("BTS-MCO-2").pk).update(slug="ailleurs")
    draft("bts-mco-30")

    new(admin_client)
    new(admin_client)

    assert {"bts-mco-3", "bts-mco-4"} <= {one.slug for one in Programme.objects.all()}


def test_the_form_of_a_new_programme_does_not_ask_for_one(admin_client: Client) -> None:
    html = admin_client.get(ADD).content.decode()

    label = re.search(r'<label for="id_slug">(.*?)</label>', html, re.DOTALL)
    assert label
    assert label[1].strip() == "Adresse"
    assert "Laissée vide, elle est tirée du titre court." in html
    assert "js/admin/addresses" in html
    assert fields_in(html, "programme")["slug"] == [""]


def test_that_of_one_that_exists_asks_for_it_and_proposes_none(admin_client: Client) -> None:
    page = page_of(draft("bts-mco"))
    html = admin_client.get(page).content.decode()

    assert "js/admin/addresses" not in html
    assert "data-proposed" not in html
    assert "Ce champ est obligatoire." in save(admin_client, page, {"slug": " "}).content.decode()


def test_one_in_error_beside_an_empty_address_is_shown_again_empty(admin_client: Client) -> None:
    html = new(admin_client, short_title="").content.decode()

    assert fields_in(html, "programme")["slug"] == [""]
    assert not Programme.objects.exists()


def test_a_copy_gets_an_address_from_its_own_titles(admin_client: Client) -> None:
    page = page_of(draft("bts-mco"), "duplicate")

    admin_client.post(page, {"short_title": "BTS GPME", "full_title": "Gestion", "slug": ""})

    assert Programme.objects.filter(slug="bts-gpme").exists()
    assert "js/admin/addresses" in admin_client.get(page).content.decode()


# From a file


def stored(**changes: Any) -> dict[str, Any]:
    return {**sheets.dump(factories.example_sheet()), **changes}


def test_a_file_gives_a_new_programme_an_address_in_small_letters(admin_client: Client) -> None:
    admin_client.post(NEW, {"sheet": carried(upload(admin_client, NEW, stored(slug="BTS-X")))})

    assert Programme.objects.get().slug == "bts-x"


def test_a_file_whose_address_leaves_nothing_is_refused_at_its_place(
    admin_client: Client,
) -> None:
    text = text_of(upload(admin_client, NEW, stored(slug="-")))

    assert "Adresse de la page" in text
    assert addresses.NOTHING_LEFT.replace(NARROW, " ") in text
    assert not Programme.objects.exists()


def test_a_file_leaves_the_address_that_stands(admin_client: Client) -> None:
    programme = draft("BTS-X")
    into = page_of(programme, "import")
    export = reverse("admin:programmes_programme_export", args=[programme.pk])
    content = json.loads(admin_client.get(export).content)

    asked = upload(admin_client, into, {**content, "lead": "Une accroche"})

    assert "1 différence dans le brouillon." in text_of(asked)
    admin_client.post(into, {"sheet": carried(asked)})
    assert read_sheet(programme.pk).slug == "BTS-X"
