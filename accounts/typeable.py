"""What is read from a screen or a paper, and typed: no 0/O, no 1/l/I."""

import secrets
from typing import Final

LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"


def random_groups(groups: int, length: int) -> str:
    """Five bits a letter, by chance."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(length)) for _ in range(groups))
