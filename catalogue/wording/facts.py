"""The large numbers of the duration, and what one asks first in a line each."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from programmes import brief, rhythms
from programmes.costs import costs
from programmes.sheet import Sheet
from programmes.typography import NARROW, count, number, typeset
from programmes.vocabulary import RequirementKind, RhythmKind

from .duration import months

# What fits in a narrow column.
SHORT: Final = 90


@dataclass(frozen=True, slots=True)
class Figure:
    """A large number and what it counts."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of facts; an empty text is a missing mention, an anchor leads to a section.

    `field`: the path in the sheet of what fills the line in, whatever the line is called.
    `absent`: what is said in place of an empty text; without it there is no line.
    """

    label: str
    text: str
    field: str
    anchor: str = ""
    absent: str | None = "non communiqué"


def headline(sheet: Sheet) -> tuple[Figure, ...]:
    """Hours, length, days, places; an unknown one is left out."""
    figures = []
    if sheet.hours:
        figures.append(Figure(f"{number(sheet.hours)}{NARROW}h", "durée de la formation"))
    elif sheet.training_days:
        figures.append(Figure(count(sheet.training_days, "jour"), "durée de la formation"))
    if sheet.length:
        figures.append(Figure(brief.length(sheet), months(sheet) or "du début à la fin"))
    if days := _days_a_week(sheet):
        figures.append(Figure(days, "par semaine au centre"))
    if sheet.capacity:
        places = "places" if sheet.capacity > 1 else "place"
        figures.append(Figure(number(sheet.capacity), f"{places} au maximum"))
    return tuple(figures)


def _days_a_week(sheet: Sheet) -> str:
    """« 2 jours », « 2 soirs »; empty where not every week has them."""
    days = len(sheet.training_weekdays)
    if not days or brief.is_within_a_week(sheet) or rhythms.cycle(sheet):
        return ""
    if sheet.rhythm_kind is RhythmKind.EVENINGS:
        return count(days, "soir")
    return count(days, "jour") if sheet.rhythm_kind in rhythms.EVERY_WEEK else ""


def summary(sheet: Sheet, today: date) -> tuple[Fact, ...]:
    """What one asks first, a line each, for a comparison."""
    return (
        _prerequisites(sheet),
        _cost(sheet, today),
        Fact("Délai d’accès", typeset(sheet.access_delay), "access_delay"),
    )


def _prerequisites(sheet: Sheet) -> Fact:
    rows = [row for row in sheet.requirements if row.kind is RequirementKind.PREREQUISITE]
    text = " ".join(row.text for row in rows)
    if len(text) > SHORT:
        return Fact("Prérequis", "voir Admission", "requirements", anchor="admission")
    return Fact("Prérequis", typeset(text), "requirements", absent="non communiqués")


def _cost(sheet: Sheet, today: date) -> Fact:
    """For each public, where the price lines name them.

    “Aucun reste à charge” holds for people under a contract only: it says so each time.
    """
    if said := costs(sheet, SHORT, today):
        return Fact("Coût", said, "funding_options", anchor="financement")
    contracts = [row for row in sheet.funding_options if row.scheme.is_work_study]
    if contracts and all(row.remaining_cost == 0 for row in contracts):
        free = "aucun reste à charge sous contrat en alternance"
        return Fact("Coût", free, "funding_options")
    if sheet.funding_options:
        return Fact("Coût", "voir Financement", "funding_options", anchor="financement")
    return Fact("Coût", "", "funding_options")
