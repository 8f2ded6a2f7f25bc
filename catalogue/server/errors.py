"""Calm pages for what goes wrong: French, in the site's own clothes, without any detail.

They never touch the database (it may be what is broken): whose site it is they know from memory
(`house.py`), or do without. Of the request they take but whether it was for the admin, which has a
first page of its own.
Django logs the exceptions that lead here.
"""

import logging
import sys
from typing import Any, Final

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html

from catalogue.server import caching, house, outages

logger = logging.getLogger(__name__)

# When even the templates fail. No stylesheet: the static files may be what is missing.
_LAST_RESORT = """<!doctype html>
<html lang="fr">
<head><meta charset="utf-8"><title>Service indisponible</title>
<meta name="viewport" content="width=device-width, initial-scale=1"></head>
<body><main><h1>Service momentanément indisponible</h1>
<p>L’incident est enregistré. Réessayez dans quelques minutes.</p>{}</main></body>
</html>
"""


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        return too_large(request)
    if isinstance(exception, MultiPartParserError):
        return _page("errors/400_form.html", request, status=400)
    return _page("errors/400.html", request, status=400)


def length_required(request: HttpRequest) -> HttpResponse:
    return _page("errors/411.html", request, status=411)


def too_large(request: HttpRequest) -> HttpResponse:
    return _page("errors/413.html", request, status=413)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page("errors/403.html", request, status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _page("errors/csrf.html", request, status=403)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page("errors/404.html", request, status=404)


def gone(request: HttpRequest, **said: Any) -> HttpResponse:
    """For a programme that was withdrawn: `said` tells which, and which are near."""
    return _page("errors/410.html", request, status=410, **said)


def no_such_code(request: HttpRequest, *, status: int = 404, **said: Any) -> HttpResponse:
    """For a code that no paper bears: `said` tells which, and which are like it."""
    return _page("errors/paper_code.html", request, status=status, **said)


def read_only(request: HttpRequest) -> HttpResponse:
    return _page("errors/405.html", request, status=405)


def no_paper() -> HttpResponse:
    """For a fact sheet that cannot be made now."""
    return _page("errors/503.html", status=503)


def ended(request: HttpRequest) -> HttpResponse:
    """For a preview link that expired or was revoked."""
    return _page("errors/ended.html", request, status=410)


def server_error(request: HttpRequest) -> HttpResponse:
    """Django calls it while it handles the fault."""
    if outages.is_outage(sys.exc_info()[1]):
        return unavailable(request)
    return _page("errors/500.html", request, status=500)


def unavailable(request: HttpRequest) -> HttpResponse:
    """The database is stopped, silent, locked or full: not for long, and what was typed is kept."""
    context = {"address": request.get_full_path(), "is_sent": request.method == "POST"}
    response = _page("errors/unavailable.html", request, status=503, **context, **_typed(request))
    response["Retry-After"] = str(outages.RETRY_AFTER)
    return response


# What goes along with a form, and nobody has typed.
_TOKEN: Final = "csrfmiddlewaretoken"  # noqa: S105


def _typed(request: HttpRequest) -> dict[str, Any]:
    """What a form of ours held; of another site's form nothing is handed on."""
    if request.method != "POST" or not getattr(request, "csrf_processing_done", False):
        return {}
    sent = [(name, value) for name, values in request.POST.lists() for value in values]
    if any("password" in name for name, _ in sent):
        return {}
    words = [(name, value) for name, value in sent if value.strip() and name != _TOKEN]
    return {"sent": sent if words else [], "typed": words, "has_files": bool(request.FILES)}


def _page(
    template: str, request: HttpRequest | None = None, *, status: int, **said: Any
) -> HttpResponse:
    centre = house.remembered()
    try:
        is_admin = request is not None and request.path.startswith(reverse("admin:index"))
        context = {"centre": centre, "face": None, "is_admin": is_admin, **said}
        content: str = render_to_string(template, context)
    except Exception:
        # Whatever is broken, the visitor gets an answer.
        logger.exception("The error page %s cannot be rendered.", template)
        content = _LAST_RESORT.replace("{}", _in_plain(centre))
    response = HttpResponse(content, status=status)
    response["Cache-Control"] = caching.PRIVATE
    return response


def _in_plain(centre: house.House | None) -> str:
    if centre is None:
        return ""
    ways = ", ".join(filter(None, (centre.name, centre.phone, centre.email)))
    return format_html("\n<p>{}</p>", ways)
