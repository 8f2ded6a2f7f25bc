"""What is taught: blocs, their objectives, and the units that assess them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.text import slugify

from programmes.sheet import Bloc, ExamUnit, Objective, Sheet
from programmes.typography import NARROW, capitalized
from programmes.vocabulary import BlocKind, ObjectiveLevel


def bloc_label(sheet: Sheet, bloc: Bloc) -> str:
    """« Bloc 2 », « CCP 1 », « Enseignement général », « Un module au choix »."""
    if bloc.kind is BlocKind.ELECTIVE:
        return "Un module au choix"
    if bloc.number is not None:
        return f"{capitalized(sheet.profile.bloc_of(bloc.kind).text)} {bloc.number}"
    return capitalized(sheet.profile.bloc_kind(bloc.kind))


def leads_to(sheet: Sheet) -> str:
    """What stands before the blocs: their objectives are those of the programme."""
    return f"À l’issue de la formation, vous saurez{NARROW}:" if sheet.objectives else ""


def folds(bloc: Bloc) -> bool:
    """General subjects are those of every diploma: their titles are enough, until one asks."""
    return bloc.kind is BlocKind.GENERAL and bool(bloc.objectives or bloc.introduction)


def unit_anchors(sheet: Sheet) -> dict[str, str]:
    """Unit name → the end of its address on the page; no two alike, whatever the names."""
    anchors: dict[str, str] = {}
    for unit in sheet.exam_units:
        anchor = f"unite-{slugify(unit.name)[:40] or 'x'}"
        while anchor in anchors.values():
            anchor += "-2"
        anchors[unit.name] = anchor
    return anchors


def assessing(sheet: Sheet, bloc: Bloc) -> tuple[ExamUnit, ...]:
    """None where the page has no exam."""
    if not sheet.profile.has("exam_units"):
        return ()
    return tuple(unit for unit in sheet.exam_units if bloc.title in unit.blocs)


@dataclass(frozen=True, slots=True)
class Heading:
    """An objective with the details that follow it."""

    objective: Objective
    details: tuple[Objective, ...]


def nested(objectives: Sequence[Objective]) -> tuple[Heading, ...]:
    """Details under their objective; a detail that follows none stands alone."""
    headings: list[Heading] = []
    for objective in objectives:
        if objective.level is ObjectiveLevel.DETAIL and headings:
            above = headings[-1]
            headings[-1] = Heading(above.objective, (*above.details, objective))
        else:
            headings.append(Heading(objective, ()))
    return tuple(headings)
