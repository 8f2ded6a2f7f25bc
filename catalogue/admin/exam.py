from decimal import Decimal
from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from catalogue.admin.kit.base import OrderedInline
from catalogue.admin.kit.deleting import Consequence, consequence
from catalogue.admin.kit.fields import PublicsField, labels_of
from catalogue.admin.kit.formsets import NOTHING_TO_CHOOSE, OrderedForm, OrderedFormSet
from catalogue.life.kinds import profile_of_draft
from programmes.kinds import RULES, Rules
from programmes.models import Bloc, ExamPaper, ExamUnit
from programmes.typography import NARROW, capitalized, number
from programmes.vocabulary import PaperMode, Public

from .by_kind import BoxesOfRows, RowsOfKind
from .children import ChildAdmin, ChildForm


class ExamUnitForm(ChildForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "blocs" in self.fields:  # absent where one may only read
            blocs = Bloc.objects.filter(programme=self.programme)
            boxes: Any = self.fields["blocs"]
            boxes.queryset = blocs
            boxes.choices = list(iter(boxes.choices))
            boxes.help_text = "" if boxes.choices else NOTHING_TO_CHOOSE

    def clean(self) -> dict[str, Any] | None:
        """Exemptions name it by its code, or by its title where it has none."""
        cleaned = super().clean()
        code, title = self.cleaned_data.get("code", ""), self.cleaned_data.get("title", "")
        others = ExamUnit.objects.filter(programme=self.programme).exclude(pk=self.instance.pk)
        if (code or title) in {unit.name for unit in others} - {""}:
            other = f"Une autre {profile_of_draft(self.programme).unit} de cette formation porte"
            if code:
                self.add_error("code", f"{other} ce code.")
            else:
                self.add_error(
                    "title", f"{other} cet intitulé{NARROW}: donnez un code à l’une des deux."
                )
        return cleaned


class PaperForm(OrderedForm):
    in_course_for = PublicsField(
        but=(Public.ALL,), required=False, **labels_of(ExamPaper, "in_course_for")
    )

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        mode = self.cleaned_data.get("mode", PaperMode.BY_PUBLIC)
        if self.cleaned_data.get("in_course_for") and mode != PaperMode.BY_PUBLIC:
            self.add_error(
                "in_course_for",
                f"Avec des publics en CCF, choisissez «{NARROW}{PaperMode.BY_PUBLIC.label}{NARROW}»"
                f"{NARROW}; sinon, décochez-les.",
            )
        return cleaned


class PapersFormSet(OrderedFormSet):
    """One coefficient for the unit, or one for each of its papers."""

    instance: ExamUnit

    def clean(self) -> None:
        super().clean()
        whole = self.instance.coefficient
        if not isinstance(whole, Decimal):
            return
        for form in self.forms:
            kept = not (self.can_delete and form.cleaned_data.get("DELETE"))
            if kept and form.cleaned_data.get("coefficient") is not None:
                form.add_error(
                    "coefficient",
                    f"Le coefficient {number(whole)} est déjà donné plus haut, pour l’ensemble : "
                    "videz l’un des deux.",
                )


class ExamPaperInline(RowsOfKind, OrderedInline):
    model = ExamPaper
    path = "exam_units.papers"
    form = PaperForm
    formset = PapersFormSet
    units = dict.fromkeys(("duration_minutes", "preparation_minutes"), ("min", "minute", "minutes"))
    fields = [
        ("title", "form"),
        ("mode", "coefficient"),
        "in_course_for",
        ("duration_minutes", "preparation_minutes"),
    ]


@admin.register(ExamUnit)
class ExamUnitAdmin(BoxesOfRows, ChildAdmin):
    """An exam unit and its papers."""

    path = "exam_units"
    part = "part-exam"
    names_it = ("code", "title")
    at_least_one = frozenset({"credits"})
    form = ExamUnitForm
    fields = [
        "heading",
        ("code", "title"),
        "blocs",
        ("group", "optional"),
        ("coefficient", "credits"),
        "note",
    ]
    inlines = [ExamPaperInline]
    list_display = ["code", "title", "programme", "group", "optional"]
    list_display_links = ["code", "title"]
    search_fields = ["code", "title", "programme__short_title"]

    def has_field(self, request: HttpRequest, row: Any, name: str) -> bool:
        """Its group, where it decides something."""
        if name == "group":
            programme = self.programme_of(request, row)
            rules = RULES[Rules(programme.rules)] if programme and programme.rules else None
            return rules is not None and rules.by_group and super().has_field(request, row, name)
        return super().has_field(request, row, name)

    def consequences(self, row: ExamUnit) -> list[Consequence]:
        citing = list(row.exemptions.prefetch_related("units", "blocs"))
        emptied = [one for one in citing if len(one.units.all()) == 1 and not _grants_more(one)]
        kind = profile_of_draft(row.programme)
        exemptions, unit = capitalized(kind.exemption.many), kind.unit.text
        return [
            consequence("Supprimées avec elle", row.papers.all()),
            consequence(f"{exemptions} qui ne porteront plus sur aucune {unit}", emptied),
            consequence(
                f"{exemptions} qui ne la citeront plus",
                [one for one in citing if one not in emptied],
            ),
        ]


def _grants_more(exemption: Any) -> bool:
    """Than exam units."""
    return bool(
        exemption.acquired_units or exemption.entry_year or exemption.words or exemption.blocs.all()
    )
