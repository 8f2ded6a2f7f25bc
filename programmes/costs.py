"""What a programme costs whoever follows it, in a few words: on its page, its card, its paper.

Pure: a sheet and the day in. What each price line says is told in `catalogue/wording/prices.py`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from . import sessions
from .sheet import FundingOption, Sheet
from .typography import NARROW, euros, listed, typeset
from .vocabulary import PriceBasis, Public, Tax

_BASES: Final = {
    PriceBasis.YEAR: "par an",
    PriceBasis.COURSE: "pour la formation",
    PriceBasis.HOUR: "de l’heure",
    PriceBasis.DAY: "par jour",
    PriceBasis.GROUP: "par groupe",
}


def offered_prices(sheet: Sheet, today: date) -> tuple[FundingOption, ...]:
    """Those of all sessions, and of one that can still be joined."""
    offered = {session.name for session in sessions.on_offer(sheet.intakes, today)}
    return tuple(row for row in sheet.funding_options if row.intake in (None, *offered))


def basis(option: FundingOption, sheet: Sheet) -> str:
    """Beside what a group pays, the whole course is one person's."""
    if option.basis is None:
        return ""
    by_group = any(row.basis is PriceBasis.GROUP for row in sheet.funding_options)
    if by_group and option.basis is PriceBasis.COURSE:
        return "par personne"
    return _BASES[option.basis]


def remaining_amount(option: FundingOption, sheet: Sheet) -> str:
    """« 150,50 € par an »."""
    return f"{euros(option.remaining_cost or 0)} {basis(option, sheet)}".strip()


@dataclass(frozen=True, slots=True)
class Cost:
    """« 0 € pour vous », « sous contrat, payé par l’OPCO »: the answer, then whom it is for.

    `is_whole`: nothing else is to be read of it further down. `brief`: in a compact list.
    """

    lead: str
    text: str
    is_whole: bool
    brief: str


def who_pays(sheet: Sheet, room: int, today: date) -> Cost:
    """What one pays oneself; of each public, where publics differ.

    Free under a contract is free under a contract only (L6352-13): it says so each time.
    """
    lines = offered_prices(sheet, today)
    contracts = [row for row in lines if row.scheme.is_work_study]
    if contracts and all(row.remaining_cost == 0 for row in contracts):
        payers = {row.payer for row in contracts}
        payer = f", payé par {payers.pop()}" if len(payers) == 1 and all(payers) else ""
        others = [row for row in lines if not row.scheme.is_work_study]
        text = f"sous contrat{typeset(payer)}"
        rest = _fitting(others, sheet, room - len(text))
        text = f"{text}{NARROW}; {rest}" if rest else text
        return Cost(f"{euros(0)} pour vous", text, not others, f"{euros(0)} sous contrat")
    told = _by_answer(_each(lines, sheet))
    if len(told) == 1 and all(map(_is_told, lines)):
        ((answer, publics),) = told.items()
        return Cost(answer, _whom(publics), True, answer)
    said = _fitting(lines, sheet, room)
    return Cost("", said, bool(said) and not said.endswith("…"), "selon le public" if said else "")


def costs(sheet: Sheet, room: int, today: date) -> str:
    """« apprentis : 0 € ; salariés : 590 € par personne… »: what each public reads first.

    Empty where no line says for whom it is, or the first one is longer than there is room. Where
    there is none for every answer, each public gets its first one; points stand for the others.
    """
    return _fitting(offered_prices(sheet, today), sheet, room)


def _fitting(lines: Sequence[FundingOption], sheet: Sheet, room: int) -> str:
    left_out = "" if all(map(_is_told, lines)) else "…"
    parts = _parts(_each(lines, sheet))
    whole = f"{_joined(parts)}{left_out}" if parts else ""
    if len(whole) <= room:
        return whole
    firsts = {public: first for public, (first, *_) in _answers(lines, sheet).items()}
    parts = _parts(firsts)
    while parts and len(_joined(parts)) >= room:
        parts.pop()
    return f"{_joined(parts)}…" if parts else ""


def _answers(lines: Iterable[FundingOption], sheet: Sheet) -> dict[Public, list[str]]:
    """What each public is told it costs."""
    known = [row for row in lines if _is_told(row)]
    told = {
        public: list(dict.fromkeys(_in_brief(row, sheet) for row in known if public in row.publics))
        for public in Public
    }
    return {public: answers for public, answers in told.items() if answers}


def _each(lines: Iterable[FundingOption], sheet: Sheet) -> dict[Public, str]:
    return {public: listed(all_, "ou") for public, all_ in _answers(lines, sheet).items()}


def _parts(answers: Mapping[Public, str]) -> list[str]:
    return [
        f"{whom}{NARROW}: {answer}" if (whom := _whom(publics)) else answer
        for answer, publics in _by_answer(answers).items()
    ]


def _joined(parts: list[str]) -> str:
    return f"{NARROW}; ".join(parts)


def _is_told(option: FundingOption) -> bool:
    """Whether it says what it costs whom."""
    return bool(option.publics) and option.is_answered


def _by_answer(answers: Mapping[Public, str]) -> dict[str, list[Public]]:
    """Publics with the same answer share it."""
    told: dict[str, list[Public]] = {}
    for public, answer in answers.items():
        told.setdefault(answer, []).append(public)
    return told


def _whom(publics: Sequence[Public]) -> str:
    """Nobody in particular where it is of all."""
    return "" if publics == [Public.ALL] else listed(public.label for public in publics)


def _in_brief(option: FundingOption, sheet: Sheet) -> str:
    if 0 in (option.remaining_cost, option.amount):
        return euros(0)
    if option.on_request:
        return "sur devis"
    if option.amount is None:
        return f"reste à charge de {remaining_amount(option, sheet)}"
    # Any other is what one pays.
    tax = option.tax.label if option.tax is Tax.EXCLUDED else ""
    return " ".join(filter(None, (euros(option.amount), tax, basis(option, sheet))))
