"""The second factor: who is asked for it, when, how it is installed, used once, lost and reset."""

import json
import re
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from html import unescape
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import Group, User
from django.core.management import CommandError, call_command
from django.db import connections
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from accounts import factors, totp
from accounts.factors import Verdict
from accounts.models import Factor, Happening, RecoveryCode, SecurityEvent
from tests.catalogue.admin_page import page_of, words
from tests.catalogue.page_text import plain
from tests.seeded import seeded

from .conftest import LOGIN, PASSWORD

pytestmark = [pytest.mark.django_db, pytest.mark.ignore_template_errors]

NOON = datetime(2026, 12, 1, 11, tzinfo=UTC)
CODE, INSTALL, OWN = (f"/admin/second-facteur/{page}" for page in ("code/", "installer/", ""))
PUBLIC = "https://catalogue.exemple.fr"


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def online(settings: Settings) -> None:
    settings.SITE_URL = PUBLIC


@pytest.fixture
def recovery(camille: User, clock: Any) -> list[str]:
    """Camille has a factor; her recovery codes."""
    return factors.enrol(camille, factors.new_salt(), 0)


@pytest.fixture
def publisher(camille: User) -> User:
    camille.groups.add(Group.objects.get(name="Publication"))
    return camille


def shown(user: User, shift: int = 0) -> str:
    """What the telephone shows."""
    secret = factors.secret_of(Factor.objects.get(user=user).salt)
    return totp.code_at(secret, totp.step_at(timezone.now()) + shift)


def wrong(user: User) -> str:
    right = {shown(user, shift) for shift in (-1, 0, 1)}
    return next(code for code in ("000000", "000001", "000002", "000003") if code not in right)


def log_in(client: Client, **more: str) -> HttpResponse:
    sent = {"username": "camille", "password": PASSWORD, **more}
    return client.post(LOGIN, sent)  # type: ignore[return-value]


def give(client: Client, code: str, **more: str) -> HttpResponse:
    return client.post(CODE, {"code": code, **more})  # type: ignore[return-value]


def halfway(**more: str) -> Client:
    client = Client()
    assert log_in(client, **more)["Location"] == CODE
    return client


def is_in(client: Client) -> bool:
    return client.get("/admin/").status_code == 200


def told(happening: Happening) -> list[str]:
    events = SecurityEvent.objects.filter(happening=happening).order_by("pk")
    return list(events.values_list("about", flat=True))


# Who is asked


def test_on_this_machine_nobody_is_asked_and_everybody_may(publisher: User) -> None:
    client = Client()

    assert log_in(client)["Location"] == "/admin/"
    assert is_in(client)
    assert "Installer un second facteur" in words(client, OWN)


@pytest.mark.parametrize(
    ("role", "is_superuser", "is_asked"),
    [
        ("Rédaction", False, False),
        ("Admissions", False, False),
        ("Publication", False, True),
        (None, True, True),
    ],
)
def test_online_whoever_publishes_or_manages_accounts_is_led_to_install_one(
    camille: User, online: None, role: str | None, is_superuser: bool, is_asked: bool
) -> None:
    if role:
        camille.groups.add(Group.objects.get(name=role))
    User.objects.update(is_superuser=is_superuser)
    client = Client()

    to = log_in(client, next="/admin/guide/")["Location"]

    assert to == (INSTALL if is_asked else "/admin/guide/")
    assert is_in(client) is not is_asked


def test_whoever_has_one_gives_a_code_and_goes_on_where_they_were_going(
    camille: User, recovery: list[str]
) -> None:
    client = halfway(next="/admin/guide/")

    assert not is_in(client)
    assert not SecurityEvent.objects.filter(happening=Happening.LOGGED_IN).exists()
    assert give(client, shown(camille))["Location"] == "/admin/guide/"
    assert is_in(client)
    assert SecurityEvent.objects.filter(happening=Happening.LOGGED_IN).count() == 1


def test_nobody_is_led_to_another_site(camille: User, recovery: list[str]) -> None:
    client = halfway(next="https://ailleurs.exemple.fr/")

    assert give(client, shown(camille))["Location"] == "/admin/"


def test_codes_are_read_as_people_type_them(camille: User, recovery: list[str]) -> None:
    code = shown(camille)

    assert give(halfway(), f" {code[:3]}\u202f{code[3:]} ").status_code == 302
    assert give(halfway(), f" {recovery[0].upper().replace('-', ' ')}").status_code == 302


@pytest.mark.parametrize("typed", ["", " ", "١٢٣٤٥٦", "12345", "é" * 6, "\x00" * 6, "x" * 5000])
def test_what_is_no_code_opens_nothing(recovery: list[str], typed: str) -> None:
    client = halfway()

    answer = give(client, typed)

    assert answer.status_code == 200
    assert "Erreur" in answer.content.decode()
    assert not is_in(client)


def test_without_a_password_given_there_is_nothing_to_ask(recovery: list[str]) -> None:
    for page in (CODE, INSTALL):
        assert Client().get(page)["Location"] == LOGIN
        assert Client().post(page, {"code": recovery[0]})["Location"] == LOGIN


def test_a_quarter_of_an_hour_after_the_password_it_is_asked_again(
    camille: User, recovery: list[str], clock: Any
) -> None:
    client = halfway()
    clock.shift(timedelta(minutes=14))
    assert client.get(CODE).status_code == 200
    clock.shift(timedelta(minutes=1))

    assert give(client, shown(camille))["Location"] == LOGIN


def test_a_password_that_changes_or_an_account_that_closes_ends_the_way_in(
    camille: User, recovery: list[str]
) -> None:
    one, other = halfway(), halfway()
    User.objects.update(is_active=False)
    assert give(one, shown(camille))["Location"] == LOGIN

    camille.set_password("quatre autres mots tordus")
    camille.save()
    assert give(other, shown(camille))["Location"] == LOGIN


def test_what_was_typed_when_the_session_ended_goes_through_the_factor(
    camille: User, recovery: list[str]
) -> None:
    seeded()
    User.objects.update(is_superuser=True)
    page = "/admin/programmes/programme/add/"
    client = halfway(next=page, _kept=json.dumps([["short_title", "Tapé"]]))

    answer = give(client, shown(camille))

    assert "Votre saisie est intacte" in answer.content.decode()
    assert 'value="Tapé"' in answer.content.decode()
    assert client.get("/admin/second-facteur/suite/")["Location"] == "/admin/"


# Each code once


def test_a_code_opens_once_also_within_its_time(camille: User, recovery: list[str]) -> None:
    code = shown(camille)
    assert give(halfway(), code).status_code == 302

    again = give(halfway(), code)

    assert again.status_code == 200
    assert "a déjà servi" in again.content.decode()
    assert give(halfway(), shown(camille, -1)).status_code == 200
    assert give(halfway(), shown(camille, 1)).status_code == 302


def test_a_recovery_code_opens_once(camille: User, recovery: list[str]) -> None:
    assert len(set(recovery)) == 10
    assert give(halfway(), recovery[3]).status_code == 302
    assert "a déjà servi" in give(halfway(), recovery[3]).content.decode()
    assert give(halfway(), recovery[4]).status_code == 302
    assert "Il reste 8 codes de secours" in words(_in(camille), OWN)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", ["shown", "recovery"])
def test_of_eight_who_type_it_at_once_one_gets_in(camille: User, kind: str) -> None:
    codes = factors.enrol(camille, factors.new_salt(), 0)
    factor = Factor.objects.get()
    typed = shown(camille) if kind == "shown" else codes[0]
    start, verdicts = threading.Barrier(8), list[Verdict]()

    def task() -> None:
        try:
            start.wait(30)
            verdicts.append(factors.accept(factor, typed))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=task, daemon=True) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert verdicts.count(Verdict.RIGHT) == 1
    assert verdicts.count(Verdict.USED) == 7


@pytest.mark.parametrize(("seconds", "opens"), [(-61, False), (-30, True), (30, True), (61, False)])
def test_a_clock_may_be_half_a_minute_wrong(
    camille: User, recovery: list[str], clock: Any, seconds: int, opens: bool
) -> None:
    clock.move_to(NOON + timedelta(seconds=seconds))
    code = shown(camille)
    clock.move_to(NOON)

    assert (give(halfway(), code).status_code == 302) is opens


# Tries


def test_past_the_fifth_wrong_one_nothing_is_tried_whatever_password_one_gives_in_between(
    camille: User, recovery: list[str], clock: Any
) -> None:
    statuses = [give(halfway(), wrong(camille)).status_code for _ in range(6)]

    assert statuses == [200] * 5 + [429]
    answer = give(halfway(), shown(camille))
    assert answer.status_code == 429
    assert answer["Retry-After"] == "60"
    page = plain(answer.content.decode())
    assert "Trop de codes faux de suite." in page
    assert "Réessayez dans 1 minute, à 12 h 01." in page
    assert told(Happening.FAILED) == ["second facteur"] * 5
    assert told(Happening.LIMITED) == ["second facteur"]

    clock.shift(timedelta(seconds=61))
    assert give(halfway(), shown(camille)).status_code == 302
    assert give(halfway(), wrong(camille)).status_code == 200


def test_hundreds_of_addresses_that_know_the_password_share_the_tries(
    camille: User, recovery: list[str]
) -> None:
    def from_(n: int) -> int:
        client = Client(REMOTE_ADDR=f"10.0.{n}.1")
        log_in(client)
        return give(client, wrong(camille)).status_code

    assert [from_(n) for n in range(8)] == [200] * 5 + [429] * 3


def test_nobody_keeps_a_device_out_on_which_the_factor_was_given(
    camille: User, recovery: list[str], clock: Any
) -> None:
    own = halfway()
    assert give(own, shown(camille)).status_code == 302
    own.post(reverse("admin:logout"))
    clock.shift(timedelta(minutes=5))
    for _ in range(6):
        give(halfway(), wrong(camille))

    assert log_in(own)["Location"] == CODE
    assert give(own, wrong(camille)).status_code == 200
    assert give(own, shown(camille)).status_code == 302


# Once in thirty days


def _in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_a_device_is_asked_once_in_thirty_days(
    camille: User, recovery: list[str], clock: Any
) -> None:
    own = halfway()
    give(own, shown(camille), trust="on")
    for _ in range(2):
        own.post(reverse("admin:logout"))
        clock.shift(timedelta(days=14))
        assert log_in(own)["Location"] == "/admin/"
    assert log_in(Client())["Location"] == CODE

    own.post(reverse("admin:logout"))
    clock.shift(timedelta(days=2))
    assert log_in(own)["Location"] == CODE


def test_one_that_is_not_to_be_trusted_is_asked_each_time(
    camille: User, recovery: list[str]
) -> None:
    shared = halfway()
    give(shared, shown(camille))
    shared.post(reverse("admin:logout"))

    assert log_in(shared)["Location"] == CODE


def test_a_colleague_on_the_same_device_is_asked_for_theirs(
    camille: User, recovery: list[str]
) -> None:
    other = User.objects.create_user("dominique", password=PASSWORD, is_staff=True)
    factors.enrol(other, factors.new_salt(), 0)
    desk = halfway()
    give(desk, shown(camille), trust="on")
    desk.post(reverse("admin:logout"))

    sent = {"username": "dominique", "password": PASSWORD}
    assert desk.post(LOGIN, sent)["Location"] == CODE
    give(desk, shown(other), trust="on")
    desk.post(reverse("admin:logout"))
    assert log_in(desk)["Location"] == "/admin/"


# Installing it


def secret_in(html: str) -> bytes:
    """Of the key that one may type; the square code says the same."""
    import base64

    groups = re.findall(r"<span>([A-Z2-7]{4})</span>", html)
    return base64.b32decode("".join(groups))


def test_one_installs_it_right_after_the_password_before_anything_else(
    publisher: User, online: None, clock: Any
) -> None:
    client = Client()
    assert log_in(client, next="/admin/guide/")["Location"] == INSTALL
    html = client.get(INSTALL).content.decode()
    assert "<svg" in html
    assert "data:" not in html
    assert "<script" not in html[html.index("<body") :]
    secret = secret_in(html)
    code = totp.code_at(secret, totp.step_at(timezone.now()))

    refused = client.post(INSTALL, {"code": f"{(int(code) + 1) % 1_000_000:06}"})
    assert "pas le bon" in refused.content.decode()
    assert secret_in(refused.content.decode()) == secret
    assert not Factor.objects.exists()
    assert not is_in(client)

    answer = client.post(INSTALL, {"code": code})

    assert "no-store" in answer["Cache-Control"]
    codes = re.findall(r"<li><code>([a-z0-9-]{11})</code></li>", answer.content.decode())
    assert len(codes) == 10
    assert client.get("/admin/second-facteur/suite/")["Location"] == "/admin/guide/"
    assert is_in(client)
    # The code that proved it is used, and this device need not give another.
    assert give(halfway(), code).status_code == 200
    assert give(halfway(), codes[0]).status_code == 302
    client.post(reverse("admin:logout"))
    assert log_in(client)["Location"] == "/admin/"
    assert told(Happening.FACTOR)[0] == "installé"


def test_whoever_is_in_installs_one_and_their_other_sessions_end(camille: User, clock: Any) -> None:
    here, elsewhere = _in(camille), Client()
    log_in(elsewhere)
    secret = secret_in(here.get(INSTALL).content.decode())

    here.post(INSTALL, {"code": totp.code_at(secret, totp.step_at(NOON))})

    assert (is_in(here), is_in(elsewhere)) == (True, False)
    assert here.get(INSTALL)["Location"] == OWN


def test_a_session_of_before_it_was_required_is_over(camille: User, online: None) -> None:
    client = Client()
    log_in(client)
    assert is_in(client)
    camille.groups.add(Group.objects.get(name="Publication"))

    assert client.get("/admin/")["Location"].startswith(LOGIN)
    assert log_in(client)["Location"] == INSTALL


# Looking after it


def prove(client: Client, proof: str, button: str) -> HttpResponse:
    return client.post(OWN, {"proof": proof, button: "x"})  # type: ignore[return-value]


def test_new_recovery_codes_replace_those_of_before(camille: User, recovery: list[str]) -> None:
    client = _in(camille)

    assert "Ni le mot de passe" in prove(client, "faux", "codes").content.decode()
    answer = prove(client, shown(camille), "codes").content.decode()

    new = re.findall(r"<li><code>([a-z0-9-]{11})</code></li>", answer)
    assert len(new) == 10
    assert give(halfway(), recovery[0]).status_code == 200
    assert give(halfway(), new[0]).status_code == 302
    assert "codes de secours renouvelés" in told(Happening.FACTOR)


@pytest.mark.parametrize("proof", ["password", "shown", "recovery"])
def test_it_goes_by_the_password_or_a_code(camille: User, recovery: list[str], proof: str) -> None:
    client = _in(camille)
    typed = {"password": PASSWORD, "shown": shown(camille), "recovery": recovery[0]}[proof]

    assert prove(client, "faux", "remove").status_code == 200
    assert Factor.objects.exists()
    assert prove(client, typed, "remove")["Location"] == OWN

    assert not Factor.objects.exists()
    assert is_in(client)
    assert log_in(Client())["Location"] == "/admin/"
    assert told(Happening.FACTOR)[-1] == "retiré"


def test_proofs_are_limited_too(camille: User, recovery: list[str], tried: list[str]) -> None:
    client = _in(camille)

    statuses = [prove(client, "faux", "remove").status_code for _ in range(6)]

    assert statuses == [200] * 5 + [429]
    assert prove(client, PASSWORD, "remove").status_code == 429
    assert tried == ["faux"] * 5


def test_where_it_is_required_one_who_removes_it_installs_another_at_once(
    publisher: User, online: None, recovery: list[str]
) -> None:
    client = halfway()
    give(client, shown(publisher))

    assert prove(client, PASSWORD, "remove")["Location"] == INSTALL

    assert not is_in(client)
    assert client.get(INSTALL).status_code == 200


# Lost


def test_another_superuser_resets_it_which_ends_sessions_and_trust(
    clock: Any, admin_client: Client, camille: User, recovery: list[str]
) -> None:
    own = halfway()
    give(own, shown(camille), trust="on")
    page = reverse("admin:auth_user_factor", args=[camille.pk])
    assert page in admin_client.get(page_of(camille)).content.decode()
    assert "Codes de secours qui restent : 10" in words(admin_client, page)

    answer = admin_client.post(page, follow=True)

    assert "ses sessions sont fermées" in answer.content.decode()
    assert not Factor.objects.exists()
    assert not RecoveryCode.objects.exists()
    assert not is_in(own)
    last = SecurityEvent.objects.filter(happening=Happening.FACTOR).latest("pk")
    boss = User.objects.get(username="admin")
    assert (last.account, last.by, last.about) == (camille.pk, boss.pk, "réinitialisé")
    # Another factor is not that one: the device is asked again.
    factors.enrol(camille, factors.new_salt(), 0)
    assert log_in(own)["Location"] == CODE


def test_nobody_resets_their_own_that_way(clock: Any, admin_client: Client) -> None:
    boss = User.objects.get(username="admin")
    factors.enrol(boss, factors.new_salt(), 0)

    answer = admin_client.post(reverse("admin:auth_user_factor", args=[boss.pk]))

    assert answer["Location"] == OWN
    assert Factor.objects.exists()


def test_a_command_resets_it(camille: User, recovery: list[str]) -> None:
    client = halfway()
    give(client, shown(camille))
    said = StringIO()

    call_command("reset_factor", "camille", stdout=said)

    assert "Le second facteur de camille est retiré" in said.getvalue()
    assert not is_in(client)
    assert log_in(client)["Location"] == "/admin/"
    assert told(Happening.FACTOR)[-1] == "réinitialisé"
    call_command("reset_factor", "camille", stdout=said)
    assert "n’existait pas" in said.getvalue()
    with pytest.raises(CommandError, match="Aucun compte ne porte le nom"):
        call_command("reset_factor", "personne")


def test_one_whose_factor_is_reset_on_the_way_starts_again(
    publisher: User, online: None, recovery: list[str]
) -> None:
    client = halfway()
    factors.reset(publisher)

    assert give(client, recovery[0])["Location"] == INSTALL


# At rest


def test_nothing_that_is_kept_opens_anything(camille: User, recovery: list[str]) -> None:
    factor = Factor.objects.get()
    secret = factors.secret_of(factor.salt)
    kept = json.dumps([*Factor.objects.values(), *RecoveryCode.objects.values()], default=str)

    for clear in (secret.hex(), totp.in_letters(secret), *recovery, recovery[0].replace("-", "")):
        assert clear not in kept
    assert factor.salt not in totp.in_letters(secret)


def test_a_site_whose_key_has_changed_says_so_and_the_way_out(
    camille: User, recovery: list[str], settings: Settings
) -> None:
    code = shown(camille)
    settings.SECRET_KEY = "une autre clé, d’un site restauré sans son fichier .env" * 2
    client = halfway()

    for answer in (client.get(CODE), give(client, code), give(client, recovery[0])):
        page = plain(answer.content.decode())
        assert answer.status_code == 200
        assert "La clé de ce site a changé" in page
        assert "manage.py reset_factor camille" in page
    assert not is_in(client)

    own = _in(camille)
    assert "La clé de ce site a changé" in words(own, OWN)
    assert prove(own, PASSWORD, "remove")["Location"] == OWN
    call_command("reset_factor", "camille", stdout=StringIO())
    assert log_in(client)["Location"] == "/admin/"


def test_no_page_of_it_tells_a_secret_to_a_cache_or_to_the_next_page(
    camille: User, recovery: list[str]
) -> None:
    for page in (CODE, INSTALL):
        assert "no-store" in halfway().get(page)["Cache-Control"]
    html = unescape(_in(camille).get(OWN).content.decode())
    assert not [code for code in recovery if code in html]
