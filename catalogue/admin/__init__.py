"""The admin: what staff edit, and how they publish it. One module per word.

All of it is registered from here, the top of the arrow of imports: saving a bloc must end in a
snapshot, which the rooms below do not know.
"""

from . import blocs, centre, exam, funding, programme, site, users
from .life import editions
from .together import keeping

__all__ = [
    "blocs",
    "centre",
    "editions",
    "exam",
    "funding",
    "keeping",
    "programme",
    "site",
    "users",
]
