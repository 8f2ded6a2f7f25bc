"""3 → 4: for which session a price is."""

from typing import Final

from programmes.upgrades.stored import Step, chained

from .prices import prices

closer: Final[Step] = chained(prices)
