"""The settings fail closed: one sentence that names the variable, never its value."""

import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.management import call_command
from django.db import connection
from pytest_django import Settings

from catalogue.server import env, sqlite
from catalogue.server.release import release
from tests import environment

SITE = "https://formations.exemple.fr"
PRINT = "from django.conf import settings; print(settings.{})"


def start(
    tmp_path: Path, code: str = PRINT.format("SITE_URL"), /, **variables: str | None
) -> subprocess.CompletedProcess[str]:
    """A process of its own that reads the settings with these variables."""
    return subprocess.run(
        [sys.executable, "-c", code],
        env=environment.variables(
            tmp_path, DJANGO_SETTINGS_MODULE="catalogue.settings", **variables
        ),
        cwd=environment.ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("name", "variables"),
    [
        ("SECRET_KEY", {"SECRET_KEY": None}),
        ("SECRET_KEY", {"SECRET_KEY": ""}),
        ("SECRET_KEY", {"SECRET_KEY": "trop-court-mais-secret"}),
        ("SECRET_KEY", {"SECRET_KEY": "a" * 80}),
        ("SECRET_KEY", {"SECRET_KEY": "django-insecure-" + "0123456789" * 6}),
        ("SECRET_KEY_FILE", {"SECRET_KEY": None, "SECRET_KEY_FILE": "/nulle/part"}),
        ("DEBUG", {"DEBUG": "yes"}),
        ("LOG_FORMAT", {"LOG_FORMAT": "JSON"}),
        ("LOG_FORMAT", {"LOG_FORMAT": "xml"}),
        ("DEBUG", {"DEBUG": "True"}),
        ("DEBUG", {"DEBUG": "true", "SITE_URL": SITE}),
        ("SITE_URL", {"SITE_URL": "mon-cfa.exemple"}),
        ("SITE_URL", {"SITE_URL": "http://mon-cfa.exemple"}),
        ("SITE_URL", {"SITE_URL": "https://exemple.fr/formations"}),
        ("SITE_URL", {"SITE_URL": "https://exemple.fr:quatre"}),
        ("PORT", {"PORT": "huit-mille"}),
        ("PORT", {"PORT": "70000"}),
        ("TRUSTED_PROXIES", {"TRUSTED_PROXIES": "-1"}),
        ("DATABASE_URL", {"DATABASE_URL": "mysql://moi:motdepasse@ici/base"}),
        ("DATABASE_URL", {"DATABASE_URL": "sqlite://"}),
        ("DATABASE_URL", {"DATABASE_URL": "postgresql://moi:motdepasse@ici:port/base"}),
    ],
)
def test_a_doubtful_environment_stops_the_process_with_one_sentence(
    tmp_path: Path, name: str, variables: dict[str, str | None]
) -> None:
    done = start(tmp_path, **variables)

    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert name in done.stderr
    assert "Traceback" not in done.stderr
    values = [value for value in variables.values() if value and value not in ("true",)]
    assert not [value for value in values if value in done.stderr]


def test_a_secret_may_come_from_a_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text(environment.SECRET_KEY + "\n")

    done = start(tmp_path, PRINT.format("SECRET_KEY"), SECRET_KEY=None, SECRET_KEY_FILE=str(secret))

    assert done.stdout.strip() == environment.SECRET_KEY


def test_the_env_file_yields_to_the_environment(tmp_path: Path) -> None:
    file = tmp_path / "env"
    file.write_text(f"SITE_URL={SITE}\nTRUSTED_PROXIES=2\n")

    code = "from django.conf import settings as s; print(s.SITE_URL, s.TRUSTED_PROXIES)"
    done = start(tmp_path, code, ENV_FILE=str(file), SITE_URL="http://localhost:8001")

    assert done.stdout.split() == ["http://localhost:8001", "2"]


def test_https_turns_on_everything_that_depends_on_it(tmp_path: Path) -> None:
    code = """
from django.conf import settings as s
print(s.SECURE_SSL_REDIRECT, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_HSTS_SECONDS)
print(s.ALLOWED_HOSTS, s.CSRF_TRUSTED_ORIGINS)
"""
    lines = start(tmp_path, code, SITE_URL=SITE).stdout.splitlines()

    assert lines[0] == "True True True 31536000"
    assert "formations.exemple.fr" in lines[1]
    assert SITE in lines[1]


def test_the_default_address_follows_the_port(tmp_path: Path) -> None:
    done = start(tmp_path, SITE_URL=None, PORT="8123")

    assert done.stdout.strip() == "http://127.0.0.1:8123"


def test_production_settings_pass_the_deployment_check(tmp_path: Path) -> None:
    code = """
import django; django.setup()
from django.core.management import call_command
call_command("check", deploy=True, fail_level="WARNING")
"""
    done = start(tmp_path, code, SITE_URL=SITE)

    assert done.returncode == 0, done.stderr


def test_the_release_is_a_digest_of_what_shapes_an_answer(tmp_path: Path) -> None:
    first, second = (
        start(tmp_path, PRINT.format("RELEASE"), RELEASE=None).stdout.strip() for _ in range(2)
    )

    assert len(first) == 12
    assert first == second


def test_the_release_changes_with_the_files_and_with_nothing_else(tmp_path: Path) -> None:
    sheet = tmp_path / "static" / "site.css"
    sheet.parent.mkdir()
    sheet.write_text("body {}")
    before = release(tmp_path)

    (tmp_path / "static" / ".site.css.swp").write_text("an editor was here")
    assert release(tmp_path) == before
    sheet.write_text("body { margin: 0 }")
    assert release(tmp_path) != before


def test_an_env_file_is_private_and_never_overwritten(tmp_path: Path) -> None:
    file = tmp_path / ".env"

    assert env.write_env_file(file)
    content = file.read_text()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert not env.write_env_file(file)
    assert file.read_text() == content


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 45, 0), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 52, 0), True),
        ((4, 0, 0), True),
    ],
)
def test_the_write_ahead_log_waits_for_a_library_that_keeps_it_whole(
    version: tuple[int, int, int], safe: bool
) -> None:
    assert sqlite.wal_is_safe(version) is safe


@pytest.mark.sqlite
@pytest.mark.django_db
def test_a_live_connection_has_the_pragmas_we_chose() -> None:
    journal = "wal" if sqlite.wal_is_safe(sqlite3.sqlite_version_info) else "delete"
    with connection.cursor() as cursor:
        values = {
            pragma: cursor.execute(f"PRAGMA {pragma}").fetchone()
            for pragma in ("journal_mode", "busy_timeout", "foreign_keys", "mmap_size")
        }

    assert values["journal_mode"] == (journal,)
    assert values["busy_timeout"] == (sqlite.TIMEOUT * 1000,)
    assert values["foreign_keys"] == (1,)
    assert values["mmap_size"] in ((0,), None)  # None where the library was built without it
    assert connection.transaction_mode == "IMMEDIATE"  # type: ignore[attr-defined]


@pytest.mark.sqlite
@pytest.mark.django_db
def test_the_tests_use_a_file_far_from_the_real_database() -> None:
    file = Path(connection.settings_dict["NAME"])

    assert file.exists()
    assert environment.ROOT not in file.parents
    assert environment.ROOT not in Path(django_settings.STATIC_ROOT).parents


def test_a_lost_database_file_is_an_error_and_not_an_empty_database(tmp_path: Path) -> None:
    lost = tmp_path / "lost.sqlite3"

    with pytest.raises(sqlite3.OperationalError):
        sqlite3.connect(sqlite.existing_only(lost), uri=True)
    assert not lost.exists()


def test_a_created_database_file_is_private_and_opens(tmp_path: Path) -> None:
    file = tmp_path / "new folder" / "é & co.sqlite3"

    assert sqlite.create(file)
    assert not sqlite.create(file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    sqlite3.connect(sqlite.existing_only(file), uri=True).close()


@pytest.mark.sqlite
def test_the_set_up_creates_the_file(tmp_path: Path, settings: Settings) -> None:
    settings.DATABASE_FILE = tmp_path / "data" / "catalogue.sqlite3"

    call_command("create_database")

    assert (tmp_path / "data" / "catalogue.sqlite3").exists()
