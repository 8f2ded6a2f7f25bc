"""Which row of one list is which row of the other.

Surest first: equal rows, rows with the same key, rows that read alike, then the rows that stand
in the same place and differ in one field only. What is left was added or removed.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Any, Final, TypeAlias

from programmes.naming.rows import RowKind
from programmes.sheet import Part, children
from programmes.text import fold

# Unrelated French sentences share a third of their trigrams, a reworded one two thirds or more.
ALIKE: Final = 0.6
# Beyond this many candidates likeness is not worth its time: no school rewrites 200 rows at once.
MOST_CANDIDATES: Final = 40_000

Pair: TypeAlias = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Matching:
    """Pairs of positions (old, new), and those whose row changed place among the others."""

    pairs: tuple[Pair, ...]
    moved: frozenset[Pair]

    @property
    def flipped(self) -> "Matching":
        return Matching(
            tuple(sorted((j, i) for i, j in self.pairs)),
            frozenset((j, i) for i, j in self.moved),
        )


def match(old: Sequence[Part], new: Sequence[Part], kind: RowKind[Any]) -> Matching:
    """Match two lists of rows; every row is in one pair at most."""
    search = _Search(old, new)
    search.equal_rows_in_order()
    search.equal_keys(lambda row: row)  # equal rows that changed place
    for key in kind.keys:
        search.equal_keys(key)
    search.alike(kind.texts)
    place = kind.sorted_by
    if place is None or not (_is_sorted(old, place) and _is_sorted(new, place)):
        search.one_field_apart(by_place=True)
        pairs = staying = tuple(sorted(search.partner.items()))
    else:
        # A row whose date changed stands elsewhere for that reason alone.
        search.one_field_apart(by_place=False)
        pairs = tuple(sorted(search.partner.items()))
        staying = tuple((i, j) for i, j in pairs if place(old[i]) == place(new[j]))
    return Matching(pairs, frozenset(staying) - frozenset(longest_in_order(staying)))


def _is_sorted(rows: Sequence[Part], place: Callable[[Any], Any]) -> bool:
    return all(place(row) <= place(after) for row, after in pairwise(rows))


class _Search:
    def __init__(self, old: Sequence[Part], new: Sequence[Part]) -> None:
        self.old, self.new = old, new
        self.partner: dict[int, int] = {}
        self.taken: set[int] = set()

    def pair(self, i: int, j: int) -> None:
        self.partner[i] = j
        self.taken.add(j)

    def left(self) -> tuple[list[int], list[int]]:
        return (
            [i for i in range(len(self.old)) if i not in self.partner],
            [j for j in range(len(self.new)) if j not in self.taken],
        )

    def equal_rows_in_order(self) -> None:
        """Both ends first: between rows that say the same, they tell where an edit was made."""
        start, stop = 0, min(len(self.old), len(self.new))
        while start < stop and self.old[start] == self.new[start]:
            self.pair(start, start)
            start += 1
        end_old, end_new = len(self.old), len(self.new)
        while min(end_old, end_new) > start and self.old[end_old - 1] == self.new[end_new - 1]:
            end_old, end_new = end_old - 1, end_new - 1
            self.pair(end_old, end_new)
        middle = SequenceMatcher(None, self.old[start:end_old], self.new[start:end_new])
        for block in middle.get_matching_blocks():
            for offset in range(block.size):
                self.pair(start + block.a + offset, start + block.b + offset)

    def equal_keys(self, key: Callable[[Any], Hashable]) -> None:
        olds, news = self.left()
        waiting: defaultdict[Hashable, list[int]] = defaultdict(list)
        for j in reversed(news):
            waiting[key(self.new[j])].append(j)
        for i in olds:
            value = key(self.old[i])
            if value is not None and waiting[value]:
                self.pair(i, waiting[value].pop())

    def alike(self, texts: Callable[[Any], tuple[str, ...]]) -> None:
        olds, news = self.left()
        if not 0 < len(olds) * len(news) <= MOST_CANDIDATES:
            return
        old_grams = {i: [_trigrams(text) for text in texts(self.old[i])] for i in olds}
        new_grams = {j: [_trigrams(text) for text in texts(self.new[j])] for j in news}
        scored = (
            (max(map(_likeness, old_grams[i], new_grams[j]), default=0.0), i, j)
            for i in olds
            for j in news
        )
        best_first = sorted(
            (found for found in scored if found[0] >= ALIKE),
            key=lambda found: (-found[0], abs(found[1] - found[2]), found[1], found[2]),
        )
        for _score, i, j in best_first:
            if i not in self.partner and j not in self.taken:
                self.pair(i, j)

    def one_field_apart(self, *, by_place: bool) -> None:
        """Pair the rows that stand in the same place and differ in one field only."""
        anchors = longest_in_order(sorted(self.partner.items())) if by_place else []
        old_anchors, new_anchors = [i for i, _ in anchors], [j for _, j in anchors]
        olds, news = self.left()
        gaps: defaultdict[int, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
        for i in olds:
            gaps[bisect_left(old_anchors, i)][0].append(i)
        for j in news:
            gaps[bisect_left(new_anchors, j)][1].append(j)
        for before, after in gaps.values():
            if len(before) == len(after):
                for i, j in zip(before, after, strict=True):
                    if _differences(self.old[i], self.new[j]) == 1:
                        self.pair(i, j)


def longest_in_order(pairs: Sequence[Pair]) -> list[Pair]:
    """Of pairs sorted by old position, the most that keep their order: the others moved.

    Among equally long runs, the one with most rows that kept their very position: of three rows
    reversed, the middle one did not move.
    """
    if all(j < following for (_, j), (_, following) in pairwise(pairs)):
        return list(pairs)
    best: list[tuple[int, int]] = []  # of the runs that end here: length, rows in position
    previous: list[int] = []
    for index, (i, j) in enumerate(pairs):
        before = max(
            (earlier for earlier in range(index) if pairs[earlier][1] < j),
            key=best.__getitem__,
            default=-1,
        )
        length, in_position = best[before] if before >= 0 else (0, 0)
        best.append((length + 1, in_position + (i == j)))
        previous.append(before)
    index = max(range(len(pairs)), key=best.__getitem__)
    run: list[Pair] = []
    while index >= 0:
        run.append(pairs[index])
        index = previous[index]
    return run[::-1]


def _trigrams(text: str) -> Counter[str]:
    padded = f"  {fold(text)} " if text else ""
    return Counter(padded[i : i + 3] for i in range(len(padded) - 2))


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    """Shared trigrams, from 0 (none) to 1 (the same ones)."""
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 0.0


def _differences(old: Part, new: Part) -> int:
    return sum(a != b for a, b in zip(_values(old), _values(new), strict=True))


def _values(part: Part) -> Iterator[object]:
    for name in type(part).model_fields:
        value = getattr(part, name)
        if isinstance(value, Part) and name not in children(type(part)):
            yield from _values(value)
        else:
            yield value
