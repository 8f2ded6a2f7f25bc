from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from programmes.models import Programme, Site, TrainingCentre

from . import republish
from .base import OrderedInline, StaffAdmin


class SiteInline(OrderedInline):
    model = Site
    fields = ["name", "address", "access"]
    add_label = "Ajouter un lieu de formation"


@admin.register(TrainingCentre)
class TrainingCentreAdmin(StaffAdmin):
    """The centre, shared by all its programmes: it shows on their pages once they are published."""

    add_title = "Nouveau centre de formation"
    list_display = ["name", "academy", "uai", "phone"]
    inlines = [SiteInline]
    fieldsets = [
        (None, {"fields": ["name", "legal_name", "academy"]}),
        ("Contact", {"fields": [("phone", "email"), "website", "opening_hours"]}),
        (
            "Accessibilité",
            {
                "fields": [
                    "accessibility",
                    "disability_contact_name",
                    ("disability_contact_phone", "disability_contact_email"),
                ]
            },
        ),
        (
            "Identifiants et qualité",
            {
                "fields": [
                    ("uai", "siret", "nda"),
                    ("qualiopi_number", "qualiopi_expires_on"),
                    "inserjeunes_url",
                ]
            },
        ),
        ("Mentions légales", {"fields": ["publication_director", "host"]}),
    ]

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: Any) -> None:
        super().save_related(request, form, formsets, change)
        if form.has_changed() or any(formset.has_changed() for formset in formsets):
            republish.tell(request, Programme.objects.filter(centre=form.instance))
