"""What is down, and not broken: it is said with 503, and comes back by itself."""

import errno
import logging
import sqlite3
from typing import Final

from django.db import InterfaceError, OperationalError

#: Seconds after which a browser or a proxy may ask again.
RETRY_AFTER: Final = 30

_NO_ROOM: Final = frozenset({errno.ENOSPC, errno.EDQUOT})


def is_outage(fault: BaseException | None) -> bool:
    """The database is stopped, silent, locked or full, or a disk is full."""
    if isinstance(fault, OSError):
        return fault.errno in _NO_ROOM
    if isinstance(fault, OperationalError):
        # SQLite says so of a statement that is wrong, too: a table or a column that is not there.
        return getattr(fault.__cause__, "sqlite_errorcode", None) != sqlite3.SQLITE_ERROR
    return isinstance(fault, InterfaceError)


def reason(fault: BaseException) -> str:
    """In one line, in the database's own words: they name it, and never hold a password."""
    return " ".join(str(fault).split())


class InOneLine(logging.Filter):
    """Each request during an outage says the same: the reason, without the way to it."""

    def filter(self, record: logging.LogRecord) -> bool:
        fault = record.exc_info[1] if record.exc_info else None
        if fault and is_outage(fault):
            record.msg, record.args = f"{record.getMessage()} ({reason(fault)})", ()
            record.outage = type(fault).__name__
            record.exc_info = None
        return True
