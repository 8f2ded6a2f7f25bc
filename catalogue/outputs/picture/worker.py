"""One picture, in a process of its own: `python -m catalogue.outputs.picture.worker`.

Its words as JSON on stdin, the PNG on stdout. As for the paper (`pdf/worker.py`), what the
compiler keeps and its panics end with the process.
"""

import sys
from pathlib import Path
from typing import Final

import typst

from catalogue.outputs.pdf.font import FONT_FOLDER

_FOLDER: Final = Path(__file__).parent
# Templates read one another below it, and the colours of the screen.
_ROOT: Final = _FOLDER.parent.parent.parent
_TEMPLATE: Final = _FOLDER / "picture.typ"
_ONE_PIXEL_A_POINT: Final = 72


def png(words: str) -> bytes:
    return typst.compile(
        _TEMPLATE,
        root=_ROOT,
        font_paths=typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONT_FOLDER)]
        ),
        format="png",
        ppi=_ONE_PIXEL_A_POINT,
        sys_inputs={"picture": words},
    )


def main() -> None:
    sys.stdout.buffer.write(png(sys.stdin.buffer.read().decode()))


if __name__ == "__main__":
    main()
