from django.db import models

from programmes.vocabulary import FigureKind

from .ordering import OrderedRow
from .programme import Programme


class KeyFigure(OrderedRow):
    """A published result (chiffre clé): what is counted, when, on how many, says who."""

    programme = models.ForeignKey(
        Programme, models.CASCADE, related_name="key_figures", verbose_name="formation"
    )
    kind = models.CharField("chiffre", max_length=14, choices=FigureKind.choices)
    year = models.PositiveSmallIntegerField(
        "année", null=True, blank=True, help_text="Année de l’examen ou de l’enquête."
    )
    cohort = models.CharField(
        "qui est compté",
        max_length=200,
        blank=True,
        help_text="« promotion 2022-2024 », « sortants de 2023 »…",
    )
    value = models.DecimalField(
        "valeur", max_digits=6, decimal_places=2, help_text="En %, ou en points pour un écart."
    )
    n = models.PositiveIntegerField(
        "effectif",
        null=True,
        blank=True,
        help_text="Nombre de personnes sur lequel le taux est calculé. Vide : non communiqué.",
    )
    source = models.CharField(
        "source", max_length=200, blank=True, help_text="Qui a établi ce chiffre."
    )
    url = models.URLField("page de la source", max_length=500, blank=True)

    class Meta(OrderedRow.Meta):
        verbose_name = "chiffre clé"
        verbose_name_plural = "chiffres clés"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind=FigureKind.ADDED_VALUE)
                | models.Q(value__gte=0, value__lte=100),
                name="key_figure_rate_0_to_100",
                violation_error_message="Un taux va de 0 à 100 %%.",  # Django formats it with `%`
            ),
            models.CheckConstraint(
                condition=models.Q(year=None) | models.Q(year__range=(1990, 2100)),
                name="key_figure_year_plausible",
                violation_error_message="L’année s’écrit avec quatre chiffres : 2024.",
            ),
            models.CheckConstraint(
                condition=models.Q(n=None) | models.Q(n__gt=0),
                name="key_figure_n_positive",
                violation_error_message="Effectif : laissez vide plutôt que 0.",
            ),
        ]

    def __str__(self) -> str:
        year = f" {self.year}" if self.year else ""
        return f"{self.get_kind_display()}{year}"
