"""A form and an import take, mend and refuse exactly the same things."""

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from catalogue.life.draft import read_sheet
from catalogue.life.transfer.file import written
from programmes import sheet as sheets
from programmes.models import Programme
from tests.catalogue.admin_page import save
from tests.catalogue.test_admin_transfer import carried, text_of, upload

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.ignore_template_errors,
    pytest.mark.usefixtures("few_notes"),
]

HIDDEN = "\u200e\u00ad\u2060"


def at(programme: Programme, path: str) -> Any:
    value: Any = sheets.dump(read_sheet(programme.pk))
    for step in path.split("-"):
        value = value[int(step) if step.isdigit() else step]
    return value


def typed_in_a_form(client: Client, programme: Programme, path: str, text: str) -> object:
    page = reverse("admin:programmes_programme_change", args=[programme.pk])
    taken = save(client, page, {path: text}).status_code == 302
    return at(programme, path) if taken else "refusé"


def read_from_a_file(client: Client, programme: Programme, path: str, text: str) -> object:
    stored = json.loads(written(read_sheet(programme.pk)))
    *steps, last = [int(step) if step.isdigit() else step for step in path.split("-")]
    inner: Any = stored
    for step in steps:
        inner = inner[step]
    inner[last] = text
    into = reverse("admin:programmes_programme_import", args=[programme.pk])
    asked = upload(client, into, stored)
    if 'name="sheet"' not in asked.content.decode():
        return "refusé"
    client.post(into, {"sheet": carried(asked)})
    return at(programme, path)


@pytest.mark.parametrize(
    ("path", "text", "becomes"),
    [
        ("occupations-0-url", "ftp://exemple.fr/x", "refusé"),
        ("occupations-0-url", "pas une adresse", "refusé"),
        ("occupations-0-url", f" exemple.fr/{HIDDEN}", "https://exemple.fr/"),
        ("occupations-0-title", f"  Vendeur{HIDDEN} ", "Vendeur"),
        ("occupations-0-title", HIDDEN, "refusé"),
        ("occupations-0-title", f"{'x' * 255}{HIDDEN} ", "x" * 255),
        ("occupations-0-title", "x" * 256, "refusé"),
        ("teaching_methods", "Intro :\n\uf0b7\tUn\n\uf0b7\tDeux", "Intro :\n- Un\n- Deux"),
        ("lead", f"\uf0b7 Un métier ❤️{HIDDEN}", "Un métier ❤️"),
        ("key_figures-0-value", "92.125", "refusé"),
        ("key_figures-0-value", "92.50000", "92.50"),
    ],
)
def test_both_gates_make_the_same_of_it(
    admin_client: Client, programme: Programme, path: str, text: str, becomes: str
) -> None:
    """F24, and F03, F06, F10 at both gates."""
    before = at(programme, path)

    assert typed_in_a_form(admin_client, programme, path, text) == becomes
    if becomes != "refusé":
        typed_in_a_form(admin_client, programme, path, before)
    assert read_from_a_file(admin_client, programme, path, text) == becomes


@pytest.mark.parametrize(
    ("row", "place"),
    [(0, "Unité 1 › partie d’épreuve 1 › coefficient"), (1, "Unité 2 › partie d’épreuve 1")],
)
def test_a_coefficient_with_too_many_decimals_is_told_with_its_place(
    admin_client: Client, programme: Programme, row: int, place: str
) -> None:
    """F25."""
    stored = json.loads(written(read_sheet(programme.pk)))
    stored["exam_units"][row]["papers"][0]["coefficient"] = "0.125"

    text = text_of(
        upload(
            admin_client,
            reverse("admin:programmes_programme_import", args=[programme.pk]),
            stored,
        )
    )

    assert place in text
    assert "deux décimales au plus" in text
