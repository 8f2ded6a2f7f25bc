"""What the admin answers to a save, a deletion and a wrong address: in our own words."""

import re
from html import unescape

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from admissions.models import FundingScheme
from programmes.models import Programme
from tests.catalogue.admin_page import page_of, save

pytestmark = [pytest.mark.django_db, pytest.mark.ignore_template_errors]


def told(client: Client, address: str = "/admin/") -> list[str]:
    """The messages that the next page shows, with their level."""
    html = client.get(address, follow=True).content.decode()
    (shown,) = re.findall(r'<ul class="messagelist">(.*?)</ul>', html, re.DOTALL) or [""]
    said = re.findall(r'<li class="(\w+)">(.*?)</li>', shown, re.DOTALL)
    return [f"{level}: {unescape(text)}".replace("\u202f", " ") for level, text in said]


def test_a_save_says_so_in_a_word(admin_client: Client, programme: Programme) -> None:
    address = page_of(programme)

    save(admin_client, address, {"lead": "Vendre, négocier"})

    assert told(admin_client, address) == ["success: Enregistré."]


def test_a_save_of_a_row_alone_is_a_change(admin_client: Client, programme: Programme) -> None:
    address = page_of(programme)

    save(admin_client, address, {"occupations-0-title": "Négociateur"})

    assert told(admin_client, address) == ["success: Enregistré."]


def test_a_save_without_a_change_says_so(admin_client: Client, programme: Programme) -> None:
    bloc = programme.blocs.all()[0]
    for row in (programme, programme.centre, bloc, FundingScheme.objects.all()[0]):
        save(admin_client, page_of(row))

        assert told(admin_client) == ["success: Rien n’a changé."]


def test_a_page_that_is_left_names_what_was_saved(
    admin_client: Client, programme: Programme
) -> None:
    bloc = programme.blocs.all()[0]

    save(admin_client, page_of(bloc), {"title": "Relation client"}, "_save")

    assert told(admin_client) == ["success: Enregistré : « Bloc\u00a01 : Relation client »."]


def test_an_apostrophe_is_typeset(admin_client: Client, programme: Programme) -> None:
    scheme = FundingScheme.objects.all()[0]

    save(admin_client, page_of(scheme), {"name": "Contrat d'apprentissage"}, "_save")

    assert "success: Enregistré : « Contrat d’apprentissage »." in told(admin_client)


@pytest.mark.parametrize("button", ["_continue", "_save", "_addanother"])
def test_a_new_row_is_told_as_any_other(admin_client: Client, button: str) -> None:
    page = reverse("admin:admissions_fundingscheme_add")

    save(admin_client, page, {"name": "Bourse", "code": "bourse"}, button)

    named = "." if button == "_continue" else " : « Bourse »."
    assert told(admin_client) == [f"success: Enregistré{named}"]


def test_accounts_speak_the_same_way(admin_client: Client, admin_user: User) -> None:
    save(admin_client, page_of(admin_user), {"first_name": "Dominique"})

    assert told(admin_client) == ["success: Enregistré."]


@pytest.mark.parametrize("view", ["change", "delete", "history"])
def test_a_row_that_is_gone_is_told_plainly(admin_client: Client, view: str) -> None:
    for model in ("programmes_trainingcentre", "programmes_bloc", "auth_user"):
        answer = admin_client.get(reverse(f"admin:{model}_{view}", args=[99]))

        assert answer.status_code == 302
        (said,) = told(admin_client)
        assert said.startswith("warning: Cette page n’existe pas, ou n’existe plus : ce qu’elle")
