"""Key figures, series by series: none twice, none lost, and no two groups in one."""

from collections import Counter
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programmes import series
from programmes.head_counts import SMALL, is_possible, nearest, one_less_and_more
from programmes.sheet import KeyFigure, Sheet
from tests.factories import bare_sheet, example_sheet
from tests.factories import key_figure as figure
from tests.strategies import any_sheet


def of(*figures: dict[str, Any]) -> Sheet:
    return bare_sheet(key_figures=list(figures))


def led_by(*figures: dict[str, Any]) -> list[tuple[int | None, str]]:
    """Year and rate of each of the pass rates of everybody."""
    leading = series.leading(of(*figures))
    return [(row.year, f"{row.value:f}") for row in leading.rows] if leading else []


def test_pass_rates_of_everybody_lead_the_oldest_first() -> None:
    leading = series.leading(example_sheet())

    assert leading
    assert [row.year for row in leading.rows] == [2022, 2023, 2024]
    assert leading.latest.year == 2024
    assert [row.year for row in leading.former] == [2023, 2022]


def test_two_groups_of_one_year_are_two_series_and_the_whole_one_leads() -> None:
    """Case F17."""
    everybody = figure(value="33.33", n=3)
    free = figure(value="50", n=2, public="free_candidates")

    assert led_by(everybody, free) == led_by(free, everybody) == [(2025, "33.33")]
    assert [one.latest.n for one in series.others(of(everybody, free))] == [2]
    assert led_by(free) == []
    assert led_by({**everybody, "public": "all"}, free) == [(2025, "33.33")]


@pytest.mark.parametrize(
    "other",
    [
        {"public": "apprentices"},
        {"group": "site de Pau"},
        {"scope": "bloc 2"},
        {"horizon": 6},
        {"value": None, "undisclosed": "effectif inférieur à 20"},
        {"year": None},
        {"kind": "presentation"},
    ],
)
def test_what_counts_something_else_stands_apart_and_never_leads(other: dict[str, Any]) -> None:
    before, now = figure(year=2024, value="70"), figure(**other)

    assert led_by(before, now) == [(2024, "70.00")]
    assert led_by(now) == []
    assert len(series.others(of(before, now))) == 1


def test_everybody_is_no_public_or_all_of_them() -> None:
    stated = figure(year=2024, public="all", value="70")

    assert led_by(figure(year=2023, value="60"), stated) == [(2023, "60.00"), (2024, "70.00")]
    assert led_by(stated, figure(year=2024, value="60", n=3)) == [(2024, "60.00")]


def test_the_words_of_a_cohort_tell_groups_of_one_year_apart() -> None:
    """What version 2 could not say otherwise."""
    whole = [figure(year=year, cohort=f"promotion {year - 2}-{year}") for year in (2024, 2025)]
    free = figure(value="50", n=200, cohort="Candidats libres de 2025")

    assert [year for year, _ in led_by(*whole, free)] == [2024, 2025]
    assert led_by(figure(n=30, cohort="Agen"), figure(value="70", n=40, cohort="Pau")) == [
        (2025, "70.00")
    ]
    # Alone in its year it may lead: an older rate would stand in its place.
    assert [year for year, _ in led_by(figure(year=2024), figure(cohort="14 présents"))] == [
        2024,
        2025,
    ]


def test_employment_of_leavers_and_of_all_are_two_series() -> None:
    rows = [figure(kind="employment", horizon=6, cohort=one) for one in ("sortants de 2024", "")]

    assert len(series.all_series(of(*rows))) == 2


def test_two_rates_of_one_year_that_nothing_tells_apart_are_both_shown() -> None:
    rows = [figure(n=20, value="70"), figure(n=20, value="75", origin="official"), figure(n=20)]

    assert led_by(*rows) == [(2025, "75.00")]
    assert sorted(one.latest.value or 0 for one in series.others(of(*rows))) == [70, 80]
    assert [len(series.all_series(of(*[rows[0]] * 3)))] == [3]


@given(any_sheet())
def test_every_figure_is_in_one_series(sheet: Sheet) -> None:
    every = series.all_series(sheet)
    leading = series.leading(sheet)

    shown = Counter(str(row) for one in every for row in one.rows)
    assert shown == Counter(map(str, sheet.key_figures))
    assert len(series.others(sheet)) == len(every) - (leading is not None)
    for one in every:
        assert len({series.counted_in(row) for row in one.rows}) == 1
        years = [row.year for row in one.rows]
        assert len(years) == 1 or years == sorted(set(map(int, filter(None, years))))


# Few people


@pytest.mark.parametrize(
    ("value", "n", "expected"),
    [
        ("78.6", 14, (71, 86)),
        ("100", 14, (93, None)),
        ("0", 4, (None, 25)),
        ("100", 1, (0, None)),
        ("33.33", 3, (0, 67)),
        ("50", 2, (0, 100)),
        ("12.5", 8, (0, 25)),
    ],
)
def test_one_person_less_and_more(
    value: str, n: int, expected: tuple[int | None, int | None]
) -> None:
    assert one_less_and_more(Decimal(value), n) == expected


@given(st.integers(1, SMALL - 1).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_a_small_rate_moves_by_five_points_or_more(counted: tuple[int, int]) -> None:
    people, n = counted
    value = round(Decimal(100 * people) / n, 1)

    assert is_possible(value, n)
    assert nearest(value, n) == people
    for other in one_less_and_more(value, n):
        assert other is None or 0 <= other <= 100
        assert other is None or abs(other - value) >= 4.5


# Drawn as a success


@pytest.mark.parametrize(
    ("changes", "drawn"),
    [
        ({}, Decimal(80)),
        ({"kind": "satisfaction", "scale": "out_of_5", "value": "4.6"}, Decimal(92)),
        ({"kind": "satisfaction", "scale": "out_of_20", "value": "15"}, Decimal(75)),
        ({"kind": "breach"}, None),
        ({"kind": "drop_out"}, None),
        ({"kind": "added_value"}, None),
        ({"value": None, "undisclosed": "effectif inférieur à 20"}, None),
    ],
)
def test_only_what_is_a_success_is_drawn_as_one(
    changes: dict[str, Any], drawn: Decimal | None
) -> None:
    assert KeyFigure.model_validate(figure(**changes)).drawn == drawn
