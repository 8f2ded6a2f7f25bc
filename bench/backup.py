"""`python -m bench.backup N`: what a backup and a restore of N programmes cost.

On SQLite in a folder of its own. Beside each other: our backup and the copy of SQLite's own shell
(`VACUUM INTO`, then gzip at the same level); our restore and the migrations alone, which make an
empty site. Rows a second, seconds, megabytes of the file, and the most memory that a process took.
"""

import gzip
import os
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.environment import ROOT, variables

MEGABYTE = 1024 * 1024


def main(programmes: int) -> None:
    folder = Path(tempfile.mkdtemp(prefix="bench-backup-"))
    try:
        site, empty, other = (_folder(folder, name) for name in ("site", "empty", "other"))
        _run(site, "manage.py", "prepare")
        if programmes > 1:
            _run(site, "-m", "bench.fill", str(programmes))
        print(f"{programmes} programmes\n")
        print("| what | s | MB of memory | MB of file |\n|---|---:|---:|---:|")
        _tell("nothing (`manage.py check`)", lambda: _run(site, "manage.py", "check"))
        reference = _tell("SQLite’s copy, compressed", lambda: _copied(site), site / "copy.gz")
        ours = _tell("backup", lambda: _run(site, "manage.py", "backup"), site / "backups")
        (file,) = (site / "backups").iterdir()
        _run(empty, "manage.py", "create_database")
        migrated = _tell("an empty site, migrated", lambda: _run(empty, "manage.py", "migrate"))
        restored = _tell("restore", lambda: _run(other, "manage.py", "restore", str(file)))
        drilled = _tell("restore_drill", lambda: _run(site, "manage.py", "restore_drill"))
        rows = _rows(site)
        print(f"\n{rows} rows: {rows / ours:,.0f} a second kept, {rows / restored:,.0f} restored")
        print(f"backup ÷ SQLite’s copy: {ours / reference:.1f}")
        print(f"restore ÷ migrations: {restored / migrated:.1f}; drill: {drilled / migrated:.1f}")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _folder(parent: Path, name: str) -> Path:
    folder = parent / name
    folder.mkdir()
    return folder


def _run(folder: Path, *command: str) -> int:
    """The most memory it took, in bytes."""
    process = subprocess.Popen(
        [sys.executable, *command],
        cwd=ROOT,
        env={**variables(folder), "DJANGO_SETTINGS_MODULE": "catalogue.settings"},
        stdout=subprocess.DEVNULL,
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)}: {process.returncode}")
    return used.ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def _copied(site: Path) -> int:
    copy = site / "copy.sqlite3"
    with sqlite3.connect(site / "catalogue.sqlite3") as source:
        source.execute("VACUUM INTO ?", [str(copy)])
    with copy.open("rb") as plain, gzip.open(site / "copy.gz", "wb", compresslevel=1) as packed:
        shutil.copyfileobj(plain, packed)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _tell(what: str, work: Callable[[], int], made: Path | None = None) -> float:
    started = time.perf_counter()
    memory = work()
    seconds = time.perf_counter() - started
    files = list(made.iterdir()) if made and made.is_dir() else [made] if made else []
    size = f"{sum(file.stat().st_size for file in files) / MEGABYTE:.1f}" if files else ""
    print(f"| {what} | {seconds:.1f} | {memory / MEGABYTE:.0f} | {size} |", flush=True)
    return seconds


def _rows(site: Path) -> int:
    with sqlite3.connect(site / "catalogue.sqlite3") as database:
        tables = database.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        ).fetchall()
        counts = (database.execute(f'SELECT count(*) FROM "{name}"') for (name,) in tables)
        return sum(int(one.fetchone()[0]) for one in counts)


if __name__ == "__main__":
    main(int(sys.argv[1]))
