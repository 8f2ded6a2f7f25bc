"""Who has saved a page since somebody opened it.

Each save of a programme that changes something leaves an edition. Rows that all programmes share
have none: for them, Django's log of what the admin did is read.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet

from catalogue.admin.kit.people import full_name
from programmes.models import Edition, Programme

_NAMED_AT_MOST = 10


@dataclass(frozen=True, slots=True)
class Save:
    who: str
    at: datetime


class Saves(Protocol):
    """`this`: what they are saves of, in words; its programme, where it has one."""

    @property
    def this(self) -> str: ...

    @property
    def programme(self) -> Programme | None: ...

    def newest(self) -> int | None: ...

    def since(self, newest: int | None) -> list[Save]: ...


@dataclass(frozen=True, slots=True)
class SavesOfProgramme:
    """Made on its own page, on those of its blocs and units, by a restore or an import."""

    programme: Programme
    this: str = "cette formation"

    def newest(self) -> int | None:
        return self._editions().values_list("pk", flat=True).first()

    def since(self, newest: int | None) -> list[Save]:
        editions = self._editions().filter(pk__gt=newest or 0).select_related("author")
        return [
            Save(full_name(one.author) if one.author else "La mise en place", one.created_at)
            for one in editions.defer("sheet", "search_text")[:_NAMED_AT_MOST]
        ]

    def _editions(self) -> QuerySet[Edition]:
        return Edition.objects.filter(programme=self.programme)


@dataclass(frozen=True, slots=True)
class SavesOfShared:
    """Made on the page of a row that all programmes share."""

    row: Any
    this: str
    programme: None = None

    def newest(self) -> int | None:
        return self._entries().values_list("pk", flat=True).first()

    def since(self, newest: int | None) -> list[Save]:
        entries = self._entries().filter(pk__gt=newest or 0).select_related("user")
        return [Save(full_name(one.user), one.action_time) for one in entries[:_NAMED_AT_MOST]]

    def _entries(self) -> QuerySet[LogEntry]:
        kind = ContentType.objects.get_for_model(self.row)
        entries = LogEntry.objects.filter(content_type=kind, object_id=str(self.row.pk))
        # « [] »: saved, and nothing had changed.
        return entries.filter(action_flag=CHANGE).exclude(change_message="[]").order_by("-pk")
