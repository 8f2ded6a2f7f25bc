"""A programme that was withdrawn: which it was, and what one may look at instead."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from catalogue.server import errors
from catalogue.views import online
from catalogue.views.online import State
from programmes import search as searches
from programmes.listing import options
from programmes.models import Edition

GONE_IN_MEMORY = 64


@dataclass(frozen=True, slots=True)
class Near:
    """A programme that is online."""

    slug: str
    title: str
    where: tuple[str, ...]
    level: int | None


@dataclass(frozen=True, slots=True)
class Gone:
    """What the public last read of it, and those that are nearest to it."""

    short_title: str
    full_title: str
    withdrawn_on: date | None
    near: tuple[Near, ...]


def gone(request: HttpRequest, programme: int) -> HttpResponse:
    """Two queries for what is online today; three or four more for one that was not told yet."""
    return errors.gone(request, programme=_told(online.state_today(), programme))


@lru_cache(maxsize=GONE_IN_MEMORY)
def _told(state: State, programme: int) -> Gone:
    published = Edition.objects.published().filter(programme=programme).order_by("number")
    last = published.only("short_title", "full_title", "withdrawn_at").last()
    assert last is not None  # noqa: S101 -- its address was found by its editions
    near = searches.near(online.rows(state), searches.read_row(last.pk))
    return Gone(
        last.short_title,
        last.full_title,
        timezone.localdate(last.withdrawn_at) if last.withdrawn_at else None,
        tuple(map(_near, _in_order([row.key for row in near]))),
    )


def _in_order(keys: list[int]) -> list[Edition]:
    editions = Edition.objects.for_cards().in_bulk(keys) if keys else {}
    return [editions[key] for key in keys]


def _near(edition: Edition) -> Near:
    title = f"{edition.short_title} {edition.full_title}".strip()
    return Near(edition.slug, title, tuple(options(edition.sites).values()), edition.level)


def forget() -> None:
    """Empty the memory; for tests, which roll editions back and use their keys again."""
    _told.cache_clear()
