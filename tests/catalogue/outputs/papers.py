"""Papers made for tests, and how to read one back."""

import io
import re
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

import page
import pikepdf
import pypdfium2
import segno

from catalogue.outputs.pdf.fact_sheet import fact_sheet
from programmes import sheet as sheets
from programmes.sheet import Sheet

PUBLISHED_ON = date(2026, 3, 2)
ADDRESS = "https://formations.exemple.fr/e/abc234/"
PAGE_URL = "https://formations.exemple.fr/formations/bts-ndrc/"


def paper(sheet: Sheet, *, number: int = 3, published_on: date = PUBLISHED_ON) -> bytes:
    return fact_sheet(
        sheet, number=number, published_on=published_on, address=ADDRESS, page_url=PAGE_URL
    )


def faults(pdf: bytes) -> list[str]:
    """What breaks PDF/UA-1 or PDF/A-2a in it."""
    found = []
    for profile in ("ua1", "2a"):
        report = page.validate_pdf_bytes(pdf, profile=profile)
        for failure in report.failures:
            number = failure.object_id.object_number if failure.object_id else 0
            if failure.rule_id.endswith("STREAM-LENGTH-001") and _ends_with_cr(pdf, number):
                continue
            if failure.rule_id.endswith("STRING-LENGTH-001") and _longest_string(pdf) <= 32767:
                continue  # the checker counts the backslashes, the standard does not
            found.append(f"{failure.rule_id}: {failure.message}")
    return found


def _ends_with_cr(pdf: bytes, number: int) -> bool:
    """The checker takes a last byte CR of compressed data for a line end: not a fault."""
    pattern = rb"\b%d 0 obj\s*<<.*?/Length (\d+).*?>>\s*stream\r?\n" % number
    found = re.search(pattern, pdf, re.DOTALL)
    assert found
    stop = found.end() + int(found[1])
    return pdf[stop - 1 : stop] == b"\r" and pdf[stop:].lstrip(b"\r\n").startswith(b"endstream")


def _longest_string(pdf: bytes) -> int:
    """In bytes, of the strings that a page draws."""
    return max(
        _longest(operand)
        for page_ in opened(pdf).pages
        for instruction in pikepdf.parse_content_stream(page_)
        for operand in list(instruction.operands)
    )


def _longest(operand: Any) -> int:
    if isinstance(operand, pikepdf.Array):
        return max((_longest(one) for one in list(operand)), default=0)
    return len(bytes(operand)) if isinstance(operand, pikepdf.String) else 0


class Element(NamedTuple):
    """One element of the structure tree, in reading order."""

    kind: str
    alt: str
    scope: str


@cache
def opened(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf))


def pages(pdf: bytes) -> int:
    return len(opened(pdf).pages)


def elements(pdf: bytes) -> list[Element]:
    return list(_walk(opened(pdf).Root.StructTreeRoot.K))


def _walk(node: Any) -> Iterator[Element]:
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from _walk(child)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            yield Element(str(node.S)[1:], str(node.get("/Alt", "")), _scope(node))
        if "/K" in node:
            yield from _walk(node.K)


def _scope(node: Any) -> str:
    attributes = node.get("/A", None)
    if attributes is None:
        return ""
    listed = attributes if isinstance(attributes, pikepdf.Array) else [attributes]
    return "".join(str(one.get("/Scope", "")) for one in listed)


def text(pdf: bytes) -> str:
    """What is written, in the order of the file, spaces evened and soft line ends undone."""
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        read = " ".join(one.get_textpage().get_text_range() for one in document)
    # The library marks a hyphen at the end of a line by U+0002, which no text of ours holds.
    return " ".join(read.translate(_UNMARKED).split())


_UNMARKED = str.maketrans({"\u200b": "", "\u00ad": "", "\u0002": "-", "\ufffe": "-", "\u202f": " "})


def printed_over(pdf: bytes) -> list[str]:
    """Letters and digits of one line of which one hides a good part of the other, by pairs."""
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        return [pair for one in document for pair in _printed_over(one)]


def _printed_over(one: Any) -> Iterator[str]:
    lines: dict[int, list[tuple[float, float, str]]] = {}
    textpage = one.get_textpage()
    for at in range(textpage.count_chars()):
        sign = textpage.get_text_range(at, 1)
        # Loose: as high as the font, so that all signs of a line have one bottom.
        left, bottom, right, _ = textpage.get_charbox(at, loose=True)
        if sign.isalnum():
            lines.setdefault(round(bottom * 2), []).append((left, right, sign))
    for line in lines.values():
        for (left, end, sign), (start, right, other) in pairwise(sorted(line)):
            # Both halves of a ligature have its box.
            if (left, end) != (start, right) and end - start > min(end - left, right - start) / 2:
                yield sign + other


def right_edge(pdf: bytes) -> float:
    """Of what is written furthest to the right, in millimetres."""
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        boxes = (box for one in document for box in _boxes(one))
        # A space at the end of a line has no height: nothing is written there.
        return max(right for _, low, right, high in boxes if high - low > 0.1) / 72 * 25.4


def cut_by_the_edge(pdf: bytes) -> list[tuple[float, float, float, float]]:
    """Boxes of characters that leave the paper: left, bottom, right, top in points."""
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        return [box for one in document for box in _boxes(one) if _leaves(box, one.get_size())]


def _boxes(one: Any) -> Iterator[tuple[float, float, float, float]]:
    textpage = one.get_textpage()
    for at in range(textpage.count_chars()):
        yield textpage.get_charbox(at)


def _leaves(box: tuple[float, float, float, float], size: tuple[float, float]) -> bool:
    left, bottom, right, top = box
    return left < 0 or bottom < 0 or right > size[0] or top > size[1]


def links(pdf: bytes) -> list[str]:
    return [
        str(annotation.A.URI)
        for one in opened(pdf).pages
        for annotation in one.get("/Annots", [])
        if "/A" in annotation and "/URI" in annotation.A
    ]


def bookmarks(pdf: bytes) -> list[tuple[int, str]]:
    with opened(pdf).open_outline() as outline:
        return list(_titles(outline.root, 1))


def _titles(items: list[pikepdf.OutlineItem], level: int) -> Iterator[tuple[int, str]]:
    for item in items:
        yield level, item.title
        yield from _titles(item.children, level + 1)


def squares_of(address: str) -> list[list[bool]]:
    """The code that leads there."""
    matrix = segno.make(address, error="m", micro=False).matrix
    return [[bool(square) for square in row] for row in matrix]


#: Of the code, in millimetres, where it has 29 squares a side.
_SIDE = 23
_COUNT = 29


def squares_drawn(pdf: bytes) -> list[list[bool]]:
    """Those of the code that stands at the right edge of the first page, seen as a camera does."""
    scale = 8
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        seen = document[0].render(scale=scale).to_pil().convert("L")
    dots = scale * 72 / 25.4  # a millimetre
    side = round(_SIDE * dots)
    _, _, right, _ = seen.point(lambda light: 255 * (light < 128)).getbbox()
    strip = seen.crop((right - side, 0, right, seen.size[1]))
    middles = [round((at + 0.5) * side / _COUNT) for at in range(_COUNT)]
    top = _top_of_code(strip, side)
    return [[strip.getpixel((x, top + y)) < 128 for x in middles] for y in middles]


def _top_of_code(strip: Any, side: int) -> int:
    """The first line of dots that is dark over the finders at its ends, and light beside them."""
    finder = 7 * side // _COUNT
    ends = (*range(3, finder - 4), *range(side - finder + 4, side - 3))
    beside = (finder + side // _COUNT // 2, side - finder - side // _COUNT // 2)
    for y in range(strip.size[1]):
        dark = all(strip.getpixel((x, y)) < 128 for x in ends)
        if dark and all(strip.getpixel((x, y)) > 128 for x in beside):
            return y
    raise AssertionError("there is no code")


def twice(sheet: Sheet) -> Sheet:
    """Twice of everything: every list, every long text."""
    stored = sheets.dump(sheet)
    again = sheets.dump(sheet)
    for bloc in again["blocs"]:
        bloc["title"] += " (suite)"
    for unit in again["exam_units"]:
        unit["code"] += "b"
        unit["title"] += " (suite)"
        unit["blocs"] = [f"{title} (suite)" for title in unit["blocs"]]
    for exemption in again["exemptions"]:
        exemption["units"] = [f"{code}b" for code in exemption["units"]]
        exemption["blocs"] = [f"{title} (suite)" for title in exemption["blocs"]]
    for option in again["funding_options"]:
        option["scheme"]["code"] += "-b"
    for figure in again["key_figures"]:
        figure["year"] = figure["year"] and figure["year"] - 3
    for name, value in again.items():
        if isinstance(value, list) and name not in {"training_weekdays", "formacodes"}:
            stored[name] = stored[name] + value
        elif name in _PROSE:
            stored[name] = f"{value}\n\n{value}"
    return sheets.load(stored)


_PROSE = {
    "presentation",
    "teaching_methods",
    "means",
    "continuous_assessment",
    "examining_authority",
}
