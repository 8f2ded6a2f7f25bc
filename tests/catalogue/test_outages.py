"""The database is silent, locked, full or stopped: 503 in time, nothing typed is lost, and it comes
back by itself."""

import logging
import socket
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import OperationalError, connection, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from admissions.models import FundingScheme
from catalogue.server import errors, outages, patience, sqlite
from tests.catalogue.admin_page import fields_in, form_of


@pytest.fixture(autouse=True)
def nobody_waited_before() -> Iterator[None]:
    patience.silence.ends()
    yield
    patience.silence.ends()


# What is an outage, and how it is told


def raised(fault: Exception, request: HttpRequest) -> HttpResponse:
    """As Django asks for a page: while it handles the fault."""
    try:
        raise fault
    except Exception:
        return errors.server_error(request)


def test_what_will_be_back_is_503_with_a_time(rf: RequestFactory) -> None:
    response = raised(OperationalError("server closed the connection"), rf.get("/?q=vente"))

    assert response.status_code == 503
    assert response["Retry-After"] == "30"
    assert response["Cache-Control"] == "private, no-store"
    text = response.content.decode()
    assert "réessayez dans une minute" in text
    assert 'href="/?q=vente"' in text
    assert "server closed" not in text


def test_a_full_disk_is_an_outage_and_a_bug_is_not(rf: RequestFactory) -> None:
    assert raised(OSError(28, "No space left on device"), rf.get("/")).status_code == 503
    assert raised(OSError(2, "No such file"), rf.get("/")).status_code == 500
    assert raised(RuntimeError(), rf.get("/")).status_code == 500


@pytest.mark.sqlite
@pytest.mark.django_db
def test_a_wrong_statement_is_no_outage(rf: RequestFactory) -> None:
    with pytest.raises(OperationalError) as fault, connection.cursor() as cursor:
        cursor.execute("SELECT nothing FROM nowhere")

    assert not outages.is_outage(fault.value)


def test_an_outage_is_one_line_in_the_log() -> None:
    def record(fault: Exception) -> logging.LogRecord:
        return logging.LogRecord(
            "x", logging.ERROR, "", 1, "503: %s", ("/",), (type(fault), fault, None)
        )

    known, strange = record(OperationalError("one\ntwo")), record(RuntimeError("bug"))
    for one in (known, strange):
        assert outages.InOneLine().filter(one)

    assert known.exc_info is None
    assert known.getMessage() == "503: / (one two)"
    assert strange.exc_info


# What was typed


def sent(rf: RequestFactory, data: dict[str, Any], *, checked: bool = True) -> HttpRequest:
    request = rf.post("/admin/somewhere/?from=list", data)
    request.csrf_processing_done = checked  # type: ignore[attr-defined]
    return request


def test_what_was_typed_is_there_to_copy_and_to_send_again(rf: RequestFactory) -> None:
    request = sent(rf, {"lead": "Une <b>accroche</b>\nlongue", "csrfmiddlewaretoken": "abc"})

    text = raised(OperationalError(), request).content.decode()

    assert 'action="/admin/somewhere/?from=list"' in text
    assert 'name="csrfmiddlewaretoken" value="abc"' in text
    assert "<dd>Une &lt;b&gt;accroche&lt;/b&gt;<br>longue</dd>" in text
    assert "<dt>csrfmiddlewaretoken</dt>" not in text


def test_a_password_is_never_written_on_a_page(rf: RequestFactory) -> None:
    text = raised(OperationalError(), sent(rf, {"username": "a", "password": "s3cr3t"})).content

    assert b"s3cr3t" not in text


def test_nothing_of_another_site_s_form_is_handed_on(rf: RequestFactory) -> None:
    text = raised(OperationalError(), sent(rf, {"lead": "accroche"}, checked=False)).content

    assert b"accroche" not in text


def test_a_file_is_said_to_be_chosen_again(rf: RequestFactory, tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("a: 1")
    with file.open() as chosen:
        text = raised(OperationalError(), sent(rf, {"lead": "x", "file": chosen})).content.decode()

    assert "à choisir de nouveau" in text


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("fault", ["locked", "full"])
def test_a_save_that_the_database_refuses_can_be_sent_again(
    client: Client, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    """The page that comes back, sent as it is, does what was asked for."""
    client.raise_request_exception = False
    client.force_login(User.objects.create_superuser("camille"))
    address = reverse("admin:admissions_fundingscheme_add")
    fields = form_of(client, address)
    fields |= {"name": ["Chèque « vente »"], "code": ["cheque"], "url": [LONG]}
    monkeypatch.setattr(patience, "TO_SAVE", 0.1)

    with locked() if fault == "locked" else full():
        refused = client.post(address, fields)

    assert refused.status_code == 503, refused.content.decode()
    assert "Chèque « vente »" in refused.content.decode()
    again = client.post(address, fields_in(refused.content.decode(), "typed"))
    assert again.status_code == 302


# More than a page of the file has left.
LONG = f"https://exemple.fr/{'a' * 480}"


@contextmanager
def locked() -> Iterator[None]:
    """By a writer who does not end."""
    file = connection.settings_dict["NAME"]
    with closing(sqlite3.connect(file, uri=True, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


@contextmanager
def full() -> Iterator[None]:
    """No page more fits into the file."""
    with connection.cursor() as cursor:
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {pages + 1}")
        with suppress(OperationalError):
            for number in count():
                FundingScheme.objects.create(code=f"other-{number}", name="Autre", url=LONG)
        yield
        cursor.execute("PRAGMA max_page_count = 1073741823")


# How long one waits


@contextmanager
def waiting(seconds: float) -> Iterator[None]:
    token = patience._limit.set(seconds)
    try:
        yield
    finally:
        patience._limit.reset(token)


def test_one_waits_as_long_as_what_one_does_deserves(rf: RequestFactory) -> None:
    seen: list[float | None] = []

    def view(request: HttpRequest) -> HttpResponse:
        seen.append(patience.limit())
        return HttpResponse()

    ask = patience.Patience(view)
    for request in (rf.get("/"), rf.head("/"), rf.post("/")):
        ask(request)

    assert seen == [patience.TO_READ, patience.TO_READ, patience.TO_SAVE]
    assert patience.limit() is None


def test_in_silence_one_at_a_time_asks_for_all() -> None:
    with waiting(patience.TO_READ):
        patience.gave_up()
    assert patience.silence.lasts_for_me()

    time.sleep(patience.PAUSE)
    assert [patience.silence.lasts_for_me() for _ in range(3)] == [False, True, True]

    patience.silence.ends()
    assert not patience.silence.lasts_for_me()


def test_who_waited_for_another_who_saves_says_nothing_of_the_database() -> None:
    with waiting(patience.TO_SAVE):
        patience.gave_up()

    assert not patience.silence.lasts_for_me()


@pytest.mark.sqlite
def test_a_reader_of_a_locked_file_does_not_wait_as_a_writer_does(tmp_path: Path) -> None:
    file = tmp_path / "a.sqlite3"
    options = sqlite.options((3, 40, 0))
    reader = sqlite3.connect(file, timeout=options["timeout"], factory=options["factory"])
    with closing(reader), closing(sqlite3.connect(file, isolation_level=None)) as writer:
        writer.execute("CREATE TABLE a (b)")
        writer.execute("BEGIN EXCLUSIVE")
        assert isinstance(reader, sqlite.Connection)
        reader.waits(0.2)
        start = time.monotonic()
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            reader.execute("SELECT * FROM a")

    assert 0.1 < time.monotonic() - start < 5


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_each_request_tells_its_connection_and_takes_it_back(rf: RequestFactory) -> None:
    def busy_timeout(request: HttpRequest | None = None) -> HttpResponse:
        with connection.cursor() as cursor:
            return HttpResponse(cursor.execute("PRAGMA busy_timeout").fetchone()[0])

    ask = patience.Patience(busy_timeout)
    assert ask(rf.get("/")).content == b"1500"  # type: ignore[attr-defined]
    assert ask(rf.post("/")).content == b"20000"  # type: ignore[attr-defined]
    assert busy_timeout().content == b"20000"
    connection.close()
    assert ask(rf.get("/")).content == b"1500", "a new connection"  # type: ignore[attr-defined]


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_a_locked_file_begins_the_silence_and_an_answer_ends_it(rf: RequestFactory) -> None:
    def write(request: HttpRequest) -> HttpResponse:
        with connection.cursor() as cursor:
            cursor.execute("BEGIN IMMEDIATE")
            cursor.execute("ROLLBACK")
        return HttpResponse()

    ask = patience.Patience(write)
    with locked(), pytest.raises(OperationalError):
        ask(rf.get("/"))
    assert patience.silence.lasts_for_me()

    assert ask(rf.get("/")).status_code == 200
    assert not patience.silence.lasts_for_me()


# A server that says nothing any more: from here it looks like one that was stopped by SIGSTOP,
# whose kernel goes on acknowledging.


class Between:
    """Hands bytes on between us and PostgreSQL, until it is frozen."""

    def __init__(self, connect: Any) -> None:
        self._connect = connect
        self.flows = threading.Event()
        self.flows.set()
        self._ends: list[socket.socket] = []
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port = self._door.getsockname()[1]
        self._porter = threading.Thread(target=self._open)
        self._porter.start()

    def _open(self) -> None:
        with suppress(OSError):
            while True:
                ours, _ = self._door.accept()
                self._ends.append(ours)
                theirs = self._connect()
                self._ends.append(theirs)
                for source, to in ((ours, theirs), (theirs, ours)):
                    threading.Thread(target=self._flow, args=(source, to), daemon=True).start()

    def _flow(self, source: socket.socket, to: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                self.flows.wait()
                to.sendall(data)

    def close(self) -> None:
        self.flows.set()
        _shut(self._door)
        self._porter.join()
        for end in self._ends:
            _shut(end)


def _shut(end: socket.socket) -> None:
    with end, suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)


def _to(host: str, port: int) -> socket.socket:
    if not host.startswith("/"):
        return socket.create_connection((host, port))
    plug = socket.socket(socket.AF_UNIX)
    plug.connect(f"{host}/.s.PGSQL.{port}")
    return plug


@pytest.fixture
def between(db: None) -> Iterator[Between]:
    connection.ensure_connection()
    info = connection.connection.info
    made = Between(partial(_to, info.host, info.port))
    yield made
    made.close()


@pytest.fixture
def through(between: Between) -> Iterator[BaseDatabaseWrapper]:
    """A connection that goes through it."""
    made = type(connections["default"])(
        {**connection.settings_dict, "HOST": "127.0.0.1", "PORT": between.port}, "default"
    )
    yield made
    made.close()


def ask(database: BaseDatabaseWrapper) -> Any:
    with database.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone()[0]


@pytest.mark.postgres
def test_a_frozen_server_is_given_up_in_time_and_found_again(
    between: Between, through: BaseDatabaseWrapper
) -> None:
    assert ask(through) == 1

    between.flows.clear()
    start = time.monotonic()
    with waiting(patience.TO_READ), pytest.raises(OperationalError, match="No answer"):
        ask(through)
    assert patience.TO_READ <= time.monotonic() - start < 2 * patience.TO_READ

    # Those who come now do not wait, nor do they connect.
    start = time.monotonic()
    through.close()
    with waiting(patience.IN_SILENCE), pytest.raises(OperationalError, match="somebody else"):
        ask(through)
    assert time.monotonic() - start < patience.TO_READ

    between.flows.set()
    through.close()
    with waiting(patience.TO_READ):
        assert ask(through) == 1
    assert not patience.silence.lasts_for_me()


@pytest.mark.postgres
def test_a_server_that_accepts_and_says_nothing_is_given_up_too(
    between: Between, through: BaseDatabaseWrapper
) -> None:
    between.flows.clear()
    start = time.monotonic()
    with waiting(patience.TO_READ), pytest.raises(OperationalError):
        ask(through)

    assert time.monotonic() - start < 4
    assert patience.silence.lasts_for_me()


@pytest.mark.postgres
def test_a_transaction_cut_by_the_silence_leaves_nothing_half_done(
    between: Between, through: BaseDatabaseWrapper
) -> None:
    """The way out of it waits for nobody either."""

    def asked_twice() -> None:
        with transaction.atomic():
            ask(through)
            between.flows.clear()
            ask(through)

    ours = connections["default"]
    connections["default"] = through
    try:
        start = time.monotonic()
        with waiting(patience.TO_READ), pytest.raises(OperationalError):
            asked_twice()
        assert time.monotonic() - start < 2 * patience.TO_READ
    finally:
        connections["default"] = ours


@pytest.mark.postgres
def test_a_command_has_no_limit(through: BaseDatabaseWrapper, monkeypatch: Any) -> None:
    monkeypatch.setattr(patience, "TO_READ", 0.2)
    with through.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(0.5)")
    with waiting(patience.TO_READ), pytest.raises(OperationalError), through.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(0.5)")
