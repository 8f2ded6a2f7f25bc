"""A programme copied into a new one: all of its content, none of its past."""

import re

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse
from hypothesis import given, settings

from catalogue.life import publishing
from catalogue.life.copying import PIECES
from catalogue.life.draft import read_sheet, write_sheet
from programmes.models import Edition, ExamUnit, Programme
from programmes.sheet import Sheet
from tests.catalogue.test_draft import undone
from tests.strategies import any_sheet

pytestmark = [pytest.mark.django_db, pytest.mark.ignore_template_errors]

ASKED = {
    "short_title": "BTS GPME",
    "full_title": "Gestion de la PME",
    "slug": "bts-gpme",
}
# The brochure has none of them.
UNSAID = {"intakes", "contact", "documents"}
WHOLE = {**ASKED, "kept": [piece.name for piece in PIECES if piece.name not in UNSAID]}


@pytest.fixture
def page(programme: Programme) -> str:
    return reverse("admin:programmes_programme_duplicate", args=[programme.pk])


def test_one_is_asked_for_titles_and_a_free_address(
    admin_client: Client, programme: Programme, page: str
) -> None:
    html = admin_client.get(page).content.decode()

    assert 'value="bts-ndrc-2"' in html
    assert 'value="BTS NDRC"' in html
    assert Programme.objects.count() == 1

    publishing.duplicate(programme, "bts-ndrc-2", None)
    assert 'value="bts-ndrc-3"' in admin_client.get(page).content.decode()


def test_the_copy_says_the_same_under_its_own_name(
    admin_client: Client, admin_user: User, programme: Programme, page: str
) -> None:
    response = admin_client.post(page, WHOLE, follow=True)

    copy = Programme.objects.get(slug="bts-gpme")
    change = reverse("admin:programmes_programme_change", args=[copy.pk])
    assert response.redirect_chain == [(change, 302)]
    assert "La copie est créée, hors ligne" in response.content.decode()
    assert read_sheet(copy.pk) == read_sheet(programme.pk).model_copy(update=ASKED)
    (edition,) = copy.editions.all()
    assert (edition.author, edition.number, edition.short_title) == (admin_user, None, "BTS GPME")
    assert not copy.review_notes.exists()
    assert [one.programme for one in Edition.objects.current()] == [programme]
    assert (
        "Copie de BTS NDRC."
        in admin_client.get(
            reverse("admin:programmes_programme_history", args=[copy.pk])
        ).content.decode()
    )


def test_the_original_does_not_move(admin_client: Client, programme: Programme, page: str) -> None:
    before = read_sheet(programme.pk)

    admin_client.post(page, ASKED)
    copy = Programme.objects.get(slug="bts-gpme")
    copy.blocs.all().delete()
    copy.exam_units.all().delete()

    assert read_sheet(programme.pk) == before
    assert programme.editions.count() == 1


def test_units_and_exemptions_point_at_the_rows_of_the_copy(
    admin_client: Client, programme: Programme, page: str
) -> None:
    admin_client.post(page, WHOLE)

    copy = Programme.objects.get(slug="bts-gpme")
    assert copy.exam_units.exclude(blocs=None).exists()
    assert not copy.exam_units.filter(blocs__programme=programme).exists()
    exempted = ExamUnit.objects.filter(exemptions__programme=copy)
    assert exempted.exists()
    assert not exempted.filter(programme=programme).exists()


@given(any_sheet())
@settings(max_examples=settings().max_examples // 2)
def test_any_programme_is_copied_whole(sheet: Sheet) -> None:
    with undone():
        programme = Programme()
        write_sheet(sheet, programme)

        copy = publishing.duplicate(programme, author=None, **ASKED)

        assert read_sheet(copy.pk) == sheet.model_copy(update=ASKED)
        assert read_sheet(programme.pk) == sheet


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("slug", "bts-ndrc", "Une autre formation a déjà cette adresse."),
        ("slug", "BTS-NDRC", "Choisissez-en une autre, comme «\u202fbts-ndrc-2\u202f»."),
        ("slug", "-", "au moins une lettre de a à z ou un chiffre"),
        ("slug", "x" * 101, "au plus 100 caractères"),
        ("short_title", "", "Ce champ est obligatoire."),
        ("short_title", "x" * 61, "au plus 60 caractères"),
        ("full_title", " \n ", "Ce champ est obligatoire."),
        ("full_title", "a\x00b", "nul"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_what_was_typed_stays(
    admin_client: Client, page: str, name: str, typed: str, said: str
) -> None:
    others = {key: value for key, value in ASKED.items() if key != name}

    html = admin_client.post(page, {**ASKED, name: typed}).content.decode()

    plain = re.sub(r"\s+", " ", html.partition('class="errornote"')[2])
    assert re.sub(r"\s+", " ", said) in plain
    assert f'href="#id_{name}"' in html
    assert 'aria-invalid="true"' in html
    for value in others.values():
        assert f'value="{value}"' in html
    assert Programme.objects.count() == 1


def test_an_address_online_under_another_draft_is_taken(
    admin_client: Client, programme: Programme, page: str
) -> None:
    Programme.objects.filter(pk=programme.pk).update(slug="ailleurs")

    html = admin_client.post(page, {**ASKED, "slug": "bts-ndrc"}).content.decode()

    assert "Une autre formation a déjà cette adresse." in html


def test_a_draft_that_cannot_be_read_is_not_copied(
    admin_client: Client, programme: Programme, page: str
) -> None:
    Programme.objects.update(formacodes=["x"])

    response = admin_client.post(page, ASKED, follow=True)

    assert "ne peut pas être copiée" in response.content.decode()
    assert Programme.objects.count() == 1


@pytest.mark.parametrize(
    "rights", [[], ["view_programme"], ["add_programme"], ["change_programme"]]
)
def test_one_must_be_allowed_to_see_and_to_add(
    programme: Programme, page: str, rights: list[str]
) -> None:
    user = User.objects.create_user("quelqu-un", password="x", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    client = Client()
    client.force_login(user)

    assert client.get(page).status_code == 403
    assert client.post(page, ASKED).status_code == 403
    assert Programme.objects.count() == 1


def test_the_page_leads_there(admin_client: Client, programme: Programme, page: str) -> None:
    change = reverse("admin:programmes_programme_change", args=[programme.pk])

    assert f'href="{page}"' in admin_client.get(change).content.decode()


def test_what_does_not_exist_is_not_copied(admin_client: Client, programme: Programme) -> None:
    page = reverse("admin:programmes_programme_duplicate", args=[programme.pk + 1])

    assert admin_client.get(page).status_code == 404
