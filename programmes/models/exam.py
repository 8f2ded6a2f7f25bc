from decimal import Decimal

from django.db import models

from programmes.typography import number
from programmes.vocabulary import PaperForm, UnitGroup

from .blocs import Bloc, check_same_programme
from .ordering import OrderedRow
from .programme import Programme


class ExamUnitManager(models.Manager["ExamUnit"]):
    def get_by_natural_key(self, slug: str, code: str) -> "ExamUnit":
        return self.get(programme__slug=slug, code=code)


class ExamUnit(OrderedRow):
    """An exam unit (unité U1, épreuve): what is marked, made of one paper or more."""

    programme = models.ForeignKey(
        Programme, models.CASCADE, related_name="exam_units", verbose_name="formation"
    )
    code = models.CharField("code", max_length=10, help_text="U1, U4, UF1…")
    title = models.CharField("intitulé", max_length=255, help_text="Intitulé officiel.")
    bloc = models.ForeignKey(
        Bloc,
        models.SET_NULL,
        related_name="exam_units",
        verbose_name="bloc évalué",
        null=True,
        blank=True,
    )
    optional = models.BooleanField(
        "facultative",
        default=False,
        help_text="Hors du total des coefficients ; seuls les points au-dessus de 10 comptent.",
    )
    group = models.CharField(
        "groupe", max_length=12, choices=UnitGroup.choices, default=UnitGroup.PROFESSIONAL
    )
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
                name="exam_unit_code_unique",
                violation_error_message="Une autre unité de cette formation porte ce code.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    def natural_key(self) -> tuple[str, str]:
        return (self.programme.slug, self.code)

    natural_key.dependencies = ["programmes.programme"]  # type: ignore[attr-defined]

    def clean(self) -> None:
        check_same_programme(self.bloc, self.programme)

    @property
    def coefficient(self) -> Decimal:
        """The sum of its papers', in Python: a database sum of decimals drifts on SQLite."""
        return sum((paper.coefficient for paper in self.papers.all()), Decimal(0))


class ExamPaper(OrderedRow):
    """A paper (partie d’épreuve): one sitting, written, oral or practical."""

    unit = models.ForeignKey(
        ExamUnit, models.CASCADE, related_name="papers", verbose_name="unité d’examen"
    )
    form = models.CharField("forme", max_length=10, choices=PaperForm.choices)
    duration_minutes = models.PositiveSmallIntegerField("durée en minutes", null=True, blank=True)
    preparation_minutes = models.PositiveSmallIntegerField(
        "préparation en minutes", null=True, blank=True
    )
    coefficient = models.DecimalField("coefficient", max_digits=5, decimal_places=2)

    class Meta(OrderedRow.Meta):
        verbose_name = "partie d’épreuve"
        verbose_name_plural = "parties d’épreuve"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(coefficient__gte=0),
                name="exam_paper_coefficient_not_negative",
                violation_error_message="Un coefficient n’est jamais négatif.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_form_display()}, coefficient {number(self.coefficient)}"
