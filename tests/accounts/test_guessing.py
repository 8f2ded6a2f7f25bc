"""Guessing stops, and keeps nobody out: who tries, from where, how often, what they are told."""

import re
import threading
from datetime import UTC, datetime, timedelta
from itertools import count, islice
from typing import Any

import pytest
import time_machine
from django.conf import settings as site_settings
from django.contrib.auth.hashers import identify_hasher, make_password
from django.contrib.auth.models import User
from django.db import connection, connections
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from accounts import devices, guessing, hashing, locks, tidying
from accounts.guessing import ACCOUNT, ADDRESS, PERSON
from accounts.models import Happening, Invitation, SecurityEvent, Tries
from accounts.network import address_of, network_of
from tests.catalogue.page_text import plain
from tests.rounds import IS_LONG

from .conftest import LOGIN, PASSWORD

pytestmark = [pytest.mark.django_db, pytest.mark.ignore_template_errors]

NOON = datetime(2026, 12, 1, 11, tzinfo=UTC)
HOME = "192.0.2.7"


def give(
    password: str, *, name: str = "camille", address: str = HOME, client: Client | None = None
) -> HttpResponse:
    """One request, from a browser that nobody has seen unless one is named."""
    sent = {"username": name, "password": password}
    return (client or Client()).post(  # type: ignore[return-value]
        LOGIN, sent, REMOTE_ADDR=address
    )


def guess(times: int, **who: Any) -> list[int]:
    return [give(f"faux {n}", **who).status_code for n in range(times)]


def leave(client: Client) -> None:
    """By the button: the browser keeps what is no session."""
    client.post(reverse("admin:logout"))


# Past the fifth wrong one in a row


def test_past_the_fifth_wrong_one_in_a_row_nothing_is_tried(
    camille: User, tried: list[str]
) -> None:
    assert guess(7) == [200] * 5 + [429] * 2
    assert give(PASSWORD).status_code == 429
    assert tried == [f"faux {n}" for n in range(5)]


def test_one_is_told_how_long_to_wait_and_the_way_out_and_keeps_the_name(camille: User) -> None:
    with time_machine.travel(NOON, tick=False):
        guess(5)
        answer = give("mon secret")

    html = answer.content.decode()
    page = plain(html)
    assert answer["Retry-After"] == "60"
    assert "Réessayez dans 1 minute, à 12 h 01." in page
    assert "demandez un lien d’accès" in page
    assert 'name="username" value="camille"' in html
    assert "mon secret" not in html
    assert "no-store" in answer["Cache-Control"]


def test_after_the_wait_the_right_password_opens_and_all_is_forgotten(camille: User) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        guess(6)
        clock.shift(timedelta(seconds=61))
        assert give(PASSWORD).status_code == 302
        assert guess(6) == [200] * 5 + [429]


def test_waits_grow_up_to_a_quarter_of_an_hour(camille: User) -> None:
    waits = []
    with time_machine.travel(NOON, tick=False) as clock:
        guess(5)
        for _ in range(7):
            waits.append(int(give("faux")["Retry-After"]))
            clock.shift(timedelta(seconds=waits[-1] + 1))
            assert give("faux").status_code == 200

    assert waits == [60, 120, 300, 600, 900, 900, 900]


def test_refused_tries_make_no_wait_longer(camille: User) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        guess(50)
        clock.shift(timedelta(seconds=61))
        assert give(PASSWORD).status_code == 302


def test_what_was_typed_on_a_page_before_is_still_carried(camille: User) -> None:
    guess(5)
    sent = {"username": "camille", "password": "x", "_kept": '[["lead", "Tapé"]]'}

    html = Client().post(LOGIN, sent, REMOTE_ADDR=HOME).content.decode()

    assert "Tapé" in html
    assert "votre saisie est gardée" in html


# By address


@pytest.mark.parametrize(
    ("written", "address", "network"),
    [
        ("192.0.2.7", "192.0.2.7", "192.0.2.7"),
        ("192.0.2.7:5123", "192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("[2001:db8:1:2::9]:443", "2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::1", "fe80::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7", "192.0.2.7"),
        ("inconnu", None, "unknown"),
        ("", None, "unknown"),
    ],
)
def test_an_address_is_read_as_a_proxy_may_write_it(
    written: str, address: str | None, network: str
) -> None:
    request = RequestFactory().get("/", REMOTE_ADDR=written)

    assert address_of(request) == address
    assert network_of(address_of(request)) == network


def test_a_household_of_ipv6_is_one_visitor(camille: User) -> None:
    for n in range(5):
        give("faux", address=f"2001:db8:1:2::{n}")

    assert give("faux", address="2001:db8:1:2:ffff::1").status_code == 429
    assert give("faux", address="2001:db8:1:3::1").status_code == 200


def test_what_a_visitor_says_of_their_address_counts_for_nothing(camille: User) -> None:
    answers = [
        Client().post(
            LOGIN,
            {"username": "camille", "password": "faux"},
            REMOTE_ADDR=HOME,
            headers={"X-Forwarded-For": f"198.51.100.{n}"},
        )
        for n in range(6)
    ]

    assert answers[-1].status_code == 429


def test_behind_a_proxy_the_address_that_it_saw_counts(camille: User, settings: Settings) -> None:
    settings.TRUSTED_PROXIES = 1

    def from_(claimed: str, seen: str) -> int:
        return (
            Client()
            .post(
                LOGIN,
                {"username": "camille", "password": "faux"},
                REMOTE_ADDR="127.0.0.1",
                headers={"X-Forwarded-For": f"{claimed}, {seen}"},
            )
            .status_code
        )

    assert [from_(f"198.51.100.{n}", HOME) for n in range(6)] == [200] * 5 + [429]
    assert from_(HOME, "192.0.2.8") == 200


def test_one_address_guesses_at_no_more_than_twenty_accounts(
    camille: User, tried: list[str]
) -> None:
    statuses = [give("Soleil2026", name=f"personne-{n}").status_code for n in range(25)]

    assert statuses == [200] * ADDRESS.free + [429] * 5
    assert give(PASSWORD).status_code == 429
    assert give(PASSWORD, address="192.0.2.8").status_code == 302


def test_a_right_password_pays_no_debt_of_its_address(camille: User) -> None:
    """Who has an account of their own could guess at others for ever."""
    for n in range(ADDRESS.free - 1):
        give("faux", name=f"personne-{n}")
    assert give(PASSWORD).status_code == 302

    assert give("faux", name="autre").status_code == 200
    assert give("faux", name="encore").status_code == 429


# From hundreds of addresses


def addresses() -> Any:
    return (f"10.{n // 250}.{n % 250}.1" for n in count())


@pytest.mark.rounds
def test_hundreds_of_addresses_guess_no_faster_than_thirty_and_one_each_five_minutes(
    camille: User, tried: list[str]
) -> None:
    many, each = (500, 5) if IS_LONG else (40, 1)
    with time_machine.travel(NOON, tick=False) as clock:
        for address in islice(addresses(), many):
            guess(each, address=address)
        assert len(tried) == ACCOUNT.free
        for _ in range(24):
            clock.shift(timedelta(minutes=5, seconds=1))
            for address in islice(addresses(), 3):
                give("faux", address=address)
    assert len(tried) == ACCOUNT.free + 24


@pytest.fixture
def attacked(camille: User) -> User:
    """Strangers guess at it, and go on."""
    for address in islice(addresses(), ACCOUNT.free + 1):
        give("faux", address=address)
    assert give("faux", address="198.51.100.1").status_code == 429
    return camille


def test_a_device_where_one_has_logged_in_opens_whatever_others_do(camille: User) -> None:
    own = Client()
    assert give(PASSWORD, client=own).status_code == 302
    leave(own)
    # Elsewhere, and behind the very same address: a classroom.
    for address in islice(addresses(), ACCOUNT.free + 1):
        give("faux", address=address)
    guess(20)
    assert give(PASSWORD).status_code == 429

    assert give(PASSWORD, client=own).status_code == 302
    leave(own)
    assert give(PASSWORD, client=own, address="203.0.113.5").status_code == 302


def test_so_does_an_address_where_one_has_logged_in_without_a_cookie(camille: User) -> None:
    assert give(PASSWORD).status_code == 302
    for address in islice(addresses(), ACCOUNT.free + 1):
        give("faux", address=address)
    assert give("faux", address="198.51.100.1").status_code == 429

    assert give(PASSWORD).status_code == 302


def test_so_does_a_link_that_a_superuser_hands_over(attacked: User) -> None:
    own, new = Client(), "quatre autres mots tordus"
    assert give(PASSWORD, client=own, address="203.0.113.5").status_code == 429
    page = reverse("admin:welcome", args=[Invitation.objects.make(attacked, None)])

    own.post(page, {"new_password1": new, "new_password2": new})

    assert give(new, client=own, address="203.0.113.5").status_code == 302


def test_a_known_device_is_limited_too(camille: User, tried: list[str]) -> None:
    own = Client()
    give(PASSWORD, client=own)
    leave(own)

    assert guess(6, client=own) == [200] * 5 + [429]


def test_people_who_share_a_desk_are_both_known_there(camille: User) -> None:
    User.objects.create_user("dominique", password=PASSWORD, is_staff=True)
    desk = Client()
    for name in ("camille", "dominique"):
        give(PASSWORD, name=name, client=desk)
        leave(desk)

    request = RequestFactory().get("/")
    request.COOKIES = {one.key: one.value for one in desk.cookies.values()}
    assert devices.device_of(request, "camille")
    assert devices.device_of(request, "camille") == devices.device_of(request, "dominique")
    assert devices.device_of(request, "autre") == ""


def test_the_cookie_of_a_device_goes_to_the_team_s_pages_alone(camille: User) -> None:
    cookie = give(PASSWORD).cookies[devices.COOKIE]

    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/admin/", True, "Lax")
    assert "camille" not in cookie.value


@pytest.mark.parametrize("written", ["", "x", "W10:1:x", "\x00", "a:b:c"])
def test_a_cookie_that_we_did_not_write_is_no_device(written: str) -> None:
    request = RequestFactory().get("/")
    request.COOKIES = {devices.COOKIE: written}

    assert devices.device_of(request, "camille") == ""


# A name that is no account


def test_a_name_that_is_no_account_takes_the_same_path(camille: User, tried: list[str]) -> None:
    def path(name: str) -> list[str]:
        with CaptureQueriesContext(connection) as asked:
            answers = [give("faux", name=name, address=f"192.0.2.{len(name)}") for _ in range(6)]
        assert [one.status_code for one in answers] == [200] * 5 + [429]
        pages = [re.sub(r'value="\w+"', "", one.content.decode()) for one in answers]
        # Verb and first column: what is sought differs.
        return [
            *pages,
            *(" ".join(one["sql"].split("s1")[0].split()[:2]) for one in asked.captured_queries),
        ]

    path("rodage")
    assert path("camille") == path("personne")


def test_no_name_that_was_typed_is_kept(camille: User) -> None:
    """People type their password there."""
    guess(6, name="lampe girafe tiroir")

    for table in connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            assert "girafe" not in str(cursor.fetchall()), table
    failed = SecurityEvent.objects.filter(happening=Happening.FAILED)
    assert set(failed.values_list("account", flat=True)) == {None}
    assert not re.search("camille", str(list(Tries.objects.values())))


def test_capitals_make_no_other_account(camille: User) -> None:
    statuses = [give("faux", name=name).status_code for name in ("camille", "Camille") * 3]

    assert statuses == [200] * 5 + [429]


def test_nothing_typed_is_no_try(camille: User) -> None:
    for sent in ({}, {"username": "camille"}, {"password": "x"}, {"username": " " * 9}):
        assert Client().post(LOGIN, sent).status_code == 200

    assert not Tries.objects.exists()


# What is kept goes


def test_tries_go_by_themselves_and_known_addresses_stay_longer(camille: User) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        guess(3, name="autre", address="192.0.2.9")
        give(PASSWORD)
        clock.shift(PERSON.forgotten_after + timedelta(minutes=1))
        tidying.tidy()
        assert Tries.objects.count() == 1
        assert Tries.objects.get().known_until
        clock.shift(guessing.KNOWN_FOR)
        tidying.tidy()
        assert not Tries.objects.exists()


def test_a_log_in_tidies_now_and_then(camille: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tidying, "_last", [])
    Tries.objects.create(key="x", last_at=timezone.now() - timedelta(days=3))

    give(PASSWORD)

    assert not Tries.objects.filter(pk="x").exists()


def test_five_wrong_ones_of_yesterday_count_no_more(camille: User) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        guess(5)
        clock.shift(PERSON.forgotten_after + timedelta(seconds=1))
        assert guess(6) == [200] * 5 + [429]


# Many at once, and a database that does not answer


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_get_five_tries_between_them(camille: User, tried: list[str]) -> None:
    start = threading.Barrier(8)
    statuses: list[int] = []

    def task() -> None:
        try:
            start.wait(30)
            statuses.extend(guess(3))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=task, daemon=True) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert len(statuses) == 24
    assert set(statuses) <= {200, 429}
    assert 1 <= len(tried) <= 5
    assert statuses.count(200) == len(tried)


@pytest.mark.django_db(transaction=True)
def test_a_locked_database_gives_a_sentence_in_a_short_time(
    camille: User, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(locks, "SHORT", 100)
    give("faux")
    held, done = threading.Event(), threading.Event()

    def somebody_else() -> None:
        from django.db import transaction

        with transaction.atomic():
            list(Tries.objects.select_for_update())
            held.set()
            done.wait(30)
        connections.close_all()

    thread = threading.Thread(target=somebody_else, daemon=True)
    thread.start()
    held.wait(30)
    before = timezone.now()
    try:
        answer = give(PASSWORD)
    finally:
        done.set()
        thread.join(30)

    assert timezone.now() - before < timedelta(seconds=5)
    assert answer.status_code == 503
    assert answer["Retry-After"]
    html = answer.content.decode()
    assert "La base de données ne répond pas" in html
    assert 'value="camille"' in html
    assert PASSWORD not in html
    assert "camille" not in caplog.text
    # The next one waits as long as ever.
    assert give(PASSWORD).status_code == 302


# Hashing


def test_who_comes_when_two_are_in_line_is_asked_to_come_again(
    camille: User, tried: list[str]
) -> None:
    known = Client()
    give(PASSWORD, client=known)
    leave(known)
    counted = Tries.objects.count()
    tried.clear()

    with hashing.a_turn(is_known=False), hashing.a_turn(is_known=False):
        answer = give(PASSWORD, address="198.51.100.9")
        # Strangers take no place of theirs.
        assert give(PASSWORD, client=known).status_code == 302

    assert (answer.status_code, answer["Retry-After"]) == (429, "5")
    assert "Beaucoup de personnes se connectent" in answer.content.decode()
    assert tried == [PASSWORD]
    assert Tries.objects.count() == counted + 1  # that of the device
    assert give(PASSWORD, address="198.51.100.9").status_code == 302


@pytest.fixture
def real_hashes(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = ["accounts.hashing.Argon2", "accounts.hashing.PBKDF2"]


@pytest.mark.usefixtures("real_hashes")
def test_passwords_are_hashed_by_argon2(camille: User) -> None:
    camille.set_password(PASSWORD)

    assert camille.password.startswith("argon2$argon2id$v=19$m=47104,t=1,p=1$")
    assert camille.check_password(PASSWORD)
    assert not camille.check_password("autre")


@pytest.mark.usefixtures("real_hashes")
def test_an_account_of_before_logs_in_with_its_short_password_and_is_hashed_anew(
    camille: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hashing.PBKDF2, "iterations", 1000)
    User.objects.update(password=make_password("court", hasher="pbkdf2_sha256"))

    assert give("court").status_code == 302

    camille.refresh_from_db()
    assert identify_hasher(camille.password).algorithm == "argon2"
    assert camille.check_password("court")
    assert not SecurityEvent.objects.filter(happening=Happening.PASSWORD).exists()


@pytest.mark.usefixtures("real_hashes")
def test_hashing_takes_one_thread_that_gives_way(camille: User) -> None:
    names = {hashing._alone(lambda: threading.current_thread().name) for _ in range(5)}

    assert len(names) == 1
    assert next(iter(names)).startswith("hashing")


def test_the_site_hashes_in_turn() -> None:
    """What tests replace: read in a settings module of its own."""
    source = (site_settings.BASE_DIR / "catalogue/settings.py").read_text()

    assert 'PASSWORD_HASHERS = ["accounts.hashing.Argon2", "accounts.hashing.PBKDF2"]' in source
