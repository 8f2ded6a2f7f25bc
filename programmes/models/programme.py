from django.db import models

from programmes.identifiers import (
    validate_cfd,
    validate_formacodes,
    validate_nsf,
    validate_rncp,
    validate_weekdays,
)
from programmes.vocabulary import DeliveryMode, DiplomaKind, Level, Month

from .centre import TrainingCentre
from .checked import CheckedModel

YES_NO_UNKNOWN = [(None, "non communiqué"), (True, "oui"), (False, "non")]


class ProgrammeQuerySet(models.QuerySet["Programme"]):
    def live(self) -> "ProgrammeQuerySet":
        """Those that staff still work on."""
        return self.filter(archived_at=None)

    def archived(self) -> "ProgrammeQuerySet":
        return self.exclude(archived_at=None)

    def get_by_natural_key(self, slug: str) -> "Programme":
        """For fixtures, which describe a catalogue where each draft has its own slug."""
        return self.get(slug=slug)


class Programme(CheckedModel):
    """A course of study as staff edit it: the draft. The public reads editions only."""

    centre = models.ForeignKey(
        TrainingCentre,
        models.PROTECT,
        related_name="programmes",
        verbose_name="centre de formation",
    )
    slug = models.SlugField(
        "adresse",
        max_length=100,
        help_text=(
            "Fin de l’adresse de la page : /formations/bts-ndrc/. "
            "Une adresse déjà publiée continue de mener ici."
        ),
    )
    short_title = models.CharField(
        "titre court",
        max_length=60,
        help_text="Sigle que tout le monde emploie, au-dessus du titre : « BTS NDRC ».",
    )
    full_title = models.CharField(
        "intitulé",
        max_length=255,
        help_text=(
            "Intitulé officiel, sans le sigle : "
            "« Négociation et digitalisation de la relation client »."
        ),
    )
    lead = models.CharField(
        "accroche",
        max_length=300,
        blank=True,
        help_text="Sous le titre et dans le catalogue : une phrase ou deux, 200 caractères.",
    )
    level = models.PositiveSmallIntegerField("niveau", choices=Level.choices, null=True, blank=True)
    diploma_kind = models.CharField(
        "type de certification", max_length=20, choices=DiplomaKind.choices, blank=True
    )
    certifier = models.CharField(
        "certificateur", max_length=255, blank=True, help_text="Nom complet, tel qu’au RNCP."
    )
    rncp_code = models.CharField(
        "code RNCP",
        max_length=5,
        blank=True,
        validators=[validate_rncp],
        help_text="Chiffres seuls : 38368. La page mène à la fiche de France compétences.",
    )
    rncp_registered_on = models.DateField("enregistrée au RNCP le", null=True, blank=True)
    rncp_expires_on = models.DateField("fin d’enregistrement au RNCP", null=True, blank=True)
    cfd = models.CharField(
        "code formation diplôme (CFD)", max_length=8, blank=True, validators=[validate_cfd]
    )
    nsf = models.CharField(
        "code NSF", max_length=4, blank=True, validators=[validate_nsf], help_text="312t, 312…"
    )
    formacodes = models.JSONField(
        "Formacodes", default=list, blank=True, validators=[validate_formacodes]
    )
    presentation = models.TextField(
        "présentation",
        max_length=5000,
        blank=True,
        help_text="Première rubrique de la page : un ou deux paragraphes.",
    )
    hours = models.PositiveIntegerField("durée en heures", null=True, blank=True)
    training_days = models.PositiveIntegerField("durée en jours", null=True, blank=True)
    years = models.PositiveSmallIntegerField("durée en années", null=True, blank=True)
    duration_scope = models.CharField(
        "cadre de cette durée",
        max_length=120,
        blank=True,
        help_text="Si elle ne vaut pas pour tous : « en contrat d’apprentissage ».",
    )
    start_month = models.PositiveSmallIntegerField(
        "mois de rentrée", choices=Month.choices, null=True, blank=True
    )
    end_month = models.PositiveSmallIntegerField(
        "mois de fin", choices=Month.choices, null=True, blank=True
    )
    training_weekdays = models.JSONField(
        "jours au centre",
        default=list,
        blank=True,
        validators=[validate_weekdays],
        help_text="Jours de la semaine passés au centre ; les autres le sont en entreprise.",
    )
    rhythm = models.CharField(
        "précision sur le rythme",
        max_length=300,
        blank=True,
        help_text="À la suite des jours : « et quelques semaines complètes dans l’année ».",
    )
    capacity = models.PositiveIntegerField("nombre maximal de participants", null=True, blank=True)
    delivery_mode = models.CharField(
        "modalité d’enseignement", max_length=10, choices=DeliveryMode.choices, blank=True
    )
    blocs_separately = models.BooleanField(
        "blocs validables séparément", choices=YES_NO_UNKNOWN, null=True, blank=True
    )
    continuous_assessment = models.TextField(
        "évaluation en cours de formation",
        max_length=3000,
        blank=True,
        help_text="Rubrique Évaluation : devoirs, oraux, examens blancs…",
    )
    examining_authority = models.TextField(
        "organisation de l’examen",
        max_length=3000,
        blank=True,
        help_text="Rubrique Évaluation : qui fixe les épreuves, leurs modalités et leurs dates.",
    )
    teaching_methods = models.TextField(
        "méthodes pédagogiques",
        max_length=5000,
        blank=True,
        help_text="Une ligne vide sépare deux paragraphes ; « - » ouvre une ligne de liste.",
    )
    means = models.TextField(
        "moyens",
        max_length=3000,
        blank=True,
        help_text="Salles, équipements, logiciels, ressources.",
    )
    access_delay = models.CharField(
        "délai d’accès",
        max_length=300,
        blank=True,
        help_text=(
            "Entre la demande et l’entrée en formation : « de 1 à 3 mois ». "
            "Obligatoire (Qualiopi 1)."
        ),
    )
    equivalence = models.CharField(
        "équivalence", max_length=300, blank=True, help_text="« Diplôme de niveau 5 (bac + 2) »."
    )
    archived_at = models.DateTimeField("archivée le", null=True, blank=True, editable=False)

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        verbose_name = "formation"
        verbose_name_plural = "formations"
        ordering = ["short_title", "pk"]
        permissions = [("publish_programme", "Peut publier et retirer une formation")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(level=None) | models.Q(level__range=(1, 8)),
                name="programme_level_1_to_8",
                violation_error_message="Le niveau va de 1 à 8.",
            ),
            models.CheckConstraint(
                condition=models.Q(start_month=None) | models.Q(start_month__range=(1, 12)),
                name="programme_start_month_1_to_12",
                violation_error_message="Le mois de rentrée va de janvier à décembre.",
            ),
            models.CheckConstraint(
                condition=models.Q(end_month=None) | models.Q(end_month__range=(1, 12)),
                name="programme_end_month_1_to_12",
                violation_error_message="Le mois de fin va de janvier à décembre.",
            ),
            *[
                models.CheckConstraint(
                    condition=models.Q(**{field: None}) | models.Q(**{f"{field}__gt": 0}),
                    name=f"programme_{field}_positive",
                    violation_error_message=f"{label} : laissez vide plutôt que 0.",
                )
                for field, label in [
                    ("hours", "Durée en heures"),
                    ("training_days", "Durée en jours"),
                    ("years", "Durée en années"),
                    ("capacity", "Nombre maximal de participants"),
                ]
            ],
            models.CheckConstraint(
                condition=models.Q(rncp_registered_on=None)
                | models.Q(rncp_expires_on=None)
                | models.Q(rncp_expires_on__gte=models.F("rncp_registered_on")),
                name="programme_rncp_dates_ordered",
                violation_error_message=(
                    "La fin d’enregistrement au RNCP précède son début : vérifiez les deux dates."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.short_title} {self.full_title}"

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    natural_key.dependencies = ["programmes.trainingcentre"]  # type: ignore[attr-defined]

    @property
    def is_archived(self) -> bool:
        return self.archived_at is not None
