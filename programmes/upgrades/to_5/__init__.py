"""4 → 5: on which shelf of the catalogue a programme stands."""

from typing import Final

from programmes.upgrades.stored import Step

from .fields import fields

shelved: Final[Step] = fields
