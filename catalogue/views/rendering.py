"""How a template becomes a public page."""

import re
from collections.abc import Mapping
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

_BLANK_LINES = re.compile(r"\s*\n\s*")


def rendered(template: str, context: Mapping[str, Any]) -> SafeString:
    """What the template draws, without blank lines and indentation.

    No browser shows them (we have no `pre` and no `textarea`). This is all that ever happens to
    HTML after its template: what a page marks or links is given to the template.
    """
    return SafeString(_BLANK_LINES.sub("\n", render_to_string(template, dict(context))))
