"""What does not go together with the kind of the programme, its register, or another programme."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from programmes.naming.labels import is_empty
from programmes.naming.paths import named, section_of
from programmes.nouns import quoted
from programmes.sheet import Sheet
from programmes.text import fold
from programmes.typography import NARROW
from programmes.vocabulary import Registry

from .remark import Remark, doubtful, wrong

# An exemption of units is as true of a title: nobody has to take it out.
_NOT_TOLD: Final = frozenset({"exemptions.units", "exemptions.acquired_units"})
_OF_A_REGISTER: Final = ("registry_code", "registered_on", "registration_ends_on")
_TITLE_SHOWN: Final = 120


def lacked(sheet: Sheet, _today: date) -> Iterator[Remark]:
    """What is filled in and no form of that kind shows: an import or an older sheet has it."""
    usual = sheet.usual
    for path in sorted(usual.lacks - _NOT_TOLD):
        above = path.rpartition(".")[0]
        if (above and not usual.has(above)) or not sheet.states(path):
            continue
        sentence = (
            f"Une formation de ce type n’en a pas{NARROW}: ce qui est saisi là se lit sur la page "
            "et sur la fiche, mais le formulaire ne le montre plus. Vérifiez le type et le "
            "répertoire, ou videz-le."
        )
        yield doubtful("lacked", section_of(path), named(path, sheet.profile), sentence)


def register(sheet: Sheet, _today: date) -> Iterator[Remark]:
    """Forms refuse a code of no register; a date, an import or an older sheet may stay behind."""
    if sheet.registry is Registry.NONE and any(
        sheet.usual.has(name) and not is_empty(getattr(sheet, name)) for name in _OF_A_REGISTER
    ):
        sentence = (
            f"Le répertoire est «{NARROW}aucun{NARROW}», mais un code ou une date "
            f"d’enregistrement est donné{NARROW}: choisissez le répertoire, ou videz ces champs."
        )
        yield wrong("registered_nowhere", "references", "répertoire", sentence)


def titles_of_one_code(sheet: Sheet, titles: Mapping[str, Mapping[str, str]]) -> Iterator[Remark]:
    """`titles`: « RNCP38368 » → exact title → a programme that gives it, of the whole catalogue."""
    if not (sheet.registry and sheet.registry_code and sheet.exact_title.strip()):
        return
    code = sheet.registry.whole(sheet.registry_code)
    for title, programme in titles.get(code, {}).items():
        if _same(title) != _same(sheet.exact_title):
            sentence = (
                f"{code} a un autre intitulé dans {quoted(programme)}{NARROW}: "
                f"{quoted(title, _TITLE_SHOWN)}. Un code n’en a qu’un{NARROW}: recopiez partout "
                "celui du répertoire."
            )
            yield doubtful("titles_of_one_code", "references", "intitulé enregistré", sentence)


def _same(title: str) -> str:
    """A capital, an accent or a space more makes no other title."""
    return " ".join(fold(title).split())
