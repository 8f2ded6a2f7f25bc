"""Which licences we take. Anything else is named, until somebody has read it.

All but one let us do what we do: run it, and give our own code under our own terms. The LGPL of
psycopg asks that one can put another psycopg in its place: it is a package beside ours.
"""

import re
from collections.abc import Iterable
from typing import Final

from tests.audit.pins import Pin, licence

#: SPDX's names, and how packages write them in the field that is older than SPDX.
ACCEPTED: Final = {
    "0BSD",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "LGPL-3.0-only",
    "MIT",
    "MIT-0",
    "MIT-CMU",
    "MPL-2.0",
    "OFL-1.1",
    "PSF-2.0",
}
WRITTEN: Final = {
    "Apache 2.0": "Apache-2.0",
    "Apache License": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD": "BSD-3-Clause",
    "BSD License": "BSD-3-Clause",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}
#: Read by a person, in the package itself: what it says of itself is nothing, or not a name.
READ: Final = {
    "axe-playwright-python": "MIT AND MPL-2.0",  # its LICENSE; axe-core inside
    "pypdfium2": "Apache-2.0 OR BSD-3-Clause",  # its METADATA; a tool of the tests
    "pytest-django": "BSD-3-Clause",
    "text-unidecode": "Artistic-1.0-Perl OR GPL-2.0-or-later",
}
#: Beside the list, for tools that are on no server: never in what the site runs.
TOOLS_ONLY: Final = {"Artistic-1.0-Perl OR GPL-2.0-or-later"}


def spdx(pin: Pin) -> str | None:
    """The expression; None for what is not installed here."""
    found = pin.installed
    if found is None:
        return None
    if pin.name in READ:
        return READ[pin.name]
    said = licence(found)
    return WRITTEN.get(said, said)


def is_accepted(expression: str, scope: str) -> bool:
    """One of what is offered (OR), all of what holds together (AND)."""
    if expression in TOOLS_ONLY:
        return scope == "excluded"
    offers = re.split(r"\s+OR\s+", expression)
    return any(_all_accepted(offer) for offer in offers)


def _all_accepted(offer: str) -> bool:
    return all(one.strip(" ()") in ACCEPTED for one in re.split(r"\s+AND\s+", offer))


def refused(pins: Iterable[Pin]) -> list[str]:
    """A sentence for each that nobody has accepted."""
    sentences = []
    for pin in pins:
        said = spdx(pin)
        if said is not None and not is_accepted(said, pin.scope):
            sentences.append(f"{pin}\u202f: {said or 'aucune licence déclarée'}")
    return sentences
