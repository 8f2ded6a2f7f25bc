"""The frame of the admin's own pages: one way in, one way back, one way to say why not."""

import re
from collections.abc import Iterator
from importlib import import_module

import pytest
from django.contrib import admin
from django.contrib.admin import AdminSite
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from catalogue.admin.life.frame import StaffPage
from catalogue.admin.site import CatalogueSite
from programmes.models import Edition, PreviewLink, Programme
from programmes.typography import NARROW
from tests.catalogue.page_text import plain
from tests.catalogue.test_wings import modules
from tests.environment import ROOT

pytestmark = [pytest.mark.django_db, pytest.mark.ignore_template_errors]

LIFE = ROOT / "catalogue" / "admin" / "life"


def pages() -> Iterator[StaffPage]:
    """Every one that a module of the wing lists."""
    for file in sorted(LIFE.glob("*.py")):
        module = import_module(f"catalogue.admin.life.{file.stem}")
        for listed in ("PAGES", "EDITION_PAGES"):
            yield from getattr(module, listed, ())


def by_name() -> dict[str, StaffPage]:
    return {f"{page.of._meta.model_name}_{page.name}": page for page in pages()}


def address(name: str, programme: Programme) -> str:
    page = by_name()[name]
    edition = Edition.objects.get(number=1)
    keys = {"pk": edition.pk if page.of is Edition else programme.pk, "edition": edition.pk}
    if "<int:link>" in page.route:
        author = User.objects.get()
        keys["link"] = PreviewLink.objects.make(programme, author)[0].pk
    wanted = re.findall(r"<\w+:(\w+)>", page.route)
    known = {**keys, "digest": "0" * 64}
    return reverse(f"admin:programmes_{name}", kwargs={key: known[key] for key in wanted})


def test_no_page_of_the_wing_is_framed_by_hand() -> None:
    by_hand = re.compile(r"admin_view\(|each_context\(|require_\w+\(|PermissionDenied")
    wrong = [
        file.name
        for file in LIFE.glob("*.py")
        if file.name != "frame.py" and by_hand.search(file.read_text())
    ]

    assert wrong == []


def test_the_admin_is_a_site_of_ours_and_no_method_of_it_is_replaced() -> None:
    replaced = re.compile(r"admin\.site\.\w+ *=[^=]")
    wrong = [name for name, file in modules().items() if replaced.search(file.read_text())]

    assert wrong == []
    assert isinstance(admin.site, AdminSite)
    assert type(admin.site._wrapped) is CatalogueSite  # type: ignore[attr-defined]
    assert admin.site.is_registered(Programme)


@pytest.mark.parametrize("name", by_name())
def test_a_page_answers_to_the_methods_that_it_knows(
    admin_client: Client, programme: Programme, name: str
) -> None:
    page = address(name, programme)

    assert admin_client.delete(page).status_code == 405
    if not by_name()[name].takes_post:
        assert admin_client.post(page).status_code == 405


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("publish", f"Publier cette formation{NARROW}?"),
        ("withdraw", f"Retirer cette formation du site{NARROW}?"),
        ("compare", f"Comparer{NARROW}: BTS NDRC"),
        ("editions", f"Historique{NARROW}: BTS NDRC"),
        ("restore", f"Restaurer cette version dans le brouillon{NARROW}?"),
        ("share", f"Partager le brouillon{NARROW}: BTS NDRC"),
        ("proof", "Feuille de preuve"),
        ("duplicate", f"Dupliquer{NARROW}: BTS NDRC"),
        ("import", "Importer dans BTS NDRC"),
    ],
)
def test_a_page_says_what_it_is_and_leads_back_to_its_programme(
    admin_client: Client, programme: Programme, page: str, name: str, title: str
) -> None:
    html = admin_client.get(address(f"programme_{name}", programme)).content.decode()

    assert f"<h1>{title}</h1>" in html
    (crumbs,) = re.findall(r'<div class="breadcrumbs">(.*?)</div>', html)
    assert plain(crumbs) == f"Accueil › Formations › {plain(str(programme))}"
    assert f'href="{page}"' in crumbs


@pytest.mark.parametrize(
    "name", ["publish", "preview", "preview_pdf", "compare", "restore", "export"]
)
def test_a_draft_that_cannot_be_read_is_told_in_one_way(
    admin_client: Client, programme: Programme, page: str, name: str
) -> None:
    Programme.objects.update(formacodes=["34566", "x"])

    response = admin_client.get(address(f"programme_{name}", programme))

    assert response["Location"] == page
    said = plain(admin_client.get(page).content.decode())
    assert "Ce brouillon ne peut pas être lu. Formacodes 2 : forme inattendue." in said
