"""What happens to a programme as a whole: snapshot, publish, withdraw, restore, duplicate, archive.

Each function is one transaction that first locks the programme's row (PostgreSQL) or the whole
database (SQLite, IMMEDIATE), so that two callers at once follow one another. This is the only
module that moves `current`.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TypeAlias

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from pydantic import ValidationError

from programmes import sheet as sheets
from programmes.listing import columns
from programmes.models import Edition, Programme, TrainingCentre
from programmes.sheet import Sheet

from . import faults
from .draft import read_sheet, write_sheet

# None: the set-up of the site, where nobody is logged in.
Author: TypeAlias = User | None


class Refused(Exception):
    """A publication step that cannot be taken; its text tells staff why, in French."""


@contextmanager
def _alone_with(programme_pk: int) -> Iterator[Programme]:
    """One transaction in which nobody else changes this programme's editions."""
    with transaction.atomic():
        yield _locked(programme_pk)


def _locked(programme_pk: int) -> Programme:
    """With its centre, always in this order, so that no two callers wait for each other."""
    programme = Programme.objects.select_for_update().get(pk=programme_pk)
    TrainingCentre.objects.select_for_update().get(pk=programme.centre_id)
    return programme


def lock(programme_pk: int) -> None:
    """Make others wait, until this transaction ends, before they touch the programme or its centre.

    Whoever edits a draft or a centre takes it first: a sheet is read in a dozen queries, and must
    not see half of somebody's changes. One that does not exist keeps nobody waiting.
    """
    with suppress(Programme.DoesNotExist):
        _locked(programme_pk)


def lock_new() -> None:
    """Make others wait who add a programme too: of two at one address, the second is refused."""
    TrainingCentre.objects.select_for_update().order_by("pk").first()


def snapshot(programme: Programme, author: Author) -> Edition | None:
    """Add an edition if the draft differs from the newest one; None if nothing changed."""
    with _alone_with(programme.pk) as locked:
        return _snapshot(locked, read_sheet(locked.pk), author)


def _snapshot(programme: Programme, sheet: Sheet, author: Author) -> Edition | None:
    newest = programme.editions.first()
    if newest is not None and fingerprint_today(newest) == sheets.fingerprint(sheet):
        return None
    return _add_edition(programme, sheet, author)


def _add_edition(programme: Programme, sheet: Sheet, author: Author) -> Edition:
    return Edition.objects.create(
        programme=programme,
        author=author,
        sheet=sheets.dump(sheet),
        fingerprint=sheets.fingerprint(sheet),
        **columns(sheet),
    )


def fingerprint_today(edition: Edition) -> str:
    """In the sheet's current version: a deploy that adds a field changes no programme."""
    if edition.sheet.get("version") == sheets.VERSION:
        return edition.fingerprint
    return sheets.fingerprint(sheets.load(edition.sheet))


def publish(programme: Programme, author: Author, note: str = "") -> Edition:
    """Freeze the draft, number it and put it online in place of the current edition.

    Raises `Refused` when the programme is archived, nothing changed since the current edition,
    or another programme is online at the same address.
    """
    with _alone_with(programme.pk) as locked:
        if locked.is_archived:
            raise Refused("Cette formation est archivée : désarchivez-la avant de la publier.")
        sheet = _readable_sheet(locked)
        _check_slug_is_free(locked)
        online = locked.editions.filter(current=True).first()
        # Changed and changed back counts as unchanged: the newest edition need not be the current.
        if online is not None and fingerprint_today(online) == sheets.fingerprint(sheet):
            raise Refused(
                f"L’édition n° {online.number} est déjà en ligne et rien n’a changé depuis."
            )
        edition = _snapshot(locked, sheet, author) or locked.editions.latest("pk")
        if edition.number is not None:
            # Published once, then withdrawn: number and dates are set once, so a new edition.
            edition = _add_edition(locked, sheet, author)
        _put_online(edition, note)
        return edition


def _readable_sheet(programme: Programme) -> Sheet:
    """Forms refuse what a sheet cannot hold; code and imports may have written it all the same."""
    try:
        return read_sheet(programme.pk)
    except ValidationError as error:
        raise Refused(f"Ce brouillon ne peut pas être publié. {faults.first(error)}") from error


def _check_slug_is_free(programme: Programme) -> None:
    taken = Edition.objects.current().filter(slug=programme.slug).exclude(programme=programme)
    if taken.exists():
        raise Refused(_SLUG_TAKEN.format(slug=programme.slug))


_SLUG_TAKEN = (
    "L’adresse « {slug} » est celle d’une autre formation, déjà en ligne : choisissez-en une autre."
)


def _put_online(edition: Edition, note: str) -> None:
    siblings = Edition.objects.filter(programme=edition.programme_id)
    last = siblings.aggregate(last=Max("number"))["last"] or 0
    try:
        with transaction.atomic():
            siblings.filter(current=True).update(current=False)
            Edition.objects.filter(pk=edition.pk, number=None).update(
                number=last + 1,
                short_code=_unused_short_code(),
                note=note,
                published_at=timezone.now(),
                current=True,
            )
    except IntegrityError as error:
        # Another programme took the address between the check and now: the database is the judge.
        raise Refused(_SLUG_TAKEN.format(slug=edition.slug)) from error
    edition.refresh_from_db()


# Digits and letters that a person can read off paper without mistaking one for another.
_LEGIBLE = "23456789abcdefghjkmnpqrstuvwxyz"


def _unused_short_code() -> str:
    """Six characters out of 31: 887 million codes, so a second draw is rare."""
    while True:
        code = "".join(secrets.choice(_LEGIBLE) for _ in range(6))
        if not Edition.objects.filter(short_code=code).exists():
            return code


def withdraw(programme: Programme) -> Edition:
    """Take the current edition offline: its address answers 410. Raises `Refused` if none is."""
    with _alone_with(programme.pk) as locked:
        edition = locked.editions.filter(current=True).first()
        if edition is None:
            raise Refused("Cette formation n’est pas en ligne.")
        _take_down(edition)
        return edition


def _take_down(edition: Edition) -> None:
    Edition.objects.filter(pk=edition.pk).update(current=False, withdrawn_at=timezone.now())
    edition.refresh_from_db()


def restore(edition: Edition, author: Author) -> list[str]:
    """Write a past edition back into the draft; the public page does not move.

    The draft as it stands is first kept as an edition, so that a restore can be undone. Returns
    the differences with shared rows (centre, sites, funding schemes), which stay as they are.
    """
    with _alone_with(edition.programme_id) as locked:
        _snapshot(locked, read_sheet(locked.pk), author)
        differences = write_sheet(sheets.load(edition.sheet), locked)
        _snapshot(locked, read_sheet(locked.pk), author)
        return differences


def duplicate(programme: Programme, slug: str, author: Author, **titles: str) -> Programme:
    """A new draft with the same content under another address; it is not published.

    `titles`: `short_title` and `full_title`, where they change too.
    """
    with _alone_with(programme.pk) as locked:
        sheet = read_sheet(locked.pk).model_copy(update={"slug": slug, **titles})
        copy = Programme()
        write_sheet(sheet, copy)
        _add_edition(copy, read_sheet(copy.pk), author)
        return copy


def archive(programme: Programme) -> None:
    """Put a programme away: offline, out of the lists, its editions kept. Can be undone."""
    with _alone_with(programme.pk) as locked:
        for edition in locked.editions.filter(current=True):
            _take_down(edition)
        locked.archived_at = locked.archived_at or timezone.now()
        locked.save(update_fields=["archived_at"])


def unarchive(programme: Programme) -> None:
    """Bring an archived programme back as a draft; it stays offline until published again."""
    with _alone_with(programme.pk) as locked:
        locked.archived_at = None
        locked.save(update_fields=["archived_at"])
