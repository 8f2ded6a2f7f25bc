"""Fields drawn in Python say what Django's templates say, to the letter."""

from datetime import date, time
from typing import Any

import pytest
from django import forms
from django.contrib.admin.widgets import AdminTextInputWidget
from django.forms.renderers import TemplatesSetting
from django.test import Client
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

from catalogue.admin.kit.drawing import QuickFields
from programmes.models import Programme

HOSTILE = '"><script>&amp;é\n\n 1234567.5'
CHOICES = [
    ("", "–"),
    (1234, 5678),
    ("a", HOSTILE),
    ("Groupe <b>", [("b", gettext_lazy("Yes")), (None, "rien")]),
]
WIDGETS: list[forms.Widget] = [
    forms.TextInput({"class": "x", "required": True, "disabled": False, "data-n": 1234567}),
    forms.NumberInput({"min": 0, "step": "any"}),
    forms.EmailInput(),
    forms.URLInput(),
    forms.PasswordInput(render_value=True),
    forms.HiddenInput(),
    forms.DateInput(),
    forms.TimeInput(),
    forms.DateTimeInput(),
    forms.CheckboxInput({"aria-label": HOSTILE}),
    forms.Textarea({"rows": 4, "x": None}),
    forms.Select(choices=CHOICES),
    forms.SelectMultiple(choices=CHOICES),
    forms.NullBooleanSelect(),
    forms.RadioSelect(choices=CHOICES),
    forms.CheckboxSelectMultiple(choices=CHOICES),
    forms.FileInput(),
    forms.MultipleHiddenInput(),
    AdminTextInputWidget(),
]
VALUES: list[Any] = [
    None, "", HOSTILE, mark_safe("<i>"), 1234567, 1.5, True, False, date(2026, 11, 30), time(9, 5),
    ["a", "b"], ("1234",), "1234", gettext_lazy("Yes"),
]  # fmt: skip


@pytest.mark.parametrize("value", VALUES, ids=repr)
@pytest.mark.parametrize("widget", WIDGETS, ids=lambda one: type(one).__name__)
def test_a_widget_is_drawn_as_by_its_template(widget: forms.Widget, value: Any) -> None:
    def drawn(renderer: TemplatesSetting) -> str:
        try:
            return widget.render("nom <x>", value, {"id": "id_nom"}, renderer)
        except (TypeError, ValueError) as refusal:  # a list for one choice
            return repr(refusal)

    assert drawn(QuickFields()) == drawn(TemplatesSetting())


@pytest.mark.django_db
@pytest.mark.ignore_template_errors
def test_every_field_of_our_forms_is_drawn_as_by_its_template(
    admin_client: Client, programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    quick, templates = QuickFields.render, TemplatesSetting()
    seen: set[str] = set()

    def both(self: QuickFields, name: str, context: dict[str, Any], request: Any = None) -> Any:
        drawn = quick(self, name, context, request)
        assert drawn == templates.render(name, context, request)
        seen.add(name)
        return drawn

    monkeypatch.setattr(QuickFields, "render", both)
    rows = [programme, programme.centre, programme.blocs.all()[0], programme.exam_units.all()[0]]
    pages = [
        reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
        for row in rows
    ]
    for page in [*pages, reverse("admin:auth_user_add"), reverse("admin:login")]:
        assert admin_client.get(page, follow=True).status_code == 200

    assert {"django/forms/widgets/textarea.html", "django/forms/widgets/select.html"} <= seen
