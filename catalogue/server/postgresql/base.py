"""Where Django looks for it: the class that opens connections.

Against a server that is frozen nothing else helps: its kernel still acknowledges what is sent, so
no time-out of the network or of the server's own ever ends (tried: docs/decisions/0030).
"""

from types import ModuleType, SimpleNamespace
from typing import Any, cast

import psycopg
from django.db.backends.postgresql import base

from catalogue.server import patience

# To connect, seconds: no fewer than two, says libpq. Commands may have to wait for the network.
CONNECT_TO_READ = 2
CONNECT = 10


class Connection(psycopg.Connection[Any]):
    """Gives up where the server says nothing for longer than the request waits."""

    @classmethod
    def connect(cls, conninfo: str = "", **params: Any) -> "Connection":
        limit = patience.limit()
        if limit == patience.IN_SILENCE:
            raise psycopg.OperationalError("The server has been silent; somebody else asks again.")
        params.setdefault("connect_timeout", CONNECT if limit is None else CONNECT_TO_READ)
        try:
            made = super().connect(conninfo, **params)
        except psycopg.errors.ConnectionTimeout:
            patience.gave_up()
            raise
        patience.silence.ends()
        return made

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        limit = patience.limit()
        if limit is None:
            return super().wait(gen, interval, timeout)
        try:
            heard = super().wait(gen, interval, limit)
        except psycopg.errors._WaitTimeout:  # noqa: SLF001  (what `wait` says that it raises)
            # What it would answer now belongs to nobody.
            self.pgconn.finish()
            patience.gave_up()
            raise psycopg.OperationalError(f"No answer within {limit} s.") from None
        patience.silence.ends()
        return heard


class DatabaseWrapper(base.DatabaseWrapper):
    #: psycopg as Django knows it, but for how it connects.
    Database = cast(
        "ModuleType",
        SimpleNamespace(
            **{name: getattr(psycopg, name) for name in psycopg.__all__ if hasattr(psycopg, name)}
            | {"connect": Connection.connect}
        ),
    )
