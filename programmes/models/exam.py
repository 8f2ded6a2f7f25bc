from decimal import Decimal

from django.db import models

from programmes.identifiers import validate_publics
from programmes.typography import number
from programmes.vocabulary import PaperForm, PaperMode, UnitGroup

from .blocs import Bloc
from .ordering import OrderedRow
from .programme import Programme


class ExamUnitManager(models.Manager["ExamUnit"]):
    def get_by_natural_key(self, slug: str, name: str) -> "ExamUnit":
        """By its code, or by its title where it has none."""
        named = models.Q(code=name) | models.Q(code="", title=name)
        return self.get(named, programme__slug=slug)


class ExamUnit(OrderedRow):
    """An exam unit (unité U1, épreuve): what is marked, made of one paper or more."""

    programme = models.ForeignKey(
        Programme, models.CASCADE, related_name="exam_units", verbose_name="formation"
    )
    heading = models.CharField(
        "titre au-dessus",
        max_length=255,
        blank=True,
        help_text="Pour réunir plusieurs unités qui se suivent : « E4 Relation client ».",
    )
    code = models.CharField(
        "code", max_length=10, blank=True, help_text="U1, U4, UF1… ; vide s’il n’y en a pas."
    )
    title = models.CharField("intitulé", max_length=255, help_text="Intitulé officiel.")
    blocs = models.ManyToManyField(
        Bloc, related_name="exam_units", verbose_name="blocs évalués", blank=True
    )
    optional = models.BooleanField(
        "facultative",
        default=False,
        help_text="Hors du total des coefficients ; seuls les points au-dessus de 10 comptent.",
    )
    group = models.CharField(
        "groupe", max_length=12, choices=UnitGroup.choices, default=UnitGroup.PROFESSIONAL
    )
    coefficient = models.DecimalField(
        "coefficient",
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="De l’unité entière ; sinon, donnez celui de chaque épreuve.",
    )
    credits = models.PositiveSmallIntegerField("crédits ECTS", null=True, blank=True)
    note = models.CharField(
        "note", max_length=300, blank=True, help_text="Sous l’unité, dans le tableau d’examen."
    )

    objects = ExamUnitManager()

    class Meta(OrderedRow.Meta):
        verbose_name = "unité d’examen"
        verbose_name_plural = "unités d’examen"
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "code"],
                condition=~models.Q(code=""),
                name="exam_unit_code_unique",
                violation_error_message="Une autre unité de cette formation porte ce code.",
            ),
            models.UniqueConstraint(
                fields=["programme", "title"],
                condition=models.Q(code=""),
                name="exam_unit_title_unique",
                violation_error_message="Une autre unité sans code porte cet intitulé.",
            ),
            models.CheckConstraint(
                condition=models.Q(coefficient=None) | models.Q(coefficient__gte=0),
                name="exam_unit_coefficient_not_negative",
                violation_error_message="Un coefficient n’est jamais négatif.",
            ),
            models.CheckConstraint(
                condition=models.Q(credits=None) | models.Q(credits__gt=0),
                name="exam_unit_credits_positive",
                violation_error_message="Crédits ECTS : laissez vide plutôt que 0.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}".strip()

    @property
    def name(self) -> str:
        """By what exemptions name it in the sheet."""
        return self.code or self.title

    def natural_key(self) -> tuple[str, str]:
        return (self.programme.slug, self.name)

    natural_key.dependencies = ["programmes.programme", "programmes.bloc"]  # type: ignore[attr-defined]

    @property
    def weight(self) -> Decimal | None:
        """As on the sheet; summed in Python: a database sum of decimals drifts on SQLite."""
        if self.coefficient is not None:
            return self.coefficient
        stated = [one.coefficient for one in self.papers.all() if one.coefficient is not None]
        return sum(stated, Decimal(0)) if stated else None


class ExamPaper(OrderedRow):
    """A paper (partie d’épreuve): one sitting, written, oral or practical."""

    unit = models.ForeignKey(
        ExamUnit, models.CASCADE, related_name="papers", verbose_name="unité d’examen"
    )
    title = models.CharField(
        "intitulé", max_length=120, blank=True, help_text="« Français, histoire-géographie »."
    )
    form = models.CharField("forme", max_length=12, choices=PaperForm.choices)
    mode = models.CharField("ponctuel ou CCF", max_length=10, choices=PaperMode.choices, blank=True)
    in_course_for = models.JSONField(
        "en CCF",
        default=list,
        blank=True,
        validators=[validate_publics],
        help_text=(
            "Si cela dépend du candidat : qui la passe en CCF ; les autres, en ponctuel. "
            "Rien de coché : non précisé."
        ),
    )
    duration_minutes = models.PositiveSmallIntegerField("durée en minutes", null=True, blank=True)
    preparation_minutes = models.PositiveSmallIntegerField(
        "préparation en minutes", null=True, blank=True
    )
    coefficient = models.DecimalField(
        "coefficient", max_digits=5, decimal_places=2, null=True, blank=True
    )

    class Meta(OrderedRow.Meta):
        verbose_name = "partie d’épreuve"
        verbose_name_plural = "parties d’épreuve"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(coefficient=None) | models.Q(coefficient__gte=0),
                name="exam_paper_coefficient_not_negative",
                violation_error_message="Un coefficient n’est jamais négatif.",
            ),
        ]

    def __str__(self) -> str:
        said = ", ".join(filter(None, (self.title, self.get_form_display())))
        if self.coefficient is None:
            return said
        return f"{said}, coefficient {number(self.coefficient)}"
