"""What does not go together with the kind of the programme, its register, or another programme."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from programmes.kinds import Rules
from programmes.naming.labels import is_empty
from programmes.naming.paths import named, section_of
from programmes.nouns import quoted
from programmes.sheet import Sheet
from programmes.text import fold
from programmes.typography import NARROW
from programmes.vocabulary import Registry

from .remark import Remark, doubtful, wrong

# Every unit is in one group or the other: that says nothing that somebody would have to take out.
# The units that an exemption names are read on the page, whatever the kind, where older editions
# or an import have some.
_NOT_TOLD: Final = frozenset({"exam_units.group", "exemptions.units", "exemptions.acquired_units"})
_OF_A_REGISTER: Final = ("registry_code", "registered_on", "registration_ends_on")
_TITLE_SHOWN: Final = 120


def lacked(sheet: Sheet, _today: date) -> Iterator[Remark]:
    """What is filled in and shown nowhere: forms have no such field, an import may bring it."""
    profile = sheet.profile
    for path in sorted(profile.lacks - _NOT_TOLD):
        above = path.rpartition(".")[0]
        if (above and not profile.has(above)) or not _is_stated(sheet, path.split(".")):
            continue
        sentence = (
            "Ce qui est saisi là ne se lit ni sur la page ni sur la fiche"
            f"{NARROW}: une formation de ce type n’en a pas. Vérifiez le type et le répertoire, "
            "ou videz-le."
        )
        yield doubtful("lacked", section_of(path), named(path, profile), sentence)


def _is_stated(part: Any, steps: list[str]) -> bool:
    name, *rest = steps
    value = getattr(part, name)
    if rest:
        return any(_is_stated(row, rest) for row in value)
    # « No » and « none » say of what one does not have that one does not have it.
    return not (is_empty(value) or value is False or value in (Registry.NONE, Rules.NONE))


def register(sheet: Sheet, _today: date) -> Iterator[Remark]:
    """Forms refuse a code of no register; a date, an import or an older sheet may stay behind."""
    if sheet.registry is Registry.NONE and any(
        sheet.profile.has(name) and not is_empty(getattr(sheet, name)) for name in _OF_A_REGISTER
    ):
        sentence = (
            f"Le répertoire est «{NARROW}aucun{NARROW}», mais un code ou une date "
            f"d’enregistrement est donné{NARROW}: choisissez le répertoire, ou videz ces champs."
        )
        yield wrong("registered_nowhere", "presentation", "répertoire", sentence)


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
            yield doubtful("titles_of_one_code", "presentation", "intitulé enregistré", sentence)


def _same(title: str) -> str:
    """A capital, an accent or a space more makes no other title."""
    return " ".join(fold(title).split())
