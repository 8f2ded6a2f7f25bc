"""What the admin's site shows. Each module registers what it is about.

From the top of the arrow of imports: saving a bloc must end in a snapshot, which the rooms below do
not know.
"""

from . import blocs, centre, exam, fields, funding, programme, security, users
from .life import editions

__all__ = [
    "blocs",
    "centre",
    "editions",
    "exam",
    "fields",
    "funding",
    "programme",
    "security",
    "users",
]
