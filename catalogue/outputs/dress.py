"""What a paper or a picture wears: the accent and the logo of whoever publishes the site. Pure."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

from programmes.colours import by_night

#: For the templates, which read them in `look.typ`.
Inputs: TypeAlias = dict[str, str]


@dataclass(frozen=True, slots=True)
class Logo:
    """`ground`: on what it can be made out; `names_centre`: the name is written on it."""

    png: bytes
    width: int
    height: int
    ground: str
    alt: str
    names_centre: bool


@dataclass(frozen=True, slots=True)
class Dress:
    accent: str = ""
    logo: Logo | None = None

    def inputs(self) -> Inputs:
        given: Inputs = {}
        if self.accent:
            given |= {"accent": self.accent, "night-accent": by_night(self.accent)}
        if self.logo:
            said = {
                # The compiler is given texts only.
                "png": list(self.logo.png),
                "width": self.logo.width,
                "height": self.logo.height,
                "ground": self.logo.ground,
                "alt": self.logo.alt,
                "names-centre": self.logo.names_centre,
            }
            given["logo"] = json.dumps(said)
        return given


PLAIN = Dress()


def from_best(dress: Dress) -> Iterator[Dress]:
    """As it is, then without the logo: a drawing does not fail because of one."""
    yield dress
    if dress.logo:
        yield replace(dress, logo=None)
