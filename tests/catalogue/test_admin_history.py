"""Every version of a programme: listed, read as it was, restored exactly."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.contrib.auth.models import Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest_django import Settings

from catalogue.admin.life.history import LINES
from catalogue.admin.life.restoring import rehearsed
from catalogue.life import publishing
from catalogue.life.draft import read_sheet, write_sheet
from programmes import sheet as sheets
from programmes.models import Edition, FurtherStudy, Programme, Site, TrainingCentre
from programmes.sheet import Sheet
from tests.catalogue.admin_page import save
from tests.catalogue.outputs.papers import text as text_of
from tests.strategies import any_sheet

pytestmark = [pytest.mark.django_db, pytest.mark.ignore_template_errors]


@pytest.fixture
def history(programme: Programme) -> str:
    return reverse("admin:programmes_programme_editions", args=[programme.pk])


def restoring(edition: Edition) -> str:
    return reverse("admin:programmes_programme_restore", args=[edition.programme_id, edition.pk])


def reading(edition: Edition) -> str:
    return reverse("admin:programmes_edition_read", args=[edition.pk])


def lines(client: Client, address: str) -> list[str]:
    html = client.get(address).content.decode()
    listed = html.partition('<ol class="history">')[2].partition("</ol>")[0]
    texts = re.split(r"</li>", listed)[:-1]
    return [" ".join(re.sub(r"<[^>]+>", " ", text).split()) for text in texts]


def staff(*rights: str) -> Client:
    user = User.objects.create_user("-".join(rights), password="x", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    client = Client()
    client.force_login(user)
    return client


# The list


def test_each_save_is_a_line_with_who_what_and_state(
    admin_client: Client, programme: Programme, page: str, history: str
) -> None:
    save(admin_client, page, {"capacity": "24"})
    save(admin_client, page, {"lead": "Autre accroche", "capacity": "26", "length": "3"})

    newest, middle, first = lines(admin_client, history)

    assert "par admin" in newest
    assert "Et 2 autres changements." in newest
    assert "Le nombre maximal de participants passe de 25 à 24." in middle
    assert "Comparer avec la précédente" in middle
    assert "n° 1, en ligne" in first
    assert "à la mise en place du site" in first
    assert "Première version." in first
    assert "Comparer avec la précédente" not in first


def test_a_note_and_a_withdrawal_are_told(
    admin_client: Client, programme: Programme, history: str
) -> None:
    Programme.objects.update(capacity=24)
    publishing.publish(programme, None, "Une place de moins.")
    publishing.withdraw(programme)

    newest = lines(admin_client, history)[0]

    assert "n° 2, publiée le" in newest
    assert "retirée le" in newest
    assert "« Une place de moins. »" in newest


def test_a_long_history_is_read_by_pages_at_the_same_cost(
    admin_client: Client, programme: Programme, history: str
) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            lines(admin_client, history)
        return len(captured)

    for places in range(30, 32):
        Programme.objects.update(capacity=places)
        publishing.snapshot(programme, None)
    cost()
    few = cost()
    for places in range(32, 32 + LINES):
        Programme.objects.update(capacity=places)
        publishing.snapshot(programme, None)
        admin_client.post(step(programme, "partager"))

    assert cost() == few
    assert len(lines(admin_client, history)) == LINES
    last = lines(admin_client, f"{history}?p=2")
    assert "Première version." in last[-1]
    assert len(last) == 3
    for strange in ("0", "x", "999", "-1"):
        assert admin_client.get(history, {"p": strange}).status_code == 200


def test_who_published_withdrew_archived_and_shared_is_told_beside_what_it_was_done_to(
    programme: Programme, history: str, other: Client
) -> None:
    writer = staff("change_programme", "view_programme")
    page = reverse("admin:programmes_programme_change", args=[programme.pk])
    save(writer, page, {"capacity": "24"})
    publish(other, programme, "Une place de moins.")
    other.post(step(programme, "partager"))
    save(writer, page, {"capacity": "23"})
    for name in ("retirer", "archiver", "desarchiver"):
        other.post(step(programme, name))

    newest, published, first = lines(other, history)

    assert "n° 2, publiée le" in published
    assert "par change_programme-view_programme" in published
    assert done(published) == ["Publiée.", "Lien d’aperçu créé."]
    assert "Note de publication : « Une place de moins. » Publiée." in published
    assert done(newest) == ["Retirée du site : édition n° 2.", "Archivée.", "Désarchivée."]
    assert "Camille" not in first
    assert "{" not in newest + published  # what Django logs of a form
    html = other.get(history).content.decode()
    assert reverse("admin:programmes_programme_history", args=[programme.pk]) not in html


def step(programme: Programme, name: str) -> str:
    return f"/admin/programmes/programme/{programme.pk}/{name}/"


def done(line: str) -> list[str]:
    """What Camille did with a version, when that is told."""
    return re.findall(r"(\w[^.]*\.) Le [^.]+ à \d+ h \d\d, par Camille Durand\.", line)


def publish(client: Client, programme: Programme, note: str = "") -> None:
    html = client.get(step(programme, "publier")).content.decode()
    (read,) = re.findall(r'name="read" value="([^"]+)"', html)
    response = client.post(step(programme, "publier"), {"note": note, "read": read})
    assert response.status_code == 302


def test_what_was_done_is_told_on_the_page_of_the_version_it_was_done_to(
    admin_client: Client, programme: Programme, history: str
) -> None:
    admin_client.post(step(programme, "partager"))
    for places in range(30, 30 + LINES):
        Programme.objects.update(capacity=places)
        publishing.snapshot(programme, None)
    admin_client.post(step(programme, "retirer"))

    newest, (first,) = (lines(admin_client, f"{history}?p={page}") for page in (1, 2))

    assert "Retirée du site : édition n° 1." in newest[0]
    assert not any("Lien d’aperçu créé." in line for line in newest)
    assert "Lien d’aperçu créé." in first
    assert "Retirée du site" not in first


def test_a_restore_says_so_and_which_version_it_takes_up(
    admin_client: Client, programme: Programme, page: str, history: str
) -> None:
    save(admin_client, page, {"lead": "Autre accroche", "capacity": "24"})
    save(admin_client, page, {"capacity": "23"})
    first, second, _ = Edition.objects.order_by("pk")

    restore(admin_client, first)
    restore(admin_client, second)

    again, newest, *before = lines(admin_client, history)
    assert "Reprend l’édition n° 1. L’accroche" in newest
    assert "Brouillon restauré : édition n° 1. Le" in newest
    assert re.search(r"Reprend la version du \d+\w* \w+ \d{4} à \d+\sh\s\d\d\. ", again)
    assert not any("Reprend" in line for line in before)


def test_a_restore_is_recognized_after_a_deploy_that_changes_every_fingerprint(
    admin_client: Client, programme: Programme, history: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    Programme.objects.update(capacity=24)
    publishing.snapshot(programme, None)
    old = Edition.objects.order_by("pk")
    monkeypatch.setattr(sheets, "VERSION", sheets.VERSION + 1)
    monkeypatch.setitem(sheets.UPGRADES, sheets.VERSION - 1, lambda stored: stored)

    Programme.objects.update(capacity=25)
    publishing.snapshot(programme, None)

    assert len(old) == 3
    assert old[2].fingerprint != old[0].fingerprint
    newest, middle, first = lines(admin_client, history)
    assert "Reprend l’édition n° 1." in newest
    assert "Reprend" not in middle + first
    assert "Identique au brouillon" in first


def test_an_import_says_so(admin_client: Client, programme: Programme, history: str) -> None:
    content = admin_client.get(step(programme, "exporter")).content.replace(
        b'"capacity": 25', b'"capacity": 31'
    )
    file = SimpleUploadedFile("formation.json", content)
    html = admin_client.post(step(programme, "importer"), {"file": file}).content.decode()
    (sheet,) = re.findall(r'name="sheet" value="([^"]+)"', html)
    admin_client.post(step(programme, "importer"), {"sheet": sheet})

    newest = lines(admin_client, history)[0]

    assert "passe de 25 à 31. Importée d’un fichier. Le" in newest


def test_versions_of_one_minute_bear_different_names(
    admin_client: Client, programme: Programme, history: str
) -> None:
    for places in (30, 31, 32):
        Programme.objects.update(capacity=places)
        publishing.snapshot(programme, None)

    html = admin_client.get(history).content.decode()

    names = re.findall(r"Lire<span[^>]*> la version du ([^<]+)</span>", html)
    assert len(names) == len(set(names)) == 4


def test_what_says_the_same_as_the_draft_is_neither_compared_with_it_nor_restored(
    admin_client: Client, programme: Programme, page: str, history: str
) -> None:
    save(admin_client, page, {"capacity": "24"})

    newest, first = lines(admin_client, history)

    assert "Identique au brouillon" in newest
    assert "Restaurer…" not in newest
    assert "Comparer avec le brouillon" not in newest
    assert "Restaurer…" in first
    assert "Comparer avec le brouillon" in first
    was, saved = (
        admin_client.get(reading(one)).content.decode() for one in Edition.objects.order_by("pk")
    )
    assert "Comparer avec le brouillon" in was
    assert "Comparer avec le brouillon" not in saved


def test_a_draft_that_no_sheet_holds_leaves_the_history_readable(
    admin_client: Client, programme: Programme, history: str
) -> None:
    Programme.objects.update(presentation="x" * 20_001)

    (first,) = lines(admin_client, history)

    assert "Restaurer…" in first


# Reading


def test_an_edition_is_read_as_it_was(
    admin_client: Client, client: Client, programme: Programme, page: str
) -> None:
    save(admin_client, page, {"lead": "Jamais publiée", "capacity": "24"})
    first, second = Edition.objects.order_by("pk")

    was = admin_client.get(reading(first)).content.decode()
    saved = admin_client.get(reading(second)).content.decode()

    assert "<b>Édition n° 1, en ligne, publiée le" in was
    assert "Jamais publiée" not in was
    assert "<b>Version enregistrée, jamais publiée.</b>" in saved
    assert '<p class="lead">Jamais publiée</p>' in saved
    assert "Brouillon, non publié." in saved
    assert "Jamais publiée" not in client.get("/formations/bts-ndrc/").content.decode()


def test_a_past_edition_shows_today_s_people(admin_client: Client, programme: Programme) -> None:
    TrainingCentre.objects.update(disability_contact_name="Une Ancienne")
    publishing.publish(programme, None)
    TrainingCentre.objects.update(disability_contact_name="Un Nouveau")
    edition = Edition.objects.current().get()

    html = admin_client.get(reading(edition)).content.decode()

    assert "Un Nouveau" in html
    assert "Une Ancienne" not in html


def test_whom_one_asks_of_the_programme_is_today_s_person_too(
    admin_client: Client, programme: Programme
) -> None:
    Programme.objects.update(contact_name="Une Ancienne", contact_phone="05 36 49 00 01")
    publishing.publish(programme, None)
    Programme.objects.update(contact_name="Un Nouveau", contact_phone="")
    edition = Edition.objects.current().get()

    html = admin_client.get(reading(edition)).content.decode()

    assert "Un Nouveau" in html
    assert "Une Ancienne" not in html
    assert "05 36 49 00 01" not in html


def test_an_edition_is_read_on_paper(
    admin_client: Client, programme: Programme, settings: Settings, tmp_path: Path
) -> None:
    settings.DATA_DIR = tmp_path
    Programme.objects.update(capacity=24)
    publishing.snapshot(programme, None)
    first, second = Edition.objects.order_by("pk")

    papers = [
        admin_client.get(reverse("admin:programmes_edition_pdf", args=[edition.pk]))
        for edition in (first, second)
    ]

    assert [paper["Content-Type"] for paper in papers] == ["application/pdf"] * 2
    assert all("no-store" in paper["Cache-Control"] for paper in papers)
    assert "Édition n° 1 du" in text_of(papers[0].content)
    assert "Brouillon, non publié" in text_of(papers[1].content)


# Restoring


def restore(client: Client, edition: Edition) -> HttpResponse:
    """Read what will change in the draft, then press the button."""
    found = re.search(
        r'name="read" value="([^"]+)"', client.get(restoring(edition)).content.decode()
    )
    assert found
    return client.post(restoring(edition), {"read": found[1]})  # type: ignore[return-value]


def test_restoring_asks_first_and_says_what_will_change(
    admin_client: Client, programme: Programme, page: str
) -> None:
    save(admin_client, page, {"capacity": "24"})
    TrainingCentre.objects.update(phone="05 00 00 00 00")
    edition = Edition.objects.get(number=1)
    before = read_sheet(programme.pk)

    html = admin_client.get(restoring(edition)).content.decode()

    assert "1 différence dans le brouillon." in html
    assert "Nombre maximal de participants" in html
    assert "centre, téléphone" in html
    assert read_sheet(programme.pk) == before
    assert programme.editions.count() == 2


def test_restoring_writes_the_draft_and_leaves_the_public_page(
    admin_client: Client, programme: Programme, page: str
) -> None:
    save(admin_client, page, {"capacity": "24"})
    publishing.publish(programme, None)
    Programme.objects.update(capacity=99)  # not saved as an edition yet
    TrainingCentre.objects.update(phone="05 00 00 00 00")
    edition = Edition.objects.get(number=1)

    response = restore(admin_client, edition)

    assert response["Location"] == page
    html = admin_client.get(page).content.decode()
    assert "Le brouillon reprend l’édition n° 1." in html
    assert re.search(r'class="warning">Donnée partagée, inchangée\s?: centre, téléphone', html)
    assert Programme.objects.get().capacity == 25
    assert Edition.objects.current().get().sheet["capacity"] == 24
    assert 99 in [one.sheet["capacity"] for one in Edition.objects.all()]


def test_a_draft_that_somebody_changed_meanwhile_is_shown_again_before_it_is_replaced(
    admin_client: Client, programme: Programme, page: str
) -> None:
    save(admin_client, page, {"capacity": "24"})
    edition = Edition.objects.get(number=1)
    html = admin_client.get(restoring(edition)).content.decode()
    (read,) = re.findall(r'name="read" value="([^"]+)"', html)
    save(admin_client, page, {"lead": "Écrit entre-temps"})

    for sent in ({"read": read}, {"read": ""}, {}):
        asked = admin_client.post(restoring(edition), sent)

        assert asked.status_code == 200
        html = asked.content.decode()
        assert "Rien n’est restauré" in html
        assert "Écrit entre-temps" in html
        assert Programme.objects.get().lead == "Écrit entre-temps"

    assert restore(admin_client, edition).status_code == 302
    assert Programme.objects.get().capacity == 25


def test_restoring_needs_the_right_to_change_and_a_token(
    programme: Programme, history: str
) -> None:
    edition = Edition.objects.get()
    reader = staff("view_programme")

    assert reader.get(history).status_code == 200
    assert "Restaurer" not in reader.get(history).content.decode()
    assert reader.get(reading(edition)).status_code == 200
    for answer in (reader.get(restoring(edition)), reader.post(restoring(edition))):
        assert answer.status_code == 403

    writer = staff("view_programme", "change_programme")
    assert writer.post(restoring(edition)).status_code == 403

    publisher = staff("view_programme", "publish_programme")
    assert restore(publisher, edition).status_code == 302

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(User.objects.create_superuser("chef", password="x"))
    assert strict.post(restoring(edition)).status_code == 403


def test_an_edition_of_another_programme_is_not_restored_here(
    admin_client: Client, programme: Programme
) -> None:
    other = publishing.duplicate(programme, "autre", None)
    address = reverse(
        "admin:programmes_programme_restore", args=[programme.pk, other.editions.get().pk]
    )

    assert admin_client.post(address).status_code == 404


def test_no_page_of_the_history_is_kept_or_shown_to_others(
    client: Client, programme: Programme, history: str
) -> None:
    edition = Edition.objects.get()
    paper = reverse("admin:programmes_edition_pdf", args=[edition.pk])
    pages = [history, reading(edition), restoring(edition), paper]
    for address in pages:
        assert "/admin/login/" in client.get(address)["Location"]

    without = staff("view_edition")
    chief = Client()
    chief.force_login(User.objects.create_superuser("chef", password="x"))
    for address in pages:
        assert without.get(address).status_code == 403
        response = chief.get(address)
        assert response.status_code == 200
        assert "no-store" in response["Cache-Control"]
        assert response["X-Robots-Tag"] == "noindex, nofollow"
        assert chief.put(address).status_code == 405


# Whatever the edits, restoring gives back exactly what an edition said


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@st.composite
def histories(draw: st.DrawFn) -> list[Sheet]:
    """A few sheets of one centre, which share no scheme by chance: shared rows stay by design."""
    drawn = draw(st.lists(any_sheet(), min_size=2, max_size=4))
    return [
        sheet.model_copy(
            update={
                "centre": drawn[0].centre,
                "intakes": tuple(row.model_copy(update={"site": None}) for row in sheet.intakes),
                "funding_options": tuple(
                    row.model_copy(
                        update={
                            "scheme": row.scheme.model_copy(update={"code": f"{at}-{index}"}),
                            "intake": None,
                            "site": None,
                        }
                    )
                    for index, row in enumerate(sheet.funding_options)
                ),
            }
        )
        for at, sheet in enumerate(drawn)
    ]


@given(histories())
@settings(max_examples=max(10, settings().max_examples // 4))
def test_restoring_any_edition_gives_back_exactly_its_sheet(history: list[Sheet]) -> None:
    with undone():
        programme = Programme()
        for sheet in history:
            write_sheet(sheet, programme)
            publishing.snapshot(programme, None)

        for edition in Edition.objects.filter(programme=programme).order_by("pk"):
            sheet = sheets.load(edition.sheet)
            _, told, differences = rehearsed(edition)
            assert bool(told) == (read_sheet(programme.pk) != sheet)
            assert differences == []

            assert publishing.restore(edition, None) == []
            assert sheets.dump(read_sheet(programme.pk)) == edition.sheet
            assert not rehearsed(edition)[1]


def test_rehearsing_leaves_no_trace(programme: Programme) -> None:
    edition = Edition.objects.get()
    FurtherStudy.objects.all().delete()
    Site.objects.all().delete()

    rehearsed(edition)

    assert not FurtherStudy.objects.exists()
    assert not Site.objects.exists()
