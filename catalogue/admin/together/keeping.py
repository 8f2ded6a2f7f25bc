"""What was typed outlives the session, the login, and the page it was typed on.

A form that arrives when nobody is logged in, or with the token of an earlier login, is not done:
its words travel on in hidden fields, through the login, to a page that shows the form again as it
was typed, checked and not saved (`review.py`). See docs/decisions/0009.
"""

import copy
import json
import re
from collections.abc import Callable, Iterable
from functools import update_wrapper
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib import admin
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.urls import Resolver404, resolve, reverse

from catalogue.admin.kit.files import without_files
from catalogue.admin.kit.review import REVIEW
from catalogue.server import errors

KEPT: Final = "_kept"
#: Before the name of a field that is for a file alone: what was chosen there, to be chosen again.
FILE: Final = "_file:"
# The pages that know how to show a form again; none of them asks for a password.
_PAGES: Final = re.compile(
    r"(programmes_(programme|bloc|examunit|trainingcentre|fieldofstudy)|admissions_fundingscheme)_(add|change)"
    r"|programmes_programme_(publish|republish|duplicate)"
)
_NOT_KEPT: Final = frozenset({"csrfmiddlewaretoken", REVIEW, KEPT})

Sent = list[tuple[str, str]]


def words_of(data: QueryDict) -> Sent:
    """Every field of a form but its token, in order."""
    return [
        (name, value) for name, values in data.lists() if name not in _NOT_KEPT for value in values
    ]


def _sent(request: HttpRequest) -> Sent:
    """Everything typed, and the name of each file that no page can carry on."""
    files = [
        (f"{FILE}{name}", file.name or "")
        for name, file in request.FILES.items()
        if isinstance(file, UploadedFile) and name not in request.POST
    ]
    return [*words_of(without_files(request)), *files]


def _load(text: str) -> Sent:
    """Nothing for what no page of ours has written."""
    try:
        sent = [(name, value) for name, value in json.loads(text)]
    except (ValueError, TypeError, RecursionError):
        return []
    return sent if all(isinstance(one, str) for pair in sent for one in pair) else []


def resume(
    request: HttpRequest, title: str, text: str, sent: Iterable[tuple[str, str]], address: str
) -> TemplateResponse:
    """A page with everything typed, and a button that leads to the form filled in with it."""
    context = {
        **admin.site.each_context(request),
        "title": title,
        "text": text,
        "sent": list(sent),
        "address": address,
        "review": REVIEW,
    }
    return TemplateResponse(request, "admin/conflict_resume.html", context)


def _is_kept(address: str) -> bool:
    try:
        name = resolve(urlsplit(address).path).url_name or ""
    except Resolver404:
        return False
    return bool(_PAGES.fullmatch(name))


def _can_keep(request: HttpRequest) -> bool:
    return request.method == "POST" and _is_kept(request.path_info) and bool(words_of(request.POST))


# The session expired


def _ask_who(request: HttpRequest) -> HttpResponse:
    """The login page, with what was typed inside."""
    asked = copy.copy(request)
    asked.method = "GET"
    address = request.get_full_path()
    response = admin.site.login(
        asked,
        {
            "app_path": f"{reverse('admin:login')}?{urlencode({'next': address})}",
            "next": address,
            "kept": json.dumps(_sent(request), ensure_ascii=False),
        },
    )
    response.status_code = 403
    return response


def through_login(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view of the admin that asks who one is, but keeps a form that somebody has filled in."""

    def keeping(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if _can_keep(request) and not admin.site.has_permission(request):
            return _ask_who(request)
        return view(request, *args, **kwargs)

    return update_wrapper(keeping, view)


def kept_in(request: HttpRequest) -> str:
    return request.POST.get(KEPT, "")


def kept(request: HttpRequest) -> dict[str, str]:
    """What the login page carries on."""
    words = kept_in(request)
    return {"kept": words} if words else {}


def resumed(request: HttpRequest, response: HttpResponse, words: str) -> HttpResponse:
    """Once logged in, instead of going on to an empty form, the way to what was typed."""
    sent = _load(words)
    if response.status_code == 302 and sent and _is_kept(response["Location"]):
        return resume(
            request,
            "Votre saisie est intacte",
            "Vous voilà connecté. Rien n’est encore enregistré\u202f: retrouvez le formulaire tel "
            "que vous l’aviez rempli, relisez-le, puis enregistrez-le.",
            sent,
            response["Location"],
        )
    return response


# The token is that of an earlier login, in another tab


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form of our own pages is kept; one that another site sends is refused, as ever."""
    if not (_can_keep(request) and _is_from_here(request)):
        return errors.csrf_failure(request, reason)
    if not admin.site.has_permission(request):
        return _ask_who(request)
    response = resume(
        request,
        "Votre saisie est intacte",
        "Vous vous êtes reconnecté depuis que cette page a été ouverte. Rien n’est encore "
        "enregistré\u202f: retrouvez le formulaire tel que vous l’aviez rempli.",
        _sent(request),
        request.get_full_path(),
    )
    response.status_code = 403
    return response.render()


def _is_from_here(request: HttpRequest) -> bool:
    """As the browser says; a request that says nothing comes from who knows where."""
    origin = request.headers.get("Origin")
    if origin is None or origin == "null":
        said = urlsplit(request.headers.get("Referer", ""))
        origin = f"{said.scheme}://{said.netloc}"
    return origin in {f"{request.scheme}://{request.get_host()}", *settings.CSRF_TRUSTED_ORIGINS}
