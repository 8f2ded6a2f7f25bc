"""A process killed in the middle of publishing or restoring: done whole, or not at all.

Real processes on whatever database the suite runs on. They are forked, since starting Django fifty
times would take a minute.
"""

import multiprocessing
import os
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from multiprocessing.connection import Connection
from multiprocessing.context import ForkProcess
from typing import Any, NamedTuple
from unittest.mock import patch

import pytest
from django.db import connection, connections, transaction

from catalogue.life import publishing
from catalogue.life.draft import read_sheet, write_sheet
from programmes import sheet as sheets
from programmes.models import Edition, Programme
from tests.factories import example_sheet
from tests.rounds import a_round

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.rounds]

# Nobody waits for ever: a lock left behind fails the test instead of hanging the suite.
PATIENCE = 30

KILLED = -signal.SIGKILL
COMMIT, COMMITTED = "COMMIT", "COMMITTED"
WRITES = {"INSERT", "UPDATE", "DELETE"}


@pytest.fixture
def programme() -> Programme:
    draft = Programme()
    write_sheet(example_sheet(), draft)
    return draft


class State(NamedTuple):
    """All that publishing and restoring may move."""

    draft: str
    # Fingerprint, number, whether it is online.
    editions: list[tuple[str, int | None, bool]]


def state_of(programme: Programme) -> State:
    editions = programme.editions.order_by("pk").values_list("fingerprint", "number", "current")
    with transaction.atomic():
        # PostgreSQL may still be at the last statement of a process that is no more.
        publishing.lock(programme.pk)
        return State(sheets.fingerprint(read_sheet(programme.pk)), list(editions))


def assert_whole(programme: Programme) -> None:
    """Numbers follow one another, the last is online and can be read, and no row is an orphan."""
    published = list(programme.editions.published().order_by("number"))
    assert [edition.number for edition in published] == list(range(1, len(published) + 1))
    assert [edition for edition in published if edition.current] == published[-1:]
    online = Edition.objects.current().get()
    assert sheets.fingerprint(sheets.load(online.sheet)) == online.fingerprint
    connection.check_constraints()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            assert cursor.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


# Processes


class Fate(NamedTuple):
    exit_code: int | None
    # What it did in the database: the first word of each statement, and the commit.
    events: list[str]


def start(task: Callable[[Connection], None]) -> tuple[ForkProcess, Connection]:
    """A process that has a pipe to tell us how far it is."""
    # A connection is one process's: neither may inherit it.
    connections.close_all()
    fork = multiprocessing.get_context("fork")
    ours, theirs = fork.Pipe(duplex=False)
    process = fork.Process(target=_work, args=(task, theirs), daemon=True)
    process.start()
    theirs.close()
    return process, ours


def _work(task: Callable[[Connection], None], pipe: Connection) -> None:
    if connection.vendor == "sqlite":
        # Without room in memory SQLite writes to the file long before COMMIT, as it does for a
        # large change: the killed process leaves a half-written file, not an untouched one.
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA cache_size = 1")
    task(pipe)


def carry_out(step: Callable[[], Any], killed_at: int | None = None) -> Fate:
    """Do a step in a process that kills itself at that event, or that lives to the end."""

    def task(pipe: Connection) -> None:
        events = count(1)

        def tell(event: str) -> None:
            pipe.send(event)
            if next(events) == killed_at:
                os.kill(os.getpid(), signal.SIGKILL)

        def execute(run: Callable[..., Any], sql: str, *rest: Any) -> Any:
            result = run(sql, *rest)
            tell(sql.split()[0])
            return result

        commit = connection.commit

        def telling_commit() -> None:
            tell(COMMIT)
            commit()
            tell(COMMITTED)

        with (
            connection.execute_wrapper(execute),
            patch.object(connection, "commit", telling_commit),
        ):
            step()

    process, pipe = start(task)
    process.join(PATIENCE)
    if process.is_alive():
        process.kill()
        pytest.fail("somebody waits for ever")
    return Fate(process.exitcode, _all_of(pipe))


def _all_of(pipe: Connection) -> list[str]:
    events = []
    with pipe, suppress(EOFError):
        while True:
            events.append(pipe.recv())
    return events


def ten_moments(events: list[str]) -> list[int]:
    """The lock just taken, seven from the first write to the last statement, COMMIT and after."""
    first = next(index for index, event in enumerate(events, start=1) if event in WRITES)
    last = len(events) - 2
    return [2, *(first + (last - first) * part // 6 for part in range(7)), last + 1, last + 2]


def moments(events: list[str]) -> list[int]:
    """Ten; four in a short round: the first, the last and two half-way."""
    every = ten_moments(events)
    return a_round(every, every[::3])


def kill_again_and_again(
    programme: Programme,
    prepare: Callable[[], Any],
    step: Callable[[], Any],
    done: Callable[[State], State],
) -> None:
    """`done` says what the step makes of a state."""
    prepare()
    events = carry_out(step).events
    half_done = 0
    for moment in moments(events):
        prepare()
        before = state_of(programme)
        is_done = moment == len(events)

        fate = carry_out(step, killed_at=moment)

        assert fate == Fate(KILLED, events[:moment])
        assert state_of(programme) == (done(before) if is_done else before)
        assert_whole(programme)
        half_done += not is_done and not WRITES.isdisjoint(fate.events)

        # Nobody is kept out by a lock of the dead.
        prepare()
        before = state_of(programme)
        assert carry_out(step).exit_code == 0
        assert state_of(programme) == done(before)
        assert_whole(programme)
    assert events[-2:] == [COMMIT, COMMITTED]
    assert half_done == len(moments(events)) - 2


# Tests


def test_a_publication_killed_in_the_middle_never_happened(programme: Programme) -> None:
    publishing.publish(programme, None)
    turns = count(1)

    def change() -> None:
        Programme.objects.filter(pk=programme.pk).update(lead=f"Accroche {next(turns)}")

    def published(before: State) -> State:
        numbers = [number for _, number, _ in before.editions if number is not None]
        offline = [(fingerprint, number, False) for fingerprint, number, _ in before.editions]
        return State(before.draft, [*offline, (before.draft, max(numbers) + 1, True)])

    kill_again_and_again(programme, change, lambda: publishing.publish(programme, None), published)


def test_a_restore_killed_in_the_middle_leaves_the_draft_as_it_was(programme: Programme) -> None:
    edition = publishing.publish(programme, None)
    turns = count(1)

    def change() -> None:
        """A draft that no edition keeps yet, and that has nothing in common with the old one."""
        Programme.objects.filter(pk=programme.pk).update(lead=f"Accroche {next(turns)}")
        for children in (programme.blocs, programme.requirements, programme.occupations):
            children.all().delete()

    def restored(before: State) -> State:
        kept = [(before.draft, None, False), (edition.fingerprint, None, False)]
        return State(edition.fingerprint, [*before.editions, *kept])

    kill_again_and_again(programme, change, lambda: publishing.restore(edition, None), restored)


def test_a_process_killed_at_any_time_breaks_nothing(programme: Programme) -> None:
    """From outside, where chance has it: also while the database is at work."""
    first = publishing.publish(programme, None)
    Programme.objects.filter(pk=programme.pk).update(lead="Autre")
    programme.blocs.all().delete()
    second = publishing.publish(programme, None)

    def publish_and_restore(pipe: Connection) -> None:
        while True:
            online = Edition.objects.current().get()
            publishing.restore(second if online.fingerprint == first.fingerprint else first, None)
            publishing.publish(programme, None)
            pipe.send("once more")

    turns = a_round([*range(10)], [0, 3, 6, 9])
    for turn in turns:
        process, pipe = start(publish_and_restore)
        assert pipe.poll(PATIENCE), "somebody waits for ever"
        time.sleep(turn * 0.01)
        process.kill()
        process.join(PATIENCE)
        pipe.close()

        assert process.exitcode == KILLED
        assert state_of(programme).draft in {first.fingerprint, second.fingerprint}
        assert_whole(programme)
    assert programme.editions.published().count() >= 2 + len(turns)
