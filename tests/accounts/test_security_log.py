"""The security log: what is in it, what never is, who reads it, how long it stays."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import Group, Permission, User
from django.test import Client
from django.urls import reverse

from accounts import security_log, tidying
from accounts.models import Happening, SecurityEvent
from catalogue.life import publishing
from programmes.models import Programme
from tests.catalogue.admin_page import page_of, save, words
from tests.seeded import seeded

from .conftest import LOGIN, PASSWORD

pytestmark = [pytest.mark.django_db, pytest.mark.ignore_template_errors]

LIST = "/admin/accounts/securityevent/"


def told(happening: Happening) -> list[tuple[Any, ...]]:
    events = SecurityEvent.objects.filter(happening=happening).order_by("pk")
    return list(events.values_list("account", "by", "address", "about"))


@pytest.fixture
def boss(admin_client: Client) -> User:
    return User.objects.get(username="admin")


# What is in it


def test_log_ins_failures_and_limits_with_account_address_and_day(camille: User) -> None:
    day = datetime(2026, 12, 1, 11, tzinfo=UTC)
    with time_machine.travel(day, tick=False):
        for password in (PASSWORD, *["faux"] * 7):
            sent = {"username": "camille", "password": password}
            Client().post(LOGIN, sent, REMOTE_ADDR="192.0.2.7")

    assert told(Happening.LOGGED_IN) == [(camille.pk, camille.pk, "192.0.2.7", "")]
    assert told(Happening.FAILED) == [(camille.pk, None, "192.0.2.7", "")] * 5
    # Once, not at each refusal: who goes on would fill it.
    assert told(Happening.LIMITED) == [(camille.pk, None, "192.0.2.7", "")]
    assert SecurityEvent.objects.filter(happening=Happening.FAILED)[0].at == day


def test_a_name_that_is_no_account_is_not_in_it(camille: User) -> None:
    Client().post(LOGIN, {"username": PASSWORD, "password": "x"}, REMOTE_ADDR="192.0.2.7")

    assert told(Happening.FAILED) == [(None, None, "192.0.2.7", "")]


def test_rights_that_change_whoever_changes_them(
    admin_client: Client, boss: User, camille: User
) -> None:
    SecurityEvent.objects.all().forget_before(datetime.max.replace(tzinfo=UTC))
    role = Group.objects.get(name="Publication")

    save(
        admin_client,
        page_of(camille),
        {"groups": [str(role.pk)], "is_superuser": ["on"]},
    )
    save(admin_client, page_of(camille), {"groups": [], "is_superuser": [], "is_active": []})
    camille.user_permissions.add(Permission.objects.all()[0])

    (given, role_given, taken, role_taken, by_hand) = told(Happening.RIGHTS)
    assert given == (camille.pk, boss.pk, "127.0.0.1", "+ super-utilisateur")
    assert role_given[3] == "+ Publication"
    assert taken[3] == "− compte actif, − super-utilisateur"
    assert role_taken[3] == "− Publication"
    assert by_hand[:3] == (camille.pk, None, None)


def test_accounts_that_come_and_go(admin_client: Client, boss: User) -> None:
    save(admin_client, reverse("admin:auth_user_add"), {"username": "dominique"}, "_save")
    made = User.objects.get(username="dominique")
    admin_client.post(page_of(made, "delete"), {"post": "yes"})

    assert [row[3] for row in told(Happening.RIGHTS) if row[0] == made.pk] == [
        "+ membre de l’équipe",
        "compte supprimé",
    ]
    assert told(Happening.LINK) == [(made.pk, boss.pk, "127.0.0.1", "")]


def test_passwords_that_change_and_neither_log_ins_nor_names(
    admin_client: Client, boss: User, camille: User
) -> None:
    page = reverse("admin:auth_user_password_change", args=[camille.pk])
    before = len(told(Happening.PASSWORD))

    admin_client.post(page, {"password1": PASSWORD + "x", "password2": PASSWORD + "x"})
    save(admin_client, page_of(camille), {"first_name": "Camille"})
    Client().post(LOGIN, {"username": "camille", "password": PASSWORD + "x"})

    assert told(Happening.PASSWORD)[before:] == [(camille.pk, boss.pk, "127.0.0.1", "")]


def test_publications_withdrawals_and_exports(admin_client: Client, boss: User) -> None:
    seeded()
    Programme.objects.update(capacity=24)
    programme = Programme.objects.get()
    before = {one: len(told(one)) for one in Happening}
    publishing.publish(programme, boss)
    admin_client.post(
        reverse("admin:programmes_programme_withdraw", args=[programme.pk]), {"post": "yes"}
    )
    admin_client.get(reverse("admin:programmes_programme_export", args=[programme.pk]))

    new = {one: told(one)[before[one] :] for one in Happening}
    assert new[Happening.PUBLISHED] == [(boss.pk, None, None, "bts-ndrc, édition n° 2")]
    assert new[Happening.WITHDRAWN] == [(boss.pk, boss.pk, "127.0.0.1", "bts-ndrc, édition n° 2")]
    assert new[Happening.EXPORTED] == [(boss.pk, boss.pk, "127.0.0.1", "bts-ndrc")]


def test_a_command_says_what_it_did_and_nobody_s_address() -> None:
    security_log.record(Happening.RESTORED, about="sauvegarde du 1er décembre 2026" + "x" * 300)

    ((account, by, address, about),) = told(Happening.RESTORED)
    assert (account, by, address) == (None, None, None)
    assert len(about) == 200


# It is only added to


def test_nothing_in_it_changes_nor_goes() -> None:
    security_log.record(Happening.EXPORTED)
    event = SecurityEvent.objects.get()

    for attempt in (
        event.save,
        event.delete,
        SecurityEvent.objects.all().delete,
        lambda: SecurityEvent.objects.update(about="x"),
    ):
        with pytest.raises(TypeError, match="append-only"):
            attempt()
    assert SecurityEvent.objects.get().about == ""


def test_twelve_months_stay() -> None:
    now = datetime(2026, 12, 1, 11, tzinfo=UTC)
    for days in (0, 364, 366, 900):
        with time_machine.travel(now - timedelta(days=days), tick=False):
            security_log.record(Happening.EXPORTED, about=str(days))

    with time_machine.travel(now, tick=False):
        tidying.tidy()

    assert set(SecurityEvent.objects.values_list("about", flat=True)) == {"0", "364"}


# Superusers read it


def test_a_superuser_reads_filters_and_searches(
    admin_client: Client, boss: User, camille: User
) -> None:
    Client().post(LOGIN, {"username": "camille", "password": "x"}, REMOTE_ADDR="192.0.2.7")
    security_log.record(Happening.EXPORTED, account=boss.pk, about="bts-ndrc")
    gone = User.objects.create_user("gone")
    security_log.record(Happening.RESTORED, account=gone.pk)
    gone.delete()

    page = words(admin_client, LIST)
    assert "Échec de connexion" in page
    assert f"camille (n° {camille.pk})" in page
    assert "192.0.2.7" in page
    assert "supprimé" in page
    assert "1er" in page or " 20" in page

    filtered = words(admin_client, f"{LIST}?happening__exact=exported")
    assert "bts-ndrc" in filtered
    assert "192.0.2.7" not in filtered
    found = words(admin_client, f"{LIST}?q=camille")
    assert "192.0.2.7" in found
    assert "bts-ndrc" not in found
    assert "bts-ndrc" in words(admin_client, f"{LIST}?q=ndrc")


def test_nobody_else_does_whatever_rights_they_were_given(client: Client, camille: User) -> None:
    security_log.record(Happening.EXPORTED)
    camille.user_permissions.set(Permission.objects.filter(content_type__app_label="accounts"))
    client.force_login(camille)

    assert client.get(LIST).status_code == 403
    assert "Journal de sécurité" not in words(client, "/admin/")


def test_no_page_nor_action_changes_it(admin_client: Client) -> None:
    security_log.record(Happening.EXPORTED)
    event = SecurityEvent.objects.latest("pk")
    sent = {"action": "delete_selected", "_selected_action": [str(event.pk)], "post": "yes"}

    admin_client.post(LIST, sent)
    admin_client.post(f"{LIST}{event.pk}/change/", {"about": "x"})
    admin_client.post(f"{LIST}{event.pk}/delete/", {"post": "yes"})

    assert SecurityEvent.objects.get(pk=event.pk).about == ""


def test_the_list_asks_no_more_for_a_hundred_lines(
    admin_client: Client, boss: User, django_assert_max_num_queries: Any
) -> None:
    for _ in range(100):
        security_log.record(Happening.EXPORTED, account=boss.pk)

    with django_assert_max_num_queries(8):
        admin_client.get(LIST)
