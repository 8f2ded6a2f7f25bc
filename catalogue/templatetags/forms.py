"""What the templates of `templates/forms` ask of a form."""

from collections.abc import Iterator
from dataclasses import dataclass

from django import forms, template
from django.core.exceptions import NON_FIELD_ERRORS
from django.forms.boundfield import BoundField

register = template.Library()


@dataclass(frozen=True, slots=True)
class Problem:
    """A sentence, the field that it is about, and where that is; hidden ones are nowhere."""

    label: str
    anchor: str
    sentence: str


@register.simple_tag
def problems(form: forms.BaseForm) -> list[Problem]:
    """All that is wrong with a form, in the order of what it asks."""
    return [
        Problem(label, anchor, str(sentence))
        for name, sentences in form.errors.items()
        for label, anchor in _about(form, name)
        for sentence in sentences
    ]


def _about(form: forms.BaseForm, name: str) -> Iterator[tuple[str, str]]:
    if name == NON_FIELD_ERRORS:
        yield "", ""
    else:
        field = form[name]
        yield str(field.label), "" if field.is_hidden else _first_control(field)


def _first_control(field: BoundField) -> str:
    """Of a group the first box; the group itself where it has none."""
    if anchor := field.id_for_label:
        return anchor
    first = next(iter(field), None)
    return (first.id_for_label if first else "") or field.auto_id
