"""How each kind of row is recognized from one sheet to the other, and what it is called."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeAlias, TypeVar

from programmes.sheet import (
    Bloc,
    ExamPaper,
    ExamUnit,
    Exemption,
    FundingOption,
    FurtherStudy,
    Intake,
    KeyFigure,
    Objective,
    Occupation,
    Part,
    Requirement,
    Site,
)
from programmes.typography import NARROW, duration, long_date, number
from programmes.vocabulary import ObjectiveLevel, PaperForm

from .labels import FIGURE
from .nouns import Noun, feminine, masculine, ordinal, quoted

Row = TypeVar("Row", bound=Part)
Key: TypeAlias = Callable[[Row], Hashable]


@dataclass(frozen=True)  # slots would forbid to write RowKind[Bloc](…)
class RowKind(Generic[Row]):
    """A kind of row.

    `keys`: two rows with the same key are the same row; an earlier key is a surer one; None
    tells nothing. `texts`: what to weigh for likeness when no key helps. `name`: the row among
    its siblings. `title`: what it says, in one piece. `sorted_by`: the draft keeps these rows in
    this order, so that a place says nothing of its own.
    """

    noun: Noun
    plural: str
    name: Callable[[Row, Sequence[Row], int], Noun]
    title: Callable[[Row], str]
    keys: tuple[Key[Row], ...]
    texts: Callable[[Row], tuple[str, ...]] = field(default=lambda _row: ())
    section: str = ""
    sorted_by: Callable[[Row], Any] | None = None


def _only(rows: Sequence[Row], key: Callable[[Row], object], row: Row) -> bool:
    return sum(key(other) == key(row) for other in rows) == 1


def _objective_name(row: Objective, rows: Sequence[Objective], index: int) -> Noun:
    """Numbered as one counts them on the page: details belong to the objective above."""
    mains = details = 0
    for objective in rows[: index + 1]:
        if objective.level is ObjectiveLevel.MAIN:
            mains, details = mains + 1, 0
        else:
            details += 1
    if not details:
        return masculine(f"objectif {mains}")
    return masculine(f"objectif {mains}, détail {details}" if mains else f"détail {details}")


def _objective_title(row: Objective) -> str:
    return f"{row.text} ({row.cefr_level.label})" if row.cefr_level else row.text


def _bloc_name(row: Bloc, rows: Sequence[Bloc], _index: int) -> Noun:
    if row.number is not None and _only(rows, lambda bloc: bloc.number, row):
        return masculine(f"bloc {row.number}")
    return masculine(f"bloc {quoted(row.title)}")


def _bloc_title(row: Bloc) -> str:
    return row.title if row.number is None else f"Bloc {row.number}{NARROW}: {row.title}"


_FORMS = {PaperForm.WRITTEN: "écrite", PaperForm.ORAL: "orale", PaperForm.PRACTICAL: "pratique"}


def _paper_name(row: ExamPaper, rows: Sequence[ExamPaper], index: int) -> Noun:
    part = f"partie {_FORMS[row.form]}"
    if _only(rows, lambda paper: paper.form, row):
        return feminine(part)
    rank = sum(paper.form is row.form for paper in rows[: index + 1])
    return feminine(f"{ordinal(rank)} {part}")


def _paper_title(row: ExamPaper) -> str:
    said = [row.form.label]
    if row.duration_minutes is not None:
        said.append(duration(row.duration_minutes))
    if row.preparation_minutes is not None:
        said.append(f"préparation {duration(row.preparation_minutes)}")
    return ", ".join([*map(str, said), f"coefficient {number(row.coefficient)}"])


def _unit_name(row: ExamUnit, _rows: Sequence[ExamUnit], _index: int) -> Noun:
    return feminine(f"unité {row.code or quoted(row.title)}")


def _intake_name(row: Intake, rows: Sequence[Intake], _index: int) -> Noun:
    name = f"rentrée du {long_date(row.starts_on)}"
    if row.site and not _only(rows, lambda intake: intake.starts_on, row):
        name = f"{name} ({row.site})"
    return feminine(name)


def _intake_title(row: Intake) -> str:
    return long_date(row.starts_on) + (f", {row.site}" if row.site else "")


def _figure_title(row: KeyFigure) -> str:
    kind = f"{row.kind.label} {row.year}" if row.year is not None else str(row.kind.label)
    return f"{kind}{NARROW}: {FIGURE.write(row.value, row)}"


def _figure_name(row: KeyFigure, rows: Sequence[KeyFigure], _index: int) -> Noun:
    said = str(row.kind.label) + (f" {row.year}" if row.year is not None else "")
    if row.cohort and not _only(rows, lambda figure: (figure.kind, figure.year), row):
        said = f"{said}, {row.cohort}"
    return masculine(f"chiffre clé {quoted(said)}")


def _occupation_title(row: Occupation) -> str:
    return f"{row.title} ({row.rome_code})" if row.rome_code else row.title


def _numbered(noun: Noun) -> Callable[[Part, Sequence[Part], int], Noun]:
    return lambda _row, _rows, index: Noun(f"{noun} {index + 1}", noun.feminine)


def _titled(noun: Noun, title: Callable[[Any], str]) -> Callable[[Any, Sequence[Any], int], Noun]:
    return lambda row, _rows, _index: Noun(f"{noun} {quoted(title(row))}", noun.feminine)


_SITE = masculine("lieu")
_REQUIREMENT = feminine("condition d’admission")
_EXEMPTION = feminine("dispense")
_FUNDING = masculine("financement")
_OCCUPATION = masculine("débouché")
_FURTHER_STUDY = feminine("poursuite d’études")

ROW_KINDS: dict[type[Part], RowKind[Any]] = {
    Site: RowKind[Site](
        noun=_SITE,
        plural="lieux",
        name=_titled(_SITE, lambda row: row.name),
        title=lambda row: row.name,
        keys=(lambda row: row.name,),
        texts=lambda row: (row.name, row.address),
        section="contact",
    ),
    Intake: RowKind[Intake](
        noun=feminine("rentrée"),
        plural="rentrées",
        name=_intake_name,
        title=_intake_title,
        keys=(lambda row: (row.starts_on, row.site), lambda row: row.starts_on),
        section="duration",
        sorted_by=lambda row: row.starts_on,
    ),
    Bloc: RowKind[Bloc](
        noun=masculine("bloc"),
        plural="blocs",
        name=_bloc_name,
        title=_bloc_title,
        keys=(lambda row: row.title, lambda row: row.official_number or None),
        texts=lambda row: (row.title, "\n".join(objective.text for objective in row.objectives)),
        section="blocs",
    ),
    Objective: RowKind[Objective](
        noun=masculine("objectif"),
        plural="objectifs",
        name=_objective_name,
        title=_objective_title,
        keys=(lambda row: row.text,),
        texts=lambda row: (row.text,),
    ),
    Requirement: RowKind[Requirement](
        noun=_REQUIREMENT,
        plural="conditions d’admission",
        name=_numbered(_REQUIREMENT),
        title=lambda row: row.text,
        keys=(lambda row: row.text,),
        texts=lambda row: (row.text,),
        section="admission",
    ),
    Exemption: RowKind[Exemption](
        noun=_EXEMPTION,
        plural="dispenses",
        name=_numbered(_EXEMPTION),
        title=lambda row: row.situation,
        keys=(lambda row: row.situation,),
        texts=lambda row: (row.situation,),
        section="exemptions",
    ),
    ExamUnit: RowKind[ExamUnit](
        noun=feminine("unité"),
        plural="unités",
        name=_unit_name,
        title=lambda row: f"{row.code} {row.title}".strip(),
        keys=(lambda row: row.code, lambda row: row.title or None),
        texts=lambda row: (row.title,),
        section="exam",
    ),
    ExamPaper: RowKind[ExamPaper](
        noun=feminine("partie d’épreuve"),
        plural="parties d’épreuve",
        name=_paper_name,
        title=_paper_title,
        keys=(lambda row: row.form,),
    ),
    FundingOption: RowKind[FundingOption](
        noun=_FUNDING,
        plural="financements",
        name=_titled(_FUNDING, lambda row: row.scheme.name),
        title=lambda row: row.scheme.name,
        keys=(lambda row: row.scheme.code,),
        section="funding",
    ),
    Occupation: RowKind[Occupation](
        noun=_OCCUPATION,
        plural="débouchés",
        name=_titled(_OCCUPATION, lambda row: row.title),
        title=_occupation_title,
        keys=(lambda row: (row.rome_code, row.title), lambda row: row.title),
        texts=lambda row: (row.title,),
        section="occupations",
    ),
    FurtherStudy: RowKind[FurtherStudy](
        noun=_FURTHER_STUDY,
        plural="poursuites d’études",
        name=_titled(_FURTHER_STUDY, lambda row: row.title),
        title=lambda row: row.title,
        keys=(lambda row: row.title,),
        texts=lambda row: (row.title,),
        section="further_studies",
    ),
    KeyFigure: RowKind[KeyFigure](
        noun=masculine("chiffre clé"),
        plural="chiffres clés",
        name=_figure_name,
        title=_figure_title,
        keys=(
            lambda row: (row.kind, row.year, row.cohort),
            lambda row: None if row.year is None else (row.kind, row.year),
        ),
        section="key_figures",
    ),
}
