"""The log: a line for people, or one JSON object a line for machines (`LOG_FORMAT=json`).

Neither holds a query, nor what opens a door: the token of a preview or of a welcome link stands in
its path. JSON holds nothing that somebody sent: of an exception it has the class and the way to it,
not its sentence, which often quotes what was typed.
"""

import json
import logging
import re
import time
from collections.abc import Iterator
from traceback import walk_tb
from types import TracebackType
from typing import Any, Final

from django.http import HttpRequest

from catalogue.server import request_ids

JSON: Final = "json"
TEXT: Final = "text"

_QUERY: Final = re.compile(r"(?<=[\w/])\?[^\s'\")]+")
_TOKEN: Final = re.compile(r"(/(?:apercu|bienvenue)/)[^/\s'\")]+")


class WithoutTrace(logging.Filter):
    """One line, where the stack says nothing: robots try host names all day long."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.exc_info = None
        return True


class Line(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return discreet(super().format(record))


class JsonLine(logging.Formatter):
    @staticmethod
    def converter(seconds: float | None) -> time.struct_time:
        return time.gmtime(seconds)

    def format(self, record: logging.LogRecord) -> str:
        held = {
            "time": f"{self.formatTime(record, '%Y-%m-%dT%H:%M:%S')}.{int(record.msecs):03}Z",
            "level": record.levelname,
            "logger": record.name,
            "message": discreet(record.getMessage()),
            **dict(_of_request(record)),
            **dict(_of_fault(record)),
        }
        return json.dumps(held, ensure_ascii=False)


def discreet(text: str) -> str:
    return _TOKEN.sub(r"\1…", _QUERY.sub("", text))


def _of_request(record: logging.LogRecord) -> Iterator[tuple[str, Any]]:
    request = getattr(record, "request", None)  # `runserver` has a socket there
    of_request = request_ids.of(request) if isinstance(request, HttpRequest) else None
    if number := of_request or request_ids.current():
        yield "request", number
    if isinstance(request, HttpRequest):
        yield "method", request.method
        yield "path", discreet(request.path)
    if status := getattr(record, "status_code", None):
        yield "status", status


def _of_fault(record: logging.LogRecord) -> Iterator[tuple[str, Any]]:
    fault = record.exc_info[1] if record.exc_info else None
    if fault is not None:
        yield "exception", _class(fault)
        yield "trace", list(_way_to(fault))
    elif name := getattr(record, "outage", None):
        yield "exception", name


def _class(fault: BaseException) -> str:
    return f"{type(fault).__module__}.{type(fault).__qualname__}".removeprefix("builtins.")


def _way_to(fault: BaseException | None) -> Iterator[str]:
    """Its frames, the outermost first; then what it comes from, by its class, in the same way."""
    seen: set[int] = set()
    while fault is not None and id(fault) not in seen:
        if seen:
            yield f"from {_class(fault)}"
        seen.add(id(fault))
        yield from _frames(fault.__traceback__)
        fault = fault.__cause__ or (None if fault.__suppress_context__ else fault.__context__)


def _frames(trace: TracebackType | None) -> Iterator[str]:
    for frame, line in walk_tb(trace):
        yield f"{frame.f_code.co_filename}:{line} {frame.f_code.co_qualname}"


#: Granian's own lines in the same form. It writes them to stdout, as it does in text.
GRANIAN: Final[dict[str, Any]] = {
    "formatters": {"json": {"()": "catalogue.server.logs.JsonLine"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "json",
            "stream": "ext://sys.stdout",
        }
    },
    "loggers": {"_granian": {"handlers": ["console"], "propagate": False}},
}
