"""What people call a field or the rows at a path of the sheet: « coefficient (unités) »."""

from typing import Any

from programmes.kinds import Profile
from programmes.sheet import Part, Sheet, children

from .labels import LABELS
from .rows import ROW_KINDS, RowKind


def named(path: str, profile: Profile) -> str:
    """« niveau », « coefficient (unités) », « dispenses »."""
    rows, _, name = path.rpartition(".")
    part = part_at(rows)
    if name in children(part):
        return kind_at(path, profile).plural
    label = LABELS[part][name].of(profile).noun.text
    return f"{label} ({kind_at(rows, profile).plural})" if rows else label


def section_of(path: str) -> str:
    """The section in which it is read; that of the rows around it, where it names none."""
    rows, _, name = path.rpartition(".")
    part = part_at(rows)
    own = ROW_KINDS[part_at(path)] if name in children(part) else LABELS[part][name]
    return own.section or (_section_around(rows) if rows else "")


def _section_around(rows: str) -> str:
    above = rows.rpartition(".")[0]
    return ROW_KINDS[part_at(rows)].section or (_section_around(above) if above else "")


def part_at(path: str) -> type[Part]:
    """The rows at that path: « exam_units.papers »; the sheet, where it is empty."""
    part: type[Part] = Sheet
    for step in filter(None, path.split(".")):
        part = children(part)[step]
    return part


def kind_at(path: str, profile: Profile) -> RowKind[Any]:
    """What these rows are called."""
    return ROW_KINDS[part_at(path)].of(profile)
