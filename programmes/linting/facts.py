"""Durations, prices and headings that contradict themselves or have aged."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from programmes.naming.rows import ROW_KINDS
from programmes.nouns import quoted
from programmes.sheet import Bloc, ExamUnit, Occupation, Sheet
from programmes.text import fold
from programmes.typography import NARROW, listed, long_date, number

from .dates import is_priced_ahead, is_priced_long_ago
from .places import row_name
from .remark import Remark, doubtful, wrong

SHORTEST_DAY, LONGEST_DAY = Decimal(6), Decimal(9)


def hours_per_day(sheet: Sheet, _today: date) -> Iterator[Remark]:
    if not (sheet.hours and sheet.training_days):
        return
    hours = Decimal(sheet.hours) / sheet.training_days
    if not SHORTEST_DAY <= hours <= LONGEST_DAY:
        sentence = (
            f"{number(sheet.hours)}{NARROW}h pour {number(sheet.training_days)} jours font "
            f"{number(hours)}{NARROW}h par jour{NARROW}: on attend de 6 à 9{NARROW}h."
        )
        yield doubtful("hours_per_day", "duration", "durée en heures et en jours", sentence)


def prices(sheet: Sheet, today: date) -> Iterator[Remark]:
    options = sheet.funding_options
    priced = [
        (row_name(option, options, index), option)
        for index, option in enumerate(options)
        if option.is_priced
    ]
    undated = list(
        dict.fromkeys(quoted(row.scheme.name) for _, row in priced if row.priced_on is None)
    )
    if undated:
        what = "Ce tarif n’a pas de date" if len(undated) == 1 else "Ces tarifs n’ont pas de date"
        sentence = f"{what}{NARROW}: {listed(undated)}."
        yield doubtful("price_undated", "funding", "date du tarif", sentence)
    for place, option in priced:
        if option.priced_on is None:
            continue
        day = long_date(option.priced_on)
        if is_priced_ahead(option, today):
            sentence = (
                f"Ce tarif est daté du {day}, qui est à venir{NARROW}: "
                "indiquez le jour où il a été fixé."
            )
            yield wrong("price_ahead", "funding", place, sentence)
        elif is_priced_long_ago(option, today):
            sentence = (
                f"Ce tarif a plus de douze mois{NARROW}: il date du {day}. "
                "Vérifiez-le, puis changez sa date."
            )
            yield doubtful("price_old", "funding", place, sentence)


def headings(sheet: Sheet, _today: date) -> Iterator[Remark]:
    families = [(family, family) for family, _ in sheet.occupation_families]
    for code, section, place, these, titles in (
        ("families_alike", "occupations", "familles de débouchés", "Ces familles", families),
        (
            "occupations_alike",
            "occupations",
            "débouchés",
            "Ces débouchés",
            _titles(sheet.occupations),
        ),
        (
            "blocs_alike",
            "blocs",
            f"intitulés des {sheet.profile.bloc.many}",
            f"Ces {sheet.profile.bloc.many}",
            _titles(sheet.blocs),
        ),
        (
            "units_alike",
            "exam",
            f"intitulés des {sheet.profile.unit.many}",
            f"Ces {sheet.profile.unit.many}",
            _titles(sheet.exam_units),
        ),
    ):
        for alike in _alike(titles):
            sentence = (
                f"{these} se ressemblent trop{NARROW}: {alike}. "
                "Réunissez-les ou distinguez leurs intitulés."
            )
            yield doubtful(code, section, place, sentence)


def _titles(rows: Sequence[Bloc | ExamUnit | Occupation]) -> list[tuple[str, str]]:
    """The title of each row alone, and with the code or number by which people find it."""
    return [(row.title, ROW_KINDS[type(row)].title(row)) for row in rows]


def _alike(titles: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Titles that differ by case, accents and spaces at most, each group in one phrase."""
    groups: dict[str, list[str]] = defaultdict(list)
    for title, shown in titles:
        groups[fold(title)].append(shown)
    for key, group in groups.items():
        if key and len(group) > 1:
            yield listed(map(quoted, group))
