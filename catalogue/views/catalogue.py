"""The catalogue: what is online, searched, filtered, sorted and cut into pages."""

from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from catalogue import asking, caching, reading
from catalogue.asking import Asked
from catalogue.caching import public_response
from catalogue.views.public import compact, read_only
from programmes import search as searches
from programmes.models import Edition, TrainingCentre
from programmes.search import FACETS, Group, Option

CARDS_PER_PAGE = 24


@dataclass(frozen=True, slots=True)
class Filter:
    """A group of checkboxes."""

    name: str
    title: str
    options: tuple[Option, ...]
    error: str


@dataclass(frozen=True, slots=True)
class Choice:
    """Something chosen, or an order on offer, and the address of the results without or with it."""

    label: str
    address: str
    current: bool = False


@read_only
def catalogue(request: HttpRequest) -> HttpResponse:
    """Three queries, whatever the number of programmes: filters, a page of cards, the centre."""
    text, _ = asking.read_text(request.GET)
    groups = searches.groups(searches.words_of(text))
    asked = asking.read(request.GET, {facet: searches.known(groups, facet) for facet in FACETS})
    paginator = Paginator(searches.cards(asked.search), CARDS_PER_PAGE)
    paginator.count = searches.total(groups, asked.search)  # counted already
    if asked.page > paginator.num_pages:
        asked = asked.with_page(
            paginator.num_pages, f"Il n’y a pas de page {asked.page} : voici la dernière."
        )
    html = compact(_render(asked, groups, paginator.page(asked.page))).encode()
    if asked.errors:
        # An address that cannot be right: answered as well as can be, not to be kept.
        response = HttpResponse(html, status=400)
        response["Cache-Control"] = caching.PRIVATE
        return response
    return public_response(request, html, etag=sha256(html).hexdigest()[:16])


def _render(asked: Asked, groups: tuple[Group, ...], page: Page[Edition]) -> str:
    levels = [int(level) for level in searches.known(groups, "level")]
    here = reverse("catalogue")
    return render_to_string(
        "catalogue/list.html",
        {
            "asked": asked,
            "page": page,
            "cards": [(edition, next_start(edition, timezone.localdate())) for edition in page],
            "back": asked.address(page=asked.page),
            "previous": asked.address(page=page.number - 1) if page.has_previous() else "",
            "next": asked.address(page=page.number + 1) if page.has_next() else "",
            "filters": _filters(asked, groups),
            "chosen": _chosen(asked, groups),
            "sorts": _sorts(asked),
            "everything": sum(group.size for group in groups),
            "levels": reading.level_range(min(levels, default=None), max(levels, default=None)),
            "centre": TrainingCentre.objects.order_by("pk").first(),
            "canonical": settings.SITE_URL + here + asked.address(page=asked.page),
        },
    )


def next_start(edition: Edition, today: date) -> str:
    """« 7 septembre 2027 », « septembre, dates à venir », or nothing known."""
    starts = [date.fromisoformat(start) for start in edition.intake_starts]
    return reading.next_start(starts, edition.start_month, today)


def _filters(asked: Asked, groups: tuple[Group, ...]) -> list[Filter]:
    """Those that leave a choice, or that were used."""
    filters = [
        Filter(
            name=parameter,
            title=asking.TITLES[facet],
            options=searches.offered(groups, asked.search, facet),
            error=asked.errors.get(parameter, ""),
        )
        for facet, parameter in asking.PARAMETERS.items()
    ]
    return [one for one in filters if len(one.options) > 1 or one.error or _is_used(one)]


def _is_used(one: Filter) -> bool:
    return any(option.chosen for option in one.options)


def _chosen(asked: Asked, groups: tuple[Group, ...]) -> list[Choice]:
    """What narrows the results, each with the address that takes it away."""
    choices = []
    if asked.text:
        choices.append(Choice(f"« {asked.text} »", asked.address(without=("q", asked.text))))
    for facet, parameter in asking.PARAMETERS.items():
        labels = searches.known(groups, facet)
        choices += [
            Choice(labels[value], asked.address(without=(parameter, value)))
            for value in labels
            if value in asked.search.chosen(facet)
        ]
    return choices


def _sorts(asked: Asked) -> list[Choice]:
    """The orders on offer: relevance means something only where words were typed."""
    return [
        Choice(label, asked.sorted_by(value).address(), current=value == asked.order)
        for value, label in searches.SORTS.items()
        if asked.text or value != searches.DEFAULT_SORT
    ]
