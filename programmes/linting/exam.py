"""What is assessed: units, their papers, the blocs that they cover, the total of coefficients."""

from collections.abc import Iterator
from datetime import date

from programmes.kinds import RULES
from programmes.naming.labels import LABELS
from programmes.sheet import Sheet
from programmes.typography import NARROW, number
from programmes.vocabulary import BlocKind

from .places import row_name
from .remark import Remark, doubtful


def papers(sheet: Sheet, _today: date) -> Iterator[Remark]:
    """Only where a mean is taken: elsewhere a unit may well be told as a whole."""
    if not (sheet.rules and RULES[sheet.rules].has_coefficients):
        return
    profile = sheet.profile
    for index, unit in enumerate(sheet.exam_units):
        if not unit.papers:
            place = row_name(unit, sheet.exam_units, index)
            missing = "forme ni durée" if unit.coefficient is not None else "durée ni coefficient"
            sentence = (
                f"{profile.paper.agree('Aucun')} {profile.paper} n’est "
                f"{profile.paper.agree('saisi')} ici, donc ni {missing}."
            )
            yield doubtful("unit_without_paper", "exam", place, sentence)


def assessed_blocs(sheet: Sheet, _today: date) -> Iterator[Remark]:
    """A programme whose assessment is not described has nothing to link its blocs to."""
    if not sheet.exam_units:
        return
    assessed = {title for unit in sheet.exam_units for title in unit.blocs}
    for index, bloc in enumerate(sheet.blocs):
        if bloc.kind is BlocKind.PROFESSIONAL and bloc.title not in assessed:
            place = row_name(bloc, sheet.blocs, index)
            unit = sheet.profile.unit
            sentence = f"{unit.agree('Aucun')} {unit} ne porte sur ce {sheet.profile.bloc}."
            yield doubtful("bloc_without_unit", "blocs", place, sentence)


def in_doubt(sheet: Sheet, _today: date) -> Iterator[Remark]:
    """It was meant to last until somebody has looked."""
    if sheet.exam_in_doubt and sheet.profile.has("exam_in_doubt"):
        weighed = any(unit.weight is not None for unit in sheet.exam_units)
        said = (
            f"coefficients sont en cours de vérification, sans total{NARROW}"
            if weighed
            else f"modalités d’évaluation sont en cours de vérification{NARROW}"
        )
        sentence = (
            f"La page et la fiche disent que les {said}: "
            "comparez-les au texte officiel, puis décochez cette case."
        )
        yield doubtful("exam_in_doubt", "exam", LABELS[Sheet]["exam_in_doubt"].noun, sentence)


def total(sheet: Sheet, previous: Sheet | None) -> Iterator[Remark]:
    """A total rarely moves from one edition to the next: it is often a slip."""
    if previous is None or not (sheet.exam_units and previous.exam_units):
        return
    before, now = previous.total_coefficient, sheet.total_coefficient
    if before is not None and now is not None and before != now:
        sentence = (
            f"Le total des coefficients passe de {number(before)} à {number(now)} "
            "depuis l’édition précédente."
        )
        yield doubtful("coefficient_total", "exam", "total des coefficients", sentence)
