"""Pages of Django's that staff meet too: login, logout, password, journal; dates and times."""

from datetime import UTC, datetime

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, User
from django.db.models import QuerySet
from django.test import Client
from django.urls import reverse

from admissions.models import FundingScheme
from programmes.models import Edition, Programme, ReviewNote, TrainingCentre
from tests.catalogue.admin_page import add_row, form_of, save, words

pytestmark = [pytest.mark.django_db, pytest.mark.ignore_template_errors]

FIRST = datetime(2026, 12, 1, 13, 35, tzinfo=UTC)


def test_a_wrong_password_is_told_plainly(client: Client) -> None:
    answer = client.post(reverse("admin:login"), {"username": "camille", "password": "faux"})

    assert "Nom d’utilisateur ou mot de passe incorrect." in answer.content.decode()


def test_logging_out_says_so_and_leads_back(admin_client: Client) -> None:
    answer = admin_client.post(reverse("admin:logout"))
    html = answer.content.decode()

    assert "Vous êtes déconnecté." in html
    assert "Se reconnecter" in html
    assert "Merci" not in html


def test_the_address_of_the_logout_alone_logs_nobody_out(admin_client: Client) -> None:
    answer = admin_client.get(reverse("admin:logout"))

    assert answer["Location"] == "/admin/"
    assert "_auth_user_id" in admin_client.session


@pytest.mark.parametrize("part", ["programmes", "admissions", "auth"])
def test_half_an_address_leads_to_the_first_page(admin_client: Client, part: str) -> None:
    assert admin_client.get(f"/admin/{part}/")["Location"] == "/admin/"


def test_no_page_leads_to_half_an_address(admin_client: Client, programme: Programme) -> None:
    scheme = FundingScheme.objects.all()[0]
    pages = [
        reverse(f"admin:admissions_fundingscheme_{view}", args=[scheme.pk])
        for view in ("change", "history")
    ]
    for page in [*pages, reverse("admin:auth_user_add"), reverse("admin:password_change")]:
        html = admin_client.get(page).content.decode()

        assert "Administration de" not in html
        for part in ("programmes", "admissions", "auth"):
            assert f'href="/admin/{part}/"' not in html


@pytest.mark.parametrize("name", ["password_change", "password_change_done"])
def test_the_pages_of_ones_password_have_the_usual_head(admin_client: Client, name: str) -> None:
    page = words(admin_client, reverse(f"admin:{name}"))

    assert "Voir le site Guide Mot de passe Se déconnecter" in page


def test_ones_password_is_changed(client: Client) -> None:
    user = User.objects.create_user("camille", password="x", is_staff=True)
    client.force_login(user)
    page = reverse("admin:password_change")
    new = "une phrase de passe assez longue"
    typed = {"new_password1": new, "new_password2": new}

    wrong = client.post(page, {**typed, "old_password": "y"})
    assert 'href="#id_old_password"' in wrong.content.decode()
    answer = client.post(page, {**typed, "old_password": "x"}, follow=True)

    assert "Votre mot de passe est changé" in answer.content.decode()
    user.refresh_from_db()
    assert user.check_password(new)


def test_the_journal_of_a_row_says_what_was_done(
    admin_client: Client, programme: Programme
) -> None:
    centre = reverse("admin:programmes_trainingcentre_change", args=[programme.centre_id])
    fields = form_of(admin_client, centre)
    save(admin_client, centre, add_row(fields, "sites", name="Campus", address="1 rue Haute"))
    save(admin_client, centre, {"sites-0-access": "Bus 4"})
    LogEntry.objects.update(action_time=FIRST)

    page = words(
        admin_client, reverse("admin:programmes_trainingcentre_history", args=[programme.centre_id])
    )

    assert "Ajout de lieu de formation « Campus »." in page
    assert "pour lieu de formation « Campus »." in page
    assert "1er décembre 2026 à 14 h 35" in page
    assert "objet" not in page


def test_a_row_without_a_journal_says_so(admin_client: Client) -> None:
    scheme = FundingScheme.objects.create(code="bourse", name="Bourse")

    page = words(admin_client, reverse("admin:admissions_fundingscheme_history", args=[scheme.pk]))

    assert "Rien n’a encore été modifié ici." in page


def test_the_first_of_a_month_is_written_as_in_french(
    admin_client: Client, admin_user: User, programme: Programme
) -> None:
    QuerySet(Edition).update(created_at=FIRST, published_at=FIRST)  # ours refuses
    ReviewNote.objects.update(created_at=FIRST, settled_at=FIRST)
    User.objects.update(last_login=FIRST, date_joined=FIRST)
    save(
        admin_client,
        reverse("admin:programmes_trainingcentre_change", args=[programme.centre_id]),
        {"phone": "05 53 11 22 33"},
    )
    LogEntry.objects.update(action_time=FIRST)
    edition = Edition.objects.get()
    pages = {
        "admin:index": [],
        "admin:programmes_programme_changelist": [],
        "admin:programmes_programme_change": [programme.pk],
        "admin:programmes_programme_proof": [programme.pk],
        "admin:programmes_edition_changelist": [],
        "admin:programmes_edition_change": [edition.pk],
        "admin:auth_user_change": [admin_user.pk],
    }
    for name, args in pages.items():
        page = words(admin_client, reverse(name, args=args))

        assert "1er décembre 2026" in page, name
        assert " 1 décembre" not in page, name
        assert "14:35" not in page, name
        assert "None" not in page, name


def test_who_has_nothing_to_do_here_is_told_why(client: Client) -> None:
    user = User.objects.create_user("accueil", is_staff=True)
    user.groups.add(Group.objects.get(name="Admissions"))
    client.force_login(user)

    assert "Rien à faire ici pour l’instant" in words(client, "/admin/")


def test_whoever_sees_a_list_is_not_told_so(admin_client: Client) -> None:
    TrainingCentre.objects.create(name="Centre")

    assert "Rien à faire ici" not in words(admin_client, "/admin/")
