"""The key figures on paper: each rate with its year, its n and its source, or their absence."""

from datetime import date
from decimal import Decimal
from typing import Final

from catalogue import wording
from programmes import typography as french
from programmes.sheet import KeyFigure, Sheet
from programmes.vocabulary import FigureKind

from .runs import Data, link, run, unknown

_MOST_BARS: Final = 6


def key_figures(sheet: Sheet, day: date) -> Data:
    rates = sheet.pass_rates[-_MOST_BARS:]
    url = wording.inserjeunes(sheet)
    return {
        "latest": _latest(rates[-1], sheet) if rates else None,
        "bars": [_bar(one, last=one is rates[-1]) for one in rates],
        "bars_alt": f"Diagramme en barres de la {wording.passed(sheet)} : {wording.trend(rates)}.",
        "others": [_figure(one, sheet) for one in sheet.other_figures],
        "definitions": _definitions(sheet),
        "notes": [*_warnings(sheet), _sources(sheet)],
        "link": link("Résultats de l’établissement sur InserJeunes", url) if url else None,
    }


def _latest(rate: KeyFigure, sheet: Sheet) -> Data:
    return {
        "value": french.percent(rate.value),
        "label": f"de {wording.passed(sheet)} en {rate.year}",
        "detail": _population(rate),
    }


def _population(figure: KeyFigure) -> list[Data]:
    known = [figure.cohort] if figure.cohort else []
    known += [f"effectif : {french.number(figure.n)}"] if figure.n else []
    return _told(
        french.capitalized(", ".join(known)), "" if figure.n else "effectif non communiqué"
    )


def _told(known: str, missing: str) -> list[Data]:
    """What is known, then in soft italics what is not."""
    runs = [run(known)] if known else []
    if missing:
        runs.append(
            unknown(f"{', ' if known else ''}{missing if known else french.capitalized(missing)}")
        )
    return runs


def _bar(rate: KeyFigure, *, last: bool) -> Data:
    return {
        "value": french.percent(rate.value),
        "year": str(rate.year),
        "n": f"n = {french.number(rate.n)}" if rate.n else "",
        "share": rate.value / 100,
        "last": last,
    }


def _figure(figure: KeyFigure, sheet: Sheet) -> Data:
    return {
        "value": (french.percent if figure.kind.is_rate else french.points)(figure.value),
        "label": wording.figure_label(figure.kind, sheet),
        "share": min(max(figure.value / 100, Decimal(0)), Decimal(1))
        if figure.kind.is_rate
        else None,
        "detail": _told(wording.counted(figure), wording.uncounted(figure).lower()),
    }


def _definitions(sheet: Sheet) -> list[Data]:
    present = {one.kind for one in sheet.key_figures}
    return [
        {"label": wording.figure_label(kind, sheet), "text": wording.definition(kind, sheet)}
        for kind in FigureKind
        if kind in present
    ]


def _warnings(sheet: Sheet) -> list[str]:
    """Small cohorts swing; where no n is known, the size of the group says how much."""
    told = ((figure, wording.small_cohort(figure)) for figure in sheet.key_figures)
    warnings = [
        f"{wording.figure_label(figure.kind, sheet)}{f' {figure.year}' if figure.year else ''}. "
        f"{warning}"
        for figure, warning in told
        if warning
    ]
    return [*warnings, *filter(None, [wording.small_capacity(sheet)])]


def _sources(sheet: Sheet) -> str:
    named = list(dict.fromkeys(one.source for one in sheet.key_figures if one.source))
    if not named:
        return "Source des chiffres : non communiquée."
    missing = any(not one.source for one in sheet.key_figures)
    text = f"Source{'s' if len(named) > 1 else ''} : {' ; '.join(named)}"
    return text + (" ; non communiquée pour les autres chiffres." if missing else ".")
