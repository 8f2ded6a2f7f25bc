"""The picture that shows when an address is shared: a programme's or the catalogue's. Pure."""

import re
from typing import Any, Final

from catalogue import wording
from catalogue.outputs.dress import PLAIN, Dress
from catalogue.outputs.pdf.text import breakable, clean, clean_part
from programmes import brief
from programmes.sheet import Sheet
from programmes.typography import number, typeset

from .drawing import drawn

WIDTH: Final = 1200
HEIGHT: Final = 630

_MOST_FIGURES: Final = 3
# Longer than any word, shorter than the line at most sizes.
_LONGEST_CHAIN: Final = 24


def picture(sheet: Sheet, dress: Dress = PLAIN) -> bytes:
    """Of a programme. Raises `PictureFailed`."""
    return drawn("picture", words(sheet), dress=dress)


def catalogue_picture(
    centre: str, programmes: int, work_study: int, levels: str, dress: Dress = PLAIN
) -> bytes:
    """Of the catalogue. Raises `PictureFailed`."""
    words = catalogue_words(centre, programmes, work_study, levels)
    return drawn("picture", words, dress=dress)


def words(sheet: Sheet) -> dict[str, Any]:
    """What the picture says. An unknown figure is left out."""
    sheet = clean_part(sheet)
    title = sheet.full_title or sheet.short_title or "Formation"
    return {
        "centre": _line(sheet.centre.name),
        "kind": _line(brief.badge(sheet)),
        "acronym": _line(sheet.short_title) if sheet.full_title else "",
        "title": _bound(_line(title)),
        "figures": [
            {"value": figure.value, "label": _line(figure.label)}
            for figure in wording.headline(sheet)[:_MOST_FIGURES]
        ],
    }


def catalogue_words(centre: str, programmes: int, work_study: int, levels: str) -> dict[str, Any]:
    """How many programmes, and how many of them in alternance; a number that is 0 is left out."""
    plural = "s" if programmes > 1 else ""
    counted = ((programmes, f"formation{plural}"), (work_study, "en alternance"))
    return {
        "centre": _line(clean(centre)),
        "kind": "",
        "acronym": "Formations" if levels else "",
        "title": _bound(_line(levels or "Formations")),
        "figures": [{"value": number(one), "label": said} for one, said in counted if one],
    }


def _line(text: str) -> str:
    return breakable(typeset(" ".join(text.split())))


def _bound(title: str) -> str:
    """A little word goes to the next line with its noun, unless that chains too many of them."""
    bound = re.sub(r"\b(\w{1,3}) ", "\\1\u00a0", title)
    return bound if max(map(len, bound.split(" "))) <= _LONGEST_CHAIN else title
