from typing import Any

from django.contrib import admin

from catalogue.admin.kit.base import OrderedInline
from catalogue.admin.kit.deleting import Consequence, consequence
from programmes.models import Bloc, ExamPaper, ExamUnit

from .children import ChildAdmin, ChildForm


class ExamUnitForm(ChildForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "bloc" in self.fields:  # absent where one may only read
            blocs = Bloc.objects.filter(programme=self.programme)
            self.fields["bloc"].queryset = blocs  # type: ignore[attr-defined]

    def clean_code(self) -> str:
        return self.check_unique("code", "Une autre unité de cette formation porte ce code.")


class ExamPaperInline(OrderedInline):
    model = ExamPaper
    units = dict.fromkeys(("duration_minutes", "preparation_minutes"), ("min", "minute", "minutes"))
    fields = [("form", "coefficient"), ("duration_minutes", "preparation_minutes")]
    add_label = "Ajouter une partie d’épreuve"


@admin.register(ExamUnit)
class ExamUnitAdmin(ChildAdmin):
    """An exam unit and its papers."""

    this = "cette unité d’examen"
    part = "part-exam"
    names_it = "code"
    add_title = "Nouvelle unité d’examen"
    form = ExamUnitForm
    fields = [("code", "title"), "bloc", ("group", "optional"), "note"]
    inlines = [ExamPaperInline]
    list_display = ["code", "title", "programme", "group", "optional"]
    list_display_links = ["code", "title"]
    search_fields = ["code", "title", "programme__short_title"]

    def consequences(self, row: ExamUnit) -> list[Consequence]:
        citing = list(row.exemptions.prefetch_related("units"))
        emptied = [one for one in citing if len(one.units.all()) == 1 and not one.acquired_units]
        return [
            consequence("Supprimées avec elle", row.papers.all()),
            consequence("Dispenses qui ne porteront plus sur aucune unité", emptied),
            consequence(
                "Dispenses qui ne la citeront plus", [one for one in citing if one not in emptied]
            ),
        ]
