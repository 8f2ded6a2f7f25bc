"""The guide of the team: docs/guide.md, read inside the admin by whoever may log in."""

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Final

from django.conf import settings
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.templatetags.static import static
from django.urls import URLPattern, path
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

FILE: Final[Path] = settings.BASE_DIR / "docs" / "guide.md"
#: Where its pictures stand (`make pictures`), as a forge finds them from the guide.
STATIC: Final = "../static/"


@dataclass(frozen=True, slots=True)
class Heading:
    title: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Guide:
    title: str
    parts: tuple[Heading, ...]
    html: SafeString


def urls(site: AdminSite) -> list[URLPattern]:
    @require_safe
    def view(request: HttpRequest) -> HttpResponse:
        guide = the_guide()
        context = {**site.each_context(request), "title": guide.title, "guide": guide}
        return TemplateResponse(request, "admin/guide.html", context)

    return [path("guide/", site.admin_view(view), name="guide")]


@cache
def the_guide() -> Guide:
    """It changes with the code only."""
    return parsed(FILE.read_text(encoding="utf-8"))


def parsed(text: str) -> Guide:
    """Its one title goes to the page's own heading; each part gets an anchor for the contents."""
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = markdown.parse(text)
    assert tokens[0].tag == "h1"  # noqa: S101  (the page's own heading says it)
    title, body = tokens[1].content, tokens[3:]
    parts = []
    for image in [child for token in body for child in token.children or ()]:
        if image.type == "image":
            _place(image)
    for opening, inline in pairwise(body):
        if opening.type == "heading_open":
            heading = Heading(inline.content, anchor(inline.content))
            opening.attrSet("id", heading.anchor)
            if opening.tag == "h2":
                parts.append(heading)
    html = markdown.renderer.render(body, markdown.options, {})
    # Our own file, and the renderer escapes whatever HTML it would hold.
    return Guide(title, tuple(parts), mark_safe(html))  # noqa: S308


def _place(image: Token) -> None:
    """Where the site serves it, and its size, so that the text does not jump when it comes."""
    name = str(image.attrs["src"]).removeprefix(STATIC)
    width, height = size((settings.BASE_DIR / "static" / name).read_bytes())
    image.attrs |= {"src": static(name), "width": width, "height": height, "loading": "lazy"}


def size(webp: bytes) -> tuple[int, int]:
    """Pixels, from the head of a lossless WebP (RFC 9649, 3.4): 14 bits each, less one."""
    numbers = int.from_bytes(webp[21:25], "little")
    return 1 + (numbers & 0x3FFF), 1 + (numbers >> 14 & 0x3FFF)


def anchor(title: str) -> str:
    """The one that a forge gives it too, so that links work in both places."""
    return re.sub(r"\s", "-", re.sub(r"[^\w\s-]", "", title.lower()))
