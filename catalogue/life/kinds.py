"""The kind of a draft: what its facts decide, what it proposes, and what choosing another changes.

Pure: a sheet in, a sheet out; nothing is written here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from programmes import sheet as sheets
from programmes.kinds import Kind, Profile, profile_of
from programmes.models import Programme
from programmes.naming.labels import LABELS, is_empty
from programmes.naming.paths import kind_at, named
from programmes.nouns import Noun
from programmes.sections import SECTIONS
from programmes.sheet import Part, Sheet, children
from programmes.typography import capitalized
from programmes.vocabulary import Registry, WorkStudy

from .blank import emptied, is_idle

#: What a kind fills in where nothing is stated; each is a field of the profile as well.
PROPOSED: Final = ("registry", "rules", "results")


def profile_of_draft(programme: Programme) -> Profile:
    """The usual one of its sheet, also for a draft that no sheet can hold."""
    work_study = WorkStudy(programme.work_study) if programme.work_study else None
    return profile_of(
        Kind(programme.kind) if programme.kind else None,
        Registry(programme.registry) if programme.registry else None,
        is_work_study=work_study is not None and work_study.is_offered,
    )


def proposals(kind: Kind) -> dict[str, str]:
    """By the field of the draft."""
    profile = profile_of(kind)
    return {name: getattr(profile, name) or "" for name in PROPOSED if profile.has(name)}


def of_kind(sheet: Sheet, kind: Kind, kind_label: str = "") -> Sheet:
    """The sheet once it is of that kind, were it the one it has.

    Empty of what the kind does not have; filled with what another kind proposes where nothing was
    stated, or only what the former one had proposed.
    """
    stored = sheets.dump(sheet) | {"kind": kind.value, "kind_label": kind_label}
    if kind is not sheet.kind:
        was, will = profile_of(sheet.kind), profile_of(kind)
        # By the kind alone first: a register that it does not have must not decide for it.
        stored = _without(Sheet, stored, will)
        for name in PROPOSED:
            stated = stored[name] not in (None, getattr(was, name))
            # A code is of its register.
            if not (stated or (name == "registry" and stored["registry_code"])):
                stored[name] = getattr(will, name)
    found = sheets.load(stored)
    return sheets.load(_without(Sheet, sheets.dump(found), found.usual))


def _without(
    part: type[Part], stored: dict[str, Any], profile: Profile, rows: str = ""
) -> dict[str, Any]:
    left = dict(stored)
    for name in part.model_fields:
        path = f"{rows}.{name}" if rows else name
        if not profile.has(path):
            left[name] = emptied(part, name, stored[name])
        elif name in children(part):
            kind = children(part)[name]
            found = [(row, _without(kind, row, profile, path)) for row in stored[name]]
            # One that says nothing any more goes with what it said.
            left[name] = [new for old, new in found if new == old or not is_idle(kind, new)]
    return left


# What follows, in words


@dataclass(frozen=True, slots=True)
class Said:
    """A field or a row, with what it says, or said before."""

    name: str
    value: str
    new: str = ""


@dataclass(frozen=True, slots=True)
class Consequences:
    """`words`: each with the one that takes its place. `stays`: stated, and not usual there."""

    words: tuple[tuple[str, str], ...]
    come: tuple[str, ...]
    gone: tuple[str, ...]
    emptied: tuple[Said, ...]
    proposed: tuple[Said, ...]
    stays: tuple[Said, ...]


def consequences(before: Sheet, after: Sheet) -> Consequences:
    """Of choosing the kind of `after`, which `of_kind` made of `before`."""
    was, will = before.profile, after.profile
    usual = profile_of(after.kind)
    label = {name: one.of(will) for name, one in LABELS[Sheet].items()}
    return Consequences(
        words=tuple(_words(was, will)),
        come=tuple(named(path, will) for path in _gained(was, will)),
        gone=tuple(named(path, was) for path in _gained(will, was)),
        emptied=tuple(_lost(before, after, _Change(was, will))),
        proposed=tuple(
            Said(
                label[name].noun.text, *(label[name].show(getattr(one, name), one) for one in both)
            )
            for name, both in ((name, (before, after)) for name in PROPOSED)
            if getattr(before, name) != getattr(after, name) and will.has(name)
        ),
        stays=tuple(
            Said(label[name].noun.text, label[name].show(stated, after), usually.label)
            for name in PROPOSED
            if (stated := getattr(after, name)) is not None
            and (usually := getattr(usual, name)) not in (None, stated)
        ),
    )


# The words of a profile, with what has to be there for them to be spoken; the titles of sections.
_SPOKEN: Final = {
    "award": "",
    "start": "intakes",
    "assessment": "",
    "unit": "exam_units",
    "paper": "exam_units",
    "bloc": "blocs",
    "exemption": "exemptions",
}
_TITLED: Final = {"exam": "exam_units", "exemptions": "exemptions"}


def _words(was: Profile, will: Profile) -> Iterator[tuple[str, str]]:
    spoken = [
        (rows, *(str(getattr(one, name)) for one in (was, will))) for name, rows in _SPOKEN.items()
    ]
    titled = [
        (
            _TITLED.get(one.name, ""),
            was.titles.get(one.name, one.title),
            will.titles.get(one.name, one.title),
        )
        for one in SECTIONS
    ]
    for rows, old, new in (*spoken, *titled):
        if old != new and will.has(rows):
            yield old, new


@cache
def _paths(part: type[Part] = Sheet, rows: str = "") -> tuple[str, ...]:
    """Of every field and row of the sheet that a kind may lack, in its order."""
    found: list[str] = []
    for name in part.model_fields:
        path = f"{rows}.{name}" if rows else name
        found.append(path)
        if name in children(part):
            found += _paths(children(part)[name], path)
    return tuple(found)


def _gained(was: Profile, will: Profile) -> list[str]:
    """What the second one has more, without the fields of rows that are new themselves."""
    more = [path for path in _paths() if will.has(path) and not was.has(path)]
    return [path for path in more if path.rpartition(".")[0] not in more]


@dataclass(frozen=True, slots=True)
class _Change:
    was: Profile
    will: Profile


def _lost(
    before: Part, after: Part, change: _Change, rows: str = "", where: tuple[Noun, ...] = ()
) -> Iterator[Said]:
    """What was said and is not any more, each field and each row with its words."""
    part = type(before)
    for name in part.model_fields:
        path = f"{rows}.{name}" if rows else name
        old, new = getattr(before, name), getattr(after, name)
        if old == new:
            continue
        if name in children(part):
            yield from _lost_rows(old, new, change, path, where)
        elif not change.will.has(path) and not is_empty(old):
            label = LABELS[part][name].of(change.was)
            said = ", ".join([*map(str, where), label.noun.text])
            yield Said(capitalized(said), label.show(old, before))


def _lost_rows(
    olds: tuple[Part, ...],
    news: tuple[Part, ...],
    change: _Change,
    path: str,
    where: tuple[Noun, ...],
) -> Iterator[Said]:
    """Rows stay in their order; those that are gone are passed over."""
    left = list(news)
    kind = kind_at(path, change.was)
    for index, row in enumerate(olds):
        place = (*where, kind.name(row, olds, index))
        if left and kind.keys[0](row) == kind.keys[0](left[0]):
            yield from _lost(row, left.pop(0), change, path, place)
        else:
            yield Said(capitalized(", ".join(map(str, place))), kind.title(row))
