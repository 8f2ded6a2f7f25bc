"""Who may do what in the admin: every address × every role. A new address without a row fails."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Final

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from pytest_django import Settings

from accounts import factors
from accounts.models import Happening, SecurityEvent
from accounts.security_log import record
from catalogue.life import publishing, reading
from programmes.models import Edition, FieldOfStudy, PreviewLink, Programme
from tests.catalogue.admin_page import save
from tests.seeded import seeded

pytestmark = [pytest.mark.django_db, pytest.mark.ignore_template_errors]

ROLES: Final = ("anonymous", "no group", "Rédaction", "Publication", "Admissions", "superuser")
LOGIN: Final = "asked who they are"

Row = tuple[int | str, ...]


def row(*statuses: int | str) -> Row:
    """What each role gets, from the one without a group on; strangers are always asked."""
    return (LOGIN, *statuses)


STAFF = row(200, 200, 200, 200, 200)
WRITERS = row(403, 200, 200, 403, 200)
PUBLISHERS = row(403, 403, 200, 403, 200)
SUPERUSERS = row(403, 403, 403, 403, 200)
# Without an account: a link leads there. Nobody learns more from one that is wrong.
EVERYBODY: Row = (200,) * 6
EVERYBODY_IN_VAIN: Row = (410,) * 6
NOBODY = row(403, 403, 403, 403, 403)
ONWARD = row(302, 302, 302, 302, 302)
# A step without a question: a GET does nothing and leads to the page that has its button.
PUBLISHERS_ONWARD = row(403, 403, 302, 403, 302)


def model_pages(
    model: str, *, add: Row = WRITERS, delete: Row = NOBODY, read: Row = WRITERS
) -> dict[str, Row]:
    """Django's own addresses of a model."""
    return {
        f"{model}/": read,
        f"{model}/add/": add,
        f"{model}/<path:object_id>/change/": read,
        f"{model}/<path:object_id>/history/": read,
        f"{model}/<path:object_id>/delete/": delete,
        f"{model}/<path:object_id>/": ONWARD,
    }


PROGRAMME = "programmes/programme/<int:pk>"
GET: Final[dict[str, Row]] = {
    "": STAFF,
    "guide/": STAFF,
    "etat/": SUPERUSERS,
    "sessions/": STAFF,
    "second-facteur/": STAFF,
    "second-facteur/code/": row(*(LOGIN,) * 5),  # whoever is in has given theirs
    "second-facteur/installer/": STAFF,
    "second-facteur/suite/": ONWARD,
    "bienvenue/": EVERYBODY,
    "bienvenue/<slug:token>/": EVERYBODY_IN_VAIN,
    "login/": (200, 302, 302, 302, 302, 302),
    "logout/": (302, 302, 302, 302, 302, 302),
    "password_change/": STAFF,
    "password_change/done/": STAFF,
    "jsi18n/": STAFF,
    "autocomplete/": NOBODY,  # no list of ours uses it
    "r/<path:content_type_id>/<path:object_id>/": row(404, 404, 404, 404, 404),
    "^<app_label>/$": ONWARD,
    "<url>$": row(404, 404, 404, 404, 404),
    **model_pages("programmes/programme"),
    **model_pages("programmes/bloc", delete=WRITERS),
    **model_pages("programmes/examunit", delete=WRITERS),
    **model_pages("programmes/trainingcentre"),  # deleted by nobody while it is used
    **model_pages("programmes/edition", add=NOBODY),
    **model_pages("admissions/fundingscheme"),
    **model_pages("programmes/fieldofstudy", delete=SUPERUSERS),  # one that no programme names
    **model_pages("auth/user", read=SUPERUSERS, add=SUPERUSERS),
    "auth/user/<id>/password/": SUPERUSERS,
    "auth/user/<int:pk>/lien/": SUPERUSERS,
    "auth/user/<int:pk>/sessions/": SUPERUSERS,
    # Of the table's superuser it is their own, which has its page.
    "auth/user/<int:pk>/second-facteur/": row(403, 403, 403, 403, 302),
    **model_pages("accounts/securityevent", add=NOBODY, read=SUPERUSERS),
    "programmes/edition/<int:pk>/lire/": WRITERS,
    "programmes/edition/<int:pk>/fiche.pdf": WRITERS,
    f"{PROGRAMME}/publier/": PUBLISHERS,
    f"{PROGRAMME}/retirer/": PUBLISHERS,
    f"{PROGRAMME}/archiver/": PUBLISHERS,
    f"{PROGRAMME}/desarchiver/": PUBLISHERS_ONWARD,
    f"{PROGRAMME}/apercu/": WRITERS,
    f"{PROGRAMME}/apercu/fiche.pdf": WRITERS,
    f"{PROGRAMME}/comparer/": WRITERS,
    f"{PROGRAMME}/historique/": WRITERS,
    f"{PROGRAMME}/historique/<int:edition>/restaurer/": PUBLISHERS,
    f"{PROGRAMME}/partager/": PUBLISHERS,
    f"{PROGRAMME}/partager/<int:link>/revoquer/": PUBLISHERS_ONWARD,
    f"{PROGRAMME}/preuve/": WRITERS,
    f"{PROGRAMME}/dupliquer/": WRITERS,
    f"{PROGRAMME}/type/": WRITERS,
    f"{PROGRAMME}/centre/": WRITERS,
    f"{PROGRAMME}/exporter/": WRITERS,
    f"{PROGRAMME}/importer/": WRITERS,
    "programmes/programme/importer/": WRITERS,
    "programmes/programme/republier/": PUBLISHERS,
    "programmes/programme/fichiers/<slug:digest>.pdf": row(403, 404, 404, 403, 404),
}

# What a forged form gets where something happens: it takes the right, not the button.
POST: Final[dict[str, Row]] = {
    f"{PROGRAMME}/publier/": row(403, 403, 302, 403, 302),
    f"{PROGRAMME}/retirer/": row(403, 403, 302, 403, 302),
    f"{PROGRAMME}/archiver/": row(403, 403, 302, 403, 302),
    f"{PROGRAMME}/desarchiver/": row(403, 403, 302, 403, 302),
    f"{PROGRAMME}/historique/<int:edition>/restaurer/": PUBLISHERS,  # asked again
    f"{PROGRAMME}/partager/": PUBLISHERS,
    f"{PROGRAMME}/partager/<int:link>/revoquer/": row(403, 403, 302, 403, 302),
    f"{PROGRAMME}/dupliquer/": row(403, 302, 302, 403, 302),
    f"{PROGRAMME}/type/": WRITERS,  # asked again
    f"{PROGRAMME}/centre/": WRITERS,  # asked again
    f"{PROGRAMME}/importer/": WRITERS,
    "programmes/programme/importer/": WRITERS,
    "programmes/programme/republier/": PUBLISHERS,  # nothing ticked
    "programmes/programme/add/": WRITERS,
    "programmes/programme/<path:object_id>/delete/": NOBODY,
    "programmes/bloc/<path:object_id>/delete/": row(403, 302, 302, 403, 302),
    "programmes/trainingcentre/<path:object_id>/change/": WRITERS,
    "programmes/edition/<path:object_id>/change/": NOBODY,
    "programmes/edition/<path:object_id>/delete/": NOBODY,
    "auth/user/<path:object_id>/change/": SUPERUSERS,
    "auth/user/<id>/password/": SUPERUSERS,
    "auth/user/<int:pk>/lien/": SUPERUSERS,
    "auth/user/<int:pk>/sessions/": row(403, 403, 403, 403, 302),
    "auth/user/<int:pk>/second-facteur/": row(403, 403, 403, 403, 302),
    "sessions/": row(302, 302, 302, 302, 302),
    "second-facteur/": STAFF,
    "second-facteur/code/": row(*(LOGIN,) * 5),
    "second-facteur/installer/": STAFF,
    "second-facteur/suite/": ONWARD,
    "bienvenue/<slug:token>/": EVERYBODY_IN_VAIN,
    "accounts/securityevent/add/": NOBODY,
    "accounts/securityevent/<path:object_id>/change/": NOBODY,
    "accounts/securityevent/<path:object_id>/delete/": NOBODY,
}


def addresses() -> list[str]:
    (site,) = (one for one in get_resolver().url_patterns if isinstance(one, URLResolver))
    return sorted(set(walk(site)))


def walk(resolver: URLResolver, before: str = "") -> Iterator[str]:
    for one in resolver.url_patterns:
        found = before + str(one.pattern)
        if isinstance(one, URLPattern):
            yield re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<\1>", found)
        else:
            yield from walk(one, found)


@pytest.fixture
def programme(seed_day: datetime) -> Programme:
    """Online, with a draft that says something else."""
    seeded()
    Programme.objects.update(capacity=24)
    programme = Programme.objects.get()
    publishing.snapshot(programme, None)
    return programme


def client_of(role: str) -> Client:
    client = Client()
    if role == "anonymous":
        return client
    user = User.objects.create_user(
        "quelqu-un", password="x", is_staff=True, is_superuser=role == "superuser"
    )
    if role in {"Rédaction", "Publication", "Admissions"}:
        user.groups.add(Group.objects.get(name=role))
    client.force_login(user)
    return client


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def written_out(address: str, programme: Programme) -> str:
    """The address of a row that exists."""
    if not SecurityEvent.objects.exists():
        record(Happening.EXPORTED)
    edition = Edition.objects.current().get()
    (bloc, unit) = (programme.blocs.first(), programme.exam_units.first())
    option = programme.funding_options.first()
    user = User.objects.first() or User.objects.create_user("collegue", password="x")
    assert bloc
    assert unit
    assert option
    keys: dict[str, int] = {
        "programme": programme.pk,
        "edition": edition.pk,
        "bloc": bloc.pk,
        "examunit": unit.pk,
        "trainingcentre": programme.centre_id,
        "fundingscheme": option.scheme_id,
        "fieldofstudy": FieldOfStudy.objects.values_list("pk", flat=True)[0],
        "user": user.pk,
        "securityevent": SecurityEvent.objects.latest("pk").pk,
    }
    found = re.search(r"/(\w+)/<", address)
    key = str(keys[found[1]]) if found and found[1] in keys else "0"
    replaced = {
        "<int:edition>": str(edition.pk),
        "<int:link>": str(PreviewLink.objects.make(programme, user)[0].pk),
        "<path:content_type_id>": "0",
        "^<app_label>/$": "programmes/",
        "<url>$": "rien/",
    }
    for name, value in replaced.items():
        address = address.replace(name, value)
    return "/admin/" + re.sub(r"<[^>]+>", key, address)


def got(response: Any) -> int | str:
    if response.status_code == 302 and response["Location"].startswith("/admin/login/"):
        return LOGIN
    if response.status_code == 403 and b'id="login-form"' in response.content:
        return LOGIN  # with what was typed in the page
    status: int = response.status_code
    return status


def test_every_address_has_a_row() -> None:
    assert sorted(GET) == addresses()
    assert set(POST) <= set(GET)


@pytest.mark.parametrize("role", ROLES)
def test_each_role_opens_what_it_may(programme: Programme, role: str) -> None:
    client = client_of(role)
    wrong = {}
    for address, expected in GET.items():
        page = written_out(address, programme)
        if page in {"/admin/programmes/bloc/add/", "/admin/programmes/examunit/add/"}:
            page += f"?programme={programme.pk}"
        status = got(client.get(page))
        if status != expected[ROLES.index(role)]:
            wrong[address] = status
    assert wrong == {}


@pytest.mark.parametrize("role", ROLES)
def test_each_role_does_what_it_may(programme: Programme, role: str) -> None:
    client = client_of(role)
    wrong = {}
    for address, expected in POST.items():
        page = written_out(address, programme)
        with undone():
            status = got(client.post(page, forged(programme)))
        if status != expected[ROLES.index(role)]:
            wrong[address] = status
    assert wrong == {}


def forged(programme: Programme) -> dict[str, str]:
    """Every field and button that any step has ever looked at."""
    online = Edition.objects.current().get()
    return {
        "read": reading.of(programme.pk).mark(online),
        "post": "yes",
        "note": "",
        "_publish": "1",
        "_save": "1",
        "current": "on",
        "number": "9",
        "slug": "autre",
        "short_title": "Autre",
        "full_title": "Autre titre",
    }


HALFWAY: Final = ("second-facteur/code/", "second-facteur/installer/")


@pytest.mark.parametrize("has_factor", [False, True])
@pytest.mark.parametrize("role", ROLES[1:])
def test_between_password_and_factor_one_is_a_stranger(
    programme: Programme, role: str, has_factor: bool, settings: Settings
) -> None:
    """Each address, read and sent, gives what it gives to somebody without an account."""
    settings.SITE_URL = "https://catalogue.exemple.fr"
    client = client_of(role)
    user = User.objects.get(username="quelqu-un")
    if has_factor:
        factors.enrol(user, factors.new_salt(), 0)
    elif not factors.is_required(user):
        return
    client.logout()
    user.set_password("lampe girafe tiroir nuage")
    user.save()
    sent = {"username": user.username, "password": "lampe girafe tiroir nuage"}
    answer = client.post("/admin/login/", sent)
    assert answer["Location"] == f"/admin/{HALFWAY[not has_factor]}"

    wrong = {}
    for address in addresses():
        if address in HALFWAY:
            continue
        page = written_out(address, programme)
        expected = GET[address][0]
        if (status := got(client.get(page))) != expected:
            wrong[address] = status
        if address not in POST:
            continue
        with undone():
            expected = 200 if address == "logout/" else POST[address][0]
            if (status := got(client.post(page, forged(programme)))) != expected:
                wrong[f"POST {address}"] = status
    assert wrong == {}
    # And the way on stood open all the time.
    assert client.get(answer["Location"]).status_code == 200


@pytest.mark.parametrize("role", ["anonymous", "no group", "Rédaction", "Admissions"])
def test_no_address_publishes_without_the_right(programme: Programme, role: str) -> None:
    client = client_of(role)
    before = what_the_public_reads()
    for address in addresses():
        if address == "logout/":
            continue
        page = written_out(address, programme)
        with undone():
            client.post(page, forged(programme))
            assert what_the_public_reads() == before, address
        with undone():
            client.get(page, forged(programme))
            assert what_the_public_reads() == before, address


def what_the_public_reads() -> list[tuple[Any, ...]]:
    editions = Edition.objects.exclude(number=None).order_by("pk")
    return list(editions.values_list("pk", "number", "current", "published_at", "withdrawn_at"))


def test_writers_who_forge_the_button_only_save(programme: Programme) -> None:
    client = client_of("Rédaction")
    page = reverse("admin:programmes_programme_change", args=[programme.pk])
    before = what_the_public_reads()

    response = save(client, page, {"lead": "Par la rédaction"}, "_publish")

    assert response.status_code == 302
    assert what_the_public_reads() == before
    assert Programme.objects.get().lead == "Par la rédaction"


def test_writers_find_no_button_that_they_may_not_press(programme: Programme) -> None:
    page = reverse("admin:programmes_programme_change", args=[programme.pk])
    steps = [f'href="{page.removesuffix("change/")}{step}/"' for step in ("publier", "archiver")]

    html = client_of("Rédaction").get(page).content.decode()

    assert [step for step in steps if step in html] == []
    assert "Enregistrer et publier" not in html
    assert 'name="_save"' in html


def test_publishers_see_the_steps(programme: Programme) -> None:
    page = reverse("admin:programmes_programme_change", args=[programme.pk])
    steps = [f'href="{page.removesuffix("change/")}{step}/"' for step in ("publier", "archiver")]

    html = client_of("Publication").get(page).content.decode()

    assert [step for step in steps if step not in html] == []


def test_admissions_log_in_and_find_nothing_yet(programme: Programme) -> None:
    html = client_of("Admissions").get("/admin/").content.decode()

    assert "BTS NDRC" not in html
    assert "/admin/programmes/" not in html


def test_a_right_over_accounts_that_was_given_by_hand_opens_none() -> None:
    """Whoever edits accounts could make themselves a superuser."""
    user = User.objects.create_user("quelqu-un", password="x", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(content_type__app_label="auth"))
    client = Client()
    client.force_login(user)

    assert client.get("/admin/auth/user/").status_code == 403
    assert client.get("/admin/auth/user/add/").status_code == 403
    change = reverse("admin:auth_user_change", args=[user.pk])
    assert client.get(change).status_code == 403
    assert client.post(change, {"is_superuser": "on"}).status_code == 403
    assert client.get(reverse("admin:auth_user_password_change", args=[user.pk])).status_code == 403
    assert "/admin/auth/" not in client.get("/admin/").content.decode()


def test_the_roles_hold_rights_over_rows_and_never_over_accounts() -> None:
    apps = Permission.objects.filter(group__isnull=False).values_list(
        "content_type__app_label", flat=True
    )
    assert set(apps) == {"programmes", "admissions"}
    publish = Permission.objects.get(codename="publish_programme")
    assert [group.name for group in publish.group_set.all()] == ["Publication"]
