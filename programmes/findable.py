"""What a search may find of a programme: all that its card and its page print, where they print it.

Five places, from the title to the long texts: a word counts for more in the first. They stand in
one column, a line each, every word once, as it is printed: a search folds it, and a suggestion
shows it with its accents.
"""

import re
from collections.abc import Iterable, Iterator
from enum import IntEnum
from typing import Final

from . import prose, rhythms, words
from .fields import shelf
from .places import around, around_school
from .rhythms import Rhythmic
from .sessions import PERMANENT
from .sheet import Intake, Sheet, Site
from .specialities import speciality
from .text import fold
from .vocabulary import DeliveryMode, LengthUnit, Level, Month, RequirementKind

# What people say for a level, whatever is awarded. What a family prints of it is another matter.
_LEVELS: Final = {
    Level.LEVEL_3: "CAP BEP",
    Level.LEVEL_4: "bac baccalauréat",
    Level.LEVEL_5: "bac+2",
    Level.LEVEL_6: "bac+3, bac+4, licence, bachelor",
    Level.LEVEL_7: "bac+5, master, mastère",
    Level.LEVEL_8: "bac+8, doctorat",
}
_MODES: Final = {
    DeliveryMode.ON_SITE: "présentiel, sur place",
    DeliveryMode.MIXED: "présentiel, distance, distanciel, mixte, hybride",
    DeliveryMode.DISTANCE: "distanciel, en ligne, e-learning, visio",
}
_WORK_STUDY: Final = "en alternance, alternant, contrat avec une entreprise"
_PROFESSIONAL: Final = "professionnel"  # « titre pro », « licence pro »
_WORK_STUDY_CONTRACT: Final = "professionnalisation"  # « contrat pro »
_SHORT: Final = 30  # days from beginning to end, or taught
_POSTCODE: Final = re.compile(r"\b(\d{5})\s+\S")
_BEFORE_THE_BAC: Final = frozenset({Level.LEVEL_3, Level.LEVEL_4})
_ASKS_NOTHING: Final = re.compile(r"\b(?:aucun|sans) (?:niveau|diplome)")
_ASKS_THE_BAC: Final = re.compile(r"\bbac(?:calaureat)?\b(?! ?\+)|\bniveau 4\b")
_ASKS_A_DIPLOMA: Final = re.compile(r"\bbac|\bniveau\b|\bdiplome|\btitre\b|\bcap\b|\bbts\b")


class Where(IntEnum):
    """The places, from the one that counts most."""

    TITLE = 0
    FACTS = 1
    JOBS = 2
    CONTENTS = 3
    TEXTS = 4


def places(sheet: Sheet) -> tuple[tuple[str, ...], ...]:
    """The words of each place, in the order of `Where`."""
    texts = (_title(sheet), _facts(sheet), _jobs(sheet), _contents(sheet), _texts(sheet))
    return tuple(words.findable(filter(None, one)) for one in texts)


def _title(sheet: Sheet) -> Iterator[str]:
    yield from (sheet.short_title, sheet.full_title)


def _facts(sheet: Sheet) -> Iterator[str]:
    """Of the card, the badges and the lines beside the text."""
    yield from (sheet.exact_title, sheet.kind_label, sheet.centre.name)
    yield from (shelf(sheet), speciality(sheet.nsf))
    if sheet.kind:
        yield from (sheet.kind.option if sheet.kind.named else "", sheet.kind.nature)
        yield "pro" if _PROFESSIONAL in sheet.kind.named else ""
    yield from _codes(sheet)
    if sheet.level is not None and sheet.profile.has("level"):
        yield sheet.profile.level(sheet.level)
        yield _level_as_said(sheet) if sheet.profile.says_years else ""
    yield from _entry(sheet)
    if sheet.is_work_study:
        yield _WORK_STUDY
    yield from _rhythm(sheet)
    yield from _where(sheet)
    yield from _funding(sheet)


def _level_as_said(sheet: Sheet) -> str:
    """A title of level 5 is no « bac + 2 » and never says so; who looks for one wants it too."""
    if sheet.level is None or not sheet.profile.has("level"):
        return ""
    return _LEVELS.get(sheet.level, "")


def _codes(sheet: Sheet) -> Iterator[str]:
    """« RNCP38368 », « 38368 », « RNCP 38368 »: each is typed."""
    if sheet.registry_code:
        registry = sheet.registry.prefix if sheet.registry else ""
        yield sheet.registry.label if registry and sheet.registry else ""
        yield f"{registry} {sheet.registry_code} {registry}{sheet.registry_code}"
    for code in sheet.former_codes:
        yield f"{code} {code.lstrip('RNCPS')}"
    yield from (sheet.cfd, sheet.nsf, *sheet.formacodes)
    yield from (row.rome_code for row in sheet.occupations)
    yield from (bloc.official_number for bloc in sheet.blocs)


def _entry(sheet: Sheet) -> Iterator[str]:
    """« Sans bac », « après la 3e »: what students type where a page says what is asked."""
    asked = fold(
        " ".join(row.text for row in sheet.requirements if row.kind is RequirementKind.PREREQUISITE)
    )
    asks_nothing = bool(_ASKS_NOTHING.search(asked))
    if sheet.level is None:
        asks_nothing |= not _ASKS_A_DIPLOMA.search(asked)
    if asks_nothing or sheet.level is Level.LEVEL_3:
        yield "sans diplôme"
    if asks_nothing or sheet.level in _BEFORE_THE_BAC:
        yield "sans bac"
    if sheet.level in _BEFORE_THE_BAC:
        yield "après la 3e"
    if _ASKS_THE_BAC.search(asked) and not asks_nothing:
        yield "après le bac"


def _rhythm(sheet: Sheet) -> Iterator[str]:
    modes = (sheet.delivery_mode, *(one.delivery_mode for one in sheet.intakes))
    for mode in filter(None, modes):
        yield from (mode.label, _MODES[mode])
    yield PERMANENT if sheet.permanent_entry else ""
    yield "courte" if _is_short(sheet) else ""
    for one in _each_rhythm(sheet):
        yield rhythms.whole(one)
        yield one.rhythm_kind.label if one.rhythm_kind else ""
    yield from (_starts(one) for one in sheet.intakes)
    yield f"{sheet.profile.start.text} {sheet.start_month.label}" if sheet.start_month else ""


def _each_rhythm(sheet: Sheet) -> tuple[Rhythmic, ...]:
    return (sheet, *sheet.intakes)


def _is_short(sheet: Sheet) -> bool:
    days = sheet.length if sheet.length_unit is LengthUnit.DAYS else sheet.training_days
    return sheet.length_unit in (None, LengthUnit.DAYS) and days is not None and days <= _SHORT


def _starts(intake: Intake) -> str:
    return f"{Month(intake.starts_on.month).label} {intake.starts_on.year}"


def _where(sheet: Sheet) -> Iterator[str]:
    """Where its sessions are; where none says, the whole centre."""
    named = {one.site for one in sheet.intakes if one.site}
    sites = [one for one in sheet.centre.sites if not named or one.name in named]
    for site in sites:
        yield from (site.name, site.town, site.address, site.uai)
        yield from around(_postcode(site))
    if not sites:
        yield from around_school(sheet.centre.uai)


def _postcode(site: Site) -> str:
    """Its own, or that of its address."""
    in_address = _POSTCODE.search(site.address)
    return site.postcode or (in_address[1] if in_address else "")


def _funding(sheet: Sheet) -> Iterator[str]:
    for option in sheet.funding_options:
        scheme = option.scheme
        yield from (scheme.name, scheme.former_name, scheme.public_concerned)
        yield "contrat pro" if _WORK_STUDY_CONTRACT in scheme.name else ""
        yield from (option.label, *(public.label for public in option.publics))
        if option.amount == 0 or option.remaining_cost == 0:
            yield "gratuit"


def _jobs(sheet: Sheet) -> Iterator[str]:
    for job in sheet.occupations:
        yield from (job.title, job.family, job.rome_label)


def _contents(sheet: Sheet) -> Iterator[str]:
    for bloc in sheet.blocs:
        yield bloc.title
        yield from (objective.text for objective in bloc.objectives)
    yield from (unit.title for unit in sheet.exam_units)
    yield sheet.lead


def _texts(sheet: Sheet) -> Iterator[str]:
    centre = sheet.centre
    yield _level_as_said(sheet)
    yield from (centre.legal_name, centre.academy, centre.uai, centre.siret, centre.nda)
    yield from (row.name for row in sheet.certifiers)
    yield from (row.title for row in sheet.further_studies)
    yield from (row.text for row in sheet.requirements)
    yield from (sheet.partner, sheet.teaching_body, sheet.contact_name)
    for text in (sheet.presentation, sheet.teaching_methods, sheet.means, centre.accessibility):
        yield from _read(text)


def _read(text: str) -> Iterator[str]:
    """What one reads of it: neither stars nor addresses."""
    for block in prose.parse(text):
        yield from ("".join(run.text for run in line) for line in block.lines)


def column(sheet: Sheet) -> str:
    """What an edition keeps of it."""
    return "\n".join(" ".join(one) for one in places(sheet))


def kept(column: str) -> Iterable[list[str]]:
    """The words of each place, from such a column; an older rule may have kept fewer places."""
    lines = column.split("\n")
    return (line.split() for line in (*lines, *[""] * (len(Where) - len(lines))))
