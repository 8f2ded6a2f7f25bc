"""A programme's page, drawn from a sheet: the same for the public, for a draft, for the past."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString

from catalogue import wording
from catalogue.life.face import Face
from catalogue.life.publisher import Publisher, other_than
from catalogue.outputs import linked_data
from catalogue.views.gaps import Gaps
from catalogue.views.rendering import rendered
from programmes.sections import sections_of
from programmes.sheet import Centre, Sheet

#: Where documents stand, under the page that names them.
FILES: Final = "documents/"


@dataclass(frozen=True, slots=True)
class Article:
    """What costs time to draw, and what the frame around it says again.

    The frame differs for somebody who comes from a search, the article does not.
    """

    title: str
    short_title: str
    lead: str
    linked_data: SafeString
    centre: Centre
    canonical: str
    margins: str
    heading: SafeString
    text: SafeString


def article_of(
    sheet: Sheet,
    *,
    number: int | None,
    published_on: date,
    today: date,
    short_code: str = "",
    paper: str = "",
    files: str = "",
    gaps: Gaps | None = None,
) -> Article:
    """The article of a sheet; `paper` is the address of its fact sheet, and its documents stand
    under `files`: the public ones if empty."""
    canonical = settings.SITE_URL + reverse("programme", args=[sheet.slug])
    shown = {
        "sheet": sheet,
        "sections": sections_of(sheet, today),
        "number": number,
        "published_on": published_on,
        "today": today,
        "canonical": canonical,
        "paper": paper or reverse("fact_sheet_pdf", args=[sheet.slug]),
        "files": files or reverse("programme", args=[sheet.slug]) + FILES,
        "gaps": gaps,
    }
    return Article(
        title=wording.page_title(sheet),
        short_title=sheet.short_title,
        lead=sheet.lead,
        linked_data=linked_data.script(
            *linked_data.programme(
                sheet, today, page=canonical, home=settings.SITE_URL + reverse("catalogue")
            )
        ),
        centre=sheet.centre,
        canonical=canonical,
        margins=reverse("margins", args=[short_code]) if short_code else "",
        heading=rendered("programmes/heading.html", shown),
        text=rendered("programmes/text.html", shown),
    )


def page_around(
    article: Article,
    *,
    publisher: Publisher | None = None,
    face: Face | None = None,
    back: str = "",
    banner: object = None,
    gaps: Gaps | None = None,
) -> str:
    """The whole page. `publisher`: of the site, where staff named it; `back`: the query of the
    results that one comes from."""
    return rendered(
        "programmes/page.html",
        {
            "article": article,
            "centre": article.centre,
            "published_by": other_than(article.centre, publisher),
            "face": face,
            "back": back,
            "banner": banner,
            "gaps": gaps,
        },
    )
