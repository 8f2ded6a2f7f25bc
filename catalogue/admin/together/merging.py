"""Three versions of a form brought together: as it was shown, as it was typed, as it is saved.

Pure: values are texts, as a form sends them; rows are known by their key.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, TypeAlias

from programmes.text import one_line_end

Values: TypeAlias = dict[str, list[str]]
# Rows in their order, by key.
Rows: TypeAlias = dict[str, Values]


@dataclass(slots=True)
class Shown:
    """What a form shows: the page's fields, and the rows of each of its groups."""

    fields: Values = field(default_factory=dict)
    rows: dict[str, Rows] = field(default_factory=dict)
    # The key of the newest save at that time; tells who has saved since.
    newest_save: int | None = None

    def dump(self) -> str:
        content = {"newest_save": self.newest_save, "fields": self.fields, "rows": self.rows}
        return json.dumps(content, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def load(cls, text: str) -> "Shown | None":
        """None for what no page of ours has written."""
        try:
            content = json.loads(text)
            newest_save = content["newest_save"]
            if newest_save is not None and not isinstance(newest_save, int):
                return None
            rows = {
                group: {key: _values(row) for key, row in _pairs(some)}
                for group, some in _pairs(content["rows"])
            }
            return cls(_values(content["fields"]), rows, newest_save)
        except (ValueError, KeyError, TypeError, RecursionError):
            return None

    def says_the_same(self, other: "Shown") -> bool:
        return _all_same(self.fields, other.fields) and all(
            list(self.rows.get(group, {})) == list(rows)
            and all(_all_same(self.rows[group][key], row) for key, row in rows.items())
            for group, rows in other.rows.items()
        )


def _pairs(content: Any) -> Iterable[tuple[str, Any]]:
    if not isinstance(content, dict):
        raise TypeError
    return content.items()


def _values(content: Any) -> Values:
    return {name: [str(one) for one in list(values)] for name, values in _pairs(content)}


@dataclass(slots=True)
class Typed:
    """What a person sends back: known rows in the order wanted, rows to remove, new rows."""

    fields: Values = field(default_factory=dict)
    rows: dict[str, Rows] = field(default_factory=dict)
    removed: dict[str, set[str]] = field(default_factory=dict)
    new: dict[str, list[Values]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Difference:
    """Both changed the same thing. `name` is a field, or empty for a whole row or an order."""

    key: str
    kind: str  # field, removed (by the other), kept (changed by the other, removed here), order
    group: str
    row: str
    name: str
    mine: list[str]
    theirs: list[str]
    # Of a whole row: the one that was not removed.
    values: Values = field(default_factory=dict)

    @property
    def mark(self) -> str:
        """Names what the other saved: a choice holds as long as that stays."""
        return sha256(json.dumps([self.kind, self.theirs]).encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Taken:
    """What the other changed and nobody changed here: it is kept."""

    group: str
    row: str
    name: str


@dataclass(slots=True)
class Merged:
    typed: Typed
    differences: list[Difference] = field(default_factory=list)
    taken: list[Taken] = field(default_factory=list)


def same(one: list[str], other: list[str]) -> bool:
    return _plain(one) == _plain(other)


def _plain(values: list[str]) -> list[str]:
    """Line ends are the browser's, outer blanks nobody's; an empty text is no value."""
    texts = (one_line_end(value).strip() for value in values)
    return sorted(filter(None, texts))


def _all_same(one: Values, other: Values) -> bool:
    return all(same(one.get(name, []), other.get(name, [])) for name in {*one, *other})


def merge(base: Shown, mine: Typed, now: Shown, choices: dict[str, str]) -> Merged:
    """What saving would write.

    `choices` settles differences: by key, `mine-` or `theirs-` and the mark of what was seen.
    """
    base = _with_todays_keys(base, now)
    mine = _with_keys(mine, _renamed(base))
    merged = Merged(Typed())
    settle = _Settling(merged, choices)
    merged.typed.fields = settle.fields("", "", base.fields, mine.fields, now.fields)
    for group, rows in now.rows.items():
        settle.group(group, base.rows.get(group, {}), mine, rows)
    return merged


# A restore or an import writes every row again: the same rows, under other keys.

_OLD_KEY = "\0old key"


def _with_todays_keys(base: Shown, now: Shown) -> Shown:
    rows: dict[str, Rows] = {}
    for group, were in base.rows.items():
        today = now.rows.get(group, {})
        strangers = {key: row for key, row in today.items() if key not in were}
        rows[group] = {}
        for key, row in were.items():
            twin = (
                next((other for other, one in strangers.items() if _all_same(row, one)), None)
                if key not in today
                else None
            )
            if twin is None:
                rows[group][key] = row
            else:
                del strangers[twin]
                rows[group][twin] = {**row, _OLD_KEY: [key]}
    return Shown(base.fields, rows, base.newest_save)


def _renamed(base: Shown) -> dict[str, dict[str, str]]:
    """Old key → today's, by group; the marks are taken off again."""
    return {
        group: {row.pop(_OLD_KEY)[0]: key for key, row in rows.items() if _OLD_KEY in row}
        for group, rows in base.rows.items()
    }


def _with_keys(mine: Typed, renamed: dict[str, dict[str, str]]) -> Typed:
    def new(group: str, key: str) -> str:
        return renamed.get(group, {}).get(key, key)

    return Typed(
        mine.fields,
        {
            group: {new(group, key): row for key, row in rows.items()}
            for group, rows in mine.rows.items()
        },
        {group: {new(group, key) for key in keys} for group, keys in mine.removed.items()},
        mine.new,
    )


class _Settling:
    def __init__(self, merged: Merged, choices: dict[str, str]) -> None:
        self.merged = merged
        self.choices = choices

    def keeps_mine(self, difference: Difference) -> bool:
        """As chosen; what nobody has chosen yet is noted, and stays as it was typed."""
        chosen = self.choices.get(difference.key)
        if chosen not in {f"mine-{difference.mark}", f"theirs-{difference.mark}"}:
            self.merged.differences.append(difference)
            return True
        return chosen.startswith("mine")

    def fields(self, group: str, row: str, base: Values, mine: Values, now: Values) -> Values:
        kept = {}
        for name, theirs in now.items():
            were, typed = base.get(name, []), mine.get(name, [])
            if same(theirs, were) or same(typed, theirs):
                kept[name] = typed
            elif same(typed, were):
                kept[name] = theirs
                self.merged.taken.append(Taken(group, row, name))
            else:
                key = ":".join(filter(None, (group, row, name)))
                both = Difference(key, "field", group, row, name, typed, theirs)
                kept[name] = typed if self.keeps_mine(both) else theirs
        return kept

    def group(self, group: str, base: Rows, mine: Typed, now: Rows) -> None:
        typed = mine.rows.get(group, {})
        removed: set[str] = set()
        rows: Rows = {}
        new = list(mine.new.get(group, []))
        for key, row in now.items():
            if key not in base:
                rows[key] = row
                self.merged.taken.append(Taken(group, key, ""))
            elif key in mine.removed.get(group, set()):
                self._removed_here(group, key, base[key], row, rows, removed)
            elif key in typed:
                rows[key] = self.fields(group, key, base[key], typed[key], row)
            else:
                rows[key] = row
        for key in [key for key in typed if key not in now]:
            kept = self._removed_there(group, key, base.get(key, {}), typed[key], mine)
            if kept is not None:
                new.append(kept)
        order = self._order(group, list(base), list(typed), list(now))
        self.merged.typed.rows[group] = {key: rows[key] for key in order}
        self.merged.typed.removed[group] = removed
        self.merged.typed.new[group] = new

    def _removed_here(
        self, group: str, key: str, base: Values, now: Values, rows: Rows, removed: set[str]
    ) -> None:
        rows[key] = now
        if not _all_same(base, now):
            said = [text for values in now.values() for text in values]
            both = Difference(f"{group}:{key}", "kept", group, key, "", [], said, now)
            if not self.keeps_mine(both):
                return
        removed.add(key)

    def _removed_there(
        self, group: str, key: str, base: Values, typed: Values, mine: Typed
    ) -> Values | None:
        """The row as a new one, where it is kept."""
        if key in mine.removed.get(group, set()):
            return None
        if _all_same(base, typed):
            self.merged.taken.append(Taken(group, "", ""))
            return None
        said = [text for values in typed.values() for text in values]
        both = Difference(f"{group}:{key}", "removed", group, key, "", said, [], typed)
        return typed if self.keeps_mine(both) else None

    def _order(self, group: str, base: list[str], typed: list[str], now: list[str]) -> list[str]:
        """Whose order holds: of whoever moved rows; both: chosen."""
        common = [key for key in base if key in now and key in typed]
        mine = [key for key in typed if key in common]
        theirs = [key for key in now if key in common]
        if mine in (theirs, common):
            if theirs not in (common, mine):
                self.merged.taken.append(Taken(group, "", "order"))
            return now
        if theirs != common:
            both = Difference(f"{group}:order", "order", group, "", "", mine, theirs)
            if not self.keeps_mine(both):
                return now
        return list(_woven(mine, now))


def _woven(wanted: list[str], now: list[str]) -> Iterator[str]:
    """Today's rows, those that were put in order here in that order, the others at their place."""
    places = iter(wanted)
    known = set(wanted)
    for key in now:
        yield next(places) if key in known else key
