"""How an exam is passed, as data: what a mean, a CCP or credits decide, with the source.

A rule is dated: `since` the day from which it holds, `until` the last one, where they are known.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import TextChoices


class Rules(TextChoices):
    """Whose rules a grid follows."""

    BTS = "bts", "BTS"
    BAC_PRO = "bac_pro", "baccalauréat professionnel"
    CAP = "cap", "CAP"
    TITRE_PRO = "titre_pro", "titre professionnel"
    ECTS = "ects", "crédits ECTS"
    OWN = "own", "règles du certificateur"
    NONE = "none", "aucune"


@dataclass(frozen=True, slots=True)
class ExamRule:
    """One rule in French sentences; an empty one says nothing.

    `second_chance`: « {professional} » stands for the codes of the professional units in brackets,
    and makes the sentence depend on these: without such units it is not said.
    `by_group`: whether general and professional units weigh differently, so that the group of a
    unit is worth saying.
    """

    passing: str
    second_chance: str = ""
    has_coefficients: bool = False
    by_group: bool = False
    source: str = ""
    since: date | None = None
    until: date | None = None


_MEAN: Final = "On est reçu à partir de 10 sur 20 de moyenne."

RULES: Final[dict[Rules, ExamRule]] = {
    Rules.BTS: ExamRule(
        passing=_MEAN,
        second_chance=(
            "De 8 à moins de 10, des épreuves de contrôle sont possibles avec au moins 10 de "
            "moyenne aux unités professionnelles{professional}."
        ),
        has_coefficients=True,
        by_group=True,
        source="code de l’éducation, D643-1 et suivants",
    ),
    Rules.BAC_PRO: ExamRule(
        passing=_MEAN,
        second_chance=(
            "De 8 à moins de 10, un oral de contrôle est possible avec au moins 10 à l’épreuve de "
            "pratique professionnelle."
        ),
        has_coefficients=True,
        by_group=True,
        source="code de l’éducation, D337-51 et suivants",
    ),
    Rules.CAP: ExamRule(
        passing=(
            "On est reçu à partir de 10 sur 20 de moyenne générale et de 10 sur 20 de moyenne aux "
            "unités professionnelles{professional}."
        ),
        has_coefficients=True,
        by_group=True,
        source="code de l’éducation, D337-16",
    ),
    Rules.TITRE_PRO: ExamRule(
        passing=(
            "Le titre est obtenu quand le jury accorde chaque CCP. Un CCP qui manque se présente à "
            "une autre session."
        ),
        source="code de l’éducation, L335-5 ; arrêté du 22 décembre 2015",
    ),
    Rules.ECTS: ExamRule(passing=""),
    Rules.OWN: ExamRule(passing=""),
    Rules.NONE: ExamRule(passing=""),
}
