"""The code that is printed on a fact sheet, typed by hand."""

import re
from typing import Final

from django import forms

from catalogue.life.publishing import CODE_LENGTH, LEGIBLE
from catalogue.views.forms.pack import Asking, WithButton
from programmes.typography import in_words

#: What people put between signs, or copy along.
_BETWEEN: Final = re.compile(r"[\s\u200b\u2060\ufeff.\-‐‑–]+")


class PaperCodeForm(forms.Form):
    """Its helper draws one field and one button."""

    code = forms.CharField(
        label="Code de la fiche",
        help_text=(
            f"{in_words(CODE_LENGTH).capitalize()} lettres ou chiffres, imprimés à côté "
            "du code QR, à la fin de l’adresse."
        ),
        error_messages={"required": "Recopiez le code qui est imprimé sur la fiche."},
        widget=forms.TextInput(
            {"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    helper = Asking(
        WithButton("code", "Vérifier"),
        form_class="search",
        form_action="paper_code",
        form_error_title="Cette fiche n’a pas été trouvée.",
    )

    def clean_code(self) -> str:
        """As it is kept: of a whole address its end, in small letters, nothing in between."""
        typed: str = self.cleaned_data["code"]
        code = _BETWEEN.sub("", typed.lower().rpartition("/e/")[2]).strip("/")
        if strange := [sign for sign in dict.fromkeys(code) if sign not in LEGIBLE]:
            raise forms.ValidationError(
                f"Aucun code ne contient « {strange[0]} » : il n’a que des lettres sans accent et "
                "des chiffres, mais ni i, l, o, ni 0, 1, que l’on confondrait."
            )
        if len(code) != CODE_LENGTH:
            raise forms.ValidationError(
                f"Un code a {in_words(CODE_LENGTH)} signes, et vous en avez tapé {len(code)}."
            )
        return code
