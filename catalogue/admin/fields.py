from django.contrib import admin

from programmes.models import FieldOfStudy
from programmes.models.programme import ProgrammeQuerySet

from .shared import SharedAdmin


@admin.register(FieldOfStudy)
class FieldOfStudyAdmin(SharedAdmin):
    """A shelf of the catalogue, shared by all programmes."""

    add_title = "Nouveau domaine"
    this = "ce domaine"
    fields = ["name"]
    list_display = ["name"]
    search_fields = ["name"]

    def programmes_of(self, row: FieldOfStudy) -> ProgrammeQuerySet:
        return row.programmes.all()
