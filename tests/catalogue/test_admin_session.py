"""A session that ends while somebody types: the words come back after the login."""

import json
import re
from html import unescape

import pytest
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from programmes.models import Edition, Programme, TrainingCentre
from tests.catalogue.admin_page import Fields, add_row, fields_in, form_of, resume

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.ignore_template_errors,
    pytest.mark.usefixtures("few_notes"),
]

PASSWORD = "une phrase de passe assez longue"


@pytest.fixture
def desk() -> Client:
    """A browser: it checks tokens and says where its requests come from."""
    User.objects.create_superuser("camille", password=PASSWORD)
    client = Client(enforce_csrf_checks=True, headers={"Origin": "http://testserver"})
    client.login(username="camille", password=PASSWORD)
    return client


def typed_in(client: Client, page: str) -> Fields:
    fields = form_of(client, page)
    added = {
        name: [value] if isinstance(value, str) else list(value)
        for name, value in add_row(fields, "occupations", title="Vendeur à distance").items()
    }
    return {**fields, **added, "lead": ["Tapé « ainsi »,\r\nsur deux lignes"], "_continue": ["1"]}


def log_in(client: Client, answer: HttpResponse, password: str = PASSWORD) -> HttpResponse:
    html = answer.content.decode()
    (action,) = re.findall(r'<form action="([^"]+)" method="post" id="login-form">', html)
    (kept,) = re.findall(r'name="_kept" value="([^"]*)" form="login-form"', html)
    sent = {
        **fields_in(html.replace('id="login-form"', 'id="login_form"'), "login"),
        "_kept": unescape(kept),
        "username": "camille",
        "password": password,
    }
    return client.post(unescape(action), sent)  # type: ignore[return-value]


def assert_typed(answer: HttpResponse, typed: Fields, programme: Programme) -> None:
    """The form is there again, word for word, and nothing is saved."""
    assert answer.status_code == 200
    answered = fields_in(answer.content.decode(), "programme")
    ours = ("csrfmiddlewaretoken", "_continue", "occupations-7-order")
    assert {name: value for name, value in typed.items() if name not in ours and value != [""]} == {
        name: answered.get(name)
        for name, value in typed.items()
        if name not in ours and value != [""]
    }
    assert programme.editions.count() == 1


def test_what_was_typed_is_there_after_the_login(
    desk: Client, programme: Programme, page: str
) -> None:
    typed = typed_in(desk, page)
    del desk.cookies["sessionid"]

    asked: HttpResponse = desk.post(page, typed)  # type: ignore[assignment]
    assert asked.status_code == 403
    assert "Votre session a expiré" in asked.content.decode()
    assert "no-store" in asked["Cache-Control"]
    refused = log_in(desk, asked, password="faux")
    assert refused.status_code == 200

    looked = resume(desk, log_in(desk, refused))
    assert_typed(looked, typed, programme)
    saved = desk.post(page, {**fields_in(looked.content.decode(), "programme"), "_continue": "1"})
    assert saved.status_code == 302
    assert programme.occupations.filter(title="Vendeur à distance").exists()


def test_a_login_in_another_tab_keeps_what_was_typed_here(
    desk: Client, programme: Programme, page: str
) -> None:
    typed = typed_in(desk, page)
    del desk.cookies["sessionid"]
    login = reverse("admin:login")
    token = fields_in(
        desk.get(login).content.decode().replace('id="login-form"', 'id="login_form"'), "login"
    )
    desk.post(login, {**token, "username": "camille", "password": PASSWORD})

    asked: HttpResponse = desk.post(page, typed)  # type: ignore[assignment]

    assert asked.status_code == 403
    assert_typed(resume(desk, asked), typed, programme)


@pytest.mark.parametrize("origin", ["https://ailleurs.example", "null", ""])
def test_a_form_of_another_site_is_refused(
    desk: Client, programme: Programme, page: str, origin: str
) -> None:
    headers = {"Origin": origin} if origin else {"Origin": "null"}
    answer = desk.post(page, {"lead": "Intrus"}, headers=headers)

    assert answer.status_code == 403
    assert "Intrus" not in answer.content.decode()


def test_no_password_travels(desk: Client, programme: Programme) -> None:
    address = reverse("admin:password_change")
    html = desk.get(address).content.decode()
    token = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', html)[0]
    del desk.cookies["sessionid"]

    answer = desk.post(address, {"csrfmiddlewaretoken": token, "old_password": PASSWORD})

    assert answer.status_code == 302
    assert PASSWORD not in answer.content.decode()


@pytest.mark.parametrize("kept", ["", "[", "{}", "1", '[["a"]]', '[["a", 1]]', "null"])
def test_a_login_with_nothing_to_keep_goes_where_it_goes(
    programme: Programme, page: str, kept: str
) -> None:
    User.objects.create_superuser("camille", password=PASSWORD)
    sent = {"username": "camille", "password": PASSWORD, "_kept": kept}

    answer = Client().post(f"{reverse('admin:login')}?next={page}", sent)

    assert (answer.status_code, answer["Location"]) == (302, page)


def test_kept_words_go_to_a_form_only(programme: Programme) -> None:
    User.objects.create_superuser("camille", password=PASSWORD)
    withdraw = reverse("admin:programmes_programme_withdraw", args=[programme.pk])
    kept = json.dumps([["note", "x"]])

    answer = Client().post(
        f"{reverse('admin:login')}?next={withdraw}",
        {"username": "camille", "password": PASSWORD, "_kept": kept},
    )

    assert (answer.status_code, answer["Location"]) == (302, withdraw)


# Other forms with words in them


def main_form(client: Client, page: str) -> Fields:
    """The one form of a page that has no model's name."""
    html = client.get(page).content.decode()
    content = html[html.index('id="content-main"') :]
    return fields_in(content.replace("<form ", '<form id="main_form" ', 1), "main")


def after_the_login(client: Client, page: str, typed: Fields) -> str:
    """What one reads once the session has expired, one has logged in and asked for one's words."""
    del client.cookies["sessionid"]
    asked: HttpResponse = client.post(page, typed)  # type: ignore[assignment]
    assert asked.status_code == 403
    looked = resume(client, log_in(client, asked))
    assert looked.status_code == 200
    return looked.content.decode()


def test_the_note_of_a_publication_is_there_after_the_login_and_nothing_is_published(
    desk: Client, programme: Programme
) -> None:
    Programme.objects.update(capacity=24)
    page = reverse("admin:programmes_programme_publish", args=[programme.pk])
    typed = {**main_form(desk, page), "note": ["Huit places de plus"]}

    html = after_the_login(desk, page, typed)

    assert "Relisez-la, puis publiez." in html
    assert "Huit places de plus" in html
    assert Edition.objects.current().get().number == 1
    again = fields_in(
        html.replace('<form method="post" class="aligned"', '<form id="main_form"'), "main"
    )
    assert desk.post(page, again).status_code == 302
    assert Edition.objects.current().get().note == "Huit places de plus"


def test_the_titles_of_a_copy_are_there_after_the_login_and_nothing_is_copied(
    desk: Client, programme: Programme
) -> None:
    page = reverse("admin:programmes_programme_duplicate", args=[programme.pk])
    typed = {**main_form(desk, page), "short_title": ["BTS MCO"]}

    html = after_the_login(desk, page, typed)

    assert "Relisez-la, puis dupliquez." in html
    assert 'value="BTS MCO"' in html
    assert Programme.objects.count() == 1


def test_the_note_of_a_republication_is_there_after_the_login_and_nothing_is_published(
    desk: Client, programme: Programme
) -> None:
    TrainingCentre.objects.update(phone="05 00 00 00 00")
    page = reverse("admin:programmes_programme_republish")
    typed = {**main_form(desk, page), "note": ["Nouveau numéro"]}
    assert typed["read"]

    html = after_the_login(desk, page, typed)

    assert "Relisez-la, puis republiez." in html
    assert "Nouveau numéro" in html
    assert "checked" in html
    assert Edition.objects.current().get().number == 1


@pytest.mark.parametrize("name", ["withdraw", "archive", "unarchive"])
def test_a_step_is_asked_again_after_the_login(
    desk: Client, programme: Programme, name: str
) -> None:
    """Nothing was typed: the login leads to the question, or to the page that has the button."""
    step = reverse(f"admin:programmes_programme_{name}", args=[programme.pk])
    page = reverse("admin:programmes_programme_change", args=[programme.pk])
    token = main_form(desk, page.removesuffix("change/") + "retirer/")
    del desk.cookies["sessionid"]

    asked = desk.post(step, token)

    assert asked.status_code == 302
    desk.force_login(User.objects.get())
    assert desk.get(step, follow=True).status_code == 200
    assert Edition.objects.current().get().number == 1
