"""A database file that was replaced under a running server is opened anew.

A connection lives as long as its thread and keeps the file that it opened: it would go on reading
what is no longer there, and every write of it would fail.
"""

import os
from typing import Any, NamedTuple

from django.core.signals import request_started
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created


class OpenFile(NamedTuple):
    """Which file it is, whatever stands under its name now."""

    name: str
    identity: tuple[int, int] | None


def watch() -> None:
    """From now on each request begins with the file that is there."""
    connection_created.connect(_remember, dispatch_uid=__name__)
    request_started.connect(_reopen, dispatch_uid=__name__)


def open_file() -> OpenFile | None:
    """The one that this thread has open; None where the database is a server."""
    return getattr(connection, "open_file", None)


def is_replaced() -> bool:
    """Whether another file stands where this thread opened its own."""
    file = open_file()
    return file is not None and _identity(file.name) not in {None, file.identity}


def _remember(connection: BaseDatabaseWrapper, **_: Any) -> None:
    if connection.vendor == "sqlite":
        name = connection.connection.execute("PRAGMA database_list").fetchone()[2]
        connection.open_file = OpenFile(name, _identity(name))  # type: ignore[attr-defined]


def _reopen(**_: Any) -> None:
    """A file that is lost stays open: pages are still read from it."""
    if connection.connection is not None and not connection.in_atomic_block and is_replaced():
        connection.close()


def _identity(name: str) -> tuple[int, int] | None:
    try:
        found = os.stat(name)  # noqa: PTH116  (at each request: a Path takes as long again)
    except OSError:
        return None
    return found.st_dev, found.st_ino
