"""What everyone reads: the catalogue and the programme pages. Anonymous, cached, no session."""

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache, wraps
from hashlib import sha256

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Count, Max, Min
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from catalogue import caching, reading
from catalogue.caching import Body, public_response
from catalogue.views import errors
from programmes import sheet as sheets
from programmes.models import Edition, TrainingCentre

CARDS_PER_PAGE = 24
# About 60 kB each, plain and compressed together.
PAGES_IN_MEMORY = 256
# « 1 », « 12 »: neither « 01 » nor « +1 », so that a page of the list has one address.
_PAGE_NUMBER = re.compile(r"[1-9]\d{0,5}", re.ASCII)

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
def catalogue(request: HttpRequest) -> HttpResponse:
    """The programmes online, as cards, from the columns of their editions."""
    editions = Edition.objects.current()
    numbers = request.GET.getlist("page", default=["1"])
    if len(numbers) != 1 or not _PAGE_NUMBER.fullmatch(numbers[0]):
        return errors.page_not_found(request)
    totals = editions.aggregate(count=Count("pk"), lowest=Min("level"), highest=Max("level"))
    paginator = Paginator(editions.for_cards(), CARDS_PER_PAGE)
    paginator.count = totals["count"]  # read already, with the levels
    number = int(numbers[0])
    if number > paginator.num_pages:
        return errors.page_not_found(request)

    address = reverse("catalogue") + (f"?page={number}" if number > 1 else "")
    content = render_to_string(
        "catalogue/list.html",
        {
            "page": paginator.page(number),
            "levels": reading.level_range(totals["lowest"], totals["highest"]),
            "centre": TrainingCentre.objects.order_by("pk").first(),
            "canonical": settings.SITE_URL + address,
        },
    )
    html = compact(content).encode()
    return public_response(request, html, etag=sha256(html).hexdigest()[:16])


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

    def body() -> Body:
        return _page(edition.pk, state, day)

    etag = f"{edition.pk}-{edition.number}-{edition.fingerprint[:12]}"
    return public_response(request, body, etag=f"{etag}-{day}" if day else etag)


@lru_cache(maxsize=PAGES_IN_MEMORY)
def _page(pk: int, state: tuple[object, ...], day: date | None) -> Body:
    """The page of an edition; `state` only tells apart what must be rendered anew."""
    edition = Edition.objects.only("number", "published_at", "sheet").get(pk=pk)
    return Body.of(render(edition, day or timezone.localdate()))


def render(edition: Edition, today: date) -> str:
    """The page of an edition that was published, as it reads on that day."""
    sheet = sheets.load(edition.sheet)
    published_at = edition.published_at or edition.created_at
    content = render_to_string(
        "programmes/page.html",
        {
            "sheet": sheet,
            "centre": sheet.centre,
            "number": edition.number,
            "published_on": timezone.localdate(published_at),
            "today": today,
            "canonical": settings.SITE_URL + reverse("programme", args=[sheet.slug]),
        },
    )
    return compact(content)


def compact(html: str) -> str:
    """Without blank lines and indentation, which no browser shows (we have no `pre`)."""
    return re.sub(r"\s*\n\s*", "\n", html)


def formerly_at(request: HttpRequest, slug: str) -> HttpResponse:
    """No current edition bears this address: it moved (301), was withdrawn (410) or never was."""
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
            address = reverse("programme", args=[moved[programme_pk]])
            response = HttpResponsePermanentRedirect(address)
            response["Cache-Control"] = caching.PUBLIC
            return response
    return errors.gone(request)
