"""A draft for somebody without an account, at an address that nobody guesses and that expires."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from catalogue.life import reading
from catalogue.life.publisher import face_beside, named_beside, with_publisher
from catalogue.life.reading import Refused
from catalogue.server import errors
from catalogue.views import documents, versions
from catalogue.views.programme_page import FILES
from catalogue.views.public import read_only
from programmes.models import PreviewLink
from programmes.typography import long_date


@read_only
def preview(request: HttpRequest, token: str) -> HttpResponse:
    link = _usable(token)
    if link is None:
        return _closed(request, token)
    try:
        version = versions.current(reading.of(link.programme_id))
    except Refused:
        return _not_found(request)
    until = long_date(timezone.localdate(link.expires_at))
    banner = versions.Banner(
        "Brouillon, non publié.",
        f"Rien de cette page n’est définitif. Ce lien cesse de marcher le {until}.",
    )
    paper = reverse("preview_pdf", args=[token])
    files = reverse("preview", args=[token]) + FILES
    shown = versions.page(
        version,
        banner,
        named_beside(link),
        face_beside(link),
        paper_address=paper,
        files=files,
    )
    return _private(HttpResponse(shown))


@read_only
def preview_pdf(request: HttpRequest, token: str) -> HttpResponse:
    link = _usable(token)
    if link is None:
        return _closed(request, token)
    try:
        version = versions.current(reading.of(link.programme_id))
    except Refused:
        return _not_found(request)
    return _private(versions.paper_response(version, face_beside(link)))


@read_only
def preview_document(request: HttpRequest, token: str, digest: str) -> HttpResponse:
    """Of the draft as it is now, and of nothing else."""
    link = _usable(token)
    if link is None:
        return _closed(request, token)
    try:
        answer = documents.named(request, reading.of(link.programme_id).sheet, digest)
    except Refused:
        answer = None
    return _private(answer) if answer else _not_found(request)


def _usable(token: str) -> PreviewLink | None:
    links = PreviewLink.objects.with_token(token).usable(timezone.now())
    return with_publisher(links).first()


def _closed(request: HttpRequest, token: str) -> HttpResponse:
    """Who holds a token is told that it has ended; who guesses one learns nothing."""
    if PreviewLink.objects.with_token(token).exists():
        return _private(errors.ended(request))
    return _not_found(request)


def _not_found(request: HttpRequest) -> HttpResponse:
    return _private(errors.page_not_found(request))


def _private(response: HttpResponse) -> HttpResponse:
    # The address is the key: it goes to no other page.
    response["Referrer-Policy"] = "no-referrer"
    return versions.hidden(response)
