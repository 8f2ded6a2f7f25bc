"""A link that somebody hands over: one person, one password, once."""

import re
from datetime import timedelta
from html import unescape

import pytest
import time_machine
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Invitation
from tests.catalogue.admin_page import save, words

from .conftest import LOGIN, PASSWORD

pytestmark = [pytest.mark.django_db, pytest.mark.ignore_template_errors]

CHOSEN = {"new_password1": PASSWORD, "new_password2": PASSWORD}


def address_in(answer: HttpResponse) -> str:
    (address,) = re.findall(r'id="address" readonly value="([^"]+)"', answer.content.decode())
    assert address.startswith("http://testserver.localhost/admin/bienvenue/")
    return unescape(address).removeprefix("http://testserver.localhost")


@pytest.fixture
def page(admin_client: Client) -> str:
    """Of a new account, as the person gets it."""
    answer = save(admin_client, reverse("admin:auth_user_add"), {"username": "dominique"}, "_save")
    return address_in(answer)


def test_the_person_chooses_a_password_and_logs_in(page: str) -> None:
    person = Client(enforce_csrf_checks=True)
    html = person.get(page).content.decode()
    token = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', html)[0]

    done = person.post(page, {**CHOSEN, "csrfmiddlewaretoken": token}, follow=True)

    assert "dominique" in html
    assert "Votre mot de passe est choisi" in done.content.decode()
    assert "_auth_user_id" not in person.session
    sent = {"username": "dominique", "password": PASSWORD}
    assert Client().post(LOGIN, sent)["Location"] == "/admin/"


def test_a_link_is_opened_as_often_as_one_likes_and_used_once(page: str) -> None:
    for _ in range(3):
        assert Client().get(page).status_code == 200
    assert Client().post(page, CHOSEN).status_code == 302

    again = Client().post(page, {**CHOSEN, "new_password1": "x", "new_password2": "x"})

    assert again.status_code == 410
    assert Client().get(page).status_code == 410
    assert User.objects.get(username="dominique").check_password(PASSWORD)


def test_a_bad_password_is_told_beside_its_field_and_the_link_goes_on(page: str) -> None:
    short = Client().post(page, {"new_password1": "dominique", "new_password2": "dominique"})
    other = Client().post(page, {**CHOSEN, "new_password2": "autre"})

    assert short.status_code == other.status_code == 200
    assert "15 caractères au moins" in short.content.decode()
    assert "Erreur" in short.content.decode()
    assert "ne correspondent pas" in other.content.decode()
    assert Client().post(page, CHOSEN).status_code == 302


def test_nothing_tells_a_wrong_link_from_one_that_has_ended(page: str) -> None:
    user = User.objects.get(username="dominique")
    pages = [re.sub(r"bienvenue/.*", f"bienvenue/{token}/", page) for token in ("x", "a" * 43)]
    expired = reverse("admin:welcome", args=[Invitation.objects.make(user, None)])
    with time_machine.travel(timezone.now() + timedelta(days=3, minutes=1)):
        answers = [Client().get(one) for one in [page, expired, *pages]]
    User.objects.filter(pk=user.pk).update(is_active=False)
    closed = reverse("admin:welcome", args=[Invitation.objects.make(user, None)])
    answers.append(Client().get(closed))

    assert {one.status_code for one in answers} == {410}
    assert len({one.content for one in answers}) == 1
    assert "Ce lien ne sert plus" in answers[0].content.decode()
    assert "dominique" not in answers[0].content.decode()


def test_another_link_replaces_the_one_before(admin_client: Client, page: str) -> None:
    user = User.objects.get(username="dominique")

    new = address_in(admin_client.post(reverse("admin:auth_user_link", args=[user.pk])))  # type: ignore[arg-type]

    assert Client().get(page).status_code == 410
    assert Client().get(new).status_code == 200


def test_who_has_forgotten_a_password_gets_a_link_and_the_old_one_works_until_then(
    admin_client: Client, camille: User
) -> None:
    link_page = reverse("admin:auth_user_link", args=[camille.pk])
    assert "marche jusque-là" in words(admin_client, link_page)
    assert not Invitation.objects.exists()

    page = address_in(admin_client.post(link_page))  # type: ignore[arg-type]

    sent = {"username": "camille", "password": PASSWORD}
    assert Client().post(LOGIN, sent).status_code == 302
    new = "quatre autres mots tordus"
    Client().post(page, {"new_password1": new, "new_password2": new})
    assert Client().post(LOGIN, sent).status_code == 200
    assert Client().post(LOGIN, {**sent, "password": new}).status_code == 302


def test_a_closed_account_gets_no_link(admin_client: Client, camille: User) -> None:
    User.objects.filter(pk=camille.pk).update(is_active=False)
    page = reverse("admin:auth_user_link", args=[camille.pk])

    for answer in (admin_client.get(page), admin_client.post(page)):
        assert "Ce compte est fermé" in answer.content.decode()
    assert not Invitation.objects.exists()


def test_its_address_is_told_to_nobody(page: str, admin_client: Client) -> None:
    for answer in (
        Client().get(page),
        Client().get(page.replace("bienvenue/", "bienvenue/x")),
        Client().post(page, CHOSEN),
        Client().get(reverse("admin:welcome_done")),
    ):
        assert answer["Referrer-Policy"] == "strict-origin"
        assert "no-store" in answer["Cache-Control"]
        assert "noindex" in answer["X-Robots-Tag"]
    stored = Invitation.objects.values_list("token_hash", flat=True)
    assert page.split("/")[3] not in stored


def test_the_page_that_shows_a_link_is_stored_nowhere(admin_client: Client, camille: User) -> None:
    answer = admin_client.post(reverse("admin:auth_user_link", args=[camille.pk]))

    assert "no-store" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "strict-origin"


def test_it_works_without_script(page: str) -> None:
    html = Client().get(page).content.decode()

    assert "<script" not in html[html.index("<body") :]
