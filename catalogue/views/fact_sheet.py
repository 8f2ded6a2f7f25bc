"""The fact sheet as a PDF: that of the current edition, made once, sent whole."""

import logging
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from catalogue.life.face import Face
from catalogue.life.publisher import face_beside, with_publisher
from catalogue.outputs.pdf import fact_sheet as pdf
from catalogue.server import caching, errors
from catalogue.server.downloads import called
from catalogue.views.face import dress_of
from catalogue.views.paper_files import PaperCache
from catalogue.views.public import formerly_at, read_only
from programmes import sheet as sheets
from programmes.models import Edition, Logo
from programmes.text import file_name

logger = logging.getLogger(__name__)


@read_only
def fact_sheet_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    edition = (
        with_publisher(Edition.objects.current().filter(slug=slug))
        .only("number", "short_code", "published_at", "fingerprint", "short_title")
        .first()
    )
    if edition is None:
        return formerly_at(request, slug, page="fact_sheet_pdf")
    face = face_beside(edition)
    key = _key(edition, slug, face)

    def paper() -> HttpResponse:
        try:
            content = papers().get(key, lambda: _make(edition, slug, face))
        except (pdf.FactSheetFailed, Logo.DoesNotExist):
            logger.exception("The fact sheet of %s cannot be made.", slug)
            return unavailable()
        response = caching.whole(request, content, "application/pdf")
        name = f"Fiche {file_name(edition.short_title) or slug}, édition {edition.number}.pdf"
        return called(response, name)

    return caching.unless_known(request, f'"{key[:32]}"', paper)


def _key(edition: Edition, slug: str, face: Face | None) -> str:
    """Everything that shapes the bytes; also their ETag."""
    parts = (
        edition.fingerprint,
        edition.number,
        _published_on(edition),
        *_addresses(edition, slug),
        pdf.VERSION,
        *([face.mark] if face else []),
    )
    return sha256("\n".join(map(str, parts)).encode()).hexdigest()


def _published_on(edition: Edition) -> date:
    return timezone.localdate(edition.published_at)


def _addresses(edition: Edition, slug: str) -> tuple[str, str]:
    check = reverse("paper", args=[edition.short_code])
    return settings.SITE_URL + check, settings.SITE_URL + reverse("programme", args=[slug])


def _make(edition: Edition, slug: str, face: Face | None) -> bytes:
    address, page_url = _addresses(edition, slug)
    sheet = sheets.load(edition.sheet)
    return pdf.fact_sheet(
        sheet,
        number=edition.number or 0,
        published_on=_published_on(edition),
        address=address,
        page_url=page_url,
        dress=dress_of(face, sheet.centre.name),
    )


def papers() -> PaperCache:
    """The papers of this installation, published or not."""
    return _papers(_folder())


@cache
def _papers(folder: Path) -> PaperCache:
    """One per process and folder: the threads that wait for one paper must meet somewhere."""
    return PaperCache(folder)


def _folder() -> Path:
    return Path(settings.DATA_DIR) / "cache" / "papers"


def unavailable() -> HttpResponse:
    response = errors.no_paper()
    response["Retry-After"] = "120"
    return response
