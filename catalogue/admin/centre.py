from django.contrib import admin

from programmes.models import Programme, Site, TrainingCentre
from programmes.models.programme import ProgrammeQuerySet

from .base import OrderedInline
from .shared import SharedAdmin


class SiteInline(OrderedInline):
    model = Site
    fields = ["name", "address", "access"]
    add_label = "Ajouter un lieu de formation"


@admin.register(TrainingCentre)
class TrainingCentreAdmin(SharedAdmin):
    """The centre, shared by all its programmes: it shows on their pages once they are published."""

    add_title = "Nouveau centre de formation"
    this = "ce centre de formation"
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

    def programmes_of(self, row: TrainingCentre) -> ProgrammeQuerySet:
        return Programme.objects.filter(centre=row)
