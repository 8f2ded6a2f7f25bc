"""What all our admin pages have in common."""

import copy
import json
from collections.abc import Mapping
from functools import cache
from typing import Any, ClassVar

from adminsortable2.admin import SortableAdminBase, SortableInlineAdminMixin
from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextInputWidget, RelatedFieldWidgetWrapper
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.text import capfirst

from programmes import prose
from programmes.spellings import spelling_of
from programmes.typography import typeset

from .codes import CodeField
from .deleting import PlainDeletions
from .errors import Typeset, mistakes
from .fields import DateInput, EmailField, Legible, SlugField, TextField, URLField
from .formsets import (
    ListedChoice,
    OrderedForm,
    OrderedFormSet,
    RowForm,
    RowsFormSet,
    Within,
)
from .generic import AnyModelAdmin, AnyModelForm, AnyStackedInline
from .numbers import DecimalNumberField, WholeNumberField
from .review import only_look
from .telling import PlainMessages

# What both databases and the sheet hold; SQLite alone would take more and the sheet would refuse.
_LARGEST: dict[type, int] = {
    models.PositiveSmallIntegerField: 32_767,
    models.PositiveIntegerField: 2_147_483_647,
}

# Hundreds of fields a page, always the same words.
_typeset = cache(typeset)


def _typed(keyboard: str) -> forms.TextInput:
    """A browser's own number field would lose « 1 350 h ». `keyboard`: what a phone shows."""
    return forms.TextInput({"inputmode": keyboard})


class FrenchFields:
    """Form fields as French people fill them in: decimal comma, the browser's dates, no pop-ups."""

    formfield_overrides: Any = {
        models.DateField: {"widget": DateInput},
        models.CharField: {"form_class": TextField},
        models.TextField: {"form_class": TextField},
        models.SlugField: {"form_class": SlugField, "widget": AdminTextInputWidget},
        models.EmailField: {"form_class": EmailField},
        models.URLField: {"form_class": URLField, "widget": forms.URLInput},
        models.IntegerField: {"form_class": WholeNumberField, "widget": _typed("numeric")},
        models.DecimalField: {"form_class": DecimalNumberField, "widget": _typed("decimal")},
    }
    # Counts that stay empty rather than 0.
    at_least_one: frozenset[str] = frozenset()
    # What may be typed after a number.
    units: Mapping[str, tuple[str, ...]] = {}

    def formfield_for_dbfield(
        self, db_field: "models.Field[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        if type(db_field) in _LARGEST and not db_field.choices:
            kwargs.setdefault("max_value", _LARGEST[type(db_field)])
        if db_field.name in self.at_least_one:
            kwargs.setdefault("min_value", 1)
        if db_field.name in self.units:
            kwargs["units"] = self.units[db_field.name]
        spelling = spelling_of(db_field.validators)
        if spelling and isinstance(db_field, models.CharField):
            kwargs |= {"form_class": CodeField, "spelling": spelling}
        field: forms.Field | None = super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]
        if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget
        if isinstance(field, Legible):
            field.stored_as = db_field.name
            if db_field.name in prose.FIELDS:
                field.widget.attrs["data-marks"] = ""
        if field is not None:
            field.label, field.help_text = (
                _typeset(str(field.label)),
                _typeset(str(field.help_text)),
            )
        return field


class PlainTitles:
    """Each page is called after what it shows, where Django says « Modification de … »."""

    opts: Any
    add_title = "Ajouter"

    def title_of_new(self, request: HttpRequest) -> str:
        return self.add_title

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        title = capfirst(self.opts.verbose_name_plural)
        answer: HttpResponse = super().changelist_view(  # type: ignore[misc]
            request, {"title": title, **(extra_context or {})}
        )
        return answer

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        original = context.get("original")
        title = str(original) if original else self.title_of_new(request)
        context |= {"title": title, "subtitle": None}
        answer: HttpResponse = super().render_change_form(  # type: ignore[misc]
            request, context, *args, **kwargs
        )
        return answer


class PlainFilters:
    """A list is filtered by what it shows. Django takes any lookup of any column besides, of any
    number, and the database fails on those that it cannot hold."""

    list_filter: ClassVar[Any]
    opts: Any

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        column, _, way = lookup.partition("__")
        try:
            field = self.opts.get_field(column)
        except FieldDoesNotExist:
            is_known = column != "pk"
        else:
            ours = "id__exact" if field.is_relation else "exact"
            is_known = column in self.list_filter and way == ours
        allowed: bool = super().lookup_allowed(lookup, value, request)  # type: ignore[misc]
        return is_known and allowed


class StaffForm(Typeset, AnyModelForm):
    """A model's form."""


class StaffAdmin(
    FrenchFields,
    PlainTitles,
    PlainFilters,
    PlainMessages,
    PlainDeletions,
    SortableAdminBase,
    AnyModelAdmin,
):
    """A model's pages, in plain French and without bulk actions."""

    form: type[AnyModelForm] = StaffForm
    actions = None
    view_on_site = False
    list_per_page = 50
    show_facets = admin.ShowFacets.NEVER

    class Media:
        js = [
            "js/admin/ordering.js",
            "js/admin/parts.js",
            "js/admin/counts.js",
            "js/admin/marks.js",
        ]

    def get_form(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return only_look(request, super().get_form(request, *args, **kwargs))

    def get_formset_kwargs(self, request: HttpRequest, *args: Any) -> dict[str, Any]:
        """Django copies the whole form, deeply, for each kind of rows on the page: a tenth of a
        save of a large programme. Ours read what was sent and change nothing in it."""
        asked = copy.copy(request)
        asked.method = "GET"
        given: dict[str, Any] = super().get_formset_kwargs(asked, *args)
        sent = {"data": request.POST, "files": request.FILES} if request.method == "POST" else {}
        return given | sent

    def get_inline_formsets(
        self, request: HttpRequest, formsets: Any, inline_instances: Any, obj: Any = None
    ) -> list[Any]:
        """Say « Ajouter une rentrée », where Django says « Ajouter un objet Rentrée »."""
        inline_formsets: list[Any] = super().get_inline_formsets(
            request, formsets, inline_instances, obj
        )
        for inline_formset in inline_formsets:
            script = json.loads(inline_formset.inline_formset_data())
            script["options"]["addText"] = inline_formset.opts.add_label
            inline_formset.script = json.dumps(script, ensure_ascii=False)
            inline_formset.add_address = inline_formset.opts.add_address(obj)
        return inline_formsets

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """A summary of what is wrong, in place of Django's « Corrigez les erreurs »."""
        rows = [one.formset for one in context["inline_admin_formsets"]]
        context.setdefault("mistakes", mistakes(context["adminform"].form, rows))
        context |= {"errors": None, "keeps_words": True}
        return super().render_change_form(request, context, *args, **kwargs)


class RowsInline(FrenchFields, AnyStackedInline):
    """Rows of a parent, each collapsed under its name."""

    template = "admin/edit_inline/rows.html"
    form: type[AnyModelForm] = RowForm
    formset: Any = RowsFormSet
    extra = 0
    add_label = "Ajouter"
    is_ordered = False
    within: Within = {}

    def formfield_for_foreignkey(self, *args: Any, **kwargs: Any) -> Any:
        return super().formfield_for_foreignkey(*args, **kwargs, form_class=ListedChoice)

    def add_address(self, parent: Any) -> str:
        """Where a new row is made, when that is another page."""
        return ""

    def get_formset(self, *args: Any, **kwargs: Any) -> Any:
        # A class made for this request: what is set here concerns nobody else.
        formset: Any = super().get_formset(*args, **kwargs)
        formset.within = self.within
        formset.called = (self.verbose_name, self.verbose_name_plural)
        return formset


class OrderedInline(SortableInlineAdminMixin, RowsInline):
    """Rows that staff put in order, by dragging or with the Monter and Descendre buttons."""

    form = OrderedForm
    formset = OrderedFormSet
    is_ordered = True

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """The place is a field of the form, never one of the page."""
        return [name for name in super().get_fields(request, obj) if name != "order"]
