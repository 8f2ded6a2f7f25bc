"""What is online today, for the pages that are made from all of it."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.db.models import Subquery

from catalogue.life import publisher
from catalogue.life.face import Face
from programmes import search as searches
from programmes.models import Edition
from programmes.search import Row


@dataclass(frozen=True, slots=True)
class State:
    """What the catalogue's pages are made from, in a few values: they change when it does.

    Every publication dates an edition and every withdrawal too, so the last of each, with the
    newest edition, what the centre says of itself and how the site looks, tell one state of the
    catalogue from another.
    `derived`: the oldest of the rules by which cards and filters were made, so that what is kept
    goes when a newer release has made them all anew.
    """

    centre: tuple[object, ...]
    face: Face | None
    newest: int | None
    published_at: datetime | None
    withdrawn_at: datetime | None
    derived: int | None


def state_today() -> State:
    """Two queries."""
    oldest = Edition.objects.current().order_by("derived_version").values("derived_version")
    newest, published_at, withdrawn_at, derived = (
        Edition.objects.order_by()
        .values_list(
            _last("pk"), _last("published_at"), _last("withdrawn_at"), Subquery(oldest[:1])
        )
        .first()
    ) or (None, None, None, None)
    centre = publisher.publisher()
    return State(
        tuple(getattr(centre, field.attname) for field in centre._meta.fields) if centre else (),
        publisher.face_beside(centre) if centre else None,
        newest,
        published_at,
        withdrawn_at,
        derived,
    )


def _last(column: str) -> Subquery:
    """The largest value, from the end of its index."""
    known = Edition.objects.exclude(**{column: None})
    return Subquery(known.order_by(f"-{column}").values(column)[:1])


@lru_cache(maxsize=1)
def rows(state: State) -> tuple[Row, ...]:
    """All that is online, as a search sees it: some kilobytes each, so of one state only."""
    return searches.read_rows()


def forget() -> None:
    """Empty the memory; for tests, which roll editions back and use their keys again."""
    rows.cache_clear()
