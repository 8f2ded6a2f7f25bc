"""What stands for an address where it is shared or kept: a programme's picture, the catalogue's,
and the centre's mark. Each is drawn once for what it says, and kept in a file."""

import logging
from collections.abc import Callable, Iterable
from functools import cache
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.db.models import Count, Max, Min, Q
from django.http import HttpRequest, HttpResponse

from catalogue import wording
from catalogue.life import publisher
from catalogue.life.face import Face
from catalogue.outputs.picture.card import catalogue_picture as picture_of_all
from catalogue.outputs.picture.card import picture
from catalogue.outputs.picture.drawing import PictureFailed
from catalogue.outputs.picture.mark import SIZES, mark
from catalogue.server import caching, errors
from catalogue.views.face import dress_of
from catalogue.views.paper_files import PaperCache
from catalogue.views.public import formerly_at, read_only
from programmes import sheet as sheets
from programmes.models import Edition, Logo

logger = logging.getLogger(__name__)


@read_only
def programme_picture(request: HttpRequest, slug: str) -> HttpResponse:
    current = publisher.with_publisher(Edition.objects.current().filter(slug=slug))
    edition = current.only("fingerprint").first()
    if edition is None:
        return formerly_at(request, slug, page="programme_picture")
    face = publisher.face_beside(edition)

    def make() -> bytes:
        sheet = sheets.load(edition.sheet)
        return picture(sheet, dress_of(face, sheet.centre.name))

    return _image(request, [edition.fingerprint, *_worn(face)], make)


@read_only
def catalogue_picture(request: HttpRequest) -> HttpResponse:
    known = Edition.objects.current().aggregate(
        programmes=Count("pk"),
        work_study=Count("pk", filter=Q(is_work_study=True)),
        with_level=Count("level"),
        lowest=Min("level"),
        highest=Max("level"),
    )
    lowest, highest = known["lowest"], known["highest"]
    # As the catalogue's title: of all that is taught, or nothing.
    is_of_all = known["with_level"] == known["programmes"]
    levels = wording.level_range(lowest, highest) if is_of_all else ""
    centre, face = _centre()
    said = (centre, known["programmes"], known["work_study"], levels)
    return _image(
        request, (*said, *_worn(face)), lambda: picture_of_all(*said, dress_of(face, centre))
    )


@read_only
def icon(request: HttpRequest, size: int) -> HttpResponse:
    """The centre's mark, in the sizes that are asked for."""
    if size not in SIZES:
        return errors.page_not_found(request)
    centre, face = _centre()
    return _image(
        request, (centre, size, *_worn(face)), lambda: mark(centre, size, dress_of(face, centre))
    )


def _centre() -> tuple[str, Face | None]:
    """Whose site it is, and how it looks."""
    centre = publisher.with_publisher(publisher.by_claim()).only("name").first()
    return (centre.name, publisher.face_beside(centre)) if centre else ("", None)


def _worn(face: Face | None) -> list[str]:
    return [face.mark] if face else []


def _image(request: HttpRequest, said: Iterable[object], make: Callable[[], bytes]) -> HttpResponse:
    """The picture of what is said, drawn by `make` unless it was already."""
    parts = [settings.RELEASE, request.path, *map(str, said)]
    key = sha256("\n".join(parts).encode()).hexdigest()

    def image() -> HttpResponse:
        try:
            png = _pictures(_folder()).get(key, make)
        except (PictureFailed, Logo.DoesNotExist):
            logger.exception("The picture at %s cannot be made.", request.path)
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
