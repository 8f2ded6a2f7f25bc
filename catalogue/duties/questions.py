"""What the list of duties asks of a sheet."""

from datetime import date
from typing import Final

from programmes.months import months_before
from programmes.sheet import FundingOption, KeyFigure, Sheet
from programmes.vocabulary import DiplomaKind, FigureKind, RequirementKind

from .duty import Says

# Results are of a session and come out once a year: after two years, newer ones are out.
RESULTS_KEPT_YEARS: Final = 2
PRICES_KEPT_MONTHS: Final = 12


def is_certifying(sheet: Sheet) -> bool:
    """It leads to a diploma or title that somebody certifies, not to a mere attestation."""
    return sheet.diploma_kind not in {None, DiplomaKind.ATTESTATION} or bool(sheet.rncp_code)


def is_under_contract(sheet: Sheet) -> bool:
    return sheet.is_work_study


def is_titled(sheet: Sheet) -> bool:
    return bool(sheet.short_title.strip() and sheet.full_title.strip())


def has_requirement(*kinds: RequirementKind) -> Says:
    return lambda sheet: any(row.kind in kinds and row.text.strip() for row in sheet.requirements)


def registration_has_ended(sheet: Sheet, today: date) -> bool:
    return sheet.rncp_expires_on is not None and sheet.rncp_expires_on < today


def is_reachable(sheet: Sheet) -> bool:
    return bool(sheet.centre.phone or sheet.centre.email)


def names_disability_contact(sheet: Sheet) -> bool:
    centre = sheet.centre
    reachable = centre.disability_contact_phone or centre.disability_contact_email
    return bool(centre.disability_contact_name and reachable)


def is_priced(option: FundingOption) -> bool:
    return option.yearly_price is not None or option.remaining_cost is not None


def is_priced_for_all(sheet: Sheet) -> bool:
    return bool(sheet.funding_options) and all(map(is_priced, sheet.funding_options))


def _priced(sheet: Sheet) -> list[FundingOption]:
    return [option for option in sheet.funding_options if is_priced(option)]


def has_a_price(sheet: Sheet) -> bool:
    return bool(_priced(sheet))


def dates_its_prices(sheet: Sheet) -> bool:
    return all(option.priced_on is not None for option in _priced(sheet))


def has_an_old_price(sheet: Sheet, today: date) -> bool:
    limit = months_before(today, PRICES_KEPT_MONTHS)
    return any(row.priced_on is not None and row.priced_on < limit for row in _priced(sheet))


def is_documented(figure: KeyFigure) -> bool:
    """Of whom, how many and says who; the definition of each kind is printed with it."""
    return bool((figure.year or figure.cohort) and figure.n and (figure.source or figure.url))


def has_figure(*kinds: FigureKind) -> Says:
    return lambda sheet: any(row.kind in kinds for row in sheet.key_figures)


def has_old_results(sheet: Sheet, today: date) -> bool:
    years = [row.year for row in sheet.key_figures if row.year is not None]
    return bool(years) and max(years) < today.year - RESULTS_KEPT_YEARS


def certificate_has_ended(sheet: Sheet, today: date) -> bool:
    ends = sheet.centre.qualiopi_expires_on
    return ends is not None and ends < today
