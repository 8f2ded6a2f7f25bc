"""Addresses of programmes: where one leads, who has it, which one is free.

Two that differ by capitals only are one address. Editions of before may hold capitals: each leads
where it led, and where an address stands nowhere letter for letter, one that differs by its
capitals answers for it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, count
from typing import Any, Final

from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Lower

from programmes.models import Edition, Programme
from programmes.text import address
from programmes.typography import NARROW

# What a proposed address counts at most: room for « -2 », and far from the longest one.
LONGEST_PROPOSED: Final = 80
NOTHING_LEFT: Final = (
    f"Une adresse a au moins une lettre de a à z ou un chiffre{NARROW}: bts-ndrc, par exemple."
)
TAKEN_ONLINE: Final = (
    f"L’adresse «{NARROW}{{slug}}{NARROW}» est celle d’une autre formation, déjà en ligne{NARROW}: "
    "choisissez-en une autre."
)


@dataclass(frozen=True, slots=True)
class Bearer:
    """A programme that was published at an address. `online`: where the public reads it today."""

    programme: int
    slug: str
    published_at: datetime
    online: str | None

    @property
    def is_there(self) -> bool:
        return self.online == self.slug


def leads_to(slug: str) -> Bearer | None:
    """Whom one finds there: who is there, else who was, online elsewhere rather than withdrawn.

    Two programmes may have been there one after the other: the last one to be published wins.
    """
    exactly = Q(slug__in={slug, slug.lower()})
    return _chosen(slug, _bearers(exactly) or _bearers(_spelt_like([slug])))


def _bearers(wanted: Q) -> list[Bearer]:
    """One for each publication there, in one query."""
    today = Edition.objects.current().filter(programme=OuterRef("programme")).order_by()
    editions = Edition.objects.published().filter(wanted).order_by()
    found = editions.annotate(online=Subquery(today.values("slug")[:1]))
    rows: Iterable[Any] = found.values_list("programme", "slug", "published_at", "online")
    return [Bearer(*row) for row in rows]


def _spelt_like(slugs: Iterable[str]) -> Q:
    """Whatever their capitals. Walks through an index: 10 ms for 50,000 editions."""
    published = Edition.objects.published().annotate(small=Lower("slug")).order_by()
    alike = published.filter(small__in={slug.lower() for slug in slugs})
    return Q(slug__in=alike.values("slug"))


def _chosen(slug: str, bearers: Iterable[Bearer]) -> Bearer | None:
    alike = [one for one in bearers if one.slug.lower() == slug.lower()]
    exact = [one for one in alike if one.slug == slug]
    return max(
        exact or alike,
        key=lambda one: (one.is_there, one.online is not None, one.published_at),
        default=None,
    )


# Taking one


def _elsewhere(bearer: Bearer | None, programme: int | None) -> Bearer | None:
    return bearer if bearer and bearer.programme != programme else None


def is_taken(slug: str, programme: Programme | None = None) -> bool:
    """By a draft, or by what the public reads; `programme` may keep what it has."""
    drafts = Programme.objects.filter(slug__iexact=slug)
    if programme and programme.pk:
        drafts = drafts.exclude(pk=programme.pk)
    return drafts.exists() or is_online_elsewhere(slug, programme)


def is_online_elsewhere(slug: str, programme: Programme | None = None) -> bool:
    bearer = _elsewhere(leads_to(slug), programme.pk if programme else None)
    return bearer is not None and bearer.is_there


def proposed(*titles: str) -> str:
    """The first of these titles of which an address can be made, numbered where it is taken."""
    made = next(filter(None, map(address, titles)), "formation")
    made = made[:LONGEST_PROPOSED].rstrip("-_")
    taken = {slug.lower() for slug in _starting_with(made)}
    numbered = (f"{made}-{number}" for number in count(2))
    return next(one for one in chain([made], numbered) if one not in taken)


def _starting_with(slug: str) -> Iterator[str]:
    alike = Q(slug__istartswith=slug)
    yield from Programme.objects.filter(alike).values_list("slug", flat=True)
    yield from Edition.objects.current().filter(alike).values_list("slug", flat=True)
