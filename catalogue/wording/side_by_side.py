"""Programmes side by side: the same rows for each, in the words of their pages and cards.

A row that none of them has is not there; one that the kind of some does not have is empty for
these, which is no missing mention.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from programmes import brief, series
from programmes.costs import costs
from programmes.sheet import KeyFigure, Sheet
from programmes.typography import capitalized, listed, lowered, typeset
from programmes.vocabulary import FigureKind, Scale

from .award import is_registrable, level, registration
from .duration import group_size, in_company, length, mode, rhythm, school_years
from .facts import Fact, summary
from .figures import counted, figure_label, figure_value, uncounted, undisclosed
from .next_step import next_step
from .sessions import applications_of_next

# A cell is not a list: beyond, the page says the others.
_MOST_NAMED: Final = 5
# More than beside the text of a page: signs that the costs may have.
_ROOM: Final = 200
_UNSAID: Final = "non communiqué"
_UNSAID_F: Final = "non communiquée"
_OF_CERTIFICATION: Final = frozenset({FigureKind.PASS, FigureKind.PRESENTATION})
# Beside a share, the commonest.
_OF_SCALE: Final[dict[Scale, str]] = {
    scale: ", en points" if scale is Scale.POINTS else f", sur {scale.highest}"
    for scale in Scale
    if scale is not Scale.PERCENT
}


@dataclass(frozen=True, slots=True)
class Row:
    """What is said of one thing, of each programme in turn; None where its kind has no such thing.

    `differs`: two of them are known to say different things.
    """

    label: str
    cells: tuple[Fact | None, ...]
    differs: bool


@dataclass(frozen=True, slots=True)
class RowGroup:
    title: str
    rows: tuple[Row, ...]


# What tells that two lines are one row; a programme has one line of each.
Key = tuple[object, ...]
Lines = dict[Key, Fact]
_CENTRE: Final[Key] = ("centre",)


def side_by_side(sheets: Sequence[Sheet], today: date) -> tuple[RowGroup, ...]:
    groups = []
    for title, lines_of in _GROUPS.items():
        columns = [_by_key(lines_of(sheet, today)) for sheet in sheets]
        if lines_of is _results:
            columns = _with_unsaid_results(columns, sheets)
        if lines_of is _identity:
            columns = _without_shared_centre(columns)
        if rows := tuple(_rows(columns)):
            groups.append(RowGroup(title, rows))
    return tuple(groups)


def _by_key(facts: Iterable[tuple[Key, Fact]]) -> Lines:
    """The first of each key."""
    lines: Lines = {}
    for key, fact in facts:
        lines.setdefault(key, fact)
    return lines


def _rows(columns: Sequence[Lines]) -> Iterator[Row]:
    """In the order of the programme that has most of them, then what only others have."""
    ordered = sorted(columns, key=len, reverse=True)
    for key in dict.fromkeys(key for lines in ordered for key in lines):
        cells = tuple(lines.get(key) for lines in columns)
        facts = [fact for fact in cells if fact]
        known = {fact.text for fact in facts if fact.text}
        if known:
            labels = dict.fromkeys(fact.label for fact in facts)
            has_all = len(facts) == len(cells)
            yield Row(_either(labels), cells, differs=len(known) > 1 or not has_all)


def _either(labels: Iterable[str]) -> str:
    """« Rentrée ou session »: what each calls it."""
    first, *others = labels
    return listed((first, *(lowered(one) for one in others)), "ou")


def _identity(sheet: Sheet, today: date) -> Iterator[tuple[Key, Fact]]:
    yield ("title",), Fact("Intitulé", typeset(sheet.full_title), "full_title")
    yield _CENTRE, Fact("Centre de formation", typeset(sheet.centre.name), "centre")
    yield ("badge",), Fact("Nature", typeset(brief.badge(sheet)), "kind", absent=_UNSAID_F)
    if sheet.profile.has("level"):
        yield ("level",), Fact("Niveau", typeset(level(sheet)), "level")
    if is_registrable(sheet):
        found = registration(sheet, today)
        ended = f", {found.said}" if found and found.ended else ""
        code = f"{found.badge}{ended}" if found else ""
        yield ("registry",), Fact("Répertoire", code, "registry_code")
    if sheet.profile.has("work_study"):
        offered = str(sheet.work_study.label) if sheet.work_study else ""
        yield ("work_study",), Fact("Alternance", offered, "work_study", absent=_UNSAID_F)


def _without_shared_centre(columns: Sequence[Lines]) -> list[Lines]:
    """The page's head names it already; where they have several, each says its own."""
    if len({lines[_CENTRE].text for lines in columns}) > 1:
        return list(columns)
    return [{key: fact for key, fact in lines.items() if key != _CENTRE} for lines in columns]


def _entry(sheet: Sheet, today: date) -> Iterator[tuple[Key, Fact]]:
    yield ("intakes",), _start(sheet, today)
    found = registration(sheet, today)
    if not sheet.permanent_entry and not (found and found.ended):
        # « Candidatures : ouvertes jusqu’au… », said once.
        said = applications_of_next(sheet, today).removeprefix("candidatures ")
        yield ("applications",), Fact("Candidatures", said, "intakes", absent=f"{_UNSAID_F}s")
    yield _beside(sheet, today, "requirements")
    yield _beside(sheet, today, "access_delay")


def _start(sheet: Sheet, today: date) -> Fact:
    """Where its applications stand is a line of its own, unless nobody may enter any more."""
    word, step = sheet.profile.start, next_step(sheet, today)
    said = step.start or step.state
    return Fact(capitalized(word.text), said, "intakes", absent=word.agree(_UNSAID))


def _cost(sheet: Sheet, today: date) -> Iterator[tuple[Key, Fact]]:
    key, beside = _beside(sheet, today, "funding_options")
    longer = costs(sheet, _ROOM, today)
    anchor = beside.anchor if not longer or longer.endswith("…") else ""
    yield key, replace(beside, text=longer or beside.text, anchor=anchor)
    schemes = dict.fromkeys(typeset(row.scheme.name) for row in sheet.funding_options)
    yield (
        ("schemes",),
        Fact("Financements", listed(schemes), "funding_options", absent=f"{_UNSAID}s"),
    )


def _results(sheet: Sheet, today: date) -> Iterator[tuple[Key, Fact]]:
    """The newest figure of each series that counts everybody: others do not compare."""
    leading = series.leading(sheet)
    every = [*filter(None, [leading]), *series.others(sheet)]
    for one in every:
        figure = one.latest
        if figure.is_of_everybody and not figure.is_partial:
            label = typeset(figure_label(figure, sheet)) + _OF_SCALE.get(figure.scale, "")
            key = (figure.kind, figure.horizon, figure.scale)
            yield key, Fact(label, _figure(figure), "key_figures")


def _with_unsaid_results(columns: Sequence[Lines], sheets: Sequence[Sheet]) -> list[Lines]:
    """What another programme gives, one gives too or has not communicated; without a
    certification, nobody sits for it."""
    labels = {key: fact.label for lines in columns for key, fact in lines.items()}
    return [
        {
            key: Fact(label, "", "key_figures")
            for key, label in labels.items()
            if sheet.profile.certifies or key[0] not in _OF_CERTIFICATION
        }
        | lines
        for lines, sheet in zip(columns, sheets, strict=True)
    ]


def _figure(figure: KeyFigure) -> str:
    """« 92,9 % (2024, effectif : 14) »: whom it counts, or that nobody says it."""
    value = undisclosed(figure) or figure_value(figure)
    whom = [lowered(text) for text in (counted(figure), uncounted(figure)) if text]
    return f"{value} ({', '.join(whom)})" if whom else value


def _course(sheet: Sheet, today: date) -> Iterator[tuple[Key, Fact]]:
    yield ("length",), Fact("Durée", length(sheet), "hours", absent=_UNSAID_F)
    of_years = (
        (("period",), Fact("Période", school_years(sheet, today), "start_month", absent=_UNSAID_F)),
        (("rhythm",), Fact("Rythme", rhythm(sheet), "rhythm")),
    )
    yield from (line for line in of_years if sheet.profile.by_year or line[1].text)
    if sheet.profile.has("company_weeks"):
        yield ("in_company",), Fact("En entreprise", in_company(sheet), "company_weeks")
    yield ("mode",), Fact("Modalité", mode(sheet), "delivery_mode", absent=_UNSAID_F)
    yield ("places",), Fact("Lieu", listed(_places(sheet)), "intakes")
    yield ("group",), Fact("Groupe", group_size(sheet), "capacity")


def _places(sheet: Sheet) -> Iterator[str]:
    """Where its sessions take place: « Campus du Nord (Pau) »."""
    named = {row.site for row in sheet.intakes}
    for site in sheet.centre.sites:
        if site.name in named:
            town = f" ({site.town})" if site.town and site.town not in site.name else ""
            yield typeset(f"{site.name}{town}")


def _afterwards(sheet: Sheet, today: date) -> Iterator[tuple[Key, Fact]]:
    jobs = _few(row.title or row.rome_label for row in sheet.occupations)
    yield ("occupations",), Fact("Métiers", jobs, "occupations", absent=f"{_UNSAID}s")
    studies = _few(row.title for row in sheet.further_studies)
    yield (
        ("further_studies",),
        Fact("Poursuites d’études", studies, "further_studies", absent=f"{_UNSAID_F}s"),
    )


def _few(titles: Iterable[str]) -> str:
    named = list(filter(None, dict.fromkeys(map(typeset, titles))))
    if len(named) > _MOST_NAMED:
        return f"{', '.join(named[:_MOST_NAMED])}…"
    return listed(named)


def _beside(sheet: Sheet, today: date, field: str) -> tuple[Key, Fact]:
    """The line that stands beside the page's text."""
    return (field,), next(fact for fact in summary(sheet, today) if fact.field == field)


_GROUPS: Final[dict[str, Callable[[Sheet, date], Iterable[tuple[Key, Fact]]]]] = {
    "En bref": _identity,
    "Y entrer": _entry,
    "Ce que cela coûte": _cost,
    "Résultats": _results,
    "Se former": _course,
    "Et après": _afterwards,
}
