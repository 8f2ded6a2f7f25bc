"""The rows that are edited on the programme's own page."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest
from django.urls import reverse

from admissions.models import Exemption, FundingOption, Requirement
from catalogue.admin.kit.base import OrderedInline, RowsInline
from catalogue.admin.kit.formsets import OrderedForm
from catalogue.admin.kit.numbers import EUROS
from programmes.models import (
    Bloc,
    ExamUnit,
    FurtherStudy,
    Intake,
    KeyFigure,
    Occupation,
    Programme,
    Site,
)
from programmes.vocabulary import ObjectiveLevel


class IntakeInline(RowsInline):
    model = Intake
    fields = [
        ("starts_on", "ends_on"),
        ("applications_open_on", "applications_close_on"),
        ("site", "places", "state"),
    ]
    add_label = "Ajouter une rentrée"
    within = {"site": lambda programme: Site.objects.filter(centre=programme.centre_id)}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("site")


class LinksInline(OrderedInline):
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
    add_label = "Ajouter un bloc"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        main = Q(objectives__level=ObjectiveLevel.MAIN)
        blocs: QuerySet[Any] = super().get_queryset(request)
        counted: QuerySet[Any] = blocs.annotate(objective_count=Count("objectives", filter=main))
        return counted

    @admin.display(description="contenu")
    def detail(self, bloc: Any) -> str:
        return f"{bloc.get_kind_display()}, {_count(bloc.objective_count, 'objectif')}"


class ExamUnitLinks(LinksInline):
    model = ExamUnit
    add_label = "Ajouter une unité d’examen"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        units: QuerySet[Any] = super().get_queryset(request)
        return units.select_related("bloc", "programme").prefetch_related("papers")

    @admin.display(description="contenu")
    def detail(self, unit: ExamUnit) -> str:
        coefficient = f"{unit.coefficient.normalize():f}".replace(".", ",")
        optional = "facultative, " if unit.optional else ""
        return f"{optional}{_count(len(unit.papers.all()), 'partie')}, coefficient {coefficient}"


class RequirementInline(OrderedInline):
    model = Requirement
    fields = ["kind", "text"]
    add_label = "Ajouter une condition d’admission"


class ExemptionForm(OrderedForm):
    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        units_named = self.cleaned_data.get("units")
        if not self.errors and not units_named and not self.cleaned_data.get("acquired_units"):
            self.add_error(
                "units",
                "Choisissez au moins une unité, "
                "ou cochez «\u202fPorte sur les unités déjà validées\u202f».",
            )
        return cleaned


class ExemptionInline(OrderedInline):
    model = Exemption
    form = ExemptionForm
    fields = ["situation", "legal_source", ("acquired_units", "on_request"), "units"]
    add_label = "Ajouter une dispense"
    within = {"units": lambda programme: ExamUnit.objects.filter(programme=programme.pk)}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        exemptions: QuerySet[Any] = super().get_queryset(request)
        return exemptions.prefetch_related("units")

    def formfield_for_manytomany(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        return super().formfield_for_manytomany(
            db_field, request, **{**kwargs, "widget": CheckboxSelectMultiple}
        )


class FundingOptionInline(OrderedInline):
    model = FundingOption
    units = {"yearly_price": EUROS, "remaining_cost": EUROS}
    fields = ["scheme", ("yearly_price", "remaining_cost", "priced_on"), "payer"]
    add_label = "Ajouter un financement"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        options: QuerySet[Any] = super().get_queryset(request)
        return options.select_related("scheme")


class OccupationInline(OrderedInline):
    model = Occupation
    fields = ["title", "family", ("rome_code", "rome_label"), "url"]
    add_label = "Ajouter un débouché"


class FurtherStudyInline(OrderedInline):
    model = FurtherStudy
    fields = [("title", "level"), "url"]
    add_label = "Ajouter une poursuite d’études"


class KeyFigureInline(OrderedInline):
    model = KeyFigure
    at_least_one = frozenset({"n"})
    units = {"value": ("%", "point", "points")}
    fields = [("kind", "year", "cohort"), ("value", "n"), ("source", "url")]
    add_label = "Ajouter un chiffre clé"


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'s' if number > 1 else ''}"
