"""A programme's page, and what all public pages share. Anonymous, cached, no session."""

from collections.abc import Callable
from datetime import date
from functools import lru_cache, wraps
from hashlib import sha256

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from catalogue.life import addresses
from catalogue.life.face import Face
from catalogue.life.publisher import Publisher, face_beside, named_beside, with_publisher
from catalogue.server import caching, errors
from catalogue.server.caching import Body, public_response
from catalogue.views import query
from catalogue.views.gone import gone
from catalogue.views.programme_page import Article, article_of, page_around
from programmes import sheet as sheets
from programmes.models import Edition

# About 60 kB each, plain and compressed together.
PAGES_IN_MEMORY = 256
# Searches have no end: theirs are kept apart, so that they push no other page out.
PAGES_FROM_A_SEARCH = 128
# About 60 kB each.
ARTICLES_IN_MEMORY = 64

View = Callable[..., HttpResponse]


def read_only(view: View) -> View:
    """GET and HEAD only; anything else gets a page that says so.

    Nothing is ever written here, so the CSRF check would only hide that page behind another.
    """

    @wraps(view)
    def answer(request: HttpRequest, **arguments: str) -> HttpResponse:
        if request.method in {"GET", "HEAD"}:
            return view(request, **arguments)
        response = errors.read_only(request)
        response["Allow"] = "GET, HEAD"
        return response

    return csrf_exempt(answer)


@read_only
def programme(request: HttpRequest, slug: str) -> HttpResponse:
    """A programme's page: one query when it is in memory, two when it has to be rendered."""
    edition = (
        with_publisher(Edition.objects.current().filter(slug=slug))
        .only("number", "published_at", "fingerprint", "dated_until")
        .first()
    )
    if edition is None:
        return formerly_at(request, slug)
    publisher, face = named_beside(edition), face_beside(edition)
    day = day_that_matters(edition, publisher)
    state = (edition.fingerprint, edition.published_at, settings.RELEASE)

    kept = (edition.pk, state, day, publisher, face)
    back = query.way_back(request.GET)

    def body() -> Body:
        return _page_leading_to(back, *kept) if back else _page(*kept)

    etag = f"{edition.pk}-{edition.number}-{edition.fingerprint[:12]}"
    if back:
        etag += f"-{sha256(back.encode()).hexdigest()[:8]}"
    etag += "".join(f"-{shown.mark}" for shown in (publisher, face) if shown)
    return public_response(request, body, etag=f"{etag}-{day}" if day else etag)


def day_that_matters(edition: Edition, publisher: Publisher | None) -> date | None:
    """Intakes, registration, certificates… end by themselves; once all have, no day matters."""
    today = timezone.localdate()
    ends = (edition.dated_until, publisher and publisher.qualiopi_expires_on)
    return today if any(end and today <= end for end in ends) else None


@lru_cache(maxsize=PAGES_FROM_A_SEARCH)
def _page_leading_to(
    back: str,
    pk: int,
    state: tuple[object, ...],
    day: date | None,
    publisher: Publisher | None,
    face: Face | None,
) -> Body:
    """For somebody who comes from a search: the frame is drawn anew, the article is not."""
    article = _article(pk, state, day)
    return Body.of(page_around(article, publisher=publisher, face=face, back=back))


@lru_cache(maxsize=PAGES_IN_MEMORY)
def _page(
    pk: int,
    state: tuple[object, ...],
    day: date | None,
    publisher: Publisher | None,
    face: Face | None,
) -> Body:
    """The page of an edition; `state` only tells apart what must be rendered anew."""
    return Body.of(page_around(_article(pk, state, day), publisher=publisher, face=face))


@lru_cache(maxsize=ARTICLES_IN_MEMORY)
def _article(pk: int, state: tuple[object, ...], day: date | None) -> Article:
    edition = Edition.objects.only("number", "short_code", "published_at", "sheet").get(pk=pk)
    return _article_in(edition, day or timezone.localdate())


def _article_in(edition: Edition, today: date) -> Article:
    return article_of(
        sheets.load(edition.sheet),
        number=edition.number,
        published_on=timezone.localdate(edition.published_at or edition.created_at),
        today=today,
        short_code=edition.short_code or "",
    )


def render(edition: Edition, today: date) -> str:
    """The page of an edition that was published, as it reads on that day."""
    return page_around(_article_in(edition, today))


def forget() -> None:
    """Empty the memory; for tests, which roll editions back and use their keys again."""
    for kept in (_page, _page_leading_to, _article):
        kept.cache_clear()


def formerly_at(
    request: HttpRequest, slug: str, page: str = "programme", *more: str
) -> HttpResponse:
    """No current edition bears this address to the letter: the programme is elsewhere (301), was
    withdrawn (410) or never was.

    `page` names the address to move to: a paper leads to a paper; `more`: what else it says.
    """
    bearer = addresses.leads_to(slug)
    if bearer is None:
        return errors.page_not_found(request)
    if bearer.online is None:
        return gone(request, bearer.programme)
    response = HttpResponsePermanentRedirect(reverse(page, args=[bearer.online, *more]))
    response["Cache-Control"] = caching.PUBLIC
    return response
