"""« Vouliez-vous dire… »: the word of the catalogue that somebody probably meant."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Final

from programmes.findable import Where
from programmes.words import SMALL, folded, sound, stem, typos

from .row import Row

# A short word with a wrong letter is another word: of three letters, two may have changed places.
_SHORTEST: Final = 3
_SHORTEST_STEM: Final = 6
_SHORTEST_WITH_TWO: Final = 7
# « btsndrc »: two words without their space, none of them of one letter.
_SHORTEST_HALF: Final = 2
# In long texts something is near to any word.
_ONE_TYPO: Final = (Where.TITLE, Where.FACTS, Where.JOBS, Where.CONTENTS)
_TWO_TYPOS: Final = (Where.TITLE, Where.FACTS, Where.JOBS)


@dataclass(slots=True)
class _Known:
    """A word of the catalogue as it is printed, and how many programmes say it, and where."""

    printed: str
    count: int = 0
    where: set[int] = field(default_factory=set)


def meant(rows: Sequence[Row], word: str) -> str:
    """As it is printed, in small letters unless it is an acronym; empty where nothing is near.

    Never another number: a code with another digit is another certification.
    """
    if not word.isalpha() or len(word) < _SHORTEST:
        return ""
    vocabulary = _vocabulary(rows)
    near = [
        (wrong, -one.count, known)
        for known, one in vocabulary.items()
        if (wrong := _wrong(word, known, one)) is not None
    ]
    if near:
        return vocabulary[min(near)[-1]].printed
    return _parted(word, vocabulary)


def _wrong(word: str, known: str, one: _Known) -> int | None:
    """How many letters are, in a word that may have been meant; None of another."""
    if sorted(word[:2]) != sorted(known[:2]) and word[0] != known[0]:
        return None  # hands slip later in a word
    if len(word) == _SHORTEST:
        return 1 if sorted(word) == sorted(known) else None
    if typos(word, known, 1) <= 1:
        return 1
    stems = (stem(word), stem(known))
    if _are_long(_SHORTEST_STEM, *stems) and typos(*stems, 1) <= 1:
        return 1
    if sound(word) == sound(known):
        return 1
    if one.where.intersection(_TWO_TYPOS) and _are_long(_SHORTEST_WITH_TWO, word, known):
        return 2 if typos(word, known, 2) <= 2 else None
    return None


def _are_long(least: int, *words: str) -> bool:
    return min(map(len, words)) >= least


def _parted(word: str, vocabulary: dict[str, _Known]) -> str:
    """« bts ndrc », the pair that is said most."""
    pairs = [
        (min(vocabulary[one].count, vocabulary[other].count), one, other)
        for cut in range(_SHORTEST_HALF, len(word) - _SHORTEST_HALF + 1)
        if (one := word[:cut]) in vocabulary and (other := word[cut:]) in vocabulary
    ]
    if not pairs:
        return ""
    _, one, other = max(pairs)
    return f"{vocabulary[one].printed} {vocabulary[other].printed}"


def _vocabulary(rows: Sequence[Row]) -> dict[str, _Known]:
    """Folded → what is known of it."""
    vocabulary: dict[str, _Known] = {}
    for where in _ONE_TYPO:
        counts = Counter(chain.from_iterable(row.places[where].printed for row in rows))
        for printed, count in counts.items():
            word = folded(printed)
            if word.isalpha() and word not in SMALL:
                said = printed if printed.isupper() else printed.lower()
                known = vocabulary.setdefault(word, _Known(said))
                known.count += count
                known.where.add(where)
    return vocabulary
