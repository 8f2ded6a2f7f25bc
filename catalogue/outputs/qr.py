"""The code that one photographs to learn whether a paper is current, drawn for PDF and print."""

import io
from collections.abc import Iterator
from itertools import groupby

import segno


def svg(address: str) -> str:
    drawing = io.BytesIO()
    _code(address).save(
        drawing, kind="svg", border=0, dark="#13141a", xmldecl=False, svgclass=None, lineclass=None
    )
    return drawing.getvalue().decode()


def path(address: str, square: int) -> tuple[int, str]:
    """How long its side is, and its dark squares as an SVG path, in squares of that many units."""
    rows = [list(map(bool, row)) for row in _code(address).matrix]
    runs = (
        f"M{x * square} {y * square}h{length * square}v{square}h-{length * square}z"
        for y, row in enumerate(rows)
        for x, length in _dark(row)
    )
    return len(rows) * square, "".join(runs)


def _dark(row: list[bool]) -> Iterator[tuple[int, int]]:
    """Where dark squares follow one another, and how many."""
    x = 0
    for is_dark, run in groupby(row):
        length = len(list(run))
        if is_dark:
            yield x, length
        x += length


def _code(address: str) -> segno.QRCode:
    return segno.make(address, error="m", micro=False)
