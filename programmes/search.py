"""The catalogue's search: words, filters, counts and order over current editions.

A word is found anywhere in the folded text of an edition, on both databases alike, by a plain
LIKE (docs/performance.md has what that costs). Two queries a search, whatever the number
of programmes: one groups the matches by their filterable values, one reads the page of cards.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Case, Count, F, OrderBy, Q, Value, When

from programmes.models.editions import EditionQuerySet

from . import homonyms
from .kinds import Kind, profile_of
from .listing import options
from .models import Edition
from .text import fold
from .vocabulary import DeliveryMode, Level, Registry

# A search box is for a few words; more than this is refused with a sentence, not truncated.
MAX_LENGTH: Final = 200
MAX_WORDS: Final = 12

DEFAULT_SORT: Final = "pertinence"
SORTS: Final = {
    "pertinence": "Pertinence",
    "titre": "Titre",
    "niveau": "Niveau",
    "duree": "Durée",
    "reussite": "Réussite",
}


@dataclass(frozen=True, slots=True)
class Search:
    """What a visitor asks for: folded words, chosen filter values, an order."""

    words: tuple[str, ...] = ()
    level: frozenset[str] = frozenset()
    delivery_mode: frozenset[str] = frozenset()
    funding: frozenset[str] = frozenset()
    sites: frozenset[str] = frozenset()
    centre: frozenset[str] = frozenset()
    sort: str = DEFAULT_SORT

    def chosen(self, facet: str) -> frozenset[str]:
        values: frozenset[str] = getattr(self, facet)
        return values


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a filter, with the programmes it would leave given the other filters."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Current programmes alike in all that can be filtered: value → label per facet, how many."""

    values: Mapping[str, Mapping[str, str]]
    size: int


def words_of(text: str) -> tuple[str, ...]:
    """The words to look for, folded, each once, in the order typed."""
    return tuple(dict.fromkeys(fold(text).split()))


def matching(search: Search) -> EditionQuerySet:
    """Current editions with every word somewhere and one chosen value of each filter."""
    conditions = _with_words(search.words)
    if search.level:
        conditions &= Q(level__in=[int(value) for value in search.level])
    if search.delivery_mode:
        conditions &= Q(delivery_mode__in=search.delivery_mode)
    conditions &= _with_option("funding", search.funding)
    conditions &= _with_site(search.sites)
    conditions &= _with_option("centre", search.centre)
    return Edition.objects.current().filter(conditions)


def cards(search: Search) -> EditionQuerySet:
    """The matches in the order asked for, with the columns that cards need."""
    return matching(search).for_cards().order_by(*_order(search))


def groups(words: tuple[str, ...] = (), shared: frozenset[str] | None = None) -> tuple[Group, ...]:
    """Those that have every word, in one grouped query: the filters need no query each.

    Without words, the whole catalogue: what its filters offer. `shared`: the keys of sites that
    several centres have in it, where it is not what is read.
    """
    rows = list(
        Edition.objects.current()
        .filter(_with_words(words))
        .order_by()
        .values("level", "kind", "registry", "delivery_mode", "funding", "sites", "centre")
        .annotate(size=Count("pk"))
    )
    if shared is None:
        shared = homonyms.shared_keys(rows)
    return tuple(
        Group(
            {facet: read(row) for facet, read in _READ.items()}
            | {"sites": homonyms.site_options(row, shared)},
            row["size"],
        )
        for row in rows
    )


def shared_sites(whole: Iterable[Group]) -> frozenset[str]:
    """The keys of sites that several centres have, from the whole catalogue."""
    values = (homonyms.keys_in(value) for group in whole for value in group.values["sites"])
    return frozenset(site for site, centre in values if centre)


def total(matching: Iterable[Group], search: Search) -> int:
    """How many programmes `cards` gives, from groups made with the same words."""
    return sum(group.size for group in matching if _fits(group, search, FACETS))


def known(groups: Iterable[Group], facet: str) -> dict[str, str]:
    """Every value of a filter, with its label."""
    labels: dict[str, str] = {}
    for group in groups:
        for value, label in group.values[facet].items():
            labels[value] = _true_of_both(labels.get(value, label), label)
    return dict(sorted(labels.items(), key=lambda item: _rank(facet, *item)))


def _true_of_both(label: str, other: str) -> str:
    """« Niveau 5 » where one of the two is no « Niveau 5 (bac + 2) »; or else the later one."""
    return label if other.startswith(label) else other


def offered(
    matching: Iterable[Group], search: Search, facet: str, labels: Mapping[str, str]
) -> tuple[Option, ...]:
    """The values of a filter, each counted among the matches of the words and other filters.

    `labels` are the whole catalogue’s: a filter keeps its values, at 0, when nothing matches.
    """
    others = [name for name in FACETS if name != facet]
    counts: Counter[str] = Counter()
    for group in matching:
        if _fits(group, search, others):
            counts.update(dict.fromkeys(group.values[facet], group.size))
    chosen = search.chosen(facet)
    return tuple(
        Option(value, label, counts[value], value in chosen) for value, label in labels.items()
    )


def _with_words(words: Iterable[str]) -> Q:
    condition = Q()
    for word in words:
        condition &= Q(search_text__contains=word)
    return condition


def _with_option(column: str, values: Iterable[str]) -> Q:
    condition = Q()
    for value in sorted(values):
        condition |= Q(**{f"{column}__contains": f"\n{value}|"})
    return condition


def _with_site(values: Iterable[str]) -> Q:
    condition = Q()
    for value in sorted(values):
        site, centre = homonyms.keys_in(value)
        condition |= _with_option("sites", [site]) & _with_option("centre", filter(None, [centre]))
    return condition


def _order(search: Search) -> list[str | OrderBy | Case]:
    """Ties always end in the folded title, then the key: pages never overlap."""
    last: list[str | OrderBy | Case] = ["sort_key", "pk"]
    match search.sort:
        case "niveau":
            return [F("level").asc(nulls_last=True), *last]
        case "duree":
            return [F("hours").asc(nulls_last=True), *last]
        case "reussite":
            return [F("pass_rate").desc(nulls_last=True), *last]
        case "pertinence" if search.words:
            in_title = Q()
            for word in search.words:
                in_title &= Q(sort_key__contains=word)
            return [Case(When(in_title, then=Value(0)), default=Value(1)), *last]
    return last


def _level(row: Mapping[str, Any]) -> dict[str, str]:
    """In years where programmes of that kind say theirs so."""
    if not row["level"]:
        return {}
    profile = profile_of(
        Kind(row["kind"]) if row["kind"] else None,
        Registry(row["registry"]) if row["registry"] else None,
    )
    return {str(row["level"]): profile.level(Level(row["level"]))}


def _delivery_mode(row: Mapping[str, Any]) -> dict[str, str]:
    mode = row["delivery_mode"]
    return {mode: DeliveryMode(mode).label} if mode else {}


_READ: Final[dict[str, Callable[[Mapping[str, Any]], dict[str, str]]]] = {
    "level": _level,
    "delivery_mode": _delivery_mode,
    "funding": lambda row: options(row["funding"]),
    "sites": lambda row: options(row["sites"]),
    "centre": lambda row: options(row["centre"]),
}
FACETS: Final = tuple(_READ)


def _fits(group: Group, search: Search, facets: Iterable[str]) -> bool:
    return all(
        not search.chosen(facet) or search.chosen(facet) & group.values[facet].keys()
        for facet in facets
    )


def _rank(facet: str, value: str, label: str) -> tuple[int, str]:
    return (int(value) if facet == "level" else 0, fold(label))
