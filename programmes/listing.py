"""What an edition keeps beside its sheet, so that cards, filters and search never open one."""

from datetime import date, timedelta
from typing import Any, Final

from django.utils.text import slugify

from . import brief, fields, findable, series, sessions
from .costs import Cost, who_pays
from .sheet import Sheet
from .text import fold
from .typography import count

# Raised whenever a rule below changes: published editions are then derived again.
VERSION: Final = 5

# What a card has room for, beside the amount.
_ROOM_FOR_COSTS: Final = 60


def _length_or_days(sheet: Sheet) -> str:
    """How long it lasts, or else how many days are taught."""
    return brief.length(sheet) or (
        count(sheet.training_days, "jour") if sheet.training_days else ""
    )


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
        "modes_vary": sheet.delivery_mode is None and len(brief.modes_of_sessions(sheet)) > 1,
    }


def _costs(sheet: Sheet) -> list[dict[str, str]]:
    """What one pays, from each day on which that changes: a session's price goes with it."""
    priced = {row.intake for row in sheet.funding_options}
    days = {
        day + timedelta(1)
        for row in sheet.intakes
        if row.name in priced
        for day in (row.starts_on, row.ends_on, row.applications_close_on)
        if day
    }
    said: list[dict[str, str]] = []
    for day in (date.min, *sorted(days)):
        cost = who_pays(sheet, _ROOM_FOR_COSTS, day)
        told = {"lead": cost.lead, "text": cost.text, "brief": cost.brief}
        if not said or told != {name: said[-1][name] for name in told}:
            said.append({"from": day.isoformat(), **told})
    return said


def cost_on(costs: list[dict[str, str]], day: date) -> Cost:
    """What it costs on that day, as an edition keeps it: empty where unknown."""
    begun = [one for one in costs if one["from"] <= day.isoformat()]
    said = begun[-1] if begun else {"lead": "", "text": "", "brief": ""}
    return Cost(said["lead"], said["text"], False, said["brief"])


def columns(sheet: Sheet) -> dict[str, Any]:
    """Edition column → value. Pure: the same sheet always gives the same columns."""
    pass_rates = series.leading(sheet)
    latest = pass_rates.latest if pass_rates else None
    shelf = fields.shelf(sheet)
    return {
        "slug": sheet.slug,
        "short_title": sheet.short_title,
        "full_title": sheet.full_title,
        "lead": sheet.lead,
        "field_of_study": _lines({fields.key(shelf): shelf} if shelf else {}),
        "level": sheet.level if sheet.profile.has("level") else None,
        "kind": sheet.kind or "",
        "registry": sheet.registry or "",
        "badge": brief.badge(sheet),
        "is_work_study": sheet.is_work_study,
        "hours": sheet.hours,
        "length": _length_or_days(sheet),
        "rhythm": brief.rhythm_in_brief(sheet),
        "delivery_mode": brief.mode(sheet) or "",
        "start_month": sheet.start_month,
        "starts": _starts(sheet),
        "pass_rate": latest.value if latest else None,
        "pass_rate_year": latest.year if latest else None,
        "pass_rate_n": latest.n if latest else None,
        "funding": _lines({row.scheme.code: row.scheme.name for row in sheet.funding_options}),
        "costs": _costs(sheet),
        "towns": "\n".join(brief.towns(sheet)),
        "sites": _lines(_sites(sheet)),
        "centre": _lines({centre_key(sheet.centre.name): sheet.centre.name}),
        # Folding may lengthen a text (ﬃ → ffi), and PostgreSQL refuses one that is too long.
        "sort_key": fold(f"{sheet.short_title} {sheet.full_title}")[:400],
        "search_text": findable.column(sheet),
        "registered_until": sheet.registration_ends_on,
        "dated_until": dated_until(sheet),
        "derived_version": VERSION,
    }
