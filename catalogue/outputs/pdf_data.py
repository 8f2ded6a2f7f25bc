"""What the paper says, as plain data: a sheet in, French texts in reading order out.

The template lays out what it is given and knows no rule of the field; this module knows no
measure. Text is cleaned before anything is decided, so that a title made of one emoji counts as
absent, and typeset once, at the very end.
"""

import io
from datetime import date
from decimal import Decimal
from typing import Any, Final

import segno

from programmes import typography as french
from programmes.sheet import Sheet

from .pdf_runs import Data, link, row, run, unknown
from .pdf_runs import address as address_run
from .pdf_sections import BODIES, rncp_url, weekdays
from .pdf_text import breakable, clean_part

# Copied as they are, never corrected like prose.
_AS_IS: Final = frozenset({"url", "svg", "address"})
_MOST_FIGURES: Final = 4
# A prerequisite up to this length stands among the key facts; a longer one in its section only.
_SHORT: Final = 110


def paper(
    sheet: Sheet, *, number: int, published_on: date, address: str, page_url: str
) -> dict[str, Any]:
    """The whole paper as JSON values."""
    sheet = clean_part(sheet)
    title = sheet.full_title or sheet.short_title or "Formation"
    acronym = sheet.short_title if sheet.full_title else ""
    return _printed(
        {
            "title": " – ".join(filter(None, (acronym, title))),
            "centre": sheet.centre.name or sheet.centre.legal_name or "Centre de formation",
            "acronym": acronym,
            "full_title": title,
            "lead": sheet.lead,
            "badges": _badges(sheet),
            "figures": _figures(sheet),
            "facts": _facts(sheet, published_on),
            "sections": [
                {
                    "name": section.name,
                    "title": section.title,
                    "body": BODIES[section.name](sheet),
                }
                for section in sheet.sections
            ],
            "running": " · ".join(filter(None, (sheet.short_title, sheet.centre.name))) or title,
            "edition": f"Édition n° {number} du {french.long_date(published_on)}",
            "check": _check(address),
            "page": address_run(_without_scheme(page_url), page_url),
            "legal": _legal(sheet),
        }
    )


def _badges(sheet: Sheet) -> list[Data]:
    badges = [run(sheet.diploma_kind.nature)] if sheet.diploma_kind else []
    if sheet.level:
        badges.append(run(sheet.level.label))
    if sheet.rncp_code:
        badges.append(link(f"RNCP {sheet.rncp_code}", rncp_url(sheet.rncp_code)))
    if sheet.is_work_study:
        badges.append(run("En alternance"))
    if sheet.delivery_mode:
        badges.append(run(french.capitalized(sheet.delivery_mode.label)))
    if sheet.blocs_separately:
        badges.append(run("Blocs validables séparément"))
    return badges


def _figures(sheet: Sheet) -> list[Data]:
    """The large figures under the title: those that are known, four at most."""
    figures: list[Data] = []

    def add(value: str, label: str) -> None:
        figures.append({"value": value, "label": label})

    if sheet.hours:
        add(f"{french.number(sheet.hours)} h", f"de formation {sheet.duration_scope}".strip())
    if sheet.years:
        add(french.count(sheet.years, "an"), _months(sheet) or "de formation")
    if sheet.training_weekdays:
        add(french.count(len(sheet.training_weekdays), "jour"), "par semaine au centre")
    elif sheet.training_days:
        add(french.count(sheet.training_days, "jour"), "de formation")
    if sheet.capacity:
        add(french.number(sheet.capacity), "places au maximum")
    if sheet.pass_rates:
        latest = sheet.pass_rates[-1]
        add(french.percent(latest.value), f"de réussite à l’examen en {latest.year}")
    return figures[:_MOST_FIGURES]


def _months(sheet: Sheet) -> str:
    if sheet.start_month and sheet.end_month:
        start, end = sheet.start_month.label, sheet.end_month.label
        return f"{french.elided('de', start)} à {end}"
    return f"rentrée en {sheet.start_month.label}" if sheet.start_month else ""


def _facts(sheet: Sheet, published_on: date) -> list[Data]:
    """What families ask first. What is not known is said, not left out."""
    facts = [
        row("Rentrée", _next_start(sheet, published_on)),
        row("Délai d’accès", run(sheet.access_delay) if sheet.access_delay else unknown()),
        row("Lieu", _places(sheet)),
    ]
    if days := weekdays(sheet):
        facts.insert(1, row("Jours au centre", run(french.capitalized(days))))
    prerequisites = [one.text for one in sheet.requirements if one.kind == "prerequisite"]
    if len(prerequisites) == 1 and 0 < len(prerequisites[0]) <= _SHORT:
        facts.append(row("Prérequis", run(prerequisites[0])))
    if cost := _cost(sheet):
        facts.append(row("Coût", cost))
    return facts


def _next_start(sheet: Sheet, published_on: date) -> Data:
    coming = sorted(one.starts_on for one in sheet.intakes if one.starts_on >= published_on)
    if coming:
        return run(f"Le {french.long_date(coming[0])}")
    return run(f"En {sheet.start_month.label}") if sheet.start_month else unknown("non communiquée")


def _places(sheet: Sheet) -> Data:
    names = [site.name for site in sheet.centre.sites if site.name]
    return run(french.listed(names)) if names else unknown()


def _cost(sheet: Sheet) -> Data | None:
    """Only what stands on the sheet, and only for those it stands for (L6352-13)."""
    free = [
        one.scheme.name
        for one in sheet.funding_options
        if one.scheme.is_work_study and one.remaining_cost == 0 and one.scheme.name
    ]
    if not free:
        return None
    schemes = french.listed([name[:1].lower() + name[1:] for name in free], "ou")
    return run(f"Aucun reste à charge pour l’alternant ({schemes})")


def _check(address: str) -> Data:
    """The QR code and the address that say whether this paper is the current one."""
    drawing = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        drawing, kind="svg", border=0, dark="#13141a", xmldecl=False, svgclass=None, lineclass=None
    )
    return {
        "svg": drawing.getvalue().decode(),
        "alt": "Code QR de l’adresse qui dit si ce papier est à jour",
        "link": address_run(_without_scheme(address), address),
    }


def _without_scheme(url: str) -> str:
    return url.partition("://")[2].rstrip("/") or url


def _legal(sheet: Sheet) -> list[str]:
    centre = sheet.centre
    known = [", ".join(dict.fromkeys(filter(None, (centre.name, centre.legal_name))))]
    missing = []
    if centre.uai:
        known.append(f"UAI {centre.uai}")
    if centre.siret:
        known.append(f"SIRET {_grouped(centre.siret)}")
    else:
        missing.append("SIRET")
    if centre.nda:
        known.append(f"Déclaration d’activité enregistrée sous le numéro {centre.nda}")
        known.append("Cet enregistrement ne vaut pas agrément de l’État")
    else:
        missing.append("déclaration d’activité")
    if centre.qualiopi_number:
        known.append(f"Certificat Qualiopi n° {centre.qualiopi_number}{_until(sheet)}")
    sentences = [f"{sentence}." for sentence in known if sentence]
    if missing:
        plural = "s" if len(missing) > 1 else ""
        sentences.append(
            f"{french.capitalized(french.listed(missing))} : non communiqué{plural}."
            if missing[0] == "SIRET"
            else "Déclaration d’activité : non communiquée."
        )
    return sentences


def _grouped(siret: str) -> str:
    """« 356 000 000 00048 », in no-break spaces."""
    return "\u202f".join(filter(None, (siret[:3], siret[3:6], siret[6:9], siret[9:])))


def _until(sheet: Sheet) -> str:
    expires_on = sheet.centre.qualiopi_expires_on
    return f", valable jusqu’au {french.long_date(expires_on)}" if expires_on else ""


def _printed(value: Any) -> Any:
    """Every text as it is printed: French typography, and no word wider than a column."""
    if isinstance(value, dict):
        return {name: one if name in _AS_IS else _printed(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_printed(one) for one in value]
    if isinstance(value, str):
        return breakable(french.typeset(value))
    return float(value) if isinstance(value, Decimal) else value
