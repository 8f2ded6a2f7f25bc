"""Which form was saved, said to the browser that keeps a copy of each."""

import re

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from programmes.models import Programme
from tests.catalogue.admin_page import choose, first_page, form_of, save

pytestmark = [pytest.mark.django_db, pytest.mark.ignore_template_errors]

COPY = "0123456789abcdef"


def saved(client: Client) -> list[str]:
    """What the next page says, whichever that is."""
    html = client.get(reverse("admin:guide")).content.decode()
    found: list[str] = re.findall(r'data-saved="([^"]*)"', html)
    assert len(found) == 1
    return found[0].split()


def copy_of(answer: HttpResponse) -> str:
    """The name that the form of a page carries on."""
    (name,) = re.findall(r'name="_copy" value="([^"]*)"', answer.content.decode())
    return str(name)


@pytest.mark.parametrize("model", ["programme", "bloc", "examunit", "trainingcentre"])
def test_only_the_form_that_was_saved_is_forgotten(
    admin_client: Client, programme: Programme, model: str
) -> None:
    page = first_page(model, programme)
    wrong = {"slug": "!", "code": "", "name": "", "title": ""}
    fields = form_of(admin_client, page)

    refused = save(
        admin_client,
        page,
        {name: wrong[name] for name in wrong if name in fields} | {"_copy": COPY},
    )
    assert refused.status_code == 200
    assert copy_of(refused) == COPY
    assert "data-typed" in refused.content.decode()
    assert saved(admin_client) == []

    assert save(admin_client, page, {"_copy": COPY}).status_code == 302
    assert saved(admin_client) == [COPY]
    assert copy_of(admin_client.get(page)) == ""  # type: ignore[arg-type]


def test_a_publication_a_copy_and_a_new_row_are_saves(
    admin_client: Client, programme: Programme
) -> None:
    publish = reverse("admin:programmes_programme_publish", args=[programme.pk])
    duplicate = reverse("admin:programmes_programme_duplicate", args=[programme.pk])
    add = f"{reverse('admin:programmes_examunit_add')}?programme={programme.pk}"
    new = {**form_of(admin_client, add), "code": "U9", "title": "Oral", "_save": "1"}
    names = [f"{number:016x}" for number in range(3)]
    Programme.objects.update(capacity=24)  # there is something to publish

    refused: HttpResponse = admin_client.post(publish, {"read": "", "_copy": names[0]})  # type: ignore[assignment]
    assert copy_of(refused) == names[0]
    assert saved(admin_client) == []

    (read,) = re.findall(r'name="read" value="([^"]*)"', refused.content.decode())
    admin_client.post(publish, {"read": read, "_copy": names[0]})
    admin_client.post(
        duplicate,
        {"short_title": "A", "full_title": "B", "slug": "a-b", "_copy": names[1]},
    )
    admin_client.post(add, {**new, "_copy": names[2]})
    assert saved(admin_client) == names


def test_a_choice_between_two_people_carries_the_copy_on(
    admin_client: Client, programme: Programme
) -> None:
    page = first_page("programme", programme)
    opened = form_of(admin_client, page)
    save(admin_client, page, {"lead": "De l’un."})

    asked: HttpResponse = admin_client.post(  # type: ignore[assignment]
        page, {**opened, "lead": "De l’autre.", "_copy": COPY, "_continue": "1"}
    )
    assert asked.status_code == 409
    assert copy_of(asked) == COPY
    assert saved(admin_client) == []

    assert choose(admin_client, page, asked, "mine").status_code == 302
    assert saved(admin_client) == [COPY]


@pytest.mark.parametrize("name", ["", "x", COPY.upper(), COPY * 2, f"{COPY} {COPY}", '">'])
def test_what_no_script_of_ours_names_is_not_remembered(
    admin_client: Client, programme: Programme, name: str
) -> None:
    page = first_page("programme", programme)

    assert save(admin_client, page, {"_copy": name}).status_code == 302
    assert saved(admin_client) == []


def test_the_last_twenty_are_remembered(admin_client: Client, programme: Programme) -> None:
    page = first_page("trainingcentre", programme)
    names = [f"{number:016x}" for number in range(22)]
    fields = form_of(admin_client, page)

    for name in names:
        assert admin_client.post(page, {**fields, "_copy": name}).status_code == 302

    assert saved(admin_client) == names[2:]


def test_a_form_with_a_password_is_never_copied(admin_client: Client) -> None:
    for name in ("admin:auth_user_add", "admin:password_change"):
        assert 'name="_copy"' not in admin_client.get(reverse(name)).content.decode()
