"""The admin's first page: where each programme stands and what it waits for."""

import re

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from admissions.models import FundingScheme
from catalogue.admin import dashboard
from catalogue.life import publishing
from programmes.models import ExamPaper, Programme, TrainingCentre
from tests.catalogue.admin_page import queries
from tests.catalogue.page_text import plain

pytestmark = [pytest.mark.django_db, pytest.mark.ignore_template_errors]

INDEX = "/admin/"


def read(client: Client, address: str = INDEX) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def rows(client: Client) -> dict[str, str]:
    """What each row of the board says, by short title."""
    html = read(client)
    found = re.findall(r"<tr>\s*<th scope=\"row\">.*?</tr>", html, re.DOTALL)
    by_title = {re.findall(r">([^<]+)</a>", row)[0]: row for row in found}
    return {title: plain(row) for title, row in by_title.items()}


def test_the_first_page_tells_where_the_programme_stands(
    admin_client: Client, programme: Programme
) -> None:
    said = rows(admin_client)["BTS NDRC"]

    assert "en ligne" in said
    assert "édition n° 1" in said
    assert "7 manquantes" in said
    assert "Intitulé enregistré ; Délai d’accès ; Tarifs, pour chaque public…" in said
    assert "4 remarques" in said
    assert "43 notes" in said
    assert "par mise en place du site" in said


def test_one_click_leads_to_each_thing(admin_client: Client, programme: Programme) -> None:
    html = read(admin_client)
    page = reverse("admin:programmes_programme_change", args=[programme.pk])

    for anchor in ("", "#a-completer", "#part-notes"):
        assert f'href="{page}{anchor}"' in html, anchor
    target = read(admin_client, page)
    assert 'id="a-completer"' in target
    assert 'id="part-notes"' in target


def test_what_the_centre_lacks_is_said_once(admin_client: Client, programme: Programme) -> None:
    publishing.duplicate(programme, "copie", None)
    html = read(admin_client)

    assert "10 mentions à compléter pour toutes ses formations" in plain(html)
    assert html.count(">Référent handicap</a>") == 1
    centre = reverse("admin:programmes_trainingcentre_change", args=[programme.centre_id])
    assert f'href="{centre}#id_siret"' in html


def test_a_change_by_somebody_shows_at_once(
    admin_client: Client, admin_user: User, programme: Programme
) -> None:
    Programme.objects.update(hours=100, access_delay="un mois")
    programme.requirements.all().delete()
    publishing.snapshot(programme, admin_user)

    said = rows(admin_client)["BTS NDRC"]

    assert "modifiée depuis la publication" in said
    assert "1 avant de publier" in said
    assert "Prérequis ;" in said
    assert "par admin" in said


def test_a_mention_that_aged_is_told(admin_client: Client, programme: Programme) -> None:
    Programme.objects.update(registration_ends_on="2025-12-31")

    assert "1 périmée" in rows(admin_client)["BTS NDRC"]


def test_a_draft_that_no_sheet_can_hold_is_told(admin_client: Client, programme: Programme) -> None:
    Programme.objects.update(presentation="x" * 5001)

    assert "brouillon illisible" in rows(admin_client)["BTS NDRC"]
    page = reverse("admin:programmes_programme_change", args=[programme.pk])
    assert "Brouillon illisible" in read(admin_client, page)


def test_a_total_that_moved_is_told_while_the_programme_is_offline_too(
    admin_client: Client, programme: Programme
) -> None:
    """It is compared with the last of the editions published, not with the first."""
    ExamPaper.objects.filter(unit__programme=programme, unit__code="U1").update(coefficient=7)
    publishing.publish(programme, None)
    publishing.withdraw(programme)
    assert "4 remarques" in rows(admin_client)["BTS NDRC"]

    ExamPaper.objects.filter(unit__programme=programme, unit__code="U1").update(coefficient=9)
    publishing.snapshot(programme, None)

    said = plain(
        read(admin_client, reverse("admin:programmes_programme_change", args=[programme.pk]))
    )
    assert "5 remarques" in rows(admin_client)["BTS NDRC"]
    assert "Le total des coefficients passe de" in said


def test_archived_programmes_are_left_out(admin_client: Client, programme: Programme) -> None:
    publishing.archive(programme)

    html = read(admin_client)

    assert rows(admin_client) == {}
    assert "Aucune formation en cours" in html


def test_a_complete_programme_asks_for_nothing(admin_client: Client, programme: Programme) -> None:
    """Nothing of its own: the rest is the centre's."""
    today = timezone.localdate()
    programme.review_notes.all().delete()
    programme.key_figures.all().delete()
    programme.funding_options.all().delete()
    scheme = FundingScheme.objects.create(
        code="gratuit", name="Formation gratuite", is_work_study=True
    )
    programme.funding_options.create(scheme=scheme, amount=8417, basis="year", priced_on=today)
    for kind in ("pass", "satisfaction", "added_value"):
        programme.key_figures.create(
            kind=kind,
            value=80,
            scale="points" if kind == "added_value" else "percent",
            n=25,
            year=today.year,
            source="relevé",
        )
    Programme.objects.update(access_delay="un mois", exact_title="BTS - NDRC", exam_in_doubt=False)

    said = rows(admin_client)["BTS NDRC"]

    assert said.count("rien") == 2


def test_it_costs_the_same_with_1_and_20_programmes(
    admin_client: Client, programme: Programme
) -> None:
    with_one = queries(admin_client, INDEX)

    for index in range(19):
        copy = publishing.duplicate(programme, f"copie-{index}", None)
        if index % 2:
            publishing.publish(copy, None)

    assert read(admin_client).count('<th scope="row">') == 20
    assert queries(admin_client, INDEX) == with_one
    assert with_one <= 31


def test_a_long_list_is_cut_and_says_so(
    admin_client: Client, programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dashboard, "SHOWN", 2)
    for index in range(2):
        publishing.duplicate(programme, f"copie-{index}", None)

    html = read(admin_client)

    assert html.count('<th scope="row">') == 2
    assert "Les 2 premières" in html


def test_each_centre_has_its_own_line(admin_client: Client, programme: Programme) -> None:
    copy = publishing.duplicate(programme, "copie", None)
    other = TrainingCentre.objects.create(name="Autre centre")
    Programme.objects.filter(pk=copy.pk).update(centre=other)

    said = plain(read(admin_client))

    assert "Sud Management : 10 mentions" in said
    assert "Autre centre : 11 mentions" in said


def test_who_may_not_see_programmes_sees_none(client: Client, programme: Programme) -> None:
    staff = User.objects.create_user("admissions", password="x", is_staff=True)
    client.force_login(staff)
    assert "BTS NDRC" not in read(client)

    staff.user_permissions.add(Permission.objects.get(codename="view_programme"))
    assert "BTS NDRC" in read(client)


# --- Beside a programme


def test_the_page_of_a_programme_opens_with_what_it_lacks(
    admin_client: Client, programme: Programme
) -> None:
    page = reverse("admin:programmes_programme_change", args=[programme.pk])
    html = read(admin_client, page)
    said = plain(html)

    assert "17 mentions manquantes" in said
    assert 'href="#id_access_delay"' in html
    assert 'href="#part-key_figures"' in html
    assert "Ces tarifs n’ont pas de date" in said
    assert reverse("admin:programmes_programme_proof", args=[programme.pk]) in html
    anchors = set(re.findall(r'href="#(part-[\w-]+)"', html))
    assert [anchor for anchor in anchors if f'id="{anchor}"' not in html] == []


def test_one_code_under_two_titles_is_told_beside_both_programmes(
    admin_client: Client, programme: Programme
) -> None:
    Programme.objects.update(exact_title="BTS - Négociation et digitalisation")
    other = publishing.duplicate(programme, "ndrc-en-un-an", None, short_title="NDRC en un an")
    Programme.objects.filter(pk=other.pk).update(exact_title="BTS NDRC")

    def said(one: Programme) -> str:
        page = reverse("admin:programmes_programme_change", args=[one.pk])
        return plain(read(admin_client, page))

    assert "RNCP38368 a un autre intitulé dans « NDRC en un an »" in said(programme)
    assert "RNCP38368 a un autre intitulé dans « BTS NDRC »" in said(other)
    first_page = rows(admin_client)["NDRC en un an"]

    publishing.archive(other)

    assert "RNCP38368 a un autre intitulé" not in said(programme)
    assert "6 remarques" in first_page
    assert "4 remarques" in rows(admin_client)["BTS NDRC"]


def test_a_new_programme_has_no_panel(admin_client: Client, programme: Programme) -> None:
    assert "checks" not in read(admin_client, reverse("admin:programmes_programme_add"))
