"""3 → 4: what one session, and each public, is told apart from the others."""

from typing import Final

from programmes.upgrades.stored import Step, chained

from .prices import prices
from .publics import publics

told_apart: Final[Step] = chained(prices, publics)
