"""Prices that contradict themselves, and what a text about funding must not say.

By law (code du travail, L6352-13) it must not mislead, nor name one particular OPCO; no remaining
cost is promised but to the person under a contract.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from programmes import brief
from programmes.nouns import quoted
from programmes.sessions import on_offer, told
from programmes.sheet import Certifier, FundingOption, Sheet
from programmes.text import fold
from programmes.typography import NARROW, euros
from programmes.vocabulary import PriceBasis, Public

from .places import row_name, texts
from .remark import Remark, doubtful, wrong

_LAW: Final = "(code du travail, L6352-13)"

# The eleven that are agreed. « Atlas », « santé » or « EP » alone may mean anything.
_OPCO = re.compile(
    r"""(?<!\w)(?:
        opco [\s(-]* (?:(?:des?|du|de\s+la)\s+)?
            (?:2i|atlas|commerce|ep|entreprises\s+de\s+proximité|mobilités|santé)
        | afdas | akto | constructys | ocapiat | opcommerce | uniformation
    )(?!\w)""",
    re.IGNORECASE | re.VERBOSE,
)

# Compared without case nor accents.
_FREE = re.compile(
    r"(?<!\w)(?:(?:aucun|sans|zero|pas de|0) ?€?(?: de)? reste a charge"
    r"|reste a charge(?: est| de| :)? (?:nul|zero|0(?![,.]?\d)))(?!\w)"
)
_UNDER_CONTRACT = re.compile(r"contrat|alternan|apprenti")
_SENTENCE = re.compile(r"[^.!?\n]+")


def named_opcos(sheet: Sheet, _today: date) -> Iterator[Remark]:
    for written in texts(sheet):
        if written.part is Certifier:  # who certifies, not who pays
            continue
        found = _OPCO.search(written.text)
        if found:
            sentence = (
                f"Un texte sur le financement ne nomme aucun OPCO en particulier, comme ici "
                f"{quoted(found[0])}{NARROW}: écrivez {quoted('l’OPCO de l’entreprise')} {_LAW}."
            )
            yield doubtful("named_opco", written.section, written.place, sentence)


def remaining_costs(sheet: Sheet, _today: date) -> Iterator[Remark]:
    options = sheet.funding_options
    for index, option in enumerate(options):
        if option.remaining_cost == 0 and not _is_under_contract(option):
            sentence = (
                "Un reste à charge de zéro ne s’annonce que sous contrat en alternance"
                f"{NARROW}: indiquez ce que paie l’apprenant, ou laissez ce champ vide {_LAW}."
            )
            place = f"{row_name(option, options, index)}, reste à charge"
            yield doubtful("free_without_contract", "funding", place, sentence)


_CONTRACTS: Final = frozenset({Public.APPRENTICES, Public.PRO_CONTRACT})


def _is_under_contract(option: FundingOption) -> bool:
    """By its scheme, or since it is for such people only."""
    return option.scheme.is_work_study or bool(
        option.publics and _CONTRACTS.issuperset(option.publics)
    )


def contradictions(sheet: Sheet, _today: date) -> Iterator[Remark]:
    """Of a price line with itself, with the length of the programme, with another line."""
    options, start = sheet.funding_options, sheet.profile.start.text
    known: set[object] = set()
    for index, option in enumerate(options):
        name = row_name(option, options, index)
        if option.amount is not None and option.on_request:
            sentence = (
                f"Ce tarif est sur devis, et pourtant de {euros(option.amount)}{NARROW}: "
                "videz le coût, ou décochez « sur devis »."
            )
            yield wrong("price_on_request", "funding", name, sentence)
        if (
            option.amount is not None
            and option.remaining_cost is not None
            and option.remaining_cost > option.amount
        ):
            sentence = (
                f"Le reste à charge ({euros(option.remaining_cost)}) dépasse le coût "
                f"({euros(option.amount)}), compté de la même façon."
            )
            yield wrong("remaining_above_price", "funding", name, sentence)
        if option.basis is PriceBasis.YEAR and brief.is_under_a_year(sheet):
            sentence = (
                f"Un coût par an, pour une formation qui dure {brief.length(sheet)}{NARROW}: "
                "dites plutôt ce que coûte toute la formation."
            )
            yield wrong("price_by_year", "funding", name, sentence)
        if option.amount and option.basis is None:
            sentence = (
                f"Ce coût ne dit pas ce qu’il paie{NARROW}: une année, toute la formation, une "
                f"heure, un jour ou un groupe."
            )
            yield doubtful("price_without_basis", "funding", name, sentence)
        line = (option.identity, option.basis)
        if line in known:
            sentence = (
                f"Une autre ligne est de même dispositif, précision, publics, {start} et lieu"
                f"{NARROW}: "
                "réunissez-les, ou dites ce qui les distingue."
            )
            yield doubtful("prices_alike", "funding", name, sentence)
        known.add(line)


def of_sessions(sheet: Sheet, today: date) -> Iterator[Remark]:
    """Of a price line that names a session: one that is over, elsewhere, or not the only one."""
    options, word = sheet.funding_options, sheet.profile.start
    offered = {row.name for row in on_offer(sheet.intakes, today)}
    names = [row.name for row in sheet.intakes]
    for index, option in enumerate(options):
        if option.intake is None:
            continue
        place, site = row_name(option, options, index), told(option.intake)[1]
        if option.intake not in offered:
            sentence = (
                f"Ce tarif est celui d’une {word.text} qui n’est plus proposée{NARROW}: donnez "
                "celui de la suivante, ou supprimez cette ligne."
            )
            yield doubtful("price_of_past_session", "funding", place, sentence)
        if option.site is not None and option.site != site:
            where = f"a lieu à un autre endroit, {quoted(site)}" if site else "n’a pas de lieu"
            sentence = (
                f"Ce tarif vaut au lieu {quoted(option.site)}, mais sa {word.text} {where}"
                f"{NARROW}: choisissez l’un ou l’autre."
            )
            yield wrong("price_elsewhere", "funding", place, sentence)
        if names.count(option.intake) > 1:
            sentence = (
                f"Plusieurs {word.many} commencent ce jour-là au même lieu, et ce tarif paraît "
                f"valoir pour toutes{NARROW}: distinguez-les par leur lieu."
            )
            yield doubtful("price_of_twins", "funding", place, sentence)


def promises(sheet: Sheet, _today: date) -> Iterator[Remark]:
    """The place may say whose cost it is: « financement « Contrat d’apprentissage », qui paie »."""
    for written in texts(sheet):
        # Folding every text would take longer than all other rules together.
        if "charge" not in written.text.casefold() or _UNDER_CONTRACT.search(fold(written.place)):
            continue
        if any(map(_promises_to_all, _SENTENCE.findall(written.text))):
            sentence = (
                f"{quoted('Aucun reste à charge')} ne vaut que pour la personne sous contrat en "
                f"alternance{NARROW}: dites-le dans la même phrase {_LAW}."
            )
            yield doubtful("free_for_all", written.section, written.place, sentence)


def _promises_to_all(sentence: str) -> bool:
    folded = fold(sentence)
    return _FREE.search(folded) is not None and not _UNDER_CONTRACT.search(folded)
