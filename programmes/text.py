"""Forms of a text: with one kind of line end, as read, folded, as a file or a page is named.

Under the folded one French words are found and sorted. Both databases store it, because neither
agrees with the other on accents.
"""

import re
import unicodedata

_LIKE_TYPED = str.maketrans({"œ": "oe", "æ": "ae", "’": "'"})


def without_accents(text: str) -> str:
    """Compatibility forms spelt out (™ as TM, ﬁ as fi), accents off."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(char for char in decomposed if not unicodedata.combining(char))


# Pasted along with a text and seen by nobody: control characters, overrides of the direction in
# which one reads, spaces of no width. Some of them part words, as a tab or a line end does.
_PARTING = re.compile("[\x0b\x0c\x85]")
_UNSEEN = re.compile("[\x01-\x08\x0e-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069\ufeff]")


def one_line_end(text: str) -> str:
    """Each line end as LF. Browsers send CRLF, files hold either or a lone CR: all say the same."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def legible(text: str) -> str:
    """What one reads of a text. A NUL stays: it is never pasted, and is refused by name."""
    return _UNSEEN.sub("", _PARTING.sub(" ", one_line_end(text)))


def fold(text: str) -> str:
    """Lower case, without accents, œ as oe, apostrophes straight, spaces single."""
    # Accents come off before (ǽ is an æ, ™ a capital T) and after (ß becomes ss) the case.
    small = without_accents(text).casefold().translate(_LIKE_TYPED)
    return " ".join(without_accents(small).split())


# What no system refuses in the name of a file, and people read.
_NOT_IN_A_FILE_NAME = re.compile(r"[^\w .,’()+-]+")


def file_name(title: str) -> str:
    """The title as a file can be called after it; empty when nothing of it can stand there."""
    return " ".join(_NOT_IN_A_FILE_NAME.sub(" ", title).split()).strip(" .")


_NOT_IN_AN_ADDRESS = re.compile("[^a-z0-9_]+")
# Marks and soft hyphens: part of a letter, or seen by nobody. They part no words.
_PARTS_NOTHING = frozenset({"Mn", "Me", "Cf"})


def address(text: str) -> str:
    """The text as the end of a page's address: « Métiers de l’accueil » as metiers-de-l-accueil.

    Empty when nothing of it can stand there. `static/js/admin/addresses.js` does the same.
    """
    letters = (one for one in fold(text) if unicodedata.category(one) not in _PARTS_NOTHING)
    return _NOT_IN_AN_ADDRESS.sub("-", "".join(letters)).strip("-_")
