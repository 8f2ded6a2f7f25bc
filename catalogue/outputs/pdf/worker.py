"""One compilation, in a process of its own: `python -m catalogue.outputs.pdf.worker`.

A request as JSON on stdin, the PDF on stdout. The compiler keeps what it learns from each sheet
(some 100 MB for a few layouts of one) and panics where it should raise; both end with the process.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import typst

from catalogue.outputs.pdf.font import FONT_FOLDER

_FOLDER: Final = Path(__file__).parent
# Templates read one another below it, and the colours of the screen.
_ROOT: Final = _FOLDER.parent.parent.parent
# A path, never the source as bytes: each such call would leave a file behind in the compiler.
_TEMPLATE: Final = _FOLDER / "fact_sheet.typ"
_FONTS: Final = typst.Fonts(
    include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONT_FOLDER)]
)

# Text size in points: the largest comfortable one, and the smallest allowed for a number of pages.
# Less space between lines and rows spares the fourth page, and the fifth as a last resort.
_LARGEST: Final = 9.2
_TRIES: Final = (
    *((1, 8.6, ""), (2, 8.4, ""), (3, 8.0, ""), (3, 8.0, "tight")),
    *((4, 8.0, ""), (4, 7.0, "tight")),
)
_BEYOND: Final = {"size": "8.6", "spacing": ""}  # a longer one is readable rather than short
_STEP: Final = 0.985
# The height is measured at this size without page breaks, which leave some of each page empty.
_MEASURED_AT: Final = 9.0
_USED: Final = {"": 0.95, "tight": 1.05}  # of a page, in pages of normal spacing


def pdf(request: dict[str, Any]) -> bytes:
    inputs = {"paper": request["paper"], **request["dress"]}
    return typst.compile(
        _TEMPLATE,
        root=_ROOT,
        font_paths=_FONTS,
        sys_inputs={**inputs, **_fit(inputs)},
        pdf_standards=request["standards"],
        timestamp=request["timestamp"],
    )


def _fit(inputs: dict[str, str]) -> dict[str, str]:
    """The largest text that spares a page: three rather than four, four rather than five."""
    height = float(_asked("<height>", inputs))
    for pages, fit in _candidates(height):
        if int(_asked("<pages>", {**inputs, **fit})) <= pages:
            return fit
    return _BEYOND


def _candidates(height: float) -> Iterator[tuple[int, dict[str, str]]]:
    """Height grows with about the square of the size, so few sizes need trying."""
    for pages, smallest, spacing in _TRIES:
        size = min(_LARGEST, _MEASURED_AT * (pages * _USED[spacing] / max(height, 0.01)) ** 0.5)
        while size >= smallest:
            yield pages, {"size": f"{size:.3f}", "spacing": spacing}
            size *= _STEP


def _asked(selector: str, inputs: dict[str, str]) -> str:
    return typst.query(
        _TEMPLATE,
        selector,
        field="value",
        one=True,
        root=_ROOT,
        font_paths=_FONTS,
        sys_inputs=inputs,
    )


def main() -> None:
    sys.stdout.buffer.write(pdf(json.load(sys.stdin.buffer)))


if __name__ == "__main__":
    main()
