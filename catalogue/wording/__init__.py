"""What a sheet says in words: short French phrases and small groupings that pages share.

Pure: a sheet (and where needed the day) in, frozen records or text out. No markup. The words that
differ from one kind of programme to another come from the sheet's profile.
"""

from programmes.sections import offered_exemptions

from .assessment import beside, exam, headed, lacks_papers, paper_mode, paper_name, shares
from .award import (
    certification,
    codes,
    is_registrable,
    level,
    level_and_brief,
    level_range,
    registration,
    separately,
    validation,
)
from .blocs import assessing, bloc_label, nested, unit_anchors
from .centre import IDENTITY, academy, first_missing, missing_identity
from .duration import (
    applications,
    in_company,
    length,
    months,
    next_start,
    rhythm,
    school_years,
    upcoming,
    week,
    weekdays,
)
from .entry import admission, exempted, granted, grants_in_words, kept
from .facts import Fact, headline, summary
from .figures import (
    counted,
    definition,
    figure_label,
    figure_value,
    group_of,
    inserjeunes,
    national,
    passed,
    small_capacity,
    small_cohort,
    small_cohorts,
    trend,
    uncounted,
    undisclosed,
    untold,
)
from .prices import funding, price_basis, remaining_cost

__all__ = [
    "IDENTITY",
    "Fact",
    "academy",
    "admission",
    "applications",
    "assessing",
    "beside",
    "bloc_label",
    "certification",
    "codes",
    "counted",
    "definition",
    "exam",
    "exempted",
    "figure_label",
    "figure_value",
    "first_missing",
    "funding",
    "granted",
    "grants_in_words",
    "group_of",
    "headed",
    "headline",
    "in_company",
    "inserjeunes",
    "is_registrable",
    "kept",
    "lacks_papers",
    "length",
    "level",
    "level_and_brief",
    "level_range",
    "missing_identity",
    "months",
    "national",
    "nested",
    "next_start",
    "offered_exemptions",
    "paper_mode",
    "paper_name",
    "passed",
    "price_basis",
    "registration",
    "remaining_cost",
    "rhythm",
    "school_years",
    "separately",
    "shares",
    "small_capacity",
    "small_cohort",
    "small_cohorts",
    "summary",
    "trend",
    "uncounted",
    "undisclosed",
    "unit_anchors",
    "untold",
    "upcoming",
    "validation",
    "week",
    "weekdays",
]
