"""One line for each part of a programme's page, so that a closed part says what it holds."""

from collections.abc import Sequence
from textwrap import shorten

from catalogue import wording
from programmes import brief, prose
from programmes.naming.paths import kind_at
from programmes.sheet import KeyFigure, Part, Sheet
from programmes.typography import count, number, typeset

EMPTY = "vide"
# About what stands beside the longest title on one line.
_LONGEST = 64


def summaries(sheet: Sheet, open_notes: int) -> dict[str, str]:
    """« 7 unités, coefficient total 23 », by the part's name."""
    said = {
        "presentation": [_level(sheet), _opening(brief.registered_as(sheet))],
        "key_figures": [_rows(sheet, "key_figures"), _years(sheet.key_figures)],
        "funding": [_rows(sheet, "funding_options"), _prices(sheet)],
        "admission": [_rows(sheet, "requirements")],
        "duration": [wording.length(sheet), _rows(sheet, "intakes")],
        "occupations": [_rows(sheet, "occupations")],
        "further_studies": [_rows(sheet, "further_studies")],
        "blocs": [_rows(sheet, "blocs"), _objectives(sheet)],
        "exam": [_rows(sheet, "exam_units"), _total(sheet)],
        "evaluation": [_opening(sheet.continuous_assessment, sheet.examining_authority)],
        "exemptions": [_rows(sheet, "exemptions")],
        "methods": [_opening(sheet.teaching_methods, sheet.means)],
        "documents": [_rows(sheet, "documents"), _of_centre(sheet)],
        "accessibility": [_opening(sheet.centre.accessibility)],
        "contact": [_opening(sheet.centre.phone), _opening(sheet.centre.email)],
        "notes": [_notes(open_notes)],
    }
    return {name: typeset(", ".join(filter(None, parts)) or EMPTY) for name, parts in said.items()}


def _rows(sheet: Sheet, name: str) -> str:
    """« 7 blocs », « aucune rentrée »."""
    rows: Sequence[Part] = getattr(sheet, name)
    kind = kind_at(name, sheet.profile)
    if not rows:
        return f"{kind.noun.agree('aucun')} {kind.noun}"
    return count(len(rows), kind.noun.text, kind.plural)


def _of_centre(sheet: Sheet) -> str:
    documents = len(sheet.centre.documents)
    return f"{number(documents)} du centre" if documents else ""


def _level(sheet: Sheet) -> str:
    has_one = sheet.level and sheet.profile.has("level")
    return f"niveau {sheet.level.value}" if has_one and sheet.level else ""


def _objectives(sheet: Sheet) -> str:
    objectives = sum(len(bloc.objectives) for bloc in sheet.blocs)
    return count(objectives, "objectif") if objectives else ""


def _total(sheet: Sheet) -> str:
    total = sheet.total_coefficient
    return "" if total is None else f"coefficient total {number(total)}"


def _prices(sheet: Sheet) -> str:
    if not sheet.funding_options:
        return ""
    prices = sum(option.amount is not None for option in sheet.funding_options)
    on_request = sum(option.on_request for option in sheet.funding_options)
    said = [count(prices, "tarif")] if prices else []
    if on_request:
        said.append(f"{number(on_request)} sur devis")
    return ", ".join(said) or "aucun tarif"


def _years(figures: Sequence[KeyFigure]) -> str:
    """« 2023 », « 2021 à 2023 »."""
    years = sorted({figure.year for figure in figures if figure.year is not None})
    return " à ".join(map(str, dict.fromkeys([years[0], years[-1]]))) if years else ""


def _notes(still_open: int) -> str:
    return count(still_open, "note ouverte", "notes ouvertes") if still_open else "aucune ouverte"


def _opening(*texts: str) -> str:
    """How the first text that there is begins."""
    first = next(filter(str.strip, texts), "")
    return shorten(prose.plain(first), _LONGEST, placeholder="…")
