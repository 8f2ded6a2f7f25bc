from django.db import models

from programmes.identifiers import (
    validate_cfd,
    validate_formacodes,
    validate_former_codes,
    validate_nsf,
    validate_registry_code,
    validate_weekdays,
)
from programmes.kinds import Kind, Rules
from programmes.vocabulary import (
    CentreRole,
    DeliveryMode,
    LengthUnit,
    Level,
    Month,
    Registry,
    ResultKind,
    RhythmKind,
    WorkStudy,
)

from .centre import TrainingCentre
from .checked import CheckedModel
from .fields import FieldOfStudy

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
    kind = models.CharField(
        "type de formation",
        max_length=20,
        choices=Kind.choices,
        blank=True,
        help_text="Ce que l’on obtient à la fin. Rubriques, mots et obligations en dépendent.",
    )
    kind_label = models.CharField(
        "nom de ce type",
        max_length=120,
        blank=True,
        help_text="S’il n’est pas dans la liste : « diplôme universitaire ».",
    )
    level = models.PositiveSmallIntegerField(
        "niveau",
        choices=Level.choices,
        null=True,
        blank=True,
        help_text="CAP 3, baccalauréat 4, BTS 5, licence 6, master 7.",
    )
    field_of_study = models.ForeignKey(
        FieldOfStudy,
        models.PROTECT,
        related_name="programmes",
        verbose_name="domaine",
        null=True,
        blank=True,
        help_text=(
            "Premier filtre du catalogue, et rubrique Références. Laissé vide, le catalogue classe "
            "la formation d’après son code NSF, ou ses métiers."
        ),
    )
    exact_title = models.CharField(
        "intitulé enregistré",
        max_length=300,
        blank=True,
        help_text="Mot pour mot, comme au répertoire ; il doit être publié (Qualiopi 1).",
    )
    registry = models.CharField("répertoire", max_length=10, choices=Registry.choices, blank=True)
    registry_code = models.CharField(
        "code au répertoire",
        max_length=5,
        blank=True,
        validators=[validate_registry_code],
        help_text="RNCP38368, RS6289 ou l’adresse de la fiche de France compétences.",
    )
    registered_on = models.DateField("enregistrée le", null=True, blank=True)
    registration_ends_on = models.DateField("fin d’enregistrement", null=True, blank=True)
    former_codes = models.JSONField(
        "anciens codes",
        default=list,
        blank=True,
        validators=[validate_former_codes],
    )
    blocs_only = models.BooleanField(
        "ces blocs seulement",
        default=False,
        help_text="La formation prépare les blocs de son programme, pas la certification entière.",
    )
    centre_role = models.CharField(
        "rôle du centre", max_length=20, choices=CentreRole.choices, blank=True
    )
    partner = models.CharField(
        "partenaire de",
        max_length=255,
        blank=True,
        help_text="L’organisme habilité, si le centre n’en est que le partenaire.",
    )
    contact_name = models.CharField(
        "interlocuteur",
        max_length=120,
        blank=True,
        help_text="Une personne ou un service : « service des admissions ». Rubrique Contact.",
    )
    contact_phone = models.CharField("téléphone", max_length=30, blank=True)
    contact_email = models.EmailField("adresse e-mail", blank=True)
    teaching_body = models.CharField(
        "organisme qui enseigne",
        max_length=255,
        blank=True,
        help_text="UFA, lycée ou école partenaire ; vide si c’est le centre.",
    )
    ects = models.PositiveSmallIntegerField(
        "crédits ECTS", null=True, blank=True, help_text="En tout, si le texte officiel en donne."
    )
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
    company_weeks = models.PositiveSmallIntegerField(
        "semaines en entreprise", null=True, blank=True, help_text="Stages ou PFMP, en tout."
    )
    length = models.PositiveSmallIntegerField(
        "durée, du début à la fin", null=True, blank=True, help_text="2 ans, 18 mois, 2 jours."
    )
    length_unit = models.CharField(
        "unité de cette durée", max_length=10, choices=LengthUnit.choices, blank=True
    )
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
    permanent_entry = models.BooleanField(
        "entrées et sorties permanentes",
        default=False,
        help_text="On commence quand on veut, toute l’année, sans attendre une date.",
    )
    work_study = models.CharField(
        "alternance",
        max_length=10,
        choices=WorkStudy.choices,
        blank=True,
        help_text=(
            "Sous contrat avec une entreprise. C’est ici que cela se dit : un contrat parmi les "
            "financements n’en décide pas."
        ),
    )
    rhythm_kind = models.CharField(
        "rythme",
        max_length=12,
        choices=RhythmKind.choices,
        blank=True,
        help_text="Ce qui suit le précise : semaines, jours, heures.",
    )
    cycle_at_centre = models.PositiveSmallIntegerField(
        "semaines au centre", null=True, blank=True, help_text="À la suite : 1, puis…"
    )
    cycle_in_company = models.PositiveSmallIntegerField(
        "puis en entreprise",
        null=True,
        blank=True,
        help_text="… 2 : « 1 semaine au centre, 2 en entreprise ».",
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
    rules = models.CharField("règles de réussite", max_length=10, choices=Rules.choices, blank=True)
    rules_text = models.TextField(
        "ces règles, en clair",
        max_length=2000,
        blank=True,
        help_text="Ce qu’il faut pour réussir, dans les mots du certificateur.",
    )
    results = models.CharField(
        "ce que donne l’évaluation", max_length=10, choices=ResultKind.choices, blank=True
    )
    score = models.CharField(
        "score", max_length=120, blank=True, help_text="« score sur 1 000 et niveau »."
    )
    grid_from = models.PositiveSmallIntegerField(
        "à partir de la session",
        null=True,
        blank=True,
        help_text="Première session à laquelle ces épreuves s’appliquent : 2024.",
    )
    grid_until = models.PositiveSmallIntegerField(
        "jusqu’à la session",
        null=True,
        blank=True,
        help_text="Dernière session, si elle est connue.",
    )
    exam_in_doubt = models.BooleanField(
        "coefficients à vérifier",
        default=False,
        help_text="La page et la fiche disent qu’ils sont en cours de vérification, sans total.",
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
                    ("company_weeks", "Semaines en entreprise"),
                    ("length", "Durée, du début à la fin"),
                    ("ects", "Crédits ECTS"),
                    ("cycle_at_centre", "Semaines au centre"),
                    ("cycle_in_company", "Semaines en entreprise, à la suite"),
                    ("capacity", "Nombre maximal de participants"),
                ]
            ],
            models.CheckConstraint(
                condition=models.Q(registered_on=None)
                | models.Q(registration_ends_on=None)
                | models.Q(registration_ends_on__gte=models.F("registered_on")),
                name="programme_registration_dates_ordered",
                violation_error_message=(
                    "La fin d’enregistrement précède son début : vérifiez les deux dates."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(length=None, length_unit="")
                | (models.Q(length__isnull=False) & ~models.Q(length_unit="")),
                name="programme_length_has_unit",
                violation_error_message="Une durée a une valeur et une unité : 18 mois.",
            ),
            models.CheckConstraint(
                condition=models.Q(grid_from=None)
                | models.Q(grid_until=None)
                | models.Q(grid_until__gte=models.F("grid_from")),
                name="programme_grid_sessions_ordered",
                violation_error_message=(
                    "La dernière session précède la première : vérifiez les deux années."
                ),
            ),
            *[
                models.CheckConstraint(
                    condition=models.Q(**{field: None})
                    | models.Q(**{f"{field}__range": (1900, 2199)}),
                    name=f"programme_{field}_year",
                    violation_error_message="Une session est une année : 2026.",
                )
                for field in ("grid_from", "grid_until")
            ],
        ]

    def __str__(self) -> str:
        return f"{self.short_title} {self.full_title}"

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    natural_key.dependencies = ["programmes.trainingcentre"]  # type: ignore[attr-defined]

    @property
    def is_archived(self) -> bool:
        return self.archived_at is not None
