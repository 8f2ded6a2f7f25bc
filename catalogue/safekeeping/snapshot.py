"""The site as it stood at one moment, while people write.

On PostgreSQL one transaction that sees nothing of what comes after. On SQLite a copy that the
library itself makes, in a second, then everything is read from the copy: where there is no
write-ahead log (docs/decisions/0011) whoever reads keeps writers waiting, and whoever reads for a
minute has them give up.
"""

import shutil
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from django.db import DatabaseError, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from catalogue.safekeeping.failed import Failed
from catalogue.safekeeping.standing_in import another, in_place_of_ours, own, to_file
from catalogue.server import sqlite

#: Of the folders of ours that a killed process leaves.
ASIDE: Final = ".catalogue-aside-"
# Seconds for a writer who holds the file; SQLite's own copying waits for ever.
_PATIENCE: Final = 60.0


@contextmanager
def snapshot(folder: Path) -> Iterator[None]:
    """The default connection reads that moment, while the block lasts; copies go to `folder`."""
    if own().vendor != "sqlite":
        with in_place_of_ours(another()) as connection, transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
        return
    with aside(folder) as file:
        source, copy = another(), to_file(file)
        try:
            copied(source, copy)
        finally:
            source.close()
        with in_place_of_ours(copy):
            _refuse_damaged(copy)
            yield


@contextmanager
def aside(folder: Path) -> Iterator[Path]:
    """An empty, private SQLite file in a folder of its own, which goes with the block."""
    own_folder = Path(tempfile.mkdtemp(prefix=ASIDE, dir=folder))
    try:
        file = own_folder / "aside.sqlite3"
        sqlite.create(file)
        yield file
    finally:
        shutil.rmtree(own_folder, ignore_errors=True)


def copied(source: BaseDatabaseWrapper, to: BaseDatabaseWrapper) -> None:
    """All of one SQLite database into another, in one transaction: whole or not at all.

    Raises `Failed` where somebody holds one of the two too long, or where the disk is full.
    """
    source.ensure_connection()
    to.ensure_connection()
    try:
        source.connection.backup(to.connection, progress=_patience(), sleep=0.05)
    except sqlite3.Error as fault:
        raise Failed(f"La copie de la base a échoué\u202f: {fault}.") from fault


def _patience() -> Callable[[int, int, int], None]:
    """All pages are copied at once: whoever is asked again is being kept waiting."""
    gives_up = time.monotonic() + _PATIENCE

    def asked_again(status: int, _remaining: int, _total: int) -> None:
        waiting = status in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
        if waiting and time.monotonic() > gives_up:
            raise Failed(f"La base est restée verrouillée {_PATIENCE:.0f} secondes.")

    return asked_again


def _refuse_damaged(connection: BaseDatabaseWrapper) -> None:
    try:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA quick_check(1)")
            found = cursor.fetchone()[0]
    except DatabaseError as fault:
        found = str(fault)
    if found != "ok":
        raise Failed(f"La base est abîmée ({found})\u202f: une copie ne vaudrait pas mieux.")
