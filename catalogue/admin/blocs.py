from django.contrib import admin

from catalogue.admin.kit.base import OrderedInline
from catalogue.admin.kit.deleting import Consequence, consequence
from programmes.models import Bloc, Objective

from .children import ChildAdmin, ChildForm


class ObjectiveInline(OrderedInline):
    model = Objective
    fields = ["text", ("level", "cefr_level")]
    add_label = "Ajouter un objectif"


class BlocForm(ChildForm):
    def clean_title(self) -> str:
        return self.check_unique("title", "Un autre bloc de cette formation porte cet intitulé.")


@admin.register(Bloc)
class BlocAdmin(ChildAdmin):
    """A bloc and its objectives."""

    this = "ce bloc"
    part = "part-blocs"
    names_it = "title"
    add_title = "Nouveau bloc"
    form = BlocForm
    fields = ["title", "kind", ("number", "official_number"), "introduction"]
    inlines = [ObjectiveInline]
    list_display = ["title", "programme", "kind", "number"]
    search_fields = ["title", "programme__short_title"]

    def consequences(self, row: Bloc) -> list[Consequence]:
        return [
            consequence("Supprimés avec lui", row.objectives.all()),
            consequence("Unités d’examen qui n’auront plus de bloc", row.exam_units.all()),
        ]
