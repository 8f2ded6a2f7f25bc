"""A picture from one of the templates beside, made by a worker. Pure."""

import json
import logging
from typing import Any, Final

from catalogue.outputs.compiling import compiled
from catalogue.outputs.dress import PLAIN, Dress, from_best

logger = logging.getLogger(__name__)

_PATIENCE: Final = 30  # seconds; it takes a third of one


class PictureFailed(Exception):
    """The picture could not be made."""


def drawn(template: str, words: dict[str, Any], *, ppi: float = 72, dress: Dress = PLAIN) -> bytes:
    """Raises `PictureFailed`."""
    best, *others = from_best(dress)
    try:
        return _drawn(template, words, ppi, best)
    except PictureFailed:
        if not others:
            raise
        logger.exception("A picture is drawn again without the logo.")
        return _drawn(template, words, ppi, others[0])


def _drawn(template: str, words: dict[str, Any], ppi: float, dress: Dress) -> bytes:
    request = {"template": template, "words": words, "ppi": ppi, "dress": dress.inputs()}
    return compiled(
        "picture.worker",
        json.dumps(request, ensure_ascii=False).encode(),
        seconds=_PATIENCE,
        failure=PictureFailed,
        starts_with=b"\x89PNG",
    )
