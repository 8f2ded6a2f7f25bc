"""4 → 5: on which shelf of the catalogue a programme stands, and what one takes along."""

from typing import Final

from programmes.upgrades.stored import Step, chained

from .documents import documents
from .fields import fields

shelved_and_taken_along: Final[Step] = chained(fields, documents)
