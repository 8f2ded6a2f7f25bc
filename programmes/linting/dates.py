"""What a date makes of a figure or a price: still to come, or too long ago.

Remarks and publication duties (`catalogue/duties`) judge by the same rules.
"""

import re
from datetime import date
from typing import Final

from programmes.months import months_before
from programmes.sheet import FundingOption, KeyFigure

PRICES_KEPT_MONTHS: Final = 12
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def years(figure: KeyFigure) -> list[int]:
    """Its year, else those that name the group counted: « promotion 2022-2024 »."""
    if figure.year is not None:
        return [figure.year]
    return [int(year) for year in _YEAR.findall(figure.cohort)]


def is_to_come(figure: KeyFigure, today: date) -> bool:
    """A group that has begun may be counted before its last year."""
    return min(years(figure), default=today.year) > today.year


def is_priced_ahead(option: FundingOption, today: date) -> bool:
    """The date is the day when the price was fixed, not the one from which it holds."""
    return option.priced_on is not None and option.priced_on > today


def is_priced_long_ago(option: FundingOption, today: date) -> bool:
    limit = months_before(today, PRICES_KEPT_MONTHS)
    return option.priced_on is not None and option.priced_on < limit
