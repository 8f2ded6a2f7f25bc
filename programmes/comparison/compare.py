"""The walk through two sheets: fields, rows, rows of rows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from programmes.kinds import Profile
from programmes.naming.labels import IDENTITY, LABELS, Label, is_empty
from programmes.naming.rows import ROW_KINDS, RowKind
from programmes.sections import SECTIONS
from programmes.sheet import Part, Sheet, children, fingerprint
from programmes.typography import capitalized

from . import sentences
from .changes import Change, ChangeKind, Comparison, Detail, SectionChanges
from .discretion import people_in
from .matching import Matching, match
from .references import Match, comparable
from .sentences import Where
from .words import word_marks

SECTION_TITLES = {
    IDENTITY: "Titre et adresse",
    **{section.name: section.title for section in SECTIONS},
}


def compare(old: Sheet, new: Sheet) -> Comparison:
    """Every difference from the old sheet to the new one, by section, and nothing else.

    In the words of the new one's kind: it may have become another.
    """
    # Matching is done in one direction, whichever comes first, so that both comparisons of two
    # sheets pair the same rows.
    flipped = fingerprint(old) > fingerprint(new)

    def matched(part: type[Part], olds: Sequence[Part], news: Sequence[Part]) -> Matching:
        kind = ROW_KINDS[part]
        return match(news, olds, kind).flipped if flipped else match(olds, news, kind)

    seen_old, seen_new = comparable(old, new, matched)
    found: dict[str, list[Change]] = {name: [] for name in SECTION_TITLES}
    walk = _Walk(matched, old.profile, new.profile)
    titles = {**SECTION_TITLES, **new.profile.titles}
    for section, change in walk.sheet(_Both(old, new, seen_old, seen_new)):
        found[section].append(change)
    return Comparison(
        tuple(
            SectionChanges(name, titles[name], tuple(changes))
            for name, changes in found.items()
            if changes
        ),
        people_in(old) | people_in(new),
    )


@dataclass(frozen=True, slots=True)
class _Both:
    """A part of the old sheet and its match in the new one: as it is, and as it compares."""

    old: Part
    new: Part
    seen_old: Part
    seen_new: Part

    def inner(self, name: str) -> "_Both":
        parts = (self.old, self.new, self.seen_old, self.seen_new)
        return _Both(*(getattr(part, name) for part in parts))


class _Walk:
    def __init__(self, matched: Match, was: Profile, profile: Profile) -> None:
        self.matched = matched
        self.profile = profile
        # What a row says depends on what its own sheet has: the one of before, or of after.
        self.of_both = (was, profile)

    def kind(self, row_class: type[Part]) -> RowKind[Any]:
        return ROW_KINDS[row_class].of(self.profile)

    def label(self, part: type[Part], name: str) -> Label:
        return LABELS[part][name].of(self.profile)

    def sheet(self, both: _Both) -> Iterator[tuple[str, Change]]:
        for label, change in self.fields(both, (), None):
            yield label.section, change
        for part in (both, both.inner("centre")):
            for name, row_class in children(type(part.old)).items():
                for change in self.rows(part, name, (), name):
                    yield ROW_KINDS[row_class].section, change

    def fields(
        self, both: _Both, where: Where, row: sentences.Words | None
    ) -> Iterator[tuple[Label, Change]]:
        """Changed fields of a part and of the single parts inside it; `row`: what it is."""
        part = type(both.old)
        for name in part.model_fields:
            if name in children(part):
                continue
            if isinstance(getattr(both.old, name), Part):
                yield from self.fields(both.inner(name), where, row)
            elif getattr(both.seen_old, name) != getattr(both.seen_new, name):
                label = self.label(part, name)
                yield label, _field_change(label, name, both, where, row)

    def rows(self, both: _Both, name: str, where: Where, path: str) -> Iterator[Change]:
        """Rows added, removed, moved, and what changed inside the others, in reading order.

        `path`: of these rows in the sheet, for what the kind of programme does not have.
        """
        row_class = children(type(both.old))[name]
        kind = self.kind(row_class)
        olds, news = getattr(both.old, name), getattr(both.new, name)
        seen_olds, seen_news = getattr(both.seen_old, name), getattr(both.seen_new, name)
        matching = self.matched(row_class, seen_olds, seen_news)
        partner = {j: i for i, j in matching.pairs}
        gone = sorted(set(range(len(olds))) - set(partner.values()))
        for j, row in enumerate(news):
            if j not in partner:
                at = (*where, kind.name(row, news, j))
                yield self._row_change(ChangeKind.ADDED, row, at, path)
                continue
            i = partner[j]
            while gone and gone[0] < i:
                yield self._removed(olds, gone.pop(0), where, path)
            at = (*where, kind.name(olds[i], olds, i))
            if (i, j) in matching.moved:
                yield self._moved(row, at, (i + 1, j + 1))
            pair = _Both(olds[i], row, seen_olds[i], seen_news[j])
            for _label, change in self.fields(pair, at, kind.words(row)):
                yield change
            for inner in children(row_class):
                yield from self.rows(pair, inner, at, f"{path}.{inner}")
        for i in gone:
            yield self._removed(olds, i, where, path)

    def _removed(self, olds: Sequence[Part], i: int, where: Where, path: str) -> Change:
        name = self.kind(type(olds[i])).name(olds[i], olds, i)
        return self._row_change(ChangeKind.REMOVED, olds[i], (*where, name), path)

    def _row_change(self, kind: ChangeKind, row: Part, where: Where, path: str) -> Change:
        row_kind = self.kind(type(row))
        title, above = row_kind.title(row), where[:-1]
        noun, plural = row_kind.words(row)
        added = kind is ChangeKind.ADDED
        say = sentences.row_added if added else sentences.row_removed
        return Change(
            kind=kind,
            subject=sentences.subject(where),
            aspect="",
            old="" if added else title,
            new=title if added else "",
            sentence=say(noun, above, title),
            quiet=say(noun, (), None),
            details=tuple(self._details(row, path)),
            together=sentences.together(kind, noun, plural, above),
            item=sentences.listed_title(title),
        )

    def _moved(self, row: Part, where: Where, positions: tuple[int, int]) -> Change:
        noun, plural = self.kind(type(row)).words(row)
        return Change(
            kind=ChangeKind.MOVED,
            subject=sentences.subject(where),
            aspect="",
            old=sentences.place(positions[0]),
            new=sentences.place(positions[1]),
            sentence=sentences.row_moved(where, positions),
            quiet=f"{capitalized(noun.a)} change de place.",
            together=sentences.together(ChangeKind.MOVED, noun, plural, where[:-1]),
        )

    def _details(self, part: Part, path: str) -> Iterator[Detail]:
        """All that a row says, rows inside it included, without what is not stated.

        Nor what its kind does not have: each unit is in a group, which few rules look at.
        """
        row_classes = children(type(part))
        for name in type(part).model_fields:
            value = getattr(part, name)
            if not any(one.has(f"{path}.{name}") for one in self.of_both):
                continue
            if name in row_classes:
                kind = self.kind(row_classes[name])
                for index, row in enumerate(value):
                    yield Detail(kind.name(row, value, index).text, kind.title(row))
            elif isinstance(value, Part):
                yield from self._details(value, f"{path}.{name}")
            elif not is_empty(value):
                label = self.label(type(part), name)
                yield Detail(label.noun.text, label.show(value, part))


def _field_change(
    label: Label, name: str, both: _Both, where: Where, row: sentences.Words | None
) -> Change:
    old, new = getattr(both.old, name), getattr(both.new, name)
    shown = label.show(old, both.old), label.show(new, both.new)
    both_said = not (is_empty(old) or is_empty(new))
    marks = word_marks(*shown) if label.format.is_text and both_said else ()
    if not both_said and not is_empty(new):
        sentence = sentences.field_filled(label, where, shown[1])
    elif not both_said:
        sentence = sentences.field_emptied(label, where, shown[0])
    elif label.format.is_text:
        sentence = sentences.text_changed(label, where, shown, marks)
    else:
        sentence = sentences.field_changed(label, where, (old, new), shown)
    fate = sentences.fate(label, (old, new), shown)
    return Change(
        kind=ChangeKind.CHANGED,
        subject=sentences.subject(where),
        aspect=label.noun.text,
        old=shown[0],
        new=shown[1],
        sentence=sentence,
        quiet=fate.quiet(row),
        marks=marks,
        personal=label.personal is not None,
        together=fate.together(row),
        item=fate.item(where),
    )
