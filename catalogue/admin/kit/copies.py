"""Which form was saved: the browser forgets its copy of that one, and of no other.

What somebody types is copied in their browser (`static/js/admin/keeping.js`). Each time a form is
sent, it carries a name for the copy of what it says; once that is saved, the name goes into the
session, where the next page finds it. See docs/decisions/0009.
"""

import re
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest

#: The field that names the copy: 16 hexadecimal digits, or nothing where no script runs.
COPY: Final = "_copy"
_NAME: Final = re.compile(r"[0-9a-f]{16}")
_SESSION_KEY: Final = "saved_copies"
# A browser looks after each save; several tabs may save before one of them does.
_REMEMBERED: Final = 20


def done(request: HttpRequest, said: Any) -> None:
    """What was typed is saved: tells the person, and their browser."""
    messages.success(request, said)
    name = request.POST.get(COPY, "")
    if _NAME.fullmatch(name):
        request.session[_SESSION_KEY] = [*saved(request), name][-_REMEMBERED:]


def saved(request: HttpRequest) -> list[str]:
    """The names of the copies saved of late, oldest first."""
    names: list[str] = request.session.get(_SESSION_KEY, [])
    return names
