"""Names that the law has retired, and typography that the page cannot mend by itself."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from programmes.nouns import quoted
from programmes.sheet import Sheet
from programmes.text import without_accents
from programmes.typography import NARROW, listed, long_date, typeset

from .places import FORMER, Written, texts
from .remark import Remark, doubtful, wrong
from .retired import RETIRED, RetiredName


def _loosely(name: str, *, exact: bool = False) -> str:
    """A pattern over a text without accents: plurals; for a space a hyphen, or nothing for either.

    `exact`: a word in capitals is one of that very form, whatever the case of the others.
    """
    words = re.split("([ -])", without_accents(name))
    gaps = {" ": "[ ‐–-]?", "-": "[‐–-]?"}
    return "".join(
        gaps.get(word)
        or (re.escape(word) if exact and word.isupper() else f"(?i:{re.escape(word)}s?)")
        for word in words
    )


def _word(shape: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{shape})(?!\w)")


@dataclass(frozen=True, slots=True)
class _Searched:
    """A retired name as it is looked for: alone, or in brackets after what one writes now, where it
    helps the reader."""

    name: RetiredName
    shape: str
    alone: re.Pattern[str]
    in_brackets: re.Pattern[str]
    elsewhere: re.Pattern[str] | None

    @classmethod
    def of(cls, name: RetiredName) -> "_Searched":
        old = name.shape or _loosely(name.name, exact=name.exact)
        new = "|".join(map(_loosely, name.now)) or r"(?!)"
        other = "|".join(name.elsewhere)
        return cls(
            name,
            old,
            _word(old),
            re.compile(rf"(?<!\w)(?:{new})[^()]{{0,20}}\([^()]*(?:{old})[^()]*\)"),
            re.compile(rf"(?i)\b(?:{other})s?\b") if other else None,
        )

    def stands_in(self, text: str) -> bool:
        if not self.alone.search(text) or (self.elsewhere and self.elsewhere.search(text)):
            return False
        return self.alone.search(self.in_brackets.sub("", text)) is not None


_SEARCHED: Final = [_Searched.of(name) for name in RETIRED]
# Hardly a text holds any: one look tells.
_ANY: Final = _word("|".join(one.shape for one in _SEARCHED))


def retired_names(sheet: Sheet, today: date) -> Iterator[Remark]:
    for written in texts(sheet):
        if written.field == FORMER:
            continue
        text = " ".join(without_accents(_ADDRESS.sub("x", written.text)).split())
        if not _ANY.search(text):
            continue
        for one in _SEARCHED:
            name = one.name
            is_due = name.first_day <= today and (_is_offered(written) or not name.offered)
            if is_due and one.stands_in(text):
                told = doubtful if name.meaning else wrong
                yield told("retired_name", written.section, written.place, _sentence(name))


def _is_offered(written: Written) -> bool:
    """Says what one can take: this programme, or what comes after it."""
    further = written.section == "further_studies" and written.field == "title"
    return further or written.field in {"short_title", "full_title"}


def _sentence(name: RetiredName) -> str:
    """« « OPCA » a laissé la place à « OPCO » le 1er avril 2019 (loi…). »"""
    said = quoted(name.name) + (f", {name.meaning}," if name.meaning else "")
    at = f"le {long_date(name.since)}" if isinstance(name.since, date) else f"en {name.since}"
    if name.now:
        change = f"a laissé la place à {listed(map(quoted, name.now), 'ou')} {at}"
    else:
        change = f"n’existe plus depuis {at.removeprefix('en ')}"
    return typeset(f"{said} {change} ({name.source}).")


# A web or e-mail address becomes a letter: its signs follow other rules.
_ADDRESS = re.compile(r"(?<!\S)(?:www\.|\S*?(?:://|@))\S*")
_SPACES = "[ \u00a0\u202f]"
_SLIPS: tuple[tuple[str, re.Pattern[str], str], ...] = (
    ("double_space", re.compile(rf"\S({_SPACES}{{2,}})\S"), "Deux espaces de suite"),
    (
        "missing_space",
        re.compile(r"[^\W_](?:[;!?]+|:)(?=\s|$)"),
        (
            "Il manque une espace devant «\u202f;\u202f», «\u202f:\u202f», "
            "«\u202f!\u202f» ou «\u202f?\u202f»"
        ),
    ),
    (
        "spaced_comma",
        re.compile(rf"\w{_SPACES}+[,.](?=\s|$)"),
        "Une espace de trop devant une virgule ou un point",
    ),
    (
        "straight_quotes",
        re.compile(r'"'),
        "Guillemets droits, où l’on écrit «\u202f…\u202f»",
    ),
)


def typography(sheet: Sheet, _today: date) -> Iterator[Remark]:
    """What the reader would see, or what an exported file would carry as it was typed."""
    for written in texts(sheet):
        text = _ADDRESS.sub("x", written.text)
        for code, pattern, what in _SLIPS:
            found = pattern.search(text)
            if found:
                where = quoted(_around(text, found.start(), found.end()), 30)
                yield _slip(code, written, f"{what}{NARROW}: {where}.")
        if text.count("«") != text.count("»"):
            sentence = "Un guillemet ouvrant ou fermant n’a pas son pendant."
            yield _slip("unbalanced_quotes", written, sentence)


def _slip(code: str, written: Written, sentence: str) -> Remark:
    return doubtful(code, written.section, written.place, sentence)


def _around(text: str, start: int, end: int) -> str:
    """A few characters on each side, on one line."""
    return " ".join(text[max(0, start - 10) : end + 10].split())
