"""A draft for a colleague without an account: an address that nobody guesses, for seven days."""

import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.contrib.auth.models import Permission, User
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from catalogue.life import publishing
from programmes.models import PreviewLink, Programme
from programmes.models.preview_links import LIFETIME, hash_of
from tests.seeded import seeded

pytestmark = [pytest.mark.django_db, pytest.mark.ignore_template_errors]


@pytest.fixture
def programme(seed_day: datetime) -> Programme:
    seeded()
    Programme.objects.update(lead="Pas encore en ligne")
    return Programme.objects.get()


@pytest.fixture
def sharing(programme: Programme) -> str:
    return reverse("admin:programmes_programme_share", args=[programme.pk])


@pytest.fixture
def address(admin_client: Client, sharing: str) -> str:
    """Of a link that was just made, without the site."""
    return made(admin_client, sharing)


def made(client: Client, sharing: str) -> str:
    html = client.post(sharing).content.decode()
    found = re.search(r'readonly value="https?://[^/"]+(/apercu/[^"]+/)"', html)
    assert found
    return found[1]


def closed(response: HttpResponse) -> HttpResponse:
    """A calm page that shows and keeps nothing."""
    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert not response.cookies
    assert response["Referrer-Policy"] == "no-referrer"
    assert "Pas encore en ligne" not in response.content.decode()
    return response


def has_ended(response: HttpResponse) -> bool:
    """It says so to whoever holds the address."""
    said = "Ce lien a pris fin" in closed(response).content.decode()
    return said and response.status_code == 410


def not_there(response: HttpResponse) -> bool:
    """The page of any wrong address."""
    said = "Page introuvable" in closed(response).content.decode()
    return said and response.status_code == 404


def test_somebody_without_an_account_reads_the_draft(client: Client, address: str) -> None:
    response = Client().get(address)
    html = response.content.decode()

    assert response.status_code == 200
    assert "Pas encore en ligne" in html
    assert "<b>Brouillon, non publié.</b>" in html
    assert '<meta name="robots" content="noindex">' in html
    assert "/admin/" not in html
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert response["Referrer-Policy"] == "no-referrer"
    assert "ETag" not in response
    assert not response.cookies


def test_the_paper_comes_with_it(address: str, settings: Settings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path
    html = Client().get(address).content.decode()

    assert f'href="{address}fiche.pdf"' in html
    response = Client().get(f"{address}fiche.pdf")
    assert response["Content-Type"] == "application/pdf"
    assert response["Cache-Control"] == "private, no-store"


def test_only_a_hash_is_kept(address: str) -> None:
    token = address.split("/")[2]

    (link,) = PreviewLink.objects.all()

    assert link.token_hash == hash_of(token)
    assert token not in str(link.__dict__.values())
    assert len(token) >= 43
    assert link.expires_at - link.created_at == pytest.approx(LIFETIME, abs=timedelta(seconds=5))


def test_the_address_is_shown_once(admin_client: Client, sharing: str, address: str) -> None:
    html = admin_client.get(sharing).content.decode()

    assert address.split("/")[2] not in html
    assert "Ouvert jusqu’au" in html


def test_an_expired_link_opens_nothing(admin_client: Client, sharing: str, address: str) -> None:
    now = timezone.now()
    PreviewLink.objects.update(
        created_at=now - LIFETIME - timedelta(seconds=1), expires_at=now - timedelta(seconds=1)
    )

    assert has_ended(Client().get(address))  # type: ignore[arg-type]
    assert has_ended(Client().get(f"{address}fiche.pdf"))  # type: ignore[arg-type]
    assert "Expiré le" in admin_client.get(sharing).content.decode()


def test_a_revoked_link_opens_nothing(admin_client: Client, sharing: str, address: str) -> None:
    other = made(admin_client, sharing)
    link = PreviewLink.objects.earliest("pk")
    revoke = reverse("admin:programmes_programme_revoke", args=[link.programme_id, link.pk])

    assert admin_client.get(revoke)["Location"] == sharing
    assert PreviewLink.objects.filter(revoked_at=None).count() == 2
    assert admin_client.post(revoke)["Location"] == sharing
    admin_client.post(revoke)  # twice does no harm

    assert has_ended(Client().get(address))  # type: ignore[arg-type]
    assert Client().get(other).status_code == 200
    assert "Révoqué le" in admin_client.get(sharing).content.decode()


@pytest.mark.parametrize("token", ["x", "A" * 43, "a-b_c", "9" * 200])
def test_an_unknown_link_is_the_same_calm_page(programme: Programme, token: str) -> None:
    assert not_there(Client().get(f"/apercu/{token}/"))  # type: ignore[arg-type]
    assert not_there(Client().get(f"/apercu/{token}/fiche.pdf"))  # type: ignore[arg-type]


def test_an_archived_programme_is_shown_to_nobody(
    admin_client: Client, programme: Programme, sharing: str, address: str
) -> None:
    publishing.archive(programme)

    assert has_ended(Client().get(address))  # type: ignore[arg-type]
    assert "/apercu/" not in admin_client.post(sharing).content.decode()
    assert PreviewLink.objects.count() == 1


def test_a_link_writes_nothing_and_costs_little(
    address: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = Client()
    assert client.post(address).status_code == 405
    with django_assert_max_num_queries(21):
        client.get(address)


def test_a_link_never_publishes(client: Client, address: str) -> None:
    assert "Pas encore en ligne" not in client.get("/formations/bts-ndrc/").content.decode()
    assert "Pas encore en ligne" not in client.get("/").content.decode()


def test_making_and_revoking_need_the_right_to_change(
    client: Client, admin_client: Client, programme: Programme, sharing: str
) -> None:
    made(admin_client, sharing)
    link = PreviewLink.objects.get()
    revoke = reverse("admin:programmes_programme_revoke", args=[programme.pk, link.pk])
    for page in (sharing, revoke):
        assert "/admin/login/" in client.post(page)["Location"]

    reader = User.objects.create_user("lecture", password="x", is_staff=True)
    reader.user_permissions.set(Permission.objects.filter(codename="view_programme"))
    client.force_login(reader)
    assert client.get(sharing).status_code == 403
    for page in (sharing, revoke):
        assert client.post(page).status_code == 403

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(User.objects.create_superuser("chef", password="x"))
    for page in (sharing, revoke):
        assert strict.post(page).status_code == 403
    assert PreviewLink.objects.filter(revoked_at=None).count() == 1


def test_a_link_of_another_programme_is_not_revoked_here(
    admin_client: Client, programme: Programme, address: str
) -> None:
    other = publishing.duplicate(programme, "autre", None)
    link = PreviewLink.objects.get()

    page = reverse("admin:programmes_programme_revoke", args=[other.pk, link.pk])

    assert admin_client.post(page).status_code == 404
