"""The code that is printed on a fact sheet, typed by hand."""

from django import forms

from catalogue.life.paper_codes import LEGIBLE, LENGTH, read
from catalogue.views.forms.pack import Asking, WithButton
from programmes.typography import in_words


class PaperCodeForm(forms.Form):
    code = forms.CharField(
        label="Code imprimé sur la fiche",
        help_text=(
            f"{in_words(LENGTH).capitalize()} signes, chiffres et lettres, sans 0, 1, i, l ni o."
        ),
        error_messages={"required": "Recopiez le code qui est imprimé sur la fiche."},
        widget=forms.TextInput(
            {
                "maxlength": 40,
                "autocomplete": "off",
                "autocapitalize": "none",
                "spellcheck": "false",
            }
        ),
    )
    helper = Asking(
        WithButton("code", "Vérifier"),
        form_class="search",
        form_action="paper_code",
        form_error_title="Le code est à revoir.",
    )

    def clean_code(self) -> str:
        """As it is kept, where it can be a code."""
        code = read(self.cleaned_data["code"])
        strange = next((sign for sign in code if sign not in LEGIBLE), "")
        if strange:
            raise forms.ValidationError(f"Aucun code ne contient « {strange} ».")
        if len(code) != LENGTH:
            raise forms.ValidationError(
                f"Un code a {in_words(LENGTH)} signes, et celui-ci en a {len(code)}."
            )
        return code

    def say_unknown(self) -> None:
        """No paper bears it; said where nothing else is wrong with it."""
        if self.is_valid():
            self.add_error("code", "Aucune fiche ne porte ce code : comparez chaque signe.")
