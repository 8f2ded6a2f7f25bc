"""What the list of duties asks of a sheet."""

from collections.abc import Callable
from datetime import date
from typing import Final

from django.core.exceptions import ValidationError

from programmes.identifiers import validate_registry_code, validate_rncp
from programmes.linting.dates import is_priced_ahead, is_priced_long_ago, is_to_come, years
from programmes.sheet import FundingOption, KeyFigure, Sheet
from programmes.vocabulary import DocumentKind, FigureKind, Registry, RequirementKind

from .duty import Says, SaysToday

# Results are of a session and come out once a year: after two years, newer ones are out.
RESULTS_KEPT_YEARS: Final = 2


def as_of(sheet: Sheet, today: date) -> Sheet:
    """The sheet without the dates that are still to come: they prove nothing, and never age."""
    registered_on = sheet.registered_on
    is_ahead = registered_on is not None and registered_on > today
    return sheet.model_copy(
        update={
            "registered_on": None if is_ahead else registered_on,
            "funding_options": tuple(
                row.model_copy(update={"priced_on": None}) if is_priced_ahead(row, today) else row
                for row in sheet.funding_options
            ),
            "key_figures": tuple(
                row.model_copy(update={"year": None, "cohort": ""})
                if is_to_come(row, today)
                else row
                for row in sheet.key_figures
            ),
        }
    )


def is_right(value: str, check: Callable[[str], None]) -> bool:
    """Whether it is such an identifier: a malformed one identifies nothing."""
    try:
        check(value)
    except ValidationError:
        return False
    return True


def says(*texts: str) -> bool:
    """Whether one of them holds more than spaces."""
    return any(text.strip() for text in texts)


def is_certifying(sheet: Sheet) -> bool:
    """Of a kind that ends in a certification, or stated to stand in a register."""
    if sheet.registry is Registry.NONE:
        return False
    stated = sheet.registry is not None or bool(sheet.registry_code)
    return stated or (sheet.kind is not None and sheet.profile.has("registry"))


_CHECKS: Final = {Registry.RNCP: validate_rncp, Registry.RS: validate_registry_code}


def has_its_code(sheet: Sheet) -> bool:
    """In one register or the other, written as that register writes it; digits alone are of none,
    and the page does not show them."""
    check = _CHECKS.get(sheet.registry) if sheet.registry else None
    return check is not None and is_right(sheet.registry_code, check)


def tells_evaluation(sheet: Sheet) -> bool:
    return says(sheet.continuous_assessment, sheet.examining_authority)


def is_under_contract(sheet: Sheet) -> bool:
    return sheet.is_work_study


def is_titled(sheet: Sheet) -> bool:
    return bool(sheet.short_title.strip() and sheet.full_title.strip())


def has_requirement(*kinds: RequirementKind) -> Says:
    return lambda sheet: any(row.kind in kinds and row.text.strip() for row in sheet.requirements)


def registration_has_ended(sheet: Sheet, today: date) -> bool:
    return sheet.registration_ends_on is not None and sheet.registration_ends_on < today


def is_reachable(sheet: Sheet) -> bool:
    centre = sheet.centre
    return says(sheet.contact_phone, sheet.contact_email, centre.phone, centre.email)


def names_disability_contact(sheet: Sheet) -> bool:
    centre = sheet.centre
    reachable = says(centre.disability_contact_phone, centre.disability_contact_email)
    return says(centre.disability_contact_name) and reachable


def has_its_address(sheet: Sheet) -> bool:
    """Of every place where an intake comes; where none says it, of one of the centre's."""
    named = {intake.site for intake in sheet.intakes if intake.site is not None}
    if named:
        return all(says(site.address) for site in sheet.centre.sites if site.name in named)
    return says(*(site.address for site in sheet.centre.sites))


def is_priced_for_all(sheet: Sheet) -> bool:
    options = sheet.funding_options
    return bool(options) and all(option.is_answered for option in options)


def _priced(sheet: Sheet) -> list[FundingOption]:
    return [option for option in sheet.funding_options if option.is_priced]


def has_a_price(sheet: Sheet) -> bool:
    return bool(_priced(sheet))


def dates_its_prices(sheet: Sheet) -> bool:
    return all(option.priced_on is not None for option in _priced(sheet))


def has_an_old_price(sheet: Sheet, today: date) -> bool:
    return any(is_priced_long_ago(row, today) for row in _priced(sheet))


def is_dated(figure: KeyFigure) -> bool:
    """A figure of no time at all would never go stale."""
    return figure.year is not None or says(figure.cohort)


def is_documented(figure: KeyFigure) -> bool:
    """Of whom, how many and says who; the definition of each kind is printed with it."""
    counted = figure.value is None or bool(figure.n)
    return is_dated(figure) and counted and says(figure.source, figure.url)


def _results(sheet: Sheet, kinds: tuple[FigureKind, ...]) -> list[KeyFigure]:
    """Of the whole: the rate of one bloc is not that of the certification. One that its source
    does not publish, and says why, is told.
    """
    return [row for row in sheet.key_figures if row.kind in kinds and not row.is_partial]


def has_figure(*kinds: FigureKind) -> Says:
    return lambda sheet: any(map(is_dated, _results(sheet, kinds)))


def has_old_figures(*kinds: FigureKind) -> SaysToday:
    """By the newest year of these kinds: a recent figure of another kind makes none newer."""

    def is_old(sheet: Sheet, today: date) -> bool:
        rows = _results(sheet, kinds)
        newest = max((year for row in rows for year in years(row)), default=today.year)
        return newest < today.year - RESULTS_KEPT_YEARS

    return is_old


def has_a_certificate(sheet: Sheet) -> bool:
    """Without its end nobody can tell whether it still runs."""
    centre = sheet.centre
    return says(centre.qualiopi_number) and centre.qualiopi_expires_on is not None


def certificate_has_ended(sheet: Sheet, today: date) -> bool:
    ends = sheet.centre.qualiopi_expires_on
    return ends is not None and ends < today


def has_document(kind: DocumentKind) -> Says:
    """Of the programme or of its centre: one reads them in one place."""
    return lambda sheet: any(one.kind is kind for one in sheet.files)


def may_be_bought(sheet: Sheet) -> bool:
    """A contract of apprenticeship is no sale: there the OPCO pays."""
    return any(not option.scheme.is_work_study for option in sheet.funding_options)
