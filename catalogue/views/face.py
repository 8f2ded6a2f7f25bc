"""What the site wears: the stylesheet of its accent and its logo, each at an address that names
what it holds, so that it is kept for ever; and what drawings are given of them."""

from typing import Final

from csp.constants import NONE
from csp.decorators import csp
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from catalogue.life.face import Face, face, png_of
from catalogue.outputs import styles
from catalogue.outputs.dress import Dress, Logo
from catalogue.server import caching, errors
from catalogue.server.caching import public_response
from catalogue.views.public import read_only
from programmes import models
from programmes.colours import passes

_CSS: Final = "text/css; charset=utf-8"
_ONLY_A_PICTURE: Final = {
    "default-src": [NONE],
    "base-uri": [NONE],
    "frame-ancestors": [NONE],
    "sandbox": True,
}


@read_only
def accent_stylesheet(request: HttpRequest, accent: str, digest: str) -> HttpResponse:
    """Made from its address: no query, and another release may be asked for what it would say."""
    colour = f"#{accent}"
    if not passes(colour):
        return errors.page_not_found(request)
    response = public_response(
        request, styles.of_accent(colour), etag=f"accent-{accent}", content_type=_CSS
    )
    if digest == styles.digest(colour):
        response["Cache-Control"] = caching.IMMUTABLE
    return response


@csp(_ONLY_A_PICTURE)
@read_only
def logo(request: HttpRequest, digest: str) -> HttpResponse:
    kept = models.Logo.objects.only("content").filter(pk=digest).first()
    if kept is None:
        return errors.page_not_found(request)
    content = bytes(kept.content)
    return caching.unless_known(
        request,
        f'"{digest}"',
        lambda: caching.whole(request, content, "image/png"),
        policy=caching.IMMUTABLE,
    )


@read_only
def admin_stylesheet(request: HttpRequest) -> HttpResponse:
    """For pages that ask the database for nothing of it: the admin's. Asked for each time."""
    shown = face()
    css = _css_of(shown) if shown else ""
    return public_response(
        request, css, etag=f"face-{shown.mark if shown else ''}", content_type=_CSS
    )


def _css_of(face: Face) -> str:
    css = styles.of_accent(face.accent) if face.accent else ""
    if logo := face.logo:
        address = reverse("logo", args=[logo.digest])
        css += styles.of_head(address, logo.width, logo.height, logo.ground)
    return css


def dress_of(face: Face | None, centre: str) -> Dress:
    """Of a drawing headed by that centre: the logo is that of one, the accent the site's.

    Raises `Logo.DoesNotExist`.
    """
    if face is None:
        return Dress()
    if face.logo is None or face.centre != centre:
        return Dress(face.accent)
    shown = face.logo
    alt = f"Logo de {face.centre}"
    png = png_of(shown)
    drawn = Logo(png, shown.width, shown.height, shown.ground, alt, shown.names_centre)
    return Dress(face.accent, drawn)
