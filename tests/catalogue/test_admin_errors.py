"""A refused form says what to correct, leads to each field, and keeps the rest as it was typed."""

import re
from collections.abc import Iterable

import pytest
from django.http import HttpResponse
from django.test import Client

from programmes.models import Programme
from tests.catalogue.admin_page import add_row, fields_in, first_page, form_of, save

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.ignore_template_errors,
    pytest.mark.usefixtures("few_notes"),
]


def summary(response: HttpResponse) -> list[tuple[str, str]]:
    """Each link of the summary: where it leads, and what it says."""
    (box,) = re.findall(r'<div class="errornote".*?</div>', response.content.decode(), re.DOTALL)
    return re.findall(r'<a href="#([^"]+)">([^<]+)</a>', box)


@pytest.mark.parametrize(
    ("model", "changes", "expected"),
    [
        (
            "programme",
            {"slug": "!", "registry_code": "x", "occupations-0-rome_code": "x"},
            ["id_slug", "id_registry_code", "id_occupations-0-rome_code"],
        ),
        ("programme", {"training_weekdays": ["8"]}, ["id_training_weekdays_0"]),
        ("bloc", {"title": "", "objectives-1-text": ""}, ["id_title", "id_objectives-1-text"]),
        ("examunit", {"papers-0-coefficient": "cinq"}, ["id_papers-0-coefficient"]),
        (
            "trainingcentre",
            {"name": "", "siret": "1", "website": "pas une adresse"},
            ["id_name", "id_website", "id_siret"],
        ),
    ],
)
def test_a_summary_leads_to_each_field_in_error(
    admin_client: Client,
    programme: Programme,
    model: str,
    changes: dict[str, str | Iterable[str]],
    expected: list[str],
) -> None:
    address = first_page(model, programme)
    typed = {name: [one] if isinstance(one, str) else list(one) for name, one in changes.items()}
    sent = {**form_of(admin_client, address), **typed}

    response = save(admin_client, address, changes)

    html = response.content.decode()
    assert response.status_code == 200
    assert [anchor for anchor, _ in summary(response)] == expected
    assert "<title>Erreur\u202f: " in html.replace("&#8239;", "\u202f").replace("\n", "")
    for anchor in expected:
        assert html.count(f'id="{anchor}"') == 1
        described = f"{anchor.removesuffix('_0')}_error"
        assert f'id="{described}"' in html
        assert re.search(rf'aria-describedby="[^"]*{re.escape(described)}"', html), described
    # A box that was never on the page cannot be ticked again.
    answered = fields_in(html, model)
    assert {
        name: value
        for name, value in answered.items()
        if value != sent[name] and name not in ("csrfmiddlewaretoken", "training_weekdays")
    } == {}


def test_the_parts_with_errors_are_open_and_say_so(
    admin_client: Client, programme: Programme
) -> None:
    changes: dict[str, str | Iterable[str]] = {"registry_code": "x", "occupations-0-rome_code": "x"}
    html = save(admin_client, first_page("programme", programme), changes).content.decode()

    opened = re.findall(r'<details class="part" id="part-(\w+)" open>', html)
    assert opened == ["identity", "presentation", "occupations"]
    assert html.count('<span class="wrong">à corriger</span>') == 2


def test_a_row_is_named_in_the_summary_and_one_marked_for_removal_is_left_in_peace(
    admin_client: Client, programme: Programme
) -> None:
    address = first_page("programme", programme)
    fields = form_of(admin_client, address)
    first = programme.occupations.all()[0]
    count = int(fields["occupations-TOTAL_FORMS"][0])

    response = admin_client.post(
        address,
        {
            **fields,
            **add_row(fields, "occupations", title="", rome_label="Vente à distance"),
            "occupations-0-rome_code": "x",
            "occupations-1-rome_code": "x",
            "occupations-1-DELETE": "on",
        },
    )

    assert summary(response) == [  # type: ignore[arg-type]
        ("id_occupations-0-rome_code", f"{first} › Code ROME"),
        (f"id_occupations-{count}-title", f"Débouché {count + 1} › Métier"),
    ]
    assert 'value="Vente à distance"' in response.content.decode()


def test_one_mistake_is_said_in_the_singular_and_a_right_form_says_nothing(
    admin_client: Client, programme: Programme
) -> None:
    address = first_page("programme", programme)

    html = save(admin_client, address, {"slug": ""}).content.decode()

    assert "une correction à faire" in html
    assert 'class="errornote"' not in admin_client.get(address).content.decode()
