from django.contrib import admin

from programmes.models import Site, TrainingCentre

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
