"""The proof sheet: what an auditor reads about one edition, on screen and on paper."""

import re

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse

from catalogue.duties import DUTIES
from catalogue.life import publishing
from programmes.kinds import Kind
from programmes.models import Programme
from programmes.vocabulary import Registry
from tests.factories import ProgrammeFactory

from .page_text import PageText

pytestmark = [pytest.mark.django_db, pytest.mark.ignore_template_errors]

PUBLIC = "http://testserver.localhost/formations/bts-ndrc/"


def address(programme: Programme, query: str = "") -> str:
    return reverse("admin:programmes_programme_proof", args=[programme.pk]) + query


def read(client: Client, programme: Programme, query: str = "") -> str:
    response = client.get(address(programme, query))
    assert response.status_code == 200
    return response.content.decode()


def rows(html: str) -> dict[str, str]:
    """Each row of the table by the label of its mention."""
    table = html[html.index("<tbody>") : html.index("</tbody>")]
    found = re.findall(r"<tr>(.*?)</tr>", table, re.DOTALL)
    return {row.partition('<th scope="row">')[2].partition(" <")[0]: row for row in found}


def test_every_mention_has_its_row_source_and_state(
    admin_client: Client, programme: Programme
) -> None:
    found = rows(read(admin_client, programme))

    assert list(found) == [duty.label for duty in DUTIES]
    assert "publiée" in found["Prérequis"]
    assert "manquante" in found["Délai d’accès"]
    assert "L6231-2" in found["Référent handicap"]


def test_a_mention_leads_to_its_passage_on_the_public_page(
    admin_client: Client, client: Client, programme: Programme
) -> None:
    html = read(admin_client, programme)
    page = client.get("/formations/bts-ndrc/").content.decode()

    assert f'href="{PUBLIC}#admission"' in rows(html)["Prérequis"]
    anchors = set(re.findall(rf'href="{PUBLIC}#([\w-]+)"', html))
    assert len(anchors) > 8
    assert [anchor for anchor in anchors if f'id="{anchor}"' not in page] == []


def test_a_missing_mention_leads_to_where_it_is_filled_in(
    admin_client: Client, programme: Programme
) -> None:
    found = rows(read(admin_client, programme))
    page = reverse("admin:programmes_programme_change", args=[programme.pk])
    centre = reverse("admin:programmes_trainingcentre_change", args=[programme.centre_id])

    assert f'href="{page}#id_access_delay"' in found["Délai d’accès"]
    assert f'href="{centre}#id_phone"' in found["Contact"]
    assert f'href="{centre}#sites-group"' in found["Lieu et adresse de la formation"]


def test_every_link_to_a_field_leads_to_something(
    admin_client: Client, programme: Programme
) -> None:
    html = read(admin_client, programme)
    pages: dict[str, str] = {}

    links = set(re.findall(r'href="(/admin/[^"#]+)#([\w-]+)"', html))
    assert len(links) > 8
    for page, anchor in links:
        if page not in pages:
            pages[page] = admin_client.get(page).content.decode()
        assert f'id="{anchor}"' in pages[page], anchor


def test_it_says_which_edition_when_and_for_whom(
    admin_client: Client, programme: Programme
) -> None:
    text = PageText(read(admin_client, programme)).text

    assert "n° 1, publiée le" in text
    assert "en ligne" in text
    assert PUBLIC in text
    assert "Sud Management, UAI 0470974D" in text
    assert "20 publiées, 17 manquantes" in text


def test_a_past_edition_is_read_as_it_was(admin_client: Client, programme: Programme) -> None:
    Programme.objects.update(access_delay="un mois")
    publishing.publish(programme, None)

    before, now = (read(admin_client, programme, query) for query in ("?edition=1", ""))

    assert "manquante" in rows(before)["Délai d’accès"]
    assert "publiée" in rows(now)["Délai d’accès"]
    assert "n° 1, publiée le" in before
    assert "remplacée ou retirée" in before
    assert PUBLIC not in before
    first = reverse("admin:programmes_edition_read", args=[programme.editions.get(number=1).pk])
    assert f'href="{first}#admission"' in rows(before)["Prérequis"]
    assert 'href="?edition=2"' in before
    assert 'href="?edition=1"' in now


def test_a_draft_that_was_never_published_has_one_too(
    admin_client: Client, programme: Programme
) -> None:
    copy = publishing.duplicate(programme, "copie", None)

    html = read(admin_client, copy)

    assert "brouillon, pas en ligne" in html
    assert ">remplie<" in rows(html)["Prérequis"]
    assert "20 remplies, 17 manquantes" in html
    assert "publiée" not in html
    assert len(rows(html)) == len(DUTIES)
    assert "/formations/" not in html.partition('id="content-main"')[2]
    preview = reverse("admin:programmes_programme_preview", args=[copy.pk])
    assert f'href="{preview}#admission"' in rows(html)["Prérequis"]


def test_what_a_kind_does_not_have_is_said_to_be_without_object(admin_client: Client) -> None:
    short_course = ProgrammeFactory.create(
        kind=Kind.CERTIFICATION, registry=Registry.RS, registry_code="6289"
    )

    found = rows(read(admin_client, short_course))

    assert ">remplie<" in found["Code au répertoire"]
    for label in ("Équivalences", "Passerelles", "Blocs que l’on peut valider"):
        assert ">sans objet<" in found[label]
        assert "Compléter" not in found[label]
    assert "L6111-8" not in found["Résultats"]


def test_the_law_on_apprentices_is_cited_where_there_are_some(
    admin_client: Client, programme: Programme
) -> None:
    assert "L6111-8" in rows(read(admin_client, programme))["Résultats"]


def test_a_withdrawn_programme_has_its_mentions_ready_and_none_published(
    admin_client: Client, programme: Programme
) -> None:
    publishing.withdraw(programme)

    now, then = (read(admin_client, programme, query) for query in ("", "?edition=1"))

    assert ">remplie<" in rows(now)["Prérequis"]
    assert not any("publiée" in row for row in rows(now).values())
    assert ">publiée<" in rows(then)["Prérequis"]


def test_a_code_stays_in_one_piece(admin_client: Client, programme: Programme) -> None:
    found = rows(read(admin_client, programme))

    assert '<span class="code">L6231-2</span>' in found["Référent handicap"]
    assert "code du travail, <span" in found["Référent handicap"]


def test_a_draft_that_no_sheet_can_hold_says_so(admin_client: Client, programme: Programme) -> None:
    copy = publishing.duplicate(programme, "copie", None)
    Programme.objects.filter(pk=copy.pk).update(presentation="x" * 5001)

    html = read(admin_client, copy)

    assert "ne peut pas être lu comme une fiche" in html


@pytest.mark.parametrize("number", ["2", "0", "-1", "un", "1" * 30, "²"])
def test_an_edition_that_never_was_is_not_found(
    admin_client: Client, programme: Programme, number: str
) -> None:
    assert admin_client.get(address(programme, f"?edition={number}")).status_code == 404


def test_it_is_for_staff_who_may_see_programmes(client: Client, programme: Programme) -> None:
    assert client.get(address(programme)).status_code == 302

    staff = User.objects.create_user("admissions", password="x", is_staff=True)
    client.force_login(staff)
    assert client.get(address(programme)).status_code == 403

    staff.user_permissions.add(Permission.objects.get(codename="view_programme"))
    assert client.get(address(programme)).status_code == 200
    assert client.post(address(programme)).status_code == 405
