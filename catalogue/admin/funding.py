from django.contrib import admin

from admissions.models import FundingScheme

from .base import StaffAdmin


@admin.register(FundingScheme)
class FundingSchemeAdmin(StaffAdmin):
    """A legal way to have training paid, shared by all programmes."""

    add_title = "Nouveau dispositif de financement"
    fields = [
        ("name", "former_name"),
        "code",
        "public_concerned",
        "is_work_study",
        "url",
    ]
    list_display = ["name", "former_name", "public_concerned", "is_work_study"]
    search_fields = ["name", "former_name", "code"]
