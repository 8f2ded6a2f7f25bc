"""Searching the catalogue: the words, the filters, and what is kept from one search to the next."""

from collections.abc import Mapping, Sequence

from crispy_forms.layout import Submit
from django import forms

from catalogue.views import query
from catalogue.views.forms.pack import Asking, Boxes, Label, WithButton
from catalogue.views.query import Asked
from programmes.search import DEFAULT_SORT, MAX_LENGTH, Option

FORM = "recherche"


class SearchForm(forms.Form):
    """What was asked, ready to be asked anew.

    `query.asked_in` has read it: on each request, in a fraction of what a form costs, and so that
    what is understood of a request is answered. The form shows what it understood and what not.
    """

    q = forms.CharField(
        label="Métier, formation, ville ou code",
        required=False,
        widget=forms.TextInput({"type": "search", "maxlength": MAX_LENGTH, "autocomplete": "off"}),
    )
    tri = forms.CharField(label="Tri", required=False, widget=forms.HiddenInput)
    vue = forms.CharField(label="Affichage", required=False, widget=forms.HiddenInput)
    page = forms.CharField(label="Page", required=False, widget=forms.HiddenInput)

    def __init__(self, asked: Asked, options: Mapping[str, Sequence[Option]]) -> None:
        kept = {}
        if asked.search.sort != DEFAULT_SORT:
            kept["tri"] = asked.search.sort
        if asked.is_list:
            kept["vue"] = query.AS_LIST
        chosen = {
            parameter: sorted(asked.search.chosen(facet))
            for facet, parameter in query.PARAMETERS.items()
        }
        super().__init__({"q": asked.typed, **kept, **chosen}, auto_id="%s")
        for facet, parameter in query.PARAMETERS.items():
            choices = [(one.value, Label(one.label, leaves=one.count)) for one in options[facet]]
            self.fields[parameter] = Boxes(query.TITLES[facet], choices)
            self.fields[parameter].widget.attrs["form"] = FORM
        self._sentences = asked.errors
        self.helper = Asking(
            WithButton("q", "Rechercher"),
            *kept,
            form_id=FORM,
            form_class="search",
            form_action="catalogue",
            form_error_title="Une partie de votre demande n’a pas été comprise.",
            attrs={"role": "search"},
        )
        # Those that would narrow something, were used, or were misunderstood.
        shown = [
            parameter
            for facet, parameter in query.PARAMETERS.items()
            if options[facet] or parameter in asked.errors
        ]
        apply = Submit("", "Appliquer", form=FORM)
        self.filters = Asking(*shown, button=apply, form_tag=False) if shown else None

    def clean(self) -> None:
        for name, sentence in self._sentences.items():
            self.add_error(name if name in self.fields else None, sentence)
