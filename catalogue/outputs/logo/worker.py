"""One SVG, in a process of its own: `python -m catalogue.outputs.logo.worker`.

The SVG on stdin, a PNG on stdout (docs/decisions/0006). A drawing that grows when it is drawn (a
thousand copies of a thousand copies) ends with the process; the compiler reads below an empty
folder and knows no network, so it can name no other file.
"""

import resource
import sys
import tempfile
from pathlib import Path
from typing import Final

import typst

_MOST_MEMORY: Final = 2 * 1024**3  # of addresses: a thread's stack counts though it is not used
_MOST_SECONDS: Final = 10
# Twice the box in which a logo is kept.
_DRAWING: Final = """
#set page(width: 1920pt, height: 960pt, margin: 0pt, fill: none)
#image("logo.svg", format: "svg", width: 100%, height: 100%, fit: "contain")
"""


def png(svg: bytes) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "logo.svg").write_bytes(svg)
        drawing = Path(folder) / "drawing.typ"
        drawing.write_text(_DRAWING)
        return typst.compile(
            drawing,
            root=Path(folder),
            font_paths=typst.Fonts(include_system_fonts=False, include_embedded_fonts=False),
            format="png",
            ppi=72,
        )


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_MOST_SECONDS, _MOST_SECONDS))
    sys.stdout.buffer.write(png(sys.stdin.buffer.read()))


if __name__ == "__main__":
    main()
