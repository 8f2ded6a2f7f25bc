"""Papers already made, kept as files under a folder that may vanish at any time.

A paper is made on first request. Whoever asks meanwhile waits for it: threads of this process
for the thread at work, other processes for its file lock. A full or read-only disk only means
that nothing is kept.
"""

import contextlib
import fcntl
import logging
import os
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import IO, Final

logger = logging.getLogger(__name__)

_MOST_BYTES: Final = 100 * 1024 * 1024  # about 600 papers
_PATIENCE: Final = 30.0  # seconds for another process's work; then do it again rather than wait
_STALE: Final = 3600.0  # a temporary file or a lock this old belongs to nobody
# Compilers at work in this process, whatever they work on: each takes a core and 300 MB.
_AT_WORK: Final = threading.BoundedSemaphore(2)


class PaperCache:
    """Finds or makes one paper by its key (a digest: it names a file)."""

    def __init__(self, folder: Path, most_bytes: int = _MOST_BYTES, suffix: str = ".pdf") -> None:
        self.folder = folder
        self.suffix = suffix
        self.most_bytes = most_bytes
        self._pending: dict[str, Future[bytes]] = {}
        self._mutex = threading.Lock()

    def get(self, key: str, make: Callable[[], bytes]) -> bytes:
        """Raises what `make` raises, to everyone who waited for it."""
        kept = self._read(key)
        if kept is not None:
            return kept
        with self._mutex:
            pending = self._pending.get(key)
            if pending is None:
                ours = self._pending[key] = Future[bytes]()
        if pending is not None:
            return pending.result()
        try:
            paper = self._alone(key, make)
        except BaseException as fault:
            ours.set_exception(fault)
            raise
        else:
            ours.set_result(paper)
            return paper
        finally:
            with self._mutex:
                del self._pending[key]

    def _alone(self, key: str, make: Callable[[], bytes]) -> bytes:
        with _AT_WORK, self._lock(key):
            kept = self._read(key)  # another process may have made it meanwhile
            if kept is not None:
                return kept
            paper = make()
            self._keep(key, paper)
            return paper

    def _read(self, key: str) -> bytes | None:
        file = self._file(key)
        try:
            content = file.read_bytes()
        except OSError:
            return None
        with contextlib.suppress(OSError):
            os.utime(file)  # asked for lately: removed last
        return content or None

    def _keep(self, key: str, paper: bytes) -> None:
        """Whole or not at all: written aside, then renamed."""
        temporary: str | None = None
        try:
            handle, temporary = tempfile.mkstemp(dir=self.folder, prefix="new-")
            with os.fdopen(handle, "wb") as file:
                file.write(paper)
            Path(temporary).replace(self._file(key))
        except OSError as fault:
            logger.warning("Paper not kept in %s: %s.", self.folder, fault.strerror)
            if temporary:
                with contextlib.suppress(OSError):
                    Path(temporary).unlink()
            return
        self._make_room()

    def _make_room(self) -> None:
        """Drops what was asked for longest ago, and what a dead process left behind."""
        room = self.most_bytes
        files = sorted(self._files(), key=lambda entry: entry[0], reverse=True)
        for asked_at, size, file in files:
            if file.suffix == self.suffix:
                room -= size
                drop = room < 0
            else:
                drop = asked_at < time.time() - _STALE
            if drop:
                with contextlib.suppress(OSError):
                    file.unlink()

    def _files(self) -> Iterator[tuple[float, int, Path]]:
        with contextlib.suppress(OSError):
            for file in self.folder.iterdir():
                with contextlib.suppress(OSError):
                    status = file.stat()
                    yield status.st_mtime, status.st_size, file

    def _file(self, key: str) -> Path:
        return self.folder / f"{key}{self.suffix}"

    @contextlib.contextmanager
    def _lock(self, key: str) -> Iterator[None]:
        """Keeps other processes from the same work, as far as the disk allows."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            file = (self.folder / f"{key}.lock").open("wb")
        except OSError:
            yield
            return
        with file:
            _wait_for(file)
            try:
                yield
            finally:
                with contextlib.suppress(OSError):
                    (self.folder / f"{key}.lock").unlink()


def _wait_for(file: IO[bytes]) -> None:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(0.05)
        except OSError:
            return  # a file system without locks
        else:
            return
