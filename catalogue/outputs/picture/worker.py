"""One picture, in a process of its own: `python -m catalogue.outputs.picture.worker`.

What to draw as JSON on stdin (`drawing.py`), the PNG on stdout. As for the paper
(`pdf/worker.py`), what the compiler keeps and its panics end with the process.
"""

import json
import sys
from pathlib import Path
from typing import Any, Final

import typst

from catalogue.outputs.pdf.font import FONT_FOLDER

_FOLDER: Final = Path(__file__).parent
# Templates read one another below it, and the colours of the screen.
_ROOT: Final = _FOLDER.parent.parent.parent


def png(
    template: str, words: dict[str, Any], ppi: float = 72, dress: dict[str, str] | None = None
) -> bytes:
    """`template`: the name of one beside; at 72 pixels an inch, a point is a pixel."""
    return typst.compile(
        _FOLDER / f"{template}.typ",
        root=_ROOT,
        font_paths=typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONT_FOLDER)]
        ),
        format="png",
        ppi=ppi,
        sys_inputs={template: json.dumps(words, ensure_ascii=False), **(dress or {})},
    )


def main() -> None:
    sys.stdout.buffer.write(png(**json.load(sys.stdin.buffer)))


if __name__ == "__main__":
    main()
