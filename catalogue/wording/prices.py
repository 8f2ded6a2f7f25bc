"""What it costs and who pays: what is said of each price line, and of all of them in short."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from programmes.sheet import FundingOption, Sheet
from programmes.typography import NARROW, euros, listed
from programmes.vocabulary import PriceBasis, Public, Tax

_BASES: Final = {
    PriceBasis.YEAR: "par an",
    PriceBasis.COURSE: "pour la formation",
    PriceBasis.HOUR: "de l’heure",
    PriceBasis.DAY: "par jour",
    PriceBasis.GROUP: "par groupe",
}


@dataclass(frozen=True, slots=True)
class Funding:
    """Ways to pay: those of which something is known, and those named only."""

    stated: tuple[FundingOption, ...]
    silent: tuple[FundingOption, ...]


def funding(sheet: Sheet) -> Funding:
    options = sheet.funding_options
    return Funding(
        tuple(option for option in options if option.is_answered),
        tuple(option for option in options if not option.is_answered),
    )


def price_unit(option: FundingOption, sheet: Sheet) -> str:
    """« par an », « HT par personne »: what follows an amount.

    Empty where nothing says what it pays: no basis is better than a wrong one.
    """
    tax = option.tax.label if option.tax else ""
    return " ".join(filter(None, (tax, _basis(option, sheet))))


def _basis(option: FundingOption, sheet: Sheet) -> str:
    """Beside what a group pays, the whole course is one person's."""
    if option.basis is None:
        return ""
    by_group = any(row.basis is PriceBasis.GROUP for row in sheet.funding_options)
    if by_group and option.basis is PriceBasis.COURSE:
        return "par personne"
    return _BASES[option.basis]


def addressed(option: FundingOption) -> str:
    """« groupe de 8 au plus, salariés, Campus du Nord »: which line of its scheme it is."""
    whom = listed(public.label for public in option.publics) or option.scheme.public_concerned
    return ", ".join(filter(None, (option.label, whom, option.site)))


def remaining_cost(option: FundingOption, sheet: Sheet) -> str:
    """« aucun reste à charge pour la personne sous ce contrat »; empty when unknown."""
    if option.remaining_cost is None:
        return ""
    whom = " pour la personne sous ce contrat" if option.scheme.is_work_study else ""
    if option.remaining_cost == 0:
        return f"aucun reste à charge{whom}"
    return f"reste à charge{whom}{NARROW}: {remaining_amount(option, sheet)}"


def remaining_amount(option: FundingOption, sheet: Sheet) -> str:
    """« 150,50 € par an »."""
    return f"{euros(option.remaining_cost or 0)} {_basis(option, sheet)}".strip()


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


def costs(sheet: Sheet, room: int) -> str:
    """« apprentis : 0 € ; salariés : 590 € par personne… »: what each public reads first.

    Empty where no line says for whom it is, or the first one is longer than there is room.
    Points stand for the others.
    """
    lines = [option for option in sheet.funding_options if option.publics and option.is_answered]
    told: dict[str, list[Public]] = {}
    for public in Public:
        answers = dict.fromkeys(_in_brief(row, sheet) for row in lines if public in row.publics)
        if answers:
            told.setdefault(listed(answers, "ou"), []).append(public)
    parts = [
        answer if publics == [Public.ALL] else f"{listed(_labels(publics))}{NARROW}: {answer}"
        for answer, publics in told.items()
    ]
    said = ""
    for index, part in enumerate(parts):
        longer = f"{said}{NARROW}; {part}" if said else part
        is_all = index + 1 == len(parts) and len(lines) == len(sheet.funding_options)
        if len(longer) + (not is_all) > room:
            return f"{said}…" if said else ""
        said = longer
    return said if len(lines) == len(sheet.funding_options) or not said else f"{said}…"


def _labels(publics: list[Public]) -> list[str]:
    return [public.label for public in publics]


def _in_brief(option: FundingOption, sheet: Sheet) -> str:
    if 0 in (option.remaining_cost, option.amount):
        return euros(0)
    if option.on_request:
        return "sur devis"
    if option.amount is None:
        return f"reste à charge de {remaining_amount(option, sheet)}"
    # Any other is what one pays.
    tax = option.tax.label if option.tax is Tax.EXCLUDED else ""
    return " ".join(filter(None, (euros(option.amount), tax, _basis(option, sheet))))
