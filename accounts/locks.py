"""Nobody who logs in waits long for a database that is locked: they are told so instead."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from django.db import connection, transaction

#: Milliseconds for a lock.
SHORT: Final = 2_000


@contextmanager
def short() -> Iterator[None]:
    """One transaction whose locks are waited for during two seconds, and no longer."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with connection.connection.waiting(SHORT / 1000), transaction.atomic():
            yield
    else:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(f"SET LOCAL lock_timeout = {SHORT}")
                cursor.execute(f"SET LOCAL statement_timeout = {2 * SHORT}")
            yield
