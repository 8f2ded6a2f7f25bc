"""The tables of a database as its own migrations make them, whatever the models of today say.

A backup before an upgrade reads the tables of yesterday; a restore fills them and then migrates.
No list of ours names them: a table that a release adds is carried by itself.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.apps.registry import Apps
from django.core.management.color import no_style
from django.db import connection, models
from django.db.migrations.loader import MigrationLoader
from django.db.models.functions import Cast

from catalogue.safekeeping.failed import Failed

Node = tuple[str, str]

# Keys that open the admin: who finds a copy would be logged in. Everybody logs in again.
LEFT_OUT: Final = frozenset({"sessions.session"})
# What migrations make by themselves in a place where nobody has written yet.
MADE_BY_MIGRATIONS: Final = LEFT_OUT | {
    "contenttypes.contenttype",
    "auth.permission",
    "auth.group",
    "auth.group_permissions",
    "programmes.fieldofstudy",
}
HISTORY: Final = "django_migrations"
EDITIONS: Final = "programmes.edition"


@dataclass(frozen=True, slots=True)
class Table:
    """A table by the model that its migrations describe."""

    model: type[models.Model]

    @property
    def label(self) -> str:
        return self.model._meta.label_lower

    @property
    def name(self) -> str:
        return self.model._meta.db_table

    @property
    def fields(self) -> list["models.Field[Any, Any]"]:
        return [field for field in self.model._meta.local_concrete_fields if not field.generated]

    @property
    def columns(self) -> list[str]:
        return [field.attname for field in self.fields]

    @property
    def everything(self) -> "models.QuerySet[models.Model]":
        """Whatever a manager of the model leaves out."""
        return models.QuerySet(self.model)

    def rows(self, at_once: int = 100) -> Iterator[tuple[Any, ...]]:
        """In the order of their keys, a few in memory at a time. JSON comes as it is stored."""
        read = [
            Cast(field.attname, models.TextField()) if _is_json(field) else field.attname
            for field in self.fields
        ]
        yield from self.everything.order_by("pk").values_list(*read).iterator(chunk_size=at_once)

    def count(self) -> int:
        return self.everything.count()

    def is_empty(self) -> bool:
        return not self.everything.exists()

    def last_key(self) -> int | None:
        """The highest key ever given, a deleted row's too; None where keys are words."""
        if not isinstance(self.model._meta.pk, models.AutoField | models.BigAutoField):
            return None
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [self.name])
            else:
                cursor.execute(
                    "SELECT pg_get_serial_sequence(%s, %s)",
                    [_quoted(self.name), self.model._meta.pk.column],
                )
                sequence = cursor.fetchone()[0]
                if sequence is None:
                    return None
                cursor.execute(
                    f"SELECT last_value FROM {sequence} WHERE is_called"  # noqa: S608  (its own name)
                )
            found = cursor.fetchone()
        return int(found[0] or 0) if found else 0


def _is_json(field: "models.Field[Any, Any]") -> bool:
    return isinstance(field, models.JSONField)


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)


# Which tables there are


def applied(loader: MigrationLoader) -> list[Node]:
    """The migrations of ours that this database has run.

    Raises `Failed` for a database that a newer release has migrated: its tables are unknown here.
    """
    ours = loader.migrated_apps
    done = sorted(node for node in loader.applied_migrations or {} if node[0] in ours)
    if unknown := unknown_of(loader, done):
        raise Failed(
            f"La base a été migrée par une version plus récente ({_named(unknown)})\u202f: "
            "mettez le code à jour d’abord."
        )
    return done


def unknown_of(loader: MigrationLoader, nodes: Iterable[Node]) -> list[Node]:
    return [node for node in nodes if node not in loader.disk_migrations]


def _named(nodes: list[Node]) -> str:
    more = f" et {len(nodes) - 1} autres" if len(nodes) > 1 else ""
    return ".".join(nodes[0]) + more


def last_of(loader: MigrationLoader, done: Iterable[Node]) -> list[Node]:
    """Of each app the migrations that none of the others in its app follows."""
    nodes = {node for node in done if node in loader.graph.nodes}
    return sorted(
        node
        for node in nodes
        if not any(
            child.key in nodes and child.key[0] == node[0]
            for child in loader.graph.node_map[node].children
        )
    )


def tables_after(loader: MigrationLoader, done: Iterable[Node]) -> list[Table]:
    """What these migrations have made, by name."""
    apps: Apps = loader.project_state(last_of(loader, done)).apps
    found = apps.get_models(include_auto_created=True)
    kept = [model for model in found if model._meta.managed and not model._meta.proxy]
    return sorted(map(Table, kept), key=lambda table: table.label)


def carried(tables: list[Table]) -> list[Table]:
    return [table for table in tables if table.label not in LEFT_OUT]


def strangers(tables: list[Table]) -> list[str]:
    """Tables of the database that no model describes: nothing can carry them."""
    known = {table.name for table in tables} | {HISTORY}
    return sorted(set(connection.introspection.table_names()) - known)


def is_occupied() -> bool:
    """Whether somebody has written here: rows that no migration makes."""
    loader = MigrationLoader(connection)
    tables = tables_after(loader, applied(loader))
    return any(not table.is_empty() for table in tables if table.label not in MADE_BY_MIGRATIONS)


def last_keys() -> dict[str, int]:
    """By model: the highest key that each table has ever given."""
    loader = MigrationLoader(connection)
    tables = tables_after(loader, applied(loader))
    return {table.label: key for table in tables if (key := table.last_key())}


# Filling them


def emptied(tables: list[Table]) -> None:
    """Links are checked at the end: in no order."""
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"DELETE FROM {_quoted(table.name)}")  # noqa: S608


def insert(table: Table, rows: list[list[Any]]) -> None:
    columns = ", ".join(_quoted(field.column or "") for field in table.fields)
    places = ", ".join(["%s"] * len(table.fields))
    prepared = [
        [_prepared(field, value) for field, value in zip(table.fields, row, strict=True)]
        for row in rows
    ]
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {_quoted(table.name)} ({columns}) VALUES ({places})",  # noqa: S608
            prepared,
        )


def _prepared(field: "models.Field[Any, Any]", value: Any) -> Any:
    """JSON goes in as it came out: its text."""
    return value if _is_json(field) else field.get_db_prep_save(value, connection)


def advance(tables: list[Table], at_least: dict[str, int]) -> None:
    """The next row of each table gets a key that no row ever had."""
    numbered = [(table, key) for table in tables if (key := at_least.get(table.label))]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for table, key in numbered:
                _advance_in_file(cursor, table, key)
            return
        for sql in connection.ops.sequence_reset_sql(no_style(), [one.model for one in tables]):
            cursor.execute(sql)
        for table, key in numbered:
            cursor.execute(
                "SELECT setval(s::regclass, GREATEST(%s, nextval(s::regclass) - 1)) "
                "FROM pg_get_serial_sequence(%s, %s) AS s",
                [key, _quoted(table.name), table.model._meta.pk.column],
            )


def _advance_in_file(cursor: Any, table: Table, key: int) -> None:
    """A table that never had a row has no line yet."""
    cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table.name])
    found = cursor.fetchone()
    if found is None:
        cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table.name, key])
    elif found[0] < key:
        cursor.execute("UPDATE sqlite_sequence SET seq = %s WHERE name = %s", [key, table.name])
