"""The picture of a programme's current edition, for those who share its address."""

import logging
from functools import cache
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from catalogue.outputs.picture.card import PictureFailed, picture
from catalogue.server import caching
from catalogue.views.paper_files import PaperCache
from catalogue.views.public import formerly_at, read_only
from programmes import sheet as sheets
from programmes.models import Edition

logger = logging.getLogger(__name__)


@read_only
def programme_picture(request: HttpRequest, slug: str) -> HttpResponse:
    edition = Edition.objects.current().filter(slug=slug).only("fingerprint").first()
    if edition is None:
        return formerly_at(request, slug, page="programme_picture")
    key = sha256(f"{settings.RELEASE} {edition.fingerprint}".encode()).hexdigest()

    def image() -> HttpResponse:
        try:
            png = _pictures(_folder()).get(key, lambda: picture(sheets.load(edition.sheet)))
        except PictureFailed:
            logger.exception("The picture of %s cannot be made.", slug)
            return _unavailable()
        return caching.whole(request, png, "image/png")

    response = caching.unless_known(request, f'"{key[:32]}"', image)
    # Other sites show it: that is what it is for.
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@cache
def _pictures(folder: Path) -> PaperCache:
    """One per process and folder: the threads that wait for one picture must meet somewhere."""
    return PaperCache(folder, suffix=".png")


def _folder() -> Path:
    return Path(settings.DATA_DIR) / "cache" / "pictures"


def _unavailable() -> HttpResponse:
    response = HttpResponse(
        "Image momentanément indisponible.\n",
        status=503,
        content_type="text/plain; charset=utf-8",
        headers={"Retry-After": "120"},
    )
    response["Cache-Control"] = caching.PRIVATE
    return response
