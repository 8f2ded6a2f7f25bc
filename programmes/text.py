"""Folding: the form of a text under which French words are found and sorted.

Both databases store the folded form, because neither agrees with the other on accents.
"""

import unicodedata

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae"})


def fold(text: str) -> str:
    """Lower case, without accents, œ as oe, apostrophes straight, spaces single."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_LIGATURES))
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(plain.replace("’", "'").split())
