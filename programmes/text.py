"""Folding: the form of a text under which French words are found and sorted.

Both databases store the folded form, because neither agrees with the other on accents.
"""

import unicodedata

_LIKE_TYPED = str.maketrans({"œ": "oe", "æ": "ae", "’": "'"})


def _without_accents(text: str) -> str:
    """Compatibility forms spelt out (™ as TM, ﬁ as fi), accents off."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def fold(text: str) -> str:
    """Lower case, without accents, œ as oe, apostrophes straight, spaces single."""
    # Accents come off before (ǽ is an æ, ™ a capital T) and after (ß becomes ss) the case.
    small = _without_accents(text).casefold().translate(_LIKE_TYPED)
    return " ".join(_without_accents(small).split())
