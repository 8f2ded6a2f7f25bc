"""A new programme that starts as a copy of another: new address, new titles, chosen content."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect

from catalogue.admin.kit import review
from catalogue.admin.kit.copies import done
from catalogue.admin.kit.fields import TextField, labels_of
from catalogue.life import addresses, publishing, reading
from catalogue.life.copying import PIECES, choices
from programmes.models import Programme
from programmes.sheet import Sheet
from programmes.typography import NARROW

from .addressed import AddressedForm, AddressField, tell
from .frame import StaffPage, Visit
from .places import change_page


class DuplicateForm(AddressedForm):
    """`sheet`: of the original; None where it cannot be read, and nothing can be copied."""

    kept = forms.MultipleChoiceField(
        label="ce que la copie reprend",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=(
            "Cochées d’avance, les rubriques qui disent surtout le centre. Le reste commence vide"
            f"{NARROW}: une copie n’apporte pas les faits d’une autre formation."
        ),
    )

    def __init__(self, *args: Any, sheet: Sheet | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        boxes: Any = self.fields["kept"]
        boxes.choices = choices(sheet) if sheet else []

    class Meta:
        model = Programme
        fields = ["short_title", "full_title", "slug"]
        field_classes = {"short_title": TextField, "full_title": TextField, "slug": AddressField}
        help_texts = {name: labels_of(Programme, name)["help_text"] for name in fields}


def _page(visit: Visit) -> HttpResponse:
    programme = visit.programme
    if not visit.acts:
        sheet = reading.of(programme.pk).found
        form = DuplicateForm(initial=_first(programme, _ticked(visit)), sheet=sheet)
        return _titles_of_copy(visit, form)
    with transaction.atomic():
        # Of two presses of the button, the second finds the address taken.
        publishing.lock(programme.pk)
        form = DuplicateForm(visit.request.POST, sheet=reading.of(programme.pk).found)
        if review.is_asked(visit.request):
            review.tell(visit.request, "dupliquez")
        elif form.is_valid():
            return _duplicate(visit, form.cleaned_data)
        return _titles_of_copy(visit, form)


PAGES = [
    StaffPage("<int:pk>/dupliquer/", "duplicate", _page, rights=("view", "add"), takes_post=True)
]


def _duplicate(visit: Visit, asked: dict[str, Any]) -> HttpResponse:
    programme = visit.programme
    copy = publishing.duplicate(programme, author=visit.author, **asked)
    visit.admin.log_addition(visit.request, copy, f"Copie de {programme.short_title}.")
    done(
        visit.request,
        f"La copie est créée, hors ligne{NARROW}: complétez-la ici. "
        f"«{NARROW}{programme.short_title}{NARROW}» n’a pas bougé.",
    )
    tell(visit.request, copy)
    return HttpResponseRedirect(change_page(copy))


def _ticked(visit: Visit) -> list[str]:
    """What the page proposes to keep; all of it where one asks for that."""
    everything = visit.request.GET.get("garder") == "tout"
    return [piece.name for piece in PIECES if everything or piece.starts_kept]


def _first(programme: Programme, kept: Collection[str]) -> dict[str, Any]:
    """What the form proposes: the same titles, and the first free address."""
    titles = {"short_title": programme.short_title, "full_title": programme.full_title}
    return {**titles, "slug": addresses.proposed(*titles.values()), "kept": kept}


def _titles_of_copy(visit: Visit, form: DuplicateForm) -> HttpResponse:
    form.label_suffix = ""
    title = f"Dupliquer{NARROW}: {visit.programme.short_title}"
    return visit.show("duplicate", title, form=form)
