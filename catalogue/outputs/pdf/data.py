"""What the paper says, as plain data: a sheet in, French texts in reading order out.

The template lays out what it is given and knows no rule of the field; this module knows no
measure. Text is cleaned before anything is decided, so that a title made of one emoji counts as
absent, and typeset once, at the very end.
"""

from datetime import date
from decimal import Decimal
from typing import Any, Final

from catalogue import wording
from programmes import brief
from programmes import typography as french
from programmes.sections import sections_of
from programmes.sheet import Centre, Sheet

from . import first_page
from .runs import Data, is_unknown, link, run, without_scheme
from .runs import address as address_run
from .sections import BODIES
from .text import breakable, clean_part, settable

DRAFT: Final = "Brouillon, non publié"
# Characters of each name at the foot of a page.
_RUNNING: Final = 24
# Copied as they are, never corrected like prose.
_AS_IS: Final = frozenset({"url", "svg", "address"})


def paper_data(
    sheet: Sheet, *, number: int | None, published_on: date, address: str, page_url: str
) -> dict[str, Any]:
    """The whole paper as JSON values."""
    sheet = clean_part(sheet)
    title = sheet.full_title or sheet.short_title or "Formation"
    acronym = sheet.short_title if sheet.full_title else ""
    printed: dict[str, Any] = _printed(
        {
            "title": " – ".join(filter(None, (acronym, title))),
            "centre": sheet.centre.name or sheet.centre.legal_name or "Centre de formation",
            "acronym": acronym,
            "full_title": title,
            "lead": sheet.lead,
            "badges": _badges(sheet, published_on),
            "answers": first_page.answers(sheet, published_on),
            "contact": first_page.contact(sheet, published_on),
            "sections": [
                {
                    "name": section.name,
                    "title": section.title,
                    **_with_unsaid(BODIES[section.name](sheet, published_on)),
                }
                for section in sections_of(sheet, published_on)
            ],
            "running": _running(sheet) or _shortened(title),
            "kind": "Fiche formation" if number else DRAFT,
            "edition": _edition(number, published_on),
            "check": first_page.check(address) if number else None,
            "page": address_run(without_scheme(page_url), page_url),
            "legal": _legal(sheet.centre),
        }
    )
    return printed


def _with_unsaid(body: Data) -> Data:
    """A section without its lines that are not known: they are named once, as on the page."""
    labels: dict[str, None] = {}

    def known(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: known(one) for name, one in value.items()}
        if isinstance(value, list):
            unsaid = [one for one in value if is_unknown(one)]
            labels.update(dict.fromkeys(french.lowered(one["label"]) for one in unsaid))
            return [known(one) for one in value if not is_unknown(one)]
        return value

    shown = known(body)
    return {"body": shown, "unsaid": f"Non communiqué : {', '.join(labels)}." if labels else ""}


def _edition(number: int | None, day: date) -> str:
    """A paper without a number is a draft: nobody may take it for a published one."""
    said = french.long_date(day)
    return f"Édition n° {number} du {said}" if number else f"{DRAFT}, état du {said}"


def _running(sheet: Sheet) -> str:
    """At the foot of every page, where one line must do."""
    return " · ".join(map(_shortened, filter(None, (sheet.short_title, sheet.centre.name))))


def _shortened(text: str) -> str:
    return text if len(text) <= _RUNNING else f"{text[: _RUNNING - 1].rstrip()}…"


def _badges(sheet: Sheet, published_on: date) -> list[Data]:
    nature = brief.badge(sheet)
    badges = [run(nature)] if nature else []
    if level := wording.level(sheet):
        badges.append(run(level))
    if registered := wording.registration(sheet, published_on):
        badges.append(link(registered.badge, registered.url))
        if registered.ended:
            badges.append(run(french.capitalized(registered.said)))
    if worded := wording.work_study_badge(sheet):
        badges.append(run(worded))
    if mode := wording.only_mode(sheet):
        badges.append(run(french.capitalized(mode)))
    if separately := wording.separately(sheet):
        badges.append(run(separately))
    return badges


def _legal(centre: Centre) -> list[str]:
    names = (centre.name, centre.legal_name, wording.academy(centre))
    known = [", ".join(dict.fromkeys(filter(None, names)))]
    if centre.uai:
        known.append(f"UAI {centre.uai}")
    if centre.siret:
        known.append(f"SIRET {french.siret(centre.siret)}")
    if centre.nda:
        known.append(f"Déclaration d’activité enregistrée sous le numéro {centre.nda}")
        known.append("Cet enregistrement ne vaut pas agrément de l’État")
    if centre.qualiopi_number:
        known.append(f"Certificat Qualiopi n° {centre.qualiopi_number}{_until(centre)}")
    sentences = [f"{sentence}." for sentence in known if sentence]
    return [*sentences, *filter(None, [wording.missing_identity(centre)])]


def _until(centre: Centre) -> str:
    expires_on = centre.qualiopi_expires_on
    return f", valable jusqu’au {french.long_date(expires_on)}" if expires_on else ""


def _printed(value: Any) -> Any:
    """Every text as it is printed: French typography, and no word wider than a column."""
    if isinstance(value, dict):
        return {name: one if name in _AS_IS else _printed(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_printed(one) for one in value]
    if isinstance(value, str):
        return breakable(settable(french.typeset(value)))
    return float(value) if isinstance(value, Decimal) else value
