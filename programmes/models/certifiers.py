from django.db import models

from programmes.identifiers import validate_siret

from .ordering import OrderedRow
from .programme import Programme


class Certifier(OrderedRow):
    """Who stands behind the certification (certificateur), as the register names it."""

    programme = models.ForeignKey(
        Programme, models.CASCADE, related_name="certifiers", verbose_name="formation"
    )
    name = models.CharField("nom", max_length=255, help_text="Nom complet, tel qu’au répertoire.")
    siret = models.CharField("SIRET", max_length=14, blank=True, validators=[validate_siret])

    class Meta(OrderedRow.Meta):
        verbose_name = "certificateur"
        verbose_name_plural = "certificateurs"

    def __str__(self) -> str:
        return self.name
