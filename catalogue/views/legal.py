"""Who publishes the site, what it knows of its visitors, and how accessible it is.

From its centre's own row, not from a sheet: these pages are true today, edition or not.
"""

from datetime import date
from hashlib import sha256
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from accounts.guessing import KNOWN_FOR
from catalogue.life.publisher import face_beside, publisher
from catalogue.server.caching import public_response
from catalogue.views.public import read_only
from catalogue.views.rendering import rendered
from programmes.models import TrainingCentre
from programmes.typography import count

# When somebody last checked that the accessibility statement tells the truth.
DECLARED_ON: Final = date(2026, 11, 24)


@read_only
def legal_notice(request: HttpRequest) -> HttpResponse:
    centre = publisher()
    sites = list(centre.sites.all()) if centre else []
    return _page(request, "legal_notice", centre, sites=sites)


@read_only
def personal_data(request: HttpRequest) -> HttpResponse:
    return _page(
        request,
        "personal_data",
        publisher(),
        session=count(settings.SESSION_COOKIE_AGE // 3600, "heure"),
        csrf=count(settings.CSRF_COOKIE_AGE // 86400, "jour"),
        device=count(KNOWN_FOR.days, "jour"),
    )


@read_only
def accessibility(request: HttpRequest) -> HttpResponse:
    return _page(
        request,
        "accessibility",
        publisher(),
        site_url=settings.SITE_URL,
        declared_on=DECLARED_ON,
    )


def _page(
    request: HttpRequest, name: str, centre: TrainingCentre | None, **context: Any
) -> HttpResponse:
    """The page called `name`; without any centre, all that it should say is missing, and said."""
    html = rendered(
        f"legal/{name}.html",
        {
            "centre": centre,
            "publisher": centre or TrainingCentre(),
            "face": face_beside(centre) if centre else None,
            "canonical": settings.SITE_URL + reverse(name),
            **context,
        },
    ).encode()
    return public_response(request, html, etag=sha256(html).hexdigest()[:16])
