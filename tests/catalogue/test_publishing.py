"""Snapshot, publish, withdraw, restore, duplicate, archive: what staff and the public get."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.db import IntegrityError, models, transaction
from django.db.models import ProtectedError
from django.utils import timezone
from hypothesis import given, settings
from pydantic import ValidationError

from admissions.models import FundingScheme
from catalogue.life import publishing
from catalogue.life.draft import read_sheet, write_sheet
from catalogue.life.reading import Refused
from programmes import listing
from programmes import sheet as sheets
from programmes.models import (
    Edition,
    ExamUnit,
    KeyFigure,
    Programme,
    ReviewNote,
    Site,
    TrainingCentre,
)
from programmes.models.editions import DERIVED, FROZEN, FrozenEdition
from programmes.sheet import Sheet
from tests import factories
from tests.environment import ROOT
from tests.strategies import any_sheet

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)


@pytest.fixture
def sheet() -> Sheet:
    kept = ROOT / "tests" / "programmes" / "first_generation_sheet.json"
    return sheets.load(json.loads(kept.read_text(encoding="utf-8")))


@pytest.fixture
def programme(sheet: Sheet) -> Programme:
    draft = Programme()
    write_sheet(sheet, draft)
    return draft


@pytest.fixture
def author() -> User:
    return User.objects.create_user("camille")


def edit(programme: Programme, **values: Any) -> None:
    """What a form of the admin does, on one row."""
    Programme.objects.filter(pk=programme.pk).update(**(values or {"lead": "Une autre accroche."}))


def numbers(programme: Programme) -> list[int | None]:
    return list(programme.editions.order_by("pk").values_list("number", flat=True))


def online(programme: Programme) -> list[int | None]:
    return list(programme.editions.current().values_list("number", flat=True))


def everything(edition: Edition) -> dict[str, Any]:
    return dict(Edition.objects.filter(pk=edition.pk).values().get())


# Snapshot


def test_the_first_save_makes_an_edition(programme: Programme, author: User, sheet: Sheet) -> None:
    with time_machine.travel(NOON, tick=False):
        edition = publishing.snapshot(programme, author)

    assert edition is not None
    assert edition.author == author
    assert edition.created_at == NOON
    assert sheets.load(Edition.objects.get().sheet) == sheet
    assert edition.fingerprint == sheets.fingerprint(sheet)
    assert (edition.number, edition.current, edition.published_at) == (None, False, None)


def test_a_save_that_changes_nothing_makes_none(programme: Programme, author: User) -> None:
    publishing.snapshot(programme, author)

    assert publishing.snapshot(programme, None) is None
    edit(programme, lead=programme.lead)
    assert publishing.snapshot(programme, author) is None
    assert Edition.objects.count() == 1


def test_a_change_and_its_contrary_make_an_edition_each(programme: Programme) -> None:
    publishing.snapshot(programme, None)
    edit(programme)
    assert publishing.snapshot(programme, None)
    edit(programme, lead=programme.lead)
    assert publishing.snapshot(programme, None)
    assert publishing.snapshot(programme, None) is None
    assert Edition.objects.count() == 3


def test_a_change_of_a_grandchild_or_of_a_shared_row_is_a_change(programme: Programme) -> None:
    publishing.snapshot(programme, None)
    changes: list[Callable[[], object]] = [
        programme.exam_units.get(code="U5").papers.all()[:1].get().delete,
        programme.blocs.all()[:1].get().objectives.all()[:1].get().delete,
        programme.exemptions.all()[:1].get().units.clear,
        lambda: TrainingCentre.objects.update(phone="05 99 99 99 99"),
        lambda: FundingScheme.objects.update(url="https://exemple.fr/nouveau"),
        lambda: Site.objects.filter(name="Campus du Sud").update(name="Campus du Midi"),
    ]
    for change in changes:
        change()
        assert publishing.snapshot(programme, None) is not None


def test_what_is_not_published_makes_no_edition(programme: Programme) -> None:
    publishing.snapshot(programme, None)
    ReviewNote.objects.create(programme=programme, subject="À vérifier", text="…")
    TrainingCentre.objects.update(host="Un hébergeur", publication_director="Camille")

    assert publishing.snapshot(programme, None) is None


def test_an_edition_carries_the_columns_that_a_card_shows(
    programme: Programme, sheet: Sheet
) -> None:
    edition = publishing.snapshot(programme, None)
    assert edition

    kept = Edition.objects.get(pk=edition.pk)
    assert {name: getattr(kept, name) for name in listing.columns(sheet)} == listing.columns(sheet)


@given(any_sheet())
@settings(max_examples=settings().max_examples // 2)
def test_any_sheet_can_be_published_and_restored(sheet: Sheet) -> None:
    with transaction.atomic():
        draft = Programme()
        write_sheet(sheet, draft)
        edition = publishing.publish(draft, None)

        kept = Edition.objects.get(pk=edition.pk)
        assert sheets.load(kept.sheet) == sheet
        assert kept.fingerprint == sheets.fingerprint(sheet)
        columns = listing.columns(sheet)
        assert {name: getattr(kept, name) for name in columns} == columns
        edit(draft, lead="Tout autre chose")
        assert publishing.restore(kept, None) == []
        assert read_sheet(draft.pk) == sheet
        transaction.set_rollback(True)


# Publish


def test_publications_are_numbered_one_two_three(programme: Programme, author: User) -> None:
    for number in (1, 2, 3):
        edit(programme, lead=f"Accroche {number}")
        edition = publishing.publish(programme, author, note=f"Note {number}")

        assert (edition.number, edition.note, edition.current) == (number, f"Note {number}", True)
        assert edition.author == author
        assert online(programme) == [number]
    assert numbers(programme) == [1, 2, 3]
    assert len(set(programme.editions.values_list("short_code", flat=True))) == 3


def test_publishing_freezes_the_draft_that_was_already_saved(programme: Programme) -> None:
    saved = publishing.snapshot(programme, None)
    published = publishing.publish(programme, None)

    assert published == saved
    assert numbers(programme) == [1]


def test_drafts_between_two_publications_have_no_number(programme: Programme) -> None:
    publishing.publish(programme, None)
    for lead in ("Essai", "Autre essai"):
        edit(programme, lead=lead)
        publishing.snapshot(programme, None)
    publishing.publish(programme, None)

    assert numbers(programme) == [1, None, 2]


def test_a_change_is_not_online_until_published(programme: Programme, sheet: Sheet) -> None:
    publishing.publish(programme, None)
    edit(programme)
    publishing.snapshot(programme, None)

    current = Edition.objects.current().get()
    assert current.lead == sheet.lead
    assert sheets.load(current.sheet) == sheet


def test_publishing_without_a_change_is_refused(programme: Programme) -> None:
    publishing.publish(programme, None)

    with pytest.raises(Refused, match="n° 1 est déjà en ligne et rien n’a changé"):
        publishing.publish(programme, None)
    assert numbers(programme) == [1]


def test_publishing_what_was_changed_and_changed_back_is_refused(programme: Programme) -> None:
    publishing.publish(programme, None)
    edit(programme)
    publishing.snapshot(programme, None)
    edit(programme, lead=programme.lead)
    publishing.snapshot(programme, None)

    with pytest.raises(Refused, match="n° 1 est déjà en ligne et rien n’a changé"):
        publishing.publish(programme, None)
    assert numbers(programme) == [1, None, None]
    assert online(programme) == [1]


def test_publishing_an_archived_programme_is_refused(programme: Programme) -> None:
    publishing.archive(programme)

    with pytest.raises(Refused, match="archivée"):
        publishing.publish(programme, None)
    assert not Edition.objects.exists()


def test_an_address_that_is_taken_is_refused(programme: Programme, sheet: Sheet) -> None:
    publishing.publish(programme, None)
    other = publishing.duplicate(programme, "autre", None)
    edit(other, slug="bts-ndrc")

    with pytest.raises(Refused, match="«\u202fbts-ndrc\u202f» est celle d’une autre formation"):
        publishing.publish(other, None)
    assert online(other) == []
    assert online(programme) == [1]

    publishing.withdraw(programme)
    assert publishing.publish(other, None).slug == "bts-ndrc"


def test_the_database_is_the_judge_of_a_taken_address(
    programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when another publication slips in after the check."""
    publishing.publish(programme, None)
    other = publishing.duplicate(programme, "bts-ndrc", None)
    before = numbers(other)
    monkeypatch.setattr(publishing, "_check_slug_is_free", lambda _: None)

    with pytest.raises(Refused, match="bts-ndrc"):
        publishing.publish(other, None)
    assert numbers(other) == before
    assert online(programme) == [1]


def test_an_address_of_the_past_may_be_used_by_another(programme: Programme) -> None:
    publishing.publish(programme, None)
    edit(programme, slug="bts-ndrc-2027")
    publishing.publish(programme, None)
    other = publishing.duplicate(programme, "bts-ndrc", None)

    assert publishing.publish(other, None).number == 1


def test_short_codes_can_be_read_off_paper(programme: Programme) -> None:
    code = publishing.publish(programme, None).short_code

    assert code is not None
    assert len(code) == 6
    assert not set(code) & set("01iloIO")


def test_a_short_code_that_exists_is_drawn_again(
    programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    letters = iter("aaaaaa" + "aaaaaa" + "bbbbbb")
    monkeypatch.setattr("catalogue.life.paper_codes.secrets.choice", lambda _: next(letters))
    first = publishing.publish(programme, None)
    edit(programme)

    second = publishing.publish(programme, None)

    assert (first.short_code, second.short_code) == ("aaaaaa", "bbbbbb")


def test_a_draft_that_no_sheet_can_hold_is_refused_in_french(programme: Programme) -> None:
    """Forms refuse it; other code may have written it all the same."""
    edit(programme, formacodes=["34566", "x"])

    with pytest.raises(Refused) as refusal:
        publishing.publish(programme, None)

    assert str(refusal.value).replace("\u202f", " ") == (
        "Ce brouillon ne peut pas être publié. Formacodes 2 : forme inattendue."
    )


def test_a_refused_publication_leaves_no_edition_behind(programme: Programme) -> None:
    publishing.publish(programme, None)
    other = publishing.duplicate(programme, "bts-ndrc", None)
    edit(other, lead="Jamais enregistré")

    with pytest.raises(Refused):
        publishing.publish(other, None)

    assert other.editions.count() == 1


# Withdraw


def test_withdrawing_takes_the_edition_down(programme: Programme) -> None:
    publishing.publish(programme, None)

    with time_machine.travel(NOON, tick=False):
        edition = publishing.withdraw(programme)

    assert (edition.number, edition.current, edition.withdrawn_at) == (1, False, NOON)
    assert online(programme) == []


def test_withdrawing_what_is_not_online_is_refused(programme: Programme) -> None:
    with pytest.raises(Refused, match="pas en ligne"):
        publishing.withdraw(programme)
    publishing.publish(programme, None)
    publishing.withdraw(programme)
    with pytest.raises(Refused, match="pas en ligne"):
        publishing.withdraw(programme)


def test_publishing_again_after_withdrawal_makes_a_new_edition(programme: Programme) -> None:
    with time_machine.travel(NOON, tick=False):
        first = publishing.publish(programme, None)
    with time_machine.travel(NOON + timedelta(days=1), tick=False):
        publishing.withdraw(programme)
    with time_machine.travel(NOON + timedelta(days=2), tick=False):
        second = publishing.publish(programme, None)

    first.refresh_from_db()
    assert (first.number, second.number) == (1, 2)
    assert first.published_at == NOON
    assert first.withdrawn_at == NOON + timedelta(days=1)
    assert (second.published_at, second.withdrawn_at) == (NOON + timedelta(days=2), None)
    assert second.fingerprint == first.fingerprint
    assert second.short_code != first.short_code
    assert online(programme) == [2]


def test_a_newer_edition_does_not_withdraw_the_older_one(programme: Programme) -> None:
    first = publishing.publish(programme, None)
    before = everything(first)
    edit(programme)
    publishing.publish(programme, None)

    assert everything(first) == {**before, "current": False}


# Restore


def test_restoring_writes_the_own_rows_exactly(programme: Programme, sheet: Sheet) -> None:
    first = publishing.publish(programme, None)
    edit(programme, slug="autre", hours=10, training_weekdays=[5], kind="", level=None)
    programme.blocs.first().delete()  # type: ignore[union-attr]
    programme.exam_units.all().delete()
    KeyFigure.objects.create(programme=programme, kind="pass", value=1)

    assert publishing.restore(first, None) == []

    assert read_sheet(programme.pk) == sheet


def test_restoring_keeps_the_draft_that_it_replaces(programme: Programme, author: User) -> None:
    first = publishing.publish(programme, None)
    edit(programme, lead="Jamais enregistrée")

    publishing.restore(first, author)

    newest, kept, oldest = programme.editions.all()
    assert oldest == first
    assert sheets.load(kept.sheet).lead == "Jamais enregistrée"
    assert newest.fingerprint == first.fingerprint
    assert (newest.author, kept.author) == (author, author)
    assert numbers(programme) == [1, None, None]

    publishing.restore(kept, author)
    assert read_sheet(programme.pk).lead == "Jamais enregistrée"


def test_restoring_does_not_move_the_public_page(programme: Programme, sheet: Sheet) -> None:
    first = publishing.publish(programme, None)
    edit(programme, slug="nouvelle-adresse")
    second = publishing.publish(programme, None)
    before = everything(second)

    publishing.restore(first, None)

    assert everything(second) == before
    assert online(programme) == [2]
    assert Programme.objects.get(pk=programme.pk).slug == "bts-ndrc"


def test_restoring_what_is_already_there_changes_nothing(programme: Programme) -> None:
    first = publishing.publish(programme, None)

    publishing.restore(first, None)

    assert numbers(programme) == [1]


def test_restoring_leaves_shared_rows_and_staff_notes_alone(programme: Programme) -> None:
    first = publishing.publish(programme, None)
    ReviewNote.objects.create(programme=programme, subject="À vérifier", text="…")
    TrainingCentre.objects.update(phone="05 99 99 99 99")

    differences = publishing.restore(first, None)

    assert len(differences) == 1
    assert "05 99 99 99 99" in differences[0]
    assert TrainingCentre.objects.get().phone == "05 99 99 99 99"
    assert programme.review_notes.count() == 1


def test_restoring_an_archived_programme_keeps_it_archived(programme: Programme) -> None:
    first = publishing.publish(programme, None)
    edit(programme)
    publishing.archive(programme)

    publishing.restore(first, None)

    assert Programme.objects.get(pk=programme.pk).is_archived
    assert online(programme) == []


# Duplicate


def test_a_duplicate_has_the_same_content_at_another_address(
    programme: Programme, author: User, sheet: Sheet
) -> None:
    publishing.publish(programme, None)

    copy = publishing.duplicate(programme, "bts-ndrc-copie", author)

    assert copy.pk != programme.pk
    assert read_sheet(copy.pk) == sheet.model_copy(update={"slug": "bts-ndrc-copie"})
    assert read_sheet(programme.pk) == sheet
    assert online(copy) == []
    assert numbers(copy) == [None]
    assert copy.editions.get().author == author
    assert publishing.snapshot(copy, author) is None


def test_units_of_a_duplicate_assess_the_copied_blocs(programme: Programme) -> None:
    copy = publishing.duplicate(programme, "copie", None)

    assessed = [bloc for unit in copy.exam_units.all() for bloc in unit.blocs.all()]
    assert len(assessed) == 4
    assert {bloc.programme_id for bloc in assessed} == {copy.pk}
    assert not set(copy.blocs.all()) & set(programme.blocs.all())


def test_exemptions_of_a_duplicate_name_the_copied_units(programme: Programme) -> None:
    copy = publishing.duplicate(programme, "copie", None)

    exempted = ExamUnit.objects.filter(exemptions__programme=copy)
    assert sorted(exempted.values_list("code", flat=True)) == ["U1", "U4", "U5"]
    assert set(exempted.values_list("programme", flat=True)) == {copy.pk}


def test_a_duplicate_lives_its_own_life(programme: Programme, sheet: Sheet) -> None:
    copy = publishing.duplicate(programme, "copie", None)
    copy.blocs.all().delete()
    copy.exam_units.all().delete()
    edit(copy)

    assert read_sheet(programme.pk) == sheet


def test_a_duplicate_takes_no_note_and_no_archiving_along(programme: Programme) -> None:
    ReviewNote.objects.create(programme=programme, subject="À vérifier", text="…")
    publishing.archive(programme)

    copy = publishing.duplicate(programme, "copie", None)

    assert not copy.is_archived
    assert not copy.review_notes.exists()
    assert TrainingCentre.objects.count() == 1


def test_a_duplicate_at_an_impossible_address_leaves_nothing(programme: Programme) -> None:
    with pytest.raises(ValidationError, match="slug"):
        publishing.duplicate(programme, "pas une adresse", None)

    assert Programme.objects.count() == 1


# Archive


def test_archiving_takes_down_and_keeps_the_editions(programme: Programme) -> None:
    edition = publishing.publish(programme, None)

    with time_machine.travel(NOON, tick=False):
        publishing.archive(programme)

    edition.refresh_from_db()
    assert (edition.current, edition.withdrawn_at) == (False, NOON)
    assert Programme.objects.get(pk=programme.pk).archived_at == NOON
    assert list(Programme.objects.live()) == []


def test_archiving_twice_keeps_the_first_date(programme: Programme) -> None:
    with time_machine.travel(NOON, tick=False):
        publishing.archive(programme)
    publishing.archive(programme)

    assert Programme.objects.get(pk=programme.pk).archived_at == NOON


def test_an_archived_programme_comes_back_as_a_draft(programme: Programme) -> None:
    publishing.publish(programme, None)
    publishing.archive(programme)

    publishing.unarchive(programme)

    assert list(Programme.objects.live()) == [programme]
    assert online(programme) == []
    assert publishing.publish(programme, None).number == 2


def test_archiving_through_a_stale_row_undoes_no_edit(programme: Programme) -> None:
    edit(programme, lead="Entre-temps")

    publishing.archive(programme)
    publishing.unarchive(programme)

    assert Programme.objects.get(pk=programme.pk).lead == "Entre-temps"


# What never changes


def test_an_edition_is_never_saved_again(programme: Programme) -> None:
    edition = publishing.publish(programme, None)
    before = everything(edition)
    edition.lead = "Autre"

    for save in (
        edition.save,
        lambda: edition.save(update_fields=["lead"]),
        lambda: edition.save(update_fields=["note"]),
        lambda: Edition.objects.update_or_create(pk=edition.pk, defaults={"lead": "Autre"}),
        lambda: Edition.objects.bulk_update([edition], ["lead"]),
    ):
        with pytest.raises(FrozenEdition), transaction.atomic():
            save()
    assert everything(edition) == before


def test_an_edition_cannot_be_overwritten_under_its_own_key(programme: Programme) -> None:
    edition = publishing.publish(programme, None)
    before = everything(edition)
    forged = Edition(**{**before, "lead": "Autre"})

    with pytest.raises(IntegrityError), transaction.atomic():
        forged.save()
    assert everything(edition) == before


def test_an_edition_is_never_deleted(programme: Programme) -> None:
    edition = publishing.publish(programme, None)

    for delete in (
        edition.delete,
        Edition.objects.all().delete,
        programme.editions.all().delete,
        Edition.objects.filter(pk=edition.pk).delete,
    ):
        with pytest.raises(FrozenEdition):
            delete()
    with pytest.raises(ProtectedError):
        programme.delete()
    assert Edition.objects.count() == 1


def test_the_author_of_an_edition_is_not_deleted(programme: Programme, author: User) -> None:
    publishing.snapshot(programme, author)

    with pytest.raises(ProtectedError):
        author.delete()


VALUES: dict[str, Any] = {
    "sheet": {}, "fingerprint": "0", "slug": "autre", "level": 1, "hours": 1, "pass_rate": 1,
    "created_at": NOON, "author": None, "author_id": None, "programme_id": 1, "starts": {},
    "id": 0,
}  # fmt: skip


@pytest.mark.parametrize("field", sorted({*FROZEN, *VALUES}))
def test_no_query_changes_what_is_frozen(programme: Programme, field: str) -> None:
    edition = publishing.publish(programme, None)
    before = everything(edition)

    for editions in (Edition.objects.all(), programme.editions, Edition.objects.current()):
        with pytest.raises(FrozenEdition, match="never change"):
            editions.update(**{"note": "x", field: VALUES.get(field, "x")})
    assert everything(edition) == before


def test_an_edition_is_not_moved_to_another_programme(programme: Programme) -> None:
    edition = publishing.publish(programme, None)
    other = publishing.duplicate(programme, "autre", None)

    with pytest.raises(FrozenEdition):
        other.editions.add(edition)
    assert Edition.objects.get(pk=edition.pk).programme == programme


def test_every_field_is_either_frozen_or_set_by_publishing() -> None:
    moving = {"number", "short_code", "note", "published_at", "withdrawn_at", "current"}

    assert {field.name for field in Edition._meta.fields} == FROZEN | DERIVED | moving


# The database itself


def raw(edition: Edition, **values: Any) -> None:
    """Past every rule of ours: what a faulty script would do."""
    with transaction.atomic():
        models.QuerySet(Edition).filter(pk=edition.pk).update(**values)


def test_the_database_refuses_two_editions_online_for_one_programme(programme: Programme) -> None:
    first = publishing.publish(programme, None)
    edit(programme, slug="autre-adresse")
    publishing.publish(programme, None)

    with pytest.raises(IntegrityError):
        raw(first, current=True)


def test_the_database_refuses_two_programmes_online_at_one_address(programme: Programme) -> None:
    publishing.publish(programme, None)
    other = publishing.publish(publishing.duplicate(programme, "autre", None), None)

    with pytest.raises(IntegrityError):
        raw(other, slug="bts-ndrc")


def test_the_database_refuses_one_number_twice(programme: Programme) -> None:
    publishing.publish(programme, None)
    edit(programme)
    second = publishing.publish(programme, None)

    with pytest.raises(IntegrityError):
        raw(second, number=1)


@pytest.mark.parametrize(
    "values",
    [
        {"number": None},
        {"published_at": None},
        {"short_code": None},
        {"number": 0},
        {"withdrawn_at": NOON},
    ],
)
def test_the_database_refuses_half_a_publication(
    programme: Programme, values: dict[str, Any]
) -> None:
    edition = publishing.publish(programme, None)

    with pytest.raises(IntegrityError):
        raw(edition, **values)


def test_the_database_refuses_a_draft_online(programme: Programme) -> None:
    edition = publishing.snapshot(programme, None)
    assert edition

    with pytest.raises(IntegrityError):
        raw(edition, current=True)


def test_old_editions_may_share_an_address(programme: Programme) -> None:
    for lead in ("Un", "Deux", "Trois"):
        edit(programme, lead=lead)
        publishing.publish(programme, None)

    assert Edition.objects.filter(slug="bts-ndrc").count() == 3


# A deploy that changes the sheet


@pytest.fixture
def before_the_deploy(programme: Programme, monkeypatch: pytest.MonkeyPatch) -> Programme:
    """Published by the site of yesterday, whose sheet had no `equivalence` yet."""
    edit(programme, equivalence="")
    old = sheets.dump(read_sheet(programme.pk))
    del old["equivalence"]
    old["version"] = sheets.VERSION
    edition = publishing.publish(programme, None)
    raw(edition, sheet=old, fingerprint="0" * 64)
    monkeypatch.setattr(
        sheets, "UPGRADES", {**sheets.UPGRADES, sheets.VERSION: lambda s: {**s, "equivalence": ""}}
    )
    monkeypatch.setattr(sheets, "VERSION", sheets.VERSION + 1)
    return programme


def test_a_deploy_that_adds_a_field_modifies_no_programme(before_the_deploy: Programme) -> None:
    assert publishing.snapshot(before_the_deploy, None) is None
    with pytest.raises(Refused, match="rien n’a changé"):
        publishing.publish(before_the_deploy, None)
    assert numbers(before_the_deploy) == [1]


def test_filling_the_new_field_is_a_change(before_the_deploy: Programme) -> None:
    edit(before_the_deploy, equivalence="Diplôme de niveau 5")

    edition = publishing.publish(before_the_deploy, None)

    assert edition.number == 2
    assert edition.sheet["version"] == sheets.VERSION
    assert publishing.snapshot(before_the_deploy, None) is None


def test_an_edition_of_before_the_deploy_can_be_restored(before_the_deploy: Programme) -> None:
    first = before_the_deploy.editions.get()
    stored = everything(first)
    edit(before_the_deploy, equivalence="Diplôme de niveau 5", lead="Autre")

    publishing.restore(first, None)

    assert read_sheet(before_the_deploy.pk).equivalence == ""
    assert everything(first) == stored


@pytest.mark.parametrize("field", ["number", "short_code", "note", "published_at", "withdrawn_at"])
def test_what_an_auditor_reads_is_set_once(field: str) -> None:
    edition = factories.published(current=False)
    value = getattr(edition, field)
    first = {"note": "Corrigé.", "withdrawn_at": factories.PUBLISHED_AT}.get(field, value)
    again = {"number": 9, "short_code": "zzzzzz", "note": "Autre."}.get(field, timezone.now())
    same = Edition.objects.filter(pk=edition.pk)
    if value in (None, ""):
        same.update(**{field: first})

    with pytest.raises(FrozenEdition):
        same.update(**{field: again})

    edition.refresh_from_db()
    assert getattr(edition, field) == first
