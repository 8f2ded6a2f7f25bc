"""Months are counted back by the calendar."""

from datetime import date

import pytest

from programmes.months import months_before


@pytest.mark.parametrize(
    ("today", "months", "expected"),
    [
        (date(2026, 3, 2), 12, date(2025, 3, 2)),
        (date(2024, 2, 29), 12, date(2023, 2, 28)),
        (date(2026, 1, 31), 2, date(2025, 11, 30)),
        (date(1, 3, 1), 12, date.min),
    ],
)
def test_months_are_counted_back_by_the_calendar(today: date, months: int, expected: date) -> None:
    assert months_before(today, months) == expected
