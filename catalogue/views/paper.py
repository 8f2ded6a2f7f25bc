"""« Ma fiche est-elle à jour ? »: the page behind the code printed on every fact sheet."""

from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from catalogue import wording
from catalogue.life.face import Face
from catalogue.life.publisher import (
    Publisher,
    face_beside,
    named_beside,
    other_than,
    with_publisher,
)
from catalogue.server import errors
from catalogue.server.caching import Body, public_response
from catalogue.views.public import read_only
from catalogue.views.rendering import rendered
from programmes import sheet as sheets
from programmes.comparison import compare, in_brief
from programmes.models import Edition
from programmes.typography import long_date

# More lines than a person reads standing at a counter.
LINES = 6


@dataclass(frozen=True, slots=True)
class PaperState:
    """Whether the paper still says what is online, what changed, or since when nothing is."""

    up_to_date: bool
    changes: tuple[str, ...] = ()
    withdrawn_on: date | None = None


@read_only
def paper_check(request: HttpRequest, code: str) -> HttpResponse:
    """Two queries: the edition on the paper, and the one online today."""
    editions = Edition.objects.published().filter(short_code=code.lower())
    printed = with_publisher(editions).first()
    if printed is None:
        return errors.page_not_found(request)
    siblings = Edition.objects.published().filter(programme=printed.programme_id)
    current = printed if printed.current else siblings.current().first()
    # The last to be taken down; an edition that a newer one replaced has no such date.
    last = None if current else siblings.exclude(withdrawn_at=None).order_by("number").last()
    today = timezone.localdate()
    publisher, face = named_beside(printed), face_beside(printed)

    def body() -> Body:
        return Body.of(_render(printed, current, last, today, publisher, face))

    etag = f"papier-{printed.pk}-{current.pk if current else 'retire'}-{today}"
    etag += "".join(f"-{shown.mark}" for shown in (publisher, face) if shown)
    return public_response(request, body, etag=etag)


@read_only
def margins(request: HttpRequest, code: str) -> HttpResponse:
    """What the margins of the printed page say: which edition it is, of which day.

    A stylesheet, since only a stylesheet reaches the margins of every page; one for each edition,
    since it says which.
    """
    edition = Edition.objects.published().filter(short_code=code).defer("sheet").first()
    if edition is None:
        return errors.page_not_found(request)
    day = long_date(_day(edition.published_at) or timezone.localdate())
    said = f"{edition.short_title}, édition n° {edition.number} du {day}"
    css = f"@page {{ @bottom-left {{ content: {css_string(said)}; font: 7.5pt sans-serif; }} }}\n"
    return public_response(
        request, css, etag=f"marges-{edition.pk}", content_type="text/css; charset=utf-8"
    )


def css_string(text: str) -> str:
    """A CSS string that holds any text: what is no letter nor digit is written as its number."""
    safe = (c if c.isalnum() or c in " ,." else f"\\{ord(c):06x}" for c in text)
    return f'"{"".join(safe)}"'


def answer(printed: Edition, current: Edition | None, last: Edition | None) -> PaperState:
    if current is None:
        return PaperState(False, withdrawn_on=_day(last.withdrawn_at) if last else None)
    if printed.pk == current.pk:
        return PaperState(True)
    comparison = compare(sheets.load(printed.sheet), sheets.load(current.sheet))
    # Published again without a change, the number differs and the paper is still right.
    changes = in_brief(comparison, LINES)
    return PaperState(not changes, changes)


def _render(
    printed: Edition,
    current: Edition | None,
    last: Edition | None,
    today: date,
    publisher: Publisher | None,
    face: Face | None,
) -> str:
    sheet = sheets.load((current or printed).sheet)
    return rendered(
        "programmes/paper.html",
        {
            "answer": answer(printed, current, last),
            "printed": printed,
            "printed_on": _day(printed.published_at),
            "current": current,
            "current_on": _day(current.published_at) if current else None,
            "today": today,
            "centre": sheet.centre,
            "published_by": other_than(sheet.centre, publisher),
            "face": face,
            "reach": wording.reach(sheet),
        },
    )


def _day(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None
