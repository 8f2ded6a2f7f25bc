from django.db import models

from programmes.models import Bloc, ExamUnit, Programme
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
    blocs = models.ManyToManyField(
        Bloc, related_name="exemptions", verbose_name="blocs ou CCP obtenus", blank=True
    )
    entry_year = models.PositiveSmallIntegerField(
        "entrée en année", null=True, blank=True, help_text="2 : on entre en deuxième année."
    )
    words = models.CharField(
        "en clair",
        max_length=300,
        blank=True,
        help_text="Ce que ni unité, ni bloc, ni année ne disent : « allègement étudié ».",
    )
    on_request = models.BooleanField("à demander", default=True)
    ends_on = models.DateField(
        "valable jusqu’au",
        null=True,
        blank=True,
        help_text="Passé ce jour, elle n’est plus proposée sur la page.",
    )

    class Meta(OrderedRow.Meta):
        verbose_name = "dispense"
        verbose_name_plural = "dispenses"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(entry_year=None) | models.Q(entry_year__range=(2, 9)),
                name="exemption_entry_year_2_to_9",
                violation_error_message="L’année d’entrée va de 2 à 9.",
            ),
        ]

    def __str__(self) -> str:
        return self.situation if len(self.situation) <= 80 else f"{self.situation[:79]}…"
