"""What a family proposes: its words, its sections, what its programmes have and lack."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Self

from programmes.nouns import Noun, masculine
from programmes.vocabulary import BlocKind, FigureKind, Horizon, Level, Registry, ResultKind

from .kind import Family
from .rules import Rules


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """The words and habits of a family, once what is stated on a sheet has had its say.

    `lacks`: paths in the sheet (« level », « exam_units.papers.coefficient ») of what the family
    does not have: absent from form, page and paper, never « non communiqué ». A sheet that states
    one of them all the same shows it.
    `titles`: section name → its title, where it is not that of `sections.py`.
    `figures`: what a key figure is called, where it is not the label of its kind.
    `helps`: path → the help under the form's field, with an example of the family.
    """

    family: Family
    award: Noun  # what one obtains: « diplôme »
    whole: str  # of what it is: « du diplôme entier »
    start: Noun  # « rentrée », « session »
    assessment: Noun  # « examen », « évaluation »
    unit: Noun  # « unité », « évaluation »
    paper: Noun  # « épreuve »
    bloc: Noun  # « bloc », « CCP »
    bloc_in_full: str  # « bloc de compétences »: a bloc that has no number
    kept: str  # what one has obtained before: « unités acquises »
    exemption: Noun  # « dispense », « équivalence »
    registry: Registry | None  # what a new programme's form proposes
    rules: Rules | None
    results: ResultKind | None
    says_years: bool  # « bac + 2 » beside the level
    by_year: bool = False  # starts with a rentrée: one asks for its period and its rhythm
    lacks: frozenset[str] = frozenset()
    titles: Mapping[str, str] = field(default_factory=dict)
    figures: Mapping[FigureKind, str] = field(default_factory=dict)
    helps: Mapping[str, str] = field(default_factory=dict)

    def has(self, path: str) -> bool:
        """Whether programmes of the family have that field or these rows of the sheet."""
        steps = path.split(".")
        above = (".".join(steps[: length + 1]) for length in range(len(steps)))
        return self.lacks.isdisjoint(above)

    def having(self, paths: Iterable[str]) -> Self:
        """The same with these, which a sheet states."""
        stated = self.lacks.intersection(paths)
        return replace(self, lacks=self.lacks - stated) if stated else self

    @property
    def certifies(self) -> bool:
        """Whether a certification stands at the end, whose results one asks for."""
        return self.has("certifiers")

    @property
    def weighs(self) -> bool:
        """Whether its units, or their papers, have coefficients."""
        return self.has("exam_units.coefficient") or self.has("exam_units.papers.coefficient")

    @property
    def is_other(self) -> bool:
        """Of no family: it is called what staff call it."""
        return self.family is Family.OTHER

    def bloc_of(self, kind: BlocKind) -> Noun:
        """What a bloc is called beside its number: of a title, only the professional are CCP."""
        return self.bloc if kind is BlocKind.PROFESSIONAL else masculine("bloc")

    def bloc_kind(self, kind: BlocKind) -> str:
        return self.bloc_in_full if kind is BlocKind.PROFESSIONAL else str(kind.label)

    def figure(self, kind: FigureKind, horizon: Horizon | None = None) -> str:
        """« Réussite à l’examen », « Insertion à 12 mois »."""
        said = self.figures.get(kind, str(kind.label))
        return f"{said} {horizon.label}" if horizon else said

    def level(self, level: Level) -> str:
        """« Niveau 5 (bac + 2) », or « Niveau 5 » where years after the bac are not said."""
        if self.says_years and level.in_years:
            return f"{level.label} ({level.in_years})"
        return str(level.label)
