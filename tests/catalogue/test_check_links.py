"""The links of the programmes are asked for on demand, within bounds; only on this machine here."""

import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from catalogue.life.links import check, is_web, links
from programmes.models import Programme
from tests.factories import ProgrammeFactory, bare_sheet, example_sheet

SLOW = 1.5
DRIP = 0.05
TARGETS = {
    "/moved": "/",
    "/to-a-file": "file:///etc/hostname",
    "/to-a-list": "ftp://127.0.0.1/",
}


class Pages(BaseHTTPRequestHandler):
    """What each address answers; `/asked` keeps what was asked for."""

    asked: list[str]
    busy = 0
    most_busy = 0
    counting = threading.Lock()

    def do_HEAD(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def _answer(self) -> None:
        with self.counting:
            self.asked.append(f"{self.command} {self.path}")
        match self.path.split("?")[0]:
            case "/slow":
                time.sleep(SLOW)
                status = 200
            case "/busy":
                self._be_busy()
                status = 200
            case path if path.startswith("/get-only/"):
                status = int(path.rpartition("/")[2]) if self.command == "HEAD" else 200
            case "/dripping":
                self._drip()
                return
            case "/gone":
                status = 410
            case path if path in TARGETS:
                status = 302
            case _:
                status = 200
        self.send_response(status)
        if status == 302:
            self.send_header("Location", TARGETS[self.path])
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _be_busy(self) -> None:
        """Be counted until just before the answer: who has it may ask again at once."""
        kind = type(self)
        with kind.counting:
            kind.busy += 1
            kind.most_busy = max(kind.most_busy, kind.busy)
        time.sleep(0.1)
        with kind.counting:
            kind.busy -= 1

    def _drip(self) -> None:
        """An answer whose headers never end, a byte before each time-out."""
        with suppress(OSError):
            self.wfile.write(b"HTTP/1.0 200 OK\r\nX: ")
            for _ in range(int(SLOW / DRIP)):
                time.sleep(DRIP)
                self.wfile.write(b"x")

    def log_message(self, *args: Any) -> None:
        """Silent."""


@pytest.fixture
def pages() -> type[Pages]:
    class Here(Pages):
        asked: list[str] = []

    return Here


@pytest.fixture
def site(pages: type[Pages]) -> Iterator[str]:
    """The address of a server of this test's own."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), pages)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def problem(url: str, timeout: float = 5) -> str:
    (answer,) = check([url], timeout=timeout, at_once=1)
    return answer.problem


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/", ""),
        ("/métiers/vente?q=é", ""),
        ("/moved", ""),
        *((f"/get-only/{status}", "") for status in (403, 404, 405, 410, 429, 500, 501)),
        ("/gone", "réponse 410"),
        ("/to-a-file", "réponse 302"),
        ("/to-a-list", "serveur injoignable"),
    ],
)
def test_each_answer_is_told_in_french(site: str, path: str, expected: str) -> None:
    assert problem(site + path) == expected


def test_a_page_that_is_slow_is_not_waited_for(site: str) -> None:
    started = time.monotonic()

    assert problem(f"{site}/slow", timeout=0.2) == "pas de réponse à temps"
    assert time.monotonic() - started < SLOW


def test_a_page_that_comes_byte_by_byte_is_not_waited_for(site: str) -> None:
    started = time.monotonic()

    assert problem(f"{site}/dripping", timeout=5 * DRIP) == "pas de réponse à temps"
    assert time.monotonic() - started < SLOW / 2


def test_a_page_that_two_ways_of_asking_do_not_find_is_broken(
    site: str, pages: type[Pages]
) -> None:
    assert problem(f"{site}/gone") == "réponse 410"
    assert pages.asked == ["HEAD /gone", "GET /gone"]


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/", "http://[::/", "http://127.0.0.1:port/"])
def test_an_address_where_nobody_answers_is_told(url: str) -> None:
    assert problem(url) == "serveur injoignable"


def test_no_more_than_so_many_are_asked_for_at_once(site: str, pages: type[Pages]) -> None:
    answers = check([f"{site}/busy?{n}" for n in range(9)], timeout=5, at_once=3)

    assert all(answer.is_well for answer in answers)
    assert len(pages.asked) == 9
    assert 1 < pages.most_busy <= 3


@pytest.mark.parametrize(
    "url",
    ["", "ftp://x.fr/", "file:///etc/hostname", "javascript:1", "//x.fr", "http://", "http://[::/"],
)
def test_only_the_web_is_asked(url: str) -> None:
    assert not is_web(url)
    assert links(bare_sheet(centre={**bare_sheet().centre.model_dump(), "website": url})) == []


def test_every_address_of_a_sheet_is_found_once() -> None:
    sheet = example_sheet()
    found = links(sheet)

    assert sheet.centre.website in found
    assert sheet.centre.inserjeunes_url in found
    assert {row.url for row in sheet.occupations if row.url} <= set(found)
    assert {row.scheme.url for row in sheet.funding_options if row.scheme.url} <= set(found)
    assert len(found) == len(set(found))


# --- The command


def run(output: StringIO | None = None, **options: Any) -> str:
    output = output or StringIO()
    call_command("check_links", stdout=output, stderr=output, **options)
    return said_in(output)


def said_in(output: StringIO) -> str:
    return output.getvalue().replace("\u202f", " ")


def programme_with(*urls: str, **traits: Any) -> Programme:
    programme = ProgrammeFactory.create(**traits)
    for url in urls:
        programme.further_studies.create(title="Suite", url=url)
    return programme


@pytest.mark.django_db
def test_the_command_lists_each_link_with_its_programmes(site: str, pages: type[Pages]) -> None:
    programme_with(f"{site}/un", f"{site}/deux", short_title="BTS A")
    programme_with(f"{site}/un", short_title="BTS B")
    programme_with(f"{site}/archive", archived=True)

    said = run()

    assert f"répond                  {site}/un  (BTS A, BTS B)" in said
    assert "2 liens vérifiés le" in said
    assert "0 en défaut" in said
    assert sorted(pages.asked) == ["HEAD /deux", "HEAD /un"]


@pytest.mark.django_db
def test_the_command_fails_when_a_link_does(site: str) -> None:
    programme_with(f"{site}/", f"{site}/gone", short_title="BTS A")

    output = StringIO()
    with pytest.raises(CommandError) as failure:
        run(output, timeout=5, at_once=2)

    assert failure.value.returncode == 1
    assert f"réponse 410             {site}/gone" in said_in(output)


@pytest.mark.django_db
def test_a_draft_that_cannot_be_read_is_told_and_passed(site: str) -> None:
    programme_with(f"{site}/", short_title="BTS A", presentation="x" * 5001)

    assert "BTS A : brouillon illisible" in run()


@pytest.mark.parametrize("option", ["--timeout=0", "--timeout=61", "--at-once=17", "--at-once=x"])
def test_the_bounds_hold(option: str) -> None:
    with pytest.raises(CommandError):
        call_command("check_links", option, stdout=StringIO(), stderr=StringIO())
