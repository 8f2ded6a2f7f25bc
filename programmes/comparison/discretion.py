"""What a line for the public does not repeat: people's names, their telephones, their addresses.

A sheet has fields for people, of which nothing is ever quoted. But people are named in texts too.
"""

import re
from collections.abc import Iterator
from typing import Final

from programmes import phones
from programmes.naming.labels import LABELS
from programmes.sheet import Centre, Sheet
from programmes.text import fold

_EMAIL: Final = re.compile(r"[^\s@]@[^\s@]")
# A name has a capital, an office (« service des admissions ») has none. Initials name nobody.
_NAME: Final = re.compile(r"[^\W\d_]{3,}")
_POLITE: Final = frozenset({"mme", "mlle", "monsieur", "madame"})


def people_in(sheet: Sheet) -> frozenset[str]:
    """The words, folded, by which it names those whom one may call."""
    return frozenset(
        word
        for said in _personal(sheet)
        for word in (fold(name) for name in _NAME.findall(said) if name[0].isupper())
        if word not in _POLITE
    )


def _personal(sheet: Sheet) -> Iterator[str]:
    for part, owner in ((Sheet, sheet), (Centre, sheet.centre)):
        for name, label in LABELS[part].items():
            if label.personal:
                yield getattr(owner, name)


def names_somebody(said: str, people: frozenset[str]) -> bool:
    """Whether it holds a telephone number, an e-mail address, or a name among these."""
    if _EMAIL.search(said) or phones.is_written_in(said):
        return True
    return bool(people) and not people.isdisjoint(_NAME.findall(fold(said)))
