"""The field of study."""

from programmes.upgrades.stored import Stored


def fields(stored: Stored) -> Stored:
    """Version 4 named none: the catalogue shelves it by its codes."""
    return {**stored, "field_of_study": None}
