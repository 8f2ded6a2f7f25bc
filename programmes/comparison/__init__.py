"""The one comparison of two sheets: for the public (« is my paper current? ») and for staff.

Pure: no Django model, no database.
"""

from .brief import in_brief
from .changes import Change, ChangeKind, Comparison, Detail, SectionChanges
from .compare import compare
from .discretion import people_in
from .words import Mark, Segment, word_marks

__all__ = [
    "Change",
    "ChangeKind",
    "Comparison",
    "Detail",
    "Mark",
    "SectionChanges",
    "Segment",
    "compare",
    "in_brief",
    "people_in",
    "word_marks",
]
