"""From what an older site stored to the sheet of today: version n → n + 1, dict to dict.

A step is written once and never edited again. It says the same facts in the newer form, and adds
none: what the older form did not say stays unsaid. Each stands in a module named by the version
that it makes; one of several parts is a package, a module a part.
"""

from typing import Final

from .stored import Step
from .to_2 import kinds
from .to_3 import offers

# A migration that has landed reads the texts of drafts with these.
from .to_3.texts import OF_A_BLOC as OF_A_BLOC
from .to_3.texts import OF_A_CENTRE as OF_A_CENTRE
from .to_3.texts import TEXTS as TEXTS
from .to_3.texts import escaped as escaped
from .to_4 import told_apart
from .to_5 import shelved_and_taken_along

VERSION: Final = 5
UPGRADES: Final[dict[int, Step]] = {
    1: kinds,
    2: offers,
    3: told_apart,
    4: shelved_and_taken_along,
}
