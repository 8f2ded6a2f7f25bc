"""What runs: the release, its database, the room that is left on the disks."""

import platform
import shutil
import sqlite3
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Final

import django
from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from catalogue.views import health
from programmes.typography import NARROW, WIDE, count, file_size, number

from .facts import Fact, Judgement

# Octets. A catalogue is small: these are weeks, then days, of backups and logs.
LITTLE: Final = 5 * 10**9
VERY_LITTLE: Final = 10**9


def facts() -> Iterator[Fact]:
    yield _release()
    yield _database()
    yield _migrations()
    yield _room("Place des données", settings.DATA_DIR)
    yield _room_of_backups()
    if connection.vendor != "sqlite":
        yield Fact(
            "Place de PostgreSQL",
            "Le disque du serveur de base de données ne se mesure pas d’ici.",
            Judgement.UNKNOWN,
            "Regardez-le sur la machine qui le porte.",
            "df -h",
        )


def _release() -> Fact:
    said = f"{settings.RELEASE}, Django {django.__version__}, Python {platform.python_version()}"
    if settings.DEBUG:
        todo = "Retirez DEBUG de .env, puis redémarrez le site."
        return Fact("Version", f"{said}, en mode de mise au point.", Judgement.ACT, todo)
    return Fact("Version", f"{said}.", Judgement.GOOD)


def _database() -> Fact:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
            )
            (size,) = cursor.fetchone()
            kind = f"SQLite {sqlite3.sqlite_version}"
        else:
            cursor.execute(
                "SELECT current_setting('server_version'), pg_database_size(current_database())"
            )
            version, size = cursor.fetchone()
            kind = f"PostgreSQL {version.split()[0]}"
    return Fact("Base de données", f"{kind}, {file_size(size)}.", Judgement.GOOD)


def _migrations() -> Fact:
    known = MigrationRecorder.Migration.objects.count()
    passed = count(known, "migration passée", "migrations passées")
    if health.is_up_to_date():
        return Fact("Migrations", f"{passed}, aucune en attente.", Judgement.GOOD)
    return Fact(
        "Migrations",
        f"{passed}, d’autres attendent{NARROW}: la base n’est pas à jour.",
        Judgement.ACT,
        "Gardez une sauvegarde, puis préparez la base.",
        "manage.py prepare",
    )


def _room(name: str, folder: Path, todo: str = "Libérez de la place, ou agrandissez.") -> Fact:
    try:
        usage = shutil.disk_usage(folder)
    except OSError as fault:
        said = f"{folder} ne se lit pas{NARROW}: {fault.strerror}."
        return Fact(name, said, Judgement.ACT, "Montez le disque qui le porte, ou créez-le.")
    said = f"{_gigabytes(usage.free)} libres sur {_gigabytes(usage.total)} ({folder})."
    if usage.free < VERY_LITTLE:
        return Fact(name, said, Judgement.ACT, todo)
    if usage.free < LITTLE:
        return Fact(name, said, Judgement.LOOK, todo)
    return Fact(name, said, Judgement.GOOD)


def _room_of_backups() -> Fact:
    folder, name = settings.BACKUP_DIR, "Place des sauvegardes"
    if folder == settings.DATA_DIR / "backups" and not folder.exists():
        said = f"{folder} n’existe pas encore{NARROW}: la première sauvegarde le crée."
        return Fact(name, said, Judgement.LOOK, "Faites une sauvegarde.", "manage.py backup")
    room = _room(name, folder)
    if room.judgement is Judgement.GOOD and _is_beside_the_database(folder):
        said = f"{room.said} C’est le disque de la base{NARROW}: s’il meurt, tout meurt."
        return Fact(name, said, Judgement.LOOK, "Donnez un autre disque à BACKUP_DIR.")
    return room


def _is_beside_the_database(folder: Path) -> bool:
    """Of a server one cannot know."""
    file = settings.DATABASE_FILE
    return bool(file and file.parent.stat().st_dev == folder.stat().st_dev)


def _gigabytes(octets: int) -> str:
    return f"{number((Decimal(octets) / 10**9).quantize(Decimal('0.1')))}{WIDE}Go"
