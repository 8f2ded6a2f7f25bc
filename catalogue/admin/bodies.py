"""How much a request may carry: told by its address, refused before anything reads it.

Django's own limits count fields: a file of any size is written to the disk first, whoever sends
it, because the CSRF check already parses the body. Granian hands a body over as it is read, so one
that is refused here is neither in memory nor on the disk.
"""

from collections.abc import Callable
from typing import Any, Final

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import Resolver404, ResolverMatch, resolve

from catalogue.life.transfer import file as importing
from catalogue.server import errors
from programmes.pdf_files import LARGEST
from programmes.typography import NARROW, file_size

MEGABYTE: Final = 1024 * 1024
#: Public pages are read; what a robot posts to them gets their own answer (405), and is not read.
NOTHING: Final = 1024
#: Forty times the form of the largest programme that was measured (48 kB): six thousand characters
#: in each of its fields fit in, and are told to be too many beside each.
FORM: Final = 2 * MEGABYTE
#: A file, or the same sheet signed in a field of the page that confirms it.
FILE: Final = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
#: A form with documents: two of the largest at once. A third is refused with the page; one that is
#: too large by itself is told beside its field, with all that was typed, as long as it is no larger
#: than these.
WITH_DOCUMENTS: Final = FORM + 2 * LARGEST
#: The addresses of the pages whose form has documents.
HAS_DOCUMENTS: Final = frozenset(
    f"programmes_{page}"
    for page in ("programme_change", "trainingcentre_change", "trainingcentre_add")
)
#: The addresses of the pages that take a file.
TAKES_FILES: Final = frozenset({"programmes_programme_import", "programmes_programme_import_new"})
#: Those of the form with a logo as well.
TAKES_LOGO: Final = frozenset({"programmes_trainingcentre_add", "programmes_trainingcentre_change"})

_PIECE: Final = 64 * 1024


class BodyLimits:
    """Below the authentication, since staff may send more; above every view and the CSRF check,
    which looks at a form once all middleware has seen the request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return _refusal(request) or self.get_response(request)


def _refusal(request: HttpRequest) -> HttpResponse | None:
    if request.META.get("HTTP_TRANSFER_ENCODING"):
        return _refusal_of_stream(request)
    length: str = request.META.get("CONTENT_LENGTH") or "0"
    if not (length.isascii() and length.isdigit()):
        return errors.bad_request(request)
    size = int(length) if len(length) < 19 else 10**18
    # Who it is matters to large ones only: no small request asks the database.
    if size <= NOTHING or size <= limit(request):
        return None
    return _too_large(request)


def _refusal_of_stream(request: HttpRequest) -> HttpResponse:
    """A body that does not say its length ends alike when it is whole and when the line is cut:
    half a form would be saved. No browser sends one; it is counted, not kept."""
    most = limit(request)
    if most == NOTHING or _is_longer(request.META["wsgi.input"], most):
        return _too_large(request)
    return errors.length_required(request)


def _is_longer(stream: Any, most: int) -> bool:
    count = 0
    while count <= most and (piece := stream.read(min(_PIECE, most + 1 - count))):
        count += len(piece)
    return count > most


def limit(request: HttpRequest) -> int:
    """Bytes."""
    match = _match(request)
    if match is None or "admin" not in match.namespaces:
        return NOTHING
    if match.url_name in TAKES_FILES and admin.site.has_permission(request):
        return FILE
    if match.url_name in HAS_DOCUMENTS and admin.site.has_permission(request):
        return WITH_DOCUMENTS
    return FORM


def _match(request: HttpRequest) -> ResolverMatch | None:
    try:
        return resolve(request.path_info)
    except Resolver404:
        return None


def _too_large(request: HttpRequest) -> HttpResponse:
    """In the admin's own clothes for staff, who lead themselves back from there."""
    match = _match(request)
    if match is None or "admin" not in match.namespaces or not admin.site.has_permission(request):
        return errors.too_large(request)
    takes_files = match.url_name in TAKES_FILES
    has_documents = match.url_name in HAS_DOCUMENTS
    most = importing.LARGEST if takes_files else FORM
    context = {
        **admin.site.each_context(request),
        "title": "Fichier trop lourd" if takes_files or has_documents else "Formulaire trop lourd",
        "takes_files": takes_files,
        "document": file_size(LARGEST) if has_documents else "",
        "takes_logo": match.url_name in TAKES_LOGO,
        "most": f"{most // MEGABYTE}{NARROW}Mo",
        "address": request.get_full_path(),
    }
    response = TemplateResponse(request, "admin/too_large.html", context, status=413)
    return response.render()
