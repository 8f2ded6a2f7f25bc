"""The centre's mark, for the tab of a browser and a phone's home screen. Pure.

Today its initials, under the bar and the rule that head each picture.
"""

import re
from itertools import islice
from typing import Final

from catalogue.outputs.pdf.text import clean, settable

from .drawing import drawn

#: In pixels: a tab's, what a phone asks for, what a manifest lists.
TAB: Final = 96
TOUCH: Final = 180
ON_HOME_SCREENS: Final = (192, 512)
SIZES: Final = (TAB, TOUCH, *ON_HOME_SCREENS)

_SIDE: Final = 100  # points, in the template
_MOST_LETTERS: Final = 3
# What stands before a name, and the little words inside it.
_UNTOLD: Final = re.compile(r"(?i)^(cfa|d[eu]s?|l[ae]s?|et|aux?|[àa]|en|pour|[ld])$")


def mark(centre: str, size: int) -> bytes:
    """A square PNG of so many pixels. Raises `PictureFailed`."""
    return drawn("mark", {"letters": letters(centre)}, ppi=72 * size / _SIDE)


def letters(centre: str) -> str:
    """« SM » of « Sud Management », « E » of « CFA de l’Exemple »; those that our font has."""
    words = re.findall(r"[^\W\d_]+", clean(centre))
    initials = (word[0].upper() for word in words if not _UNTOLD.match(word))
    return settable("".join(islice(initials, _MOST_LETTERS)))
