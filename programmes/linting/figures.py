"""Key figures: whether a rate can be true of that many people, and what it lacks."""

import re
from collections.abc import Hashable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from programmes.head_counts import SMALL, is_possible, nearest
from programmes.nouns import shortened
from programmes.series import counted_in, leading
from programmes.sheet import KeyFigure, Sheet
from programmes.text import fold
from programmes.typography import NARROW, count, listed, number, percent, scaled, typeset
from programmes.vocabulary import FigureKind, Public, Scale

from .dates import is_to_come, years
from .places import row_name
from .remark import Remark, doubtful, wrong

# Fewer satisfied people than one in ten: rather a mark, out of 5 or 10.
_LOWEST_SATISFACTION: Final = 10
_MARK: Final = re.compile(r"(?:\bsur |/ ?)(5|10|20)\b(?! [a-z])")
_MONTHS: Final = re.compile(r"\ba (6|12|18|24) mois\b")
_GROUPS: Final = tuple(one for one in Public if one is not Public.ALL)
_SECTION: Final = "key_figures"


def figures(sheet: Sheet, today: date) -> Iterator[Remark]:
    rows = sheet.key_figures
    for index, row in enumerate(rows):
        place = row_name(row, rows, index)
        if row.is_share and row.value is not None and row.n:
            yield from _rate(place, row.value, row.n)
        yield from _in_words(place, row)
        if is_to_come(row, today):
            year = min(years(row))
            sentence = (
                f"L’année {year} est à venir{NARROW}: ce chiffre n’est pas encore connu. "
                "Corrigez l’année."
            )
            yield wrong("figure_ahead", _SECTION, place, sentence)
    yield from _contradictions(rows)
    yield from _unled(sheet)
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
    if n < SMALL:
        sentence = (
            f"Calculé sur {count(n, 'personne')}{NARROW}: un seul résultat fait varier ce taux "
            f"d’au moins {count(100 // n, 'point')}. La page le dit."
        )
        yield doubtful("small_cohort", _SECTION, place, sentence)


def _contradictions(rows: Sequence[KeyFigure]) -> Iterator[Remark]:
    """Two figures of one year that count the same of the same people; the official one and the
    centre's own may differ.
    """
    alike: dict[Hashable, list[int]] = {}
    for index, row in enumerate(rows):
        if row.year is not None:
            alike.setdefault((counted_in(row), row.year), []).append(index)
    for indexes in alike.values():
        same = [rows[index] for index in indexes]
        origins = [row.origin for row in same]
        if len(same) == 1 or (None not in origins and len(set(origins)) == len(origins)):
            continue
        values = listed(
            "non diffusé" if row.value is None else scaled(row.value, row.scale) for row in same
        )
        what = "taux" if all(row.is_share for row in same) else "chiffres"
        sentence = (
            f"{number(len(same))} {what} pour {same[0].year}"
            f"{NARROW}: {values}. Dites de quel public ou de quel groupe est chacun, ou supprimez "
            "celui qui est faux."
        )
        # In words they may be of two groups.
        tell = wrong if len({fold(row.cohort) for row in same}) == 1 else doubtful
        yield tell("two_figures", _SECTION, row_name(same[0], rows, indexes[0]), sentence)


def _in_words(place: str, row: KeyFigure) -> Iterator[Remark]:
    """What the words of a cohort say, and the fields beside them do not."""
    cohort = fold(row.cohort)
    if row.kind is FigureKind.SATISFACTION and row.scale is Scale.PERCENT and row.value is not None:
        marked = _MARK.search(cohort)
        if marked or row.value < _LOWEST_SATISFACTION:
            scale = marked[1] if marked else "5, 10 ou 20"
            sentence = (
                f"{percent(row.value)} de satisfaits{NARROW}: si c’est une note, choisissez "
                f"l’unité «{NARROW}sur {scale}{NARROW}»."
            )
            yield doubtful("mark_as_rate", _SECTION, place, sentence)
    months = _MONTHS.search(cohort)
    if months and int(months[1]) != row.horizon:
        now = f"le délai est de {row.horizon} mois" if row.horizon else "aucun délai n’est choisi"
        sentence = (
            f"«{NARROW}{shortened(row.cohort)}{NARROW}»{NARROW}: {now}. "
            "Choisissez celui qui est compté."
        )
        yield doubtful("horizon_in_words", _SECTION, place, sentence)
    if row.is_of_everybody:
        for public in _GROUPS:
            if re.search(rf"\b{re.escape(fold(public.label))}\b", cohort):
                sentence = (
                    f"«{NARROW}{shortened(row.cohort)}{NARROW}»{NARROW}: si ce chiffre ne porte "
                    f"que sur ce public, choisissez-le dans «{NARROW}public{NARROW}»."
                )
                yield doubtful("public_in_words", _SECTION, place, sentence)
                break


def _unled(sheet: Sheet) -> Iterator[Remark]:
    """Pass rates, and none of everybody: neither the headline nor the card says one."""
    rates = [row for row in sheet.key_figures if row.kind is FigureKind.PASS and row.year]
    told = [row for row in rates if row.is_share and not row.is_partial]
    if told and leading(sheet) is None:
        sentence = (
            "Aucun taux de réussite n’est celui de l’ensemble des candidats : la rubrique n’en met "
            "aucun en tête, et la carte n’en montre pas."
        )
        yield doubtful("no_whole_rate", _SECTION, "chiffres clés", typeset(sentence))


def _lacking(code: str, rows: list[KeyFigure], what: str) -> Iterator[Remark]:
    """One remark for all of them: they are settled together."""
    if not rows:
        return
    names = listed(dict.fromkeys(_named(row) for row in rows))
    verb = "n’a" if len(rows) == 1 else "n’ont"
    sentence = f"{count(len(rows), 'chiffre')} {verb} {what}{NARROW}: {names}."
    yield doubtful(code, _SECTION, "chiffres clés", sentence.replace("\u00a0", " "))


def _named(row: KeyFigure) -> str:
    horizon = f" {row.horizon.label}" if row.horizon else ""
    year = f" {row.year}" if row.year else ""
    return shortened(f"{row.kind.label.lower()}{horizon}{year}")
