"""Official codes: their form, their check digits, and how long a registration still runs."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Final

from django.core.exceptions import ValidationError

from programmes.identifiers import (
    validate_bloc_number,
    validate_cfd,
    validate_nda,
    validate_nsf,
    validate_registry_code,
    validate_rncp,
    validate_rome,
    validate_siret,
    validate_uai,
)
from programmes.months import months_before
from programmes.sheet import Sheet
from programmes.typography import NARROW, long_date, typeset
from programmes.vocabulary import Registry

from .places import row_name
from .remark import Remark, doubtful, wrong

Check = Callable[[str], None]
ENDING_MONTHS: Final = 6


def codes(sheet: Sheet, _today: date) -> Iterator[Remark]:
    """Forms refuse a wrong code; imports, fixtures and older sheets may hold one all the same."""
    centre = sheet.centre
    own: tuple[tuple[str, str, str, str, Check], ...] = (
        (
            "registry_code",
            "references",
            "code au répertoire",
            sheet.registry_code,
            validate_rncp if sheet.registry is Registry.RNCP else validate_registry_code,
        ),
        ("cfd", "references", "code formation diplôme (CFD)", sheet.cfd, validate_cfd),
        ("nsf", "references", "code NSF", sheet.nsf, validate_nsf),
        ("uai", "contact", "code UAI", centre.uai, validate_uai),
        ("siret", "contact", "numéro SIRET", centre.siret, validate_siret),
        ("nda", "contact", "déclaration d’activité (NDA)", centre.nda, validate_nda),
    )
    for code, section, place, value, check in own:
        yield from _checked(code, section, place, value, check)
    for index, row in enumerate(sheet.occupations):
        place = f"{row_name(row, sheet.occupations, index)}, code ROME"
        yield from _checked("rome", "occupations", place, row.rome_code, validate_rome)
    for index, bloc in enumerate(sheet.blocs):
        place = f"{row_name(bloc, sheet.blocs, index)}, numéro officiel"
        number = bloc.official_number
        yield from _checked("bloc_number", "blocs", place, number, validate_bloc_number)


def _checked(code: str, section: str, place: str, value: str, check: Check) -> Iterator[Remark]:
    if not value:
        return
    try:
        check(value)
    except ValidationError as error:
        yield wrong(code, section, place, typeset(error.messages[0]))


def registration(sheet: Sheet, today: date) -> Iterator[Remark]:
    begins = sheet.registered_on
    if begins is not None and begins > today:
        sentence = (
            f"L’enregistrement est daté du {long_date(begins)}, qui est à venir{NARROW}: "
            "corrigez la date, ou attendez ce jour pour annoncer la formation comme enregistrée."
        )
        yield wrong(
            "registration_ahead", "references", "enregistrement de la certification", sentence
        )
    yield from _end_of_registration(sheet, today)


def _end_of_registration(sheet: Sheet, today: date) -> Iterator[Remark]:
    ends = sheet.registration_ends_on
    if ends is None:
        return
    place = "fin d’enregistrement de la certification"
    if ends < today:
        sentence = (
            f"L’enregistrement a pris fin le {long_date(ends)}{NARROW}: la formation ne "
            "peut plus être annoncée comme enregistrée."
        )
        yield wrong("registration_ended", "references", place, sentence)
    elif months_before(ends, ENDING_MONTHS) <= today:
        sentence = (
            f"L’enregistrement prend fin le {long_date(ends)}, dans six mois ou moins"
            f"{NARROW}: vérifiez s’il est renouvelé."
        )
        yield doubtful("registration_ending", "references", place, sentence)
