"""The long texts of a sheet: paragraphs and lists."""

import re
from typing import Final

from . import text as plain

#: The fields that hold one, whatever row they stand in.
FIELDS: Final = frozenset(
    {
        "presentation", "continuous_assessment", "examining_authority", "rules_text",
        "teaching_methods", "means", "introduction", "accessibility",
    }
)  # fmt: skip

# A word processor draws its bullets with private codes of its symbol fonts. What else it draws
# so inside a line has a cousin that every font knows.
_DRAWN_BULLET: Final = re.compile("^[ \t]*[\ue000-\uf8ff]\\s*(?=\\S)", re.MULTILINE)
_DRAWN: Final = str.maketrans(
    {**dict.fromkeys("\uf0a7\uf0b7\uf02d", "•"), "\uf0fc": "✓", "\uf0e0": "→"}
)


def legible(text: str) -> str:
    """What one reads of it. The items of a pasted list become items of a list."""
    listed = _DRAWN_BULLET.sub("- ", plain.one_line_end(text))
    return plain.legible(listed.translate(_DRAWN))
