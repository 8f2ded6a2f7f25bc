"""The words of a text, as one looks for them: what is one word, what says nothing, what is alike.

Stored texts and searches are cut by the same rules, so that what one reads is what one finds,
however it is typed: « N.D.R.C. », « BTS-NDRC », « bac +3 », « vendeur·se ».
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from .text import fold, keyboard

# What some words say together is one word, « sans-bac », with a hyphen, which parts all others.
# « word » comes last and takes the rest.
_BAC: Final = r"bac(?:calaur[ée]ats?)?"
_ENDS: Final = r"(?![^\W_])"
_TOKEN: Final = re.compile(
    rf"""
      (?P<without>sans\s+(?:avoir\s+)?(?:(?:le|de|un|aucun)\s+)?(?:{_BAC}|(?P<any>dipl[oô]mes?))
        {_ENDS}(?!\s*\+))
    | (?P<after>(?:apr[eè]s|post)[\s-]*(?:(?:le|la|un)\s+)?
        (?:{_BAC}|(?P<school>3\s?[eè](?:me)?|troisi[eè]me|coll[eè]ge)){_ENDS}(?!\s*\+))
    | (?P<years>bac\s*(?:\+|plus)?\s*(?P<count>[1-8])){_ENDS}
    | (?P<level>niveau\s+(?P<number>[1-8]|IV|V|I{{1,3}})){_ENDS}
    | (?P<contract>contrat\s+pro){_ENDS}
    | (?P<initials>(?:[^\W\d_]\.){{2,}}(?:[^\W_]{_ENDS})?)
    | (?P<word>[^\W_]+(?:&[^\W_]+|\+\+|\#)?)
      # The other ending of a word that says both: « vendeur·se », « chargé(e)s ».
      (?:[·•‧.(/-]\(?(?:e|se|euse|ice|rice|trice|[eè]re|re|ne|le|te)\)?s?\)?{_ENDS})?
    """,
    re.IGNORECASE | re.VERBOSE,
)
_COMPOUND: Final = re.compile(r"[^\W_]+(?:-[^\W_]+)+")
# The levels of 1969, in Roman figures, went the other way; people still say them.
_OF_1969: Final = {"v": 3, "iv": 4, "iii": 5, "ii": 6, "i": 7}

#: Say nothing of what one looks for. « Formation » is what everything here is.
SMALL: Final = frozenset(
    fold(
        "le la les l un une des de du d à a au aux en et ou où par pour sur dans avec chez vers "
        "après ce cet cette ces mon ma mes son sa ses je j tu il elle on nous vous me m se s y ne "
        "n no qui que qu quoi quel quelle quels quelles est être suis ai avoir si "
        "formation formations devenir faire veux voudrais aimerais cherche travailler comment"
    ).split()
)
_WITHOUT: Final = "sans"

# Feminine → masculine, on folded words in the singular; the first that fits.
_FEMININE: Final = (
    ("geuse", "ger"), ("geur", "ger"), ("euse", "eur"), ("trice", "teur"), ("esse", "e"),
    ("elle", "el"), ("enne", "en"), ("onne", "on"), ("ette", "et"), ("ere", "er"), ("ive", "if"),
    ("ee", "e"),
)  # fmt: skip
_IN_AUX: Final = re.compile(r"(?<!e)aux$")  # « commerciaux », not « réseaux »
_SHORTEST_TO_STEM: Final = 4


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a search asks for: folded words to find, and those not to find (« sans alternance »)."""

    words: tuple[str, ...] = ()
    unwanted: tuple[str, ...] = ()


def words(text: str) -> Iterator[str]:
    """In their order, in their case and with their accents; several that are one come as one."""
    for found in _TOKEN.finditer(_composed(text)):
        yield _said(found)


def _composed(text: str) -> str:
    """As on a keyboard, each letter with its accent one sign; a mark that stays alone is none."""
    marked = unicodedata.normalize("NFC", keyboard(text))
    return "".join(one for one in marked if not unicodedata.combining(one))


def _said(found: re.Match[str]) -> str:
    match found.lastgroup:
        case "without":
            return "sans-diplôme" if found["any"] else "sans-bac"
        case "after":
            return "après-3e" if found["school"] else "après-bac"
        case "years":
            return f"bac+{found['count']}"
        case "level":
            number = fold(found["number"])
            return f"niveau-{_OF_1969.get(number, number)}"
        case "contract":
            return "contrat-pro"
        case "initials":
            return found["initials"].replace(".", "")
    return found["word"]


def findable(texts: Iterable[str]) -> tuple[str, ...]:
    """The words of some texts, each once; « e-commerce » is « ecommerce » as well."""
    each: dict[str, str] = {}
    for text in texts:
        compounds = (one.replace("-", "") for one in _COMPOUND.findall(_composed(text)))
        for word in (*words(text), *compounds):
            each.setdefault(fold(word), word)
    return tuple(each.values())


def wanted(text: str) -> Wanted:
    """Of a search: each word once, in the order typed, without the small ones."""
    found: dict[str, None] = {}
    unwanted: dict[str, None] = {}
    kept = found
    for word in map(fold, words(text)):
        if word == _WITHOUT:
            kept = unwanted
        elif word not in SMALL:
            kept[word] = None
            kept = found
    return Wanted(tuple(found), tuple(unwanted))


@lru_cache(maxsize=1 << 16)
def folded(word: str) -> str:
    """`fold`, of words that come again and again."""
    return fold(word)


def singular(word: str) -> str:
    return word[:-1] if len(word) >= _SHORTEST_TO_STEM and word[-1] in "sx" else word


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """What singular and plural, feminine and masculine of a folded word have in common."""
    if len(word) < _SHORTEST_TO_STEM or not word.isalpha():
        return word
    word = f"{word[:-3]}al" if _IN_AUX.search(word) else singular(word)
    for feminine, masculine in _FEMININE:
        if word.endswith(feminine) and len(word) > len(feminine) + 1:
            word = word.removesuffix(feminine) + masculine
            break
    return word[:-1] if word.endswith("e") and len(word) >= _SHORTEST_TO_STEM else word


# How French is written by ear, on folded words; in this order.
_BY_EAR: Final = tuple(
    (re.compile(written), heard)
    for written, heard in (
        ("ph", "f"), ("qu|q", "k"), ("xc(?=[eiy])", "x"), ("ch", "\0"), ("c(?=[eiy])", "s"),
        ("c", "k"), ("h", ""), ("\0", "ch"), ("e?au", "o"), ("[ae]i", "e"), ("y", "i"), ("z", "s"),
        (r"(.)\1", r"\1"),
    )
)  # fmt: skip


@lru_cache(maxsize=1 << 16)
def sound(word: str) -> str:
    """More or less as it is heard: « réso » is « réseau », « informatik » « informatique »."""
    heard = stem(word)
    for written, said in _BY_EAR:
        heard = written.sub(said, heard)
    return stem(heard)


def typos(word: str, other: str, most: int) -> int:
    """How many letters are wrong, missing, too many or in the other's place; `most` + 1: more.

    The distance of Damerau and Levenshtein, of words where no letter is moved twice.
    """
    if abs(len(word) - len(other)) > most:
        return most + 1
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(word, start=1):
        this = [row]
        for column, of_other in enumerate(other, start=1):
            cost = min(
                last[column] + 1,
                this[-1] + 1,
                last[column - 1] + (letter != of_other),
            )
            swapped = row > 1 and column > 1 and word[row - 2] == of_other
            if swapped and letter == other[column - 2]:
                cost = min(cost, before[column - 2] + 1)
            this.append(cost)
        if min(this) > most:
            return most + 1
        before, last = last, this
    return last[-1]
