"""One file with everything that the site keeps, made while people write."""

import errno
import hmac
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from catalogue.safekeeping import record
from catalogue.safekeeping.archive import FORMAT, Manifest, Reader, Told, Writer, told_nobody
from catalogue.safekeeping.failed import Failed
from catalogue.safekeeping.record import Job
from catalogue.safekeeping.shelf import Kept, New, Shelf, Span
from catalogue.safekeeping.snapshot import snapshot
from catalogue.safekeeping.tables import LEFT_OUT, applied, carried, strangers, tables_after


@dataclass(frozen=True, slots=True)
class Backup:
    file: Path
    manifest: Manifest
    removed: list[Path]


def back_up(shelf: Shelf, span: Span, *, first: bool = False, told: Told = told_nobody) -> Backup:
    """A new file on the shelf, read back; then what is past its time goes.

    Raises `Failed`, and leaves nothing: neither half a file, nor one file less.
    """
    shelf.refuse_missing()
    if not first:
        _refuse_another_disk(shelf)
    now = timezone.now()
    with _said_plainly(shelf.folder):
        with shelf.new_file(now) as new:
            manifest = _written(new, shelf, now.isoformat(), told)
            with Reader(new.beside) as reader:
                reader.check()
        return Backup(new.name, manifest, shelf.prune(span, new.name))


def _written(new: New, shelf: Shelf, made_at: str, told: Told) -> Manifest:
    with Writer(new.stream, told) as writer, snapshot(shelf.folder):
        loader = MigrationLoader(connection)
        migrations = applied(loader)
        tables = tables_after(loader, migrations)
        for table in carried(tables):
            writer.add(table)
        manifest = Manifest(
            format=FORMAT,
            made_at=made_at,
            site=settings.SITE_URL,
            release=settings.RELEASE,
            database=connection.vendor,
            secret_mark=secret_mark(),
            migrations=migrations,
            left_out=sorted(LEFT_OUT),
            unknown_tables=strangers(tables),
            tables=writer.parts,
            editions=writer.editions,
        )
        writer.finish(manifest)
    new.stream.flush()
    os.fsync(new.stream.fileno())
    return manifest


def secret_mark() -> str:
    """Tells two keys apart and says nothing of either: they are long and random."""
    key = settings.SECRET_KEY.encode()
    return hmac.new(key, b"catalogue.safekeeping", sha256).hexdigest()[:16]


def _refuse_another_disk(shelf: Shelf) -> None:
    """An empty folder where the last backup went is most often a disk that is not mounted."""
    past = record.read().get(Job.BACKUP)
    if not (past and past.last_good) or shelf.all():
        return
    last = Path(past.last_good.file)
    if last.parent == shelf.folder.resolve():
        raise Failed(
            f"Le dossier {shelf.folder} est vide, mais {last.name} y a été écrite\u202f: le disque "
            "est-il monté\u202f? S’il est neuf, ajoutez --first."
        )


@contextmanager
def _said_plainly(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as fault:
        why = _REASONS.get(fault.errno or 0, fault.strerror or str(fault))
        raise Failed(f"Rien n’a pu être gardé dans {folder}\u202f: {why}.") from fault
    except (DatabaseError, sqlite3.Error) as fault:
        raise Failed(f"La base n’a pas pu être lue\u202f: {fault}.") from fault


_REASONS: Final = {
    errno.ENOSPC: "le disque est plein",
    errno.EDQUOT: "le disque est plein (quota)",
    errno.EFBIG: "le fichier est plus grand que ce qui est permis",
    errno.EROFS: "le disque est en lecture seule",
    errno.EACCES: "ce compte n’a pas le droit d’y écrire",
    errno.EPERM: "ce compte n’a pas le droit d’y écrire",
    errno.ESTALE: "le disque réseau a disparu",
    errno.EIO: "le disque ne répond plus correctement",
}


def newest_good(shelf: Shelf, no_older_than: timedelta) -> Kept:
    """The newest file of the shelf, read whole. `Failed` where there is none, or old or damaged."""
    shelf.refuse_missing()
    kept = shelf.all()
    if not kept:
        raise Failed(f"Aucune sauvegarde de ce site dans {shelf.folder}.")
    age = timezone.now() - kept[0].made_at
    if age > no_older_than:
        hours = int(age.total_seconds() // 3600)
        raise Failed(f"La dernière sauvegarde a {hours} heures\u202f: {kept[0].file}")
    with Reader(kept[0].file) as reader:
        reader.check()
    return kept[0]
