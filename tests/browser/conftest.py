"""A real browser against the real server: Granian, migrations, seed, hashed static files.

One server and one browser for all the tests of a process: starting them takes longer than most
tests. Before each test its database is put back as it was prepared, so that a test may edit and
publish; each person has a window with cookies and storage of their own. What the server keeps in
memory or in its cache of papers is named by what it was made from, so there is nothing to forget.

A test fails when the browser complained about anything during it, in any window.
"""

import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, WebError, expect
from pytest_playwright import CreateContextCallback

from tests.browser import chromium
from tests.browser.house import House, Prepared, Staff, manage, new_session, put_back, serving

# Nothing takes that long; the machine may have other things to do.
PATIENCE = 10_000  # milliseconds

LetIn = Callable[[Page], None]


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
def beside_other_tests() -> None:
    """Playwright keeps a loop running in the thread of the tests, where Django then refuses the
    database to all that come after in the process. Nothing of theirs runs in that loop."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


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
def let_in(house: House, database_file: Path, staff: Staff) -> LetIn:
    """Somebody is logged in, on the first page of the admin, without having filled in the form.

    The session is what the form makes; the form's slow hash is left to the tests of the log-in.
    """

    def open_admin(page: Page) -> None:
        key = new_session(database_file, staff)
        page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": house.url}]
        )
        page.goto(f"{house.url}/admin/")
        assert_logged_in(page)

    return open_admin


@pytest.fixture
def desk(page: Page, let_in: LetIn) -> Page:
    """The first page of the admin, before somebody who is logged in."""
    let_in(page)
    return page


@pytest.fixture
def visitor(new_context: CreateContextCallback) -> Page:
    """A page of somebody without an account."""
    return new_context().new_page()


def log_in(page: Page, site_url: str, staff: Staff, path: str = "/admin/") -> None:
    page.goto(site_url + path)
    say_who_one_is(page, staff)
    assert_logged_in(page)


def assert_logged_in(page: Page) -> None:
    expect(page.get_by_role("button", name="Se déconnecter")).to_be_visible()


def say_who_one_is(page: Page, staff: Staff) -> None:
    """On the login page, whatever led there."""
    page.get_by_label("Nom d’utilisateur").fill(staff.login)
    page.get_by_label("Mot de passe").fill(staff.password)
    page.get_by_role("button", name="Connexion").click()


@pytest.fixture(scope="session")
def house(prepared: Prepared, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The one server of all tests, with whatever the test before has left in its database."""
    with serving(prepared, tmp_path_factory.mktemp("house")) as house:
        yield house


@pytest.fixture
def house_of_its_own(prepared: Prepared, tmp_path: Path) -> Iterator[House]:
    """For a test after which the server would not be the same, or which must be its first."""
    with serving(prepared, tmp_path) as house:
        yield house


@pytest.fixture
def database_file(prepared: Prepared, house: House) -> Path:
    """The server's database, as it was prepared."""
    put_back(prepared.database_file, house.database_file)
    return house.database_file


@pytest.fixture
def site_url(house: House, database_file: Path) -> str:
    """The address of the server, without a slash at the end, on its prepared database."""
    return house.url


@pytest.fixture(scope="module")
def with_examples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[House, Staff]]:
    """A server of its own, with the catalogue of `make demo`."""
    data_dir = tmp_path_factory.mktemp("examples")
    printed = manage(data_dir, "prepare", "--exemples")
    login = re.search(r"identifiant\s*:\s*(\S+)", printed)
    password = re.search(r"mot de passe\s*:\s*(\S+)", printed)
    assert login, printed
    assert password, printed
    staff = Staff(login[1], password[1])
    with serving(Prepared(data_dir, staff), tmp_path_factory.mktemp("house")) as house:
        yield house, staff
