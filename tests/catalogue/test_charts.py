"""The drawings: what they show is what the numbers say."""

from decimal import Decimal

import pytest

from catalogue.views import charts
from catalogue.views.charts import Bar


def decimals(*values: str) -> list[Decimal]:
    return [Decimal(value) for value in values]


def test_bars_stand_on_one_axis() -> None:
    assert charts.bars(decimals("100", "92.9", "78.57", "0")) == (
        Bar(x="0", y="0", width="20", height="100"),
        Bar(x="25", y="7.1", width="20", height="92.9"),
        Bar(x="50", y="21.4", width="20", height="78.6"),
        Bar(x="75", y="100", width="20", height="0"),
    )


def test_no_rate_gives_no_bar() -> None:
    assert charts.bars([]) == ()


@pytest.mark.parametrize(
    ("rate", "drawn"), [("-3", "0"), ("0", "0"), ("33.33", "33.3"), ("140", "100")]
)
def test_a_lying_bar_stays_on_its_scale(rate: str, drawn: str) -> None:
    assert charts.length(Decimal(rate)) == drawn


def test_shares_lie_end_to_end_and_make_the_whole() -> None:
    parts = list(zip(["U1", "U2", "U3"], decimals("1", "1", "1"), strict=True))

    shares = charts.shares(parts)

    assert [share.x for share in shares] == ["0", "33.3", "66.7"]
    assert [share.width for share in shares] == ["33.3", "33.3", "33.3"]
    assert [share.percent for share in shares] == [33, 33, 33]


def test_a_label_that_does_not_fit_is_left_out() -> None:
    shares = charts.shares([("U1", Decimal(97)), ("LONGCODE", Decimal(3))])

    assert [share.label for share in shares] == ["U1", ""]


@pytest.mark.parametrize("parts", [[], [("U1", Decimal(0))]])
def test_nothing_weighs_nothing(parts: list[tuple[str, Decimal]]) -> None:
    assert charts.shares(parts) == ()
