"""4 → 5: what one takes along."""

from typing import Final

from programmes.upgrades.stored import Step, chained

from .documents import documents

taken_along: Final[Step] = chained(documents)
