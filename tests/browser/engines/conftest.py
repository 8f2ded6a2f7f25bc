"""The engines that are not Chromium: one browser of each for the whole run, and one server.

Which of them there are is settled by `make test-engines` before these tests start: each test bears
the mark of its engine.
"""

from collections.abc import Generator, Iterator
from contextlib import suppress

import pytest
from selenium.common.exceptions import WebDriverException

from tests import environment
from tests.browser.engines import firefox, webkit
from tests.browser.engines.engine import Engine

ENGINES = [
    pytest.param("webkit", marks=[pytest.mark.engines, pytest.mark.webkit]),
    pytest.param("firefox", marks=[pytest.mark.engines, pytest.mark.firefox]),
]
PICTURES = environment.ROOT / ".cache" / "engines"


@pytest.fixture(scope="session")
def webkit_engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    with webkit.started(tmp_path_factory.mktemp("webkit")) as engine:
        yield engine


@pytest.fixture(scope="session")
def firefox_engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    with firefox.started(tmp_path_factory.mktemp("firefox")) as engine:
        yield engine


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> Engine:
    found: Engine = request.getfixturevalue(f"{request.param}_engine")
    return found


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A picture of the window in which a test has failed."""
    report = yield
    engine = getattr(item, "funcargs", {}).get("engine")
    if report.failed and engine:
        picture = PICTURES / f"{item.name}.png"
        with suppress(WebDriverException, OSError):
            engine.photograph(picture)
            report.sections.append(("The window", str(picture)))
    return report
