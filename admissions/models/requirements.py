from django.db import models

from programmes.models import Programme
from programmes.models.ordering import OrderedRow
from programmes.vocabulary import RequirementKind


class Requirement(OrderedRow):
    """A condition to be admitted (condition d’admission)."""

    programme = models.ForeignKey(
        Programme, models.CASCADE, related_name="requirements", verbose_name="formation"
    )
    kind = models.CharField(
        "type",
        max_length=12,
        choices=RequirementKind.choices,
        default=RequirementKind.PREREQUISITE,
    )
    text = models.TextField(
        "condition",
        max_length=600,
        help_text="Une étape, à l’infinitif : « Réussir les tests et l’entretien de sélection ».",
    )

    class Meta(OrderedRow.Meta):
        verbose_name = "condition d’admission"
        verbose_name_plural = "conditions d’admission"

    def __str__(self) -> str:
        return self.text if len(self.text) <= 80 else f"{self.text[:79]}…"
