"""Nobody who logs in waits long for a database that is locked: they are told so instead."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from django.conf import settings
from django.db import connection, transaction

#: Milliseconds for a lock.
SHORT: Final = 2_000


@contextmanager
def short() -> Iterator[None]:
    """One transaction whose locks are waited for during two seconds, and no longer."""
    if connection.vendor == "sqlite":
        _wait_at_most(SHORT)
        try:
            with transaction.atomic():
                yield
        finally:
            options: dict[str, Any] = settings.DATABASES["default"]["OPTIONS"]
            _wait_at_most(options["timeout"] * 1000)
    else:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(f"SET LOCAL lock_timeout = {SHORT}")
                cursor.execute(f"SET LOCAL statement_timeout = {2 * SHORT}")
            yield


def _wait_at_most(milliseconds: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA busy_timeout = {int(milliseconds)}")
