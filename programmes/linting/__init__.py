"""The linter of the field: what looks wrong in a sheet, as warnings beside the data.

Pure: sheets and a day in, remarks out. Nothing here stops a publication; duties do
(`catalogue/duties`).
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from programmes.sections import SECTIONS
from programmes.sheet import Sheet

from .codes import codes, registration
from .exam import assessed_blocs, in_doubt, papers, total
from .facts import headings, hours_per_day, prices
from .figures import figures
from .funding import contradictions, named_opcos, of_sessions, promises, remaining_costs
from .kinds import lacked, register, titles_of_one_code
from .links import dead_links
from .remark import IDENTITY, Remark, Severity
from .sessions import sessions, work_study
from .strangers import Others, strangers
from .words import retired_names, typography

__all__ = ["Others", "Remark", "Severity", "lint"]

Rule = Callable[[Sheet, date], Iterator[Remark]]

RULES: Final[tuple[Rule, ...]] = (
    codes,
    registration,
    register,
    lacked,
    hours_per_day,
    sessions,
    work_study,
    papers,
    assessed_blocs,
    in_doubt,
    prices,
    contradictions,
    of_sessions,
    named_opcos,
    remaining_costs,
    promises,
    headings,
    figures,
    retired_names,
    typography,
)
NOBODY: Final = Others()
_PLACES: Final = {name: place for place, name in enumerate([IDENTITY, *(s.name for s in SECTIONS)])}


def lint(
    sheet: Sheet,
    today: date,
    previous: Sheet | None = None,
    dead: Mapping[str, str] = MappingProxyType({}),
    titles: Mapping[str, Mapping[str, str]] = MappingProxyType({}),
    others: Others = NOBODY,
) -> tuple[Remark, ...]:
    """Every remark, in the order of the page.

    `previous`: the sheet last published. `dead`: links that did not answer, as in `links.py`.
    `titles`: what the whole catalogue calls each code, as in `kinds.py`. `others`: its other
    programmes, as in `strangers.py`.
    """
    remarks = [remark for rule in RULES for remark in rule(sheet, today)]
    remarks += total(sheet, previous)
    remarks += dead_links(sheet, dead)
    remarks += titles_of_one_code(sheet, titles)
    remarks += strangers(sheet, others)
    return tuple(sorted(remarks, key=lambda remark: _PLACES[remark.section]))
