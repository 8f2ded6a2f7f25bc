"""The server outlives the death of its workers, and ends where the application cannot start."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.db.migrations.recorder import MigrationRecorder
from pytest_django import Settings

from catalogue.management.commands import serve
from tests.browser.house import free_port
from tests.environment import ROOT, variables

# Nobody waits for ever.
LONGEST = 60

SOUND = """
def application(environ, start_response):
    import os
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [str(os.getpid()).encode()]
"""
CANNOT_START = "raise RuntimeError('cannot start')\n"


@contextmanager
def server(
    folder: Path, application: str, workers: int
) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    (folder / "tiny.py").write_text(application)
    port = free_port()
    options = serve.granian_options("127.0.0.1", port)[:-1]
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", serve.SERVER, *options),
            *(f"--workers={workers}", f"--working-dir={folder}", "tiny:application"),
        ],
        cwd=ROOT,
        env=variables(folder),
        stderr=subprocess.DEVNULL,
    )
    try:
        yield f"http://127.0.0.1:{port}/", process
    finally:
        process.terminate()
        process.wait(LONGEST)


def answer(url: str) -> int:
    """The number of the process that answers, once one does."""
    deadline = time.monotonic() + LONGEST
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(url, timeout=5) as response:
                return int(response.read())
        except (OSError, urllib.error.URLError):
            time.sleep(0.02)
    pytest.fail("nobody answers")


def test_workers_that_are_killed_one_after_another_are_replaced(tmp_path: Path) -> None:
    """With Granian alone, the second one within 5.5 seconds ends the server."""
    with server(tmp_path, SOUND, workers=1) as (url, process):
        killed = []
        for _ in range(3):
            killed.append(answer(url))
            os.kill(killed[-1], signal.SIGKILL)
            time.sleep(0.2)
        assert answer(url) not in killed
        assert process.poll() is None
    assert len(set(killed)) == 3


def test_an_application_that_cannot_start_ends_the_server(tmp_path: Path) -> None:
    with server(tmp_path, CANNOT_START, workers=2) as (_, process):
        assert process.wait(LONGEST) != 0


def test_the_servers_own_lines_are_objects_when_asked(tmp_path: Path) -> None:
    (tmp_path / "tiny.py").write_text(CANNOT_START)
    options = serve.granian_options("127.0.0.1", free_port())[:-1]
    ran = subprocess.run(
        [
            *(sys.executable, "-m", serve.SERVER, *options),
            *("--workers=1", f"--working-dir={tmp_path}", "tiny:application"),
        ],
        cwd=ROOT,
        env=variables(tmp_path, LOG_FORMAT="json"),
        capture_output=True,
        text=True,
        check=False,
        timeout=LONGEST,
    )

    said = [json.loads(line) for line in ran.stdout.splitlines()]
    assert {one["logger"] for one in said} == {"_granian"}
    assert "Unexpected exit from worker-1" in {one["message"] for one in said}


# Refused at the start, in a sentence


@pytest.mark.parametrize(
    ("host", "said"), [("ici", "n’est pas une adresse IP"), ("192.0.2.7", "de cette machine")]
)
def test_an_address_that_cannot_be_listened_on_is_named(host: str, said: str) -> None:
    with pytest.raises(CommandError, match=said):
        call_command("serve", host=host, port=free_port())


@pytest.mark.django_db
def test_a_database_that_does_not_answer_is_said(
    monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    settings.DATABASE_FILE = None

    def fail(*_: object) -> None:
        raise OperationalError("connection refused:\n\tis the server running?")

    monkeypatch.setattr(serve, "MigrationExecutor", fail)
    with pytest.raises(CommandError, match=r"ne répond pas.*connection refused: is the server"):
        call_command("serve", port=free_port())


def test_a_lost_file_is_said(tmp_path: Path, settings: Settings) -> None:
    settings.DATABASE_FILE = tmp_path / "lost.sqlite3"

    with pytest.raises(CommandError, match=r"lost.sqlite3. Lancez.*make demo"):
        call_command("serve", port=free_port(), again="make demo")
    assert not settings.DATABASE_FILE.exists()


@pytest.mark.django_db
def test_a_half_migrated_database_is_said(settings: Settings) -> None:
    settings.DATABASE_FILE = None
    MigrationRecorder.Migration.objects.filter(app="programmes").latest("id").delete()

    with pytest.raises(CommandError, match=r"pas à jour \(migrations en attente.: 1\)"):
        call_command("serve", port=free_port())


def test_a_command_without_a_database_ends_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "static").mkdir()
    ran = subprocess.run(
        [sys.executable, "manage.py", "seed"],
        cwd=ROOT,
        env=variables(tmp_path),
        capture_output=True,
        text=True,
        check=False,
    )

    assert ran.returncode == 1
    assert ran.stderr.startswith("La base de données ne répond pas")
    assert "Traceback" not in ran.stderr
