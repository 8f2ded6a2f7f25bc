"""What became of a programme: each edition that was published, and what changed in plain French.

Past editions themselves stay for staff; here one reads that, when and what they changed, without
anybody's name, telephone or e-mail. Why nothing of it is stored: docs/decisions/0022.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from itertools import pairwise
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from catalogue.life.face import Face
from catalogue.life.publisher import (
    Publisher,
    face_beside,
    named_beside,
    other_than,
    with_publisher,
)
from catalogue.server import caching
from catalogue.server.caching import Body, public_response
from catalogue.views.public import day_that_matters, formerly_at, read_only
from catalogue.views.rendering import rendered
from programmes import sheet as sheets
from programmes.comparison import compare, in_brief, people_in
from programmes.models import Edition
from programmes.typography import NARROW

#: Two neighbouring sheets are compared for each, so a page has few.
SHOWN: Final = 20
#: More than a person reads of one edition; the rest is counted.
LINES: Final = 12
PAGES_IN_MEMORY: Final = 128
_LONGEST_NUMBER: Final = 6


@dataclass(frozen=True, slots=True)
class Told:
    """An edition and what it changed; `is_first`: nothing was published before."""

    number: int
    published_on: date
    changes: tuple[str, ...]
    is_first: bool = False
    is_current: bool = False


@read_only
def editions(request: HttpRequest, slug: str) -> HttpResponse:
    """One query when the page is in memory; two or three when it has to be drawn."""
    current = (
        with_publisher(Edition.objects.current().filter(slug=slug))
        .only("number", "dated_until", "fingerprint")
        .first()
    )
    if current is None:
        return formerly_at(request, slug, page="editions")
    publisher, face = named_beside(current), face_beside(current)
    day = day_that_matters(current, publisher)
    pages = max(1, -(-(current.number or 0) // SHOWN))
    page = _page_asked(request.GET.getlist("page"), pages)
    state = (current.fingerprint, settings.RELEASE)
    kept = (current.pk, page or 1, pages, day, publisher, face, state)
    if page is None:
        # An address that cannot be right: answered as well as can be, and not to be kept.
        response = HttpResponse(_page(*kept, misread=True).raw, status=400)
        response["Cache-Control"] = caching.PRIVATE
        return response
    etag = f"editions-{current.pk}-{current.fingerprint[:12]}-{page}-{day}"
    etag += "".join(f"-{shown.mark}" for shown in (publisher, face) if shown)
    return public_response(request, partial(_page, *kept), etag=etag)


def _page_asked(asked: Sequence[str], pages: int) -> int | None:
    """The page, from 1; None where there is no such page."""
    typed = asked[0] if len(asked) == 1 else "" if asked else "1"
    is_number = typed.isascii() and typed.isdigit() and len(typed) <= _LONGEST_NUMBER
    return int(typed) if is_number and 1 <= int(typed) <= pages else None


@lru_cache(maxsize=PAGES_IN_MEMORY)
def _page(
    pk: int,
    page: int,
    pages: int,
    day: date | None,
    publisher: Publisher | None,
    face: Face | None,
    state: tuple[str, ...],
    *,
    misread: bool = False,
) -> Body:
    """A page of the editions up to a current one; they never change, nor does it on that day."""
    current = Edition.objects.only("programme", "sheet").get(pk=pk)
    sheet = sheets.load(current.sheet)
    address = reverse("editions", args=[sheet.slug])
    return Body.of(
        rendered(
            "programmes/editions.html",
            {
                "sheet": sheet,
                "told": told(current, page),
                "page": page,
                "pages": pages,
                "newer": _at(address, page - 1) if page > 1 else "",
                "older": _at(address, page + 1) if page < pages else "",
                "misread": f"Il n’y a pas de telle page{NARROW}: voici les dernières éditions."
                if misread
                else "",
                "canonical": settings.SITE_URL + _at(address, page),
                "centre": sheet.centre,
                "published_by": other_than(sheet.centre, publisher),
                "face": face,
            },
        )
    )


def _at(address: str, page: int) -> str:
    return f"{address}?page={page}" if page > 1 else address


def told(current: Edition, page: int = 1) -> tuple[Told, ...]:
    """The newest first. One more is read than is shown, with which the last is compared."""
    start = (page - 1) * SHOWN
    published = Edition.objects.published().filter(programme=current.programme_id)
    rows = published.order_by("-number").only("number", "published_at", "current", "sheet")
    return tuple(_told(list(rows[start : start + SHOWN + 1])))


def _told(rows: Sequence[Edition]) -> Iterator[Told]:
    read = [sheets.load(row.sheet) for row in rows]
    people = frozenset[str]().union(*map(people_in, read))
    for (edition, sheet), (_, before) in pairwise(zip(rows, read, strict=True)):
        changes = in_brief(compare(before, sheet), LINES, people=people)
        yield Told(edition.number or 0, _day(edition), changes, is_current=edition.current)
    if rows and len(rows) <= SHOWN:
        first = rows[-1]
        yield Told(first.number or 0, _day(first), (), is_first=True, is_current=first.current)


def _day(edition: Edition) -> date:
    return timezone.localdate(edition.published_at)


def forget() -> None:
    """Empty the memory; for tests, which roll editions back and use their keys again."""
    _page.cache_clear()
