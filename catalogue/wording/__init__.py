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
    inserjeunes,
    passed,
    small_capacity,
    small_cohort,
    small_cohorts,
    trend,
    uncounted,
)
from .prices import addressed, funding, price_unit, remaining_amount, remaining_cost

__all__ = [
    "IDENTITY",
    "Fact",
    "academy",
    "addressed",
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
    "first_missing",
    "funding",
    "granted",
    "grants_in_words",
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
    "nested",
    "next_start",
    "offered_exemptions",
    "paper_mode",
    "paper_name",
    "passed",
    "price_unit",
    "registration",
    "remaining_amount",
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
    "unit_anchors",
    "upcoming",
    "validation",
    "week",
    "weekdays",
]
