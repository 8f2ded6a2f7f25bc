"""Text that the paper's font can set.

PDF/UA and PDF/A refuse a character without a glyph, and staff paste from anywhere: emoji,
control characters, bullets of a word processor, a name in another script. What has a near
equivalent is replaced by it, decoration is dropped, and words in a script that the font lacks
become « […] », which says that something stood there.
"""

import re
import unicodedata
from collections.abc import Iterator
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any, Final, TypeVar
from urllib.parse import urlsplit

from fontTools.ttLib import TTFont
from pydantic import BaseModel

from programmes import prose, web
from programmes.text import legible

from .font import FONT_FILES

AnyPart = TypeVar("AnyPart", bound=BaseModel)

#: Stands for words that the font cannot set.
UNSETTABLE: Final = "[…]"
_GAP: Final = "\ufffc"

_SAME_AS: Final = str.maketrans(
    {
        **dict.fromkeys("\t\v\f", " "),
        **dict.fromkeys("\r\x85\u2028\u2029", "\n"),
        # Private codes of word processors' symbol fonts, and their Unicode cousins.
        **dict.fromkeys("\uf0a7\uf0b7\uf02d●○◦▪▫■□◆◇❖⦁‣⁃➢➤►▶▸", "•"),
        **dict.fromkeys("\uf0fc✔☑✅", "✓"),
        **dict.fromkeys("\uf0e0➔➜➝➞➡⟶⇨", "→"),
        # Ligatures pasted as characters: the font makes its own.
        "ﬀ": "ff",
        "ﬁ": "fi",
        "ﬂ": "fl",
        "ﬃ": "ffi",
        "ﬄ": "ffl",
        "ﬅ": "ft",
        "ﬆ": "st",
        "‑": "-",
        "⁄": "/",
        "∶": ":",
    }
)
# A stack of marks on one letter runs over the lines above and below.
_MARKS_PER_LETTER: Final = 2
# Longer than any French word. One without a break would run out of its column.
_LONG_WORD = re.compile(r"[^\s\-–—/\u00ad\u200b]{27,}")
_SYLLABLE: Final = 9
_SOFT_HYPHEN: Final = "\u00ad"


@cache
def glyphs() -> frozenset[str]:
    """The characters that every style of the font can draw."""
    return frozenset.intersection(*map(_characters, FONT_FILES))


def _characters(file: Path) -> frozenset[str]:
    with TTFont(file, lazy=True) as font:
        return frozenset(map(chr, font.getBestCmap()))


def clean(text: str) -> str:
    """The text in characters that the font can set, without stray spaces."""
    settable = clean_run(text).strip()
    return settable if settable.strip(_SOFT_HYPHEN + " ") else ""


def clean_run(text: str) -> str:
    """The same of a part of a line, which keeps the space that parts it from the next one."""
    text = unicodedata.normalize("NFC", text.translate(_SAME_AS))
    settable = "".join(map(_settable, text))
    settable = re.sub(rf"{_GAP}(?:\s*{_GAP})*", UNSETTABLE, settable)
    settable = re.sub(r" {2,}", " ", _without_stacks(settable))
    return re.sub(r" *\n *", "\n", settable)


def settable(text: str) -> str:
    """The net below `clean`: whatever else was added to a text, nothing without a glyph."""
    return "".join(map(_settable, text))


@cache
def _settable(char: str) -> str:
    category = unicodedata.category(char)
    if char in "\n" + _SOFT_HYPHEN:
        return char
    if category in {"Cc", "Cf", "Co", "Cs", "Cn"}:
        return ""
    if char in glyphs():
        return char
    return _equivalent(char) or _stand_in(category)


def _equivalent(char: str) -> str:
    """Full-width, mathematical and circled letters, ligatures; then the letter without marks."""
    for form in ("NFKC", "NFKD"):
        candidate = unicodedata.normalize(form, char)
        if form == "NFKD":
            candidate = "".join(one for one in candidate if not unicodedata.combining(one))
        if candidate and all(one in glyphs() for one in candidate):
            return candidate
    return ""


def _stand_in(category: str) -> str:
    if category == "Zs":
        return " "
    # Letters and numbers carry meaning; emoji, box drawings and lone marks do not.
    return _GAP if category[0] in "LN" else ""


def _without_stacks(text: str) -> str:
    kept: list[str] = []
    marks = 0
    for char in text:
        marks = marks + 1 if unicodedata.combining(char) else 0
        if marks <= _MARKS_PER_LETTER:
            kept.append(char)
    return "".join(kept)


def clean_part(part: AnyPart) -> AnyPart:
    """A copy of a sheet's part in clean text; addresses and long texts are left as they are."""
    changes = {
        name: _clean_value(getattr(part, name))
        for name in type(part).model_fields
        if name not in web.FIELDS | prose.FIELDS
    }
    # What their marks mean is read first; here one only asks whether anything would be left.
    changes |= {
        name: ""
        for name in prose.FIELDS & type(part).model_fields.keys()
        if not clean(getattr(part, name))
    }
    # No validation: two titles may become equal here, which no longer matters.
    return part.model_copy(update=changes)


def _clean_value(value: Any) -> Any:
    if isinstance(value, Enum):
        return value
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, BaseModel):
        return clean_part(value)
    if isinstance(value, tuple):
        return tuple(_clean_value(one) for one in value)
    return value


def lost_characters(part: BaseModel) -> list[str]:
    """Code points that the font cannot set as they are, for the log: « U+1F600 »."""
    lost = {char for text in _texts(part) for char in text if _settable(char) != char}
    return [f"U+{ord(char):04X}" for char in sorted(lost)]


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str) and not isinstance(value, Enum):
        yield unicodedata.normalize("NFC", value.translate(_SAME_AS))
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields.keys() - web.FIELDS:
            yield from _texts(getattr(value, name))
    elif isinstance(value, tuple):
        for one in value:
            yield from _texts(one)


def breakable(text: str) -> str:
    """The text with soft hyphens in words that no column could hold."""
    return _LONG_WORD.sub(_hyphenated, text)


def _hyphenated(word: re.Match[str]) -> str:
    letters = word.group()
    parts = (letters[at : at + _SYLLABLE] for at in range(0, len(letters), _SYLLABLE))
    return _SOFT_HYPHEN.join(parts)


def breakable_address(address: str) -> str:
    """An address to read, which may turn the line after its punctuation, without a hyphen."""
    return re.sub(r"([/.?&=_@-]+)", "\\1\u200b", clean(address))


def safe_url(url: str) -> str:
    """The address if it may be a link on paper (http, https, mailto, tel); empty otherwise."""
    url = legible(url).strip()
    if not url or not url.isascii() or re.search(r"[\x00-\x20\x7f<>\"{}|\\^`]", url):
        url = _encoded(url)
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    if parts.scheme in {"http", "https"} and parts.netloc:
        return url
    return url if parts.scheme in {"mailto", "tel"} and parts.path else ""


def _encoded(url: str) -> str:
    """Accents and spaces in percent signs, as browsers send them."""
    return "".join(
        char if "!" <= char <= "~" and char not in '<>"{}|\\^`' else _percent(char) for char in url
    )


def _percent(char: str) -> str:
    return "".join(f"%{byte:02X}" for byte in char.encode(errors="ignore"))
