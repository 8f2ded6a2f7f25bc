"""The exam on paper: units and papers, their total, and the optional units outside it."""

from datetime import date
from typing import Final

from catalogue import wording
from programmes import typography as french
from programmes.sheet import ExamUnit, Sheet
from programmes.vocabulary import DiplomaKind

from .runs import Data

_DASH: Final = "–"


def exam(sheet: Sheet, day: date) -> Data:
    total = sheet.total_coefficient
    return {
        "introduction": _introduction(sheet),
        "compulsory": [_unit(one) for one in sheet.compulsory_units],
        "optional": [_unit(one) for one in sheet.optional_units],
        "total": french.number(total) if sheet.compulsory_units else "",
        "shares": [
            {"code": one.code or _DASH, "share": one.coefficient / total}
            for one in sheet.compulsory_units
            if total and one.coefficient
        ],
        "outside": "Facultative, hors total.",
    }


def _introduction(sheet: Sheet) -> str:
    count, optional = len(sheet.exam_units), len(sheet.optional_units)
    text = f"{french.capitalized(french.in_words(count))} unité{_s(count)}"
    if optional and optional < count:
        text += f", dont {french.in_words(optional)}"
    text += f" facultative{_s(optional)}." if optional else "."
    if sheet.diploma_kind is DiplomaKind.BTS and sheet.compulsory_units:
        text += " On est reçu à partir de 10 sur 20 de moyenne."
    return " ".join(filter(None, (text, wording.second_chance(sheet))))


def _s(count: int) -> str:
    return "s" if count > 1 else ""


def _unit(unit: ExamUnit) -> Data:
    papers = [
        [
            french.capitalized(paper.form.label),
            french.number(paper.coefficient),
            french.duration(paper.duration_minutes) if paper.duration_minutes else _DASH,
            french.duration(paper.preparation_minutes) if paper.preparation_minutes else _DASH,
        ]
        for paper in unit.papers
    ]
    return {
        "code": unit.code,
        "title": unit.title,
        "note": unit.note,
        "papers": papers or [[_DASH] * 4],
    }
