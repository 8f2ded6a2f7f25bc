"""French nouns with what agrees with them: article, contraction, participle."""

import re
from dataclasses import dataclass

from programmes.typography import NARROW, elided

_SHORT = 60
_END = re.compile(r"[.!?…](\s*»)?$")


@dataclass(frozen=True, slots=True)
class Noun:
    """« unité U5 », feminine: l’unité U5, de l’unité U5, ajoutée."""

    text: str
    feminine: bool = False
    plural: bool = False

    def __str__(self) -> str:
        return self.text

    @property
    def the(self) -> str:
        if self.plural:
            return f"les {self.text}"
        return elided("la" if self.feminine else "le", self.text)

    @property
    def of(self) -> str:
        return _contracted("de", self.the)

    @property
    def to(self) -> str:
        return _contracted("à", self.the)

    @property
    def a(self) -> str:
        if self.plural:
            return f"des {self.text}"
        return f"{'une' if self.feminine else 'un'} {self.text}"

    @property
    def this(self) -> str:
        """« ce bloc », « cet examen », « cette unité »."""
        return f"{self._with('ce', 'cet', 'cette', 'ces')} {self.text}"

    @property
    def new(self) -> str:
        """« nouveau bloc », « nouvel examen », « nouvelle unité »."""
        return f"{self._with('nouveau', 'nouvel', 'nouvelle', 'nouveaux')} {self.text}"

    def _with(self, masculine: str, before_vowel: str, feminine: str, plural: str) -> str:
        if self.plural:
            return plural
        if self.feminine:
            return feminine
        return before_vowel if "’" in elided("le", self.text) else masculine

    @property
    def many(self) -> str:
        """« rentrées », « unités d’enseignement »: the s goes on the noun; initials take none."""
        noun, _, rest = self.text.partition(" ")
        ending = "" if noun.isupper() or noun.endswith("s") else "s"
        return f"{noun}{ending} {rest}".strip()

    def agree(self, participle: str) -> str:
        return participle + "e" * self.feminine + "s" * self.plural

    def verb(self, singular: str, plural: str) -> str:
        return plural if self.plural else singular


_CONTRACTIONS = {
    ("de", "le"): "du",
    ("de", "les"): "des",
    ("à", "le"): "au",
    ("à", "les"): "aux",
}


def _contracted(preposition: str, phrase: str) -> str:
    article, _, rest = phrase.partition(" ")
    contraction = _CONTRACTIONS.get((preposition, article))
    return f"{contraction} {rest}" if contraction else f"{preposition} {phrase}"


def masculine(text: str, *, plural: bool = False) -> Noun:
    return Noun(text, plural=plural)


def feminine(text: str, *, plural: bool = False) -> Noun:
    return Noun(text, feminine=True, plural=plural)


def shortened(text: str, length: int = _SHORT) -> str:
    """One line of at most `length` characters; an ellipsis tells that there was more."""
    line = " ".join(text.split())
    return line if len(line) <= length else f"{line[: length - 1].rstrip()}…"


def quoted(text: str, length: int = _SHORT) -> str:
    return f"«{NARROW}{shortened(text, length) or 'sans intitulé'}{NARROW}»"


def ended(said: str) -> str:
    """A sentence with its full stop, unless a text that it ends with has brought its own mark."""
    return said if _END.search(said) else f"{said}."


def ordinal(position: int, *, is_feminine: bool = True) -> str:
    """« 1re », « 2e »."""
    if position == 1:
        return "1re" if is_feminine else "1er"
    return f"{position}e"
