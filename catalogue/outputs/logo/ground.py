"""On what a logo can be made out: a dark one without a background is lost on a dark page."""

from typing import Final

from PIL import Image

from programmes.colours import DAY, NIGHT, contrast
from programmes.models import Ground

_SIDE: Final = 64
# Of 255: what is more transparent lets the ground through.
_SEEN: Final = 128
# Of all pixels: fewer are the soft edge of a picture with a background of its own.
_LETS_THROUGH: Final = 0.02
_MADE_OUT: Final = 2.0
_MOST_OF_IT: Final = 0.85


def ground_of(image: Image.Image) -> Ground:
    """`image`: in RGBA."""
    small = image.copy()
    small.thumbnail((_SIDE, _SIDE))
    data = small.tobytes()
    pixels = [data[at : at + 4] for at in range(0, len(data), 4)]
    seen = [f"#{pixel[:3].hex()}" for pixel in pixels if pixel[3] >= _SEEN]
    if len(pixels) - len(seen) <= _LETS_THROUGH * len(pixels) or not seen:
        return Ground.ANY
    by_day, by_night = (_share(seen, look.grounds[0][1]) for look in (DAY, NIGHT))
    if min(by_day, by_night) >= _MOST_OF_IT:
        return Ground.ANY
    return Ground.LIGHT if by_day >= by_night else Ground.DARK


def _share(colours: list[str], ground: str) -> float:
    """Of the colours, those that are told from the ground."""
    return sum(contrast(colour, ground) >= _MADE_OUT for colour in colours) / len(colours)
