"""How the site looks: the logo and the accent of the centre that publishes it.

No sheet holds them: they are the site's own, and change everywhere the moment they are saved. Where
no centre is named, they are those of the first that has some. See docs/decisions/0025.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

from django.db.models import F, Q, QuerySet

from programmes.models import Ground, Logo, TrainingCentre

# Name in the query → column.
COLUMNS: Final[Mapping[str, F]] = {
    "face_of": F("name"),
    "colour": F("accent"),
    "names": F("logo_names_centre"),
    "digest": F("logo_id"),
    "width": F("logo__width"),
    "height": F("logo__height"),
    "ground": F("logo__ground"),
}


@dataclass(frozen=True, slots=True)
class ShownLogo:
    """`names_centre`: the name is written on it."""

    digest: str
    width: int
    height: int
    ground: str
    names_centre: bool

    @property
    def needs_light(self) -> bool:
        return self.ground == Ground.LIGHT

    @property
    def needs_dark(self) -> bool:
        return self.ground == Ground.DARK


@dataclass(frozen=True, slots=True)
class Face:
    """One that has neither accent nor logo is none."""

    centre: str
    accent: str
    logo: ShownLogo | None

    @property
    def mark(self) -> str:
        """Another for another face."""
        return sha256(repr(self).encode()).hexdigest()[:8]


def centres_with_face() -> QuerySet[TrainingCentre]:
    """The one named first, face or not: no other centre's stands in for its own."""
    has_face = ~Q(accent="") | Q(logo__isnull=False)
    return TrainingCentre.objects.filter(Q(is_publisher=True) | has_face).order_by(
        "-is_publisher", "pk"
    )


def face() -> Face | None:
    said: Mapping[str, Any] | None = centres_with_face().values(**COLUMNS).first()
    return face_in(said) if said else None


def face_in(said: Mapping[str, Any]) -> Face | None:
    """From a row with the columns above."""
    if not (said["colour"] or said["digest"]):
        return None
    logo = ShownLogo(
        said["digest"], said["width"], said["height"], said["ground"], bool(said["names"])
    ) if said["digest"] else None  # fmt: skip
    return Face(said["face_of"], said["colour"], logo)


def png_of(logo: ShownLogo) -> bytes:
    """Raises `Logo.DoesNotExist` where another one has taken its place meanwhile."""
    return bytes(Logo.objects.only("content").get(pk=logo.digest).content)


def clear_away() -> None:
    """Logos that no centre has any more."""
    Logo.objects.filter(centres=None).delete()
