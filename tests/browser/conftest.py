"""A real browser against the real server: Granian, migrations, seed, hashed static files.

The database is made once and copied for each test, so that a test may edit and publish. A test
fails when the browser complained about anything during it, in any window.
"""

import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, WebError, expect
from pytest_playwright import CreateContextCallback

from tests import environment
from tests.browser import chromium

MANAGE = [sys.executable, str(environment.ROOT / "manage.py")]
START_TIMEOUT = 30  # seconds
# Nothing takes that long; the machine may have other things to do.
PATIENCE = 10_000  # milliseconds


@dataclass(frozen=True)
class Staff:
    login: str
    password: str


@dataclass(frozen=True)
class Prepared:
    """A folder with a migrated, seeded database and collected static files."""

    data_dir: Path
    staff: Staff


@dataclass
class Complaints:
    """What browsers complain about: Content-Security-Policy, scripts, answers that fail.

    axe puts its own styles into a page, which the policy refuses: `paused` while it looks.
    """

    told: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)
    is_listening: bool = True

    def listen(self, context: BrowserContext) -> None:
        context.on("console", self._hear)
        context.on("weberror", self._fall)

    def expect(self, words: str) -> None:
        """The test itself brings this one about."""
        self.expected.append(words)

    @contextmanager
    def paused(self) -> Iterator[None]:
        self.is_listening = False
        yield
        self.is_listening = True

    @property
    def unexpected(self) -> list[str]:
        return [one for one in self.told if not any(words in one for words in self.expected)]

    def _hear(self, message: ConsoleMessage) -> None:
        """Warnings and errors, not the browser's advice."""
        if self.is_listening and message.type in {"error", "warning"}:
            self.told.append(f"{message.text} ({message.location['url']})")

    def _fall(self, error: WebError) -> None:
        self.told.append(str(error.error))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_type_launch_args, **chromium.launch_options()}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "locale": "fr-FR", "timezone_id": "Europe/Paris"}


@pytest.fixture(scope="session", autouse=True)
def patience() -> None:
    expect.set_options(timeout=PATIENCE)


@pytest.fixture
def complaints() -> Iterator[Complaints]:
    complaints = Complaints()
    yield complaints
    assert complaints.unexpected == []


@pytest.fixture
def new_context(
    new_context: CreateContextCallback, complaints: Complaints
) -> Iterator[CreateContextCallback]:
    """Makes windows of somebody else; `page` is in one of these too. All are listened to."""
    contexts: list[BrowserContext] = []

    def make(*args: Any, **kwargs: Any) -> BrowserContext:
        context = new_context(*args, **kwargs)
        context.set_default_timeout(PATIENCE)
        complaints.listen(context)
        contexts.append(context)
        return context

    yield make
    for page in [page for context in contexts for page in context.pages]:
        page.wait_for_load_state()  # what the last page complains about counts too


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    data_dir = tmp_path_factory.mktemp("prepared")
    printed = manage(data_dir, "prepare")
    login = re.search(r"identifiant\s*:\s*(\S+)", printed)
    password = re.search(r"mot de passe\s*:\s*(\S+)", printed)
    assert login, printed
    assert password, printed
    return Prepared(data_dir, Staff(login[1], password[1]))


@pytest.fixture
def staff(prepared: Prepared) -> Staff:
    """The account that the installation printed."""
    return prepared.staff


@pytest.fixture
def desk(page: Page, site_url: str, staff: Staff) -> Page:
    """The first page of the admin, before somebody who has logged in."""
    log_in(page, site_url, staff)
    return page


@pytest.fixture
def visitor(new_context: CreateContextCallback) -> Page:
    """A page of somebody without an account."""
    return new_context().new_page()


def log_in(page: Page, site_url: str, staff: Staff, path: str = "/admin/") -> None:
    page.goto(site_url + path)
    say_who_one_is(page, staff)
    expect(page.get_by_role("button", name="Se déconnecter")).to_be_visible()


def say_who_one_is(page: Page, staff: Staff) -> None:
    """On the login page, whatever led there."""
    page.get_by_label("Nom d’utilisateur").fill(staff.login)
    page.get_by_label("Mot de passe").fill(staff.password)
    page.get_by_role("button", name="Connexion").click()


@pytest.fixture
def database_file(prepared: Prepared, tmp_path: Path) -> Path:
    """This test's own copy of the prepared database."""
    return Path(shutil.copy(prepared.data_dir / "catalogue.sqlite3", tmp_path))


@pytest.fixture
def site_url(prepared: Prepared, database_file: Path, tmp_path: Path) -> Iterator[str]:
    """The address of a server of this test's own, without a slash at the end."""
    with serving(prepared, tmp_path) as url:
        yield url


@contextmanager
def serving(prepared: Prepared, data_dir: Path) -> Iterator[str]:
    """A server on the database in that folder; its address, as long as the block."""
    (data_dir / "static").symlink_to(prepared.data_dir / "static")
    port = free_port()
    variables = server_variables(data_dir, port)
    url = f"http://127.0.0.1:{port}"
    log = data_dir / "server.log"
    with log.open("w") as output:
        server = subprocess.Popen(
            [*MANAGE, "serve"], env=variables, stdout=output, stderr=subprocess.STDOUT
        )
    try:
        wait_until_ready(url, server, log)
        yield url
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


def server_variables(data_dir: Path, port: int) -> dict[str, str]:
    # The real release: it is in the ETags that the browser sends back.
    return environment.variables(data_dir, SITE_URL=None, RELEASE=None, PORT=str(port), WORKERS="1")


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
