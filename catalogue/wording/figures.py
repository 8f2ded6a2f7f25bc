"""The key figures: what they count, on whom, and how far they can be trusted."""

from collections.abc import Sequence
from typing import Final

from programmes import listing
from programmes.sheet import KeyFigure, Sheet
from programmes.typography import NARROW, capitalized, count, listed, number, typeset
from programmes.vocabulary import FigureKind

# InserJeunes publishes nothing below it: a single result then moves a rate by 5 points or more.
SMALL_COHORT: Final = 20
# Of unknown size, a year group of this capacity is a small one.
SMALL_CAPACITY: Final = 30

# « {at} » is « à l’examen », « {passed} » « réussi » as it agrees; « {last} » whom one counts.
_DEFINITIONS: Final = {
    FigureKind.PASS: "Part des candidats présents {at} qui l’ont {passed}.",
    FigureKind.PRESENTATION: "Part des inscrits {last} qui se sont présentés {at}.",
    FigureKind.FURTHER_STUDY: "Part des apprenants {last} qui continuent leurs études.",
    FigureKind.EMPLOYMENT: (
        "Part des personnes en emploi six mois après la formation. Rapportée à tous les "
        "apprenants {last} ou aux seuls sortants, elle ne dit pas la même chose : "
        "deux taux calculés sur des bases différentes ne se comparent pas."
    ),
    FigureKind.BREACH: (
        "Part des contrats en alternance rompus avant leur terme. "
        "L’apprenant a pu rester en formation ou signer un autre contrat."
    ),
    FigureKind.DROP_OUT: "Part des apprenants qui ont quitté la formation avant sa fin.",
    FigureKind.SATISFACTION: "Part des apprenants interrogés qui se disent satisfaits.",
    FigureKind.ADDED_VALUE: (
        "Écart, en points, entre le résultat du centre et celui que l’on attend "
        "au vu du profil de ses apprenants."
    ),
}


def figure_label(kind: FigureKind, sheet: Sheet) -> str:
    """« Réussite à l’examen », « Réussite à l’évaluation »."""
    return sheet.profile.figure(kind)


def definition(kind: FigureKind, sheet: Sheet) -> str:
    """What a figure of that kind counts; only what lasts years has a last one."""
    assessment = sheet.profile.assessment
    of_years = sheet.profile.says_years and not listing.is_under_a_year(sheet)
    return _DEFINITIONS[kind].format(
        at=assessment.to,
        passed=assessment.agree("réussi"),
        last="en dernière année" if of_years else "en fin de formation",
    )


def passed(sheet: Sheet) -> str:
    """« réussite à l’examen »: what the large rate says."""
    label = sheet.profile.figure(FigureKind.PASS)
    return label[:1].lower() + label[1:]


def counted(figure: KeyFigure) -> str:
    """What is known of whom a figure counts: « 2024, promotion 2022-2024, effectif : 14 »."""
    known = [str(figure.year)] if figure.year else []
    if figure.cohort:
        known.append(typeset(figure.cohort))
    if figure.n:
        known.append(f"effectif{NARROW}: {number(figure.n)}")
    return capitalized(", ".join(known))


def uncounted(figure: KeyFigure) -> str:
    """What is not: « Année et effectif non communiqués »."""
    if figure.year or figure.cohort:
        return "" if figure.n else "Effectif non communiqué"
    return "Année non communiquée" if figure.n else "Année et effectif non communiqués"


def swing(n: int) -> str:
    """By how much a single result moves a rate over n people."""
    return count(100 // n, "point") if n <= 100 else ""


def small_cohort(figure: KeyFigure) -> str:
    """A warning when a rate stands on few people, else nothing."""
    if not figure.n or figure.n >= SMALL_COHORT or not figure.kind.is_rate:
        return ""
    people = "une seule personne" if figure.n == 1 else f"{figure.n} personnes"
    return (
        f"Petit effectif{NARROW}: sur {people}, un seul résultat fait varier "
        f"ce taux d’au moins {swing(figure.n)}."
    )


def small_cohorts(rates: Sequence[KeyFigure]) -> str:
    """The same warning for the years of one rate, in one sentence."""
    small = [row for row in rates if small_cohort(row)]
    if not small:
        return ""
    years = listed(f"{row.year} ({row.n})" for row in small)
    plural = len(small) > 1
    return (
        f"{'Petits effectifs' if plural else 'Petit effectif'} en {years}{NARROW}: un seul "
        f"résultat fait varier {'ces taux' if plural else 'ce taux'} d’au moins "
        f"{swing(max(row.n or 0 for row in small))}."
    )


def small_capacity(sheet: Sheet) -> str:
    """The plain warning for rates of unknown cohort where groups are small, else nothing."""
    unknown = any(row.n is None and row.kind.is_rate for row in sheet.key_figures)
    if not (unknown and sheet.capacity and sheet.capacity <= SMALL_CAPACITY):
        return ""
    people = "une personne" if sheet.capacity == 1 else f"{sheet.capacity} personnes"
    return (
        f"Le groupe compte {people} au plus{NARROW}: un seul résultat fait varier "
        f"un taux d’au moins {swing(sheet.capacity)}."
    )


def trend(rates: Sequence[KeyFigure]) -> str:
    """The chart of pass rates, in one sentence."""
    return listed(f"{number(row.value)}{NARROW}% en {row.year}" for row in rates)


def inserjeunes(sheet: Sheet) -> str:
    """The page of official results: it counts apprentices and pupils, not those of a short course.

    Empty where there is none, or where it says nothing of this programme.
    """
    return sheet.centre.inserjeunes_url if sheet.profile.by_year else ""
