"""The rows that are edited on the programme's own page."""

import re
from collections.abc import Mapping
from typing import Any, Final

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import capfirst

from admissions.models import Exemption, FundingOption, Requirement
from catalogue.admin.kit.base import OrderedInline
from catalogue.admin.kit.fields import PublicsField, WeekdaysField, labels_of
from catalogue.admin.kit.formsets import OrderedForm, RowForm
from catalogue.admin.kit.numbers import EUROS
from programmes.models import (
    Bloc,
    Certifier,
    ExamUnit,
    FurtherStudy,
    Intake,
    KeyFigure,
    Occupation,
    Programme,
    Site,
    StartNote,
)
from programmes.sheet import GRANTED
from programmes.typography import NARROW, number
from programmes.vocabulary import BlocKind, ObjectiveLevel, Scale

from .by_kind import BoxesOfRows, RowsOfKind


class CertifierInline(OrderedInline):
    model = Certifier
    fields = [("name", "siret")]
    add_label = "Ajouter un certificateur"


class IntakeForm(RowForm):
    training_weekdays = WeekdaysField(required=False, **labels_of(Intake, "training_weekdays"))


class IntakeInline(RowsOfKind):
    model = Intake
    path = "intakes"
    form = IntakeForm
    at_least_one = frozenset({"cycle_at_centre", "cycle_in_company"})
    fields = [
        ("starts_on", "ends_on"),
        ("applications_open_on", "applications_close_on"),
        ("site", "places", "state"),
        ("rhythm_kind", "cycle_at_centre", "cycle_in_company"),
        "training_weekdays",
        ("rhythm", "delivery_mode"),
    ]
    within = {"site": lambda programme: Site.objects.filter(centre=programme.centre_id)}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("site")


class StartNoteForm(OrderedForm):
    publics = PublicsField(**labels_of(StartNote, "publics"))


class StartNoteInline(OrderedInline):
    model = StartNote
    form = StartNoteForm
    fields = ["publics", "text"]
    add_label = "Ajouter une consigne d’entrée"


class LinksInline(RowsOfKind, OrderedInline):
    """Children with a page of their own: their order here, the rest there."""

    template = "admin/edit_inline/links.html"
    fieldsets = [(None, {"fields": ["detail"]})]
    readonly_fields = ["detail"]
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def add_address(self, programme: Programme) -> str:
        page = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_add")
        return f"{page}?programme={programme.pk}"


class BlocLinks(LinksInline):
    model = Bloc
    path = "blocs"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        main = Q(objectives__level=ObjectiveLevel.MAIN)
        blocs: QuerySet[Any] = super().get_queryset(request)
        counted: QuerySet[Any] = blocs.annotate(objective_count=Count("objectives", filter=main))
        return counted

    @admin.display(description="contenu")
    def detail(self, bloc: Any) -> str:
        kind = self.profile.bloc_kind(BlocKind(bloc.kind))
        return f"{kind}, {_count(bloc.objective_count, 'objectif')}"


class ExamUnitLinks(LinksInline):
    model = ExamUnit
    path = "exam_units"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        units: QuerySet[Any] = super().get_queryset(request)
        return units.select_related("programme").prefetch_related("papers")

    @admin.display(description="contenu")
    def detail(self, unit: ExamUnit) -> str:
        said = ["facultative"] if unit.optional else []
        papers = len(unit.papers.all())
        if papers:
            said.append(_count(papers, "partie"))
        if unit.weight is not None:
            said.append(f"coefficient {number(unit.weight)}")
        if unit.credits:
            said.append(f"{unit.credits} ECTS")
        return ", ".join(said)


class RequirementInline(OrderedInline):
    model = Requirement
    fields = ["kind", "text"]
    add_label = "Ajouter une condition d’admission"


class ExemptionForm(OrderedForm):
    def clean(self) -> dict[str, Any] | None:
        """A row that nobody touches may grant what its kind no longer shows."""
        cleaned = super().clean()
        says_nothing = not any(self.cleaned_data.get(name) for name in GRANTED)
        if says_nothing and self.has_changed() and not self.errors:
            first = next(name for name in GRANTED if name in self.fields)
            ways = [
                capfirst(str(one.label)) for name, one in self.fields.items() if name in GRANTED
            ]
            self.add_error(
                first, f"Dites ce que cette situation apporte{NARROW}: {', '.join(ways)}."
            )
        return cleaned


class ExemptionInline(BoxesOfRows, RowsOfKind, OrderedInline):
    model = Exemption
    path = "exemptions"
    form = ExemptionForm
    fields = [
        "situation",
        "legal_source",
        ("acquired_units", "on_request"),
        "units",
        "blocs",
        ("entry_year", "ends_on"),
        "words",
    ]
    within = {
        "units": lambda programme: ExamUnit.objects.filter(programme=programme.pk),
        "blocs": lambda programme: Bloc.objects.filter(programme=programme.pk),
    }

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        exemptions: QuerySet[Any] = super().get_queryset(request)
        return exemptions.prefetch_related("units", "blocs")


class PriceForm(OrderedForm):
    publics = PublicsField(required=False, **labels_of(FundingOption, "publics"))

    def clean(self) -> dict[str, Any] | None:
        """A price of one session must not become everybody's as that one goes."""
        cleaned = super().clean()
        intake = self.cleaned_data.get("intake")
        if intake and _is_leaving(intake, self.data):
            self.add_error(
                "intake",
                f"Vous supprimez la {self.fields['intake'].label} de ce tarif{NARROW}: "
                "choisissez-en une autre, aucune, ou supprimez aussi ce tarif.",
            )
        return cleaned


def _is_leaving(intake: Intake, data: Mapping[str, Any]) -> bool:
    """Whether the same page deletes it."""
    return any(
        value == str(intake.pk) and data.get(f"{row[1]}-DELETE")
        for name, value in data.items()
        if (row := re.fullmatch(rf"({IntakeInline.path}-[0-9]+)-id", name))
    )


class FundingOptionInline(RowsOfKind, OrderedInline):
    model = FundingOption
    path = "funding_options"
    form = PriceForm
    units = {"amount": EUROS, "remaining_cost": EUROS}
    fields = [
        ("scheme", "label"),
        "publics",
        ("amount", "basis", "tax"),
        ("on_request", "priced_on"),
        ("payer", "remaining_cost"),
        ("intake", "site"),
    ]
    within = {
        "intake": lambda programme: Intake.objects.filter(programme=programme.pk).select_related(
            "site"
        ),
        "site": lambda programme: Site.objects.filter(centre=programme.centre_id),
    }

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        options: QuerySet[Any] = super().get_queryset(request)
        return options.select_related("scheme", "site", "intake")


class OccupationInline(OrderedInline):
    model = Occupation
    fields = ["title", "family", ("rome_code", "rome_label"), "url"]
    add_label = "Ajouter un débouché"


class FurtherStudyInline(OrderedInline):
    model = FurtherStudy
    fields = [("title", "level"), "url"]
    add_label = "Ajouter une poursuite d’études"


# What may be typed after a figure → the unit that it tells.
_UNITS: Final = {
    "%": Scale.PERCENT,
    "point": Scale.POINTS,
    "points": Scale.POINTS,
    **{f"/{scale.highest}": scale for scale in Scale if scale.value.startswith("out_of")},
}


class KeyFigureForm(OrderedForm):
    def clean(self) -> dict[str, Any] | None:
        """« 4,6/5 » is no rate: the unit that was typed is the one that was chosen."""
        cleaned = super().clean()
        scale = self.cleaned_data.get("scale")
        for name in ("value", "national_value"):
            typed = str(self.data.get(self.add_prefix(name), "")).replace(" ", "").casefold()
            told = [_UNITS[unit] for unit in _UNITS if typed.endswith(unit)]
            if scale and told and told[-1] != scale and name in self.cleaned_data:
                self.add_error(
                    "scale",
                    f"La valeur est écrite avec «{NARROW}{told[-1].label}{NARROW}»{NARROW}: "
                    "choisissez cette unité, ou corrigez la valeur.",
                )
                break
        return cleaned


class KeyFigureInline(RowsOfKind, OrderedInline):
    model = KeyFigure
    form = KeyFigureForm
    path = "key_figures"
    at_least_one = frozenset({"n"})
    units = dict.fromkeys(("value", "national_value"), tuple(_UNITS))
    fields = [
        ("kind", "horizon", "year"),
        ("value", "scale", "n"),
        "undisclosed",
        ("public", "group"),
        ("cohort", "scope"),
        ("national_value", "origin"),
        ("source", "url"),
    ]
    add_label = "Ajouter un chiffre clé"


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'s' if number > 1 else ''}"
