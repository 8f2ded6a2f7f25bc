"""Whether a programme says a word, how, and where: what makes one result come before another."""

from collections.abc import Iterable, Mapping, Sequence
from enum import IntEnum
from typing import Final

from programmes.findable import Where
from programmes.words import singular, stem

from .row import Row


class How(IntEnum):
    """A whole word (in any of its forms) before a beginning before a middle.

    `AKIN` finds nothing: it says what is near where nothing is found.
    """

    WHOLE = 0
    BEGINNING = 1
    MIDDLE = 2
    AKIN = 3


# How and where; the smaller, the better.
Rank = tuple[int, int]

# One letter begins almost any text, and two stand in the middle of it.
_SHORTEST_BEGINNING: Final = 2
_SHORTEST_MIDDLE: Final = 3


def saying(rows: Iterable[Row], word: str) -> dict[int, Rank]:
    """Key → rank, of the rows that say it."""
    sought = _forms(word)
    ranks = ((row.key, _rank(row, sought)) for row in rows)
    return {key: rank for key, rank in ranks if rank is not None}


def _forms(word: str) -> tuple[tuple[How, str, bool], ...]:
    """From the best: how it may stand, what stands then in a place, among stems or not."""
    beginning = (How.BEGINNING, f" {_cut(word)}", False)
    middle = (How.MIDDLE, word, False)
    return (
        (How.WHOLE, f" {stem(word)} ", True),
        *([beginning] if len(word) >= _SHORTEST_BEGINNING else []),
        *([middle] if len(word) >= _SHORTEST_MIDDLE else []),
    )


def _cut(word: str) -> str:
    """« Maths » begins « mathématiques »; « Paris » and « campus » are no plurals."""
    return word if word.endswith(("is", "us")) else singular(word)


def _rank(row: Row, sought: Iterable[tuple[How, str, bool]]) -> Rank | None:
    """The best way in which it says the word; None where it does not."""
    for how, text, is_stem in sought:
        for where, place in enumerate(row.places):
            if text in (place.stems if is_stem else place.words):
                return how, where
    return None


# « Caissière » is akin to « caisse », « banquier » to « banque ».
_SHORTEST_ROOT: Final = 5
# Its title and what is taught: that facts begin alike (« comptable », « compte ») says nothing.
_OF_THE_TRADE: Final = (Where.CONTENTS, Where.JOBS, Where.TITLE)


def akin(rows: Iterable[Row], word: str) -> dict[int, Rank]:
    """The rows with a word that begins as more than half of that one."""
    root = word[: max(_SHORTEST_ROOT, len(word) * 3 // 5)]
    if len(word) <= _SHORTEST_ROOT or not word.isalpha():
        return {}
    return {
        row.key: (How.AKIN, where)
        for row in rows
        for where in _OF_THE_TRADE
        if f" {root}" in row.places[where].words
    }


def only_inside(ranks: Mapping[int, Rank]) -> bool:
    """Whether it stands but in the middle of other words, or nowhere."""
    return all(how >= How.MIDDLE for how, _ in ranks.values())


def total(ranks: Iterable[Rank]) -> Rank:
    """Of several words."""
    each = tuple(ranks)
    return sum(how for how, _ in each), sum(where for _, where in each)


# « Sans… » says nothing of what is taught, nor of long texts.
_STATED: Final = (Where.TITLE, Where.FACTS)


def free_of(rows: Iterable[Row], unwanted: Sequence[str]) -> list[Row]:
    """« Sans alternance »: those of which neither title nor facts say that word."""
    stems = [f" {stem(word)} " for word in unwanted]
    return [
        row
        for row in rows
        if not any(one in row.places[where].stems for one in stems for where in _STATED)
    ]
