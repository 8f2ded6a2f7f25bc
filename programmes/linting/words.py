"""Names that the law has retired, and typography that the page cannot mend by itself."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from programmes.naming.nouns import quoted
from programmes.sheet import Sheet
from programmes.text import fold
from programmes.typography import NARROW

from .places import FORMER, Written, texts
from .remark import Remark, doubtful, wrong

# Former name → the current one, as they read.
RETIRED: Final = {
    "Pôle emploi": "France Travail",
    "Pro-A": "période de reconversion",
    "plan de formation": "plan de développement des compétences",
    "CPF de transition": "projet de transition professionnelle",
    "CPF transition": "projet de transition professionnelle",
}
# Written apart it has a capital, unlike « un bac pro a… », and « bac pro à… » in capitals.
_PRO_A = re.compile(r"(?<!\w)(?i:(?<!\bbac\s)pro)\sA(?!\w)")


def _loosely(name: str) -> str:
    """A pattern over folded text: plurals; for a space a hyphen, or nothing for either."""
    words = re.split("([ -])", fold(name))
    gaps = {" ": "[ ‐–-]?", "-": "[‐–-]?"}
    return "".join(gaps.get(word) or f"{re.escape(word)}s?" for word in words)


@dataclass(frozen=True, slots=True)
class _Retired:
    """A former name as it reads and as it is looked for: alone, or in brackets after the current
    one, where it helps the reader."""

    sentence: str
    alone: re.Pattern[str]
    in_brackets: re.Pattern[str]

    @classmethod
    def of(cls, former: str, current: str) -> "_Retired":
        old, new = _loosely(former), _loosely(current)
        return cls(
            f"«{NARROW}{former}{NARROW}» s’appelle aujourd’hui {quoted(current)}.",
            re.compile(rf"(?<!\w){old}(?!\w)"),
            re.compile(rf"{new}[^()]{{0,20}}\([^()]*{old}[^()]*\)"),
        )

    def stands_in(self, folded: str) -> bool:
        if not self.alone.search(folded):
            return False
        return self.alone.search(self.in_brackets.sub("", folded)) is not None


_RETIRED: Final = [_Retired.of(former, current) for former, current in RETIRED.items()]


def retired_names(sheet: Sheet, _today: date) -> Iterator[Remark]:
    for written in texts(sheet):
        if written.field == FORMER:
            continue
        text = _ADDRESS.sub("x", written.text)
        folded = fold(_PRO_A.sub("Pro-A", text))
        for name in _RETIRED:
            if name.stands_in(folded):
                yield wrong("retired_name", written.section, written.place, name.sentence)


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
