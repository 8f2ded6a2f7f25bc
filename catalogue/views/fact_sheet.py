"""The fact sheet as a PDF: that of the current edition, made once, sent whole or in part."""

import logging
import re
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.http import parse_etags

from catalogue.outputs.pdf import fact_sheet as pdf
from catalogue.server import caching
from catalogue.views.paper_files import PaperCache
from catalogue.views.public import formerly_at, read_only
from programmes import sheet as sheets
from programmes.models import Edition

logger = logging.getLogger(__name__)

_ONE_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})", re.ASCII)


@read_only
def fact_sheet_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    edition = (
        Edition.objects.current()
        .filter(slug=slug)
        .only("number", "short_code", "published_at", "fingerprint", "short_title")
        .first()
    )
    if edition is None:
        return formerly_at(request, slug, page="fact_sheet_pdf")
    key = _key(edition, slug)
    etag = f'"{key[:32]}"'
    if _already_there(request, etag):
        response = HttpResponse(status=304)
        del response["Content-Type"]
    else:
        try:
            paper = papers().get(key, lambda: _make(edition, slug))
        except pdf.FactSheetFailed:
            logger.exception("The fact sheet of %s cannot be made.", slug)
            return unavailable()
        response = _sent(request, paper, etag)
        response["Content-Disposition"] = _disposition(edition, slug)
        response["Accept-Ranges"] = "bytes"
    response["ETag"] = etag
    response["Cache-Control"] = caching.PUBLIC
    return response


def _key(edition: Edition, slug: str) -> str:
    """Everything that shapes the bytes; also their ETag."""
    parts = (
        edition.fingerprint,
        edition.number,
        _published_on(edition),
        *_addresses(edition, slug),
        pdf.VERSION,
    )
    return sha256("\n".join(map(str, parts)).encode()).hexdigest()


def _published_on(edition: Edition) -> date:
    return timezone.localdate(edition.published_at)


def _addresses(edition: Edition, slug: str) -> tuple[str, str]:
    check = reverse("paper", args=[edition.short_code])
    return settings.SITE_URL + check, settings.SITE_URL + reverse("programme", args=[slug])


def _make(edition: Edition, slug: str) -> bytes:
    address, page_url = _addresses(edition, slug)
    return pdf.fact_sheet(
        sheets.load(edition.sheet),
        number=edition.number or 0,
        published_on=_published_on(edition),
        address=address,
        page_url=page_url,
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


def _already_there(request: HttpRequest, etag: str) -> bool:
    known = parse_etags(request.headers.get("If-None-Match", ""))
    return known == ["*"] or any(one.removeprefix("W/") == etag for one in known)


def _sent(request: HttpRequest, paper: bytes, etag: str) -> HttpResponse:
    """The whole file, or the part that was asked for (RFC 9110, 14)."""
    part = _part(request, len(paper), etag)
    if part is None:
        return _pdf(request, paper)
    start, stop = part
    if start >= stop:
        response = HttpResponse(status=416, content_type="application/pdf")
        response["Content-Range"] = f"bytes */{len(paper)}"
        return response
    response = _pdf(request, paper[start:stop], status=206)
    response["Content-Range"] = f"bytes {start}-{stop - 1}/{len(paper)}"
    return response


def _part(request: HttpRequest, size: int, etag: str) -> tuple[int, int] | None:
    """Start and stop of the part; None for the whole. A part that does not exist is empty.

    Several parts at once, or one that is not understood, get the whole: the standard allows it.
    """
    asked = _ONE_RANGE.fullmatch(request.headers.get("Range", "").strip())
    # The file changed since the visitor's first part: parts of two files make no PDF.
    same_file = request.headers.get("If-Range", etag) == etag
    if asked is None or request.method != "GET" or not same_file:
        return None
    first, last = asked.groups()
    if first:
        stop = int(last) + 1 if last else size
        backwards = last and stop <= int(first)
        return None if backwards else (int(first), min(stop, size))
    return (max(0, size - int(last)), size) if last else None


def _pdf(request: HttpRequest, content: bytes, status: int = 200) -> HttpResponse:
    body = b"" if request.method == "HEAD" else content
    response = HttpResponse(body, status=status, content_type="application/pdf")
    response["Content-Length"] = str(len(content))
    return response


def _disposition(edition: Edition, slug: str) -> str:
    """Shown in the browser; saved under a French name, or a plain one by old programs."""
    title = re.sub(r"[^\w .,’()+-]+", " ", edition.short_title).strip(" .") or slug
    name = quote(f"Fiche {title}, édition {edition.number}.pdf", safe="")
    return f"inline; filename=\"fiche-{slug}.pdf\"; filename*=UTF-8''{name}"


def unavailable() -> HttpResponse:
    content = render_to_string("errors/503.html", {"centre": None})
    response = HttpResponse(content, status=503, headers={"Retry-After": "120"})
    response["Cache-Control"] = caching.PRIVATE
    return response
