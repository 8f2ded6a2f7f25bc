"""A comparison in a few lines, for somebody who holds the old paper, or reads what became of it.

Changes that say the same of several rows share a line. People are not named: their names and
numbers do not stay readable for ever.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from programmes.nouns import ended, shortened
from programmes.typography import NARROW, capitalized, number

from .changes import Change, Comparison
from .discretion import names_somebody
from .sentences import LINE

# From this many rows that share a fate, one line tells it for all; of one person, two are enough.
SEVERAL: Final = 3
SEVERAL_OF_ONE: Final = 2

People = frozenset[str]


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    told: int


def in_brief(
    comparison: Comparison, limit: int = 6, *, people: People = frozenset()
) -> tuple[str, ...]:
    """At most `limit` sentences, then, if there is more, how many changes they leave untold.

    `people`: whom other sheets of the programme name, beside the two that are compared.
    """
    known = comparison.people | people
    lines = [line for section in comparison.sections for line in _lines(section.changes, known)]
    untold = sum(line.told for line in lines[limit:])
    brief = tuple(line.text for line in lines[:limit])
    if not untold:
        return brief
    others = "un autre changement" if untold == 1 else f"{number(untold)} autres changements"
    return (*brief, f"Et {others}." if brief else f"{capitalized(others)}.")


def _lines(changes: tuple[Change, ...], people: People) -> Iterator[_Line]:
    """In the order of the first of each."""
    alike: dict[object, list[Change]] = {}
    for place, change in enumerate(changes):
        alike.setdefault(change.together or place, []).append(change)
    for group in alike.values():
        said = _together(group, people) if len(group) >= _several(group[0]) else ""
        if said:
            yield _Line(said, len(group))
        else:
            for change in group:
                is_told = not names_somebody(change.sentence, people)
                yield _Line(change.sentence if is_told else change.quiet, 1)


def _several(change: Change) -> int:
    return SEVERAL_OF_ONE if change.personal else SEVERAL


def _together(changes: list[Change], people: People) -> str:
    """« 3 rentrées sont ajoutées : 7 septembre 2026, … »; of each as much as fits in the line.

    Empty where even what they have in common names somebody.
    """
    said = changes[0].together.replace("{}", number(len(changes)), 1)
    if names_somebody(said, people):
        return ""
    for items in ([change.item for change in changes], [change.row for change in changes]):
        listed = "\u202f; ".join(items)
        is_told = all(items) and len(listed) <= LINE and not names_somebody(listed, people)
        if is_told and not changes[0].personal:
            return ended(f"{said}{NARROW}: {shortened(listed, LINE)}")
    return f"{said}."
