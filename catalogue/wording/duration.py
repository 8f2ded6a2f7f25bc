"""How long one learns, and on which days."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Final

from programmes import brief, rhythms
from programmes.sheet import Sheet
from programmes.typography import NARROW, capitalized, count, elided, listed
from programmes.vocabulary import LengthUnit, Month, Weekday, WorkStudy

from .sessions import on_offer


def months(sheet: Sheet) -> str:
    """« de septembre à juin », « jusqu’en juin »."""
    if not sheet.start_month:
        return f"jusqu’en {sheet.end_month.label}" if sheet.end_month else ""
    if not sheet.end_month:
        return f"à partir {elided('de', sheet.start_month.label)}"
    return f"{elided('de', sheet.start_month.label)} à {sheet.end_month.label}"


def school_years(sheet: Sheet, today: date) -> str:
    """« de septembre 2027 à juin 2029 »; « de l’année N » as long as no session is known."""
    if not months(sheet):
        return _of_next_session(sheet, today) if sheet.profile.by_year else ""
    years = sheet.length if sheet.length_unit is LengthUnit.YEARS else None
    if not (sheet.start_month and sheet.end_month and years):
        return months(sheet)
    later = years if sheet.end_month < sheet.start_month else years - 1
    for session in on_offer(sheet, today):
        if session.starts_on.month == sheet.start_month:
            first, last = session.starts_on.year, session.ends_on
            is_known = last is not None and last.month == sheet.end_month
            return _between(
                sheet.start_month,
                first,
                sheet.end_month,
                last.year if last and is_known else first + later,
            )
    start = elided("de", sheet.start_month.label)
    if not later:
        return f"{start} à {sheet.end_month.label} de la même année"
    end = f"{sheet.end_month.label} de l’année N{NARROW}+{NARROW}{later}"
    return f"{start} de l’année N à {end}"


def _of_next_session(sheet: Sheet, today: date) -> str:
    for session in on_offer(sheet, today):
        if ends := session.ends_on:
            start = session.starts_on
            return _between(Month(start.month), start.year, Month(ends.month), ends.year)
    return ""


def _between(start: Month, first: int, end: Month, last: int) -> str:
    if first != last:
        return f"{elided('de', start.label)} {first} à {end.label} {last}"
    if start is end:
        return f"{start.label} {first}"
    return f"{elided('de', start.label)} à {end.label} {first}"


def length(sheet: Sheet) -> str:
    """« 1 350 heures, soit 169 jours, sur 2 ans »; « 14 heures, soit 2 jours »."""
    days = count(sheet.training_days, "jour") if sheet.training_days else ""
    whole = brief.length(sheet)
    parts = [count(sheet.hours, "heure")] if sheet.hours else []
    if days:
        parts.append(("soit " if parts else "") + days)
    if whole and whole != days:
        parts.append(("sur " if parts else "") + whole)
    return ", ".join(parts)


def rhythm(sheet: Sheet) -> str:
    """« 2 jours par semaine au centre (lundi et mardi) »; else what its sessions say."""
    if rhythms.is_stated(sheet):
        return rhythms.whole(sheet, is_within_a_week=brief.is_within_a_week(sheet))
    return brief.rhythm_of_sessions(sheet)


def mode(sheet: Sheet) -> str:
    """« en présentiel »; where the programme states none, that of its sessions."""
    if len(brief.modes_of_sessions(sheet)) > 1 and not sheet.delivery_mode:
        return f"selon la {sheet.profile.start.text}"
    return only_mode(sheet)


def only_mode(sheet: Sheet) -> str:
    """Where it is one, whatever the session."""
    found = brief.mode(sheet)
    return str(found.label) if found else ""


def work_study_badge(sheet: Sheet) -> str:
    """« En alternance », where it can be or must be followed so."""
    if not sheet.is_work_study:
        return ""
    is_required = sheet.work_study is WorkStudy.REQUIRED
    return "En alternance uniquement" if is_required else "En alternance"


def in_company(sheet: Sheet) -> str:
    """« 16 semaines »; empty when unknown."""
    weeks = sheet.company_weeks if sheet.profile.has("company_weeks") else None
    return count(weeks, "semaine") if weeks else ""


def group_size(sheet: Sheet) -> str:
    """« 25 personnes au plus »; empty when unknown."""
    return f"{count(sheet.capacity, 'personne')} au plus" if sheet.capacity else ""


def weekdays(days: Iterable[Weekday]) -> str:
    return listed(day.label for day in days)


# Weeks, as many as a bar has days: beyond, words alone.
_DRAWN: Final = 7
_ELSEWHERE: Final[dict[WorkStudy | None, str]] = {
    WorkStudy.REQUIRED: "en entreprise",
    WorkStudy.POSSIBLE: "en entreprise, pour les alternants",
}


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days that follow one another in the same place, or weeks."""

    at_centre: bool
    days: int
    label: str
    where: str


def week(sheet: Sheet) -> tuple[Stretch, ...]:
    """The week cut into stretches, from Monday to Friday, or to the last day taught.

    Or the weeks that come round again, where their number is known. Nothing where no week is like
    another, or the whole is over within one.
    """
    here, away = sheet.cycle_at_centre, sheet.cycle_in_company
    if here and away and here + away <= _DRAWN:
        return (
            Stretch(True, here, capitalized(count(here, "semaine")), "au centre"),
            Stretch(False, away, capitalized(count(away, "semaine")), "en entreprise"),
        )
    taught = set(sheet.training_weekdays)
    every_week = sheet.rhythm_kind in rhythms.EVERY_WEEK and not rhythms.cycle(sheet)
    if not (taught and every_week) or brief.is_within_a_week(sheet):
        return ()
    elsewhere = _ELSEWHERE.get(sheet.work_study, "hors du centre")
    stretches = []
    for at_centre, group in groupby(
        range(1, max({Weekday.FRIDAY, *taught}) + 1), key=lambda day: day in taught
    ):
        days = [Weekday(day).label for day in group]
        label = listed(days) if len(days) < 3 else f"{days[0]} à {days[-1]}"
        where = "au centre" if at_centre else elsewhere
        stretches.append(Stretch(at_centre, len(days), capitalized(label), where))
    return tuple(stretches)
