"""What happens to a programme as a whole: snapshot, publish, withdraw, restore, duplicate, archive.

Each function is one transaction that first locks the programme's row (PostgreSQL) or the whole
database (SQLite, IMMEDIATE), so that two callers at once follow one another. This is the only
module that moves `current`.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import TypeAlias

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from accounts.models import Happening
from accounts.security_log import record
from programmes import sheet as sheets
from programmes.listing import columns
from programmes.models import Edition, Programme, TrainingCentre
from programmes.sheet import Sheet

from . import addresses, paper_codes, reading
from .copying import copied
from .derived import bring_up_to_date
from .draft import read_sheet, write_sheet
from .reading import Draft, Refused

# None: the set-up of the site, where nobody is logged in.
Author: TypeAlias = User | None


@contextmanager
def _alone_with(programme_pk: int) -> Iterator[Programme]:
    """One transaction in which nobody else changes this programme's editions."""
    with transaction.atomic():
        (programme,) = lock(programme_pk)
        yield programme


@contextmanager
def read_alone(programme_pk: int, *, going_to: TrainingCentre | None = None) -> Iterator[Draft]:
    """The draft, read in a transaction in which nobody else changes it or its editions, nor the
    centre that it is going to."""
    with transaction.atomic():
        lock(programme_pk, going_to=going_to)
        yield reading.of(programme_pk)


def lock(*programme_pks: int, going_to: TrainingCentre | None = None) -> list[Programme]:
    """Make others wait, until this transaction ends, before they touch these or their centres.

    Whoever edits a draft or a centre takes it first: a sheet is read in a dozen queries, and must
    not see half of somebody's changes. Programmes first, then centres, always in this order, so
    that no two callers wait for each other. One that does not exist keeps nobody waiting.
    """
    wanted = Programme.objects.select_for_update().filter(pk__in=programme_pks)
    programmes = list(wanted.order_by("pk"))
    centres = {programme.centre_id for programme in programmes}
    if going_to:
        centres.add(going_to.pk)
    list(TrainingCentre.objects.select_for_update().filter(pk__in=centres).order_by("pk"))
    return programmes


def lock_new() -> None:
    """Make others wait who add a programme too: of two at one address, the second is refused."""
    TrainingCentre.objects.select_for_update().order_by("pk").first()


def snapshot(programme: Programme, author: Author) -> Edition | None:
    """Add an edition if the draft differs from the newest one; None if nothing changed."""
    with read_alone(programme.pk) as draft:
        return keep(draft, author)


def keep(draft: Draft, author: Author) -> Edition | None:
    """The snapshot of a draft that was read under the lock that is still held."""
    newest = draft.programme.editions.first()
    if newest is not None and fingerprint_today(newest) == draft.fingerprint:
        return None
    return _add_edition(draft, author)


def _add_edition(draft: Draft, author: Author) -> Edition:
    return Edition.objects.create(
        programme=draft.programme,
        author=author,
        sheet=sheets.dump(draft.sheet),
        fingerprint=draft.fingerprint,
        **columns(draft.sheet),
    )


def fingerprint_today(edition: Edition) -> str:
    """In the sheet's current version: a deploy that adds a field changes no programme."""
    if edition.sheet.get("version") == sheets.VERSION:
        return edition.fingerprint
    return sheets.fingerprint(sheets.load(edition.sheet))


def publish(programme: Programme, author: Author, note: str = "") -> Edition:
    """Put the draft online as it stands now. Raises `Refused`, as `put_online` does."""
    with read_alone(programme.pk) as draft:
        return put_online(draft, author, note)


def put_online(draft: Draft, author: Author, note: str = "") -> Edition:
    """Freeze a draft, number it and put it online in place of the current edition.

    It was read under the lock that is still held, so that what is published is what was read.
    Raises `Refused` when the programme is archived, nothing changed since the current edition,
    or another programme is online at the same address.
    """
    programme = draft.programme
    refuse_archived(programme)
    draft.sheet_to_be("publié")
    _check_slug_is_free(programme)
    online = programme.editions.filter(current=True).first()
    # Changed and changed back counts as unchanged: the newest edition need not be the current.
    if online is not None and fingerprint_today(online) == draft.fingerprint:
        raise Refused(f"L’édition n° {online.number} est déjà en ligne et rien n’a changé depuis.")
    edition = keep(draft, author) or programme.editions.latest("pk")
    if edition.number is not None:
        # Published once, then withdrawn: number and dates are set once, so a new edition.
        edition = _add_edition(draft, author)
    _make_current(edition, note)
    record(
        Happening.PUBLISHED,
        account=author.pk if author else None,
        about=f"{programme.slug}, édition n° {edition.number}",
    )
    return edition


def refuse_archived(programme: Programme) -> None:
    if programme.is_archived:
        raise Refused("Cette formation est archivée\u202f: désarchivez-la avant de la publier.")


def _check_slug_is_free(programme: Programme) -> None:
    if addresses.is_online_elsewhere(programme.slug, programme):
        raise Refused(addresses.TAKEN_ONLINE.format(slug=programme.slug))


def _make_current(edition: Edition, note: str) -> None:
    siblings = Edition.objects.filter(programme=edition.programme_id)
    last = siblings.aggregate(last=Max("number"))["last"] or 0
    try:
        with transaction.atomic():
            siblings.filter(current=True).update(current=False)
            # A snapshot of before the deploy, which only now is found and shown.
            bring_up_to_date(edition)
            Edition.objects.filter(pk=edition.pk, number=None).update(
                number=last + 1,
                short_code=paper_codes.unused(),
                note=note,
                published_at=timezone.now(),
                current=True,
            )
    except IntegrityError as error:
        # Another programme took the address between the check and now: the database is the judge.
        raise Refused(addresses.TAKEN_ONLINE.format(slug=edition.slug)) from error
    edition.refresh_from_db()


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
    record(Happening.WITHDRAWN, about=f"{edition.slug}, édition n° {edition.number}")


def restore(edition: Edition, author: Author) -> list[str]:
    """Write a past edition back into the draft; see `write_back`."""
    with read_alone(edition.programme_id) as draft:
        return write_back(edition, draft, author)


def write_back(edition: Edition, draft: Draft, author: Author) -> list[str]:
    """A past edition in place of a draft read under the lock; the public page does not move.

    The draft is first kept as an edition, so that a restore can be undone. Returns the differences
    with shared rows (centre, sites, funding schemes), which stay as they are. Raises `Refused` for
    a draft that cannot be kept.
    """
    return replace(draft, sheets.load(edition.sheet), author)


def replace(draft: Draft, sheet: Sheet, author: Author) -> list[str]:
    """Another sheet in place of a draft read under the lock; both are kept as editions.

    Returns what shared rows say otherwise. Raises `Refused` for a draft that cannot be kept.
    """
    keep(draft, author)
    differences = write_sheet(sheet, draft.programme)
    keep(reading.of(draft.programme.pk), author)
    return differences


def duplicate(
    programme: Programme,
    slug: str,
    author: Author,
    *,
    kept: Collection[str] | None = None,
    **titles: str,
) -> Programme:
    """A new draft with the content of another under another address; it is not published.

    `kept`: the pieces that it takes over (`copying.py`); None, all of them. `titles`:
    `short_title` and `full_title`, where they change too. Raises `Refused`.
    """
    with read_alone(programme.pk) as draft:
        if draft.found is None:
            raise Refused("Cette formation ne peut pas être copiée\u202f: corrigez-la d’abord.")
        copy = Programme()
        content = draft.found if kept is None else copied(draft.found, kept)
        write_sheet(content.model_copy(update={"slug": slug, **titles}), copy)
        _add_edition(Draft(copy, read_sheet(copy.pk)), author)
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
