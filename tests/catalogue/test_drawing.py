"""Fields drawn in Python say what Django's templates say, to the letter."""

import re
from datetime import date, time
from typing import Any

import pytest
from django import forms
from django.contrib.admin.helpers import AdminField
from django.contrib.admin.widgets import AdminTextInputWidget
from django.forms.renderers import TemplatesSetting
from django.test import Client
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

from catalogue.admin.kit.drawing import QuickFields, field_of_page
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


class Shapes(forms.Form):
    words = forms.CharField(label="mots <b>", help_text="Avec <em>soin</em>.")
    box = forms.BooleanField(label="case", required=False)
    boxes = forms.MultipleChoiceField(
        label="cases", required=False, choices=[("a", "A")], widget=forms.CheckboxSelectMultiple
    )


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (
            "words",
            (
                '<div class="field field-words errors"><label for="id_words">Mots &lt;b&gt; '
                '<span class="needed">(obligatoire)</span></label>'
                '<ul class="errorlist" id="id_words_error"><li>Ce champ est obligatoire.</li></ul>'
                '<input type="text" name="words" required aria-invalid="true" '
                'aria-describedby="id_words_helptext id_words_error" id="id_words">'
                '<div class="help" id="id_words_helptext">Avec <em>soin</em>.</div></div>'
            ),
        ),
        (
            "box",
            (
                '<div class="field field-box checkbox-row"><div class="box">'
                '<input type="checkbox" name="box" id="id_box"><label for="id_box">Case</label>'
                "</div></div>"
            ),
        ),
        (
            "boxes",
            (
                '<div class="field field-boxes"><fieldset class="boxes"><legend>Cases</legend>'
                '<div id="id_boxes"><div><label for="id_boxes_0"><input type="checkbox" '
                'name="boxes" value="a" id="id_boxes_0">A</label></div></div></fieldset></div>'
            ),
        ),
    ],
)
def test_a_field_stands_with_its_name_what_is_wrong_and_what_to_type(name: str, said: str) -> None:
    form: Any = Shapes({})
    form.is_valid()

    drawn = field_of_page(AdminField(form, name, is_first=True))

    assert re.sub(r">\s+|\s+<", lambda found: found[0].strip(), drawn) == re.sub(
        r">\s+|\s+<", lambda found: found[0].strip(), said
    )
