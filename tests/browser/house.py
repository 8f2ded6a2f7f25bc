"""The site as it is installed, served by Granian: what the browser tests visit."""

import os
import secrets
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from tests import environment

MANAGE = [sys.executable, str(environment.ROOT / "manage.py")]
DATABASE = "catalogue.sqlite3"
# What makes a process live on the `DAY` that it is given, and where that finds the rest.
CLOCK = os.pathsep.join((str(environment.ROOT / "tests" / "clock"), str(environment.ROOT)))
START_TIMEOUT = 30  # seconds


@dataclass(frozen=True)
class Staff:
    login: str
    password: str


@dataclass(frozen=True)
class Prepared:
    """A folder with a migrated, seeded database and collected static files."""

    data_dir: Path
    staff: Staff

    @property
    def database_file(self) -> Path:
        return self.data_dir / DATABASE


@dataclass(frozen=True)
class House:
    """A server, without a slash at the end of its address, and what it serves."""

    url: str
    data_dir: Path

    @property
    def database_file(self) -> Path:
        return self.data_dir / DATABASE


@contextmanager
def serving(prepared: Prepared, data_dir: Path, *, day: str = "") -> Iterator[House]:
    """A server on a copy of the prepared database, in that folder, as long as the block.

    `day`: the one on which it serves, where it is not that of the tests.
    """
    shutil.copy(prepared.database_file, data_dir)
    (data_dir / "static").symlink_to((prepared.data_dir / "static").resolve())
    port = free_port()
    variables = server_variables(data_dir, port, **({"DAY": day} if day else {}))
    url = f"http://127.0.0.1:{port}"
    log = data_dir / "server.log"
    with log.open("w") as output:
        server = subprocess.Popen(
            [*MANAGE, "serve"], env=variables, stdout=output, stderr=subprocess.STDOUT
        )
    try:
        wait_until_ready(url, server, log)
        yield House(url, data_dir)
    finally:
        server.terminate()
        server.wait(timeout=START_TIMEOUT)


def manage(data_dir: Path, *command: str) -> str:
    """What a management command prints; a failure shows everything it said."""
    done = subprocess.run(
        [*MANAGE, *command],
        env=server_variables(data_dir, port=8000),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def server_variables(data_dir: Path, port: int, **others: str) -> dict[str, str]:
    # The real release: it is in the ETags that the browser sends back.
    fixed = {"SITE_URL": None, "RELEASE": None, "PORT": str(port), "WORKERS": "1"}
    return environment.variables(data_dir, **fixed, PYTHONPATH=CLOCK, **others)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_until_ready(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_TIMEOUT
    while time.monotonic() < deadline and server.poll() is None:
        try:
            urllib.request.urlopen(f"{url}/readyz", timeout=5).close()
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.05)
        else:
            return
    pytest.fail(f"The server did not start:\n{log.read_text()}")


def put_back(prepared: Path, database_file: Path) -> None:
    """All that stands in the first file, under the server that has the second one open.

    SQLite's own backup is one transaction to the server's connections; a copied file would not be.
    """
    with (
        closing(sqlite3.connect(prepared)) as source,
        closing(sqlite3.connect(database_file)) as to,
    ):
        source.backup(to)


def new_session(database_file: Path, staff: Staff) -> str:
    """The key of a session of that person, for the cookie."""
    from django.contrib.auth.models import User  # once Django is set up

    key = secrets.token_hex(16)
    with closing(sqlite3.connect(database_file)) as database, database:
        user_key, password = database.execute(
            "SELECT id, password FROM auth_user WHERE username = ?", [staff.login]
        ).fetchone()
        content = {
            SESSION_KEY: str(user_key),
            BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
            HASH_SESSION_KEY: User(password=password).get_session_auth_hash(),
        }
        database.execute(
            "INSERT INTO django_session (session_key, session_data, expire_date) VALUES (?, ?, ?)",
            [key, SessionStore().encode(content), f"{datetime.now(UTC) + timedelta(days=1):%F %T}"],
        )
    return key
