"""What programs read to find their way: site map, rules for robots, web manifest.

Built as data, never typed in a template, and with addresses from SITE_URL, never the request.
"""

import json
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from typing import Final, NamedTuple
from xml.etree import ElementTree as ET

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from catalogue.life.publisher import publisher
from catalogue.outputs.picture.mark import ON_HOME_SCREENS
from catalogue.server import errors
from catalogue.server.caching import public_response
from catalogue.views.public import read_only
from programmes.models import Edition

#: The most that a file may hold (sitemaps.org); beyond, an index leads to several files.
PAGES_PER_FILE: Final = 50_000
STANDING_PAGES: Final = ("catalogue", "legal_notice", "personal_data", "accessibility")

_SITEMAP: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XML: Final = "application/xml; charset=utf-8"
_TEXT: Final = "text/plain; charset=utf-8"
_MANIFEST: Final = "application/manifest+json; charset=utf-8"
# The token `paper` of static/css/tokens.css.
_PAPER: Final = "#ffffff"


class SitemapEntry(NamedTuple):
    """A page, by the name of its address, and when what it says changed, where we know it."""

    name: str
    arguments: tuple[object, ...] = ()
    changed_at: datetime | None = None


@read_only
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every public page; where their number asks for it, every file that lists some."""
    files = _files()
    if len(files) == 1:
        return _xml(request, _document("urlset", "url", files[0]))
    parts = [
        SitemapEntry("sitemap_part", (number,), _latest(pages))
        for number, pages in enumerate(files, start=1)
    ]
    return _xml(request, _document("sitemapindex", "sitemap", parts))


@read_only
def sitemap_part(request: HttpRequest, number: int) -> HttpResponse:
    files = _files()
    if not 1 <= number <= len(files):
        return errors.page_not_found(request)
    return _xml(request, _document("urlset", "url", files[number - 1]))


@read_only
def robots(request: HttpRequest) -> HttpResponse:
    lines = (
        "User-agent: *",
        f"Disallow: {reverse('admin:index')}",
        "",
        f"Sitemap: {_absolute('sitemap')}",
        "",
    )
    return _answer(request, "\n".join(lines).encode(), _TEXT)


@read_only
def manifest(request: HttpRequest) -> HttpResponse:
    """What a phone shows of the site on its home screen."""
    centre = publisher()
    name = centre.name if centre else "Formations"
    home = reverse("catalogue")
    document = {
        "id": home,
        "name": name,
        "short_name": name,
        "description": "Catalogue des formations du centre.",
        "lang": "fr",
        "dir": "ltr",
        "start_url": home,
        "scope": home,
        "display": "browser",
        "background_color": _PAPER,
        "theme_color": _PAPER,
        "icons": [
            {
                "src": reverse("icon", args=[size]),
                "sizes": f"{size}x{size}",
                "type": "image/png",
            }
            for size in ON_HOME_SCREENS
        ],
    }
    return _answer(request, json.dumps(document, ensure_ascii=False).encode(), _MANIFEST)


def _files() -> list[list[SitemapEntry]]:
    """All public pages, in as few files as the standard allows; at least one."""
    rows = Edition.objects.current().order_by("slug").values_list("slug", "published_at")
    pages = [
        # A withdrawal changes the catalogue at a moment that is not read here: no date for it.
        *(SitemapEntry(name) for name in STANDING_PAGES),
        *(SitemapEntry("programme", (slug,), published_at) for slug, published_at in rows),
    ]
    size = PAGES_PER_FILE
    return [pages[start : start + size] for start in range(0, len(pages), size)]


def _absolute(name: str, arguments: Sequence[object] = ()) -> str:
    return settings.SITE_URL + reverse(name, args=arguments)


def _latest(pages: Sequence[SitemapEntry]) -> datetime | None:
    return max((page.changed_at for page in pages if page.changed_at), default=None)


def _document(root_tag: str, item_tag: str, pages: Sequence[SitemapEntry]) -> bytes:
    root = ET.Element(root_tag, xmlns=_SITEMAP)
    for name, arguments, changed_at in pages:
        item = ET.SubElement(root, item_tag)
        ET.SubElement(item, "loc").text = _absolute(name, arguments)
        if changed_at:
            changed = timezone.localtime(changed_at).isoformat(timespec="seconds")
            ET.SubElement(item, "lastmod").text = changed
    document: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return document


def _xml(request: HttpRequest, document: bytes) -> HttpResponse:
    return _answer(request, document, _XML)


def _answer(request: HttpRequest, content: bytes, content_type: str) -> HttpResponse:
    etag = sha256(content).hexdigest()[:16]
    return public_response(request, content, etag=etag, content_type=content_type)
