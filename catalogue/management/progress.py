"""What a long command is at, on one line that is written again: on a terminal only."""

import time
from types import TracebackType
from typing import Any, Final, Self

from programmes.typography import count

_EVERY: Final = 0.1  # seconds


class Progress:
    def __init__(self, stream: Any) -> None:
        self._stream = stream
        self._shown = bool(stream.isatty())
        self._last = 0.0

    def __call__(self, what: str, rows: int) -> None:
        if self._shown and time.monotonic() - self._last > _EVERY:
            self._last = time.monotonic()
            self._write(f"{what}\u202f: {count(rows, 'ligne')}")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _fault: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        if self._shown:
            self._write("")

    def _write(self, text: str) -> None:
        self._stream.write(f"\r\033[K{text}", ending="")
        self._stream.flush()
