"""Programmes side by side, at `/comparer/?f=…&f=…`: chosen on cards, without a cookie."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from hashlib import sha256
from typing import Final
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from catalogue import wording
from catalogue.life import addresses
from catalogue.life.face import Face
from catalogue.life.publisher import (
    Publisher,
    face_beside,
    named_beside,
    other_than,
    publisher,
    with_publisher,
)
from catalogue.server import caching
from catalogue.server.caching import Body, public_response
from catalogue.views.forms.comparing import ChoiceForm
from catalogue.views.public import read_only
from catalogue.views.rendering import rendered
from catalogue.wording import Fact, Row
from programmes import sheet as sheets
from programmes.models import Edition
from programmes.nouns import quoted
from programmes.sheet import Centre, Sheet
from programmes.typography import NARROW, in_words

FEWEST: Final = 2
MOST: Final = 4
#: What is offered to somebody who has not chosen yet; the catalogue has the others.
OFFERED: Final = 24
PAGES_IN_MEMORY: Final = 128


@dataclass(frozen=True, slots=True)
class Chosen:
    """The programmes that are compared, and a sentence for each that is not.

    `can_be`: whether such an address was ever right. It was where a programme has been withdrawn.
    """

    editions: tuple[Edition, ...]
    left_out: tuple[str, ...]
    can_be: bool

    @property
    def named(self) -> Publisher | None:
        """Whom staff named, read with the programmes."""
        return named_beside(self.editions[0]) if self.editions else None

    @property
    def face(self) -> Face | None:
        """How the site looks, read with them too."""
        return face_beside(self.editions[0]) if self.editions else None


@dataclass(frozen=True, slots=True)
class Column:
    """A programme that is compared; `without`: the address of the same comparison without it."""

    title: str
    address: str
    paper: str
    without: str


@dataclass(frozen=True, slots=True)
class Line:
    """A row, each of its cells with the programme it is of."""

    label: str
    differs: bool
    cells: tuple[tuple[Fact | None, Column], ...]

    @classmethod
    def of(cls, row: Row, columns: Sequence[Column]) -> "Line":
        return cls(row.label, row.differs, tuple(zip(row.cells, columns, strict=True)))


@read_only
def compare(request: HttpRequest) -> HttpResponse:
    """One query when the comparison is in memory, two when it has to be drawn; one or two more
    for each programme that is no longer where it was."""
    chosen = _chosen(request.GET.getlist("f"))
    today = timezone.localdate()
    if len(chosen.editions) < FEWEST:
        html = _render_choice(chosen)
    elif chosen.left_out:
        keys = [edition.pk for edition in chosen.editions]
        html = _render(keys, today, chosen.named, chosen.face, chosen.left_out)
    else:
        kept = (_states(chosen), today, chosen.named, chosen.face, settings.RELEASE)
        etag = _tag(repr(kept))
        return public_response(request, partial(_page, *kept), etag=etag)
    if chosen.can_be:
        return public_response(request, html, etag=_tag(html))
    # An address that cannot be right: answered as well as can be, and not to be kept.
    response = HttpResponse(html, status=400)
    response["Cache-Control"] = caching.PRIVATE
    return response


def _chosen(asked: Iterable[str]) -> Chosen:
    slugs = list(dict.fromkeys(filter(None, map(str.strip, asked))))
    told = []
    if len(slugs) > MOST:
        told.append(f"On compare {in_words(MOST)} formations au plus{NARROW}: voici les premières.")
    can_be = len(slugs) <= MOST
    slugs = slugs[:MOST]
    online = _online(slugs)
    found: dict[int, Edition] = {}
    for slug in slugs:
        edition = online.get(slug)
        bearer = None if edition else addresses.leads_to(slug)
        if bearer and bearer.online:
            edition = _online([bearer.online]).get(bearer.online)
        if edition:
            found.setdefault(edition.pk, edition)
        elif bearer:
            name = quoted(_last_title(bearer.programme))
            told.append(f"{name} n’est plus proposée{NARROW}: laissée de côté.")
        else:
            told.append(f"{quoted(slug)} n’est pas dans ce catalogue{NARROW}: laissé de côté.")
            can_be = False
    return Chosen(tuple(found.values()), tuple(told), can_be)


def _online(slugs: Iterable[str]) -> dict[str, Edition]:
    editions = Edition.objects.current().filter(slug__in=slugs)
    shown = with_publisher(editions).only("slug", "fingerprint", "published_at")
    return {one.slug: one for one in shown}


def _last_title(programme: int) -> str:
    """Of one that was withdrawn, as the public last read it."""
    published = Edition.objects.published().filter(programme=programme).order_by("number")
    return published.values_list("short_title", flat=True).last() or ""


# What tells one comparison from another.
States = tuple[tuple[int, str], ...]


def _states(chosen: Chosen) -> States:
    return tuple((one.pk, f"{one.fingerprint} {one.published_at}") for one in chosen.editions)


def _tag(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:16]


@lru_cache(maxsize=PAGES_IN_MEMORY)
def _page(
    states: States, day: date, named: Publisher | None, face: Face | None, release: str
) -> Body:
    """A comparison as it reads on that day; the rest only tells apart what must be drawn anew."""
    return Body.of(_render([pk for pk, _ in states], day, named, face))


def forget() -> None:
    """Empty the memory; for tests, which roll editions back and use their keys again."""
    _page.cache_clear()


def _render(
    keys: list[int],
    today: date,
    named: Publisher | None,
    face: Face | None,
    left_out: tuple[str, ...] = (),
) -> str:
    stored = dict(Edition.objects.filter(pk__in=keys).values_list("pk", "sheet"))
    compared = [sheets.load(stored[key]) for key in keys]
    slugs = [sheet.slug for sheet in compared]
    columns = [_column(sheet, slugs) for sheet in compared]
    centre = _centre(compared, named)
    return rendered(
        "catalogue/compare.html",
        {
            "columns": columns,
            "groups": [
                (group.title, [Line.of(row, columns) for row in group.rows])
                for group in wording.side_by_side(compared, today)
            ],
            "left_out": left_out,
            "today": today,
            "centre": centre,
            "published_by": other_than(centre, named),
            "face": face,
            "canonical": settings.SITE_URL + address_of(slugs),
        },
    )


def _centre(compared: list[Sheet], named: Publisher | None) -> Centre | Publisher:
    """Theirs; whoever publishes the site where they have several."""
    theirs = {sheet.centre.name for sheet in compared}
    return named if named and len(theirs) > 1 else compared[0].centre


def _column(sheet: Sheet, slugs: list[str]) -> Column:
    others = [slug for slug in slugs if slug != sheet.slug]
    return Column(
        title=sheet.short_title,
        address=reverse("programme", args=[sheet.slug]),
        paper=reverse("fact_sheet_pdf", args=[sheet.slug]),
        without=address_of(others) if len(others) >= FEWEST else "",
    )


def _render_choice(chosen: Chosen) -> str:
    """Nothing to compare yet: why, and the way to choose."""
    current = Edition.objects.current().for_cards().only("slug", "short_title", "full_title")
    offered = current[:OFFERED]
    told = [*chosen.left_out]
    if chosen.editions:
        told.append(
            f"Une seule formation est choisie{NARROW}: il en faut {in_words(FEWEST)} au moins, "
            f"{in_words(MOST)} au plus."
        )
    centre = publisher()
    form = ChoiceForm(
        offered,
        chosen=[edition.slug for edition in chosen.editions],
        told=told,
        hint=f"Choisissez de {in_words(FEWEST)} à {in_words(MOST)} formations.",
    )
    return rendered(
        "catalogue/compare_choice.html",
        {
            "form": form if len(offered) >= FEWEST else None,
            "told": told,
            "centre": centre,
            "face": face_beside(centre) if centre else None,
            "canonical": settings.SITE_URL + reverse("compare"),
        },
    )


def address_of(slugs: Iterable[str]) -> str:
    return f"{reverse('compare')}?{urlencode([('f', slug) for slug in slugs])}"
