"""What people type, paste or import, mended once and in one way, by the name of its field.

Forms and imports both go through here: neither takes what the other one would not.
"""

from . import prose, web
from .text import legible


def mended(field: str, text: str) -> str:
    """Nothing that nobody sees, nothing around it, and the list that a word processor drew."""
    seen = (prose.legible if field in prose.FIELDS else legible)(text).strip()
    return web.completed(seen) if field in web.FIELDS else seen
