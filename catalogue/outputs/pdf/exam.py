"""The exam on paper: units and papers, their total, and the optional units outside it."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from catalogue import wording
from programmes import typography as french
from programmes.sheet import ExamPaper, ExamUnit, Sheet

from .runs import Data, blocks

_DASH: Final = "–"


def exam(sheet: Sheet, day: date) -> Data:
    said = wording.exam(sheet)
    papers = [paper for unit in sheet.exam_units for paper in unit.papers]
    shares = wording.shares(sheet)
    whole = sum(weight for _, weight in shares)
    return {
        "introduction": " ".join(said.introduction),
        "rules": blocks(sheet.rules_text),
        "doubt": said.doubt,
        "shares": [{"code": name, "share": weight / whole} for name, weight in shares],
        "unit": french.capitalized(sheet.profile.unit.text),
        "has_codes": any(unit.code for unit in sheet.exam_units),
        "has_papers": said.has_papers,
        # What a paper is called takes more room than its form alone.
        "has_names": any(paper.title or paper.mode for paper in papers),
        "has_coefficients": said.has_coefficients,
        "has_preparation": said.has_preparation,
        "compulsory": list(_groups(sheet.compulsory_units, sheet)),
        "total": "" if said.total is None else french.number(said.total),
        "optional": list(_groups(sheet.optional_units, sheet)),
        "outside": "Facultative." if said.total is None else "Facultative, hors total.",
        "notes": list(said.notes),
    }


def _groups(units: tuple[ExamUnit, ...], sheet: Sheet) -> Iterator[Data]:
    for group in wording.headed(units):
        yield {"heading": group.heading, "units": [_unit(one, sheet) for one in group.units]}


def _unit(unit: ExamUnit, sheet: Sheet) -> Data:
    beside = french.capitalized(wording.beside(unit, sheet, in_brief=True))
    return {
        "code": unit.code,
        "title": unit.title,
        "note": " ".join(filter(None, (f"{beside}." if beside else "", unit.note))),
        # Of the whole unit, or else each paper's.
        "coefficient": "" if unit.coefficient is None else french.number(unit.coefficient),
        "papers": [_paper(one) for one in unit.papers] or [_NO_PAPER],
    }


def _paper(paper: ExamPaper) -> Data:
    return {
        "name": wording.paper_name(paper),
        "mode": wording.paper_mode(paper),
        "coefficient": _DASH if paper.coefficient is None else french.number(paper.coefficient),
        "time": _minutes(paper.duration_minutes),
        "preparation": _minutes(paper.preparation_minutes),
    }


_NO_PAPER: Final = {
    **dict.fromkeys(("name", "coefficient", "time", "preparation"), _DASH),
    "mode": "",
}


def _minutes(minutes: int | None) -> str:
    return french.duration(minutes) if minutes else _DASH
