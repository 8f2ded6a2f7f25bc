"""Papers are made once, kept while there is room, and never kept broken."""

import os
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from catalogue.views.paper_files import PaperCache


class Press:
    """Makes papers and counts them."""

    def __init__(self, paper: bytes = b"%PDF paper", seconds: float = 0.0) -> None:
        self.paper = paper
        self.seconds = seconds
        self.made = 0

    def __call__(self) -> bytes:
        self.made += 1
        time.sleep(self.seconds)
        return self.paper


def test_a_paper_is_made_once(tmp_path: Path) -> None:
    press = Press()

    assert PaperCache(tmp_path).get("key", press) == press.paper
    assert PaperCache(tmp_path).get("key", press) == press.paper
    assert press.made == 1


def test_twenty_at_once_have_it_made_once(tmp_path: Path) -> None:
    press, cache = Press(seconds=0.2), PaperCache(tmp_path / "new folder")
    together = threading.Barrier(20)

    def ask(_: int) -> bytes:
        together.wait()
        return cache.get("key", press)

    with ThreadPoolExecutor(20) as pool:
        papers = set(pool.map(ask, range(20)))

    assert papers == {press.paper}
    assert press.made == 1


def test_two_processes_at_once_have_it_made_once(tmp_path: Path) -> None:
    # Two caches know nothing of each other's threads: only the file lock stands between them.
    press = Press(seconds=0.2)
    caches = [PaperCache(tmp_path), PaperCache(tmp_path)]

    with ThreadPoolExecutor(2) as pool:
        papers = set(pool.map(lambda cache: cache.get("key", press), caches))

    assert papers == {press.paper}
    assert press.made == 1


def test_a_failure_reaches_everyone_who_waited_and_is_not_kept(tmp_path: Path) -> None:
    cache = PaperCache(tmp_path)

    def fail() -> bytes:
        time.sleep(0.1)
        raise ZeroDivisionError

    def ask(_: int) -> type[BaseException] | None:
        try:
            cache.get("key", fail)
        except ZeroDivisionError as fault:
            return type(fault)
        return None

    with ThreadPoolExecutor(5) as pool:
        assert set(pool.map(ask, range(5))) == {ZeroDivisionError}
    assert cache.get("key", Press()) == b"%PDF paper"


def test_the_oldest_papers_make_room(tmp_path: Path) -> None:
    cache = PaperCache(tmp_path, most_bytes=250)
    for day, key in enumerate(["first", "second", "third"]):
        cache.get(key, Press(b"x" * 100))
        if (tmp_path / f"{key}.pdf").exists():
            os.utime(tmp_path / f"{key}.pdf", (day, day))
    cache.get("second", Press())  # asked for again: no longer the oldest

    cache.get("fourth", Press(b"x" * 100))

    assert sorted(file.stem for file in tmp_path.glob("*.pdf")) == ["fourth", "second"]


def test_what_a_dead_process_left_goes(tmp_path: Path) -> None:
    for name in ("new-left", "old.lock"):
        (tmp_path / name).write_bytes(b"")
        os.utime(tmp_path / name, (0, 0))

    PaperCache(tmp_path).get("key", Press())

    assert [file.name for file in tmp_path.iterdir()] == ["key.pdf"]


def test_without_a_place_to_keep_it_the_paper_is_still_sent(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    press = Press()

    assert PaperCache(tmp_path / "file").get("key", press) == press.paper
    assert PaperCache(tmp_path / "file").get("key", press) == press.paper
    assert press.made == 2


def test_a_full_disk_leaves_no_broken_paper(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(self: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)

    assert PaperCache(tmp_path).get("key", Press()) == b"%PDF paper"
    assert list(tmp_path.iterdir()) == []
    assert "No space left on device" in caplog.text


def test_an_empty_file_is_no_paper(tmp_path: Path) -> None:
    (tmp_path / "key.pdf").write_bytes(b"")

    assert PaperCache(tmp_path).get("key", Press()) == b"%PDF paper"
