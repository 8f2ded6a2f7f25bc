"""How long a request waits for the database: a reader not long, a person who saves longer.

A database that is frozen or locked answers nothing, and a thread that waits for it serves nobody:
a few of them stop pages that ask it nothing at all. Outside of a request (a migration, a backup)
nobody waits in front of a screen, and there is no limit. Measured in docs/decisions/0030.
"""

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final

from django.db import OperationalError, connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.http import HttpRequest, HttpResponseBase

from catalogue.server import sqlite

#: Seconds: of the two that a reader is promised.
TO_READ: Final = 1.5
#: Those who save wait for one another, on purpose (see `sqlite.TIMEOUT`).
TO_SAVE: Final = float(sqlite.TIMEOUT)
#: While the database is silent, for all but the one who waits on behalf of the others.
IN_SILENCE: Final = 0.1
#: From one who waited in vain to the next one.
PAUSE: Final = 0.5

READS: Final = frozenset({"GET", "HEAD", "OPTIONS"})

_limit: ContextVar[float | None] = ContextVar("patience", default=None)


def limit() -> float | None:
    """Seconds that this request waits for one answer of the database; None outside of a request."""
    return _limit.get()


class _Silence:
    """What this process heard last: whether a reader waited in vain, and who tries next."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._next_try: float | None = None

    def begins(self) -> None:
        with self._lock:
            self._next_try = time.monotonic() + PAUSE

    def ends(self) -> None:
        if self._next_try is not None:
            with self._lock:
                self._next_try = None

    def lasts_for_me(self) -> bool:
        """No once in a while: who hears that waits the whole time, for all."""
        with self._lock:
            if self._next_try is None:
                return False
            now = time.monotonic()
            if now < self._next_try:
                return True
            self._next_try = now + TO_READ + PAUSE
            return False


silence: Final = _Silence()


def gave_up() -> None:
    """An answer that did not come. Who saves may have waited for somebody else who saves: that says
    nothing of the database. Who gave up once waits for nothing more, on the way out of it."""
    if limit() != TO_SAVE:
        silence.begins()
    _limit.set(IN_SILENCE)


class Patience:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        token = _limit.set(_limit_for(request))
        try:
            if connection.vendor != "sqlite":  # PostgreSQL's connections ask `limit` themselves
                return self.get_response(request)
            with connection.execute_wrapper(_listening), _told(connection):
                return self.get_response(request)
        finally:
            _limit.reset(token)


def _limit_for(request: HttpRequest) -> float:
    if request.method not in READS:
        return TO_SAVE
    return IN_SILENCE if silence.lasts_for_me() else TO_READ


# SQLite waits inside of its library, and is told how long.


@contextmanager
def _told(connection: BaseDatabaseWrapper) -> Iterator[None]:
    _tell(connection)
    try:
        yield
    finally:
        if connection.connection is not None:
            connection.connection.waits(sqlite.TIMEOUT)


def _tell(connection: BaseDatabaseWrapper, **event: object) -> None:
    seconds = limit()
    if connection.vendor == "sqlite" and connection.connection is not None and seconds is not None:
        connection.connection.waits(seconds)


connection_created.connect(_tell)


def _listening(execute: Callable[..., Any], *statement: Any) -> Any:
    try:
        answer = execute(*statement)
    except OperationalError as fault:
        if getattr(fault.__cause__, "sqlite_errorcode", None) == sqlite3.SQLITE_BUSY:
            gave_up()
        raise
    silence.ends()
    return answer
