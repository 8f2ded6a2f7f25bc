"""Key figures: whether a rate can be true of that many people, and what it lacks."""

from collections.abc import Iterator
from datetime import date
from decimal import ROUND_FLOOR, Decimal
from typing import Final

from programmes.nouns import shortened
from programmes.sheet import KeyFigure, Sheet
from programmes.typography import NARROW, count, listed, number, percent

from .dates import is_to_come, years
from .places import row_name
from .remark import Remark, doubtful, wrong

# InserJeunes publishes nothing below it.
SMALL_COHORT: Final = 20
_SECTION: Final = "key_figures"


def figures(sheet: Sheet, today: date) -> Iterator[Remark]:
    rows = sheet.key_figures
    for index, row in enumerate(rows):
        place = row_name(row, rows, index)
        if row.kind.is_rate and row.n:
            yield from _rate(place, row.value, row.n)
        if is_to_come(row, today):
            year = min(years(row))
            sentence = (
                f"L’année {year} est à venir{NARROW}: ce chiffre n’est pas encore connu. "
                "Corrigez l’année."
            )
            yield wrong("figure_ahead", _SECTION, place, sentence)
    lacking_year = [row for row in rows if row.year is None and not row.cohort.strip()]
    lacking_source = [row for row in rows if not row.source.strip() and not row.url.strip()]
    yield from _lacking("figure_year", lacking_year, "ni année ni groupe compté")
    yield from _lacking("figure_source", lacking_source, "aucune source")


def _rate(place: str, value: Decimal, n: int) -> Iterator[Remark]:
    if not is_possible(value, n):
        close = nearest(value, n)
        sentence = (
            f"{percent(value)} ne correspond à aucun nombre entier de personnes sur {number(n)}"
            f"{NARROW}: le plus proche est {percent(Decimal(100 * close) / n)} "
            f"({number(close)} sur {number(n)})."
        )
        yield wrong("impossible_rate", _SECTION, place, sentence)
    if n < SMALL_COHORT:
        sentence = (
            f"Calculé sur {count(n, 'personne')}{NARROW}: un seul résultat fait varier ce taux "
            f"d’au moins {count(100 // n, 'point')}. La page le dit."
        )
        yield doubtful("small_cohort", _SECTION, place, sentence)


def is_possible(value: Decimal, n: int) -> bool:
    """Whether value = 100 k ÷ n for some whole k, rounded as far as it was typed."""
    typed = value.normalize().as_tuple().exponent
    decimals = max(0, -typed) if isinstance(typed, int) else 0
    rounding = Decimal(5).scaleb(-decimals - 1)
    return abs(Decimal(100 * nearest(value, n)) / n - value) <= rounding


def nearest(value: Decimal, n: int) -> int:
    """The whole number of people out of n whose rate is closest."""
    whole = int((value * n / 100 + Decimal("0.5")).to_integral_value(ROUND_FLOOR))
    return min(max(whole, 0), n)


def _lacking(code: str, rows: list[KeyFigure], what: str) -> Iterator[Remark]:
    """One remark for all of them: they are settled together."""
    if not rows:
        return
    names = listed(dict.fromkeys(_named(row) for row in rows))
    verb = "n’a" if len(rows) == 1 else "n’ont"
    sentence = f"{count(len(rows), 'chiffre')} {verb} {what}{NARROW}: {names}."
    yield doubtful(code, _SECTION, "chiffres clés", sentence.replace("\u00a0", " "))


def _named(row: KeyFigure) -> str:
    year = f" {row.year}" if row.year else ""
    return shortened(f"{row.kind.label.lower()}{year}")
