"""A programme's history: every edition, who saved it, what changed, what was done with it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from catalogue.admin.kit.moments import moment
from catalogue.life import publisher, publishing, reading
from catalogue.life.face import face
from catalogue.views import versions
from programmes import sheet as sheets
from programmes.comparison import Comparison, compare, in_brief
from programmes.models import Edition, Programme
from programmes.typography import NARROW, capitalized, long_date

from . import compare as comparing
from .compare import moments, saved_by
from .documents import for_staff
from .events import Event, events
from .frame import StaffPage, Visit, may_publish

# Two neighbouring sheets are compared for each line, so a page has few.
LINES: Final = 20


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the history."""

    edition: Edition
    title: str
    state: str
    by: str
    taken_up: str  # the earlier version that it says again
    what: str
    events: list[Event]
    with_previous: str  # address of the comparison; empty for the first edition
    with_draft: str  # empty for one that says what the draft says


def _page(visit: Visit) -> HttpResponse:
    editions = visit.programme.editions.defer("search_text").select_related("author")
    page = Paginator(editions, LINES).get_page(visit.request.GET.get("p"))
    return visit.show(
        "history",
        f"Historique{NARROW}: {visit.programme.short_title}",
        page=page,
        entries=entries(visit.programme, list(page)),
        can_restore=may_publish(visit.request),
    )


PAGES = [StaffPage("<int:pk>/historique/", "editions", _page)]


def entries(programme: Programme, editions: list[Edition]) -> list[Entry]:
    """Editions from the newest, each with what changed since the one before it."""
    if not editions:
        return []
    before_these = programme.editions.defer("search_text").filter(pk__lt=editions[-1].pk).first()
    previous: list[Edition | None] = [*editions[1:], before_these]
    read = {one.pk: sheets.load(one.sheet) for one in [*editions, before_these] if one}
    draft = reading.of(programme.pk).fingerprint
    today = {edition.pk: publishing.fingerprint_today(edition) for edition in editions}
    at = moments(editions)
    done = events(programme, editions)
    earlier = _said_before(programme, editions, today)
    return [
        Entry(
            edition=edition,
            title=capitalized(at[edition.pk]),
            state=_state(edition),
            by=saved_by(edition),
            taken_up=_taken_up(earlier.get(edition.pk)),
            what=_what(compare(read[before.pk], read[edition.pk]) if before else None),
            events=done[edition.pk],
            with_previous=(
                comparing.address(programme.pk, before.pk, edition.pk) if before else ""
            ),
            with_draft=(
                ""
                if today[edition.pk] == draft
                else comparing.address(programme.pk, edition.pk, comparing.DRAFT)
            ),
        )
        for edition, before in zip(editions, previous, strict=True)
    ]


def _said_before(
    programme: Programme, editions: list[Edition], today: dict[int, str]
) -> dict[int, Edition]:
    """By edition, an earlier one that says the same: a published one, else the last.

    Fingerprints as they are stored find it in one query. Where a deploy has changed the sheet in
    between, those of the same page are found too; of others the log still tells the restore.
    """
    marks = {edition.fingerprint for edition in editions} | set(today.values())
    alike = programme.editions.filter(fingerprint__in=marks, pk__lt=editions[0].pk)
    by_mark: dict[str, list[Edition]] = {}
    for one in alike.only("fingerprint", "number", "created_at", "programme").order_by("pk"):
        for mark in {one.fingerprint, today.get(one.pk, one.fingerprint)}:
            by_mark.setdefault(mark, []).append(one)
    found = {}
    for edition in editions:
        same = [*by_mark.get(edition.fingerprint, []), *by_mark.get(today[edition.pk], [])]
        earlier = [one for one in same if one.pk < edition.pk]
        if earlier:
            found[edition.pk] = max(earlier, key=lambda one: (one.number is not None, one.pk))
    return found


def _taken_up(earlier: Edition | None) -> str:
    if earlier is None:
        return ""
    if earlier.number is None:
        return f"Reprend la version du {moment(earlier.created_at)}."
    return f"Reprend l’édition n° {earlier.number}."


def _what(comparison: Comparison | None) -> str:
    if comparison is None:
        return "Première version."
    return " ".join(in_brief(comparison, 1)) or "Aucun changement."


def _state(edition: Edition) -> str:
    """« n° 3, en ligne », « n° 2, publiée le 2 mars 2026, retirée le 4 juin 2026 »."""
    if edition.number is None:
        return ""
    said = [f"n° {edition.number}"]
    if edition.current:
        said.append("en ligne")
    if edition.published_at:
        said.append(f"publiée le {_day(edition.published_at)}")
    if edition.withdrawn_at:
        said.append(f"retirée le {_day(edition.withdrawn_at)}")
    return ", ".join(said)


def _day(instant: datetime) -> str:
    return long_date(timezone.localdate(instant))


# Reading an edition as it was


def _read(visit: Visit, edition: Edition) -> HttpResponse:
    programme = visit.programme
    paper = reverse("admin:programmes_edition_pdf", args=[edition.pk])
    state = _state(edition)
    links = [("Historique", reverse("admin:programmes_programme_editions", args=[programme.pk]))]
    if publishing.fingerprint_today(edition) != reading.of(programme.pk).fingerprint:
        compared = comparing.address(programme.pk, edition.pk, comparing.DRAFT)
        links.append(("Comparer avec le brouillon", compared))
    saved = f"Enregistrée le {moment(edition.created_at)} {saved_by(edition)}"
    banner = versions.Banner(
        f"Édition {state}." if state else "Version enregistrée, jamais publiée.",
        f"{saved}. Les personnes à contacter sont celles d’aujourd’hui.",
        links=(*links, ("Fiche PDF de cette version", paper)),
    )
    version = versions.past(edition, programme)
    return HttpResponse(
        versions.page(
            version, banner, publisher.named(), face(), paper_address=paper, files=for_staff()
        )
    )


def _paper(visit: Visit, edition: Edition) -> HttpResponse:
    return versions.paper_response(versions.past(edition, visit.programme), face())


# Of any edition, under the address of editions: whoever may see programmes reads what they said.
EDITION_PAGES = [
    StaffPage("<int:pk>/lire/", "read", _read, of=Edition),
    StaffPage("<int:pk>/fiche.pdf", "pdf", _paper, of=Edition),
]
