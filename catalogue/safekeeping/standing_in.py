"""Another connection in the place of the site's own, for this thread and as long as a block lasts.

Landed migrations, pages and rules all ask the default connection: they work on a copy of the site
without a line that says so, and nothing of theirs can reach the site meanwhile.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from catalogue.server import sqlite


def own() -> BaseDatabaseWrapper:
    return connections[DEFAULT_DB_ALIAS]


def another() -> BaseDatabaseWrapper:
    """A new connection to the same database."""
    return own().copy()


def to_file(file: Path) -> BaseDatabaseWrapper:
    """A connection to another SQLite file. What is lost with the machine is only a copy."""
    connection = another()
    connection.settings_dict["NAME"] = sqlite.existing_only(file)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous = OFF")
    return connection


@contextmanager
def in_place_of_ours(other: BaseDatabaseWrapper) -> Iterator[BaseDatabaseWrapper]:
    before = own()
    connections[DEFAULT_DB_ALIAS] = other
    try:
        yield other
    finally:
        connections[DEFAULT_DB_ALIAS] = before
        other.close()
