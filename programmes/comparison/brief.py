"""A comparison in a few lines, for somebody who holds the old paper."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from programmes.nouns import ended, shortened
from programmes.typography import NARROW, WIDE, capitalized, number

from .changes import Change, ChangeKind, Comparison
from .sentences import LINE

# From this many rows that share a fate, one line tells it for all.
SEVERAL: Final = 3


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    told: int


def in_brief(comparison: Comparison, limit: int = 6) -> tuple[str, ...]:
    """At most `limit` sentences, then, if there is more, how many changes they leave untold."""
    lines = [line for section in comparison.sections for line in _lines(section.changes)]
    untold = sum(line.told for line in lines[limit:])
    brief = tuple(line.text for line in lines[:limit])
    if not untold:
        return brief
    others = "un autre changement" if untold == 1 else f"{number(untold)} autres changements"
    return (*brief, f"Et {others}." if brief else f"{capitalized(others)}.")


def _lines(changes: tuple[Change, ...]) -> Iterator[_Line]:
    for together, group in groupby(changes, key=lambda change: change.together):
        alike = tuple(group)
        if together and len(alike) >= SEVERAL:
            yield _Line(_together(alike), len(alike))
        else:
            for change in alike:
                yield _Line(change.sentence, 1)


def _together(changes: tuple[Change, ...]) -> str:
    """« 3 rentrées sont ajoutées : 7 septembre 2026, … »; names only when they fit in a line."""
    first = changes[0]
    said = f"{number(len(changes))}{WIDE}{first.together}"
    if first.kind is ChangeKind.MOVED:
        return f"{said}."
    names = "\u202f; ".join(_name(change) for change in changes)
    if len(names) > LINE or not names.strip("\u202f; "):
        return f"{said}."
    return ended(f"{said}{NARROW}: {shortened(names, LINE)}")


def _name(change: Change) -> str:
    """Among others of a list, without the full stop of a sentence; « etc. » and « ... » keep it."""
    name = " ".join((change.new or change.old).split())
    return name if name.endswith(("etc.", "..")) else name.removesuffix(".")
