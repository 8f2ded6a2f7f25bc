"""The codes printed on papers: how they are made, read as typed, and which are like one another.

They have no check character: of 887 million codes a catalogue uses some thousands, so a code with
one sign wrong is almost surely nobody's, and the only one beside it is the one that was meant.
Nothing is given away by saying so: what stands behind a code has been published.
"""

import secrets
from itertools import pairwise
from typing import Final

from programmes.models import Edition
from programmes.text import fold

# Digits and letters that a person can read off paper without mistaking one for another.
LEGIBLE: Final = "23456789abcdefghjkmnpqrstuvwxyz"
LENGTH: Final = 6
#: More than two that are one sign away are no answer.
MOST_MEANT: Final = 2


def unused() -> str:
    """Six characters out of 31: 887 million codes, so a second draw is rare."""
    while True:
        code = "".join(secrets.choice(LEGIBLE) for _ in range(LENGTH))
        if not Edition.objects.filter(short_code=code).exists():
            return code


def read(typed: str) -> str:
    """In small letters, without the spaces, dots and hyphens that one may type between them; of a
    whole address, its end."""
    return "".join(
        one for one in fold(typed).rpartition("/e/")[2] if one.isascii() and one.isalnum()
    )


def meant(code: str) -> list[Edition]:
    """The editions whose code is one sign away; none where they are several too many."""
    near = one_sign_away(code)
    if not near:
        return []
    editions = Edition.objects.published().filter(short_code__in=near).order_by("-current", "-pk")
    found = list(editions.only("short_code", "short_title", "number")[: MOST_MEANT + 1])
    return found if len(found) <= MOST_MEANT else []


def one_sign_away(code: str) -> frozenset[str]:
    """What one meant who typed a wrong sign, two in the wrong order, one too many or too few."""
    parts = [(code[:at], code[at:]) for at in range(len(code) + 1)]
    near: set[str] = set()
    if len(code) == LENGTH:
        near |= {f"{a}{sign}{b[1:]}" for a, b in parts if b for sign in LEGIBLE}
        near |= {
            f"{code[:at]}{second}{first}{code[at + 2 :]}"
            for at, (first, second) in enumerate(pairwise(code))
        }
    elif len(code) == LENGTH - 1:
        near |= {f"{a}{sign}{b}" for a, b in parts for sign in LEGIBLE}
    elif len(code) == LENGTH + 1:
        near |= {f"{a}{b[1:]}" for a, b in parts if b}
    return frozenset(near - {code})
