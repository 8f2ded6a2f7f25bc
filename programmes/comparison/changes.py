"""What a comparison says: sections, and in each the changes, ready to be read."""

from dataclasses import dataclass
from enum import StrEnum

from programmes.typography import NARROW, capitalized

from .words import Segment


class ChangeKind(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"

    @property
    def label(self) -> str:
        return _KIND_LABELS[self]


_KIND_LABELS = {
    ChangeKind.ADDED: "ajouté",
    ChangeKind.REMOVED: "retiré",
    ChangeKind.CHANGED: "modifié",
    ChangeKind.MOVED: "déplacé",
}


@dataclass(frozen=True, slots=True)
class Detail:
    """One line of what an added or removed row says."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between two sheets. All texts are French; free texts are as typed.

    `subject` is the row (« Unité U5, partie écrite »), empty for a field of the sheet itself;
    `aspect` is the field (« coefficient »), empty for a row added, removed or moved.
    `marks` show a changed free text word by word. `details` tell all that an added or removed
    row says. `sentence` says the change to the public. `personal`: show `old` and `marks` to
    staff only, for people's names and numbers do not stay public for ever. `quiet` says that there
    is a change and nothing that somebody typed.
    `together`: what it says of several rows alike (« {} objectifs sont ajoutés au bloc 2 »), `item`
    what it says there of its own.
    """

    kind: ChangeKind
    subject: str
    aspect: str
    old: str
    new: str
    sentence: str
    quiet: str
    marks: tuple[Segment, ...] = ()
    details: tuple[Detail, ...] = ()
    personal: bool = False
    together: str = ""
    item: str = ""

    @property
    def row(self) -> str:
        """The row of which a field changed, inside a sentence; empty for a row as a whole."""
        return f"{self.subject[:1].lower()}{self.subject[1:]}" if self.aspect else ""

    @property
    def label(self) -> str:
        if self.subject and self.aspect:
            return f"{self.subject}{NARROW}: {self.aspect}"
        return self.subject or capitalized(self.aspect)


@dataclass(frozen=True, slots=True)
class SectionChanges:
    """The changes of one section of the sheet: code name, French title."""

    name: str
    title: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Every difference between two sheets; false when there is none.

    `people`: the words by which both name those whom one may call.
    """

    sections: tuple[SectionChanges, ...]
    people: frozenset[str] = frozenset()

    @property
    def changes(self) -> tuple[Change, ...]:
        return tuple(change for section in self.sections for change in section.changes)

    def __bool__(self) -> bool:
        return bool(self.sections)

    def __len__(self) -> int:
        return len(self.changes)
