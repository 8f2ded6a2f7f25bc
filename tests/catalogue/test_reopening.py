"""A database file that was replaced under a running server: noticed, and opened anew."""

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

from tests.environment import ROOT, variables

pytestmark = pytest.mark.sqlite

# One process that serves, with the connection of its thread; the file is replaced in the middle.
SERVED = """
import os, sys
from contextlib import suppress
from pathlib import Path
os.environ["DJANGO_SETTINGS_MODULE"] = "catalogue.settings"
import django
django.setup()
from django.conf import settings
from django.contrib.auth.models import User
from django.core.signals import request_started
from django.db import close_old_connections, DatabaseError
from django.test import Client
from catalogue.server import reopening
settings.STORAGES["staticfiles"]["BACKEND"] = (
    "django.contrib.staticfiles.storage.StaticFilesStorage"
)
if "unwatched" in sys.argv:
    request_started.disconnect(dispatch_uid="catalogue.server.reopening")
client = Client(SERVER_NAME="127.0.0.1")
said = [client.get("/readyz").status_code]
Path(sys.argv[1]).replace(settings.DATABASE_FILE)
said.append(client.get("/readyz").status_code)
client.get("/healthz")
try:
    User.objects.create_user("camille")
    said.append("saved")
except DatabaseError as fault:
    said.append(str(fault))
print(said)
"""


@pytest.fixture(scope="module")
def prepared(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a migrated database."""
    file = tmp_path_factory.mktemp("prepared") / "catalogue.sqlite3"
    migrated = connection.settings_dict["NAME"]
    with closing(sqlite3.connect(migrated)) as source, closing(sqlite3.connect(file)) as to:
        source.backup(to)
    return file.parent


def served(prepared: Path, folder: Path, *, how: str = "", new: Path | None = None) -> str:
    shutil.copy(prepared / "catalogue.sqlite3", folder / "catalogue.sqlite3")
    (folder / "static").mkdir()
    other = folder / "other.sqlite3"
    shutil.copy(new or prepared / "catalogue.sqlite3", other)
    ran = subprocess.run(
        [sys.executable, "-c", SERVED, str(other), how],
        cwd=ROOT,
        env=variables(folder),
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.strip()


def test_a_file_replaced_under_the_server_is_opened_anew(prepared: Path, tmp_path: Path) -> None:
    assert served(prepared, tmp_path) == "[200, 200, 'saved']"

    with closing(sqlite3.connect(tmp_path / "catalogue.sqlite3")) as database:
        assert database.execute("SELECT username FROM auth_user").fetchall() == [("camille",)]


def test_ready_is_never_said_where_every_save_fails(prepared: Path, tmp_path: Path) -> None:
    """Even by a connection that nobody opened anew."""
    assert served(prepared, tmp_path, how="unwatched") == (
        "[200, 503, 'attempt to write a readonly database']"
    )


def test_a_file_of_an_older_release_is_not_ready(prepared: Path, tmp_path: Path) -> None:
    old = tmp_path / "old.sqlite3"
    shutil.copy(prepared / "catalogue.sqlite3", old)
    with closing(sqlite3.connect(old)) as database, database:
        database.execute(
            "DELETE FROM django_migrations WHERE id = (SELECT max(id) FROM django_migrations)"
        )
    folder = tmp_path / "site"
    folder.mkdir()

    assert served(prepared, folder, new=old).startswith("[200, 503")
