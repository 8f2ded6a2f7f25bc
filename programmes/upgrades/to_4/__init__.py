"""3 → 4: what each public is told apart from the others."""

from typing import Final

from programmes.upgrades.stored import Step, chained

from .publics import publics

told_apart: Final[Step] = chained(publics)
