"""What a sheet says of another programme of the catalogue: a copy that was not corrected."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, TypeAlias

from programmes.nouns import quoted
from programmes.sheet import Centre, Certifier, FundingScheme, Sheet, Site
from programmes.text import fold
from programmes.typography import NARROW

from .places import row_name, texts
from .remark import Remark, doubtful

# What leads to other programmes by its nature: what one may have before, and do afterwards.
_SPEAKS_OF_OTHERS: Final = frozenset({"admission", "exemptions", "occupations", "further_studies"})
# Rows that are everybody's.
_SHARED: Final = frozenset({Centre, Site, FundingScheme, Certifier})
# « CAP », « BUT »: words before they are names.
_SHORTEST: Final = 5

#: Kind, year, value and number of learners: two programmes hardly ever have the same four.
Measured: TypeAlias = tuple[str, int | None, Decimal, int]
Words: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Other:
    """A programme of the catalogue. `names`: its titles and its code."""

    slug: str
    called: str
    names: tuple[str, ...]
    figures: frozenset[Measured] = frozenset()


class Others:
    """All programmes, by the first word of each of their names, and by their figures.

    A sheet is put to it word by word, so that a thousand programmes cost no more than ten.
    """

    def __init__(self, programmes: Iterable[Other] = ()) -> None:
        self.named: dict[str, list[tuple[Words, str]]] = {}
        self.measuring: dict[Measured, list[Other]] = {}
        for one in programmes:
            for name in map(_words, one.names):
                if len("".join(name)) >= _SHORTEST:
                    self.named.setdefault(name[0], []).append((name, one.called))
            for figure in one.figures:
                self.measuring.setdefault(figure, []).append(one)

    def in_text(self, text: str) -> Iterator[tuple[Words, str]]:
        """The names that stand there, with what bears them."""
        words = _words(text)
        for index, word in enumerate(words):
            for name, called in self.named.get(word, ()):
                if words[index : index + len(name)] == name:
                    yield name, called


def measured(sheet: Sheet) -> dict[int, Measured]:
    """Place in the sheet → a figure that says of how many learners it speaks."""
    return {
        index: (row.kind.value, row.year, row.value, row.n)
        for index, row in enumerate(sheet.key_figures)
        if row.n and row.value is not None
    }


def strangers(sheet: Sheet, others: Others) -> Iterator[Remark]:
    own = {name for text in _own_names(sheet) for name, _ in others.in_text(text)}
    for written in texts(sheet):
        if written.section in _SPEAKS_OF_OTHERS or written.part in _SHARED:
            continue
        named = {called for name, called in others.in_text(written.text) if name not in own}
        for called in sorted(named):
            sentence = (
                f"Ce texte nomme une autre formation du catalogue, {quoted(called)}{NARROW}: "
                "corrigez-le s’il vient d’une copie."
            )
            yield doubtful("stranger", written.section, written.place, sentence)
    for index, figure in measured(sheet).items():
        for other in others.measuring.get(figure, ()):
            if other.slug != sheet.slug:
                place = row_name(sheet.key_figures[index], sheet.key_figures, index)
                sentence = (
                    f"Même valeur, même année et même effectif que dans {quoted(other.called)}"
                    f"{NARROW}: vérifiez que ce chiffre est bien celui de cette formation."
                )
                yield doubtful("stranger", "key_figures", place, sentence)


def _own_names(sheet: Sheet) -> Iterator[str]:
    """What it is called itself may hold what another one is called."""
    yield f"{sheet.short_title} {sheet.full_title}"
    yield from (sheet.exact_title, sheet.kind_label)
    yield from (f"RNCP{sheet.registry_code}", f"RS{sheet.registry_code}", *sheet.former_codes)


# « RNCP38368 » and « RNCP 38368 » alike.
_CODE: Final = re.compile(r"\b(rncp|rs)(?=\d)")


def _words(text: str) -> Words:
    return tuple(re.findall(r"\w+", _CODE.sub(r"\1 ", fold(text))))
