"""« Ma fiche est-elle à jour ? »: the page behind the code printed on every fact sheet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache, partial
from hashlib import sha256
from typing import Final

from django.conf import settings
from django.db.models import OuterRef, Subquery
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from catalogue import wording
from catalogue.life import paper_codes
from catalogue.life.face import Face
from catalogue.life.publisher import (
    Publisher,
    face_beside,
    named_beside,
    other_than,
    with_publisher,
)
from catalogue.outputs import qr
from catalogue.server import caching, errors
from catalogue.server.caching import Body, public_response
from catalogue.views.forms.paper_code import PaperCodeForm
from catalogue.views.public import read_only
from catalogue.views.rendering import rendered
from programmes import sheet as sheets
from programmes.comparison import compare, in_brief
from programmes.models import Edition
from programmes.nouns import shortened
from programmes.typography import NARROW, long_date

# More lines than a person reads standing at a counter.
LINES = 6
PAGES_IN_MEMORY = 256
# As much of what was typed as one needs to see what went wrong.
SHOWN = 40


@dataclass(frozen=True, slots=True)
class PaperState:
    """Whether the paper still says what is online, what changed, or since when nothing is."""

    up_to_date: bool
    changes: tuple[str, ...] = ()
    withdrawn_on: date | None = None


@read_only
def paper_check(request: HttpRequest, code: str) -> HttpResponse:
    """One query: the edition on the paper, and which one is online today; two to draw it."""
    read = paper_codes.read(code)
    editions = Edition.objects.published().filter(short_code=read)
    printed = with_publisher(editions).annotate(**_TODAY).only("fingerprint").first()
    if printed is None:
        return _unknown(request, code, read)
    today = vars(printed)
    kept = (
        printed.pk,
        today["online"],
        _day(today["taken_down"]),
        timezone.localdate(),
        named_beside(printed),
        face_beside(printed),
        (printed.fingerprint, today["says"], settings.RELEASE),
    )
    etag = sha256(repr(kept).encode()).hexdigest()[:16]
    return public_response(request, partial(_page, *kept), etag=f"papier-{etag}")


_SIBLINGS = Edition.objects.published().filter(programme=OuterRef("programme")).order_by("-number")
_TODAY = {
    "online": Subquery(_SIBLINGS.current().values("pk")[:1]),
    "says": Subquery(_SIBLINGS.current().values("fingerprint")[:1]),
    # The last to be taken down; an edition that a newer one replaced has no such date.
    "taken_down": Subquery(_SIBLINGS.exclude(withdrawn_at=None).values("withdrawn_at")[:1]),
}


def _unknown(request: HttpRequest, typed: str, read: str) -> HttpResponse:
    """One query more, for the codes that are one sign away; none where it cannot be a code."""
    return _asked_again(request, typed, meant=paper_codes.meant(read))


def _asked_again(
    request: HttpRequest, typed: str, *, meant: Sequence[Edition] = (), status: int = 404
) -> HttpResponse:
    shown = shortened(typed, SHOWN)
    form = PaperCodeForm({"code": shown})
    form.say_unknown()
    return errors.no_such_code(request, status=status, typed=shown, meant=meant, form=form)


@read_only
def paper_code(request: HttpRequest) -> HttpResponse:
    """Where a code is typed by hand; the answer stands at the address that is printed."""
    typed = request.GET.get("code", "")
    if read := paper_codes.read(typed):
        response: HttpResponse = HttpResponseRedirect(reverse("paper", args=[read[:SHOWN]]))
        response["Cache-Control"] = caching.PRIVATE
        return response
    if "code" in request.GET:
        return _asked_again(request, typed, status=400)
    return errors.no_such_code(request, status=200, typed="", meant=(), form=PaperCodeForm())


@read_only
def margins(request: HttpRequest, code: str) -> HttpResponse:
    """What the page says on paper alone: in its margins which edition it is, of which day; beside
    its answers the code that tells whether it is still the current one.

    A stylesheet, since only a stylesheet reaches the margins of every page; one for each edition,
    since it says which. The code is the shape of a border, which is printed without a setting, is
    there at once and needs no leave of the policy for images.
    """
    edition = Edition.objects.published().filter(short_code=code).defer("sheet").first()
    if edition is None:
        return errors.page_not_found(request)
    day = long_date(_day(edition.published_at) or timezone.localdate())
    said = f"{edition.short_title}, édition n° {edition.number} du {day}"
    check = settings.SITE_URL + reverse("paper", args=[edition.short_code])
    side, squares = qr.path(check, square=3)
    css = _PRINTED.format(
        said=css_string(said), question=css_string(_question(check)), side=side, squares=squares
    )
    return public_response(
        request, css, etag=f"marges-{edition.pk}", content_type="text/css; charset=utf-8"
    )


_PRINTED: Final = """\
@page {{ @bottom-left {{ content: {said}; font: 7.5pt sans-serif; }} }}
.answers {{ display: grid; grid-template: auto 1fr / 1fr {side}px; gap: .5rem 1.5rem; }}
.answers dl {{ grid-area: 1 / 1 / span 2; }}
.answers::before {{ content: {question}; grid-area: 2 / 2; font-size: .8rem; line-height: 1.25; white-space: pre-line; overflow-wrap: anywhere; }}
.answers::after {{ content: ""; grid-area: 1 / 2; height: {side}px; border-left: {side}px solid #000; clip-path: path("{squares}"); }}
"""  # noqa: E501


def _question(check: str) -> str:
    return f"Ce papier est-il à jour{NARROW}?\n{check.partition('://')[2].rstrip('/')}"


def css_string(text: str) -> str:
    """A CSS string that holds any text: what is no letter nor digit is written as its number."""
    safe = (c if c.isalnum() or c in " ,." else f"\\{ord(c):06x}" for c in text)
    return f'"{"".join(safe)}"'


def answer(printed: Edition, current: Edition | None, withdrawn_on: date | None) -> PaperState:
    if current is None:
        return PaperState(False, withdrawn_on=withdrawn_on)
    if printed.pk == current.pk:
        return PaperState(True)
    comparison = compare(sheets.load(printed.sheet), sheets.load(current.sheet))
    # Published again without a change, the number differs and the paper is still right.
    changes = in_brief(comparison, LINES)
    return PaperState(not changes, changes)


@lru_cache(maxsize=PAGES_IN_MEMORY)
def _page(
    printed_pk: int,
    current_pk: int | None,
    withdrawn_on: date | None,
    today: date,
    publisher: Publisher | None,
    face: Face | None,
    state: tuple[str | None, ...],
) -> Body:
    """The answer of that day: two editions that never change are compared once. `state` only tells
    apart what must be drawn anew: in a restored database a key may be another edition's."""
    found = Edition.objects.defer("search_text").in_bulk({printed_pk, current_pk} - {None})
    printed, current = found[printed_pk], found[current_pk] if current_pk else None
    sheet = sheets.load((current or printed).sheet)
    return Body.of(
        rendered(
            "programmes/paper.html",
            {
                "answer": answer(printed, current, withdrawn_on),
                "printed": printed,
                "printed_on": _day(printed.published_at),
                "current": current,
                "current_on": _day(current.published_at) if current else None,
                "start": wording.start(sheet, today) if current else None,
                "today": today,
                "centre": sheet.centre,
                "published_by": other_than(sheet.centre, publisher),
                "face": face,
                "reach": wording.reach(sheet),
            },
        )
    )


def forget() -> None:
    """Empty the memory; for tests, which roll editions back and use their keys again."""
    _page.cache_clear()


def _day(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None
