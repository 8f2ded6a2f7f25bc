"""Which engines open a page on this machine.

`python -m tests.browser.engines.which` prints them in the words of pytest's -m: “webkit or
firefox”. `python -m tests.browser.engines.which webkit` ends with 0 when that one works; else the
last line on stderr says why not.
"""

import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

from tests import needs
from tests.browser.engines import firefox, webkit
from tests.browser.engines.engine import Engine

STARTED: dict[str, Callable[[Path], AbstractContextManager[Engine]]] = {
    "webkit": webkit.started,
    "firefox": firefox.started,
}
PAGE = "<!doctype html><meta charset=utf-8><title>É</title>"


def main(names: Sequence[str]) -> int:
    if names:
        return max(_opened(name) for name in names)
    missing = {one.need.name for one in needs.failing(needs.named(STARTED))}
    sys.stdout.write(" or ".join(name for name in STARTED if name not in missing) + "\n")
    return 0


def _opened(name: str) -> int:
    try:
        with tempfile.TemporaryDirectory() as folder, STARTED[name](Path(folder)) as engine:
            page = Path(folder) / "page.html"
            page.write_text(PAGE)
            engine.open(page.as_uri())
            return 0 if engine.ask("() => document.title") == "É" else 1
    except Exception as fault:
        said = str(fault).strip() or type(fault).__name__
        sys.stderr.write(f"{said.splitlines()[0]}\n")
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
