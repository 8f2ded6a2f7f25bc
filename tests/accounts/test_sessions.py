"""Sessions end by themselves, and by whoever owns them or manages accounts."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from accounts.models import Happening, Invitation, SecurityEvent
from accounts.sessions import browser_in
from catalogue.life import publishing
from programmes.models import Edition, Programme
from tests.catalogue.admin_page import page_of, save, words
from tests.seeded import seeded

from .conftest import LOGIN, PASSWORD

pytestmark = [pytest.mark.django_db, pytest.mark.ignore_template_errors]

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
SAFARI = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1"
)
MORNING = datetime(2026, 12, 1, 7, tzinfo=UTC)


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(MORNING, tick=False) as clock:
        yield clock


def logged_in(agent: str = FIREFOX, address: str = "192.0.2.7", name: str = "camille") -> Client:
    client = Client(REMOTE_ADDR=address, headers={"User-Agent": agent})
    answer = client.post(LOGIN, {"username": name, "password": PASSWORD})
    assert answer.status_code == 302
    return client


def is_in(client: Client) -> bool:
    return client.get("/admin/").status_code == 200


# By themselves


def test_three_hours_without_doing_anything_end_a_session(camille: User, clock: Any) -> None:
    client = logged_in()

    clock.shift(timedelta(hours=2, minutes=59))
    assert is_in(client)
    clock.shift(timedelta(hours=2, minutes=59))
    assert is_in(client)
    clock.shift(timedelta(hours=3))
    assert not is_in(client)


def test_twelve_hours_end_it_whatever_one_does(camille: User, clock: Any) -> None:
    client = logged_in()

    for _ in range(11):
        clock.shift(timedelta(hours=1))
        assert is_in(client)
    clock.shift(timedelta(hours=1))
    assert not is_in(client)


def test_what_one_types_meanwhile_is_kept(camille: User, clock: Any) -> None:
    seeded()
    User.objects.update(is_superuser=True)
    client = logged_in()
    clock.shift(timedelta(hours=4))

    answer = client.post("/admin/programmes/programme/add/", {"short_title": "Tapé"})

    assert answer.status_code == 403
    assert "votre saisie est gardée" in answer.content.decode()


def test_a_session_of_before_these_rules_goes_on_from_now(camille: User, clock: Any) -> None:
    client = logged_in()
    session = client.session
    for name in ("started", "seen", "address", "browser"):
        del session[name]
    session.set_expiry(None)
    session.save()

    assert is_in(client)
    clock.shift(timedelta(hours=2))
    assert is_in(client)
    clock.shift(timedelta(hours=3))
    assert not is_in(client)


def test_clicks_write_a_row_every_five_minutes_at_most(
    camille: User, clock: Any, django_assert_num_queries: Any
) -> None:
    client = logged_in()
    is_in(client)

    def written() -> str:
        return Session.objects.get().session_data

    first = written()
    clock.shift(timedelta(minutes=4))
    is_in(client)
    assert written() == first
    clock.shift(timedelta(minutes=1))
    is_in(client)
    assert written() != first


def test_public_pages_look_at_no_session(camille: User) -> None:
    seeded()
    client = logged_in()

    answer = client.get("/")

    assert "Cookie" not in answer.get("Vary", "")
    assert not answer.cookies


# By people


def test_one_sees_one_s_own_and_ends_one_or_all_others(camille: User) -> None:
    here, phone, desk = logged_in(), logged_in(SAFARI, "198.51.100.4"), logged_in()
    page = reverse("admin:sessions")

    html = here.get(page).content.decode()
    shown = words(here, page)
    assert "Cette session, Firefox, Windows, 192.0.2.7" in shown
    assert "Safari, iPhone, 198.51.100.4" in shown
    for client in (here, phone, desk):
        assert str(client.session.session_key) not in html

    mark = html.split('name="mark" value="')
    phone_s = next(part[:20] for part in mark[1:] if part[:20] in _marks_of(phone))
    assert here.post(page, {"mark": phone_s}).status_code == 302
    assert (is_in(here), is_in(phone), is_in(desk)) == (True, False, True)

    here.post(page)
    assert (is_in(here), is_in(desk)) == (True, False)
    ended = SecurityEvent.objects.filter(happening=Happening.SESSIONS)
    assert [one.about for one in ended] == ["1\xa0session fermée"] * 2


def _marks_of(client: Client) -> set[str]:
    from accounts.sessions import mark_of

    return {mark_of(client.session.session_key or "")}


def test_nobody_ends_the_sessions_of_another_by_their_own_page(camille: User) -> None:
    User.objects.create_user("dominique", password=PASSWORD, is_staff=True)
    other = logged_in(name="dominique")
    own = logged_in()

    own.post(reverse("admin:sessions"), {"mark": _marks_of(other).pop()})
    own.post(reverse("admin:sessions"))

    assert is_in(other)


def test_a_superuser_ends_those_of_others(admin_client: Client, camille: User) -> None:
    one, two = logged_in(), logged_in(SAFARI)
    page = reverse("admin:auth_user_sessions", args=[camille.pk])

    assert "Safari, iPhone" in words(admin_client, page)
    admin_client.post(page, {"mark": _marks_of(one).pop()})
    assert (is_in(one), is_in(two)) == (False, True)
    admin_client.post(page)
    assert not is_in(two)
    assert is_in(admin_client)


def test_who_leaves_is_out_in_one_step_and_their_work_stays(
    admin_client: Client, camille: User
) -> None:
    seeded()
    Programme.objects.update(capacity=24)
    edition = publishing.publish(Programme.objects.get(), camille)
    client = logged_in()
    token = Invitation.objects.make(camille, None)

    save(admin_client, page_of(camille), {"is_active": []})

    assert not is_in(client)
    assert Session.objects.count() == 1  # that of the superuser
    assert Client().get(reverse("admin:welcome", args=[token])).status_code == 410
    assert Client().post(LOGIN, {"username": "camille", "password": PASSWORD}).status_code == 200
    assert Edition.objects.current().get() == edition
    assert edition.author == camille


def test_a_new_password_ends_the_other_sessions(camille: User) -> None:
    here, elsewhere = logged_in(), logged_in()
    new = "quatre autres mots tordus"

    here.post(
        reverse("admin:password_change"),
        {"old_password": PASSWORD, "new_password1": new, "new_password2": new},
    )

    assert (is_in(here), is_in(elsewhere)) == (True, False)


@pytest.mark.parametrize(
    ("agent", "said"),
    [
        (FIREFOX, "Firefox, Windows"),
        (SAFARI, "Safari, iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0 Safari/537.36", "Chrome, Linux"),
        ("Mozilla/5.0 (Macintosh) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge, Mac"),
        ("curl/8", ""),
        ("<script>alert(1)</script>", ""),
    ],
)
def test_of_a_browser_its_name_is_kept_and_no_more(agent: str, said: str) -> None:
    assert browser_in(agent) == said
