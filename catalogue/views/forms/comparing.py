"""Choosing what to compare: on a page of its own, or on the cards of the catalogue."""

from collections.abc import Iterable, Sequence

from crispy_forms.layout import Submit
from django import forms

from catalogue.views.forms.pack import Asking, Boxes, Label
from programmes.models import Edition


class ChoiceForm(forms.Form):
    """All that is on offer; `told`: what is wrong with what was chosen so far."""

    def __init__(
        self, offered: Iterable[Edition], chosen: Sequence[str], told: Sequence[str], hint: str
    ) -> None:
        super().__init__({"f": chosen} if chosen or told else None, auto_id="%s")
        choices: list[tuple[str, str]] = [
            (one.slug, Label(one.short_title, detail=one.full_title)) for one in offered
        ]
        self.fields["f"] = Boxes("Formations à comparer", choices, help_text=hint)
        self._sentences = told
        self.helper = Asking(
            "f",
            button=Submit("", "Comparer"),
            form_class="choice",
            form_action="compare",
            form_error_title="Il n’y a pas encore de quoi comparer.",
        )

    def clean(self) -> None:
        for sentence in self._sentences:
            self.add_error("f", sentence)


class CardsForm(forms.Form):
    """A box on each card, by address and name of its programme; the button stands below them."""

    def __init__(self, cards: Iterable[tuple[str, str]]) -> None:
        super().__init__(auto_id="%s")
        self.fields["f"] = Boxes("Formations à comparer", [*cards])
        self.fields["f"].widget.attrs["form"] = "comparaison"
        self.helper = Asking(
            Submit("", "Comparer les formations cochées"),
            form_id="comparaison",
            form_class="comparison",
            form_action="compare",
        )
