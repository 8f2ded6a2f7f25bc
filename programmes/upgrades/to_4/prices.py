"""For which session a price is."""

from programmes.upgrades.stored import Stored


def prices(stored: Stored) -> Stored:
    """A price of version 3 was of all sessions."""
    return stored | {
        "funding_options": [{**row, "intake": None} for row in stored["funding_options"]]
    }
