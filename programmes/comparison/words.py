"""What changes inside a text, word by word."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import takewhile
from typing import Final, TypeAlias

# A word or a sign with the space before it; the end of the text with the space before it.
_TOKEN = re.compile(r"(\s*)(\w+|[^\w\s]|\Z)")
# A run of equal text that is not longer than this and than what changed on both sides of it only
# chops the reading: « de » kept between two rewritten sentences.
STRAY: Final = 20

Token: TypeAlias = tuple[str, str]
# The same stretch of the old text and of the new one.
Piece: TypeAlias = tuple[str, str]


class Mark(StrEnum):
    EQUAL = "equal"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of text: in both (equal), in the old one only (removed), in the new one only."""

    mark: Mark
    text: str


def word_marks(old: str, new: str) -> tuple[Segment, ...]:
    """Equal and removed segments spell the old text; equal and added ones spell the new.

    Removed comes before added. Swapping the texts swaps the two marks and nothing else. Two
    texts of 5,000 characters take a few dozen milliseconds, whatever they say: `difflib` takes
    from ten seconds to two minutes on some that repeat themselves.
    """
    flipped = old > new
    pieces = _joined(_pieces(new, old) if flipped else _pieces(old, new))
    segments: list[Segment] = []
    for piece in pieces:
        before, after = reversed(piece) if flipped else piece
        if before == after:
            segments.append(Segment(Mark.EQUAL, before))
            continue
        if before:
            segments.append(Segment(Mark.REMOVED, before))
        if after:
            segments.append(Segment(Mark.ADDED, after))
    return tuple(segments)


def _pieces(old: str, new: str) -> Iterator[Piece]:
    """The smallest pieces: words that both texts have, and what stands between them."""
    olds: list[Token] = _TOKEN.findall(old)
    news: list[Token] = _TOKEN.findall(new)
    i = j = 0
    for next_i, next_j in [*_in_both(olds, news), (len(olds), len(news))]:
        yield "".join(map("".join, olds[i:next_i])), "".join(map("".join, news[j:next_j]))
        if next_i < len(olds):
            (old_space, word), (new_space, _) = olds[next_i], news[next_j]
            yield old_space, new_space
            yield word, word
        i, j = next_i + 1, next_j + 1


def _in_both(olds: Sequence[Token], news: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Positions of the words that both texts have, in order: both ends, then the most between."""
    start, end_old, end_new = 0, len(olds), len(news)
    while start < min(end_old, end_new) and olds[start][1] == news[start][1]:
        yield start, start
        start += 1
    while start < min(end_old, end_new) and olds[end_old - 1][1] == news[end_new - 1][1]:
        end_old, end_new = end_old - 1, end_new - 1
    between = longest_common(
        [word for _, word in olds[start:end_old]], [word for _, word in news[start:end_new]]
    )
    yield from ((start + i, start + j) for i, j in between)
    yield from zip(range(end_old, len(olds)), range(end_new, len(news)), strict=True)


def longest_common(olds: Sequence[str], news: Sequence[str]) -> list[tuple[int, int]]:
    """A longest common subsequence, as pairs of positions.

    Bit-parallel: a whole row of the usual table is one integer, whose bit i is 0 where the
    longest subsequence grows with the old word i (Hyyrö, 2004).
    """
    places: defaultdict[str, int] = defaultdict(int)
    for i, word in enumerate(olds):
        places[word] |= 1 << i
    all_old = (1 << len(olds)) - 1
    row, rows = all_old, []
    for word in news:
        grown = row & places[word]
        row = (row + grown | row - grown) & all_old
        rows.append(row)
    pairs: list[tuple[int, int]] = []
    i, j = len(olds), len(news)
    while i and j:
        bit = 1 << (i - 1)
        if rows[j - 1] & bit:
            i -= 1
            continue
        j -= 1
        if not j or rows[j - 1] & bit:
            i -= 1
            pairs.append((i, j))
    return pairs[::-1]


def _joined(pieces: Iterable[Piece]) -> list[Piece]:
    """By turns equal and different pieces, without stray equal ones."""
    kept: list[Piece] = []
    for piece in _by_turns(pieces):
        while len(kept) >= 2 and _is_stray(kept[-1], kept[-2], piece):
            equal, before = kept.pop(), kept.pop()
            piece = _join(_join(before, equal), piece)
        kept.append(piece)
    return _by_turns(part for piece in kept for part in _without_space_before(piece))


def _by_turns(pieces: Iterable[Piece]) -> list[Piece]:
    joined: list[Piece] = []
    for piece in pieces:
        if piece == ("", ""):
            continue
        if joined and _is_equal(joined[-1]) == _is_equal(piece):
            piece = _join(joined.pop(), piece)
        joined.append(piece)
    return joined


def _without_space_before(piece: Piece) -> Iterator[Piece]:
    """The space that both words had before them did not change."""
    same = takewhile(
        lambda pair: pair[0] == pair[1] and pair[0].isspace(), zip(*piece, strict=False)
    )
    length = sum(1 for _ in same)
    for part in (slice(length), slice(length, None)):
        yield piece[0][part], piece[1][part]


def _is_stray(equal: Piece, before: Piece, after: Piece) -> bool:
    length = len(equal[0])
    return _is_equal(equal) and length <= min(STRAY, *(max(map(len, p)) for p in (before, after)))


def _is_equal(piece: Piece) -> bool:
    return piece[0] == piece[1]


def _join(piece: Piece, following: Piece) -> Piece:
    return piece[0] + following[0], piece[1] + following[1]
