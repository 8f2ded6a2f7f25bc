"""Files to take along, of the programme and of its centre."""

from programmes.upgrades.stored import Stored


def documents(stored: Stored) -> Stored:
    """Version 4 offered none."""
    return stored | {"documents": [], "centre": {**stored["centre"], "documents": []}}
