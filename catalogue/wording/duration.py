"""How long one learns, on which days, and when one may start."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from programmes import listing
from programmes.sheet import Intake, Sheet
from programmes.typography import NARROW, capitalized, count, elided, listed, long_date, typeset
from programmes.vocabulary import IntakeState, LengthUnit, Month, Weekday


def months(sheet: Sheet) -> str:
    """« de septembre à juin », « jusqu’en juin »."""
    if not sheet.start_month:
        return f"jusqu’en {sheet.end_month.label}" if sheet.end_month else ""
    if not sheet.end_month:
        return f"à partir {elided('de', sheet.start_month.label)}"
    return f"{elided('de', sheet.start_month.label)} à {sheet.end_month.label}"


def school_years(sheet: Sheet) -> str:
    """« de septembre de l’année N à juin de l’année N + 2 »."""
    years = sheet.length if sheet.length_unit is LengthUnit.YEARS else None
    if not (sheet.start_month and sheet.end_month and years):
        return months(sheet)
    later = years if sheet.end_month < sheet.start_month else years - 1
    start = elided("de", sheet.start_month.label)
    if not later:
        return f"{start} à {sheet.end_month.label} de la même année"
    end = f"{sheet.end_month.label} de l’année N{NARROW}+{NARROW}{later}"
    return f"{start} de l’année N à {end}"


def length(sheet: Sheet) -> str:
    """« 1 350 heures, soit 169 jours, sur 2 ans »; « 14 heures, soit 2 jours »."""
    days = count(sheet.training_days, "jour") if sheet.training_days else ""
    whole = listing.length(sheet)
    parts = [count(sheet.hours, "heure")] if sheet.hours else []
    if days:
        parts.append(("soit " if parts else "") + days)
    if whole and whole != days:
        parts.append(("sur " if parts else "") + whole)
    return ", ".join(parts)


def rhythm(sheet: Sheet) -> str:
    """« 2 jours par semaine au centre (lundi et mardi), et quelques semaines complètes »."""
    days = weekdays(sheet.training_weekdays)
    if days and not listing.is_within_a_week(sheet):
        a_week = count(len(sheet.training_weekdays), "jour")
        days = f"{a_week} par semaine au centre ({days})"
    return ", ".join(filter(None, (days, typeset(sheet.rhythm))))


def in_company(sheet: Sheet) -> str:
    """« 16 semaines »; empty when unknown."""
    weeks = sheet.company_weeks if sheet.profile.has("company_weeks") else None
    return count(weeks, "semaine") if weeks else ""


def weekdays(days: Iterable[Weekday]) -> str:
    return listed(day.label for day in days)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days that follow one another in the same place."""

    at_centre: bool
    days: int
    label: str
    where: str


def week(sheet: Sheet) -> tuple[Stretch, ...]:
    """The week cut into stretches, from Monday to Friday, or to the last day taught.

    Nothing where no week is like another, or the whole is over within one.
    """
    taught = set(sheet.training_weekdays)
    if not taught or listing.is_within_a_week(sheet):
        return ()
    elsewhere = "en entreprise, pour les alternants" if sheet.is_work_study else "hors du centre"
    stretches = []
    for at_centre, group in groupby(
        range(1, max({Weekday.FRIDAY, *taught}) + 1), key=lambda day: day in taught
    ):
        days = [Weekday(day).label for day in group]
        label = listed(days) if len(days) < 3 else f"{days[0]} à {days[-1]}"
        where = "au centre" if at_centre else elsewhere
        stretches.append(Stretch(at_centre, len(days), capitalized(label), where))
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
