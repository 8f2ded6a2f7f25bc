from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from admissions.models import FundingScheme
from programmes.models import Programme

from . import republish
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

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: Any) -> None:
        super().save_related(request, form, formsets, change)
        if form.has_changed():
            using = Programme.objects.filter(funding_options__scheme=form.instance)
            republish.tell(request, using)
