"""What a kind of programme changes: its family, the words, what one has and what one lacks.

A kind belongs to a family, and a family has one profile. The profile *proposes*; what is stated
on the sheet (register, level, work-study) *decides*: `profile_of` takes both. Nothing outside
this package asks for a kind by its name.
"""

from .kind import Family, Kind, by_family
from .profile import Profile
from .profiles import USUAL, profile_of
from .rules import RULES, ExamRule, Rules

__all__ = [
    "RULES", "USUAL", "ExamRule", "Family", "Kind", "Profile", "Rules", "by_family", "profile_of",
]  # fmt: skip
