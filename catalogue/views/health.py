"""What machines ask: is the process alive, can it serve?"""

import logging
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import DatabaseError, OperationalError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from catalogue.server import caching, sqlite
from catalogue.server.reopening import OpenFile, is_replaced, open_file
from programmes.models import Edition

logger = logging.getLogger(__name__)

_TEXT = "text/plain; charset=utf-8"
# Milliseconds that a probe waits for whoever writes.
_PATIENCE: Final = 1000
# Seconds between two writes that are tried.
_TRIED_EVERY: Final = 5.0
# What SQLite needs beside a large save.
_ROOM: Final = 4 * 1024 * 1024


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Alive: the process answers. It touches nothing, so that it cannot fail for another reason."""
    return _answer("vivant\n", status=200)


@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Ready: the database is there, up to date, readable, and a save would work; 503 otherwise."""
    try:
        with _answered_soon():
            ready = (
                _file_is_there()
                and _migrations.applied()
                and _editions_are_readable()
                and _saves.would_work()
            )
    except DatabaseError:
        # The reason goes to the log: this page is public.
        logger.exception("The database does not answer.")
        ready = False
    return _answer("prêt\n", status=200) if ready else _answer("pas prêt\n", status=503)


def is_up_to_date() -> bool:
    """Whether every migration is applied."""
    return _migrations.applied()


class _Migrations:
    """Whether every migration is applied. A yes is kept as long as the file is the same: only a new
    release adds migrations."""

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        self._seen = False
        self._file: OpenFile | None = None

    def applied(self) -> bool:
        if not self._seen or self._file != open_file():
            executor = MigrationExecutor(connection)
            self._seen = not executor.migration_plan(executor.loader.graph.leaf_nodes())
            self._file = open_file()
        return self._seen


class _Saves:
    """Whether a save would work. On SQLite a write is tried and taken back, now and then: a yes is
    kept in between, a no never is. A server is asked whether it takes writes."""

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        self._tried = float("-inf")
        self._locked: float | None = None
        self._file: OpenFile | None = None

    def would_work(self) -> bool:
        if connection.vendor != "sqlite":
            return _takes_writes()
        now, file = time.monotonic(), open_file()
        if file == self._file and now - self._tried < _TRIED_EVERY:
            return True
        return self._has_worked(now, file)

    def _has_worked(self, now: float, file: OpenFile | None) -> bool:
        if file and shutil.disk_usage(Path(file.name).parent).free < _ROOM:
            logger.error("The disk of the database is full.")
            return False
        try:
            _try_to_write()
        except OperationalError as fault:
            if getattr(fault.__cause__, "sqlite_errorcode", None) != sqlite3.SQLITE_BUSY:
                raise
            # Somebody writes: a save waits for them too, and gives up when this does.
            self._locked = self._locked or now
            return now - self._locked < sqlite.TIMEOUT
        self._tried, self._locked, self._file = now, None, file
        return True


_migrations = _Migrations()
_saves = _Saves()


@contextmanager
def _answered_soon() -> Iterator[None]:
    """Who probes does not wait as long as who saves."""
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    with connection.connection.waiting(_PATIENCE / 1000):
        yield


def _file_is_there() -> bool:
    """A connection opened before the file was lost would go on reading what no longer exists."""
    lost = settings.DATABASE_FILE is not None and not settings.DATABASE_FILE.exists()
    return not lost and not is_replaced()


def _editions_are_readable() -> bool:
    Edition.objects.exists()  # any answer will do: what matters is that there is one
    return True


def _takes_writes() -> bool:
    """Neither a copy that follows another server, nor one that was closed to writers."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW transaction_read_only")
        answer: str = cursor.fetchone()[0]
    return answer == "off"


def _try_to_write() -> None:
    """One row says again what it says; nothing of it stays."""
    with transaction.atomic():
        MigrationRecorder.Migration.objects.filter(app="programmes").update(app="programmes")
        transaction.set_rollback(True)


def _answer(text: str, *, status: int) -> HttpResponse:
    response = HttpResponse(text, status=status, content_type=_TEXT)
    response["Cache-Control"] = caching.PRIVATE
    return response
