"""2 → 3: when, where, for whom, at what price, with what results."""

from typing import Final

from programmes.upgrades.stored import Step, chained

from .places import places
from .prices import prices
from .results import results
from .sessions import sessions
from .texts import texts

offers: Final[Step] = chained(places, sessions, prices, results, texts)
