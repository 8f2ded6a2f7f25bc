"""Form fields for what people write in one way and the draft stores in another."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.db import models
from django.utils.text import capfirst

from programmes.text import one_line_end
from programmes.typed import mended
from programmes.typography import typeset
from programmes.vocabulary import Public, Weekday
from programmes.web import validate_web_address


def labels_of(model: type[models.Model], name: str) -> dict[str, Any]:
    """The label and the help of a model's field, for a form field that replaces its own."""
    field = model._meta.get_field(name)
    assert isinstance(field, models.Field)  # noqa: S101  (a relation has neither)
    return {"label": capfirst(field.verbose_name), "help_text": typeset(str(field.help_text))}


class WeekdaysField(forms.TypedMultipleChoiceField):
    """Seven boxes; a sorted list of ISO weekdays in the draft."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=Weekday.choices, coerce=int, empty_value=[], **kwargs)

    def clean(self, value: Any) -> list[int]:
        return sorted(set(super().clean(value)))


class PublicsField(forms.TypedMultipleChoiceField):
    """A box for each public; in the draft those that are ticked, in the order of the list.

    `but`: those without a box.
    """

    widget = forms.CheckboxSelectMultiple

    def __init__(self, *, but: Collection[Public] = (), **kwargs: Any) -> None:
        boxes = [(one.value, one.label) for one in Public if one not in but]
        super().__init__(choices=boxes, empty_value=[], **kwargs)

    def clean(self, value: Any) -> list[str]:
        ticked = super().clean(value)
        return [one.value for one in Public if one in ticked]


class Legible(forms.CharField):
    """A text without the characters that nobody sees, and with one kind of line end.

    So it is measured as its author counts it, and stored as any other browser would send it.
    `stored_as`: the name of its field, which says what else is mended.
    """

    stored_as = ""

    def to_python(self, value: Any) -> Any:
        seen = mended(self.stored_as, value) if isinstance(value, str) else value
        return super().to_python(seen)

    def has_changed(self, initial: object, data: object) -> bool:
        """A draft may still hold the line ends that a browser sent to an earlier site."""
        initial = one_line_end(initial) if isinstance(initial, str) else initial
        return super().has_changed(initial, data)


class TextField(Legible):
    pass


class SlugField(Legible, forms.SlugField):
    pass


class EmailField(Legible, forms.EmailField):
    pass


class URLField(Legible, forms.URLField):
    # Instead of Django's, which knows FTP.
    default_validators = [validate_web_address]


class DateInput(forms.DateInput):
    """The browser's own date field: it speaks French, obeys the keyboard and needs no script."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None, format: str | None = None) -> None:  # noqa: A002
        super().__init__(attrs=attrs, format=format or "%Y-%m-%d")
