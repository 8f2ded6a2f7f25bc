"""Geometry of the drawings: numbers in, SVG attributes out (per cent, one decimal at most).

Every drawing goes with the same facts in words: none is needed to understand a page.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

WHOLE = Decimal(100)
# Of its column: the rest parts it from the next bar.
BAR_WIDTH = Decimal("0.8")
# Per cent of the narrowest drawing (18 rem) that one character of a label takes.
CHARACTER = Decimal("3.2")
# Beyond, one person is too narrow to be seen.
MOST_PEOPLE = 40


@dataclass(frozen=True, slots=True)
class Bar:
    """A standing bar, per cent of the drawing."""

    x: str
    y: str
    width: str
    height: str


@dataclass(frozen=True, slots=True)
class Share:
    """A stretch of a lying bar, per cent of its length; the label is empty where it won't fit."""

    x: str
    width: str
    label: str
    percent: int


def attribute(value: Decimal | int) -> str:
    """« 92.9 », « 100 »: what an SVG attribute takes, without a zero that says nothing."""
    rounded = Decimal(value).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"{rounded:f}".removesuffix(".0")


def clamped(rate: Decimal) -> Decimal:
    return max(Decimal(0), min(WHOLE, rate))


def length(rate: Decimal) -> str:
    """Of a lying bar for a rate; one beyond its scale fills it."""
    return attribute(clamped(rate))


def bars(rates: Sequence[Decimal]) -> tuple[Bar, ...]:
    """Standing bars for rates, on one axis from 0 to 100 %, in columns of equal width."""
    if not rates:
        return ()
    column = WHOLE / len(rates)
    return tuple(
        Bar(
            x=attribute(column * index),
            y=attribute(WHOLE - clamped(rate)),
            width=attribute(column * BAR_WIDTH),
            height=attribute(clamped(rate)),
        )
        for index, rate in enumerate(rates)
    )


def shares(parts: Sequence[tuple[str, Decimal]]) -> tuple[Share, ...]:
    """Each labelled part's share of the whole, end to end; empty when the whole is nothing."""
    total = sum((value for _, value in parts), Decimal(0))
    if total <= 0:
        return ()
    ends = [Decimal(0)]
    for _, value in parts:
        ends.append(ends[-1] + value * WHOLE / total)
    return tuple(
        Share(
            x=attribute(start),
            width=attribute(end - start),
            label=label if end - start >= CHARACTER * len(label) else "",
            percent=int((end - start).quantize(Decimal(1), ROUND_HALF_UP)),
        )
        for (label, _), (start, end) in zip(parts, pairwise(ends), strict=True)
    )
