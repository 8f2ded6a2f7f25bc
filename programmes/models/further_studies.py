from django.db import models

from programmes.vocabulary import Level

from .ordering import OrderedRow
from .programme import Programme


class FurtherStudy(OrderedRow):
    """A course that one may follow afterwards (poursuite d’études)."""

    programme = models.ForeignKey(
        Programme, models.CASCADE, related_name="further_studies", verbose_name="formation"
    )
    title = models.CharField("intitulé", max_length=255)
    level = models.PositiveSmallIntegerField("niveau", choices=Level.choices, null=True, blank=True)
    url = models.URLField("page de cette formation", max_length=500, blank=True)

    class Meta(OrderedRow.Meta):
        verbose_name = "poursuite d’études"
        verbose_name_plural = "poursuites d’études"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(level=None) | models.Q(level__range=(1, 8)),
                name="further_study_level_1_to_8",
                violation_error_message="Le niveau va de 1 à 8.",
            ),
        ]

    def __str__(self) -> str:
        return self.title
