"""What an edition keeps beside its sheet, so that cards, filters and search never open one."""

from typing import Any

from django.utils.text import slugify

from .sheet import Sheet
from .text import fold


def rhythm_in_brief(sheet: Sheet) -> str:
    """« 2 jours par semaine », or the free text when no weekday is fixed."""
    days = len(sheet.training_weekdays)
    if not days:
        return sheet.rhythm
    return f"{days} jour{'s' if days > 1 else ''} par semaine"


def search_text(sheet: Sheet) -> str:
    """Everything a search may find, folded: titles, objectives, occupations, official codes."""
    words = [
        sheet.short_title,
        sheet.full_title,
        sheet.lead,
        sheet.rncp_code and f"RNCP{sheet.rncp_code} {sheet.rncp_code}",
        sheet.diploma_kind.label if sheet.diploma_kind else "",
        *(objective.text for objective in sheet.objectives),
        *(bloc.title for bloc in sheet.blocs),
        *(f"{row.title} {row.family} {row.rome_label}" for row in sheet.occupations),
        *(row.rome_code for row in sheet.occupations),
    ]
    return fold(" \n ".join(filter(None, words)))


def _lines(options: dict[str, str]) -> str:
    """`code|label` lines between newlines: LIKE '%\ncode|%' finds a code and no part of one."""
    lines = [f"{code}|{' '.join(label.splitlines())}" for code, label in options.items()]
    return "\n" + "\n".join(lines) + "\n" if lines else ""


def options(lines: str) -> dict[str, str]:
    """Code → label, from such lines."""
    return dict(line.split("|", 1) for line in lines.splitlines() if "|" in line)


def _sites(sheet: Sheet) -> dict[str, str]:
    """Where the programme starts; failing any intake with a site, where its centre teaches."""
    named = [intake.site for intake in sheet.intakes if intake.site]
    names = named or [site.name for site in sheet.centre.sites]
    return {slugify(name) or "lieu": name for name in names}


def columns(sheet: Sheet) -> dict[str, Any]:
    """Edition column → value. Pure: the same sheet always gives the same columns."""
    latest = sheet.pass_rates[-1] if sheet.pass_rates else None
    return {
        "slug": sheet.slug,
        "short_title": sheet.short_title,
        "full_title": sheet.full_title,
        "lead": sheet.lead,
        "level": sheet.level,
        "diploma_kind": sheet.diploma_kind or "",
        "hours": sheet.hours,
        "rhythm": rhythm_in_brief(sheet),
        "delivery_mode": sheet.delivery_mode or "",
        "start_month": sheet.start_month,
        "intake_starts": [intake.starts_on.isoformat() for intake in sheet.intakes],
        "pass_rate": latest.value if latest else None,
        "pass_rate_year": latest.year if latest else None,
        "pass_rate_n": latest.n if latest else None,
        "funding": _lines({row.scheme.code: row.scheme.name for row in sheet.funding_options}),
        "sites": _lines(_sites(sheet)),
        # Folding may lengthen a text (ﬃ → ffi), and PostgreSQL refuses one that is too long.
        "sort_key": fold(f"{sheet.short_title} {sheet.full_title}")[:400],
        "search_text": search_text(sheet),
    }
