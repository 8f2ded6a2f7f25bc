"""The catalogue: what is online, searched, filtered, sorted and cut into pages."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import sha256
from itertools import groupby, zip_longest
from typing import Final
from urllib.parse import quote

from django.conf import settings
from django.forms.boundfield import BoundWidget
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from catalogue import wording
from catalogue.life import publisher
from catalogue.outputs import linked_data
from catalogue.server import caching
from catalogue.server.caching import Body, public_response
from catalogue.views import online, query
from catalogue.views.forms.comparing import CardsForm
from catalogue.views.forms.searching import SearchForm
from catalogue.views.online import State
from catalogue.views.public import read_only
from catalogue.views.query import Asked
from catalogue.views.rendering import rendered
from programmes import search as searches
from programmes import sessions
from programmes.costs import Cost
from programmes.listing import cost_on, options
from programmes.models import Edition
from programmes.search import DEFAULT_SORT, FACETS, SORTS, Found, Row
from programmes.typography import listed
from programmes.words import folded, words

PAGES_IN_MEMORY = 256
CARDS_IN_MEMORY = 4096
# Of a group in the compact list.
WITHOUT_LEVEL: Final = "Sans niveau, ou niveau non communiqué"


# Facet → value → label.
Known = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class ListLink:
    """A choice, an order, a way on, and the address of the results without or with it."""

    label: str
    address: str
    current: bool = False
    count: int = 0


@dataclass(frozen=True, slots=True)
class Card:
    """A programme among the results: all that is the same whatever the results."""

    badges: SafeString
    slug: str
    name: str
    full_name: str
    address: str
    title: SafeString
    text: SafeString


# A card, and the box by which it is chosen for a comparison, where there is something to choose.
Picked = tuple[Card, BoundWidget | None]


@dataclass(frozen=True, slots=True)
class Group:
    """The programmes of a level in the compact list."""

    label: str
    cards: tuple[Picked, ...]


@read_only
def catalogue(request: HttpRequest) -> HttpResponse:
    """Two queries when the results are in memory, three or four when they have to be found."""
    state = online.state_today()
    asked = query.asked_in(request.GET, _known(state))
    address = asked.address(page=asked.page)
    if not asked.errors:
        body = _found(state, address, timezone.localdate(), settings.RELEASE)
        if body is not None:
            key = repr((state, address, timezone.localdate()))
            return public_response(request, body, etag=sha256(key.encode()).hexdigest()[:16])
    # An address that cannot be right: answered as well as can be, and not to be kept.
    response = HttpResponse(_render(asked, state), status=400)
    response["Cache-Control"] = caching.PRIVATE
    return response


@lru_cache(maxsize=4)
def _known(state: State) -> Known:
    """The values that filters have, with their labels, in a state of the catalogue."""
    return {facet: searches.known(online.rows(state), facet) for facet in FACETS}


@lru_cache(maxsize=PAGES_IN_MEMORY)
def _found(state: State, address: str, day: date, release: str) -> Body | None:
    """The page of these results; None where there is no such page."""
    asked = query.asked_in(QueryDict(address.removeprefix("?")), _known(state))
    html = _render(asked, state, beyond=False)
    return None if html is None else Body.of(html)


def _render(asked: Asked, state: State, *, beyond: bool = True) -> str | None:
    """The results. A page beyond the last is the last and says so; None unless `beyond`."""
    found = searches.find(online.rows(state), asked.search, asked.page)
    if asked.page > found.pages:
        if not beyond:
            return None
        asked = asked.with_page(
            found.page, f"Il n’y a pas de page {asked.page} : voici la dernière."
        )
    known = _known(state)
    has_several = len(known["centre"]) > 1
    cards = _cards(found.rows, has_several, as_list=asked.is_list)
    picks = CardsForm((card.slug, card.name) for card in cards) if len(cards) > 1 else None
    picked = [*zip_longest(cards, picks["f"].subwidgets if picks else ())]
    centre = publisher.publisher()
    everything = len(online.rows(state))
    home = settings.SITE_URL + reverse("catalogue")
    return rendered(
        "catalogue/list.html",
        {
            "asked": asked,
            "found": found,
            "cards": picked,
            "groups": _groups(found.rows, picked) if asked.is_list else (),
            "has_several": has_several,
            "other_view": asked.shown_as(is_list=not asked.is_list).address(page=found.page),
            "picks": picks,
            "nearest": _cards(found.nearest, has_several),
            "meant": _meant(asked, found),
            "ways_out": _ways_out(asked, found),
            "back": _way_back(asked),
            "previous": asked.address(page=found.page - 1) if found.page > 1 else "",
            "next": asked.address(page=found.page + 1) if found.page < found.pages else "",
            "search": SearchForm(asked, found.options),
            "filters_chosen": sum(len(asked.search.chosen(facet)) for facet in FACETS),
            "chosen": _chosen(asked, known),
            "sorts": _sorts(asked),
            "everything": everything,
            "today": timezone.localdate(),
            "levels": _levels(state),
            "title": _title(state),
            "centre": centre,
            "canonical": home + asked.canonical,
            "description": wording.catalogue_description(
                centre.name if centre else "", everything, _levels(state)
            ),
            "picture": settings.SITE_URL + reverse("catalogue_picture"),
            "linked_data": linked_data.script(
                *linked_data.catalogue(
                    centre,
                    [(card.full_name, settings.SITE_URL + card.address) for card in cards],
                    home=home,
                    first=found.first,
                )
            ),
        },
    )


def _cards(rows: Iterable[Row], names_centre: bool, *, as_list: bool = False) -> list[Card]:
    """In their order; one query, or none for nothing. `as_list`: each in one line."""
    keys = [row.key for row in rows]
    editions = Edition.objects.for_cards().in_bulk(keys) if keys else {}
    today = timezone.localdate()
    return [card(editions[key], today, names_centre, as_list=as_list) for key in keys]


def _groups(rows: Sequence[Row], cards: Sequence[Picked]) -> list[Group]:
    """By level, in the order of the results: those of one level follow each other."""
    known = searches.known(rows, "level")
    pairs = groupby(zip(rows, cards, strict=True), key=lambda pair: pair[0].level)
    return [
        Group(known.get(str(level), WITHOUT_LEVEL), tuple(card for _, card in of_level))
        for level, of_level in pairs
    ]


def _meant(asked: Asked, found: Found) -> ListLink | None:
    """The search with the words of the catalogue in the place of those that nothing says."""
    if not found.meant:
        return None
    text = " ".join(found.meant.get(folded(word), word) for word in words(asked.text))
    return ListLink(text, asked.worded(text).address())


def _ways_out(asked: Asked, found: Found) -> list[ListLink]:
    """Where the filters leave nothing: the one to take away, and what that would show."""
    return [
        ListLink(
            f"Sans le filtre {query.TITLES[way.facet]}" if way.facet else "Sans aucun filtre",
            asked.unfiltered(way.facet).address(),
            count=way.count,
        )
        for way in found.ways_out
    ]


def _levels(state: State) -> str:
    """« du niveau 3 au niveau 6 »: of all that is taught, or nothing."""
    rows = online.rows(state)
    if not all(row.options["level"] for row in rows):
        return ""
    levels = [int(level) for row in rows for level in row.options["level"]]
    return wording.level_range(min(levels, default=None), max(levels, default=None))


def _title(state: State) -> str:
    """« Formations en alternance à Agen »: of all that is online."""
    rows = online.rows(state)
    work_study = sum(row.is_work_study for row in rows)
    towns = dict.fromkeys(town for row in rows for town in row.towns)
    return wording.catalogue_title(len(rows), work_study, towns)


def _way_back(asked: Asked) -> str:
    """The end of a programme's address, which leads back to these results."""
    back = asked.address(page=asked.page).removeprefix("?")
    return f"?depuis={quote(back, safe='')}" if back else ""


def card(edition: Edition, today: date, names_centre: bool, *, as_list: bool = False) -> Card:
    """An edition as it stands among the results on that day."""
    state = (edition.fingerprint, edition.derived_version)
    ends_on = edition.registered_until
    is_over = ends_on is not None and ends_on < today
    start = wording.Start("") if is_over else next_start(edition, today)
    cost = cost_on(edition.costs, today)
    centre = next(iter(options(edition.centre).values()), "") if names_centre else ""
    return _card_of(edition.pk, state, edition, start, cost, is_over, centre, as_list)


@lru_cache(maxsize=CARDS_IN_MEMORY)
def _card_of(
    pk: int,
    state: tuple[str, int],
    edition: Edition,
    start: wording.Start,
    cost: Cost,
    is_over: bool,
    centre: str,
    as_list: bool,
) -> Card:
    """An edition never changes, nor do its columns but for a newer rule: its card is drawn once,
    whatever results it stands in."""
    return Card(
        slug=edition.slug,
        name=edition.short_title,
        full_name=f"{edition.short_title} {edition.full_title}".strip(),
        address=reverse("programme", args=[edition.slug]),
        badges=rendered("components/card_badges.html", {"edition": edition}),
        title=rendered("components/card_title.html", {"edition": edition}),
        text=rendered(
            "components/listed_text.html" if as_list else "components/card_text.html",
            {
                "edition": edition,
                "start": start,
                "where": _where(edition),
                "cost": cost,
                "is_over": is_over,
                "centre": centre,
            },
        ),
    )


def forget() -> None:
    """Empty the memory; for tests, which roll editions back and use their keys again."""
    online.forget()
    for kept in (_known, _found, _card_of):
        kept.cache_clear()


def _where(edition: Edition) -> str:
    """The towns of its sessions, or else the names of their places."""
    return listed(edition.towns.splitlines() or options(edition.sites).values())


def next_start(edition: Edition, today: date) -> wording.Start:
    """« 7 septembre 2027 », « septembre, dates à venir », or nothing known."""
    return wording.next_start(
        sessions.kept(edition.starts["sessions"]),
        edition.start_month,
        edition.profile.start,
        today,
        permanent=edition.starts["permanent"],
    )


def _chosen(asked: Asked, known: Known) -> list[ListLink]:
    """What narrows the results, each with the address that takes it away."""
    choices = []
    if asked.text:
        choices.append(ListLink(f"« {asked.text} »", asked.address(without=("q", asked.text))))
    for facet, parameter in query.PARAMETERS.items():
        labels = known[facet]
        choices += [
            ListLink(labels[value], asked.address(without=(parameter, value)))
            for value in labels
            if value in asked.search.chosen(facet)
        ]
    return choices


def _sorts(asked: Asked) -> list[ListLink]:
    """The orders on offer: relevance means something only where words were typed."""
    return [
        ListLink(label, asked.sorted_by(value).address(), current=value == asked.order)
        for value, label in SORTS.items()
        if asked.text or value != DEFAULT_SORT
    ]
