"""A change told in one plain sentence, for somebody who holds the old paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeAlias

from programmes.naming.labels import Label, is_empty
from programmes.nouns import Noun, ended, ordinal, quoted, shortened
from programmes.typography import NARROW, WIDE, capitalized, elided, typeset

from .changes import ChangeKind
from .words import Mark, Segment

# From the sheet down to a row: unité U5, partie écrite. Empty for the sheet itself.
Where: TypeAlias = tuple[Noun, ...]
# What a row is called, and several.
Words: TypeAlias = tuple[Noun, str]

SHORT: Final = 60
LINE: Final = 160
COLON: Final = f"{NARROW}: "


def subject(where: Where) -> str:
    return capitalized(", ".join(noun.text for noun in where))


def field_changed(
    label: Label, where: Where, values: tuple[object, object], shown: tuple[str, str]
) -> str:
    """« Le coefficient de l’unité U5, partie écrite, passe de 4 à 2. »"""
    what = capitalized(_of(label.noun, where))
    if label.personal:
        return f"{what} {label.noun.verb('change', 'changent')}."
    said = f"{what} {label.noun.verb('passe', 'passent')} {_from_to(label, values, shown)}"
    return ended(said)


def _from_to(label: Label, values: tuple[object, object], shown: tuple[str, str]) -> str:
    if isinstance(values[0], date):
        return f"du {shown[0]} au {shown[1]}"
    if label.format.quoted:
        return f"de {quoted(shown[0])} à {quoted(shown[1])}"
    return f"{elided('de', shown[0])} à {shown[1]}"


def field_filled(label: Label, where: Where, shown: str) -> str:
    """« Le reste à charge du financement « CPF » est désormais indiqué : 0 €. »"""
    noun = label.noun
    said = f"{noun.verb('est', 'sont')} désormais {noun.agree('indiqué')}"
    value = COLON + _value(label, shown) if _is_short(shown) and not label.personal else ""
    return ended(f"{capitalized(_of(noun, where))} {said}{value}")


def field_emptied(label: Label, where: Where, shown: str) -> str:
    noun = label.noun
    said = f"{noun.verb('n’est', 'ne sont')} plus {noun.agree('indiqué')}"
    value = f" (avant{COLON}{_value(label, shown)})"
    value = value if _is_short(shown) and not label.personal else ""
    return f"{capitalized(_of(noun, where))} {said}{value}."


def text_changed(
    label: Label, where: Where, shown: tuple[str, str], marks: Sequence[Segment]
) -> str:
    """As precise as one line allows: both texts, the words that changed, or how many places."""
    noun, (old, new) = label.noun, shown
    what = capitalized(_of(noun, where))
    said = f"{what} {noun.verb('change', 'changent')} seulement par"
    if old == new:  # bold words, or a blank line
        return f"{said} la mise en forme."
    if _printed(old) == _printed(new):
        return f"{said} la typographie ou les espaces."
    if label.personal or (_is_short(old) and _is_short(new)):
        return field_changed(label, where, shown, shown)
    places = _places(marks)
    modified = f"{what} {noun.verb('est', 'sont')} {noun.agree('modifié')}"
    if not any(segment.mark is Mark.EQUAL and segment.text.strip() for segment in marks):
        return f"{what} {noun.verb('est', 'sont')} {noun.agree('réécrit')}."
    if len(places) > 1:
        return f"{modified} en {len(places)} endroits."
    removed, added = places[0]
    if not (_is_short(removed) and _is_short(added)) or not (removed or added):
        return f"{modified}."
    inside = f"Dans {_of(noun, where).removesuffix(',')}, "
    if removed and added:
        return ended(f"{inside}{quoted(removed)} devient {quoted(added)}")
    return f"{inside}{quoted(added or removed)} est {'ajouté' if added else 'retiré'}."


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a field, without its values: « change », « n’est plus indiqué ».

    `whose`: the field, or the person of whom it says something. `values`: « , de 4 à 2 », « (6) »,
    where they can be told for a row among others.
    """

    whose: Noun
    said: str
    values: str = ""
    is_of_a_person: bool = False

    def quiet(self, row: Words | None) -> str:
        """« Le texte change pour une condition d’admission. »: nothing that somebody typed."""
        return f"{capitalized(self.whose.the)} {self.said}{f' pour {row[0].a}' if row else ''}."

    def together(self, row: Words | None) -> str:
        """« Le coefficient change pour {} parties d’épreuve », « Le référent handicap change »."""
        if row:
            return f"{capitalized(self.whose.the)} {self.said} pour {{}}{WIDE}{row[1]}"
        return f"{capitalized(self.whose.the)} {self.said}" if self.is_of_a_person else ""

    def item(self, where: Where) -> str:
        """« unité U5, partie écrite, de 4 à 2 », « unité U4 (6) »"""
        return ", ".join(noun.text for noun in where) + self.values


def fate(label: Label, values: tuple[object, object], shown: tuple[str, str]) -> Fate:
    noun, told = label.personal or label.noun, ""
    can_tell = not label.personal and all(map(_is_short, shown))
    is_filled, is_emptied = map(is_empty, values)
    if is_filled and not is_emptied:
        said = f"{noun.verb('est', 'sont')} désormais {noun.agree('indiqué')}"
        told = f" ({_value(label, shown[1])})" if can_tell else ""
    elif is_emptied and not is_filled:
        said = f"{noun.verb('n’est', 'ne sont')} plus {noun.agree('indiqué')}"
    elif label.format.is_text and shown[0] == shown[1]:
        said = f"{noun.verb('change', 'changent')} seulement par la mise en forme"
    elif label.format.is_text and _printed(shown[0]) == _printed(shown[1]):
        said = f"{noun.verb('change', 'changent')} seulement par la typographie ou les espaces"
    else:
        said = noun.verb("change", "changent")
        told = f", {_from_to(label, values, shown)}" if can_tell else ""
    return Fate(noun, said, told, is_of_a_person=label.personal is not None)


def row_added(noun: Noun, where: Where, title: str | None) -> str:
    """« Une rentrée est ajoutée : 7 septembre 2026. »; without a title, that one is added."""
    place = f" {where[0].to}" if where else ""
    said = f"{capitalized(noun.a)} est {noun.agree('ajouté')}{place}"
    return f"{said}." if title is None else ended(f"{said}{COLON}{_title(title)}")


def row_removed(noun: Noun, where: Where, title: str | None) -> str:
    place = f" {where[0].of}" if where else ""
    said = f"{capitalized(noun.a)} est {noun.agree('retiré')}{place}"
    return f"{said}." if title is None else ended(f"{said}{COLON}{_title(title)}")


def listed_title(title: str) -> str:
    """Among others of a list, without the full stop of a sentence; « etc. » and « ... » keep it."""
    name = " ".join(title.split())
    return name if name.endswith(("etc.", "..")) else name.removesuffix(".")


def row_moved(where: Where, positions: tuple[int, int]) -> str:
    """« Le bloc 2 change de place : de la 2e à la 1re. »"""
    the = capitalized(_apposed(where[0].the, where))
    if positions[0] == positions[1]:  # rows before it were added or removed
        return f"{the} change de place."
    old, new = map(ordinal, positions)
    return f"{the} change de place{COLON}de la {old} à la {new}."


def place(position: int) -> str:
    return f"{ordinal(position)} place"


def together(kind: ChangeKind, noun: Noun, plural: str, where: Where) -> str:
    """What several rows have in common: « {} objectifs sont ajoutés au bloc 2 »."""
    many = Noun(plural, noun.feminine, plural=True)
    to, of = (f" {where[0].to}", f" {where[0].of}") if where else ("", "")
    if kind is ChangeKind.MOVED:
        return f"{{}}{WIDE}{plural}{of} changent de place"
    return (
        f"{{}}{WIDE}{plural} sont {many.agree(kind.label)}{to if kind is ChangeKind.ADDED else of}"
    )


def _of(noun: Noun, where: Where) -> str:
    """« le coefficient de l’unité U5, partie écrite, »"""
    return _apposed(f"{noun.the} {where[0].of}", where) if where else noun.the


def _apposed(first: str, where: Where) -> str:
    """A row inside a row stands between commas."""
    return first + "".join(f", {noun.text}" for noun in where[1:]) + "," * (len(where) > 1)


def _is_short(text: str) -> bool:
    return len(text) <= SHORT and "\n" not in text


def _value(label: Label, shown: str) -> str:
    return quoted(shown) if label.format.quoted else shown


def _title(title: str) -> str:
    return shortened(title, LINE) or "sans intitulé"


def _printed(text: str) -> str:
    return " ".join(typeset(text).split())


def _places(marks: Sequence[Segment]) -> list[tuple[str, str]]:
    """What was removed and added at each place of a text that changed."""
    places: list[tuple[str, str]] = []
    inside = False
    for segment in marks:
        if segment.mark is Mark.EQUAL:
            inside = False
            continue
        if not inside:
            places.append(("", ""))
        removed, added = places[-1]
        text = segment.text.strip()
        places[-1] = (text, added) if segment.mark is Mark.REMOVED else (removed, text)
        inside = True
    return places
