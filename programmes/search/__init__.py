"""The catalogue's search: words, filters, order and page over plain rows, in its clearest form.

`find` is one pure function. It reads every row for every word and keeps nothing between two
searches (docs/performance.md has what that costs): what it answers is right by definition, and what
would answer faster must answer the same.
"""

from .asked import DEFAULT_SORT, MAX_LENGTH, MAX_WORDS, SORTS, Search, search_for
from .facets import FACETS, Option, known
from .finding import Found, WayOut, find
from .near import near
from .row import Row, read_row, read_rows

__all__ = [
    "DEFAULT_SORT", "FACETS", "MAX_LENGTH", "MAX_WORDS", "SORTS", "Found", "Option", "Row",
    "Search", "WayOut", "find", "known", "near", "read_row", "read_rows", "search_for",
]  # fmt: skip
