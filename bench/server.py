"""The real server on a database of its own, on one core, for as long as a block lasts."""

import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench import load
from tests import environment

MANAGE = [sys.executable, str(environment.ROOT / "manage.py")]
SERVER_CORE, CLIENT_CORE = 0, (os.cpu_count() or 1) - 1


@dataclass(frozen=True)
class Site:
    port: int
    data_dir: Path
    process: subprocess.Popen[bytes]

    def peak_memory(self) -> float:
        """MB: the high-water mark of the worker, the server's heaviest child."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return max(_peak(pid) for pid in [str(self.process.pid), *children.split()])


def _peak(pid: str) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


@contextmanager
def serving(
    programmes: int,
    database_url: str | None = None,
    *,
    examples: bool = False,
    trusted_proxies: int = 0,
) -> Iterator[Site]:
    """A seeded site with so many published programmes, served by one worker on one core.

    `examples`: with those of each kind in place of the seed, and of its copies.
    """
    with tempfile.TemporaryDirectory(prefix="catalogue-bench-") as folder:
        data_dir = Path(folder)
        port = load.free_port()
        variables = environment.variables(
            data_dir,
            SITE_URL=None,
            RELEASE=None,
            PORT=str(port),
            WORKERS="1",
            DATABASE_URL=database_url,
            TRUSTED_PROXIES=str(trusted_proxies),
        )
        prepare = [*MANAGE, "prepare", *(["--exemples"] if examples else [])]
        subprocess.run(prepare, env=variables, check=True, stdout=subprocess.DEVNULL)
        if not examples:
            subprocess.run(
                [sys.executable, "-m", "bench.fill", str(programmes)],
                env={**variables, "DJANGO_SETTINGS_MODULE": "catalogue.settings"},
                cwd=environment.ROOT,
                check=True,
            )
        process = subprocess.Popen(
            [*MANAGE, "serve"],
            env=variables,
            stdout=subprocess.DEVNULL,
            preexec_fn=lambda: os.sched_setaffinity(0, {SERVER_CORE}),
        )
        os.sched_setaffinity(0, {CLIENT_CORE})
        try:
            wait(port)
            yield Site(port, data_dir, process)
        finally:
            process.terminate()
            process.wait(timeout=30)
            os.sched_setaffinity(0, set(range(os.cpu_count() or 1)))


def wait(port: int) -> None:
    for _ in range(300):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the server did not start")
