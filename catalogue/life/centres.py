"""A programme that goes to another centre: what it names of the former one's sites, and where to.

Pure: a sheet in, a sheet out; nothing is written here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from programmes import sheet as sheets
from programmes.listing import site_key
from programmes.naming.rows import ROW_KINDS
from programmes.sheet import Centre, Part, Sheet, children
from programmes.typography import capitalized

# The field of the sheet, and the place of the row in it.
Place: TypeAlias = tuple[str, int]
#: The rows that stand at a site.
PLACED: Final = ("intakes", "funding_options")


@dataclass(frozen=True, slots=True)
class AtSite:
    """A row that stands at a site, as people call it."""

    place: Place
    called: str
    site: str

    def proposed(self, centre: Centre) -> str | None:
        """The site of that centre that bears the same name, if there is one."""
        key = site_key(self.site)
        return next((one.name for one in centre.sites if site_key(one.name) == key), None)


def at_sites(sheet: Sheet) -> tuple[AtSite, ...]:
    """The sessions and the prices that name a site, in the order of the page."""
    return tuple(
        AtSite((name, index), _called(sheet, name, index), row.site)
        for name in PLACED
        for index, row in enumerate(getattr(sheet, name))
        if row.site is not None
    )


def _called(sheet: Sheet, name: str, index: int) -> str:
    rows: tuple[Part, ...] = getattr(sheet, name)
    kind = ROW_KINDS[children(Sheet)[name]].of(sheet.profile)
    return capitalized(str(kind.name(rows[index], rows, index)))


def of_centre(sheet: Sheet, centre: Centre, sites: Mapping[Place, str | None]) -> Sheet:
    """The sheet once it is of that centre. `sites`: where each row that stands at a site goes."""
    intakes = tuple(
        row.model_copy(update={"site": sites.get(("intakes", index))})
        for index, row in enumerate(sheet.intakes)
    )
    names = {old.name: new.name for old, new in zip(sheet.intakes, intakes, strict=True)}
    prices = tuple(
        row.model_copy(
            update={
                "intake": names[row.intake] if row.intake else None,
                "site": sites.get(("funding_options", index)),
            }
        )
        for index, row in enumerate(sheet.funding_options)
    )
    moved = {"centre": centre, "intakes": intakes, "funding_options": prices}
    return sheets.load(sheets.dump(sheet.model_copy(update=moved)))
