"""The search itself."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from programmes.text import fold

from .asked import DEFAULT_SORT, Search
from .facets import FACETS, Option, fitting, offered
from .matching import How, Rank, akin, free_of, only_inside, saying, total
from .row import Row
from .spelling import meant

PAGE_SIZE: Final = 24
_NEAREST_AT_MOST: Final = 3


@dataclass(frozen=True, slots=True)
class WayOut:
    """A filter to take away where nothing fits (None: all of them), and what that would find."""

    facet: str | None
    count: int


@dataclass(frozen=True, slots=True)
class Found:
    """A page of results, and all that is said about them.

    `page` is the last one where a later one was asked for. `meant`: a word typed, that is none of
    the catalogue → the one that was searched instead. `options`: the filters that would narrow
    something. Where there is no result, `ways_out`, and the `nearest`: those that say some words.
    """

    rows: tuple[Row, ...]
    count: int
    page: int
    pages: int
    meant: Mapping[str, str]
    options: Mapping[str, tuple[Option, ...]]
    ways_out: tuple[WayOut, ...] = ()
    nearest: tuple[Row, ...] = ()
    size: int = PAGE_SIZE

    @property
    def first(self) -> int:
        """The place of the page's first result among all."""
        return (self.page - 1) * self.size + 1


Ranks = Mapping[int, Rank]


def find(rows: Sequence[Row], search: Search, page: int = 1, size: int = PAGE_SIZE) -> Found:
    """The programmes that say every word and have one chosen value of each filter."""
    free = free_of(rows, search.unwanted)
    said, corrected = _said(free, rows, search.words)
    matching = [row for row in free if all(row.key in one for one in said)]
    ranks = {row.key: total(one[row.key] for one in said) for row in matching}
    results = sorted(fitting(matching, search), key=_grouped(search, ranks))
    pages = max(1, -(-len(results) // size))
    page = min(page, pages)
    return Found(
        rows=tuple(results[(page - 1) * size : page * size]),
        count=len(results),
        page=page,
        pages=pages,
        meant=corrected,
        options={facet: offered(rows, matching, search, facet) for facet in FACETS},
        ways_out=() if results else _ways_out(matching, search),
        nearest=() if results else _nearest(free, search, said),
        size=size,
    )


def _said(
    rows: Sequence[Row], everything: Sequence[Row], words: Iterable[str]
) -> tuple[list[Ranks], dict[str, str]]:
    """Who says each word, and how; one that is no word of the catalogue, as it was meant."""
    said: list[Ranks] = []
    corrected: dict[str, str] = {}
    for word in words:
        ranks = saying(rows, word)
        is_none = only_inside(ranks) and (
            len(rows) == len(everything) or only_inside(saying(everything, word))
        )
        if is_none and (right := meant(everything, word)):
            corrected[word] = right
            said += [saying(rows, one) for one in fold(right).split()]
        else:
            said.append(ranks)
    return said, corrected


def _grouped(search: Search, ranks: Ranks) -> Callable[[Row], Any]:
    order = _order(search, ranks)
    return (lambda row: (*_known_first(row.level), *order(row))) if search.by_level else order


def _order(search: Search, ranks: Ranks) -> Callable[[Row], Any]:
    """What is unknown comes last; ties end in level, title and key, so that pages never overlap."""

    def by_level(row: Row) -> tuple[Any, ...]:
        return (*_known_first(row.level), row.sort_key, row.key)

    match search.sort:
        case "titre":
            return lambda row: (row.sort_key, row.key)
        case "duree":
            return lambda row: (*_known_first(row.hours), *by_level(row))
        case "reussite":
            return lambda row: (*_known_first(row.pass_rate, down=True), *by_level(row))
        case sort if sort == DEFAULT_SORT:
            return lambda row: (*ranks[row.key], *by_level(row))
    return by_level


def _known_first(value: Any, *, down: bool = False) -> tuple[bool, Any]:
    if value is None:
        return True, 0
    return False, -value if down else value


def _ways_out(matching: Sequence[Row], search: Search) -> tuple[WayOut, ...]:
    """Each filter that stands alone between the words and something to show; or else all."""
    used = [facet for facet in FACETS if search.chosen(facet)]
    ways = [WayOut(facet, len(fitting(matching, search, but=facet))) for facet in used]
    if not any(way.count for way in ways) and len(used) > 1:
        ways = [WayOut(None, len(matching))]
    return tuple(way for way in ways if way.count)


def _nearest(free: Iterable[Row], search: Search, said: Sequence[Ranks]) -> tuple[Row, ...]:
    """Those that say most of the words, or say something akin."""
    rows = fitting(free, search)
    near = [*map(_clear, said), *(akin(rows, word) for word in search.words)]

    def nearness(row: Row) -> tuple[Any, ...]:
        ranks = [one[row.key] for one in near if row.key in one]
        return (-len(ranks), *total(ranks), *_known_first(row.level), row.sort_key, row.key)

    known = [row for row in rows if any(row.key in one for one in near)]
    return tuple(sorted(known, key=nearness)[:_NEAREST_AT_MOST])


def _clear(ranks: Ranks) -> Ranks:
    """A word that stands inside another is not near."""
    return {key: rank for key, rank in ranks.items() if rank[0] < How.MIDDLE}
