"""The picture that shows when a programme's address is shared: a sheet in, a PNG out. Pure."""

import json
import re
from typing import Any, Final

from catalogue import wording
from catalogue.outputs.compiling import compiled
from catalogue.outputs.pdf.text import breakable, clean_part
from programmes import listing
from programmes.sheet import Sheet
from programmes.typography import typeset

WIDTH: Final = 1200
HEIGHT: Final = 630

_MOST_FIGURES: Final = 3
# Longer than any word, shorter than the line at most sizes.
_LONGEST_CHAIN: Final = 24
_PATIENCE: Final = 30  # seconds; it takes a third of one


class PictureFailed(Exception):
    """The picture could not be made."""


def picture(sheet: Sheet) -> bytes:
    """Raises `PictureFailed`."""
    return compiled(
        "picture.worker",
        json.dumps(words(sheet), ensure_ascii=False).encode(),
        seconds=_PATIENCE,
        failure=PictureFailed,
        starts_with=b"\x89PNG",
    )


def words(sheet: Sheet) -> dict[str, Any]:
    """What the picture says. An unknown figure is left out."""
    sheet = clean_part(sheet)
    title = sheet.full_title or sheet.short_title or "Formation"
    return {
        "centre": _line(sheet.centre.name),
        "kind": _line(listing.badge(sheet)),
        "acronym": _line(sheet.short_title) if sheet.full_title else "",
        "title": _bound(_line(title)),
        "figures": [
            {"value": figure.value, "label": _line(figure.label)}
            for figure in wording.headline(sheet)[:_MOST_FIGURES]
        ],
    }


def _line(text: str) -> str:
    return breakable(typeset(" ".join(text.split())))


def _bound(title: str) -> str:
    """A little word goes to the next line with its noun, unless that chains too many of them."""
    bound = re.sub(r"\b(\w{1,3}) ", "\\1\u00a0", title)
    return bound if max(map(len, bound.split(" "))) <= _LONGEST_CHAIN else title
