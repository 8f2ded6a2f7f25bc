"""Fixtures for every test. The environment is cleaned before the settings are read."""

import gc
import os
from collections.abc import Callable, Generator, Mapping
from typing import Any

import pytest
from django.conf import settings
from django.template import Template
from django.test.client import MULTIPART_CONTENT, RequestFactory
from django.utils.http import urlencode

from tests import environment
from tests.day import clock_of

if settings.configured:
    raise pytest.UsageError("Retirez DJANGO_SETTINGS_MODULE de l’environnement.")
environment.enter(environment.temporary_data_dir())
os.environ["DJANGO_SETTINGS_MODULE"] = "catalogue.settings"


# While 6,000 tests are collected nothing becomes garbage: looking for it was a fifth of that time.
gc.disable()


def pytest_collection_finish() -> None:
    """Nor does what was collected ever: it is not looked through again. What tests leave is looked
    for every 20,000 objects: a page of the admin makes a hundred thousand, and few last."""
    gc.freeze()
    gc.set_threshold(20_000, 50, 50)
    gc.enable()


def pytest_configure(config: pytest.Config) -> None:
    if day := os.environ.get("DAY"):
        config.add_cleanup(_move_the_clock(day))
    # Templates may name any static file without collecting them first; the browser tests run
    # with the real, hashed ones.
    settings.STORAGES["staticfiles"]["BACKEND"] = (
        "django.contrib.staticfiles.storage.StaticFilesStorage"
    )
    # A slow hash is for attackers, not for factories.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def _move_the_clock(day: str) -> Callable[[], None]:
    """The whole run takes place on `DAY` (2027-01-15), from noon in Paris; the clock goes on.

    What the seed and the law let age must not turn a test red one morning: a test that needs a day
    names it, and `DAY=2030-03-02 make test-fast` shows the ones that forgot.
    """
    try:
        clock = clock_of(day)
    except ValueError as error:
        raise pytest.UsageError(f"DAY={day} n’est pas un jour : écrivez AAAA-MM-JJ.") from error
    clock.start()
    return clock.stop


def pytest_report_header() -> str | None:
    day = os.environ.get("DAY")
    return f"le jour des tests : {day}" if day else None


def pytest_xdist_setupnodes(config: pytest.Config, specs: list[Any]) -> None:
    """Workers start as this process did: settings are read after the environment was cleaned."""
    del os.environ["DJANGO_SETTINGS_MODULE"]


URLENCODED = "application/x-www-form-urlencoded"
# As it is before Django sets up the environment of tests.
_DRAWN: Any = vars(Template)["_render"]
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


@pytest.fixture(scope="session", autouse=True)
def templates_tell_nobody(django_test_environment: None) -> None:
    """Django's tests hear of each template that is drawn, with a copy of all that it was given:
    thousands for a page of the admin, and nobody here listens."""
    setattr(Template, "_render", _DRAWN)  # noqa: B010  (typed as if it were not there)


@pytest.fixture(scope="session", autouse=True)
def forms_are_sent_as_browsers_do() -> None:
    """Urlencoded unless there is a file: Django's client makes a part of each of 700 fields, and
    the server takes them apart again, a sixth of what saving a programme costs."""
    as_parts = RequestFactory.post

    def post(
        self: Any, path: str, data: Any = None, content_type: str = MULTIPART_CONTENT, **more: Any
    ) -> Any:
        if content_type == MULTIPART_CONTENT and not _has_file(data or {}):
            data, content_type = urlencode(data or {}, doseq=True), URLENCODED
        return as_parts(self, path, data, content_type, **more)

    setattr(RequestFactory, "post", post)  # noqa: B010  (the types know only Django's)


def _has_file(data: Mapping[str, Any]) -> bool:
    return any(hasattr(value, "read") for value in data.values())


@pytest.fixture(autouse=True)
def nothing_in_memory() -> None:
    """Tests roll editions back and use their keys again; the site never does."""
    from catalogue.server import house
    from catalogue.views import catalogue, compare, editions, gone, paper

    for one in (catalogue, compare, editions, gone, paper):
        one.forget()
    house.remember(None)


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
