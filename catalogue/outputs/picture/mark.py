"""The centre's mark, for the tab of a browser and a phone's home screen. Pure.

Its logo; its initials under the bar and the rule that head each picture where it has none, or one
so wide that nothing of it could be made out in a small square.
"""

import re
from dataclasses import replace
from itertools import islice
from typing import Final

from catalogue.outputs.dress import PLAIN, Dress
from catalogue.outputs.pdf.text import clean, settable

from .drawing import drawn

#: In pixels: a tab's, what a phone asks for, what a manifest lists.
TAB: Final = 96
TOUCH: Final = 180
ON_HOME_SCREENS: Final = (192, 512)
SIZES: Final = (TAB, TOUCH, *ON_HOME_SCREENS)

_SIDE: Final = 100  # points, in the template
_MOST_LETTERS: Final = 3
# Width over height.
_WIDEST: Final = 2.5
# What stands before a name, and the little words inside it.
_UNTOLD: Final = re.compile(r"(?i)^(cfa|d[eu]s?|l[ae]s?|et|aux?|[àa]|en|pour|[ld])$")


def mark(centre: str, size: int, dress: Dress = PLAIN) -> bytes:
    """A square PNG of so many pixels. Raises `PictureFailed`."""
    if dress.logo and dress.logo.width > _WIDEST * dress.logo.height:
        dress = replace(dress, logo=None)
    return drawn("mark", {"letters": letters(centre)}, ppi=72 * size / _SIDE, dress=dress)


def letters(centre: str) -> str:
    """« SM » of « Sud Management », « E » of « CFA de l’Exemple »; those that our font has."""
    words = re.findall(r"[^\W\d_]+", clean(centre))
    initials = (word[0].upper() for word in words if not _UNTOLD.match(word))
    return settable("".join(islice(initials, _MOST_LETTERS)))
