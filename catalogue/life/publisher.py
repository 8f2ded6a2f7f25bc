"""Who publishes the site: the centre that staff name, where several are online.

Unnamed, it is the first centre that has something online, or else the first; a programme's page is
then headed by its own centre, as on the site of one centre.
"""

import logging
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cache
from hashlib import sha256
from typing import Any, Final, TypeVar

from django.db import connection
from django.db.models import Exists, JSONField, Model, OuterRef, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.functions import JSONObject

from catalogue.server import house
from catalogue.server.house import House
from programmes.models import Edition, TrainingCentre
from programmes.sheet import Centre

from .face import COLUMNS, Face, centres_with_face, face_in

logger = logging.getLogger(__name__)

_ONLINE: Final = Exists(Edition.objects.current().filter(programme__centre=OuterRef("pk")))


@dataclass(frozen=True, slots=True)
class Publisher:
    """What every page of the site says of who publishes it."""

    name: str
    legal_name: str
    uai: str
    siret: str
    nda: str
    qualiopi_number: str
    qualiopi_expires_on: date | None

    @property
    def mark(self) -> str:
        """Another for another publisher, or once it says something else."""
        return sha256(repr(self).encode()).hexdigest()[:8]


_SAID: Final = tuple(field.name for field in fields(Publisher))


def by_claim() -> QuerySet[TrainingCentre]:
    """All centres, the publisher first."""
    return TrainingCentre.objects.order_by("-is_publisher", _ONLINE.desc(), "pk")


def publisher() -> TrainingCentre | None:
    """With how the site looks, for `face_beside`."""
    centre = with_publisher(by_claim()).first()
    _remember(centre)
    return centre


def _remember(centre: TrainingCentre | None) -> None:
    """For error pages, which ask no database: they do without the logo, which stands in it."""
    if centre is None:
        house.remember(None)
        return
    said: dict[str, Any] = {field.name: vars(centre).get(field.name) for field in fields(House)}
    face = face_beside(centre)
    house.remember(House(**{**said, "face": face and replace(face, logo=None)}))


def read_for_errors() -> None:
    """As a process starts. Whatever is wrong then will be told by the pages that need it."""
    try:
        publisher()
    except Exception:
        logger.warning("The publisher cannot be read yet: error pages do without.", exc_info=True)
    finally:
        connection.close()


def _named() -> QuerySet[TrainingCentre]:
    return TrainingCentre.objects.filter(is_publisher=True)


def named() -> Publisher | None:
    """The one that staff named."""
    said = _named().values(*_SAID).first()
    return said and Publisher(**said)


Rows = TypeVar("Rows", bound=QuerySet[Any])


def with_publisher(rows: Rows) -> Rows:
    """These with the one that staff named, for `named_beside`, and how the site looks, for
    `face_beside`: in the query of the page."""
    return rows.annotate(house=_told(connection.vendor))


@cache
def _told(_database: str) -> RawSQL:
    """Written once for a database: Django took longer over this part of each page's query than over
    all the rest of an answer from memory."""
    told = JSONObject(
        is_publisher="is_publisher", **dict(zip(_SAID, _SAID, strict=True)), **COLUMNS
    )
    sql, parameters = centres_with_face().values(told=told)[:1].query.sql_with_params()
    return RawSQL(f"({sql})", parameters, output_field=JSONField())  # noqa: S611  (Django's own)


def named_beside(row: Model) -> Publisher | None:
    said: dict[str, Any] | None = vars(row)["house"]
    if said is None or not said["is_publisher"]:
        return None
    told = {name: said[name] for name in _SAID}
    ends = told["qualiopi_expires_on"]
    return Publisher(**{**told, "qualiopi_expires_on": ends and date.fromisoformat(ends)})


def face_beside(row: Model) -> Face | None:
    said: dict[str, Any] | None = vars(row)["house"]
    return face_in(said) if said else None


def other_than(centre: Centre | Publisher, publisher: Publisher | None) -> Publisher | None:
    """The publisher, unless it is the centre that a page is about: that one says all it has to."""
    return publisher if publisher and publisher.name != centre.name else None


def unnamed_among() -> list[TrainingCentre]:
    """The centres online, the publisher first, where there are several and none is named."""
    centres = list(by_claim().filter(_ONLINE))
    return [] if len(centres) < 2 or _named().exists() else centres
