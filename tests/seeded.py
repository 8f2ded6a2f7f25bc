"""The seed's catalogue for tests: loaded once in a process, then put back row by row.

Loading the fixtures and publishing them takes half a second; hundreds of tests start from there.
"""

from datetime import datetime, timedelta
from functools import cache
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import time_machine
from django.apps import apps
from django.db import connection

from catalogue.life.seeding import seed
from programmes.models import Edition

OUR_APPS = ("programmes", "admissions")
# The day on which the seed was last read against the law: nothing in it has aged since.
SEED_DAY = datetime(2026, 11, 24, 12, tzinfo=ZoneInfo("Europe/Paris"))
# Before any test of that day begins, whichever test of a process is the first.
SEEDED_AT = SEED_DAY - timedelta(hours=1)


class _Table(NamedTuple):
    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


def seeded() -> Edition:
    """Edition 1 of the seed, online, in a database that holds nothing of ours yet.

    The rows are those of the first call, keys, codes and dates included. The sequences of
    PostgreSQL have passed them by then and never go back.
    """
    if not _was_loaded():
        with time_machine.travel(SEEDED_AT):
            edition = seed()
        assert edition is not None
        _tables()
        return edition
    with connection.cursor() as cursor:
        for table in _tables():
            columns = ", ".join(map(connection.ops.quote_name, table.columns))
            places = ", ".join(["%s"] * len(table.columns))
            cursor.executemany(
                f"INSERT INTO {connection.ops.quote_name(table.name)} ({columns}) "  # noqa: S608
                # What migrations bring is there already.
                f"VALUES ({places}) ON CONFLICT DO NOTHING",
                table.rows,
            )
    return Edition.objects.current().get()


def _was_loaded() -> bool:
    return _tables.cache_info().currsize > 0


@cache
def _tables() -> tuple[_Table, ...]:
    """As they stand now, just after the seed. Links are checked when a transaction ends."""
    return tuple(
        _read(model._meta.db_table)
        for app in OUR_APPS
        for model in apps.get_app_config(app).get_models(include_auto_created=True)
    )


def _read(name: str) -> _Table:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(name)}")  # noqa: S608
        columns = tuple(column[0] for column in cursor.description)
        return _Table(name, columns, tuple(cursor.fetchall()))
