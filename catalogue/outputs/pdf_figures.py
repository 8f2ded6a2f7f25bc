"""The key figures on paper: each rate with its year, its n and its source, or their absence."""

from decimal import Decimal
from typing import Final

from programmes import typography as french
from programmes.sheet import KeyFigure, Sheet
from programmes.vocabulary import FigureKind

from .pdf_runs import Data, link, run

_MOST_BARS: Final = 6
# InserJeunes publishes nothing under this n.
_SMALL: Final = 20


def key_figures(sheet: Sheet) -> Data:
    rates = sheet.pass_rates[-_MOST_BARS:]
    return {
        "latest": _latest(rates[-1]) if rates else None,
        "bars": [_bar(one, last=one is rates[-1]) for one in rates],
        "bars_alt": _spoken(rates),
        "others": [_figure(one) for one in sheet.other_figures],
        "definitions": _definitions(sheet),
        "notes": [note for note in (_warning(sheet), _sources(sheet)) if note],
        "link": link("Résultats de l’établissement sur InserJeunes", sheet.centre.inserjeunes_url)
        if sheet.centre.inserjeunes_url
        else None,
    }


def _latest(rate: KeyFigure) -> Data:
    return {
        "value": french.percent(rate.value),
        "label": f"de réussite à l’examen en {rate.year}",
        "detail": _population(rate),
    }


def _population(figure: KeyFigure) -> Data:
    known = [figure.cohort] if figure.cohort else []
    if figure.n:
        return run(", ".join([*known, french.count(figure.n, "personne")]))
    return run(", ".join([*known, "effectif non communiqué"]), soft=True)


def _bar(rate: KeyFigure, *, last: bool) -> Data:
    return {
        "value": french.percent(rate.value),
        "year": str(rate.year),
        "n": f"n = {french.number(rate.n)}" if rate.n else "",
        "share": rate.value / 100,
        "last": last,
    }


def _spoken(rates: tuple[KeyFigure, ...]) -> str:
    """The bars in words, for those who do not see them."""
    values = [f"{french.percent(one.value)} en {one.year}" for one in rates]
    return f"Diagramme en barres de la réussite à l’examen : {french.listed(values)}."


def _figure(figure: KeyFigure) -> Data:
    return {
        "value": (french.percent if figure.kind.is_rate else french.points)(figure.value),
        "label": figure.kind.label,
        "share": min(max(figure.value / 100, Decimal(0)), Decimal(1))
        if figure.kind.is_rate
        else None,
        "detail": _when_and_who(figure),
    }


def _when_and_who(figure: KeyFigure) -> Data:
    known = [str(figure.year)] if figure.year else []
    known += [figure.cohort] if figure.cohort else []
    known += [french.count(figure.n, "personne")] if figure.n else []
    no_year = not figure.year and not figure.cohort
    missing = {
        (True, True): "année et effectif non communiqués",
        (True, False): "année non communiquée",
        (False, True): "effectif non communiqué",
    }.get((no_year, not figure.n), "")
    text = french.capitalized(", ".join([*known, missing] if missing else known))
    return run(text, soft=bool(missing))


def _definitions(sheet: Sheet) -> list[Data]:
    present = {one.kind for one in sheet.key_figures}
    return [
        {"label": kind.label, "text": kind.definition} for kind in FigureKind if kind in present
    ]


def _warning(sheet: Sheet) -> str:
    """Small cohorts swing; where no n is known, the size of the group says how much."""
    known = [one.n for one in sheet.key_figures if one.n]
    if known and min(known) < _SMALL:
        return (
            f"Effectif inférieur à {_SMALL} : une seule personne fait varier le taux "
            f"de {_swing(min(known))}. À lire avec prudence."
        )
    if len(known) < len(sheet.key_figures) and sheet.capacity and sheet.capacity <= 100:
        return (
            f"Le groupe compte {french.count(sheet.capacity, 'personne')} au plus : "
            f"un seul résultat fait varier un taux d’au moins {_swing(sheet.capacity)}."
        )
    return ""


def _swing(n: int) -> str:
    return french.count(round(100 / n), "point")


def _sources(sheet: Sheet) -> str:
    named = list(dict.fromkeys(one.source for one in sheet.key_figures if one.source))
    if not named:
        return "Source des chiffres : non communiquée."
    missing = any(not one.source for one in sheet.key_figures)
    text = f"Source{'s' if len(named) > 1 else ''} : {' ; '.join(named)}"
    return text + (" ; non communiquée pour les autres chiffres." if missing else ".")
