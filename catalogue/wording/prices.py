"""Who pays: ways to pay of which something is known, those named only, and what remains."""

from dataclasses import dataclass

from programmes import listing
from programmes.sheet import FundingOption, Sheet
from programmes.typography import NARROW, euros


@dataclass(frozen=True, slots=True)
class Funding:
    """Ways to pay: those of which something is known, and those named only."""

    stated: tuple[FundingOption, ...]
    silent: tuple[FundingOption, ...]


def funding(sheet: Sheet) -> Funding:
    stated = [
        option
        for option in sheet.funding_options
        if option.yearly_price is not None or option.remaining_cost is not None
    ]
    silent = [option for option in sheet.funding_options if option not in stated]
    return Funding(tuple(stated), tuple(silent))


def price_basis(sheet: Sheet) -> str:
    """« par an » of what lasts years; of a shorter course its price is that of the whole.

    Empty where nothing says how long it lasts: no basis is better than a wrong one.
    """
    if listing.is_under_a_year(sheet):
        return "pour la formation"
    return "par an" if sheet.length or sheet.profile.by_year else ""


def remaining_cost(option: FundingOption, sheet: Sheet) -> str:
    """« aucun reste à charge pour la personne sous ce contrat »; empty when unknown."""
    if option.remaining_cost is None:
        return ""
    whom = " pour la personne sous ce contrat" if option.scheme.is_work_study else ""
    if option.remaining_cost == 0:
        return f"aucun reste à charge{whom}"
    amount = f"{euros(option.remaining_cost)} {price_basis(sheet)}".strip()
    return f"reste à charge{whom}{NARROW}: {amount}"
