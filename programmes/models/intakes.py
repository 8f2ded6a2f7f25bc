from django.core.exceptions import ValidationError
from django.db import models

from programmes import sessions
from programmes.identifiers import validate_publics, validate_weekdays
from programmes.typography import listed
from programmes.vocabulary import DeliveryMode, IntakeState, Public, RhythmKind

from .centre import Site
from .checked import CheckedModel
from .ordering import OrderedRow
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
    applications_close_on = models.DateField(
        "candidatures jusqu’au",
        null=True,
        blank=True,
        help_text="Même après le début : d’ici là, on peut encore la rejoindre.",
    )
    state = models.CharField(
        "état", max_length=10, choices=IntakeState.choices, default=IntakeState.OPEN
    )
    # Where they differ from the programme's: what is empty is as the programme says.
    rhythm_kind = models.CharField(
        "rythme",
        max_length=12,
        choices=RhythmKind.choices,
        blank=True,
        help_text="Vide, comme les lignes qui suivent : celui de la formation.",
    )
    cycle_at_centre = models.PositiveSmallIntegerField("semaines au centre", null=True, blank=True)
    cycle_in_company = models.PositiveSmallIntegerField("puis en entreprise", null=True, blank=True)
    training_weekdays = models.JSONField(
        "jours au centre", default=list, blank=True, validators=[validate_weekdays]
    )
    rhythm = models.CharField(
        "précision sur le rythme", max_length=300, blank=True, help_text="« De 18 h à 21 h »."
    )
    delivery_mode = models.CharField(
        "modalité d’enseignement",
        max_length=10,
        choices=DeliveryMode.choices,
        blank=True,
        help_text="Vide : celle de la formation.",
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
            *[
                models.CheckConstraint(
                    condition=models.Q(**{field: None}) | models.Q(**{f"{field}__gt": 0}),
                    name=f"intake_{field}_positive",
                    violation_error_message=f"{label} : laissez vide plutôt que 0.",
                )
                for field, label in [
                    ("cycle_at_centre", "Semaines au centre"),
                    ("cycle_in_company", "Semaines en entreprise, à la suite"),
                ]
            ],
        ]

    def __str__(self) -> str:
        """« 07/09/2027, Campus du Nord »."""
        site = self.site.name if self.site else ""
        return ", ".join(filter(None, (f"{self.starts_on:%d/%m/%Y}", site)))

    @property
    def name(self) -> str:
        """By what the sheet's prices name it."""
        return sessions.named(self.starts_on, self.site.name if self.site else None)

    def clean(self) -> None:
        """The sheet names a site among those of the programme's centre."""
        if self.site is not None and self.site.centre_id != self.programme.centre_id:
            raise ValidationError({"site": "Ce lieu est celui d’un autre centre de formation."})


class StartNote(OrderedRow):
    """What some publics must know to start (consigne d’entrée): a contract first, an agreement…"""

    programme = models.ForeignKey(
        Programme, models.CASCADE, related_name="start_notes", verbose_name="formation"
    )
    publics = models.JSONField(
        "publics concernés",
        default=list,
        validators=[validate_publics],
        help_text="Qui doit le savoir : un public au moins.",
    )
    text = models.CharField(
        "consigne",
        max_length=300,
        help_text="« Signer d’abord un contrat d’apprentissage avec une entreprise ».",
    )

    class Meta(OrderedRow.Meta):
        verbose_name = "consigne d’entrée"
        verbose_name_plural = "consignes d’entrée"

    def __str__(self) -> str:
        labels = dict(Public.choices)
        return listed(labels.get(one, one) for one in self.publics)
