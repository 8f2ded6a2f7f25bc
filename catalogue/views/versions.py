"""Drafts and past editions, read as the public reads what is online: same page, same paper.

The page is the public one, template for template. What is added is given to it: a banner above
and, for those who can fill them in, links on the places that say « non communiqué ».
"""

from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import TypeAlias

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from catalogue.life.face import Face
from catalogue.life.publisher import Publisher
from catalogue.life.reading import Draft
from catalogue.outputs.pdf import fact_sheet as pdf
from catalogue.server import caching
from catalogue.server.downloads import called
from catalogue.views.face import dress_of
from catalogue.views.fact_sheet import papers, unavailable
from catalogue.views.gaps import Gaps
from catalogue.views.programme_page import article_of, page_around
from programmes import sheet as sheets
from programmes.models import Edition, Logo, Programme, TrainingCentre
from programmes.naming.labels import LABELS
from programmes.sections import titled
from programmes.sheet import Centre, Part, Sheet
from programmes.text import file_name

# A text and an address.
Link: TypeAlias = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Version:
    """A draft as it stands, or an edition as it was; without a number it was never published."""

    sheet: Sheet
    number: int | None
    day: date
    short_code: str = ""


@dataclass(frozen=True, slots=True)
class Banner:
    """What stands above a page that is not the public one."""

    title: str
    text: str
    links: tuple[Link, ...] = ()
    gaps: tuple[Link, ...] = ()


def current(draft: Draft) -> Version:
    """A draft as it stands today. Raises `Refused` when it cannot be read."""
    return Version(draft.sheet, number=None, day=timezone.localdate())


def past(edition: Edition, programme: Programme) -> Version:
    """An edition as it was, but for the people one may call: those are today's."""
    return Version(
        with_people_of(programme, sheets.load(edition.sheet)),
        number=edition.number,
        day=timezone.localdate(edition.published_at or edition.created_at),
        short_code=edition.short_code or "",
    )


def with_people_of(programme: Programme, sheet: Sheet) -> Sheet:
    """People's names and numbers do not stay readable for ever."""
    centre = sheet.centre.model_copy(update=_people(Centre, programme.centre))
    return sheet.model_copy(update={**_people(Sheet, programme), "centre": centre})


def _people(part: type[Part], today: Programme | TrainingCentre) -> dict[str, str]:
    return {name: getattr(today, name) for name, label in LABELS[part].items() if label.personal}


# The page


def page(
    version: Version,
    banner: Banner,
    publisher: Publisher | None,
    face: Face | None = None,
    *,
    paper_address: str,
    files: str,
    gaps: Gaps | None = None,
) -> str:
    """The public page under a banner; its links to paper and documents lead to this version's.

    With `gaps`, each missing mention is a link to where it is filled in.
    """
    article = article_of(
        version.sheet,
        number=version.number,
        published_on=version.day,
        today=timezone.localdate(),
        short_code=version.short_code,
        paper=paper_address,
        files=files,
        gaps=gaps,
    )
    return page_around(article, publisher=publisher, face=face, banner=banner, gaps=gaps)


def empty_sections(sheet: Sheet, day: date) -> list[tuple[str, str]]:
    """Names and titles of the sections that the page leaves out, of those that its kind has."""
    return [
        (one.name, one.title) for one in titled(sheet.profile) if not one.has_content(sheet, day)
    ]


# The paper


def paper_response(version: Version, face: Face | None) -> HttpResponse:
    """The fact sheet of a draft or of a past edition, marked as such."""
    address = reverse("paper", args=[version.short_code]) if version.short_code else ""
    page_url = settings.SITE_URL + reverse("programme", args=[version.sheet.slug])

    def make() -> bytes:
        return pdf.fact_sheet(
            version.sheet,
            number=version.number,
            published_on=version.day,
            address=settings.SITE_URL + address,
            page_url=page_url,
            dress=dress_of(face, version.sheet.centre.name),
        )

    shaping = (
        sheets.fingerprint(version.sheet),
        *(version.number, version.day, address, page_url, face.mark if face else ""),
    )
    key = sha256("\n".join(map(str, ("preview", *shaping, pdf.VERSION))).encode()).hexdigest()
    try:
        content = papers().get(key, make)
    except (pdf.FactSheetFailed, Logo.DoesNotExist):
        return hidden(unavailable())
    response = HttpResponse(content, content_type="application/pdf")
    state = f"édition {version.number}" if version.number else "brouillon"
    title = file_name(version.sheet.short_title) or version.sheet.slug
    return hidden(called(response, f"Fiche {title}, {state}.pdf"))


def hidden(response: HttpResponse) -> HttpResponse:
    """Kept by no cache, listed by no search engine."""
    response["Cache-Control"] = caching.PRIVATE
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
