from django.core.exceptions import ValidationError
from django.db import models

from programmes.vocabulary import IntakeState

from .centre import Site
from .checked import CheckedModel
from .programme import Programme


class Intake(CheckedModel):
    """One start of a programme (rentrée, session): when, where, how many places."""

    programme = models.ForeignKey(
        Programme, models.CASCADE, related_name="intakes", verbose_name="formation"
    )
    starts_on = models.DateField("début")
    ends_on = models.DateField("fin", null=True, blank=True)
    places = models.PositiveIntegerField("places", null=True, blank=True)
    site = models.ForeignKey(
        Site,
        models.PROTECT,
        related_name="intakes",
        verbose_name="lieu",
        null=True,
        blank=True,
    )
    applications_open_on = models.DateField("candidatures à partir du", null=True, blank=True)
    applications_close_on = models.DateField("candidatures jusqu’au", null=True, blank=True)
    state = models.CharField(
        "état", max_length=10, choices=IntakeState.choices, default=IntakeState.OPEN
    )

    class Meta:
        verbose_name = "rentrée"
        verbose_name_plural = "rentrées"
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on=None) | models.Q(ends_on__gte=models.F("starts_on")),
                name="intake_dates_ordered",
                violation_error_message="La fin de cette rentrée précède son début.",
            ),
            models.CheckConstraint(
                condition=models.Q(applications_open_on=None)
                | models.Q(applications_close_on=None)
                | models.Q(applications_close_on__gte=models.F("applications_open_on")),
                name="intake_window_ordered",
                violation_error_message="Les candidatures se ferment avant de s’ouvrir.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_on:%d/%m/%Y}"

    def clean(self) -> None:
        """The sheet names a site among those of the programme's centre."""
        if self.site is not None and self.site.centre_id != self.programme.centre_id:
            raise ValidationError({"site": "Ce lieu est celui d’un autre centre de formation."})
