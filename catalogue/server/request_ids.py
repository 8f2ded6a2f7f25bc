"""A name for each request, which its lines in the log share, and nginx's log where it has one."""

import re
from collections.abc import Callable
from contextvars import ContextVar
from typing import Final
from uuid import uuid4

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from catalogue.server import caching

HEADER: Final = "X-Request-Id"
# What goes into a log is no place for somebody's own words.
_SOUND: Final = re.compile(r"[0-9A-Za-z-]{8,64}")

_current: ContextVar[str | None] = ContextVar("request_id", default=None)


def current() -> str | None:
    return _current.get()


def of(request: HttpRequest) -> str | None:
    """Django logs an answer after the last of the middleware is left."""
    return getattr(request, "request_id", None)


class RequestIds:
    """The outermost of all: whatever is logged on the way bears the name.

    It is sent back where nobody else will read the answer: to whom something went wrong, and to
    staff. A public page is kept for others, whose request it is not.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        name = _name_for(request)
        request.request_id = name  # type: ignore[attr-defined]
        token = _current.set(name)
        try:
            response = self.get_response(request)
        finally:
            _current.reset(token)
        if response.get("Cache-Control") == caching.PRIVATE:
            response[HEADER] = name
        return response


def _name_for(request: HttpRequest) -> str:
    """What the proxy in front says, where there is one of ours; nobody else is believed."""
    given: str = request.headers.get(HEADER, "") if settings.TRUSTED_PROXIES else ""
    return given if _SOUND.fullmatch(given) else uuid4().hex
