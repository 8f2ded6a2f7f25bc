"""Forms of a text: with one kind of line end, as read, folded, as a file or a page is named.

Under the folded one French words are found and sorted. Both databases store it, because neither
agrees with the other on accents.
"""

import re
import unicodedata

# Dashes of every length are typed as the one on the keyboard.
_KEYS = str.maketrans({**dict.fromkeys("’‘ʼ′", "'"), **dict.fromkeys("‐‑‒–—―−﹘﹣", "-")})
_LIKE_TYPED = _KEYS | str.maketrans({"œ": "oe", "æ": "ae"})


def without_accents(text: str) -> str:
    """Compatibility forms spelt out (™ as TM, ﬁ as fi), accents off."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(char for char in decomposed if not unicodedata.combining(char))


# Pasted along with a text and seen by nobody: control characters, spaces of no width, marks of the
# direction in which one reads, soft hyphens, private codes of a word processor's fonts. They are
# the categories Cf and Co, and what Unicode calls default-ignorable, which is in neither.
_FORMATS = (
    "\u00ad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    "\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff"
)
_PRIVATE = "\ue000-\uf8ff\U000f0000-\U0010fffd"
_UNSEEN = re.compile(f"[\x01-\x08\x0e-\x1f\x7f-\x9f{_FORMATS}{_PRIVATE}]")
# Some part words, as a tab or a line end does.
_PARTING = re.compile("[\x0b\x0c\x85]")
# Inside an emoji such marks are part of what one sees: « ❤️‍🔥 », a flag, a digit in its key.
_PICTURE = "[\u203c\u2049\u2122-\u2bff\u3030-\u303d\u3297\u3299\U0001f000-\U0001faff]"
_EMOJI = (
    f"{_PICTURE}\ufe0f?(?:\u200d{_PICTURE}\ufe0f?)+|{_PICTURE}\ufe0f"
    "|\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f|[0-9#*]\ufe0f\u20e3"
)
_NOT_TO_KEEP = re.compile(f"({_EMOJI})|{_UNSEEN.pattern}")


def one_line_end(text: str) -> str:
    """Each line end as LF. Browsers send CRLF, files hold either or a lone CR: all say the same."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def legible(text: str) -> str:
    """What one reads of a text. A NUL stays: it is never pasted, and is refused by name."""
    text = _PARTING.sub(" ", one_line_end(text))
    return _NOT_TO_KEEP.sub(r"\1", text) if _UNSEEN.search(text) else text


def keyboard(text: str) -> str:
    """As one would type it: compatibility forms spelt out, dashes and apostrophes plain, spaces
    single, without what nobody sees. Case and accents stay."""
    typed = unicodedata.normalize("NFKC", _UNSEEN.sub("", _PARTING.sub(" ", text)))
    return " ".join(typed.translate(_KEYS).split())


def fold(text: str) -> str:
    """Lower case, without accents, œ as oe, apostrophes and dashes as on a keyboard, spaces single.

    What nobody sees is nobody's to type: it goes, also from texts that were stored with it.
    """
    # Accents come off before (ǽ is an æ, ™ a capital T) and after (ß becomes ss) the case.
    small = without_accents(_PARTING.sub(" ", text)).casefold().translate(_LIKE_TYPED)
    return " ".join(_UNSEEN.sub("", without_accents(small)).split())


# What no system refuses in the name of a file, and people read.
_NOT_IN_A_FILE_NAME = re.compile(r"[^\w .,’()+-]+")


def file_name(title: str) -> str:
    """The title as a file can be called after it; empty when nothing of it can stand there."""
    return " ".join(_NOT_IN_A_FILE_NAME.sub(" ", title).split()).strip(" .")


_NOT_IN_AN_ADDRESS = re.compile("[^a-z0-9_]+")
# Marks are part of a letter: they part no words.
_PARTS_NOTHING = frozenset({"Mn", "Me"})


def address(text: str) -> str:
    """The text as the end of a page's address: « Métiers de l’accueil » as metiers-de-l-accueil.

    Empty when nothing of it can stand there. `static/js/admin/addresses.js` does the same.
    """
    letters = (one for one in fold(text) if unicodedata.category(one) not in _PARTS_NOTHING)
    return _NOT_IN_AN_ADDRESS.sub("-", "".join(letters)).strip("-_")
