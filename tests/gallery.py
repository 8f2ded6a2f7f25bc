"""Every kind of field in every state, drawn as on a public page: what the pack must be able to do.

Not shipped: forms to come are made of these. `page` is what the browser tests look at.
"""

from collections.abc import Callable
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout, Submit
from django import forms
from django.template import engines

from catalogue.views.forms.pack import Label, Trap, WithButton
from catalogue.views.rendering import compact

CHOICES = [("a", "Être rappelé"), ("b", Label("M’inscrire", detail="en apprentissage"))]
#: Kind → the field. Each label is a kind's own, so that a test finds it.
KINDS: dict[str, Callable[..., forms.Field]] = {
    "texte": forms.CharField,
    "adresse": forms.EmailField,
    "nombre": forms.IntegerField,
    "appel": lambda **told: forms.CharField(
        widget=forms.TextInput({"type": "tel", "autocomplete": "off"}), **told
    ),
    "message": lambda **told: forms.CharField(widget=forms.Textarea({"rows": 4}), **told),
    "jour": lambda **told: forms.DateField(
        widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"), **told
    ),
    "choix": lambda **told: forms.ChoiceField(choices=[("", "–"), *CHOICES], **told),
    "plusieurs": lambda **told: forms.MultipleChoiceField(choices=CHOICES, **told),
    "boutons": lambda **told: forms.ChoiceField(choices=CHOICES, widget=forms.RadioSelect, **told),
    "cases": lambda **told: forms.MultipleChoiceField(
        choices=CHOICES, widget=forms.CheckboxSelectMultiple, **told
    ),
    "accord": forms.BooleanField,
}
FILLED: dict[str, Any] = {
    "texte": "Léa & Tom <b>",
    "adresse": "lea@exemple.fr",
    "nombre": "12",
    "appel": "05 53 00 00 00",
    "message": "Bonjour,\n\n\nune question.",
    "jour": "2027-09-01",
    "choix": "b",
    "plusieurs": ["a", "b"],
    "boutons": "b",
    "cases": ["a"],
    "accord": "on",
}
WRONG: dict[str, Any] = {
    "texte": "x" * 200,
    "adresse": "lea@",
    "nombre": "douze",
    "appel": "",
    "message": "",
    "jour": "32/13/2027",
    "choix": "<i>",
    "plusieurs": ["z"],
    "boutons": "z",
    "cases": ["z"],
    "accord": "",
}
HINT = "Une aide à la saisie : deux lignes au plus."
#: State → what the form is made with.
STATES: dict[str, dict[str, Any]] = {
    "vide": {},
    "rempli": {"data": FILLED},
    "faux": {"data": WRONG, "help_text": HINT},
    "bloqué": {"initial": FILLED, "disabled": True},
    "aide": {"help_text": HINT},
    "facultatif": {"required": False, "help_text": HINT},
}


class Everything(forms.Form):
    """One field of each kind, in a state; hidden and for machines too."""

    def __init__(self, state: str) -> None:
        told = dict(STATES[state])
        data, initial = told.pop("data", None), told.pop("initial", None)
        super().__init__(data, initial=initial, prefix=str([*STATES].index(state)))
        if data is not None:
            self.data = {self.add_prefix(name): value for name, value in data.items()}
        for kind, field in KINDS.items():
            limits = {"max_length": 100} if kind == "texte" else {}
            self.fields[kind] = field(label=f"{kind.capitalize()}, {state}", **told, **limits)
        self.fields["cache"] = forms.CharField(required=False, widget=forms.HiddenInput)
        self.fields["piege"] = forms.CharField(required=False, label="Laissez ce champ vide")
        self.helper = FormHelper()
        self.helper.disable_csrf = True
        self.helper.layout = Layout(
            Fieldset(f"Vous ({state})", *[*KINDS][:6], css_class="vous"),
            *[*KINDS][6:],
            "cache",
            Trap("piege"),
            Submit("", "Envoyer"),
        )

    def clean(self) -> None:
        if self.data and self.errors:
            self.add_error(None, "Ces réponses ne vont pas ensemble.")


class OneField(forms.Form):
    """A field with its button beside it."""

    mot = forms.CharField(required=False)
    helper = FormHelper()
    helper.form_class = "search"
    helper.form_method = "get"
    helper.layout = Layout(WithButton("mot", "Chercher"))


class WithoutLayout(forms.Form):
    """Its fields in their order, without a helper."""

    nom = forms.CharField(help_text=HINT)
    genre = forms.ChoiceField(choices=CHOICES, widget=forms.RadioSelect)


_TEMPLATE = """{% extends "base.html" %}{% load crispy_forms_tags %}
{% block title %}Galerie{% endblock %}
{% block head %}<link rel="stylesheet" href="/static/css/forms.css">{% endblock %}
{% block main %}<h1>Galerie</h1>{% for form in every %}{% crispy form %}{% endfor %}
{% crispy one %}<form class="tel-quel">{{ bare|crispy }}</form>{% endblock %}"""


def drawn(form: forms.Form) -> str:
    """One form alone."""
    template = engines["django"].from_string("{% load crispy_forms_tags %}{% crispy form %}")
    return str(template.render({"form": form}))


def page() -> str:
    """All of them on one page, in the site's clothes."""
    context = {
        "every": [Everything(state) for state in STATES],
        "one": OneField({"mot": "vente"}),
        "bare": WithoutLayout({"nom": "", "genre": ""}),
        "centre": None,
    }
    return compact(engines["django"].from_string(_TEMPLATE).render(context))
