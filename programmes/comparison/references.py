"""Names of rows inside other rows, made comparable.

A unit names its blocs, an exemption its units and blocs, an intake its site, a price both. When a
bloc is renamed, its units name it otherwise and yet nothing else changed; when two units are
swapped, so are they in an exemption that lists both. What follows from a change that is told is not
told again.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TypeAlias, TypeVar

from programmes.sheet import (
    Bloc,
    ExamUnit,
    Exemption,
    FundingOption,
    Intake,
    Part,
    Sheet,
    Site,
)

from .matching import Matching

# Matches two lists of rows of one class, the old ones first.
Match: TypeAlias = Callable[[type[Part], Sequence[Part], Sequence[Part]], Matching]

Placed = TypeVar("Placed", Intake, FundingOption)


def comparable(old: Sheet, new: Sheet, match: Match) -> tuple[Sheet, Sheet]:
    """Both sheets, the old one naming blocs, units, sites and sessions as the new one names them.

    They are for comparing only: what people are shown comes from the sheets themselves.
    """
    old_sites, new_sites = old.centre.sites, new.centre.sites
    sites = {
        old_sites[i].name: new_sites[j].name for i, j in match(Site, old_sites, new_sites).pairs
    }
    old_intakes = tuple(_at(row, sites) for row in old.intakes)
    pairs = match(Intake, old_intakes, new.intakes).pairs
    names = [(old.intakes[i].name, new.intakes[j].name) for i, j in pairs]
    # Of sessions of one name, one may have moved: prices stay with the one that keeps it.
    intakes = dict(sorted(names, key=lambda pair: pair[0] == pair[1]))
    blocs = {
        old.blocs[i].title: new.blocs[j].title for i, j in match(Bloc, old.blocs, new.blocs).pairs
    }
    old_units = tuple(
        row.model_copy(update={"blocs": tuple(blocs.get(title, title) for title in row.blocs)})
        for row in old.exam_units
    )
    units = {
        old_units[i].name: new.exam_units[j].name
        for i, j in match(ExamUnit, old_units, new.exam_units).pairs
    }
    in_exam_order = _list_units_in_order(old) and _list_units_in_order(new)

    def exemptions(
        rows: tuple[Exemption, ...], names: dict[str, str], bloc_names: dict[str, str]
    ) -> Iterator[Exemption]:
        for row in rows:
            named = [names.get(name, name) for name in row.units]
            named = sorted(named) if in_exam_order else named
            titles = tuple(bloc_names.get(title, title) for title in row.blocs)
            yield row.model_copy(update={"units": tuple(named), "blocs": titles})

    seen_old = old.model_copy(
        update={
            "exam_units": old_units,
            "exemptions": tuple(exemptions(old.exemptions, units, blocs)),
            "intakes": old_intakes,
            "funding_options": tuple(_of(_at(row, sites), intakes) for row in old.funding_options),
        }
    )
    return seen_old, new.model_copy(
        update={"exemptions": tuple(exemptions(new.exemptions, {}, {}))}
    )


def _at(row: Placed, sites: Mapping[str, str]) -> Placed:
    """At the site of its own, by the name that this has now."""
    if row.site is None:
        return row
    return row.model_copy(update={"site": sites.get(row.site, row.site)})


def _of(row: FundingOption, intakes: Mapping[str, str]) -> FundingOption:
    """Of the session of its own, by the name that this has now."""
    if row.intake is None:
        return row
    return row.model_copy(update={"intake": intakes.get(row.intake, row.intake)})


def _list_units_in_order(sheet: Sheet) -> bool:
    """Whether each exemption lists its units in the order of the exam, as drafts do."""
    place = {unit.name: index for index, unit in enumerate(sheet.exam_units)}
    return all(
        place[name] < place[following]
        for exemption in sheet.exemptions
        for name, following in pairwise(exemption.units)
    )
