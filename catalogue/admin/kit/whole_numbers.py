"""Numbers that an address or a form carries, read in one way and never beyond a database's.

`int` alone takes « ١٢ » and « 1_2 », fails on five thousand digits, and gives numbers that no
database stores.
"""

from typing import Final

#: Below the largest key (2**63 - 1).
DIGITS: Final = 18


def whole_number(text: str, digits: int = DIGITS) -> int | None:
    """At least 0; None for anything else."""
    if text.isascii() and text.isdigit() and len(text) <= digits:
        return int(text)
    return None
