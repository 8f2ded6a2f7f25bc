"""Logos for tests: drawn, never committed; and a centre that wears one."""

import io
from typing import Any

from PIL import Image, ImageDraw

from catalogue.outputs.logo.sent import drawn_anew
from programmes.models import Logo, TrainingCentre

NAVY = (16, 32, 92, 255)
WHITE = (255, 255, 255, 255)


def picture(
    size: tuple[int, int] = (600, 200), ink: tuple[int, ...] = NAVY, ground: Any = (0, 0, 0, 0)
) -> Image.Image:
    """A ring and, where it is no square, three bars; on nothing unless `ground` is something."""
    image = Image.new("RGBA", size, ground)
    draw = ImageDraw.Draw(image)
    width, height = size
    side = min(size)
    draw.ellipse((0, 0, side - 1, side - 1), outline=ink, width=max(2, side // 6))
    for at in (1, 3, 5):
        if width > 1.2 * height:
            draw.rectangle(
                (side + side // 8, at * height // 7, width - 1, (at + 1) * height // 7), ink
            )
        elif height > 1.2 * width:
            draw.rectangle((at * width // 7, side + 8, (at + 1) * width // 7, height - 1), ink)
    return image


def sent(image: Image.Image | None = None, kind: str = "PNG", **options: Any) -> bytes:
    file = io.BytesIO()
    image = picture() if image is None else image
    (image.convert("RGB") if kind == "JPEG" else image).save(file, kind, **options)
    return file.getvalue()


def svg(inside: str, box: str = "0 0 300 100", before: str = "") -> bytes:
    root = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}">{inside}</svg>'
    return f"{before}{root}".encode()


def logo(centre: TrainingCentre, image: Image.Image | None = None, **face: Any) -> Logo:
    """Worn by the centre from now on, with what else is said of its face."""
    drawn = drawn_anew("logo.png", sent(image))
    kept, _ = Logo.objects.get_or_create(
        digest=drawn.digest,
        defaults=drawn._asdict() | {"digest": drawn.digest},
    )
    wear(centre, logo=kept, **face)
    return kept


def wear(centre: TrainingCentre, **face: Any) -> None:
    TrainingCentre.objects.filter(pk=centre.pk).update(**face)
