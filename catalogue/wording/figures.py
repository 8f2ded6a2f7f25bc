"""The key figures: what they count, on whom, and how far they can be trusted."""

from collections.abc import Sequence
from typing import Final

from programmes import brief
from programmes.head_counts import SMALL, is_possible, nearest, one_less_and_more
from programmes.series import Series
from programmes.sheet import KeyFigure, Sheet
from programmes.typography import (
    NARROW,
    WIDE,
    capitalized,
    count,
    listed,
    lowered,
    number,
    scaled,
    typeset,
)
from programmes.vocabulary import FigureKind, Public, Scale

# Of unknown size, a year group of this capacity is a small one.
SMALL_CAPACITY: Final = 30

# « {at} » is « à l’examen », « {passed} » « réussi » as it agrees; « {last} » whom one counts;
# « {later} » is « six mois après ».
_MEANINGS: Final = {
    FigureKind.PASS: "Part des candidats présents {at} qui l’ont {passed}.",
    FigureKind.PRESENTATION: "Part des inscrits {last} qui se sont présentés {at}.",
    FigureKind.FURTHER_STUDY: "Part des apprenants {last} qui continuent leurs études.",
    FigureKind.EMPLOYMENT: "Part des personnes en emploi {later} la formation.",
    FigureKind.BREACH: "Part des contrats en alternance rompus avant leur terme.",
    FigureKind.DROP_OUT: "Part des apprenants qui ont quitté la formation avant sa fin.",
    FigureKind.SATISFACTION: "Part des apprenants interrogés qui se disent satisfaits.",
    FigureKind.ADDED_VALUE: (
        "Écart, en points, entre le résultat du centre et celui que l’on attend "
        "au vu du profil de ses apprenants."
    ),
}
_CAUTIONS: Final = {
    FigureKind.EMPLOYMENT: (
        "Rapportée à tous les apprenants {last} ou aux seuls sortants, elle ne dit pas la même "
        "chose : deux taux calculés sur des bases différentes ne se comparent pas."
    ),
    FigureKind.BREACH: "L’apprenant a pu rester en formation ou signer un autre contrat.",
}


def figure_label(figure: KeyFigure, sheet: Sheet) -> str:
    """« Réussite à l’examen », « Insertion à 12 mois »."""
    return sheet.profile.figure(figure.kind, figure.horizon)


def definition(figure: KeyFigure, sheet: Sheet) -> str:
    """What such a figure counts, and how far it can be compared."""
    return " ".join(filter(None, (meaning(figure, sheet), caution(figure, sheet))))


def meaning(figure: KeyFigure, sheet: Sheet) -> str:
    """What it counts, in one sentence."""
    if figure.kind is FigureKind.SATISFACTION and figure.scale is not Scale.PERCENT:
        return _definition_of_marks(figure.scale)
    return _worded(_MEANINGS[figure.kind], figure, sheet)


def caution(figure: KeyFigure, sheet: Sheet) -> str:
    """What one may not read into it; mostly nothing."""
    return _worded(_CAUTIONS.get(figure.kind, ""), figure, sheet)


def cautions(sheet: Sheet) -> list[tuple[str, str]]:
    """Each once, with the figure that it is about."""
    rows = ((figure_label(row, sheet), caution(row, sheet)) for row in sheet.key_figures)
    return list(dict.fromkeys(pair for pair in rows if pair[1]))


def _worded(text: str, figure: KeyFigure, sheet: Sheet) -> str:
    """Only what lasts years has a last one."""
    assessment = sheet.profile.assessment
    of_years = sheet.profile.says_years and not brief.is_under_a_year(sheet)
    return text.format(
        at=assessment.to,
        passed=assessment.agree("réussi"),
        last="en dernière année" if of_years else "en fin de formation",
        later=f"{figure.horizon.in_words} après" if figure.horizon else "après",
    )


def _definition_of_marks(scale: Scale) -> str:
    if scale is Scale.POINTS:
        return "Écart, en points, entre les apprenants interrogés satisfaits et les autres."
    return f"Note moyenne donnée par les apprenants interrogés, sur {scale.highest}."


def passed(sheet: Sheet) -> str:
    """« réussite à l’examen »: what the large rate says."""
    return lowered(sheet.profile.figure(FigureKind.PASS))


def figure_value(figure: KeyFigure) -> str:
    """« 92,9 % », « 4,6/5 », « −2,5 points »; a dash where `undisclosed` says why there is none."""
    return "–" if figure.value is None else scaled(figure.value, figure.scale)


def counted_people(figure: KeyFigure) -> tuple[int, int] | None:
    """11 of 14; None where nobody says how many, or so many cannot make such a rate."""
    if not (figure.is_share and figure.n and figure.value is not None):
        return None
    value, n = figure.value, figure.n
    return (nearest(value, n), n) if is_possible(value, n) else None


def in_people(figure: KeyFigure) -> str:
    """« 11 reçus sur 14 », « 7 sur 14 »: what everybody understands; else nothing."""
    found = counted_people(figure)
    if found is None:
        return ""
    some, n = found
    if figure.kind is FigureKind.PASS:
        return f"{count(some, 'reçu')} sur{WIDE}{number(n)}"
    return f"{number(some)} sur{WIDE}{number(n)}"


def of_how_many(figure: KeyFigure) -> str:
    """« 14 candidats », « 38 réponses »; empty when unknown."""
    if not figure.n:
        return ""
    return count(figure.n, "candidat" if figure.kind is FigureKind.PASS else "réponse")


def national(figure: KeyFigure) -> str:
    """« Au niveau national : 82,3 % », where it is known."""
    if figure.national_value is None:
        return ""
    return f"Au niveau national{NARROW}: {scaled(figure.national_value, figure.scale)}"


def undisclosed(figure: KeyFigure) -> str:
    """« Non diffusé : effectif inférieur à 20 »."""
    return f"Non diffusé{NARROW}: {typeset(figure.undisclosed)}" if figure.value is None else ""


def group_of(figure: KeyFigure) -> str:
    """« candidats libres, site de Pau »; of which part, where it is a partial result."""
    everybody = "tous publics" if figure.public is Public.ALL else ""
    public = everybody or (figure.public.label if figure.public else "")
    return ", ".join(filter(None, (public, typeset(figure.group), typeset(figure.scope))))


def counted(figure: KeyFigure) -> str:
    """What is known of whom a figure counts: « 2024, promotion 2022-2024, 11 reçus sur 14 »."""
    known = [str(figure.year)] if figure.year else []
    if figure.cohort:
        known.append(typeset(figure.cohort))
    if figure.n:
        known.append(in_people(figure) or f"effectif{NARROW}: {number(figure.n)}")
    if figure.is_partial:
        known.append("résultat partiel")
    if figure.origin:
        known.append(figure.origin.label)
    return capitalized(", ".join(known))


def uncounted(figure: KeyFigure) -> str:
    """What is not: « Année et effectif non communiqués »; of an undisclosed one, the year alone."""
    has_n = figure.n or figure.value is None
    if figure.year or figure.cohort:
        return "" if has_n else "Effectif non communiqué"
    return "Année non communiquée" if has_n else "Année et effectif non communiqués"


def figures_unsaid(sheet: Sheet) -> list[tuple[str, str]]:
    """What figures do not say, each with the field that would say it: of all, or of some."""
    rows = sheet.key_figures
    lacking = {
        "année": ("year", [row for row in rows if not (row.year or row.cohort)]),
        "effectif": ("n", [row for row in rows if not row.n and row.value is not None]),
        "source": ("source", [row for row in rows if not (row.source or row.url)]),
    }
    return [
        (
            f"{said}{'' if len(some) == len(rows) else ' de certains chiffres'}",
            f"key_figures.{name}",
        )
        for said, (name, some) in lacking.items()
        if some
    ]


def swing(n: int) -> str:
    """By how much a single result moves a rate over n people."""
    return count(100 // n, "point") if n <= 100 else ""


def small_cohort(figure: KeyFigure, sheet: Sheet) -> str:
    """On few people, what one more or less would make of the rate; else nothing."""
    if not _is_small(figure) or figure.value is None or not figure.n:
        return ""
    if not is_possible(figure.value, figure.n):
        return (
            f"Petit effectif{NARROW}: un seul résultat fait varier ce taux "
            f"d’au moins {swing(figure.n)}."
        )
    less, more = one_less_and_more(figure.value, figure.n)
    ways = [way for way, rate in (("de plus", more), ("de moins", less)) if rate is not None]
    rates = " ou ".join(str(rate) for rate in (less, more) if rate is not None)
    return f"Petit effectif. {_one(figure, sheet)} {' ou '.join(ways)}{NARROW}: {rates}{NARROW}%."


def small_cohorts(series: Series, sheet: Sheet) -> str:
    """The same of the newest year; of the years before, which they are."""
    former = [row for row in series.rows[:-1] if _is_small(row)]
    told = [small_cohort(series.latest, sheet)]
    if former:
        also = " aussi" if told[0] else ""
        plural = len(former) > 1
        told.append(
            f"Petit{'s' if plural else ''} effectif{'s' if plural else ''}{also} en "
            f"{listed(f'{row.year} ({row.n})' for row in former)}{NARROW}: un seul résultat fait "
            f"varier {'ces taux' if plural else 'ce taux'} d’au moins "
            f"{swing(max(row.n or 0 for row in former))}."
        )
    return " ".join(filter(None, told))


def _is_small(figure: KeyFigure) -> bool:
    return figure.is_share and figure.n is not None and figure.n < SMALL


def _one(figure: KeyFigure, sheet: Sheet) -> str:
    """Of what it counts, and of whom."""
    if figure.kind is FigureKind.BREACH:
        return "Un contrat"
    return "Un élève" if sheet.profile.by_year else "Une personne"


def small_capacity(sheet: Sheet) -> str:
    """The plain warning for rates of unknown cohort where groups are small, else nothing."""
    unknown = any(row.n is None and row.is_share for row in sheet.key_figures)
    if not (unknown and sheet.capacity and sheet.capacity <= SMALL_CAPACITY):
        return ""
    people = "une personne" if sheet.capacity == 1 else f"{sheet.capacity} personnes"
    return (
        f"Le groupe compte {people} au plus{NARROW}: un seul résultat fait varier "
        f"un taux d’au moins {swing(sheet.capacity)}."
    )


def trend(rates: Sequence[KeyFigure]) -> str:
    """The chart of pass rates, in one sentence."""
    return listed(f"{figure_value(row)} en {row.year}" for row in rates)


def untold(rates: Sequence[KeyFigure], charted: int) -> list[KeyFigure]:
    """Of pass rates before the last, the newest first: what a chart of so many leaves unsaid.

    The chart gives the year, the rate and the number of people of each; what stands beside it says
    who vouches for the last one.
    """
    newest_first = list(reversed(rates))
    return [
        row
        for place, row in enumerate(newest_first)
        if place >= charted
        or (place and (row.cohort or row.national_value is not None))
        or row.origin not in (None, newest_first[0].origin)
    ]


def inserjeunes(sheet: Sheet) -> str:
    """The page of official results: it counts apprentices and pupils, not those of a short course.

    Empty where there is none, or where it says nothing of this programme.
    """
    return sheet.centre.inserjeunes_url if sheet.profile.by_year else ""
