"""What machines ask: alive, ready."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db import OperationalError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from catalogue.server import sqlite
from catalogue.views import health
from programmes.models import Edition

# As they are read to make the database of the tests: one that somebody writes while they run is
# another deploy's.
ON_DISK = {
    (config.label, file.stem)
    for config in apps.get_app_configs()
    for file in Path(config.path, "migrations").glob("*.py")
}


@pytest.fixture(autouse=True)
def nothing_written_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    read = MigrationLoader.load_disk

    def load_disk(self: MigrationLoader) -> None:
        read(self)
        for name in self.disk_migrations.keys() - ON_DISK:
            del self.disk_migrations[name]

    monkeypatch.setattr(MigrationLoader, "load_disk", load_disk)


@pytest.fixture(autouse=True)
def fresh_process() -> Iterator[None]:
    """Forgets that the migrations were once seen applied, as a new process would."""
    health._migrations.forget()
    health._saves.forget()
    yield
    health._migrations.forget()
    health._saves.forget()


def test_alive_without_a_database(client: Client) -> None:
    response = client.get("/healthz")

    assert response.status_code == 200
    assert response.content.decode() == "vivant\n"
    assert response["Cache-Control"] == "private, no-store"


@pytest.fixture
def database_file(tmp_path: Path, settings: Settings) -> Path:
    """Stands for the real file, which the tests do not have."""
    file = tmp_path / "catalogue.sqlite3"
    file.touch()
    settings.DATABASE_FILE = file
    return file


@pytest.mark.django_db
@pytest.mark.usefixtures("database_file")
def test_ready_when_the_database_is_up_to_date(client: Client) -> None:
    response = client.get("/readyz")

    assert response.status_code == 200
    assert response.content.decode() == "prêt\n"


@pytest.mark.django_db
def test_not_ready_when_the_file_is_lost(client: Client, database_file: Path) -> None:
    database_file.unlink()

    assert client.get("/readyz").status_code == 503
    assert not database_file.exists()


@pytest.mark.django_db
@pytest.mark.usefixtures("database_file")
def test_not_ready_before_a_migration_is_applied(client: Client) -> None:
    MigrationRecorder.Migration.objects.filter(app="programmes").latest("id").delete()

    assert client.get("/readyz").status_code == 503


@pytest.mark.django_db
@pytest.mark.usefixtures("database_file")
def test_not_ready_when_the_database_fails(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> bool:
        raise OperationalError("disk I/O error")

    monkeypatch.setattr(Edition.objects, "exists", fail)
    response = client.get("/readyz")

    assert response.status_code == 503
    assert "disk" not in response.content.decode()
    assert "disk I/O error" in caplog.text


@pytest.mark.django_db
@pytest.mark.usefixtures("database_file")
def test_a_yes_on_migrations_is_kept(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.get("/readyz")

    # PostgreSQL says at once whether it takes writes.
    with django_assert_num_queries(1 if connection.vendor == "sqlite" else 2):
        client.get("/readyz")


@pytest.mark.django_db
@pytest.mark.usefixtures("database_file")
def test_not_ready_when_no_save_would_work(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    sqlite = connection.vendor == "sqlite"
    to, back = (
        ("PRAGMA query_only = ON", "PRAGMA query_only = OFF")
        if sqlite
        else ("SET transaction_read_only = on", "SELECT 1")  # as in each transaction of a standby
    )
    with connection.cursor() as cursor:
        cursor.execute(to)
        try:
            assert client.get("/readyz").status_code == 503
        finally:
            cursor.execute(back)
    assert not sqlite or "readonly" in caplog.text


@pytest.mark.sqlite
@pytest.mark.django_db
@pytest.mark.usefixtures("database_file")
def test_a_write_is_tried_now_and_then_and_leaves_nothing(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[str] = []
    try_to_write = health._try_to_write

    def noted() -> None:
        tried.append("once")
        try_to_write()

    monkeypatch.setattr(health, "_try_to_write", noted)
    applied = list(MigrationRecorder.Migration.objects.order_by("id").values_list())

    for _ in range(3):
        assert client.get("/readyz").status_code == 200
    assert tried == ["once"]

    monkeypatch.setattr(health, "_TRIED_EVERY", 0.0)
    assert client.get("/readyz").status_code == 200
    assert tried == ["once", "once"]
    assert list(MigrationRecorder.Migration.objects.order_by("id").values_list()) == applied


@pytest.mark.sqlite
@pytest.mark.django_db
@pytest.mark.usefixtures("database_file")
def test_not_ready_when_the_disk_is_full(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    full = shutil.disk_usage("/")._replace(free=4096)
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: full)

    assert client.get("/readyz").status_code == 503


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("database_file")
def test_a_writer_at_work_is_no_fault_until_a_save_would_give_up(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "_PATIENCE", 20)
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("BEGIN IMMEDIATE")
        assert client.get("/readyz").status_code == 200
        monkeypatch.setattr(sqlite, "TIMEOUT", 0)
        assert client.get("/readyz").status_code == 503
        cursor.execute("ROLLBACK")
    other.close()

    assert client.get("/readyz").status_code == 200
