"""A picture from one of the templates beside, made by a worker. Pure."""

import json
from typing import Any, Final

from catalogue.outputs.compiling import compiled

_PATIENCE: Final = 30  # seconds; it takes a third of one


class PictureFailed(Exception):
    """The picture could not be made."""


def drawn(template: str, words: dict[str, Any], *, ppi: float = 72) -> bytes:
    """Raises `PictureFailed`."""
    request = {"template": template, "words": words, "ppi": ppi}
    return compiled(
        "picture.worker",
        json.dumps(request, ensure_ascii=False).encode(),
        seconds=_PATIENCE,
        failure=PictureFailed,
        starts_with=b"\x89PNG",
    )
