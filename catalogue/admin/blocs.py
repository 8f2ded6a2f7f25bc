from django.contrib import admin

from catalogue.admin.kit.base import OrderedInline
from catalogue.admin.kit.deleting import Consequence, consequence
from catalogue.life.kinds import profile_of_draft
from programmes.models import Bloc, Objective
from programmes.typography import capitalized

from .by_kind import RowsOfKind
from .children import ChildAdmin, ChildForm


class ObjectiveInline(RowsOfKind, OrderedInline):
    model = Objective
    path = "blocs.objectives"
    fields = ["text", ("level", "cefr_level")]
    add_label = "Ajouter un objectif"


class BlocForm(ChildForm):
    def clean_title(self) -> str:
        return self.check_unique("title", "Un autre bloc de cette formation porte cet intitulé.")


@admin.register(Bloc)
class BlocAdmin(ChildAdmin):
    """A bloc and its objectives."""

    path = "blocs"
    part = "part-blocs"
    names_it = ("title",)
    form = BlocForm
    fields = ["title", "kind", ("number", "official_number"), "introduction"]
    inlines = [ObjectiveInline]
    list_display = ["title", "programme", "kind", "number"]
    search_fields = ["title", "programme__short_title"]

    def consequences(self, row: Bloc) -> list[Consequence]:
        kind = profile_of_draft(row.programme)
        units, exemptions = map(capitalized, (kind.unit.many, kind.exemption.many))
        return [
            consequence("Supprimés avec lui", row.objectives.all()),
            consequence(f"{units} qui n’évalueront plus {kind.bloc.this}", row.exam_units.all()),
            consequence(f"{exemptions} qui ne le citeront plus", row.exemptions.all()),
        ]
