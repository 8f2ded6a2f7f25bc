"""How each kind of row is recognized from one sheet to the other, and what it is called."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Generic, TypeAlias, TypeVar

from programmes import sessions
from programmes.kinds import USUAL, Profile
from programmes.nouns import Noun, feminine, masculine, ordinal, quoted
from programmes.sheet import (
    Bloc,
    Certifier,
    CommonDocument,
    Document,
    ExamPaper,
    ExamUnit,
    Exemption,
    File,
    FundingOption,
    FurtherStudy,
    Intake,
    KeyFigure,
    Objective,
    Occupation,
    Part,
    Requirement,
    Site,
    StartNote,
)
from programmes.typography import (
    NARROW,
    capitalized,
    duration,
    elided,
    listed,
    long_date,
    number,
)
from programmes.vocabulary import ObjectiveLevel, PaperForm

from .labels import FIGURE, session

Row = TypeVar("Row", bound=Part)
Key: TypeAlias = Callable[[Row], Hashable]


@dataclass(frozen=True)  # slots would forbid to write RowKind[Bloc](…)
class RowKind(Generic[Row]):
    """A kind of row.

    `keys`: two rows with the same key are the same row; an earlier key is a surer one; None
    tells nothing. `texts`: what to weigh for likeness when no key helps. `name`: the row among
    its siblings. `title`: what it says, in one piece. `sorted_by`: the draft keeps these rows in
    this order, so that a place says nothing of its own. `called`: the noun of one row, where not
    all are alike. `worded`: makes it anew in the words of a
    kind of programme, where these differ.
    """

    noun: Noun
    plural: str
    name: Callable[[Row, Sequence[Row], int], Noun]
    title: Callable[[Row], str]
    keys: tuple[Key[Row], ...]
    texts: Callable[[Row], tuple[str, ...]] = field(default=lambda _row: ())
    section: str = ""
    sorted_by: Callable[[Row], Any] | None = None
    called: Callable[[Row], Noun] | None = None
    worded: "Callable[[Profile], RowKind[Row]] | None" = None

    def of(self, profile: Profile) -> "RowKind[Row]":
        return self.worded(profile) if self.worded else self

    def words(self, row: Row) -> tuple[Noun, str]:
        """What one such row is called, and several."""
        if self.called is None:
            return self.noun, self.plural
        noun = self.called(row)
        return noun, noun.many


def _worded(make: Callable[[Profile], RowKind[Row]]) -> RowKind[Row]:
    return replace(make(USUAL), worded=make)


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


def _blocs(profile: Profile) -> RowKind[Bloc]:
    def name(row: Bloc, rows: Sequence[Bloc], _index: int) -> Noun:
        noun = profile.bloc_of(row.kind)
        if row.number is not None and _only(rows, lambda bloc: bloc.number, row):
            return _followed(noun, str(row.number))
        return _followed(noun, quoted(row.title))

    def title(row: Bloc) -> str:
        if row.number is None:
            return row.title
        return f"{capitalized(profile.bloc_of(row.kind).text)} {row.number}{NARROW}: {row.title}"

    return RowKind[Bloc](
        noun=profile.bloc,
        plural=profile.bloc.many,
        name=name,
        title=title,
        keys=(lambda row: row.title, lambda row: row.official_number or None),
        texts=lambda row: (row.title, "\n".join(objective.text for objective in row.objectives)),
        section="blocs",
        called=lambda row: profile.bloc_of(row.kind),
    )


def _followed(noun: Noun, words: str) -> Noun:
    return replace(noun, text=f"{noun} {words}")


_FORMS = {
    PaperForm.WRITTEN: "partie écrite",
    PaperForm.ORAL: "partie orale",
    PaperForm.PRACTICAL: "partie pratique",
}


def _paper_name(row: ExamPaper, rows: Sequence[ExamPaper], index: int) -> Noun:
    if row.title and _only(rows, lambda paper: paper.title, row):
        return feminine(f"partie {quoted(row.title)}")
    part = _FORMS.get(row.form, f"partie «{NARROW}{row.form.label}{NARROW}»")
    if _only(rows, lambda paper: paper.form, row):
        return feminine(part)
    rank = sum(paper.form is row.form for paper in rows[: index + 1])
    return feminine(f"{ordinal(rank)} {part}")


def _paper_title(row: ExamPaper) -> str:
    said = [*filter(None, [row.title]), row.form.label]
    if row.duration_minutes is not None:
        said.append(duration(row.duration_minutes))
    if row.preparation_minutes is not None:
        said.append(f"préparation {duration(row.preparation_minutes)}")
    if row.coefficient is not None:
        said.append(f"coefficient {number(row.coefficient)}")
    return ", ".join(map(str, said))


def _papers(profile: Profile) -> RowKind[ExamPaper]:
    part = feminine(f"partie {elided('de', profile.paper.text)}")
    return RowKind[ExamPaper](
        noun=part,
        plural=part.many,
        name=_paper_name,
        title=_paper_title,
        keys=(lambda row: (row.title, row.form), lambda row: row.form),
    )


def _units(profile: Profile) -> RowKind[ExamUnit]:
    unit = profile.unit
    return RowKind[ExamUnit](
        noun=unit,
        plural=unit.many,
        name=lambda row, _rows, _index: _followed(unit, row.code or quoted(row.title)),
        title=lambda row: f"{row.code} {row.title}".strip(),
        keys=(lambda row: row.code or None, lambda row: row.title or None),
        texts=lambda row: (row.title,),
        section="exam",
    )


def _intakes(profile: Profile) -> RowKind[Intake]:
    def name(row: Intake, rows: Sequence[Intake], _index: int) -> Noun:
        words = f"du {long_date(row.starts_on)}"
        if row.site and not _only(rows, lambda intake: intake.starts_on, row):
            words = f"{words} ({row.site})"
        return _followed(profile.start, words)

    return RowKind[Intake](
        noun=profile.start,
        plural=profile.start.many,
        name=name,
        title=_intake_title,
        keys=(lambda row: (row.starts_on, row.site), lambda row: row.starts_on),
        section="duration",
        sorted_by=lambda row: row.starts_on,
    )


def _intake_title(row: Intake) -> str:
    return long_date(row.starts_on) + (f", {row.site}" if row.site else "")


def _note_of(row: StartNote) -> str:
    return listed(one.label for one in row.publics)


def _exemptions(profile: Profile) -> RowKind[Exemption]:
    return RowKind[Exemption](
        noun=profile.exemption,
        plural=profile.exemption.many,
        name=_numbered(profile.exemption),
        title=lambda row: row.situation,
        keys=(lambda row: row.situation,),
        texts=lambda row: (row.situation,),
        section="exemptions",
    )


def _counted(row: KeyFigure) -> Hashable:
    """What is counted and of whom, but for the words of its cohort."""
    return (row.kind, row.horizon, row.year, row.public, row.group, row.scope)


def _figures(profile: Profile) -> RowKind[KeyFigure]:
    def said(row: KeyFigure) -> str:
        year = f" {row.year}" if row.year is not None else ""
        return profile.figure(row.kind, row.horizon) + year

    def name(row: KeyFigure, rows: Sequence[KeyFigure], _index: int) -> Noun:
        words = [said(row)]
        if not _only(rows, said, row):
            words += filter(None, (row.public and row.public.label, row.group, row.scope))
            if row.cohort and not _only(rows, _counted, row):
                words.append(row.cohort)
        return masculine(f"chiffre clé {quoted(', '.join(words))}")

    def value(row: KeyFigure) -> str:
        return "non diffusé" if row.value is None else FIGURE.write(row.value, row)

    return RowKind[KeyFigure](
        noun=masculine("chiffre clé"),
        plural="chiffres clés",
        name=name,
        title=lambda row: f"{said(row)}{NARROW}: {value(row)}",
        keys=(
            lambda row: (_counted(row), row.cohort),
            lambda row: None if row.year is None else _counted(row),
            # Its public, its group or its horizon was told since.
            lambda row: None if row.year is None else (row.kind, row.year),
        ),
        section="key_figures",
    )


def _occupation_title(row: Occupation) -> str:
    return f"{row.title} ({row.rome_code})" if row.rome_code else row.title


def _numbered(noun: Noun) -> Callable[[Part, Sequence[Part], int], Noun]:
    return lambda _row, _rows, index: _followed(noun, str(index + 1))


def _titled(noun: Noun, title: Callable[[Any], str]) -> Callable[[Any, Sequence[Any], int], Noun]:
    return lambda row, _rows, _index: _followed(noun, quoted(title(row)))


def told_place(row: FundingOption, profile: Profile) -> str:
    """« rentrée du 7 septembre 2027, Campus du Nord »: a site of both is said once."""
    if row.intake is None:
        return row.site or ""
    of_session = f"{profile.start.text} du {session(row.intake)}"
    is_told = row.site in (None, sessions.told(row.intake)[1])
    return of_session if is_told else f"{of_session}, {row.site}"


def _prices(profile: Profile) -> RowKind[FundingOption]:
    def title(row: FundingOption) -> str:
        """« CPF, groupe de 8, salariés, Campus du Nord »."""
        publics = listed(one.label for one in row.publics)
        place = told_place(row, profile)
        return ", ".join(filter(None, (row.scheme.name, row.label, publics, place)))

    def name(row: FundingOption, rows: Sequence[FundingOption], _index: int) -> Noun:
        """By its scheme, as long as that has one line only."""
        is_alone = _only(rows, lambda option: option.scheme.code, row)
        return _followed(_FUNDING, quoted(row.scheme.name if is_alone else title(row)))

    return RowKind[FundingOption](
        noun=_FUNDING,
        plural="financements",
        name=name,
        title=title,
        # Of lines alike, the basis tells: one price a person and another a group.
        keys=(
            lambda row: (row.identity, row.basis),
            lambda row: row.identity,
            lambda row: (row.scheme.code, row.label),
            lambda row: row.scheme.code,
        ),
        section="funding",
    )


_SITE = masculine("lieu")
_START_NOTE = feminine("consigne d’entrée")
_REQUIREMENT = feminine("condition d’admission")
_FUNDING = masculine("financement")
_OCCUPATION = masculine("débouché")
_FURTHER_STUDY = feminine("poursuite d’études")

_CERTIFIER = masculine("certificateur")


def _documents(noun: Noun, plural: str) -> RowKind[Any]:
    """The file of one may be replaced: it is still that document."""

    def title(row: File) -> str:
        return row.called

    return RowKind[File](
        noun=noun,
        plural=plural,
        name=_titled(noun, title),
        title=title,
        keys=(lambda row: (row.kind, row.title), lambda row: row.digest),
        texts=lambda row: (row.title,),
        section="documents",
    )


ROW_KINDS: dict[type[Part], RowKind[Any]] = {
    Certifier: RowKind[Certifier](
        noun=_CERTIFIER,
        plural="certificateurs",
        name=_titled(_CERTIFIER, lambda row: row.name),
        title=lambda row: row.name,
        keys=(lambda row: row.siret or None, lambda row: row.name),
        texts=lambda row: (row.name,),
        section="references",
    ),
    Site: RowKind[Site](
        noun=_SITE,
        plural="lieux",
        name=_titled(_SITE, lambda row: row.name),
        title=lambda row: row.name,
        keys=(lambda row: row.name,),
        texts=lambda row: (row.name, row.address),
        section="contact",
    ),
    Intake: _worded(_intakes),
    StartNote: RowKind[StartNote](
        noun=_START_NOTE,
        plural="consignes d’entrée",
        name=_titled(_START_NOTE, _note_of),
        title=lambda row: f"{_note_of(row)}{NARROW}: {row.text}",
        keys=(lambda row: (row.publics, row.text), lambda row: row.publics, lambda row: row.text),
        texts=lambda row: (row.text,),
        section="duration",
    ),
    Bloc: _worded(_blocs),
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
    Exemption: _worded(_exemptions),
    ExamUnit: _worded(_units),
    ExamPaper: _worded(_papers),
    FundingOption: _worded(_prices),
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
    KeyFigure: _worded(_figures),
    Document: _documents(masculine("document"), "documents"),
    CommonDocument: _documents(masculine("document du centre"), "documents du centre"),
}
