"""A request that was cut short is dropped: Granian ends its body where the line broke, and half a
form would be saved as if the rest had been emptied."""

import io
from collections.abc import Callable
from typing import Any

Application = Callable[[dict[str, Any], Any], Any]


def whole_bodies(application: Application) -> Application:
    """Django drops a request whose body fails."""

    def checked(environ: dict[str, Any], start_response: Any) -> Any:
        length = environ.get("CONTENT_LENGTH") or ""
        if length.isascii() and length.isdigit():
            environ["wsgi.input"] = _Whole(environ["wsgi.input"], int(length))
        return application(environ, start_response)

    return checked


class _Whole(io.IOBase):
    """A body that fails when it ends before the length that it announced."""

    def __init__(self, stream: Any, length: int) -> None:
        self._stream, self._left = stream, length

    def read(self, size: int | None = -1, /) -> bytes:
        wanted = self._wanted(size)
        pieces: list[bytes] = []
        while wanted:
            piece = self._counted(self._stream.read(wanted))
            wanted -= len(piece)
            pieces.append(piece)
        return b"".join(pieces)

    def readline(self, size: int | None = -1, /) -> bytes:
        wanted = self._wanted(size)
        return self._counted(self._stream.readline(wanted)) if wanted else b""

    def _wanted(self, size: int | None) -> int:
        return self._left if size is None or size < 0 else min(size, self._left)

    def _counted(self, data: bytes) -> bytes:
        if not data:
            raise ConnectionError(f"The body ended {self._left} bytes early.")
        self._left -= len(data)
        return data
