from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from programmes import fields
from programmes.typography import NARROW

from .checked import CheckedModel


class FieldOfStudyManager(models.Manager["FieldOfStudy"]):
    def get_by_natural_key(self, name: str) -> "FieldOfStudy":
        return self.get(name=name)


class FieldOfStudy(CheckedModel):
    """A shelf of the catalogue (domaine), shared by all programmes: its first filter."""

    name = models.CharField(
        "nom",
        max_length=120,
        help_text=(
            "Ce que dit le premier filtre du catalogue : « Commerce, vente ». Les mots que l’on "
            "emploie, une vingtaine de domaines au plus."
        ),
    )

    objects = FieldOfStudyManager()

    class Meta:
        verbose_name = "domaine"
        verbose_name_plural = "domaines"
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["name"],
                name="field_of_study_name_unique",
                violation_error_message="Un domaine porte déjà ce nom.",
            ),
            models.CheckConstraint(
                condition=~models.Q(name=""),
                name="field_of_study_has_name",
                violation_error_message="Un domaine a un nom.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.name,)

    def clean(self) -> None:
        """Two that differ by accents or signs alone would share one address in the catalogue."""
        mine = fields.key(self.name)
        others: Any = FieldOfStudy.objects.exclude(pk=self.pk).values_list("name", flat=True)
        for other in others:
            if fields.key(other) == mine:
                raise ValidationError(
                    {"name": f"Le domaine «{NARROW}{other}{NARROW}» a déjà presque ce nom."}
                )
