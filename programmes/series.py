"""The key figures of a sheet, series by series: what may be drawn on one line, and no more.

A series is of one kind, one horizon, one scale, one group of people, and has one figure a year.
"""

import re
from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from .sheet import KeyFigure, Sheet
from .text import fold
from .vocabulary import FigureKind, FigureOrigin, Public, Scale

# What tells of when, in the words of a cohort: « promotion 2022-2024 ».
_OF_TIME = re.compile(r"[\d\W_]+|\b(?:promotions?|promo|sessions?|annees?|de|des|du|en|la)\b")


@dataclass(frozen=True, slots=True)
class Series:
    """Its figures, the oldest first; one that says no year stands alone."""

    rows: tuple[KeyFigure, ...]

    @property
    def latest(self) -> KeyFigure:
        return self.rows[-1]

    @property
    def former(self) -> tuple[KeyFigure, ...]:
        """The other years, the newest first."""
        return self.rows[-2::-1]


def counted_in(row: KeyFigure) -> Hashable:
    """What two figures must share to be read together, whatever their years."""
    everybody = row.is_of_everybody
    group = (None, "") if everybody else (row.public, fold(row.group).strip())
    return (row.kind, row.horizon, row.scale, *group, fold(row.scope).strip())


def all_series(sheet: Sheet) -> tuple[Series, ...]:
    """Every figure once, in the order in which staff put the first one of each series."""
    alike: dict[Hashable, list[KeyFigure]] = {}
    for row in sheet.key_figures:
        alike.setdefault((counted_in(row), row.value is None), []).append(row)
    found = [Series(rows) for same in alike.values() for rows in _one_a_year(same)]
    places = {id(row): place for place, row in enumerate(sheet.key_figures)}
    return tuple(sorted(found, key=lambda one: min(places[id(row)] for row in one.rows)))


def leading(sheet: Sheet) -> Series | None:
    """The pass rates of everybody, of the whole certification: those of the headline and the card.

    Those of one group, of free candidates above all, never stand for the whole.
    """
    return _leading(all_series(sheet))


def others(sheet: Sheet) -> tuple[Series, ...]:
    every = all_series(sheet)
    first = _leading(every)
    return tuple(one for one in every if one is not first)


def _leading(every: Iterable[Series]) -> Series | None:
    able = (one for one in every if _may_lead(one.latest))
    return max(able, key=lambda one: _standing(one.latest), default=None)


def _may_lead(row: KeyFigure) -> bool:
    return (
        row.kind is FigureKind.PASS
        and row.scale is Scale.PERCENT
        and row.horizon is None
        and row.value is not None
        and bool(row.year)
        and row.is_of_everybody
        and not row.is_partial
    )


def _one_a_year(rows: list[KeyFigure]) -> Iterable[tuple[KeyFigure, ...]]:
    """The words of a cohort tell groups apart. Those of pass rates only where two are of one year:
    else any word in the newest one would put an older one in its place.
    """
    yield from ((row,) for row in rows if not row.year)
    dated = [row for row in rows if row.year]
    most = max(Counter(row.year for row in dated).values(), default=0)
    said: dict[str, list[KeyFigure]] = {}
    for row in dated:
        telling = most > 1 or row.kind is not FigureKind.PASS
        said.setdefault(_group_in_words(row) if telling else "", []).append(row)
    for group in said.values():
        yield from _best_of_each_year(group)


def _group_in_words(row: KeyFigure) -> str:
    """« candidats libres », without the years."""
    return " ".join(_OF_TIME.sub(" ", fold(row.cohort)).split())


def _best_of_each_year(rows: list[KeyFigure]) -> Iterable[tuple[KeyFigure, ...]]:
    best: dict[int, KeyFigure] = {}
    for row in rows:
        year = row.year or 0
        if year not in best or _standing(row) > _standing(best[year]):
            best[year] = row
    yield tuple(best[year] for year in sorted(best))
    yield from ((row,) for row in rows if all(row is not one for one in best.values()))


def _standing(row: KeyFigure) -> tuple[bool, int, bool, bool, int]:
    """Which of several stands for everybody: of no group in words, the newest, the official one,
    that of most people.
    """
    return (
        not _group_in_words(row),
        row.year or 0,
        row.public is not Public.ALL,
        row.origin is FigureOrigin.OFFICIAL,
        row.n or 0,
    )
