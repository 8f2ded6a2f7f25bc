from collections.abc import Sequence

from django.db import models

from programmes.vocabulary import FigureKind, FigureOrigin, Horizon, Public, Scale

from .ordering import OrderedRow
from .programme import Programme

# A mark is what people answer; a rate counts people, and an added value compares two rates.
_NO_RATES = [FigureKind.SATISFACTION, FigureKind.ADDED_VALUE]


_MARKS = [scale for scale in Scale if scale.highest is not None and scale is not Scale.PERCENT]


def _within(field: str, scales: Sequence[Scale]) -> models.Q:
    """On these scales, nothing, or from 0 to the end of the scale."""
    allowed = ~models.Q(scale__in=scales) | models.Q(**{field: None})
    for scale in scales:
        bounds = {f"{field}__gte": 0, f"{field}__lte": scale.highest}
        allowed |= models.Q(scale=scale) & models.Q(**bounds)
    return allowed


class KeyFigure(OrderedRow):
    """A published result (chiffre clé): what is counted, when, on how many, says who."""

    programme = models.ForeignKey(
        Programme, models.CASCADE, related_name="key_figures", verbose_name="formation"
    )
    kind = models.CharField("chiffre", max_length=14, choices=FigureKind.choices)
    horizon = models.PositiveSmallIntegerField(
        "délai",
        choices=Horizon.choices,
        null=True,
        blank=True,
        help_text="Combien de mois après la formation. Vide : aucun délai.",
    )
    year = models.PositiveSmallIntegerField(
        "année", null=True, blank=True, help_text="Année de l’examen ou de l’enquête."
    )
    value = models.DecimalField(
        "valeur",
        max_digits=6,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="Dans l’unité choisie à côté. Vide : dites pourquoi dans « non diffusé ».",
    )
    scale = models.CharField(
        "unité",
        max_length=10,
        choices=Scale.choices,
        default=Scale.PERCENT,
        help_text="Un taux est en %, une valeur ajoutée en points ; une note de satisfaction est "
        "sur 5, 10 ou 20.",
    )
    undisclosed = models.CharField(
        "non diffusé",
        max_length=120,
        blank=True,
        help_text="Le motif, à la place de la valeur : « effectif inférieur à 20 ».",
    )
    n = models.PositiveIntegerField(
        "effectif",
        null=True,
        blank=True,
        help_text="Nombre de personnes sur lequel le taux est calculé. Vide : non communiqué.",
    )
    public = models.CharField(
        "public",
        max_length=20,
        choices=Public.choices,
        blank=True,
        help_text="Chaque public a sa propre série. Seuls les chiffres de l’ensemble (vide, ou "
        "« tous ») paraissent en tête de la rubrique et sur la carte.",
    )
    group = models.CharField(
        "groupe",
        max_length=120,
        blank=True,
        help_text="Suivi à part, sous le même nom chaque année : « site de Pau ». Vide : tous.",
    )
    cohort = models.CharField(
        "qui est compté",
        max_length=200,
        blank=True,
        help_text="« promotion 2022-2024 », « sortants de 2023 »…",
    )
    scope = models.CharField(
        "résultat partiel",
        max_length=120,
        blank=True,
        help_text="Ce dont c’est le résultat : « bloc 2 ». Il n’est ni en tête, ni sur la carte. "
        "Vide : résultat entier.",
    )
    national_value = models.DecimalField(
        "valeur nationale",
        max_digits=6,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="La même année, dans la même unité, si vous la connaissez.",
    )
    origin = models.CharField(
        "origine",
        max_length=10,
        choices=FigureOrigin.choices,
        blank=True,
        help_text="Établi par l’État (InserJeunes, académie), ou par le centre. Vide : inconnue.",
    )
    source = models.CharField(
        "source", max_length=200, blank=True, help_text="Qui a établi ce chiffre."
    )
    url = models.URLField("page de la source", max_length=500, blank=True)

    class Meta(OrderedRow.Meta):
        verbose_name = "chiffre clé"
        verbose_name_plural = "chiffres clés"
        constraints = [
            # Django formats these sentences with `%`.
            models.CheckConstraint(
                condition=(~models.Q(undisclosed="") & models.Q(value=None))
                | (models.Q(undisclosed="") & models.Q(value__isnull=False)),
                name="key_figure_value_or_reason",
                violation_error_message=(
                    "Donnez la valeur, ou le motif pour lequel elle n’est pas diffusée : "
                    "l’un des deux."
                ),
            ),
            models.CheckConstraint(
                condition=(models.Q(kind=FigureKind.ADDED_VALUE) & models.Q(scale=Scale.POINTS))
                | models.Q(kind=FigureKind.SATISFACTION)
                | (~models.Q(kind__in=_NO_RATES) & models.Q(scale=Scale.PERCENT)),
                name="key_figure_scale_of_its_kind",
                violation_error_message=(
                    "Une valeur ajoutée est en points, une note est une satisfaction ; "
                    "les autres chiffres sont en %%."
                ),
            ),
            models.CheckConstraint(
                condition=_within("value", [Scale.PERCENT]),
                name="key_figure_rate_0_to_100",
                violation_error_message="Un taux va de 0 à 100 %%.",
            ),
            models.CheckConstraint(
                condition=_within("value", _MARKS),
                name="key_figure_mark_within_scale",
                violation_error_message="Une note va de 0 à 5, 10 ou 20, selon son unité.",
            ),
            models.CheckConstraint(
                condition=_within("national_value", [Scale.PERCENT, *_MARKS]),
                name="key_figure_national_within_scale",
                violation_error_message=(
                    "Cette valeur est dans la même unité : de 0 à 100 %%, ou à 5, 10 ou 20."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(horizon=None) | models.Q(horizon__in=Horizon.values),
                name="key_figure_horizon_known",
                violation_error_message="Le délai est de 6, 12, 18 ou 24 mois.",
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
        said = [self.get_kind_display()]
        if self.horizon:
            said.append(self.get_horizon_display())
        if self.year:
            said.append(str(self.year))
        of = [self.get_public_display(), self.group, self.scope]
        return ", ".join(filter(None, [" ".join(said), *of]))
