"""What it costs and who pays: what is said of each price line. Of all in short: `costs`."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from programmes.costs import basis, offered_prices, remaining_amount
from programmes.naming.rows import told_place
from programmes.sheet import FundingOption, Sheet
from programmes.typography import NARROW, listed


@dataclass(frozen=True, slots=True)
class Funding:
    """Ways to pay: those of which something is known, and those named only."""

    stated: tuple[FundingOption, ...]
    silent: tuple[FundingOption, ...]


def funding(sheet: Sheet, today: date) -> Funding:
    """Without the prices of sessions that are over, where their scheme has another line."""
    offered = offered_prices(sheet, today)
    schemes = {option.scheme.code for option in offered}
    options = [
        option
        for option in sheet.funding_options
        if option in offered or option.scheme.code not in schemes
    ]
    return Funding(
        tuple(option for option in options if option.is_answered),
        tuple(option for option in options if not option.is_answered),
    )


def price_unit(option: FundingOption, sheet: Sheet) -> str:
    """« par an », « HT par personne »: what follows an amount.

    Empty where nothing says what it pays: no basis is better than a wrong one.
    """
    tax = option.tax.label if option.tax else ""
    return " ".join(filter(None, (tax, basis(option, sheet))))


def addressed(option: FundingOption, sheet: Sheet) -> str:
    """« groupe de 8 au plus, salariés, rentrée du 7 septembre 2027, Campus du Nord »: which line
    of its scheme it is.

    A contract names its own public: it is not said again below its name.
    """
    whom = listed(public.label for public in option.publics) or option.scheme.public_concerned
    whom = "" if whom.casefold() == option.scheme.name.casefold() else whom
    return ", ".join(filter(None, (option.label, whom, told_place(option, sheet.profile))))


def remaining_cost(option: FundingOption, sheet: Sheet) -> str:
    """« aucun reste à charge pour la personne sous ce contrat »; empty when unknown."""
    if option.remaining_cost is None:
        return ""
    whom = " pour la personne sous ce contrat" if option.scheme.is_work_study else ""
    if option.remaining_cost == 0:
        return f"aucun reste à charge{whom}"
    return f"reste à charge{whom}{NARROW}: {remaining_amount(option, sheet)}"


def asked_of_learner(option: FundingOption) -> Decimal | None:
    """What whoever learns is asked to pay; None where nothing says it.

    What a contract costs, or what somebody else pays in part, is no price of theirs.
    """
    if 0 in (option.remaining_cost, option.amount):
        return Decimal(0)
    if option.on_request or option.remaining_cost is not None:
        return option.remaining_cost
    is_paid_by_others = option.payer or option.scheme.is_work_study
    return None if is_paid_by_others else option.amount
