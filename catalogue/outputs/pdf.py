"""The fact sheet on paper: a sheet in, a PDF out. Pure: the same sheet gives the same bytes.

One file is PDF/UA-1 (read by assistive technology) and PDF/A-2a (kept for years). Where a sheet
cannot be set under these standards, the file is made once more without them and the fault is
logged; where that fails too, `FactSheetFailed` is raised, never a broken file returned.
"""

import hashlib
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Final, Literal, TypeAlias

import typst

from programmes.sheet import Sheet

from .pdf_data import paper
from .pdf_font import FONT_VERSION, FONTS
from .pdf_text import lost_characters

Standard: TypeAlias = Literal["ua-1", "a-2a"]

logger = logging.getLogger(__name__)

_FOLDER: Final = Path(__file__).parent
# A path, never the source as bytes: each such call would leave a file behind in the compiler.
_TEMPLATE: Final = _FOLDER / "fact_sheet.typ"
_STANDARDS: Final[list[Standard]] = ["ua-1", "a-2a"]

# Text size in points: the largest comfortable one; for a number of pages, the smallest allowed.
_LARGEST: Final = 9.2
_SMALLEST: Final = {1: 8.6, 2: 8.6, 3: 8.0, 4: 7.5}
_BEYOND: Final = 8.6  # longer than four pages: readable rather than short
_STEP: Final = 0.98
# The height is measured at this size without page breaks, which leave some of each page empty.
_MEASURED_AT: Final = 9.0
_USED: Final = 0.96


class FactSheetFailed(Exception):
    """The paper could not be made, with or without the standards."""


def _version() -> str:
    """Changes with anything but the sheet that shapes the bytes."""
    digest = hashlib.sha256(f"{version('typst')} {FONT_VERSION} {version('segno')}".encode())
    for file in sorted([*_FOLDER.glob("fact_sheet*.typ"), *_FOLDER.glob("pdf*.py")]):
        digest.update(f"{file.name}\0".encode() + file.read_bytes())
    return digest.hexdigest()[:16]


#: Of template, compiler and font: part of every cache key.
VERSION: Final = _version()


def fact_sheet(
    sheet: Sheet, *, number: int, published_on: date, address: str, page_url: str
) -> bytes:
    """The paper of an edition.

    `address` is the absolute address that says whether this paper is current, `page_url` that of
    the programme's page. Raises `FactSheetFailed`.
    """
    if lost := lost_characters(sheet):
        logger.info("Fact sheet %s: replaced or left out %s.", sheet.slug, ", ".join(lost))
    data = paper(
        sheet, number=number, published_on=published_on, address=address, page_url=page_url
    )
    inputs = {"paper": json.dumps(data, ensure_ascii=False, sort_keys=True)}
    try:
        return _compiled({**inputs, "size": _size(inputs)}, published_on, _STANDARDS)
    except FactSheetFailed as fault:
        logger.error("Fact sheet %s: made without PDF/UA and PDF/A (%s).", sheet.slug, fault)  # noqa: TRY400
        return _compiled({**inputs, "size": str(_BEYOND)}, published_on, [])


def _size(inputs: dict[str, str]) -> str:
    """The largest text size that spares a page: three rather than four, four rather than five."""
    height = float(_asked("<height>", inputs))
    for pages, size in _candidates(height):
        if int(_asked("<pages>", {**inputs, "size": size})) <= pages:
            return size
    return str(_BEYOND)


def _candidates(height: float) -> Iterator[tuple[int, str]]:
    """Height grows with about the square of the size, so few sizes need trying."""
    for pages, smallest in _SMALLEST.items():
        size = min(_LARGEST, _MEASURED_AT * (pages * _USED / max(height, 0.01)) ** 0.5)
        while size >= smallest:
            yield pages, f"{size:.3f}"
            size *= _STEP


def _asked(selector: str, inputs: dict[str, str]) -> str:
    with _faults():
        return typst.query(
            _TEMPLATE,
            selector,
            field="value",
            one=True,
            root=_FOLDER,
            font_paths=FONTS,
            sys_inputs=inputs,
        )


def _compiled(
    inputs: dict[str, str], published_on: date, standards: list[Standard]
) -> bytes:
    with _faults():
        pdf = typst.compile(
            _TEMPLATE,
            root=_FOLDER,
            font_paths=FONTS,
            sys_inputs=inputs,
            pdf_standards=standards,
            timestamp=datetime.combine(published_on, datetime.min.time(), UTC),
        )
    if not pdf.startswith(b"%PDF-"):
        raise FactSheetFailed("the compiler gave no PDF")
    return pdf


@contextmanager
def _faults() -> Iterator[None]:
    """Turns whatever the compiler raises into `FactSheetFailed`, its panics included."""
    try:
        yield
    except BaseException as fault:
        # A panic of the compiler is a BaseException without a public name.
        if isinstance(fault, Exception) or type(fault).__name__ == "PanicException":
            raise FactSheetFailed(f"{type(fault).__name__}: {str(fault)[:300]}") from fault
        raise
