"""Backups made while people write: each is one moment, and nobody who writes hears of it."""

import multiprocessing
import time
from collections import Counter
from collections.abc import Callable
from datetime import date
from io import StringIO
from itertools import count
from pathlib import Path
from typing import Any, Final

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connections, transaction
from pytest_django import Settings

from catalogue.life import publishing
from catalogue.life.draft import write_sheet
from catalogue.safekeeping.archive import Reader
from catalogue.safekeeping.restoring import restored_aside
from catalogue.safekeeping.shelf import Shelf
from programmes.models import DeadLink, Edition, Programme
from tests.factories import example_sheet
from tests.rounds import IS_LONG

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.rounds]

WRITERS: Final = 8 if IS_LONG else 3
SECONDS: Final = 30.0 if IS_LONG else 2.0
BACKUPS: Final = 5 if IS_LONG else 1
PATIENCE: Final = 60
# Seconds between two saves: eight who write without any wait for each other more than SQLite's 20
# seconds on a slow disk, with or without a backup.
BREATH: Final = 0.1


def writes_pairs(writer: int, until: float, told: Any) -> None:
    """Two rows in one transaction, again and again: a moment holds both or neither."""
    done = 0
    try:
        for turn in count():
            if time.monotonic() > until:
                break
            with transaction.atomic():
                for half in ("a", "b"):
                    DeadLink.objects.create(
                        url=f"https://exemple.fr/{writer}/{turn}/{half}",
                        problem=f"{writer} {turn} — \U0001f393",
                        checked_on=date(2026, 1, 1),
                    )
            done += 1
            time.sleep(BREATH)
        told.send((done, ""))
    except Exception as fault:  # told to whoever waits
        told.send((done, repr(fault)))


def publishes(_writer: int, until: float, told: Any) -> None:
    done = 0
    try:
        programme = Programme.objects.get()
        while time.monotonic() < until:
            Programme.objects.update(lead=f"Accroche {done}")
            publishing.publish(programme, None)
            done += 1
            time.sleep(BREATH)
        told.send((done, ""))
    except Exception as fault:
        told.send((done, repr(fault)))


@pytest.fixture
def folder(tmp_path: Path, settings: Settings) -> Path:
    settings.DATA_DIR, settings.BACKUP_DIR = tmp_path, tmp_path / "backups"
    settings.BACKUP_DIR.mkdir()
    return tmp_path


def test_each_backup_is_one_moment_and_no_writer_fails(folder: Path) -> None:
    write_sheet(example_sheet(), Programme())
    User.objects.create_user("camille")
    files, written = written_meanwhile()

    assert [fault for _, fault in written if fault] == []
    assert all(done for done, _ in written)
    moments = [one_moment(file) for file in files]
    assert moments == sorted(moments)
    assert moments[-1] > 0, "the backups were over before anybody wrote"
    with Reader(files[-1]) as reader, restored_aside(reader):
        links = {link.problem for link in DeadLink.objects.all()}
        assert len(links) * 2 == DeadLink.objects.count()
        assert all(link.endswith("\U0001f393") for link in links)
        numbers = list(
            Edition.objects.published().order_by("number").values_list("number", flat=True)
        )
        assert numbers == list(range(1, len(numbers) + 1))
        assert Edition.objects.current().count() <= 1


def written_meanwhile() -> tuple[list[Path], list[tuple[int, str]]]:
    """The backups that were made, the first one first, and how far each writer came."""
    # A connection is one process's: none may inherit it.
    connections.close_all()
    fork = multiprocessing.get_context("fork")
    until = time.monotonic() + SECONDS
    tasks: list[Callable[[int, float, Any], None]] = [publishes, *[writes_pairs] * (WRITERS - 1)]
    pipes, processes = [], []
    for writer, task in enumerate(tasks):
        ours, theirs = fork.Pipe(duplex=False)
        process = fork.Process(target=task, args=(writer, until, theirs), daemon=True)
        process.start()
        pipes.append(ours)
        processes.append(process)
    files: list[Path] = []
    for turn in range(BACKUPS):
        time.sleep(SECONDS / (BACKUPS + 1) if turn else min(SECONDS / 2, 1.0))
        call_command("backup", verbosity=0, stdout=StringIO())
        files = [one.file for one in reversed(Shelf(Path(settings.BACKUP_DIR)).all())]
    written = []
    for pipe, process in zip(pipes, processes, strict=True):
        assert pipe.poll(PATIENCE), "a writer waits for ever"
        written.append(pipe.recv())
        process.join(PATIENCE)
        pipe.close()
    return files, written


def one_moment(file: Path) -> int:
    """Every pair whole, and of each writer all up to the last, without a gap."""
    with Reader(file) as reader:
        parts = {part.model: part for part in reader.manifest.tables}
        links = parts["programmes.deadlink"]
        place = links.columns.index("problem")
        halves = Counter(row[place] for row in reader.rows(links))
        editions = parts["programmes.edition"]
        rows = [dict(zip(editions.columns, row, strict=True)) for row in reader.rows(editions)]
    assert set(halves.values()) <= {2}
    for writer in {text.split()[0] for text in halves}:
        turns = sorted(int(text.split()[1]) for text in halves if text.split()[0] == writer)
        assert turns == list(range(len(turns)))
    numbers = [row["number"] for row in rows if row["number"]]
    assert sorted(numbers) == list(range(1, len(numbers) + 1))
    assert len([row for row in rows if row["current"]]) == bool(numbers)
    return len(halves) + len(numbers)
