"""What a sheet says in words: short French phrases and small groupings that pages share.

Pure: a sheet (and where needed the day) in, frozen records or text out. No markup. The words that
differ from one kind of programme to another come from the sheet's profile.
"""

from programmes.listing import PERMANENT
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
from .centre import (
    IDENTITY,
    academy,
    first_missing,
    missing_identity,
    reach,
    site_lines,
    site_notes,
)
from .duration import (
    in_company,
    length,
    mode,
    months,
    only_mode,
    rhythm,
    school_years,
    week,
    weekdays,
    work_study_badge,
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
from .prices import funding, price_basis, remaining_cost
from .sessions import (
    applications,
    applications_on_paper,
    as_of,
    dates,
    last_session,
    next_start,
    on_offer,
    own_ways,
)

__all__ = [
    "IDENTITY",
    "PERMANENT",
    "Fact",
    "academy",
    "admission",
    "applications",
    "applications_on_paper",
    "as_of",
    "assessing",
    "beside",
    "bloc_label",
    "certification",
    "codes",
    "counted",
    "dates",
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
    "last_session",
    "length",
    "level",
    "level_and_brief",
    "level_range",
    "missing_identity",
    "mode",
    "months",
    "nested",
    "next_start",
    "offered_exemptions",
    "on_offer",
    "only_mode",
    "own_ways",
    "paper_mode",
    "paper_name",
    "passed",
    "price_basis",
    "reach",
    "registration",
    "remaining_cost",
    "rhythm",
    "school_years",
    "separately",
    "shares",
    "site_lines",
    "site_notes",
    "small_capacity",
    "small_cohort",
    "small_cohorts",
    "summary",
    "trend",
    "uncounted",
    "unit_anchors",
    "validation",
    "week",
    "weekdays",
    "work_study_badge",
]
