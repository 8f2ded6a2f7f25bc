"""What machines ask: alive, ready."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db import OperationalError
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

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
    health._migrations.up_to_date = False
    yield
    health._migrations.up_to_date = False


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

    with django_assert_num_queries(1):
        client.get("/readyz")
