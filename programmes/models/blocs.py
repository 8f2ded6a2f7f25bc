from django.db import models

from programmes.identifiers import validate_bloc_number
from programmes.vocabulary import BlocKind, CefrLevel, ObjectiveLevel

from .ordering import OrderedRow
from .programme import Programme


class BlocManager(models.Manager["Bloc"]):
    def get_by_natural_key(self, slug: str, title: str) -> "Bloc":
        return self.get(programme__slug=slug, title=title)


class Bloc(OrderedRow):
    """A part of what is taught: bloc de compétences, enseignement général or module au choix."""

    programme = models.ForeignKey(
        Programme, models.CASCADE, related_name="blocs", verbose_name="formation"
    )
    kind = models.CharField(
        "type",
        max_length=12,
        choices=BlocKind.choices,
        default=BlocKind.PROFESSIONAL,
        help_text=(
            "Les objectifs des blocs de compétences forment la rubrique Objectifs. "
            "Module au choix : l’apprenant choisit une des lignes du bloc."
        ),
    )
    number = models.PositiveSmallIntegerField(
        "numéro", null=True, blank=True, help_text="Le 1 de « Bloc 1 »."
    )
    official_number = models.CharField(
        "numéro officiel",
        max_length=15,
        blank=True,
        validators=[validate_bloc_number],
        help_text="RNCP38368BC01 ; laissez vide s’il n’est pas connu.",
    )
    title = models.CharField("intitulé", max_length=255)
    introduction = models.TextField(
        "introduction",
        max_length=2000,
        blank=True,
        help_text="Une phrase avant la liste des objectifs ; facultative.",
    )

    objects = BlocManager()

    class Meta(OrderedRow.Meta):
        verbose_name = "bloc"
        verbose_name_plural = "blocs"
        constraints = [
            # Exam units name their bloc by its title in the sheet.
            models.UniqueConstraint(
                fields=["programme", "title"],
                name="bloc_title_unique",
                violation_error_message="Un autre bloc de cette formation porte cet intitulé.",
            ),
        ]

    def __str__(self) -> str:
        return f"Bloc {self.number} : {self.title}" if self.number else self.title

    def natural_key(self) -> tuple[str, str]:
        return (self.programme.slug, self.title)

    natural_key.dependencies = ["programmes.programme"]  # type: ignore[attr-defined]


class Objective(OrderedRow):
    """What one will be able to do (objectif, compétence visée), or a detail of it."""

    bloc = models.ForeignKey(Bloc, models.CASCADE, related_name="objectives", verbose_name="bloc")
    text = models.TextField(
        "objectif",
        max_length=600,
        help_text="Commence par un verbe : « Animer la relation client digitale ».",
    )
    level = models.PositiveSmallIntegerField(
        "rang", choices=ObjectiveLevel.choices, default=ObjectiveLevel.MAIN
    )
    cefr_level = models.CharField(
        "niveau CECRL",
        max_length=2,
        choices=CefrLevel.choices,
        blank=True,
        help_text="Seulement pour une activité langagière.",
    )

    class Meta(OrderedRow.Meta):
        verbose_name = "objectif"
        verbose_name_plural = "objectifs"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(level__in=[1, 2]),
                name="objective_level_1_or_2",
                violation_error_message="Un objectif est de rang 1 ou 2.",
            ),
        ]

    def __str__(self) -> str:
        return self.text if len(self.text) <= 80 else f"{self.text[:79]}…"
