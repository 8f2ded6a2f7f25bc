"""From a file of backup to a site: built aside by the migrations of its time, brought to today.

What stands is touched last, in one transaction: a restore that fails half-way leaves it as it was.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, Final

from django.contrib.contenttypes.models import ContentType
from django.core.management.sql import emit_post_migrate_signal
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from catalogue.life.derived import derive_again
from catalogue.safekeeping import values
from catalogue.safekeeping.archive import Part, Reader, Told, told_nobody
from catalogue.safekeeping.failed import Failed
from catalogue.safekeeping.snapshot import aside, copied
from catalogue.safekeeping.standing_in import another, in_place_of_ours, own, to_file
from catalogue.safekeeping.tables import (
    EDITIONS,
    HISTORY,
    Node,
    Table,
    advance,
    applied,
    carried,
    emptied,
    insert,
    is_occupied,
    last_keys,
    last_of,
    tables_after,
    unknown_of,
)

_AT_ONCE: Final = 200
_SCHEMA: Final = "catalogue_aside"
# How long what stands is waited for, before it is replaced.
_PATIENCE: Final = "30s"


def occupied() -> bool:
    """Whether this site has anything to lose. Raises `Failed` where that cannot be read."""
    try:
        return is_occupied()
    except DatabaseError as fault:
        raise Failed(
            f"La base qui est en place ne se lit plus ({fault})\u202f: mettez-la de côté, puis "
            "restaurez dans un endroit vide."
        ) from fault


def restore(reader: Reader, told: Told = told_nobody) -> None:
    """In place of all that stands here. Raises `Failed`, and then nothing has changed."""
    # Keys that were given since are never given again: what people and caches keep of them is past.
    before = last_keys()
    with _built_aside(told, reader) as put_in_place:
        advance(_tables_of_today(), before)
        put_in_place()
    ContentType.objects.clear_cache()


@contextmanager
def restored_aside(reader: Reader, told: Told = told_nobody) -> Iterator[None]:
    """The default connection is a site made from the file, which goes with the block."""
    with _built_aside(told, reader):
        yield
    ContentType.objects.clear_cache()


@contextmanager
def _built_aside(told: Told, reader: Reader) -> Iterator[Any]:
    refuse_newer(reader)
    reader.check()
    where = _in_a_file() if own().vendor == "sqlite" else _in_a_schema()
    try:
        with where as put_in_place:
            ContentType.objects.clear_cache()
            build(reader, told)
            yield put_in_place
    except DatabaseError as fault:
        raise Failed(f"La base a refusé ce que dit {reader.path}\u202f: {fault}.") from fault


def refuse_newer(reader: Reader) -> None:
    loader = MigrationLoader(None)
    if unknown := unknown_of(loader, reader.manifest.migrations):
        raise Failed(
            f"{reader.path} vient d’une version plus récente du site ({reader.manifest.release}, "
            f"{'.'.join(unknown[0])})\u202f: mettez le code à jour d’abord."
        )


# Where it is built


@contextmanager
def _in_a_file() -> Iterator[Any]:
    site = another()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA database_list")
        folder = Path(cursor.fetchone()[2]).parent
    try:
        with aside(folder) as file, in_place_of_ours(to_file(file)) as built:
            yield lambda: copied(built, site)
    finally:
        site.close()


@contextmanager
def _in_a_schema() -> Iterator[Any]:
    """One transaction, that nobody sees before its end; undone unless it was put in place."""
    with in_place_of_ours(another()), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        here = cursor.fetchone()[0]
        old = _ours_in_place()
        cursor.execute(f"CREATE SCHEMA {_SCHEMA}")
        cursor.execute(f"SET LOCAL search_path TO {_SCHEMA}")
        in_place = False

        def put_in_place() -> None:
            nonlocal in_place
            connection.check_constraints()
            cursor.execute("SET LOCAL lock_timeout TO %s", [_PATIENCE])
            _moved(cursor, here, old)
            in_place = True

        yield put_in_place
        if not in_place:
            transaction.set_rollback(True)


def _ours_in_place() -> set[str]:
    loader = MigrationLoader(connection)
    ours = {table.name for table in tables_after(loader, applied(loader))} | {HISTORY}
    return ours & set(connection.introspection.table_names())


def _moved(cursor: Any, here: str, old: set[str]) -> None:
    """The new tables in the place of the old ones, with their keys and their sequences."""
    quoted = connection.ops.quote_name
    new = connection.introspection.table_names()
    for name in sorted(old | set(new)):
        cursor.execute(f"DROP TABLE IF EXISTS {quoted(here)}.{quoted(name)} CASCADE")
    for name in new:
        cursor.execute(f"ALTER TABLE {_SCHEMA}.{quoted(name)} SET SCHEMA {quoted(here)}")
    cursor.execute(f"SET LOCAL search_path TO {quoted(here)}")
    cursor.execute(f"DROP SCHEMA {_SCHEMA}")


# What is built


def build(reader: Reader, told: Told = told_nobody) -> None:
    """On the default connection, which is empty: tables of the file's time, rows, then today's."""
    manifest = reader.manifest
    keys = {part.model: part.last_key for part in manifest.tables if part.last_key}
    migrate(manifest.migrations)
    with transaction.atomic():
        loader = MigrationLoader(connection)
        tables = tables_after(loader, manifest.migrations)
        _load(reader, tables, told)
        advance(tables, keys)
        connection.check_constraints()
    _refuse_other_counts(reader, tables)
    migrate(list(loader.graph.nodes))
    emit_post_migrate_signal(verbosity=0, interactive=False, db=connection.alias)
    advance(_tables_of_today(), keys)
    derive_again()


def migrate(nodes: list[Node]) -> None:
    executor = MigrationExecutor(connection, _settle)
    executor.migrate(last_of(executor.loader, nodes))


def _tables_of_today() -> list[Table]:
    loader = MigrationLoader(connection)
    return tables_after(loader, applied(loader))


def _settle(action: str, *_: object) -> None:
    """Links are checked after each migration, as when each is a transaction of its own: PostgreSQL
    alters no table while some wait."""
    if action == "apply_success" and connection.vendor != "sqlite":
        connection.check_constraints()


def _load(reader: Reader, tables: list[Table], told: Told) -> None:
    by_label = {table.label: table for table in tables}
    parts = reader.manifest.tables
    if {part.model for part in parts} != {table.label for table in carried(tables)}:
        raise Failed(f"{reader.path} n’a pas les tables que ses migrations font\u202f: refusée.")
    emptied(tables)
    for part in parts:
        table = by_label[part.model]
        if part.columns != table.columns:
            raise Failed(f"{reader.path} n’a pas les colonnes attendues de {part.model}.")
        _load_part(reader, part, table, told)


def _load_part(reader: Reader, part: Part, table: Table, told: Told) -> None:
    rows, done = reader.rows(part), 0
    while batch := list(islice(rows, _AT_ONCE)):
        known = [
            [values.read(field, value) for field, value in zip(table.fields, row, strict=True)]
            for row in batch
        ]
        try:
            insert(table, known)
        except (DatabaseError, ValueError) as fault:
            raise Failed(
                f"{part.model}, lignes {done + 1} à {done + len(batch)}\u202f: {fault}. "
                "Cette base ne peut pas garder ce que l’autre gardait."
            ) from fault
        done += len(batch)
        told(part.model, done)


def _refuse_other_counts(reader: Reader, tables: list[Table]) -> None:
    counts = {table.label: table for table in tables}
    for part in reader.manifest.tables:
        found = counts[part.model].count()
        if found != part.rows:
            raise Failed(f"{part.model}\u202f: {found} lignes au lieu de {part.rows}.")
    stored = dict(counts[EDITIONS].everything.values_list("pk", "fingerprint"))
    if stored != reader.manifest.editions:
        raise Failed("Les empreintes des éditions ne sont pas celles du manifeste.")
