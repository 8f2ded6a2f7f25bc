"""The folder where backups are kept: what they are called, which ones stay.

Only files that bear our name for this site are ever removed; another site's, and whatever else
somebody put there, stay.
"""

import contextlib
import os
import re
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import IO, Final
from urllib.parse import urlsplit

from django.conf import settings

from catalogue.safekeeping.failed import Failed
from catalogue.safekeeping.snapshot import ASIDE

_STAMP: Final = "%Y%m%dT%H%M%SZ"
_PARTIAL: Final = ".partial"
_DEAD: Final = 24 * 3600.0  # seconds after which something half done belongs to nobody


@dataclass(frozen=True, slots=True)
class Kept:
    """A file of backup on the shelf."""

    file: Path
    made_at: datetime
    # Of the same second.
    again: int = 1


@dataclass(frozen=True, slots=True)
class New:
    """A file on its way to the shelf: what is written, where it stands, what it will be called."""

    stream: IO[bytes]
    beside: Path
    name: Path


@dataclass(frozen=True, slots=True)
class Span:
    """For how many days, weeks and months the last backup of each is kept."""

    days: int
    weeks: int
    months: int


def site_name() -> str:
    """What one types to restore over this site: its host, with its port where it has one."""
    return urlsplit(settings.SITE_URL).netloc


def _prefix() -> str:
    return f"catalogue-{site_name().replace(':', '-')}-"


class Shelf:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def refuse_missing(self) -> None:
        """A folder is never made: where a disk is not mounted, copies would go beside the site."""
        if not self.folder.is_dir():
            raise Failed(
                f"Le dossier {self.folder} n’existe pas. "
                "Créez-le, ou montez le disque qui le porte."
            )

    def all(self) -> list[Kept]:
        """Of this site, the newest first."""
        pattern = re.compile(rf"{re.escape(_prefix())}(\d{{8}}T\d{{6}}Z)(?:-(\d+))?\.zip")
        found = [(file, pattern.fullmatch(file.name)) for file in self.folder.iterdir()]
        kept = [Kept(file, _moment(match[1]), int(match[2] or 1)) for file, match in found if match]
        return sorted(kept, key=lambda one: (one.made_at, one.again), reverse=True)

    @contextmanager
    def new_file(self, made_at: datetime) -> Iterator[New]:
        """A private file written beside, which gets its name when the block ends well."""
        name = self._free_name(made_at)
        partial = self.folder / f".{name.name}{_PARTIAL}"
        descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(descriptor, "wb") as stream:
                yield New(stream, partial, name)
            partial.rename(name)
            _sync_folder(self.folder)
        finally:
            partial.unlink(missing_ok=True)

    def _free_name(self, made_at: datetime) -> Path:
        stem = _prefix() + made_at.astimezone(UTC).strftime(_STAMP)
        name, again = self.folder / f"{stem}.zip", 1
        while name.exists():
            again += 1
            name = self.folder / f"{stem}-{again}.zip"
        return name

    def prune(self, span: Span, newest: Path) -> list[Path]:
        """Removes what is past the span, never the `newest`, which was read back; says what."""
        kept = self.all()
        keep = {newest, *to_keep(kept, span)}
        gone = [one.file for one in kept if one.file not in keep]
        for file in gone:
            file.unlink(missing_ok=True)
        self._sweep()
        return gone

    def _sweep(self) -> None:
        """What a process that was killed left half done."""
        for found in self.folder.iterdir():
            ours = found.name.startswith(f".{_prefix()}") and found.name.endswith(_PARTIAL)
            if (ours or found.name.startswith(ASIDE)) and _is_dead(found):
                with contextlib.suppress(OSError):
                    shutil.rmtree(found) if found.is_dir() else found.unlink()


def to_keep(kept: list[Kept], span: Span) -> set[Path]:
    """Of the last so many days, weeks and months that have one, the newest of each.

    And all of the last 24 hours: one made after a mistake does not remove the one before it.
    """
    since = kept[0].made_at - timedelta(days=1) if kept else datetime.max.replace(tzinfo=UTC)
    chosen = {one.file for one in kept if one.made_at > since}
    for length, period in (
        (span.days, lambda day: (day.year, day.month, day.day)),
        (span.weeks, lambda day: day.isocalendar()[:2]),
        (span.months, lambda day: (day.year, day.month)),
    ):
        newest: dict[tuple[int, ...], Path] = {}
        for one in kept:
            newest.setdefault(period(_day(one)), one.file)
        chosen.update(list(newest.values())[:length])
    return chosen


def _day(one: Kept) -> date:
    return one.made_at.date()


def _moment(stamp: str) -> datetime:
    try:
        return datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC)
    except ValueError:  # digits that are no date: nothing of ours, and the last to go
        return datetime.max.replace(tzinfo=UTC)


def _is_dead(file: Path) -> bool:
    try:
        return file.stat().st_mtime < time.time() - _DEAD
    except OSError:
        return False


def _sync_folder(folder: Path) -> None:
    """A new name is on the disk only once its folder is."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
