"""Durations, prices and headings that contradict themselves or have aged."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from programmes.comparison.nouns import quoted
from programmes.months import months_before
from programmes.sheet import Sheet
from programmes.text import fold
from programmes.typography import NARROW, listed, long_date, number

from .places import row_name
from .remark import Remark, doubtful

SHORTEST_DAY, LONGEST_DAY = Decimal(6), Decimal(9)
PRICES_KEPT_MONTHS: Final = 12


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
        if option.yearly_price is not None or option.remaining_cost is not None
    ]
    undated = [quoted(option.scheme.name) for _, option in priced if option.priced_on is None]
    if undated:
        what = "Ce tarif n’a pas de date" if len(undated) == 1 else "Ces tarifs n’ont pas de date"
        sentence = f"{what}{NARROW}: {listed(undated)}."
        yield doubtful("price_undated", "funding", "date du tarif", sentence)
    limit = months_before(today, PRICES_KEPT_MONTHS)
    for place, option in priced:
        if option.priced_on is not None and option.priced_on < limit:
            sentence = f"Ce tarif date du {long_date(option.priced_on)}, plus de douze mois."
            yield doubtful("price_old", "funding", place, sentence)


def headings(sheet: Sheet, _today: date) -> Iterator[Remark]:
    families = [family for family, _ in sheet.occupation_families]
    for alike in _alike(families):
        sentence = f"Ces familles se ressemblent trop pour être deux{NARROW}: {alike}."
        yield doubtful("families_alike", "occupations", "familles de débouchés", sentence)
    for alike in _alike(bloc.title for bloc in sheet.blocs):
        sentence = f"Ces blocs se ressemblent trop pour être deux{NARROW}: {alike}."
        yield doubtful("blocs_alike", "blocs", "intitulés des blocs", sentence)


def _alike(headings_: Iterable[str]) -> Iterator[str]:
    """Headings that differ by case, accents and spaces only, each group in one phrase."""
    groups: dict[str, list[str]] = defaultdict(list)
    for heading in headings_:
        groups[fold(heading)].append(heading)
    for key, group in groups.items():
        if key and len(group) > 1:
            yield listed(quoted(heading) for heading in group)
