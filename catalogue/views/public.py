"""A programme's page, and what all public pages share. Anonymous, cached, no session."""

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache, wraps
from hashlib import sha256

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.views.decorators.csrf import csrf_exempt

from catalogue.server import caching, errors
from catalogue.server.caching import Body, public_response
from catalogue.views import query
from programmes import sheet as sheets
from programmes.models import Edition
from programmes.sections import sections_of
from programmes.sheet import Sheet

# About 60 kB each, plain and compressed together.
PAGES_IN_MEMORY = 256
# In the breadcrumb: the catalogue, or the results that one comes from.
_CRUMB = b'<a rel="up" href="/">Formations</a>'

View = Callable[..., HttpResponse]


def read_only(view: View) -> View:
    """GET and HEAD only; anything else gets a page that says so.

    Nothing is ever written here, so the CSRF check would only hide that page behind another.
    """

    @wraps(view)
    def answer(request: HttpRequest, **arguments: str) -> HttpResponse:
        if request.method in {"GET", "HEAD"}:
            return view(request, **arguments)
        content = render_to_string("errors/405.html", {"centre": None})
        response = HttpResponse(content, status=405, headers={"Allow": "GET, HEAD"})
        response["Cache-Control"] = caching.PRIVATE
        return response

    return csrf_exempt(answer)


@read_only
def programme(request: HttpRequest, slug: str) -> HttpResponse:
    """A programme's page: one query when it is in memory, two when it has to be rendered."""
    edition = (
        Edition.objects.current()
        .filter(slug=slug)
        .only("number", "published_at", "fingerprint", "intake_starts")
        .first()
    )
    if edition is None:
        return formerly_at(request, slug)
    # Which intakes are to come depends on the day; without any, nothing on the page does.
    today = timezone.localdate()
    day = today if edition.intake_starts else None
    state = (edition.fingerprint, edition.published_at, settings.RELEASE)

    back = query.way_back(request.GET)

    def body() -> Body:
        page = _page(edition.pk, state, day)
        return _leading_back(page, back) if back else page

    etag = f"{edition.pk}-{edition.number}-{edition.fingerprint[:12]}"
    if back:
        etag += f"-{sha256(back.encode()).hexdigest()[:8]}"
    return public_response(request, body, etag=f"{etag}-{day}" if day else etag)


def _leading_back(page: Body, results: str) -> Body:
    """The page in memory, for somebody who comes from a search: one link differs."""
    crumb = f'<a rel="up" href="/{escape(results)}">Vos résultats</a>'
    return Body.of(page.raw.replace(_CRUMB, crumb.encode(), 1))


@lru_cache(maxsize=PAGES_IN_MEMORY)
def _page(pk: int, state: tuple[object, ...], day: date | None) -> Body:
    """The page of an edition; `state` only tells apart what must be rendered anew."""
    edition = Edition.objects.only("number", "short_code", "published_at", "sheet").get(pk=pk)
    return Body.of(render(edition, day or timezone.localdate()))


def render(edition: Edition, today: date) -> str:
    """The page of an edition that was published, as it reads on that day."""
    published_at = edition.published_at or edition.created_at
    return page_of(
        sheets.load(edition.sheet),
        number=edition.number,
        published_on=timezone.localdate(published_at),
        today=today,
        margins=reverse("margins", args=[edition.short_code]) if edition.short_code else "",
    )


def page_of(
    sheet: Sheet,
    *,
    number: int | None,
    published_on: date,
    today: date,
    banner: object = None,
    margins: str = "",
) -> str:
    """The page of a sheet. Staff read drafts and past editions on it too, under a banner."""
    content = render_to_string(
        "programmes/page.html",
        {
            "sheet": sheet,
            "centre": sheet.centre,
            "sections": sections_of(sheet),
            "number": number,
            "published_on": published_on,
            "today": today,
            "canonical": settings.SITE_URL + reverse("programme", args=[sheet.slug]),
            "banner": banner,
            "margins": margins,
        },
    )
    return compact(content)


def compact(html: str) -> str:
    """Without blank lines and indentation, which no browser shows (we have no `pre`)."""
    return re.sub(r"\s*\n\s*", "\n", html)


def formerly_at(request: HttpRequest, slug: str, page: str = "programme") -> HttpResponse:
    """No current edition bears this address: it moved (301), was withdrawn (410) or never was.

    `page` names the address to move to: a paper leads to a paper.
    """
    once_here = Edition.objects.published().filter(slug=slug)
    # Two programmes may have borne it one after the other: the last one to do so wins.
    programmes = list(once_here.order_by("-published_at").values_list("programme", flat=True))
    if not programmes:
        return errors.page_not_found(request)
    moved = dict(
        Edition.objects.current()
        .filter(programme__in=programmes)
        .order_by()
        .values_list("programme", "slug")
    )
    for programme_pk in programmes:
        if programme_pk in moved:
            address = reverse(page, args=[moved[programme_pk]])
            response = HttpResponsePermanentRedirect(address)
            response["Cache-Control"] = caching.PUBLIC
            return response
    return errors.gone(request)
