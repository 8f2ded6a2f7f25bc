from django.db import models

from programmes.models import ExamUnit, Programme
from programmes.models.ordering import OrderedRow


class Exemption(OrderedRow):
    """A situation that exempts from exam units (dispense, passerelle)."""

    programme = models.ForeignKey(
        Programme, models.CASCADE, related_name="exemptions", verbose_name="formation"
    )
    situation = models.TextField(
        "situation",
        max_length=600,
        help_text="À la suite de « Vous avez… » : « un BTS d’une autre spécialité ».",
    )
    legal_source = models.CharField(
        "texte officiel", max_length=255, blank=True, help_text="« arrêté du 24 juin 2005 »."
    )
    acquired_units = models.BooleanField(
        "porte sur les unités déjà validées",
        default=False,
        help_text="Sinon, choisissez les unités dont cette situation dispense.",
    )
    units = models.ManyToManyField(
        ExamUnit, related_name="exemptions", verbose_name="unités dispensées", blank=True
    )
    on_request = models.BooleanField("à demander", default=True)

    class Meta(OrderedRow.Meta):
        verbose_name = "dispense"
        verbose_name_plural = "dispenses"

    def __str__(self) -> str:
        return self.situation if len(self.situation) <= 80 else f"{self.situation[:79]}…"
