"""Fixtures for every test. The environment is cleaned before the settings are read."""

import os
from collections.abc import Generator
from typing import Any

import pytest
from django.conf import settings

from tests import environment

if settings.configured:
    raise pytest.UsageError("Retirez DJANGO_SETTINGS_MODULE de l’environnement.")
environment.enter(environment.temporary_data_dir())
os.environ["DJANGO_SETTINGS_MODULE"] = "catalogue.settings"


def pytest_configure(config: pytest.Config) -> None:
    # Templates may name any static file without collecting them first; the browser tests run
    # with the real, hashed ones.
    settings.STORAGES["staticfiles"]["BACKEND"] = (
        "django.contrib.staticfiles.storage.StaticFilesStorage"
    )
    # A slow hash is for attackers, not for factories.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


_DATABASE_FIXTURES = {"db", "transactional_db", "django_db_setup"}


def _uses_the_database(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    named = any(item.get_closest_marker(name) for name in ("django_db", "postgres"))
    return named or bool(fixtures & _DATABASE_FIXTURES)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What never touches a database runs once, on SQLite: two in three tests, half of the time."""
    if "TEST_DATABASE_URL" not in os.environ:
        return
    alike = [item for item in items if not _uses_the_database(item)]
    items[:] = [item for item in items if _uses_the_database(item)]
    config.hook.pytest_deselected(items=alike)
    config.stash[_ALIKE] = len(alike)


_ALIKE = pytest.StashKey[int]()


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    if count := config.stash.get(_ALIKE, 0):
        terminalreporter.write_line(
            f"{count} tests touch no database: the run on SQLite is theirs."
        )


@pytest.fixture(autouse=True)
def nothing_in_memory() -> None:
    """Tests roll editions back and use their keys again; the site never does."""
    from catalogue.views import catalogue

    catalogue.forget()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A skipped test is a test that nobody sees: it fails. Leave tests out with `-m` instead."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"Skipped, therefore failed: {report.longrepr}"
    return report
