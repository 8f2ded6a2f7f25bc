"""Exam units, their papers, the blocs that they assess, and the total of the coefficients."""

from collections.abc import Iterator
from datetime import date

from programmes.sheet import Sheet
from programmes.typography import number
from programmes.vocabulary import BlocKind

from .places import row_name
from .remark import Remark, doubtful


def papers(sheet: Sheet, _today: date) -> Iterator[Remark]:
    for index, unit in enumerate(sheet.exam_units):
        if not unit.papers:
            place = row_name(unit, sheet.exam_units, index)
            sentence = "Cette unité n’a aucune épreuve, donc ni durée ni coefficient."
            yield doubtful("unit_without_paper", "exam", place, sentence)


def assessed_blocs(sheet: Sheet, _today: date) -> Iterator[Remark]:
    """A programme without an exam has nothing to link its blocs to."""
    if not sheet.exam_units:
        return
    assessed = {unit.bloc for unit in sheet.exam_units}
    for index, bloc in enumerate(sheet.blocs):
        if bloc.kind is BlocKind.PROFESSIONAL and bloc.title not in assessed:
            place = row_name(bloc, sheet.blocs, index)
            sentence = "Aucune unité de l’examen n’évalue ce bloc de compétences."
            yield doubtful("bloc_without_unit", "blocs", place, sentence)


def total(sheet: Sheet, previous: Sheet | None) -> Iterator[Remark]:
    """A total rarely moves from one edition to the next: it is often a slip."""
    if previous is None or not (sheet.exam_units and previous.exam_units):
        return
    before, now = previous.total_coefficient, sheet.total_coefficient
    if before != now:
        sentence = (
            f"Le total des coefficients passe de {number(before)} à {number(now)} "
            "depuis l’édition précédente."
        )
        yield doubtful("coefficient_total", "exam", "total des coefficients", sentence)
