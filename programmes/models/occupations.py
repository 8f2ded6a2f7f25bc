from django.db import models

from programmes.identifiers import validate_rome

from .ordering import OrderedRow
from .programme import Programme


class Occupation(OrderedRow):
    """A job that the programme leads to (débouché), beside the official ROME label."""

    programme = models.ForeignKey(
        Programme, models.CASCADE, related_name="occupations", verbose_name="formation"
    )
    family = models.CharField(
        "famille",
        max_length=120,
        blank=True,
        help_text="Les métiers d’une même famille se suivent sous son nom.",
    )
    title = models.CharField("métier", max_length=255, help_text="Comme on le dit au centre.")
    rome_code = models.CharField(
        "code ROME", max_length=5, blank=True, validators=[validate_rome], help_text="D1402."
    )
    rome_label = models.CharField("libellé officiel ROME", max_length=255, blank=True)
    url = models.URLField("fiche métier", max_length=500, blank=True)

    class Meta(OrderedRow.Meta):
        verbose_name = "débouché"
        verbose_name_plural = "débouchés"

    def __str__(self) -> str:
        return f"{self.title} ({self.rome_code})" if self.rome_code else self.title
