"""How the SQLite file is opened. Each choice was measured: docs/decisions/0011."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

# How long a writer waits for others, in seconds. They are not served in turn: with eight people who
# save without a pause, most wait less than two seconds and the unluckiest more than five.
TIMEOUT = 20

# In the library's own order, the first releases that carry the fix of the “WAL-reset” corruption.
_FIXED_BRANCHES = ((3, 44, 6), (3, 50, 7))
_FIXED_SINCE = (3, 51, 3)


class Connection(sqlite3.Connection):
    """One that can be told how long to wait for a lock: a reader not as long as a writer."""

    _waits: float = TIMEOUT

    def waits(self, seconds: float) -> None:
        if seconds != self._waits:
            self.execute(f"PRAGMA busy_timeout = {int(seconds * 1000)}")
            self._waits = seconds

    @contextmanager
    def waiting(self, seconds: float) -> Iterator[None]:
        """As long as the block; then as before."""
        before = self._waits
        self.waits(seconds)
        try:
            yield
        finally:
            with suppress(sqlite3.ProgrammingError):  # it was closed meanwhile
                self.waits(before)


def wal_is_safe(version: tuple[int, int, int]) -> bool:
    """Whether this SQLite library can keep a write-ahead log without risk of corruption."""
    return version >= _FIXED_SINCE or any(
        fix <= version < (fix[0], fix[1] + 1, 0) for fix in _FIXED_BRANCHES
    )


def existing_only(file: Path) -> str:
    """The URI of a database file that must exist.

    With a plain path, SQLite creates what is missing: a lost file would come back empty.
    """
    return f"{file.absolute().as_uri()}?mode=rw"


def options(version: tuple[int, int, int]) -> dict[str, Any]:
    """Django's OPTIONS for a SQLite connection."""
    journal = "WAL" if wal_is_safe(version) else "DELETE"
    return {
        "timeout": TIMEOUT,
        "factory": Connection,
        # Take the write lock at once: a transaction that reads first and writes later would fail
        # without waiting when another one has written in between.
        "transaction_mode": "IMMEDIATE",
        # No memory mapping: an I/O error would kill the process instead of raising.
        "init_command": f"PRAGMA journal_mode={journal}; PRAGMA mmap_size=0",
    }


def create(file: Path) -> bool:
    """Creates an empty, private database file unless there is one; says whether it did."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        file.touch(mode=0o600, exist_ok=False)
    except FileExistsError:
        return False
    return True
