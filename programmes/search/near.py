"""The programmes nearest to one: what one would look at in its place."""

from collections.abc import Iterable
from typing import Any, Final

from programmes import homonyms
from programmes.findable import Where
from programmes.words import SMALL, stem

from .row import Row

AT_MOST: Final = 3
_NO_LEVEL: Final = 9
_SMALL: Final = frozenset(map(stem, SMALL))


def near(rows: Iterable[Row], to: Row, most: int = AT_MOST) -> tuple[Row, ...]:
    """Of the same trade first, then of a level close by, then in the same place.

    Those that share none of these are not near, and left out.
    """
    trade, places = _trade(to), _places(to)

    def nearness(row: Row) -> tuple[Any, ...]:
        shared = _likeness(trade, _trade(row))
        elsewhere = places.isdisjoint(_places(row))
        return (-shared, _apart(row, to), elsewhere, row.sort_key, row.key)

    known = [
        row
        for row in rows
        if row.key != to.key
        and (_likeness(trade, _trade(row)) or not _apart(row, to) or places & _places(row))
    ]
    return tuple(sorted(known, key=nearness)[:most])


def _trade(row: Row) -> frozenset[str]:
    """What is alike in the words of its title and of the jobs that it leads to."""
    said = " ".join(row.places[where].stems for where in (Where.TITLE, Where.JOBS))
    return frozenset(said.split()) - _SMALL


def _likeness(words: frozenset[str], others: frozenset[str]) -> float:
    """In tenths: a word more or less says nothing where level and place do."""
    return round(len(words & others) / max(1, len(words | others)), 1)


def _apart(row: Row, to: Row) -> int:
    if row.level is None or to.level is None:
        return _NO_LEVEL
    return abs(row.level - to.level)


def _places(row: Row) -> frozenset[str]:
    return frozenset(homonyms.keys_in(value)[0] for value in row.options["sites"])
