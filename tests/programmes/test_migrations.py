"""Migrations: those that have landed stay as they are, and whatever they name stays importable.

A database that has run a migration never runs it again: an edit reaches new databases only, and
from then on two sites of one release differ. `landed_migrations.txt`, beside this file, holds the
hash of each, in the form that `sha256sum --check` reads from the root of the project.
"""

import ast
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.db.migrations import Migration
from django.db.migrations.loader import MigrationLoader

from programmes.models import Edition
from tests.environment import ROOT

LANDED = Path(__file__).with_name("landed_migrations.txt")


def migrations() -> dict[str, Path]:
    """By their path from the root."""
    files = sorted(ROOT.glob("*/migrations/[0-9]*.py"))
    return {file.relative_to(ROOT).as_posix(): file for file in files}


def landed() -> dict[str, str]:
    """Path → SHA-256."""
    lines = (line.split("  ", 1) for line in LANDED.read_text().splitlines())
    return {path: digest for digest, path in lines}


def hash_of(file: Path) -> str:
    return sha256(file.read_bytes()).hexdigest()


# Landed migrations are never edited


@pytest.mark.parametrize("path", landed())
def test_a_landed_migration_is_never_edited(path: str) -> None:
    file = ROOT / path

    assert file.exists(), f"{path} has landed: landed migrations are never removed or renamed."
    assert hash_of(file) == landed()[path], (
        f"{path} has changed. Landed migrations are never edited: databases that have run it will "
        "not run it again. Take the change back, and write it as a new migration."
    )


def test_a_new_migration_is_held_from_the_day_it_lands() -> None:
    new = {path: file for path, file in migrations().items() if path not in landed()}
    lines = "\n".join(f"{hash_of(file)}  {path}" for path, file in new.items())

    assert not new, (
        "A new migration. Landed ones are never edited; once this one is final, add it to "
        f"{LANDED.relative_to(ROOT)}:\n{lines}"
    )


# What they name stays importable


def names_in(source: str) -> Iterator[str]:
    """Every dotted path that a module imports, and every attribute that it takes from one.

    `import a.b` and then `a.b.c` is `a.b.c`; `from a import b` and then `b.c` is `a.b.c`.
    """
    tree = ast.parse(source)
    bound: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name
                root = alias.name.partition(".")[0]
                bound[alias.asname or root] = alias.name if alias.asname else root
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "a migration names in full what it imports"
            for alias in node.names:
                bound[alias.asname or alias.name] = f"{node.module}.{alias.name}"
                yield f"{node.module}.{alias.name}"
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and (chain := _chain(node)):
            root, *rest = chain
            if root in bound:
                yield ".".join([bound[root], *rest])


def _chain(node: ast.expr) -> list[str]:
    """`a.b.c` as its parts; nothing for what does not begin with a name."""
    if isinstance(node, ast.Name):
        return [node.id]
    if isinstance(node, ast.Attribute) and (before := _chain(node.value)):
        return [*before, node.attr]
    return []


@cache
def needed() -> dict[str, list[str]]:
    """Dotted path → the migrations that name it. Those inside a longer one go with it."""
    found: dict[str, list[str]] = {}
    for path, file in migrations().items():
        names = set(names_in(file.read_text(encoding="utf-8")))
        for name in names:
            if not any(other.startswith(f"{name}.") for other in names):
                found.setdefault(name, []).append(path)
    return dict(sorted(found.items()))


def find(dotted: str) -> Any:
    """A module, or what one holds. Raises `ImportError` or `AttributeError`."""
    parts = dotted.split(".")
    found = import_module(parts[0])
    for index, part in enumerate(parts[1:], start=2):
        if not hasattr(found, part):
            try:
                import_module(".".join(parts[:index]))
            except ModuleNotFoundError as error:
                raise AttributeError(f"{'.'.join(parts[: index - 1])} has no {part}") from error
        found = getattr(found, part)
    return found


@pytest.mark.parametrize("dotted", needed())
def test_what_a_landed_migration_names_stays_importable(dotted: str) -> None:
    try:
        find(dotted)
    except (ImportError, AttributeError) as error:
        pytest.fail(
            f"{dotted} cannot be imported any more ({error}), and {', '.join(needed()[dotted])} "
            "names it. Landed migrations are never edited: where it has moved, leave a module at "
            "the old path that imports it from its new one."
        )


def test_the_paths_that_migrations_need_are_found_in_every_way_of_naming_them() -> None:
    source = """
import a.b
import c.d as e
from f.g import h, i as j
a.b.validate(e.default, h.Inner.noop, j, own.thing, call().x)
"""

    assert set(names_in(source)) >= {
        "a.b.validate", "c.d.default", "f.g.h.Inner.noop", "f.g.i",
    }  # fmt: skip
    # Among ours, as the migrations name them today.
    assert {
        "programmes.identifiers.validate_rncp",
        "programmes.models.preview_links.in_seven_days",
    } <= needed().keys()


@pytest.mark.parametrize("dotted", ["programmes.gone", "programmes.identifiers.gone", "gone"])
def test_a_name_that_is_gone_is_noticed(dotted: str) -> None:
    with pytest.raises((ImportError, AttributeError)):
        find(dotted)


# A database of an older commit

DATES = frozenset({"edition_published_at", "edition_withdrawn_at"})


def constraints() -> dict[str, Any]:
    """Indexes and constraints of the editions' table, as the database describes them."""
    with connection.cursor() as cursor:
        return connection.introspection.get_constraints(cursor, Edition._meta.db_table)


def edition_dates() -> tuple[Migration, Any]:
    """The migration, and the state of the models before it."""
    loader = MigrationLoader(connection)
    migration = loader.get_migration("programmes", "0004_edition_dates")
    return migration, loader.project_state(("programmes", "0003_dead_links"))


@pytest.mark.django_db(transaction=True)  # SQLite changes no table inside a transaction
@pytest.mark.parametrize("missing", [DATES, {"edition_published_at"}, frozenset()])
def test_a_database_of_an_older_site_gets_the_indexes_that_it_lacks(missing: set[str]) -> None:
    today = constraints()
    assert today.keys() >= DATES
    with connection.cursor() as cursor:
        for name in missing:
            cursor.execute(f"DROP INDEX {name}")
    assert DATES & constraints().keys() == DATES - missing

    migration, before = edition_dates()
    with connection.schema_editor() as editor:
        migration.apply(before, editor)

    assert constraints() == today


@pytest.mark.django_db(transaction=True)
def test_going_back_before_these_indexes_leaves_them() -> None:
    today = constraints()

    migration, before = edition_dates()
    with connection.schema_editor() as editor:
        migration.unapply(before, editor)

    assert constraints() == today
