"""What is said of a programme in a few words: beside its title, on its card, on its paper.

Pure: a sheet in, a short text out. What a search finds of it is another matter (`findable`), so
that a rule of search makes no paper anew.
"""

from typing import Final

from . import rhythms
from .sheet import Sheet
from .typography import count
from .vocabulary import DeliveryMode, LengthUnit

_A_YEAR: Final = {LengthUnit.DAYS: 365, LengthUnit.WEEKS: 52, LengthUnit.MONTHS: 12}
_A_WEEK: Final = {LengthUnit.DAYS: 7, LengthUnit.WEEKS: 1}
#: More towns than a title has room for are none.
MOST_TOWNS: Final = 3


def is_under_a_year(sheet: Sheet) -> bool:
    unit = sheet.length_unit
    return unit in _A_YEAR and sheet.length is not None and sheet.length < _A_YEAR[unit]


def is_within_a_week(sheet: Sheet) -> bool:
    """Its days are then those of one week, not of each."""
    unit = sheet.length_unit
    return unit in _A_WEEK and sheet.length is not None and sheet.length <= _A_WEEK[unit]


def rhythm_in_brief(sheet: Sheet) -> str:
    """« 2 jours par semaine », or the free text when no weekday is fixed; else its sessions'."""
    if rhythms.is_stated(sheet):
        return rhythms.brief(sheet, is_within_a_week=is_within_a_week(sheet))
    return rhythm_of_sessions(sheet)


def rhythm_of_sessions(sheet: Sheet) -> str:
    """Where the programme states none: that of all its sessions, or « selon la rentrée »."""
    stated = dict.fromkeys(rhythms.brief(one) for one in sheet.intakes if rhythms.is_stated(one))
    if len(stated) > 1:
        return f"selon la {sheet.profile.start.text}"
    return next(iter(stated), "")


def modes_of_sessions(sheet: Sheet) -> tuple[DeliveryMode, ...]:
    """Each once."""
    return tuple(dict.fromkeys(one.delivery_mode for one in sheet.intakes if one.delivery_mode))


def mode(sheet: Sheet) -> DeliveryMode | None:
    """The one by which it is found: its own, or the only one that its sessions state."""
    stated = modes_of_sessions(sheet)
    return sheet.delivery_mode or (stated[0] if len(stated) == 1 else None)


def badge(sheet: Sheet) -> str:
    """« Diplôme d’État », « Titre professionnel »; what staff call it where no kind fits."""
    if sheet.kind_label and sheet.profile.is_other:
        return sheet.kind_label[:1].upper() + sheet.kind_label[1:]
    return sheet.kind.nature if sheet.kind else ""


def length(sheet: Sheet) -> str:
    """« 2 ans », « 18 mois »."""
    if sheet.length is None or sheet.length_unit is None:
        return ""
    return count(sheet.length, sheet.length_unit.word, sheet.length_unit.plural)


def registered_as(sheet: Sheet) -> str:
    """« RNCP38368 », « RS6289 »; empty without a code."""
    if not sheet.registry_code:
        return ""
    return sheet.registry.whole(sheet.registry_code) if sheet.registry else sheet.registry_code


def towns(sheet: Sheet) -> tuple[str, ...]:
    """Of its sessions' places, or of the only place there is; none where all is at a distance."""
    if mode(sheet) is DeliveryMode.DISTANCE:
        return ()
    named = {row.site for row in sheet.intakes if row.site}
    sites = sheet.centre.sites
    used = [site for site in sites if site.name in named] if named else list(sites)
    found = dict.fromkeys(" ".join(site.town.split()) for site in used)
    is_known = "" not in found and (named or len(sites) == 1)
    return tuple(found) if is_known and len(found) <= MOST_TOWNS else ()
