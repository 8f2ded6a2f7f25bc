"""What must be corrected on a page, in the order of the page, each with a link to its field."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.forms.utils import ErrorList
from django.utils.text import capfirst

from programmes.typography import typeset


class TypesetErrors(ErrorList):
    """Messages as French print writes them, beside their field and in the summary alike."""

    def __getitem__(self, index: Any) -> Any:
        return typeset(str(super().__getitem__(index)))


class Typeset:
    """A form, or a formset with its forms, whose messages are typeset."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("error_class", TypesetErrors)
        super().__init__(*args, **kwargs)


@dataclass(frozen=True, slots=True)
class Mistake:
    """One message; `row` names the row it is about, `anchor` the control, where there is one."""

    row: str
    label: str
    anchor: str
    message: str


def mistakes(form: Any, rows: Iterable[Any]) -> list[Mistake]:
    """Those of a form and of its formsets of rows."""
    return [*of_form(form), *(mistake for formset in rows for mistake in of_rows(formset))]


def of_form(form: Any, names: Iterable[str] | None = None, row: str = "") -> Iterator[Mistake]:
    """Those of a form, or of some of its fields; what no single field is to blame for first."""
    for name in [NON_FIELD_ERRORS, *form.fields]:
        if names is not None and name not in names:
            continue
        for message in form.errors.get(name, []):
            if name == NON_FIELD_ERRORS:
                yield Mistake(row, "", "", message)
            else:
                field = form[name]
                yield Mistake(row, capfirst(field.label), _anchor(field), message)


def of_rows(formset: Any) -> Iterator[Mistake]:
    if not formset.is_bound:
        return
    name, plural = map(capfirst, formset.called)
    for message in formset.non_form_errors():
        yield Mistake(plural, "", "", message)
    for index, form in enumerate(formset.forms, start=1):
        if formset.can_delete and form.cleaned_data.get("DELETE"):
            continue
        yield from of_form(form, row=str(form.instance) if form.instance.pk else f"{name} {index}")


def _anchor(field: Any) -> str:
    """The control itself; of a group of boxes, the first one: a link leads to what has focus."""
    if field.is_hidden:
        return ""
    return f"{field.auto_id}_0" if field.use_fieldset and len(field.subwidgets) else field.auto_id
