"""Telephone numbers as people write them, and what a telephone dials.

Only the number is dialled, the first one that is written, whatever stands around it: « Tél. :
+33 (0)5 53 00 00 00 (standard) ou 06… ».
"""

import re
import unicodedata
from typing import Final

from .text import legible

_DASHES: Final = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))
# Between two digits of one number.
_GAP: Final = r"[ .\-/()[\]_·]*"
# Codes of countries whose numbers begin with a 0 at home, which is left out from abroad: France
# and what is overseas.
_WITH_TRUNK: Final = "33|262|508|590|594|596"
_FRENCH: Final = rf"(?:(?:{'|'.join(_GAP.join(one) for one in _WITH_TRUNK.split('|'))}))"
_INTERNATIONAL: Final = rf"(?:\+|(?<!\d)00){_GAP}"
_WHOLE: Final = re.compile(
    rf"{_INTERNATIONAL}(?P<country>{_FRENCH}){_GAP}(?:0{_GAP})?(?P<abroad>[1-9](?:{_GAP}\d){{8}})"
    rf"|{_INTERNATIONAL}(?P<foreign>[1-9](?:[ .\-()]*\d){{6,14}})"
    rf"|(?<!\d)(?P<home>0{_GAP}[1-9](?:{_GAP}\d){{8}})(?!\d)"
)
# 3939, 36 46, 116 006, 118 218, 112: in France, and only where no whole number is written.
_SHORT: Final = re.compile(r"(?<!\d)(?:11[68][ .]?\d{3}|(?:10|3\d)[ .]?\d{2}|1\d{1,2})(?!\d)")
_ANY: Final = re.compile(rf"\d(?:{_GAP}\d){{5,14}}")


def dialled(written: str) -> str:
    """« +33553000000 », « 0553000000 », « 3939 »; empty where no number is written."""
    text = unicodedata.normalize("NFKC", legible(written)).translate(_DASHES)
    if found := _WHOLE.search(text):
        if found["abroad"]:
            return f"+{_digits(found['country'])}{_digits(found['abroad'])}"
        if found["foreign"]:
            return f"+{_digits(re.sub(r'[(] *0 *[)]', '', found['foreign']))}"
        return _digits(found["home"])
    other = _SHORT.search(text) or _ANY.search(text)
    return _digits(other[0]) if other else ""


def is_written_in(text: str) -> bool:
    """Whether a whole number stands there, rather than some digits (a year, a code, a price)."""
    written = unicodedata.normalize("NFKC", legible(text)).translate(_DASHES)
    return _WHOLE.search(written) is not None


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)
