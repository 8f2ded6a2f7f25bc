"""The centre of a programme, changed on a page that asks where its sessions and prices go."""

from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from pydantic import ValidationError

from catalogue.admin.kit.errors import Typeset
from catalogue.life import faults, publishing, reading
from catalogue.life.centres import AtSite, Place, at_sites, of_centre
from catalogue.life.reading import Draft, Refused
from programmes.models import Programme, TrainingCentre
from programmes.sheet import Centre
from programmes.typography import NARROW, typeset

from .frame import StaffPage, Visit

NOWHERE: Final = "aucun"


class CentreForm(Typeset, forms.Form):
    """`programme`: the one that goes to another centre."""

    centre = forms.ModelChoiceField(
        TrainingCentre.objects.none(), label="nouveau centre de formation", empty_label="à choisir"
    )

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        others: Any = self.fields["centre"]
        others.queryset = TrainingCentre.objects.exclude(pk=programme.centre_id)


class PlacesForm(Typeset, forms.Form):
    """A field for each row that stands at a site of the former centre."""

    def __init__(self, *args: Any, rows: tuple[AtSite, ...], centre: Centre, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self.rows = rows
        sites = [(f"lieu-{at}", typeset(one.name)) for at, one in enumerate(centre.sites)]
        self._names: dict[str, str | None] = {NOWHERE: None}
        self._names |= {f"lieu-{at}": one.name for at, one in enumerate(centre.sites)}
        values = {name: value for value, name in self._names.items()}
        for row in rows:
            proposed = row.proposed(centre)
            self.fields[_field(row.place)] = forms.ChoiceField(
                label=typeset(row.called),
                choices=[("", "à choisir"), *sites, (NOWHERE, "aucun lieu")],
                initial=values[proposed] if proposed else "",
                help_text=typeset(f"Aujourd’hui : {row.site}."),
                error_messages={"required": "Choisissez un lieu, ou « aucun lieu »."},
            )

    @property
    def sites(self) -> dict[Place, str | None]:
        """Where each row goes, once the form is valid."""
        return {row.place: self._names[self.cleaned_data[_field(row.place)]] for row in self.rows}


def _field(place: Place) -> str:
    rows, index = place
    return f"{rows}-{index}"


def _page(visit: Visit) -> HttpResponse:
    asked = visit.request.POST if visit.acts else visit.request.GET
    chosen = CentreForm(asked if "centre" in asked else None, programme=visit.programme)
    if not chosen.is_valid():
        return _show(visit, reading.of(visit.programme.pk), chosen)
    if visit.acts:
        return _move(visit, chosen)
    draft, centre = reading.of(visit.programme.pk), _read(chosen.cleaned_data["centre"])
    places = PlacesForm(rows=at_sites(draft.sheet), centre=centre)
    return _show(visit, draft, chosen, places)


PAGES = [
    StaffPage("<int:pk>/centre/", "centre", _page, rights=("view", "change"), takes_post=True),
]


def _move(visit: Visit, chosen: CentreForm) -> HttpResponse:
    request, going_to = visit.request, chosen.cleaned_data["centre"]
    with publishing.read_alone(visit.programme.pk, going_to=going_to) as draft:
        centre = _read(going_to)
        form = PlacesForm(request.POST, rows=at_sites(draft.sheet), centre=centre)
        if request.POST.get("read") != draft.mark():
            messages.warning(
                request,
                f"Rien n’est changé{NARROW}: la formation a changé entre-temps. "
                "Relisez ce qui suit, puis confirmez.",
            )
            return _show(visit, draft, chosen, form)
        if not form.is_valid():
            return _show(visit, draft, chosen, form)
        old = draft.sheet.centre.name
        publishing.replace(draft, of_centre(draft.sheet, centre, form.sites), visit.author)
        said = f"Centre changé{NARROW}: {old} → {centre.name}."
        visit.log(said)
    messages.success(request, f"{said} L’état précédent reste dans l’historique.")
    return visit.leave()


def _read(centre: TrainingCentre) -> Centre:
    """As a sheet has it. Raises `Refused`."""
    try:
        return Centre.model_validate(centre)
    except ValidationError as error:
        fault = faults.first(error)
        raise Refused(f"La page de ce centre est à corriger d’abord. {fault}") from error


def _show(
    visit: Visit, draft: Draft, chosen: CentreForm, places: PlacesForm | None = None
) -> HttpResponse:
    return visit.show(
        "centre",
        f"Changer de centre{NARROW}: {visit.programme.short_title}",
        form=chosen,
        now=draft.sheet.centre.name,
        new=chosen.cleaned_data["centre"] if places is not None else None,
        places=places,
        read=draft.mark(),
    )
