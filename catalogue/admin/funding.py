from django.contrib import admin

from admissions.models import FundingScheme
from programmes.models import Programme
from programmes.models.programme import ProgrammeQuerySet

from .shared import SharedAdmin


@admin.register(FundingScheme)
class FundingSchemeAdmin(SharedAdmin):
    """A legal way to have training paid, shared by all programmes."""

    add_title = "Nouveau dispositif de financement"
    this = "ce dispositif de financement"
    fields = [
        ("name", "former_name"),
        "code",
        "public_concerned",
        "is_work_study",
        "url",
    ]
    list_display = ["name", "former_name", "public_concerned", "is_work_study"]
    search_fields = ["name", "former_name", "code"]

    def programmes_of(self, row: FundingScheme) -> ProgrammeQuerySet:
        return Programme.objects.filter(funding_options__scheme=row)
