"""What happens to every request and every answer, whatever the view."""

from collections.abc import Callable
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from catalogue.server import caching, errors

GetResponse = Callable[[HttpRequest], HttpResponseBase]

# Longer than any address of ours, with every filter chosen and a long search.
LONGEST_QUERY = 4096

# Nothing of ours needs a device or a payment: nothing that slips in may ask for them.
UNUSED_FEATURES = (
    "accelerometer",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "usb",
)


class PolicyHeaders:
    """The headers that Django and django-csp do not send, and a safety net for caching.

    The outermost of all: what it adds is on static files, errors and redirects too. A view may
    say otherwise; it cannot forget.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.permissions = ", ".join(f"{feature}=()" for feature in UNUSED_FEATURES)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        headers = response.headers
        headers.setdefault("Permissions-Policy", self.permissions)
        headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        headers.setdefault("Cache-Control", caching.PRIVATE)
        return response


class TrustedProxies:
    """Believes `X-Forwarded-*` only as far as our own proxies wrote it.

    Each proxy appends to these headers, so the last TRUSTED_PROXIES values are ours and the rest
    is whatever the visitor sent. Django reads the *first* value of X-Forwarded-Proto, hence this.
    With no proxy the headers are dropped, so that nothing downstream can believe them by mistake.
    """

    BELIEVED = ("HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_FOR")

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        sent = {name: request.META.get(name, "") for name in self.BELIEVED}
        for name in [name for name in request.META if name.startswith("HTTP_X_FORWARDED")]:
            del request.META[name]
        if settings.TRUSTED_PROXIES:
            self._believe(request, sent)
        return self.get_response(request)

    def _believe(self, request: HttpRequest, sent: dict[str, str]) -> None:
        for name, header in sent.items():
            ours = [value.strip() for value in header.split(",")][-settings.TRUSTED_PROXIES :]
            if ours[0]:
                request.META[name] = ours[0]
        if visitor := request.META.get("HTTP_X_FORWARDED_FOR"):
            request.META["REMOTE_ADDR"] = visitor


class Guard:
    """Turns away addresses that no page of ours can have, with 400.

    Django alone answers 200 to a NUL in a query and 404 to one in a path, databases answer
    errors, and a query of ten thousand bytes is nobody's search.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        query: str = request.META.get("QUERY_STRING", "")
        if _readable_path(request.path_info) and _readable_query(query):
            return self.get_response(request)
        return errors.bad_request(request)


def _readable_path(path: str) -> bool:
    """Django decodes the path and leaves what is not UTF-8 in percent signs, which none of our
    addresses has."""
    return "\0" not in path and "%" not in path


def _readable_query(query: str) -> bool:
    if len(query) > LONGEST_QUERY:
        return False
    try:
        return "\0" not in unquote_to_bytes(query).decode()
    except UnicodeError:
        return False
