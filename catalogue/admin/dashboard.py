"""The first page of the admin: where each programme stands, and what it waits for.

What the centre alone can fill in is said once, above the programmes that share it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.contrib import admin
from django.db.models import Max
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from catalogue.admin.kit.people import full_name
from catalogue.admin.life.checks import (
    Checks,
    OpenDuty,
    checks,
    dead_links,
    last_published_sheets,
    neighbours,
    registered_titles,
)
from catalogue.admin.life.frame import may_publish
from catalogue.duties import Owner
from catalogue.life import addresses, publisher, reading
from catalogue.life.reading import Draft
from catalogue.life.states import Standing, State, standings
from programmes.models import Edition, Programme, TrainingCentre

from .life import republish

# A sheet is read for each: beyond that, the list with its pages is the right place.
SHOWN: Final = 60


@dataclass(frozen=True, slots=True)
class Row:
    programme: Programme
    standing: Standing
    checks: Checks
    edited_at: datetime | None
    edited_by: str


@dataclass(frozen=True, slots=True)
class SharedGap:
    """What a centre's page lacks, for all of its programmes."""

    centre: Any
    address: str
    duties: tuple[OpenDuty, ...]


def dashboard(request: HttpRequest) -> dict[str, Any]:
    """What the template of the first page needs, in a constant number of queries."""
    if not admin.site.get_model_admin(Programme).has_view_permission(request):
        return {"board": None}
    drafts = reading.of_all(Programme.objects.live()[: SHOWN + 1])
    shown = drafts[:SHOWN]
    states = standings(shown)
    rows, gaps = _rows(shown, states)
    modified = [one for one in shown if states[one.programme.pk].state is State.MODIFIED]
    return {
        "board": {
            "rows": rows,
            "gaps": gaps,
            "unnamed": _unnamed(shown, states),
            "touched": len(republish.touched(modified)) if may_publish(request) else 0,
            "has_more": len(drafts) > SHOWN,
        }
    }


def _unnamed(shown: Sequence[Draft], states: Mapping[int, Standing]) -> list[TrainingCentre]:
    """Asked of the database where several centres are seen to be online, and none named."""
    online = {
        draft.programme.centre
        for draft in shown
        if states[draft.programme.pk].state in (State.ONLINE, State.MODIFIED)
    }
    if len(online) < 2 or any(centre.is_publisher for centre in online):
        return []
    return publisher.unnamed_among()


def _rows(
    drafts: Sequence[Draft], states: Mapping[int, Standing]
) -> tuple[list[Row], list[SharedGap]]:
    programmes = [draft.programme for draft in drafts]
    today, published = timezone.localdate(), last_published_sheets(programmes)
    newest, dead = _newest_editions(programmes), dead_links()
    titles, others = registered_titles(drafts), neighbours(drafts)
    of_addresses = addresses.notices(programmes)
    rows = []
    gaps: dict[int, SharedGap] = {}
    for draft in drafts:
        programme = draft.programme
        address = of_addresses.get(programme.pk)
        found = checks(draft, published.get(programme.pk), today, dead, titles, address, others)
        of_centre = found.owned_by(Owner.CENTRE).duties
        if of_centre and programme.centre_id not in gaps:
            page = reverse("admin:programmes_trainingcentre_change", args=[programme.centre_id])
            gaps[programme.centre_id] = SharedGap(programme.centre, page, of_centre)
        edition = newest.get(programme.pk)
        rows.append(
            Row(
                programme,
                states[programme.pk],
                found.owned_by(Owner.PROGRAMME),
                edited_at=edition.created_at if edition else None,
                edited_by=_author(edition) if edition else "",
            )
        )
    return rows, list(gaps.values())


def _newest_editions(programmes: Sequence[Programme]) -> dict[int, Edition]:
    """Every save that changed something added one: the newest says who edited last, and when."""
    newest = (
        Edition.objects.filter(programme__in=programmes)
        .order_by()
        .values("programme")
        .annotate(newest=Max("pk"))
        .values("newest")
    )
    editions = Edition.objects.filter(pk__in=newest).order_by().select_related("author")
    return {one.programme_id: one for one in editions.defer("sheet", "search_text")}


def _author(edition: Edition) -> str:
    if edition.author is None:
        return "mise en place du site"
    return full_name(edition.author)
