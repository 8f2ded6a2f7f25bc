"""What a sheet says in words: short French phrases and small groupings that pages share.

Pure: a sheet (and where needed the day) in, frozen records or text out. No markup.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Final

from django.utils.text import slugify

from programmes.sheet import (
    Bloc,
    Centre,
    ExamUnit,
    FundingOption,
    Intake,
    KeyFigure,
    Objective,
    Sheet,
)
from programmes.typography import (
    NARROW,
    capitalized,
    count,
    elided,
    euros,
    listed,
    long_date,
    number,
    typeset,
)
from programmes.vocabulary import (
    DiplomaKind,
    IntakeState,
    Level,
    Month,
    ObjectiveLevel,
    RequirementKind,
    UnitGroup,
    Weekday,
)

# InserJeunes publishes nothing below it: a single result then moves a rate by 5 points or more.
SMALL_COHORT = 20
# Of unknown size, a year group of this capacity is a small one.
SMALL_CAPACITY = 30
# What fits in the narrow column beside the text.
SHORT = 90


@dataclass(frozen=True, slots=True)
class Figure:
    """A large number and what it counts."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of the summary; an empty text is a missing mention, an anchor leads to a section.

    `field`: the path in the sheet of what fills the line in, whatever the line is called.
    """

    label: str
    text: str
    field: str
    anchor: str = ""
    absent: str = "non communiqué"


def headline(sheet: Sheet) -> tuple[Figure, ...]:
    """The four figures that one looks for first; an unknown one is left out."""
    figures = []
    if sheet.hours:
        figures.append(Figure(f"{number(sheet.hours)}{NARROW}h", "durée de la formation"))
    elif sheet.training_days:
        figures.append(Figure(count(sheet.training_days, "jour"), "durée de la formation"))
    if sheet.years:
        figures.append(Figure(count(sheet.years, "an"), months(sheet) or "du début à la fin"))
    if sheet.training_weekdays:
        figures.append(Figure(count(len(sheet.training_weekdays), "jour"), "par semaine au centre"))
    if sheet.capacity:
        places = "places" if sheet.capacity > 1 else "place"
        figures.append(Figure(number(sheet.capacity), f"{places} au maximum"))
    return tuple(figures)


def summary(sheet: Sheet, today: date) -> tuple[Fact, ...]:
    """The facts beside the text; those that a centre must publish stay there when missing."""
    starts = [intake.starts_on for intake in sheet.intakes]
    start = next_start(starts, sheet.start_month, today)
    facts = [Fact("Rentrée", start, "intakes", absent="non communiquée")]
    if not (sheet.hours or sheet.training_days or sheet.years):
        facts.append(Fact("Durée", "", "hours", absent="non communiquée"))
    if sheet.training_weekdays:
        facts.append(Fact("Jours", weekdays(sheet.training_weekdays), "training_weekdays"))
    facts.append(_prerequisites(sheet))
    facts.append(_cost(sheet))
    facts.append(Fact("Délai d’accès", typeset(sheet.access_delay), "access_delay"))
    return tuple(facts)


def _prerequisites(sheet: Sheet) -> Fact:
    rows = [row for row in sheet.requirements if row.kind is RequirementKind.PREREQUISITE]
    text = " ".join(row.text for row in rows)
    if len(text) > SHORT:
        return Fact("Prérequis", "voir Admission", "requirements", anchor="admission")
    return Fact("Prérequis", typeset(text), "requirements", absent="non communiqués")


def _cost(sheet: Sheet) -> Fact:
    """“Aucun reste à charge” holds for people under a contract only: it says so each time."""
    contracts = [row for row in sheet.funding_options if row.scheme.is_work_study]
    if contracts and all(row.remaining_cost == 0 for row in contracts):
        free = "aucun reste à charge sous contrat en alternance"
        return Fact("Coût", free, "funding_options")
    if sheet.funding_options:
        return Fact("Coût", "voir Financement", "funding_options", anchor="financement")
    return Fact("Coût", "", "funding_options")


def months(sheet: Sheet) -> str:
    """« de septembre à juin »."""
    if not sheet.start_month:
        return ""
    if not sheet.end_month:
        return f"à partir {elided('de', sheet.start_month.label)}"
    return f"{elided('de', sheet.start_month.label)} à {sheet.end_month.label}"


def school_years(sheet: Sheet) -> str:
    """« de septembre de l’année N à juin de l’année N + 2 »."""
    if not (sheet.start_month and sheet.end_month and sheet.years):
        return months(sheet)
    later = sheet.years if sheet.end_month < sheet.start_month else sheet.years - 1
    start = elided("de", sheet.start_month.label)
    if not later:
        return f"{start} à {sheet.end_month.label} de la même année"
    end = f"{sheet.end_month.label} de l’année N{NARROW}+{NARROW}{later}"
    return f"{start} de l’année N à {end}"


def length(sheet: Sheet) -> str:
    """« 1 350 h, soit 169 jours, sur 2 ans »."""
    parts = [count(sheet.hours, "heure")] if sheet.hours else []
    if sheet.training_days:
        parts.append(("soit " if parts else "") + count(sheet.training_days, "jour"))
    if sheet.years:
        parts.append(("sur " if parts else "") + count(sheet.years, "an"))
    return ", ".join(parts)


def weekdays(days: Iterable[Weekday]) -> str:
    return listed(day.label for day in days)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days that follow one another in the same place."""

    at_centre: bool
    days: int
    label: str


def week(sheet: Sheet) -> tuple[Stretch, ...]:
    """The week cut into stretches, from Monday to Friday, or to the last day taught."""
    taught = set(sheet.training_weekdays)
    last = max({Weekday.FRIDAY, *taught})
    stretches = []
    for at_centre, group in groupby(range(1, last + 1), key=lambda day: day in taught):
        days = [Weekday(day).label for day in group]
        label = listed(days) if len(days) < 3 else f"{days[0]} à {days[-1]}"
        stretches.append(Stretch(at_centre, len(days), capitalized(label)))
    return tuple(stretches)


def upcoming(sheet: Sheet, today: date) -> tuple[Intake, ...]:
    """Intakes that one can still join: those that have not started."""
    return tuple(sorted((i for i in sheet.intakes if i.starts_on >= today), key=_start))


def _start(intake: Intake) -> date:
    return intake.starts_on


def next_start(starts: Iterable[date], month: int | None, today: date) -> str:
    """« 7 septembre 2027 », « septembre, dates à venir »; empty when nothing is known.

    What cards and pages share: the dates on which a programme starts, and its usual month.
    """
    coming = sorted(start for start in starts if start >= today)
    if coming:
        return long_date(coming[0])
    return f"{Month(month).label}, dates à venir" if month else ""


def applications(intake: Intake, today: date) -> str:
    """Where the applications stand on that day: what staff chose, unless a date says otherwise."""
    opens, closes = intake.applications_open_on, intake.applications_close_on
    if intake.state is not IntakeState.OPEN:
        return intake.state.label
    if closes and closes < today:
        return IntakeState.CLOSED.label
    until = f"jusqu’au {long_date(closes)}" if closes else ""
    if opens and opens > today:
        return f"candidatures à partir du {long_date(opens)} {until}".strip()
    return f"{intake.state.label} {until}".strip()


def unit_anchors(sheet: Sheet) -> dict[str, str]:
    """Unit code → the end of its address on the page; no two alike, whatever the codes."""
    anchors: dict[str, str] = {}
    for unit in sheet.exam_units:
        anchor = f"unite-{slugify(unit.code) or 'x'}"
        while anchor in anchors.values():
            anchor += "-2"
        anchors[unit.code] = anchor
    return anchors


def assessing(sheet: Sheet, bloc: Bloc) -> tuple[ExamUnit, ...]:
    return tuple(unit for unit in sheet.exam_units if unit.bloc == bloc.title)


def second_chance(sheet: Sheet) -> str:
    """What the groups of units decide in a BTS: who is let into the « épreuves de contrôle ».

    Empty for other diplomas, and where no unit or every unit is professional.
    """
    units = sheet.compulsory_units
    decisive = [unit for unit in units if unit.group is UnitGroup.PROFESSIONAL]
    if sheet.diploma_kind is not DiplomaKind.BTS or len(decisive) in (0, len(units)):
        return ""
    codes = listed(unit.code for unit in decisive if unit.code)
    return (
        "De 8 à moins de 10, des épreuves de contrôle sont possibles avec au moins 10 de moyenne "
        f"aux unités professionnelles{f' ({codes})' if codes else ''}."
    )


def academy(centre: Centre) -> str:
    """« académie de Bordeaux », « académie d’Amiens »; empty when unknown."""
    return f"académie {elided('de', centre.academy)}" if centre.academy else ""


@dataclass(frozen=True, slots=True)
class Heading:
    """An objective with the details that follow it."""

    objective: Objective
    details: tuple[Objective, ...]


def nested(objectives: Sequence[Objective]) -> tuple[Heading, ...]:
    """Details under their objective; a detail that follows none stands alone."""
    headings: list[Heading] = []
    for objective in objectives:
        if objective.level is ObjectiveLevel.DETAIL and headings:
            above = headings[-1]
            headings[-1] = Heading(above.objective, (*above.details, objective))
        else:
            headings.append(Heading(objective, ()))
    return tuple(headings)


@dataclass(frozen=True, slots=True)
class Funding:
    """Ways to pay: those of which something is known, and those named only."""

    stated: tuple[FundingOption, ...]
    silent: tuple[FundingOption, ...]


def funding(sheet: Sheet) -> Funding:
    stated = [
        option
        for option in sheet.funding_options
        if option.yearly_price is not None or option.remaining_cost is not None
    ]
    silent = [option for option in sheet.funding_options if option not in stated]
    return Funding(tuple(stated), tuple(silent))


def remaining_cost(option: FundingOption) -> str:
    """« aucun reste à charge pour la personne sous ce contrat »; empty when unknown."""
    if option.remaining_cost is None:
        return ""
    whom = " pour la personne sous ce contrat" if option.scheme.is_work_study else ""
    if option.remaining_cost == 0:
        return f"aucun reste à charge{whom}"
    return f"reste à charge{whom}{NARROW}: {euros(option.remaining_cost)} par an"


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


def missing_identity(centre: Centre) -> str:
    """What the centre must say of itself and does not: « SIRET et … : non communiqués. »"""
    labels = list(_unsaid(centre).values())
    if not labels:
        return ""
    feminine = all(label.startswith(("raison", "déclaration")) for label in labels)
    ending = ("e" if feminine else "") + ("s" if len(labels) > 1 else "")
    return f"{capitalized(listed(labels))}{NARROW}: non communiqué{ending}."


def first_missing(centre: Centre) -> str:
    """The path in the sheet of the first mention that `missing_identity` names; empty if none."""
    return next((f"centre.{name}" for name in _unsaid(centre)), "")


IDENTITY: Final = {
    "legal_name": "raison sociale",
    "siret": "SIRET",
    "nda": "déclaration d’activité (NDA)",
    "qualiopi_number": "certificat Qualiopi",
}


def _unsaid(centre: Centre) -> dict[str, str]:
    return {name: label for name, label in IDENTITY.items() if not getattr(centre, name)}


def level_in_brief(level: int) -> str:
    """« bac + 2 », « CAP », « niveau 2 »: what stands in brackets, or else the level itself."""
    label = Level(level).label
    _, bracket, brief = label.rstrip(")").partition("(")
    return typeset(brief if bracket else label.lower())


def level_and_brief(level: int) -> str:
    """« 5 (bac + 2) »: for a line that says Niveau already."""
    return typeset(Level(level).label.removeprefix("Niveau "))


def level_range(lowest: int | None, highest: int | None) -> str:
    """« du CAP au bac + 5 »; empty when no level is known."""
    if lowest is None or highest is None:
        return ""
    if lowest == highest:
        brief = level_in_brief(lowest)
        return f"de {brief}" if brief.startswith("niveau") else f"de niveau {brief}"
    return f"du {level_in_brief(lowest)} au {level_in_brief(highest)}"
