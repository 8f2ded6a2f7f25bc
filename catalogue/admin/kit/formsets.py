"""Rows edited on their parent's page: their order, and the choices that they share.

Neither showing nor saving a page asks the database once a row: only a row that was changed does.
"""

import re
from collections.abc import Callable
from typing import Any, Final

from adminsortable2.admin import CustomInlineFormSet
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet, UniqueConstraint
from django.forms.formsets import INITIAL_FORM_COUNT, TOTAL_FORM_COUNT, ManagementForm
from django.forms.models import ModelChoiceField, ModelChoiceIteratorValue
from django.utils.functional import cached_property

from programmes.models.checked import blamed
from programmes.typography import NARROW

from .errors import Typeset
from .generic import (
    AnyInlineFormSet,
    AnyModelChoiceField,
    AnyModelForm,
    AnyModelMultipleChoiceField,
)
from .hooks import FormHooks

#: Of one kind on a page: what « Ajouter » stops at.
ROWS_AT_MOST: Final = 1000
MISCOUNTED: Final = (
    f"Le nombre de lignes reçu n’est pas celui de cette page, qui en porte 1{NARROW}000 au plus. "
    "Relisez les lignes ci-dessous, puis enregistrez de nouveau."
)
NOTHING_TO_CHOOSE: Final = "Rien à cocher pour le moment."
# A place: beyond any page, and with room for those that come after it in the database's integers.
_LAST_PLACE: Final = 1_000_000

# What the rows of one parent may name, e.g. the exam units of the same programme.
Within = dict[str, Callable[[Any], QuerySet[Any]]]


class RowForm(Typeset, FormHooks, AnyModelForm):
    """A row edited on its parent's page."""

    instance: Any

    def not_validated(self) -> set[str]:
        """A row that stays as the database holds it obeys the constraints: they are not asked."""
        is_kept = self.instance.pk and not self.has_changed()
        return {field.name for field in self.instance._meta.fields} if is_kept else set()


class OrderedForm(RowForm):
    """A row with a hidden place, which dragging and the Monter/Descendre buttons fill in."""

    order = forms.IntegerField(
        label="ordre",
        required=False,
        min_value=0,
        max_value=_LAST_PLACE,
        widget=forms.HiddenInput(attrs={"class": "_reorder_"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["order"] = self.instance.order

    def has_changed(self) -> bool:
        """A place alone does not make a new row: one that was left empty stays ignored."""
        changed = set(self.changed_data)
        return bool(changed if self.instance.pk else changed - {"order"})

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        # By hand: the model's field is not editable, so that no other form shows it.
        if self.cleaned_data.get("order"):
            self.instance.order = self.cleaned_data["order"]
        return cleaned


class ListedChoice(AnyModelChoiceField):
    """Looks for what was chosen among its choices, where Django would ask the database."""

    def to_python(self, value: Any) -> Any:
        return None if value in self.empty_values else _listed(self, value)


class ListedChoices(AnyModelMultipleChoiceField):
    """The same for several at once."""

    clean = forms.Field.clean

    def to_python(self, value: Any) -> list[Any]:
        return [_listed(self, one) for one in value or ()]


def _listed(field: Any, value: Any) -> Any:
    for key, _ in field.choices:
        if str(key) == str(value):
            return key.instance
    message = field.error_messages["invalid_choice"]
    raise ValidationError(message, code="invalid_choice", params={"value": value})


class SharedChoices:
    """Lists what a row may choose once, not once a row; `within` limits it to the parent's own."""

    within: Within = {}
    form: type[AnyModelForm]
    instance: Model

    def add_fields(self, form: AnyModelForm, index: int | None) -> None:
        super().add_fields(form, index)  # type: ignore[misc]
        form.fields[form.instance._meta.pk.name] = _key_of(form.instance)
        for name in self.form.base_fields:
            field = form.fields[name]
            if isinstance(field, ModelChoiceField):
                if name in self.within:
                    field.queryset = self.within[name](self.instance)
                # Assigned as a list, or each row would ask the database again.
                field.choices = self._choices_of(name, field)
                if isinstance(field, ListedChoices) and not field.choices:
                    field.help_text = NOTHING_TO_CHOOSE

    def _choices_of(self, name: str, field: Any) -> list[Any]:
        shared: dict[str, list[Any]] = self.__dict__.setdefault("_shared", {})
        if name not in shared:
            shared[name] = list(iter(field.choices))  # without `iter`, a query to count them
        return shared[name]


def _key_of(row: Any) -> ListedChoice:
    """The hidden field that says which row a form is about: the one it was made for, or none."""
    field = ListedChoice(row._meta.default_manager, required=False, widget=forms.HiddenInput)
    field.initial = row.pk
    field.choices = [(ModelChoiceIteratorValue(row.pk, row), str(row.pk))] if row.pk else []
    return field


class DistinctRows:
    """Says what no two rows may share beside the field of the row to correct."""

    model: Any
    form: type[AnyModelForm]
    forms: list[Any]
    initial_forms: list[Any]
    can_delete: bool

    def validate_unique(self) -> None:
        for constraint in self.model._meta.constraints:
            if isinstance(constraint, UniqueConstraint):
                self._check_unique(constraint)

    def _check_unique(self, constraint: UniqueConstraint) -> None:
        """As the database will see it, row after row: none takes what a later one still holds."""
        names = [name for name in constraint.fields if name in self.form.base_fields]
        if not names:
            return
        holders = {
            tuple(form.initial.get(name) for name in names): form for form in self.initial_forms
        }
        for form in self.forms:
            if self.can_delete and form.cleaned_data.get("DELETE"):
                wanted = None
            elif form.has_changed() and form.is_valid():
                wanted = tuple(_value(form.instance, name) for name in names)
            else:
                continue
            if wanted in holders and holders[wanted] is not form:
                form.add_error(blamed(constraint), constraint.get_violation_error_message())
                continue
            holders = {held: holder for held, holder in holders.items() if holder is not form}
            if wanted is not None:
                holders[wanted] = form


def _value(row: Model, name: str) -> Any:
    field: Any = row._meta.get_field(name)
    return field.value_from_object(row)


class Counted:
    """Counts the rows that arrived when the number that came with them cannot be theirs.

    No page of ours sends such a number: a program did, or the form was damaged. What was typed is
    shown again, and nothing is saved.
    """

    is_bound: bool
    data: Any
    prefix: Any
    auto_id: Any
    renderer: Any
    model: Any
    is_miscounted = False

    @cached_property
    def management_form(self) -> ManagementForm:
        form: ManagementForm = super().management_form  # type: ignore[misc]
        if not self.is_bound or _counts(form):
            return form
        self.is_miscounted = True
        known, total = self._arrived()
        counted = ManagementForm(
            {
                f"{self.prefix}-{TOTAL_FORM_COUNT}": total,
                f"{self.prefix}-{INITIAL_FORM_COUNT}": known,
            },
            auto_id=self.auto_id,
            prefix=self.prefix,
            renderer=self.renderer,
        )
        counted.full_clean()
        return counted

    def _arrived(self) -> tuple[int, int]:
        """How many rows were known, and how many there are."""
        found = (re.match(rf"{re.escape(self.prefix)}-(\d{{1,4}})-", name) for name in self.data)
        indexes = {int(one[1]) for one in found if one}
        total = min(max(indexes, default=-1) + 1, ROWS_AT_MOST)
        key = self.model._meta.pk.name
        known = [index for index in range(total) if self.data.get(f"{self.prefix}-{index}-{key}")]
        return max(known, default=-1) + 1, total

    def clean(self) -> None:
        super().clean()  # type: ignore[misc]
        if self.is_miscounted:
            raise ValidationError(MISCOUNTED)


def _counts(form: ManagementForm) -> bool:
    if not form.is_valid():
        return False
    counts: Any = form.cleaned_data
    return bool(0 <= counts[INITIAL_FORM_COUNT] <= counts[TOTAL_FORM_COUNT] <= ROWS_AT_MOST)


class Called:
    """`called`: one of its rows and several of them, in words; given by the page."""

    called: tuple[str, str]


class RowsFormSet(Called, Counted, Typeset, SharedChoices, DistinctRows, AnyInlineFormSet):
    """Rows that stand in an order of their own (dates)."""


class OrderedFormSet(Called, Counted, Typeset, SharedChoices, DistinctRows, CustomInlineFormSet):
    """Rows that staff put in order."""
