"""What changes inside a text, word by word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

# Words, spaces and single signs: together they make up the whole text, so marks lose nothing.
_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")


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

    Removed comes before added. Swapping the texts swaps the two marks and nothing else.
    """
    flipped = old > new
    pieces = _pieces(new, old) if flipped else _pieces(old, new)
    segments: list[Segment] = []
    for before, after in pieces:
        if flipped:
            before, after = after, before
        if before == after:
            segments.append(Segment(Mark.EQUAL, before))
            continue
        if before:
            segments.append(Segment(Mark.REMOVED, before))
        if after:
            segments.append(Segment(Mark.ADDED, after))
    return tuple(segments)


def _pieces(old: str, new: str) -> Iterator[tuple[str, str]]:
    """Pieces of both texts side by side, by turns equal and different."""
    olds, news = _TOKEN.findall(old), _TOKEN.findall(new)
    # Spaces hold no meaning to align on. `autojunk` (the default) must stay: two rewritten texts
    # of 5,000 characters take 15 ms, the worst found (one word over and over) a second; without
    # it, that is two minutes.
    matcher = SequenceMatcher(str.isspace, olds, news)
    before = after = ""
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        removed, added = "".join(olds[i1:i2]), "".join(news[j1:j2])
        # A lone space between two changed words would only chop the reading.
        apart = tag == "equal" and not (removed.isspace() and (before or after) and i2 < len(olds))
        if not apart:
            before, after = before + removed, after + added
            continue
        if before or after:
            yield before, after
        before = after = ""
        yield removed, added
    if before or after:
        yield before, after
