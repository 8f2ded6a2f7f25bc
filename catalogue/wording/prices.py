"""What it costs and who pays: what is said of each price line, and of all of them in short."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from programmes import sessions
from programmes.naming.rows import told_place
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


def offered_prices(sheet: Sheet, today: date) -> tuple[FundingOption, ...]:
    """Those of all sessions, and of one that can still be joined."""
    offered = {session.name for session in sessions.on_offer(sheet.intakes, today)}
    return tuple(row for row in sheet.funding_options if row.intake in (None, *offered))


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


def costs(sheet: Sheet, room: int, today: date) -> str:
    """« apprentis : 0 € ; salariés : 590 € par personne… »: what each public reads first.

    Empty where no line says for whom it is, or the first one is longer than there is room. Where
    there is none for every answer, each public gets its first one; points stand for the others.
    """
    offered = offered_prices(sheet, today)
    lines = [option for option in offered if option.publics and option.is_answered]
    answers: dict[Public, list[str]] = {}
    for public in Public:
        if found := dict.fromkeys(_in_brief(row, sheet) for row in lines if public in row.publics):
            answers[public] = list(found)
    left_out = "" if len(lines) == len(offered) else "…"
    parts = _parts({public: listed(all_, "ou") for public, all_ in answers.items()})
    whole = f"{_joined(parts)}{left_out}" if parts else ""
    if len(whole) <= room:
        return whole
    parts = _parts({public: first for public, (first, *_) in answers.items()})
    while parts and len(_joined(parts)) >= room:
        parts.pop()
    return f"{_joined(parts)}…" if parts else ""


def _parts(answers: dict[Public, str]) -> list[str]:
    """Publics with the same answer share it."""
    told: dict[str, list[Public]] = {}
    for public, answer in answers.items():
        told.setdefault(answer, []).append(public)
    return [
        answer if publics == [Public.ALL] else f"{listed(_labels(publics))}{NARROW}: {answer}"
        for answer, publics in told.items()
    ]


def _joined(parts: list[str]) -> str:
    return f"{NARROW}; ".join(parts)


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
