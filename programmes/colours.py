"""The site's accent: whether what is written in it, or on it, can be read, by day and by night.

One colour is chosen, that of daylight; the other is made from it by a rule, in OKLCH, where equal
steps look equal. Contrast is that of WCAG 2.2. The grounds are those of `static/css/tokens.css`.
"""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, TypeAlias

from django.core.exceptions import ValidationError

from .typography import NARROW, listed, number

#: Of text on its ground (WCAG 2.2, 1.4.3).
LEAST_CONTRAST: Final = 4.5

Numbers: TypeAlias = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Look:
    """Grounds on which the accent stands, with their name; what is written on the accent."""

    name: str
    grounds: tuple[tuple[str, str], ...]
    on_accent: tuple[str, str]


DAY: Final = Look(
    "le jour",
    (("le fond blanc", "#ffffff"), ("le fond gris des encadrés", "#f2f3f6")),
    ("le texte blanc des boutons", "#ffffff"),
)
NIGHT: Final = Look(
    "en mode sombre",
    (("le fond sombre", "#111217"), ("le fond des encadrés", "#1b1c23")),
    ("le texte sombre des boutons", "#10121f"),
)
# By night: as light as the accent of our own look, and no more vivid.
_NIGHT_LIGHTNESS: Final = 0.78
_NIGHT_CHROMA: Final = 0.12
_STEP: Final = 0.002


@dataclass(frozen=True, slots=True)
class Pair:
    """Two colours that stand together, and how well one is told from the other."""

    look: str
    ground: str
    contrast: float

    def __str__(self) -> str:
        return f"{_told(self.contrast)} avec {self.ground} ({self.look})"


def by_night(accent: str) -> str:
    """The accent of the dark look: same hue, light and calm."""
    _, chroma, hue = _oklch(accent)
    return _nearest_shown(_NIGHT_LIGHTNESS, min(chroma, _NIGHT_CHROMA), hue)


def pairs(accent: str) -> list[Pair]:
    """All that the accent stands with, by day and by night."""
    return [
        Pair(look.name, name, contrast(tone, other))
        for look, tone in ((DAY, accent), (NIGHT, by_night(accent)))
        for name, other in (*look.grounds, look.on_accent)
    ]


def passes(accent: str) -> bool:
    return all(pair.contrast >= LEAST_CONTRAST for pair in pairs(accent))


def nearest(accent: str) -> str:
    """The first darker one of the same hue that can be read; itself where it can."""
    lightness, chroma, hue = _oklch(accent)
    found = accent
    while not passes(found):
        lightness -= _STEP
        found = _nearest_shown(lightness, chroma, hue)
    return found


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


# As it is typed and as it is stored


def accent(text: str) -> str:
    """« 1A2FD0 », « #12f »: as it is stored. Raises `ValidationError`."""
    digits = re.sub(r"[\s#]+", "", text).lower()
    if re.fullmatch(r"[0-9a-f]{3}", digits):
        digits = "".join(digit * 2 for digit in digits)
    colour = f"#{digits}"
    validate_accent(colour)
    return colour


def validate_accent(colour: str) -> None:
    if not re.fullmatch(r"#[0-9a-f]{6}", colour):
        raise ValidationError(
            "Une couleur s’écrit avec un croisillon et six chiffres ou lettres de a à f : #1a2fd0.",
            code="accent",
        )
    if wrong := [pair for pair in pairs(colour) if pair.contrast < LEAST_CONTRAST]:
        raise ValidationError(_unreadable(colour, wrong), code="accent_contrast")


def _unreadable(colour: str, wrong: Iterable[Pair]) -> str:
    return (
        f"{colour} se lirait mal{NARROW}: son contraste est de {listed(wrong)}, et il en faut "
        f"{_told(LEAST_CONTRAST)}. La plus proche qui convienne{NARROW}: {nearest(colour)}."
    )


def _told(contrast: float) -> str:
    """Never rounded up to what is asked for."""
    return number(Decimal(math.floor(contrast * 10)) / 10)


# Between what a screen is told and what an eye sees (Björn Ottosson, “OKLab”, 2020)


def _linear(colour: str) -> Numbers:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return _decoded(red), _decoded(green), _decoded(blue)


def _decoded(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _encoded(value: float) -> float:
    return value * 12.92 if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055


def _oklch(colour: str) -> Numbers:
    red, green, blue = _linear(colour)
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return lightness, math.hypot(a, b), math.atan2(b, a)


def _light_of(lightness: float, chroma: float, hue: float) -> Numbers:
    """Red, green and blue; below 0 or above 1 for what no screen shows."""
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def _nearest_shown(lightness: float, chroma: float, hue: float) -> str:
    """The most vivid that a screen shows of this lightness and hue, up to this chroma."""
    lightness = max(lightness, 0.0)
    least, most = 0.0, chroma
    if not _is_shown(_light_of(lightness, most, hue)):
        for _ in range(20):
            middle = (least + most) / 2
            if _is_shown(_light_of(lightness, middle, hue)):
                least = middle
            else:
                most = middle
        most = least
    values = (_encoded(min(max(one, 0.0), 1.0)) for one in _light_of(lightness, most, hue))
    return "#" + "".join(f"{round(value * 255):02x}" for value in values)


def _is_shown(light: Numbers) -> bool:
    return all(-1e-6 <= value <= 1 + 1e-6 for value in light)
