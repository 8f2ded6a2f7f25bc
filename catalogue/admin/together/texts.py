"""An admin page's form and rows as texts: as they are shown, as they were typed, in words.

What `merging.py` brings together. Django's forms know all of it, but say it nowhere at once.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.text import capfirst

from catalogue.admin.kit.formsets import ROWS_AT_MOST
from catalogue.admin.kit.shown import ShownOneWay
from catalogue.admin.kit.whole_numbers import whole_number
from programmes.text import one_line_end
from programmes.typography import NARROW

from .merging import Shown, Typed, Values, same

_UNKNOWN: Final = ["\0 never shown"]


@dataclass(frozen=True, slots=True)
class Group:
    """A formset of the page as it stands in the database, not bound to what was typed."""

    formset: Any
    names: list[str]

    @property
    def key_name(self) -> str:
        name: str = self.formset.model._meta.pk.name
        return name

    @property
    def is_ordered(self) -> bool:
        return "order" in self.formset.form.base_fields

    @property
    def title(self) -> str:
        _, plural = self.formset.called
        return str(capfirst(plural))


class FormTexts:
    """A page's form and rows as they would be shown now."""

    def __init__(self, form: Any, formsets: list[Any]) -> None:
        self.form = form
        self.groups = {one.prefix: Group(one, _own_fields(one)) for one in formsets}

    def shown(self, newest_save: int | None) -> Shown:
        rows = {
            prefix: {
                str(form.instance.pk): {name: shown_in(form[name]) for name in group.names}
                for form in group.formset.initial_forms
            }
            for prefix, group in self.groups.items()
        }
        fields = {name: shown_in(self.form[name]) for name in self.form.fields}
        return Shown(fields, rows, newest_save)

    def never_shown(self, now: Shown) -> Shown:
        """For a form that does not say what it showed: whatever differs has to be chosen."""
        rows = {
            prefix: {key: dict.fromkeys(row, _UNKNOWN) for key, row in some.items()}
            for prefix, some in now.rows.items()
        }
        return Shown(dict.fromkeys(now.fields, _UNKNOWN), rows, now.newest_save)

    def with_new_groups(self, data: QueryDict, base: Shown) -> QueryDict:
        """Rows that the page did not ask for when it was opened: none of them was typed."""
        new = [
            prefix
            for prefix in self.groups
            if prefix not in base.rows and f"{prefix}-TOTAL_FORMS" not in data
        ]
        if not new:
            return data
        data = data.copy()
        for prefix in new:
            data[f"{prefix}-TOTAL_FORMS"] = data[f"{prefix}-INITIAL_FORMS"] = "0"
        return data

    def no_longer_asked(self, data: QueryDict, base: Shown) -> list[str]:
        """What was typed in fields that the page had when it was opened and has no more."""
        lost = [
            data.getlist(name)
            for name, were in base.fields.items()
            if name not in self.form.fields and not same(data.getlist(name), were)
        ]
        for prefix, rows in base.rows.items():
            kept = self.groups[prefix].names if prefix in self.groups else []
            for at, name in _of_rows(data, prefix):
                if name not in (*_NOT_TYPED, *kept):
                    were = rows.get(data.get(f"{prefix}-{at}-id", ""), {}).get(name, [])
                    values = data.getlist(f"{prefix}-{at}-{name}")
                    lost += [] if same(values, were) else [values]
        texts = (one_line_end(value).strip() for values in lost for value in values)
        return [text for text in texts if text]

    def still_asked(self, base: Shown) -> Shown:
        """What the page showed of what it shows now: only that was anybody's to change."""
        fields = {name: one for name, one in base.fields.items() if name in self.form.fields}
        rows = {
            prefix: {
                key: {name: one for name, one in row.items() if name in self.groups[prefix].names}
                for key, row in some.items()
            }
            for prefix, some in base.rows.items()
            if prefix in self.groups
        }
        return Shown(fields, rows, base.newest_save)

    def typed(self, data: QueryDict) -> Typed | None:
        """None when the rows cannot be counted: the formset will say so."""
        typed = Typed({name: sent(self.form.fields[name], data, name) for name in self.form.fields})
        for prefix, group in self.groups.items():
            count = whole_number(data.get(f"{prefix}-TOTAL_FORMS", ""))
            if count is None or count > ROWS_AT_MOST:
                return None
            known: list[tuple[int, str, Values]] = []
            typed.new[prefix], typed.removed[prefix] = [], set()
            for index in range(count):
                at = f"{prefix}-{index}"
                fields = group.formset.form.base_fields
                row = {name: sent(fields[name], data, f"{at}-{name}") for name in group.names}
                key = data.get(f"{at}-{group.key_name}", "")
                removed = f"{at}-DELETE" in data and group.formset.can_delete
                if key:
                    known.append((_place(data.get(f"{at}-order", ""), index), key, row))
                    if removed:
                        typed.removed[prefix].add(key)
                elif not removed:
                    typed.new[prefix].append(row)
            if group.is_ordered:
                known.sort(key=lambda one: one[0])
            typed.rows[prefix] = {key: row for _, key, row in known}
        return typed

    def data(self, sent_data: QueryDict, typed: Typed) -> QueryDict:
        """What a browser would have sent, had it known: a form's data from the merged version."""
        data = QueryDict(mutable=True)
        for name, values in sent_data.lists():
            if not self._is_ours(name):
                data.setlist(name, values)
        for name, values in typed.fields.items():
            data.setlist(name, values)
        for prefix, group in self.groups.items():
            known, new = typed.rows[prefix], typed.new[prefix]
            data[f"{prefix}-TOTAL_FORMS"] = str(len(known) + len(new))
            data[f"{prefix}-INITIAL_FORMS"] = str(len(known))
            data[f"{prefix}-MIN_NUM_FORMS"] = "0"
            data[f"{prefix}-MAX_NUM_FORMS"] = str(ROWS_AT_MOST)
            rows = [*known.items(), *(("", row) for row in new)]
            for index, (key, row) in enumerate(rows):
                at = f"{prefix}-{index}"
                data[f"{at}-{group.key_name}"] = key
                data[f"{at}-{group.formset.fk.name}"] = str(group.formset.instance.pk)
                if group.is_ordered:
                    data[f"{at}-order"] = str(index + 1)
                if key in typed.removed[prefix]:
                    data[f"{at}-DELETE"] = "on"
                for name, values in row.items():
                    data.setlist(f"{at}-{name}", values)
        return data

    def _is_ours(self, name: str) -> bool:
        return name in self.form.fields or name.startswith(
            tuple(f"{prefix}-" for prefix in self.groups)
        )

    # In words

    def group_title(self, prefix: str) -> str:
        return self.groups[prefix].title

    def row_title(self, prefix: str, key: str) -> str:
        for form in self.groups[prefix].formset.initial_forms:
            if str(form.instance.pk) == key:
                return str(form.instance)
        return ""

    def label(self, prefix: str, name: str) -> str:
        return capfirst(str(self._field(prefix, name).label))

    def text(self, prefix: str, name: str, values: list[str]) -> str:
        field = self._field(prefix, name)
        if isinstance(field.widget, forms.CheckboxInput):
            return "oui" if values else "non"
        if said := getattr(field, "said", None):
            return str(said(values))
        known = {str(value): str(label) for value, label in getattr(field, "choices", ())}
        return ", ".join(known.get(value, value) for value in values).strip()

    def row_text(self, prefix: str, row: Values) -> str:
        said = ((name, self.text(prefix, name, values)) for name, values in row.items())
        return "\n".join(
            f"{self.label(prefix, name)}{NARROW}: {text}" for name, text in said if text
        )

    def _field(self, prefix: str, name: str) -> Any:
        if not prefix:
            return self.form.fields[name]
        formset = self.groups[prefix].formset
        return formset.empty_form.fields[name]


# Of a row: what a page fills in by itself, besides its key.
_NOT_TYPED: Final = ("id", "order", "DELETE", "programme", "bloc", "unit", "centre")


def _of_rows(data: QueryDict, prefix: str) -> Iterator[tuple[str, str]]:
    """The number of a row and the name of a field in it, for each that was sent."""
    found = (re.fullmatch(rf"{re.escape(prefix)}-(\d+)-(\w+)", name) for name in data)
    return ((one[1], one[2]) for one in found if one)


def _own_fields(formset: Any) -> list[str]:
    not_values = {formset.model._meta.pk.name, formset.fk.name, "order", "DELETE"}
    return [name for name in formset.form.base_fields if name not in not_values]


def shown_in(field: Any) -> list[str]:
    """The texts that a browser would send back for a field as it is shown."""
    value = field.value()
    widget = field.field.widget
    if isinstance(widget, forms.CheckboxInput):
        return ["on"] if widget.check_test(value) else []
    formatted = widget.format_value(value)
    if formatted is None:
        return []
    shown = formatted if isinstance(formatted, list) else [formatted]
    return [one_line_end(str(one)) for one in shown]


def sent(field: forms.Field, data: QueryDict, name: str) -> list[str]:
    """The texts that a browser sent, with one kind of line end: word by word, none is a change."""
    widget = field.widget
    if isinstance(widget, forms.CheckboxInput):
        return ["on"] if widget.value_from_datadict(data, MultiValueDict(), name) else []
    values = [one_line_end(value) for value in data.getlist(name)]
    if getattr(widget, "allow_multiple_selected", False):
        return values
    if isinstance(field, ShownOneWay):
        # « 8 417 € » where « 8417 » was shown is no change.
        return [field.as_shown(value) for value in values[-1:]]
    return values[-1:]


def _place(order: str, index: int) -> int:
    place = whole_number(order)
    return index if place is None else place
