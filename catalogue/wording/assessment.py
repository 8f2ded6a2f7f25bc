"""How one is assessed, in sentences and beside each unit."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Final

from programmes.kinds import RULES, ExamRule
from programmes.sheet import ExamPaper, ExamUnit, Sheet
from programmes.typography import (
    NARROW,
    capitalized,
    count,
    in_words,
    listed,
    number,
)
from programmes.vocabulary import ResultKind, UnitGroup

from .award import ECTS


@dataclass(frozen=True, slots=True)
class Exam:
    """What page and paper say of the assessment, around its units."""

    introduction: tuple[str, ...]
    doubt: str  # what stands where bar and total would, while they are being checked
    total: Decimal | None
    has_coefficients: bool
    has_preparation: bool
    has_papers: bool
    notes: tuple[str, ...]  # below its units

    @property
    def columns(self) -> int:
        """Of the table: paper and duration, and what else is stated."""
        return 2 + self.has_coefficients + self.has_preparation


def exam(sheet: Sheet) -> Exam:
    papers = [paper for unit in sheet.exam_units for paper in unit.papers]
    weighed = any(unit.weight is not None for unit in sheet.exam_units)
    return Exam(
        introduction=tuple(filter(None, (_counted(sheet), passing(sheet), *_grid(sheet)))),
        doubt=_doubt(sheet, weighed=weighed),
        total=total(sheet),
        has_coefficients=weighed,
        has_preparation=any(paper.preparation_minutes for paper in papers),
        has_papers=bool(papers),
        notes=tuple(_notes(sheet, weighed=weighed)),
    )


def _notes(sheet: Sheet, *, weighed: bool) -> Iterator[str]:
    if weighed and sheet.compulsory_units and sheet.optional_units:
        unit = capitalized(sheet.profile.unit.a)
        yield f"{unit} facultative n’entre pas dans le total des coefficients."
    if any("CCF" in paper_mode(paper) for unit in sheet.exam_units for paper in unit.papers):
        yield f"CCF{NARROW}: {_CCF}."


def total(sheet: Sheet) -> Decimal | None:
    """Of all compulsory units; None while one has no coefficient, or they are being checked."""
    weights = [unit.weight for unit in sheet.compulsory_units]
    if _in_doubt(sheet) or None in weights:
        return None
    return sheet.total_coefficient


def shares(sheet: Sheet) -> tuple[tuple[str, Decimal], ...]:
    """What each compulsory unit weighs in the total, by its name; nothing without a total."""
    if not total(sheet):
        return ()
    return tuple((unit.name, unit.weight) for unit in sheet.compulsory_units if unit.weight)


def _counted(sheet: Sheet) -> str:
    """« Sept unités, dont une facultative. »"""
    all_units, optional = len(sheet.exam_units), len(sheet.optional_units)
    if not all_units:
        return ""
    unit = sheet.profile.unit
    said = f"{capitalized(in_words(all_units))} {unit.many if all_units > 1 else unit.text}"
    if optional:
        among = "" if optional == all_units else f", dont {in_words(optional)}"
        said += f"{among} facultative{'s' if optional > 1 else ''}"
    return f"{said}."


def passing(sheet: Sheet) -> str:
    """What it takes to pass, and who gets a second chance; empty where no rule is stated."""
    rule = _rule(sheet)
    if rule is None or (rule.has_coefficients and not sheet.compulsory_units):
        return ""
    codes = _professional_codes(sheet)
    said = [rule.passing]
    if "{professional}" not in rule.second_chance or _groups_decide(sheet):
        said.append(rule.second_chance)
    professional = f" ({codes})" if codes else ""
    return " ".join(filter(None, said)).format(professional=professional)


def _rule(sheet: Sheet) -> ExamRule | None:
    return RULES[sheet.rules] if sheet.rules and sheet.profile.has("rules") else None


def _groups_decide(sheet: Sheet) -> bool:
    """Not where no unit or every unit is professional."""
    units = sheet.compulsory_units
    decisive = [unit for unit in units if unit.group is UnitGroup.PROFESSIONAL]
    return len(decisive) not in (0, len(units))


def _professional_codes(sheet: Sheet) -> str:
    """« U4, U5 et U6 »; none where one of them has no code, or it would seem to be left out."""
    units = sheet.compulsory_units
    codes = [unit.code for unit in units if unit.group is UnitGroup.PROFESSIONAL]
    return listed(codes) if all(codes) else ""


def _grid(sheet: Sheet) -> Iterator[str]:
    """What the assessment gives, and the sessions for which it holds."""
    if not sheet.profile.has("results"):
        return
    if sheet.results and not (sheet.score and sheet.results is ResultKind.SCORE):
        yield _result(sheet, sheet.results)
    if sheet.score:
        yield f"Résultat{NARROW}: {sheet.score}."
    first, last = sheet.grid_from, sheet.grid_until
    if first and last:
        sessions = f"la session {first}" if first == last else f"les sessions {first} à {last}"
        yield f"Modalités valables pour {sessions}."
    elif first:
        yield f"Modalités valables à partir de la session {first}."
    elif last:
        yield f"Modalités valables jusqu’à la session {last}."


def _result(sheet: Sheet, result: ResultKind) -> str:
    profile = sheet.profile
    bloc, unit = profile.bloc.text, profile.unit.text
    return {
        ResultKind.POINTS: f"Chaque {profile.paper.text} est notée sur 20.",
        ResultKind.OBTAINED: f"Le résultat est donné en deux mots{NARROW}: obtenu ou non.",
        ResultKind.BY_BLOC: f"Le résultat est donné {bloc} par {bloc}{NARROW}: obtenu ou non.",
        ResultKind.CREDITS: f"Chaque {unit} réussie donne des crédits ECTS.",
        ResultKind.SCORE: "Le résultat est un score.",
    }[result]


def _in_doubt(sheet: Sheet) -> bool:
    return sheet.exam_in_doubt and sheet.profile.has("exam_in_doubt")


def _doubt(sheet: Sheet, *, weighed: bool) -> str:
    if not _in_doubt(sheet):
        return ""
    if weighed:
        return f"Les coefficients sont en cours de vérification{NARROW}: le total n’est pas donné."
    return "Les modalités d’évaluation sont en cours de vérification."


@dataclass(frozen=True, slots=True)
class Headed:
    """Units that follow one another under one heading, which may be empty."""

    heading: str
    units: tuple[ExamUnit, ...]


def headed(units: Sequence[ExamUnit]) -> tuple[Headed, ...]:
    return tuple(
        Headed(heading, tuple(under)) for heading, under in groupby(units, lambda one: one.heading)
    )


def beside(unit: ExamUnit, sheet: Sheet, *, in_brief: bool = False) -> str:
    """Beside a unit's title: « coefficient 3, 6 crédits ECTS, unité professionnelle ».

    Without the group of units that the rule names; in brief, without the coefficient either, which
    stands in its column.
    """
    said = []
    if unit.coefficient is not None and sheet.profile.weighs and not in_brief:
        said.append(f"coefficient {number(unit.coefficient)}")
    if unit.credits:
        said.append(count(unit.credits, *ECTS))
    rule = _rule(sheet)
    codes = _professional_codes(sheet)
    told = codes != "" and codes in passing(sheet)
    if rule is not None and rule.by_group and not unit.optional and not told:
        said.append(str(unit.group.label))
    return ", ".join(said)


def lacks_papers(unit: ExamUnit, sheet: Sheet) -> bool:
    """Whether papers are to be expected of a unit that has none: not where it is one itself."""
    is_one = sheet.profile.unit == sheet.profile.paper
    return not (unit.papers or is_one or unit.weight is not None or unit.credits)


def paper_name(paper: ExamPaper) -> str:
    """« Écrit », « EG1 : français, écrit »."""
    return capitalized(", ".join(filter(None, (paper.title, str(paper.form.label)))))


_CCF: Final = "contrôle en cours de formation"


def paper_mode(paper: ExamPaper) -> str:
    """« CCF », « CCF : apprentis ; ponctuel : autres candidats »: in full once, below."""
    if paper.in_course_for:
        who = listed(public.label for public in paper.in_course_for)
        return f"CCF{NARROW}: {who}{NARROW}; ponctuel{NARROW}: autres candidats"
    return str(paper.mode.label).replace(f" ({_CCF})", "") if paper.mode else ""
