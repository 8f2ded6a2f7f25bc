"""The large numbers and the facts that stand beside the text."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from programmes import listing
from programmes.sheet import Sheet
from programmes.typography import NARROW, capitalized, count, number, typeset
from programmes.vocabulary import RequirementKind

from .duration import months, next_start, weekdays
from .prices import costs

# What fits in the narrow column beside the text.
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
    """The four figures that one looks for first; an unknown one is left out."""
    figures = []
    if sheet.hours:
        figures.append(Figure(f"{number(sheet.hours)}{NARROW}h", "durée de la formation"))
    elif sheet.training_days:
        figures.append(Figure(count(sheet.training_days, "jour"), "durée de la formation"))
    if sheet.length:
        figures.append(Figure(listing.length(sheet), months(sheet) or "du début à la fin"))
    if sheet.training_weekdays and not listing.is_within_a_week(sheet):
        figures.append(Figure(count(len(sheet.training_weekdays), "jour"), "par semaine au centre"))
    if sheet.capacity:
        places = "places" if sheet.capacity > 1 else "place"
        figures.append(Figure(number(sheet.capacity), f"{places} au maximum"))
    return tuple(figures)


def summary(sheet: Sheet, today: date) -> tuple[Fact, ...]:
    """The facts beside the text; those that a centre must publish stay there when missing."""
    starts = [intake.starts_on for intake in sheet.intakes]
    start = next_start(starts, sheet.start_month, today)
    word = sheet.profile.start
    facts = [
        Fact(capitalized(word.text), start, "intakes", absent=word.agree("non communiqué")),
    ]
    if not (sheet.hours or sheet.training_days or sheet.length):
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
    """For each public, where the price lines name them.

    “Aucun reste à charge” holds for people under a contract only: it says so each time.
    """
    if said := costs(sheet, SHORT):
        return Fact("Coût", said, "funding_options", anchor="financement")
    contracts = [row for row in sheet.funding_options if row.scheme.is_work_study]
    if contracts and all(row.remaining_cost == 0 for row in contracts):
        free = "aucun reste à charge sous contrat en alternance"
        return Fact("Coût", free, "funding_options")
    if sheet.funding_options:
        return Fact("Coût", "voir Financement", "funding_options", anchor="financement")
    return Fact("Coût", "", "funding_options")
