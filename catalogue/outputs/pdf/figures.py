"""The key figures on paper: each rate with its year, its n and its source, or their absence."""

from datetime import date
from decimal import Decimal
from typing import Final

from catalogue import wording
from programmes import series
from programmes import typography as french
from programmes.sheet import KeyFigure, Sheet
from programmes.vocabulary import FigureKind

from .runs import Data, link, run, unknown

_MOST_BARS: Final = 6
_NONE: Final = Decimal(0)
_WHOLE: Final = Decimal(1)


def key_figures(sheet: Sheet, day: date) -> Data:
    leading = series.leading(sheet)
    rates = leading.rows if leading else ()
    charted = rates[-_MOST_BARS:]
    passed, said = wording.passed(sheet), wording.trend(charted)
    url = wording.inserjeunes(sheet)
    return {
        "latest": _latest(rates[-1], sheet) if rates else None,
        "bars": [_bar(one, last=one is rates[-1]) for one in charted],
        "bars_alt": f"Diagramme en barres de la {passed} : {said}.",
        "before": [_former(one) for one in wording.untold(rates, _MOST_BARS)],
        "others": [_figure(one, sheet) for one in series.others(sheet)],
        "definitions": _definitions(sheet),
        "notes": [*_warnings(sheet), _sources(sheet)],
        "link": link("Résultats de l’établissement sur InserJeunes", url) if url else None,
    }


def _latest(rate: KeyFigure, sheet: Sheet) -> Data:
    """In people where their number is known, as on the page."""
    people, value = wording.in_people(rate), wording.figure_value(rate)
    return {
        "value": people or value,
        "label": f"{f'soit {value} ' if people else ''}de {wording.passed(sheet)} en {rate.year}",
        "detail": _population(rate, said=bool(people)),
    }


def _population(figure: KeyFigure, *, said: bool) -> list[Data]:
    known = [figure.cohort] if figure.cohort else []
    known += [f"effectif : {french.number(figure.n)}"] if figure.n and not said else []
    known += [figure.origin.label] if figure.origin else []
    group = wording.group_of(figure)
    return _told(
        french.capitalized(", ".join(filter(None, [group, *known]))),
        "" if figure.n else "effectif non communiqué",
        wording.national(figure),
    )


def _told(known: str, missing: str, *sentences: str) -> list[Data]:
    """What is known, then in soft italics what is not; then whole sentences."""
    runs = [run(known)] if known else []
    if missing:
        runs.append(
            unknown(f"{', ' if known else ''}{missing if known else french.capitalized(missing)}")
        )
    said = ". ".join(filter(None, sentences))
    return [*runs, run(f"{'. ' if runs else ''}{said}")] if said else runs


def _bar(rate: KeyFigure, *, last: bool) -> Data:
    return {
        "value": wording.figure_value(rate),
        "year": str(rate.year),
        "n": f"n = {french.number(rate.n)}" if rate.n else "",
        "share": (rate.value or 0) / 100,
        "last": last,
    }


def _figure(one: series.Series, sheet: Sheet) -> Data:
    figure = one.latest
    label = (wording.figure_label(figure, sheet), wording.group_of(figure))
    return {
        "value": wording.figure_value(figure),
        "label": ", ".join(filter(None, label)),
        "share": None if figure.drawn is None else min(max(figure.drawn / 100, _NONE), _WHOLE),
        "detail": _told(
            wording.counted(figure),
            wording.uncounted(figure).lower(),
            wording.national(figure),
            wording.undisclosed(figure),
        ),
        "before": [_former(row) for row in one.former],
    }


def _former(figure: KeyFigure) -> list[Data]:
    """« 92,9 % 2023, effectif : 14 »: a year before the one that stands large."""
    said = _told(
        wording.counted(figure),
        wording.uncounted(figure).lower(),
        wording.national(figure),
        wording.undisclosed(figure),
    )
    return [run(f"{wording.figure_value(figure)} ", strong=True), *said]


def _definitions(sheet: Sheet) -> list[Data]:
    """Each once, in the order of the kinds."""
    kinds = list(FigureKind)
    rows = sorted(sheet.key_figures, key=lambda row: (kinds.index(row.kind), row.horizon or 0))
    told = dict.fromkeys(
        (wording.figure_label(row, sheet), wording.definition(row, sheet)) for row in rows
    )
    return [{"label": label, "text": text} for label, text in told]


def _warnings(sheet: Sheet) -> list[str]:
    """Small cohorts swing; where no n is known, the size of the group says how much."""
    warnings = []
    for one in series.all_series(sheet):
        row, warning = one.latest, wording.small_cohorts(one, sheet)
        if warning:
            named = (wording.figure_label(row, sheet), str(row.year or ""))
            label = ", ".join(filter(None, (" ".join(filter(None, named)), wording.group_of(row))))
            warnings.append(f"{label}. {warning}")
    return [*warnings, *filter(None, [wording.small_capacity(sheet)])]


def _sources(sheet: Sheet) -> str:
    named = list(dict.fromkeys(one.source for one in sheet.key_figures if one.source))
    if not named:
        return "Source des chiffres : non communiquée."
    missing = any(not one.source for one in sheet.key_figures)
    text = f"Source{'s' if len(named) > 1 else ''} : {' ; '.join(named)}"
    return text + (" ; non communiquée pour les autres chiffres." if missing else ".")
