"""Granian as a program, `python -m catalogue.server.serving …`, that forgives single deaths.

Granian ends the whole server when a worker dies within 5.5 seconds of being started anew, so two
kills in a row (by the kernel, short of memory; by a person) took every page down. What it guards
against is an application that cannot start: a worker that dies young again and again.
"""

import time
from typing import Any, Final

from granian import cli
from granian.server import Server

from catalogue.server import env, logs

#: Seconds. Granian's own measure of a death that came too soon.
YOUNG: Final = 5.5
#: Deaths in a row.
FORGIVEN: Final = 4


class Forgiving(Server):  # type: ignore[misc, valid-type]  # one of two classes, as Python is built
    """Leans on what Granian keeps to itself: tests/catalogue/test_serving.py holds it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        if env.choice("LOG_FORMAT", (logs.TEXT, logs.JSON), default=logs.TEXT) == logs.JSON:
            kwargs["log_dictconfig"] = logs.GRANIAN
        super().__init__(*args, **kwargs)
        self._died_young: dict[int, int] = {}

    def _respawn_workers(self, workers: list[int], *args: Any, **kwargs: Any) -> None:
        for index in workers:
            lived = time.monotonic() - self.wrks[index].birth
            died_before = self._died_young.get(index, 0)
            self._died_young[index] = died_before + 1 if lived < YOUNG else 0
        super()._respawn_workers(workers, *args, **kwargs)
        for index in workers:
            if self._died_young[index] < FORGIVEN:
                # As if it had not been started anew: the guard finds nothing to count from.
                self.respawned_wrks.pop(index, None)


def main() -> None:
    cli.Server = Forgiving  # type: ignore[attr-defined]
    cli.entrypoint()


if __name__ == "__main__":
    main()
