"""What an edition keeps beside its sheet, so that cards, filters and search never open one."""

from datetime import date
from typing import Any, Final

from django.utils.text import slugify

from . import findable, rhythms, series, sessions
from .sheet import Sheet
from .text import fold
from .typography import count
from .vocabulary import DeliveryMode, LengthUnit

# Raised whenever a rule below changes: published editions are then derived again.
VERSION: Final = 4

_A_YEAR: Final = {LengthUnit.DAYS: 365, LengthUnit.WEEKS: 52, LengthUnit.MONTHS: 12}
_A_WEEK: Final = {LengthUnit.DAYS: 7, LengthUnit.WEEKS: 1}


def is_under_a_year(sheet: Sheet) -> bool:
    unit = sheet.length_unit
    return unit in _A_YEAR and sheet.length is not None and sheet.length < _A_YEAR[unit]


def is_within_a_week(sheet: Sheet) -> bool:
    """Its days are then those of one week, not of each."""
    unit = sheet.length_unit
    return unit in _A_WEEK and sheet.length is not None and sheet.length <= _A_WEEK[unit]


def rhythm_in_brief(sheet: Sheet) -> str:
    """« 2 jours par semaine », or the free text when no weekday is fixed; else its sessions'."""
    if rhythms.is_stated(sheet):
        return rhythms.brief(sheet, is_within_a_week=is_within_a_week(sheet))
    return rhythm_of_sessions(sheet)


def rhythm_of_sessions(sheet: Sheet) -> str:
    """Where the programme states none: that of all its sessions, or « selon la rentrée »."""
    stated = dict.fromkeys(rhythms.brief(one) for one in sheet.intakes if rhythms.is_stated(one))
    if len(stated) > 1:
        return f"selon la {sheet.profile.start.text}"
    return next(iter(stated), "")


def modes_of_sessions(sheet: Sheet) -> tuple[DeliveryMode, ...]:
    """Each once."""
    return tuple(dict.fromkeys(one.delivery_mode for one in sheet.intakes if one.delivery_mode))


def mode(sheet: Sheet) -> DeliveryMode | None:
    """The one by which it is found: its own, or the only one that its sessions state."""
    stated = modes_of_sessions(sheet)
    return sheet.delivery_mode or (stated[0] if len(stated) == 1 else None)


def badge(sheet: Sheet) -> str:
    """« Diplôme d’État », « Titre professionnel »; what staff call it where no kind fits."""
    if sheet.kind_label and sheet.profile.is_other:
        return sheet.kind_label[:1].upper() + sheet.kind_label[1:]
    return sheet.kind.nature if sheet.kind else ""


def length(sheet: Sheet) -> str:
    """« 2 ans », « 18 mois »."""
    if sheet.length is None or sheet.length_unit is None:
        return ""
    return count(sheet.length, sheet.length_unit.word, sheet.length_unit.plural)


def _length_or_days(sheet: Sheet) -> str:
    """How long it lasts, or else how many days are taught."""
    return length(sheet) or (count(sheet.training_days, "jour") if sheet.training_days else "")


def registered_as(sheet: Sheet) -> str:
    """« RNCP38368 », « RS6289 »; empty without a code."""
    if not sheet.registry_code:
        return ""
    return sheet.registry.whole(sheet.registry_code) if sheet.registry else sheet.registry_code


def dated_until(sheet: Sheet) -> date | None:
    """The last day after which its page stays the same: until then it may change by itself."""
    days = [
        sheet.registration_ends_on,
        sheet.centre.qualiopi_expires_on,
        *(exemption.ends_on for exemption in sheet.exemptions),
        *(
            day
            for row in sheet.intakes
            for day in (row.starts_on, row.applications_open_on, row.applications_close_on)
        ),
    ]
    return max(filter(None, days), default=None)


def _lines(options: dict[str, str]) -> str:
    """`code|label` lines, each between newlines."""
    lines = [f"{code}|{' '.join(label.splitlines())}" for code, label in options.items()]
    return "\n" + "\n".join(lines) + "\n" if lines else ""


def options(lines: str) -> dict[str, str]:
    """Code → label, from such lines."""
    return dict(line.split("|", 1) for line in lines.splitlines() if "|" in line)


def _sites(sheet: Sheet) -> dict[str, str]:
    """Where its sessions take place: its centre may teach elsewhere too."""
    return {site_key(intake.site): intake.site for intake in sheet.intakes if intake.site}


def site_key(name: str) -> str:
    """In the catalogue's addresses: « campus-dagen ». No two sites of a centre may share one."""
    return slugify(name) or "lieu"


def centre_key(name: str) -> str:
    """In the catalogue's addresses: « cfa-du-nord ». No two centres may share one."""
    return slugify(name) or "centre"


def _starts(sheet: Sheet) -> dict[str, Any]:
    """When one may start, of which the card says what is true on the day it is read."""
    return {
        "permanent": sheet.permanent_entry,
        "sessions": sessions.stored(sheet.intakes),
        "modes_vary": sheet.delivery_mode is None and len(modes_of_sessions(sheet)) > 1,
    }


def columns(sheet: Sheet) -> dict[str, Any]:
    """Edition column → value. Pure: the same sheet always gives the same columns."""
    pass_rates = series.leading(sheet)
    latest = pass_rates.latest if pass_rates else None
    return {
        "slug": sheet.slug,
        "short_title": sheet.short_title,
        "full_title": sheet.full_title,
        "lead": sheet.lead,
        "level": sheet.level if sheet.profile.has("level") else None,
        "kind": sheet.kind or "",
        "registry": sheet.registry or "",
        "badge": badge(sheet),
        "is_work_study": sheet.is_work_study,
        "hours": sheet.hours,
        "length": _length_or_days(sheet),
        "rhythm": rhythm_in_brief(sheet),
        "delivery_mode": mode(sheet) or "",
        "start_month": sheet.start_month,
        "starts": _starts(sheet),
        "pass_rate": latest.value if latest else None,
        "pass_rate_year": latest.year if latest else None,
        "pass_rate_n": latest.n if latest else None,
        "funding": _lines({row.scheme.code: row.scheme.name for row in sheet.funding_options}),
        "sites": _lines(_sites(sheet)),
        "centre": _lines({centre_key(sheet.centre.name): sheet.centre.name}),
        # Folding may lengthen a text (ﬃ → ffi), and PostgreSQL refuses one that is too long.
        "sort_key": fold(f"{sheet.short_title} {sheet.full_title}")[:400],
        "search_text": findable.column(sheet),
        "registered_until": sheet.registration_ends_on,
        "dated_until": dated_until(sheet),
        "derived_version": VERSION,
    }
