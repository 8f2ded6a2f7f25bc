"""How a template becomes a public page."""

import re
from collections.abc import Mapping
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

_BLANK_LINES = re.compile(r"\s*\n\s*")
_TYPED = re.compile(r"(<textarea\b.*?</textarea>)", re.DOTALL)


def rendered(template: str, context: Mapping[str, Any]) -> SafeString:
    """What the template draws, without blank lines and indentation.

    No browser shows them, but those that somebody typed in a large field (we have no `pre`). This
    is all that ever happens to HTML after its template: what a page marks or links is given to the
    template.
    """
    return compact(render_to_string(template, dict(context)))


def compact(html: str) -> SafeString:
    return SafeString("".join(map(_without_blank_lines, _TYPED.split(html))))


def _without_blank_lines(html: str) -> str:
    return html if html.startswith("<textarea") else _BLANK_LINES.sub("\n", html)
