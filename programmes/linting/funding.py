"""What a text about funding must not say (code du travail, L6352-13): it must not mislead, nor
name one particular OPCO; no remaining cost is promised but to the person under a contract."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from programmes.nouns import quoted
from programmes.sheet import Certifier, Sheet
from programmes.text import fold
from programmes.typography import NARROW

from .places import row_name, texts
from .remark import Remark, doubtful

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
        if option.remaining_cost == 0 and not option.scheme.is_work_study:
            sentence = (
                "Un reste à charge de zéro ne s’annonce que sous contrat en alternance"
                f"{NARROW}: indiquez ce que paie l’apprenant, ou laissez ce champ vide {_LAW}."
            )
            place = f"{row_name(option, options, index)}, reste à charge"
            yield doubtful("free_without_contract", "funding", place, sentence)


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
