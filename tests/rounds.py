"""How far a run goes through a battery: `ROUNDS=fast` (`make test-fast`), a short round (`make
test`), `ROUNDS=long` (`make test-long`), which goes through all of it.

A short round is the same test with fewer of the same cases: what it says, and what it holds as
true, is the same. It keeps at least one case of each sort; the rest is for `make test-long`.
"""

import os
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final, TypeVar

Case = TypeVar("Case")

ROUNDS: Final = os.environ.get("ROUNDS", "short")
IS_LONG: Final = ROUNDS == "long"


def a_round(every: list[Case], short: list[Case]) -> list[Case]:
    """All cases, or those that stand for them."""
    assert all(one in every for one in short)
    return every if IS_LONG else short


def together(cases: Iterable[Case], count: int) -> Iterator[list[Case]]:
    """One after another; in a short round as many at once."""
    rest = iter(cases)
    while some := list(islice(rest, 1 if IS_LONG else count)):
        yield some
