"""Who publishes the site, as this process last read it: error pages ask nobody.

Whoever reads the publisher's row leaves it here (`catalogue/life/publisher.py`), the first time
when a process starts. An error page takes what is there, or does without: the database may be what
is broken.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class House:
    """What any page says of the centre, and how one reaches it. No person's name or number."""

    name: str
    legal_name: str
    uai: str
    siret: str
    nda: str
    qualiopi_number: str
    qualiopi_expires_on: date | None
    phone: str
    email: str
    website: str
    # How the site looks, for the templates (`catalogue/life/face.py`).
    face: object = None


class _Memory:
    house: House | None = None


def remember(house: House | None) -> None:
    _Memory.house = house


def remembered() -> House | None:
    return _Memory.house
