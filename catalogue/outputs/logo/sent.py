"""What is sent as a logo: its size, its type, judged by its content before anything is decoded."""

import io
from collections.abc import Callable, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Final, NamedTuple

from PIL import Image, ImageCms, ImageOps

from programmes.models import Ground
from programmes.nouns import quoted
from programmes.typography import NARROW, listed, number

from . import vector
from .ground import ground_of
from .refused import LogoRefused

LARGEST: Final = 500_000  # bytes
#: Decoded, four bytes each; more is no logo, or a bomb.
MOST_PIXELS: Final = 16_000_000
#: A smaller one would be blurred on the page.
LEAST_SIDE: Final = 96
WIDEST: Final = 10
TALLEST: Final = 4
#: What it is kept at: enough for the largest icon and for paper.
BOX: Final = (960, 480)
_MOST_KEPT: Final = 150_000  # bytes; a logo rarely takes a tenth of it
_SMALLER: Final = 0.75

_STARTS: Final[Mapping[str, Callable[[bytes], bool]]] = {
    "PNG": lambda content: content.startswith(b"\x89PNG\r\n\x1a\n"),
    "JPEG": lambda content: content.startswith(b"\xff\xd8\xff"),
    "WebP": lambda content: content[:4] == b"RIFF" and content[8:12] == b"WEBP",
    "SVG": vector.is_meant,
}
_EXTENSIONS: Final = {
    ".png": "PNG",
    ".apng": "PNG",
    ".jpg": "JPEG",
    ".jpeg": "JPEG",
    ".jpe": "JPEG",
    ".jfif": "JPEG",
    ".webp": "WebP",
    ".svg": "SVG",
}


class Drawn(NamedTuple):
    """A logo as it is kept and served."""

    digest: str
    content: bytes
    width: int
    height: int
    ground: Ground


def drawn_anew(name: str, content: bytes) -> Drawn:
    """`name`: of the file. Raises `LogoRefused`."""
    kind = _kind(name, content)
    image = _opened("PNG", vector.png(content)) if kind == "SVG" else _opened(kind, content)
    image = _trimmed(_in_our_colours(image))
    _check_shape(image.size)
    image.thumbnail(BOX, Image.Resampling.LANCZOS, reducing_gap=3)
    png, size = _kept(image)
    return Drawn(sha256(png).hexdigest()[:32], png, *size, ground_of(image))


def _kind(name: str, content: bytes) -> str:
    if not content:
        raise LogoRefused("Ce fichier est vide.")
    if len(content) > LARGEST:
        raise LogoRefused(
            f"Ce fichier fait {number(-(-len(content) // 1000))}{NARROW}ko{NARROW}: un logo "
            f"en fait {LARGEST // 1000} au plus. Enregistrez-le plus petit, {BOX[0]} pixels de "
            "large suffisent."
        )
    kind = next((kind for kind, starts in _STARTS.items() if starts(content)), None)
    if kind is None:
        raise LogoRefused(f"Ce fichier n’est pas une image {listed(_STARTS, 'ou')}.")
    extension = PurePosixPath(name.lower()).suffix
    if extension and _EXTENSIONS.get(extension) != kind:
        raise LogoRefused(
            f"Le nom de ce fichier finit par {quoted(extension)} et son contenu est du {kind}"
            f"{NARROW}: enregistrez-le de nouveau sous son vrai type."
        )
    return kind


def _opened(kind: str, content: bytes) -> Image.Image:
    """Read as that type alone, all of it. Its size is known before a pixel is decoded."""
    try:
        image = Image.open(io.BytesIO(content), formats=[kind.upper()])
        _check_before_decoding(image)
        image.load()
        # A phone's camera says which side is up instead of turning the picture.
        return ImageOps.exif_transpose(image)
    except LogoRefused:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise LogoRefused(_TOO_MANY_PIXELS) from error
    except Exception as error:  # decoders raise anything
        raise LogoRefused(
            f"Cette image {kind} ne peut pas être lue{NARROW}: le fichier est coupé ou abîmé."
        ) from error


_TOO_MANY_PIXELS: Final = (
    "Cette image a trop de pixels pour un logo : enregistrez-la plus petite, "
    f"{BOX[0]} pixels de large suffisent."
)


def _check_before_decoding(image: Image.Image) -> None:
    width, height = image.size
    if width * height > MOST_PIXELS:
        raise LogoRefused(_TOO_MANY_PIXELS)
    if getattr(image, "is_animated", False):
        raise LogoRefused("Cette image est animée : enregistrez-la comme image fixe.")


def _in_our_colours(image: Image.Image) -> Image.Image:
    """Red, green, blue and transparency, as any screen understands them without a profile."""
    profile = image.info.get("icc_profile")
    image.info = {name: one for name, one in image.info.items() if name == "transparency"}
    if profile and image.mode in {"RGB", "RGBA", "CMYK", "L"}:
        # With a broken profile, the values as they are.
        with suppress(ImageCms.PyCMSError, OSError, ValueError):
            image = _in_srgb(image, profile)
    if image.mode.startswith("I"):
        # Sixteen bits a value, which Pillow would cut off rather than scale.
        image = image.convert("I").point(lambda value: value / 256).convert("L")
    return image.convert("RGBA")


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    alpha = image.getchannel("A") if image.mode == "RGBA" else None
    opaque = image.convert("RGB") if alpha else image
    ours = ImageCms.profileToProfile(
        opaque, ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB"),
        outputMode="RGB",
    )  # fmt: skip
    assert ours is not None  # noqa: S101  (only a change in place returns nothing)
    if alpha:
        ours.putalpha(alpha)
    return ours


def _trimmed(image: Image.Image) -> Image.Image:
    """Without the empty margins around it."""
    seen = image.getchannel("A").point(lambda alpha: 255 * (alpha > 8)).getbbox()
    if seen is None:
        raise LogoRefused("Cette image est entièrement transparente.")
    return image.crop(seen)


def _check_shape(size: tuple[int, int]) -> None:
    width, height = size
    if max(size) < LEAST_SIDE:
        raise LogoRefused(
            f"Cette image est trop petite ({width} × {height} pixels){NARROW}: il en faut au moins "
            f"{LEAST_SIDE} dans un sens, {BOX[0]} de préférence."
        )
    if width > WIDEST * height or height > TALLEST * width:
        raise LogoRefused(
            f"Ce logo est trop étiré ({width} × {height} pixels, sans ses marges){NARROW}: il "
            f"serait illisible. Au plus {WIDEST} fois plus large que haut, ou {TALLEST} fois plus "
            "haut que large."
        )


def _kept(image: Image.Image) -> tuple[bytes, tuple[int, int]]:
    """With fewer colours, then smaller, where it would weigh too much."""
    png = _png(image)
    while len(png) > _MOST_KEPT:
        few = _png(image.quantize(256, method=Image.Quantize.FASTOCTREE))
        if len(few) <= _MOST_KEPT:
            return few, image.size
        image = image.resize(
            (max(1, round(image.width * _SMALLER)), max(1, round(image.height * _SMALLER))),
            Image.Resampling.LANCZOS,
        )
        png = _png(image)
    return png, image.size


def _png(image: Image.Image) -> bytes:
    """Nothing but the pixels."""
    if image.mode == "RGBA" and image.getchannel("A").getextrema() == (255, 255):
        image = image.convert("RGB")
    image.info = {}
    file = io.BytesIO()
    image.save(file, "PNG", optimize=True)
    return file.getvalue()
