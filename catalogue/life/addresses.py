"""Addresses of programmes: where one leads, who has it, which one is free.

Two that differ by capitals only are one address. Editions of before may hold capitals: each leads
where it led, and where an address stands nowhere letter for letter, one that differs by its
capitals answers for it.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, count
from typing import Any, Final

from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Lower

from programmes.models import Edition, Programme
from programmes.nouns import quoted
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
# Longer than any programme's name, which joins two titles.
_WHOLE: Final = 400


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


@dataclass(frozen=True, slots=True)
class Notice:
    """What staff are told of the address of a draft. `stops`: it cannot be published there."""

    sentence: str
    stops: bool
    other: int  # the programme that was, or is, found there


def notice(slug: str, programme: Programme | None = None) -> Notice | None:
    """What publishing `programme` (none: a new one) at this address would take from another."""
    bearer = _elsewhere(leads_to(slug), programme.pk if programme else None)
    return _notice(slug, bearer, _names([bearer])) if bearer else None


def notices(programmes: Sequence[Programme]) -> dict[int, Notice]:
    """Primary key → notice, for those of which there is something to tell, in two queries."""
    bearers = _bearers(_spelt_like(one.slug for one in programmes))
    found = [(one, _elsewhere(_chosen(one.slug, bearers), one.pk)) for one in programmes]
    told = [(one, bearer) for one, bearer in found if bearer]
    names = _names([bearer for _, bearer in told])
    return {one.pk: _notice(one.slug, bearer, names) for one, bearer in told}


def _elsewhere(bearer: Bearer | None, programme: int | None) -> Bearer | None:
    return bearer if bearer and bearer.programme != programme else None


def _names(bearers: Collection[Bearer]) -> dict[int, str]:
    if not bearers:
        return {}
    programmes = Programme.objects.in_bulk({one.programme for one in bearers})
    return {key: quoted(str(programme), _WHOLE) for key, programme in programmes.items()}


def _notice(slug: str, bearer: Bearer, names: Mapping[int, str]) -> Notice:
    name = names[bearer.programme]
    if bearer.is_there:
        sentence = TAKEN_ONLINE.format(slug=slug)
    elif bearer.slug == slug:
        sentence = (
            f"Cette adresse menait à {name}{NARROW}: ses anciens liens et ses fiches imprimées "
            "mèneront désormais ici."
        )
    else:
        verb = "mène" if bearer.online else "menait"
        sentence = (
            f"Cette adresse ne diffère que par des majuscules de {quoted(bearer.slug, 100)}, "
            f"qui {verb} à {name}."
        )
    return Notice(sentence, bearer.is_there, bearer.programme)


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
