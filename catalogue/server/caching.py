"""Cache policies, named in one place, and the one way a public page is answered."""

import gzip
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers

#: Public pages: caches may keep them and must ask each time, so that a publication shows at once.
PUBLIC: Final = "public, max-age=0, must-revalidate"
#: What an address that names its content holds: it never changes.
FOREVER: Final = "public, max-age=31536000, immutable"
#: What one person sees, what changes with each request, and every error.
PRIVATE: Final = "private, no-store"

HTML: Final = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Body:
    """A page's bytes, plain and compressed: rendered once, kept and sent many times."""

    raw: bytes
    gzipped: bytes

    @classmethod
    def of(cls, content: str | bytes) -> "Body":
        raw = content.encode() if isinstance(content, str) else content
        # No time stamp inside: the same page gives the same bytes on every machine.
        return cls(raw, gzip.compress(raw, compresslevel=9, mtime=0))


def public_response(
    request: HttpRequest,
    body: Body | str | bytes | Callable[[], Body],
    *,
    etag: str,
    content_type: str = HTML,
) -> HttpResponse:
    """Answers with a public page: 304 where the visitor has it already, compressed where welcome.

    `etag` names the content (an edition's hash, say); the release is added here. A callable body
    is called only when its bytes are needed. Public pages hold no secret, so compressing them
    gives nothing away (BREACH).
    """
    response = unless_known(
        request, release_etag(etag), lambda: _full(request, _body(body), content_type)
    )
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


def unless_known(request: HttpRequest, etag: str, full: Callable[[], HttpResponse]) -> HttpResponse:
    """What `full` makes, with its tag; only made where the visitor does not have it already.

    An answer that is none of the two (a condition that does not hold, a page that cannot be made)
    is kept by no cache.
    """
    response = get_conditional_response(request, etag=etag) or full()
    if response.status_code in {HTTPStatus.OK, HTTPStatus.NOT_MODIFIED}:
        response["ETag"] = etag
        response["Cache-Control"] = PUBLIC
    else:
        response["Cache-Control"] = PRIVATE
    return response


def whole(request: HttpRequest, content: bytes, content_type: str) -> HttpResponse:
    """All of it; to HEAD all that is said of it."""
    response = HttpResponse(b"" if request.method == "HEAD" else content, content_type=content_type)
    response["Content-Length"] = str(len(content))
    return response


def release_etag(etag: str) -> str:
    """A weak tag: one for the plain and the compressed form of the same page."""
    return f'W/"{settings.RELEASE}-{etag}"'


def accepts_gzip(header: str) -> bool:
    """Whether an Accept-Encoding header welcomes gzip (`gzip;q=0` refuses it).

    Ours, because Django's and WhiteNoise's look for the word alone: they send what was refused.
    """
    weights: dict[str, float] = {}
    for item in header.lower().split(","):
        coding, _, parameter = item.partition(";")
        weights[coding.strip()] = _weight(parameter)
    return weights.get("gzip", weights.get("*", 0.0)) > 0


def _weight(parameter: str) -> float:
    name, _, value = parameter.partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0


def _body(body: Body | str | bytes | Callable[[], Body]) -> Body:
    if isinstance(body, Body):
        return body
    if isinstance(body, str | bytes):
        return Body.of(body)
    return body()


def _full(request: HttpRequest, body: Body, content_type: str) -> HttpResponse:
    compressed = accepts_gzip(request.headers.get("Accept-Encoding", ""))
    content = body.gzipped if compressed else body.raw
    response = whole(request, content, content_type)
    if compressed:
        response["Content-Encoding"] = "gzip"
    return response
