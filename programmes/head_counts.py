"""Rates of so many people: whether one can be true, and what one person more or less makes it."""

from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import Final

#: Below it one person moves a rate by more than 5 points, the size of what one would read in it;
#: it is also the number under which InserJeunes publishes nothing.
SMALL: Final = 20


def nearest(value: Decimal, n: int) -> int:
    """The whole number of people out of n whose rate is closest."""
    whole = int((value * n / 100 + Decimal("0.5")).to_integral_value(ROUND_FLOOR))
    return min(max(whole, 0), n)


def is_possible(value: Decimal, n: int) -> bool:
    """Whether value = 100 k ÷ n for some whole k, rounded as far as it was typed."""
    typed = value.normalize().as_tuple().exponent
    decimals = max(0, -typed) if isinstance(typed, int) else 0
    rounding = Decimal(5).scaleb(-decimals - 1)
    return abs(Decimal(100 * nearest(value, n)) / n - value) <= rounding


def one_less_and_more(value: Decimal, n: int) -> tuple[int | None, int | None]:
    """What the rate becomes, in whole per cent, with one person less, and with one more.

    None where there is nobody left to take away or to add.
    """
    counted = nearest(value, n)
    return (
        _percent(counted - 1, n) if counted > 0 else None,
        _percent(counted + 1, n) if counted < n else None,
    )


def _percent(counted: int, n: int) -> int:
    return int((Decimal(100 * counted) / n).quantize(Decimal(1), ROUND_HALF_UP))
