"""Backups, restores and drills, on whatever database the suite runs on."""

import hashlib
import json
import os
import re
import sqlite3
import stat
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any, ClassVar, Final
from urllib.parse import urlsplit
from uuid import UUID

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Group, Permission, User
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import connection, models, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from pytest_django import Settings

from catalogue.life import publishing
from catalogue.safekeeping import drill, record, restoring, snapshot, tables
from catalogue.safekeeping.archive import MANIFEST, Reader
from catalogue.safekeeping.failed import Failed
from catalogue.safekeeping.record import Job
from catalogue.safekeeping.shelf import Kept, Shelf, Span, to_keep
from catalogue.safekeeping.tables import Node, Table, advance, emptied, insert
from catalogue.safekeeping.values import read, written
from programmes import sheet as sheets
from programmes.models import DeadLink, Edition, Programme
from tests import factories
from tests.catalogue.page_text import plain
from tests.environment import ROOT, variables
from tests.seeded import seeded

pytestmark = pytest.mark.django_db(transaction=True)

SITE = "testserver.localhost"
ODD = "l’été — \U0001f393 \u202f\u200b\ufeff e\u0301 \u2028 \\u0000 ‮ 中文 \x7f"
EXACT = datetime(2026, 3, 29, 1, 30, 0, 123456, tzinfo=UTC)


@pytest.fixture(autouse=True)
def folders(tmp_path: Path, settings: Settings) -> None:
    settings.DATA_DIR = tmp_path
    settings.BACKUP_DIR = tmp_path / "backups"
    settings.BACKUP_DIR.mkdir()


_MIGRATED: Final[dict[tuple[Node, ...], bytes]] = {}


@pytest.fixture(autouse=True)
def migrated_once(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, transactional_db: None
) -> Iterator[None]:
    """On SQLite an empty database that the migrations made is kept: they take four seconds.

    The mark `long` has them run each time, as they do for people.
    """
    migrate = restoring.migrate

    def remembered(nodes: list[Node]) -> None:
        key = tuple(sorted(nodes))
        if connection.introspection.table_names():
            if set(nodes) - set(MigrationRecorder(connection).applied_migrations()):
                migrate(nodes)
            return
        if key not in _MIGRATED:
            migrate(nodes)
            _MIGRATED[key] = connection.connection.serialize()
        else:
            with closing(sqlite3.connect(":memory:")) as kept:
                kept.deserialize(_MIGRATED[key])
                kept.backup(connection.connection)

    if connection.vendor == "sqlite" and not request.node.get_closest_marker("long"):
        monkeypatch.setattr(restoring, "migrate", remembered)
    yield
    ContentType.objects.clear_cache()


def run(command: str, *arguments: object, **options: object) -> str:
    output = StringIO()
    call_command(command, *map(str, arguments), stdout=output, stderr=StringIO(), **options)
    return plain(output.getvalue())


def backup() -> Path:
    run("backup")
    return Shelf(Path(settings.BACKUP_DIR)).all()[0].file


def everything() -> dict[str, list[Any]]:
    """Each row of each table of today, as Python reads it; JSON as values, sessions left out."""
    return {
        model._meta.label_lower: list(models.QuerySet(model).order_by("pk").values_list())
        for model in apps.get_models(include_auto_created=True)
        if model is not Session
    }


def canaries() -> None:
    """A site with something odd in it of each sort of column."""
    with transaction.atomic():
        edition = seeded()
    user = User.objects.create_superuser("camille", email="c@exemple.fr", password="mot secret")
    group = Group.objects.get_or_create(name="Publication")[0]
    group.permissions.add(Permission.objects.get(codename="publish_programme"))
    user.groups.add(group)
    User.objects.filter(pk=user.pk).update(last_login=EXACT)
    programme = Programme.objects.get()
    Programme.objects.filter(pk=programme.pk).update(lead=ODD, former_codes=["RNCP37948"])
    figures = programme.key_figures.exclude(value=None).values_list("pk", flat=True)
    programme.key_figures.filter(pk=figures[0]).update(value=Decimal("92.85"))
    DeadLink.objects.create(
        url="https://exemple.fr/é", problem=ODD[:40], checked_on=date(2024, 2, 29)
    )
    LogEntry.objects.create(
        user=user,
        content_type=ContentType.objects.get_for_model(Programme),
        object_id=str(programme.pk),
        object_repr=ODD[:200],
        action_flag=CHANGE,
        change_message=json.dumps([{"changed": {"fields": ["lead"]}}]),
        action_time=EXACT,
    )
    publishing.publish(programme, user, note="Deuxième")
    assert edition.number == 1


# There and back


def test_all_of_a_site_comes_back(settings: Settings) -> None:
    canaries()
    Session.objects.create(session_key="k" * 32, session_data="x", expire_date=EXACT)
    before = everything()
    file = backup()

    Programme.objects.update(lead="Autre")
    LogEntry.objects.all().delete()
    User.objects.create_user("intruse")
    settings.SECRET_KEY = "another-" + settings.SECRET_KEY
    said = run("restore", file, over=SITE)

    assert everything() == before
    assert "SECRET_KEY n’est pas celle de ce site-là" in said
    assert not Session.objects.exists()
    assert "Chacun doit se reconnecter" in said
    connection.check_constraints()


def test_what_is_written_after_a_restore_gets_a_key_that_no_row_ever_had() -> None:
    canaries()
    gone = a_link().pk
    DeadLink.objects.filter(pk=gone).delete()
    file = backup()
    since = a_link().pk
    edition = Edition.objects.latest("pk").pk

    run("restore", file, over=SITE)

    assert a_link().pk > since > gone
    Programme.objects.update(lead="Encore autre")
    assert publishing.publish(Programme.objects.get(), None).pk > edition
    assert User.objects.create_user("nouvelle").pk > User.objects.get(username="camille").pk


@pytest.mark.sqlite
def test_who_had_an_account_logs_in_with_the_same_password_and_rights() -> None:
    canaries()
    file = backup()
    User.objects.update(password="!")
    run("restore", file, over=SITE)

    assert Client().login(username="camille", password="mot secret")
    user = User.objects.get(username="camille")
    assert [group.name for group in user.groups.all()] == ["Publication"]
    writers = User.objects.create_user("autre")
    writers.groups.add(Group.objects.get(name="Publication"))
    assert User.objects.get(pk=writers.pk).has_perm("programmes.publish_programme")


def a_link() -> DeadLink:
    count = DeadLink.objects.count()
    return DeadLink.objects.create(
        url=f"https://exemple.fr/{count}", problem="404", checked_on=date(2026, 1, 1)
    )


def on_sqlite(folder: Path, *command: object) -> None:
    """`manage.py` of a site whose database is a file in that folder."""
    ran = subprocess.run(
        [sys.executable, "manage.py", *map(str, command)],
        cwd=ROOT,
        env=variables(folder, SITE_URL=f"http://{SITE}", RELEASE="autre"),
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr


@pytest.mark.long
@pytest.mark.postgres
def test_one_moves_from_one_database_to_the_other_and_back(tmp_path: Path) -> None:
    """From PostgreSQL to a file of SQLite, and from there to PostgreSQL."""
    canaries()
    before = everything()
    file = backup()

    folder = tmp_path / "elsewhere"
    folder.mkdir()
    on_sqlite(folder, "restore", file)
    on_sqlite(folder, "backup")
    Programme.objects.update(lead="Autre")
    (moved,) = Shelf(folder / "backups").all()
    with Reader(file) as first, Reader(moved.file) as second:
        assert (first.manifest.database, second.manifest.database) == ("postgresql", "sqlite")
        for one, other in zip(first.manifest.tables, second.manifest.tables, strict=True):
            assert (one.model, one.rows) == (other.model, other.rows)
            for kept, came in zip(first.rows(one), second.rows(other), strict=True):
                assert without_json(kept) == without_json(came)
    run("restore", moved.file, over=SITE)

    assert everything() == before


def without_json(row: list[Any]) -> list[Any]:
    """Each writes the same value with other blanks, or in another order."""
    return [parsed(value) for value in row]


def parsed(value: Any) -> Any:
    try:
        return json.loads(value) if isinstance(value, str) and value[:1] in "[{" else value
    except ValueError:
        return value


def test_what_the_other_database_cannot_keep_is_said_and_changes_nothing(tmp_path: Path) -> None:
    """PostgreSQL keeps no NUL; SQLite does, where a script wrote one past every form."""
    canaries()
    file = backup()
    bad = altered(file, tmp_path, "programmes.deadlink", lambda row: [*row[:2], "\0", *row[3:]])
    before = everything()

    if connection.vendor == "sqlite":
        run("restore", bad, over=SITE)
        assert DeadLink.objects.get().problem == "\0"
        return
    with pytest.raises(CommandError, match=r"programmes\.deadlink, lignes 1 à 1"):
        run("restore", bad, over=SITE)
    assert everything() == before


def altered(
    file: Path,
    folder: Path,
    model: str,
    change: Callable[[list[Any]], list[Any]],
    **told: object,
) -> Path:
    """The same file with other rows, and a manifest that agrees: as somebody would make it."""
    made = folder / "altered.zip"
    with Reader(file) as reader, zipfile.ZipFile(made, "w") as to:
        manifest = reader.manifest.model_dump(mode="json")
        for part, stored in zip(reader.manifest.tables, manifest["tables"], strict=True):
            rows = [change(row) if part.model == model else row for row in reader.rows(part)]
            lines = "".join(json.dumps(row, separators=(",", ":")) + "\n" for row in rows)
            stored["sha256"] = hashlib.sha256(lines.encode()).hexdigest()
            to.writestr(part.name, lines)
        to.writestr(MANIFEST, json.dumps({**manifest, **told}))
    return made


# Nothing is forgotten


def test_every_table_of_the_database_is_carried_or_left_out_on_purpose() -> None:
    """A table that a release adds is carried by itself; one that is no model's is told here."""
    file = backup()
    with Reader(file) as reader:
        carried = {part.table for part in reader.manifest.tables}
    left = {apps.get_model(label)._meta.db_table for label in tables.LEFT_OUT}

    assert carried | left | {tables.HISTORY} == set(connection.introspection.table_names())
    assert {part.model for part in Reader(file).manifest.tables} == {
        model._meta.label_lower for model in apps.get_models(include_auto_created=True)
    } - tables.LEFT_OUT


class Everything(models.Model):
    """A column of each sort that a release may add."""

    document = models.BinaryField(null=True)
    big = models.BigIntegerField(null=True)
    exact = models.DecimalField(max_digits=30, decimal_places=10, null=True)
    yes = models.BooleanField(null=True)
    at = models.DateTimeField(null=True)
    day = models.DateField(null=True)
    hour = models.TimeField(null=True)
    length = models.DurationField(null=True)
    code = models.UUIDField(null=True)
    ratio = models.FloatField(null=True)
    said = models.JSONField(null=True)
    text = models.TextField(null=True)  # noqa: DJ001

    objects: ClassVar[models.Manager["Everything"]] = models.Manager()

    class Meta:
        app_label = "tests_of_backup"

    def __str__(self) -> str:
        return str(self.pk)


def rows_of_everything() -> list[dict[str, Any]]:
    return [
        {
            "document": bytes(range(256)) * 40,
            "big": 2**63 - 1,
            "exact": Decimal("12345678901234567.0123456789")
            if connection.vendor == "postgresql"
            else Decimal("12345.0625"),
            "yes": True,
            "at": EXACT,
            "day": date(1, 1, 1),
            "hour": EXACT.time(),
            "length": timedelta(days=-3, microseconds=7),
            "code": UUID(int=7),
            "ratio": 0.1 + 0.2,
            "said": {"b": [1, None, 1.5, "é\\\u2028", 2**70], "a": {}},
            "text": ODD + "\r\n\t\"'",
        },
        {"document": b"", "big": -(2**63), "yes": False, "said": [], "text": ""},
        {},
    ]


def test_each_sort_of_column_comes_back_exactly() -> None:
    """Documents in binary columns too, whose tables are younger than this test."""
    with connection.schema_editor() as editor:
        editor.create_model(Everything)
    try:
        for values in rows_of_everything():
            Everything.objects.create(**values)
        Everything.objects.create(said=models.Value(None, models.JSONField()))
        table = Table(Everything)
        before, kept = list(Everything.objects.order_by("pk").values()), []
        for row in table.rows():
            line = json.dumps([written(value) for value in row])
            kept.append([read(*pair) for pair in zip(table.fields, json.loads(line), strict=True)])
        last = table.last_key()

        with transaction.atomic():
            emptied([table])
            insert(table, kept)
            advance([table], {table.label: last or 0})

        assert list(Everything.objects.order_by("pk").values()) == before
        # A JSON null is no missing value.
        assert Everything.objects.filter(said__isnull=False, said=None).count() == 1
        assert Everything.objects.create().pk == (last or 0) + 1
    finally:
        with connection.schema_editor() as editor:
            editor.delete_model(Everything)


def test_a_table_of_nobody_is_named() -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE somebodys (id integer)")
    try:
        errors = StringIO()
        call_command("backup", stdout=StringIO(), stderr=errors)
        assert "La table somebodys n’est pas du site" in plain(errors.getvalue())
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE somebodys")


# The file


def test_the_file_is_private_whole_and_says_what_it_holds(settings: Settings) -> None:
    canaries()
    file = backup()

    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [entry.name for entry in settings.BACKUP_DIR.iterdir()] == [file.name]
    assert file.name.startswith(f"catalogue-{SITE}-")
    with zipfile.ZipFile(file) as opened:
        manifest = json.loads(opened.read(MANIFEST))
    assert manifest["release"] == settings.RELEASE
    assert manifest["site"] == settings.SITE_URL
    counts = {part["model"]: part["rows"] for part in manifest["tables"]}
    assert counts["programmes.edition"] == Edition.objects.count() == 2
    assert manifest["editions"] == {
        str(pk): fingerprint for pk, fingerprint in Edition.objects.values_list("pk", "fingerprint")
    }
    assert settings.SECRET_KEY not in json.dumps(manifest)


def test_a_file_that_was_cut_or_changed_is_no_backup(tmp_path: Path) -> None:
    canaries()
    file = backup()
    content = file.read_bytes()
    cut, changed = tmp_path / "cut.zip", tmp_path / "changed.zip"
    cut.write_bytes(content[:-100])
    place = content.index(b"rows/programmes.edition.jsonl") + 2000
    changed.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
    before = everything()

    for bad, said in ((cut, "n’est pas une sauvegarde entière"), (changed, "est abîmée")):
        with pytest.raises(CommandError, match=said):
            run("restore", bad, over=SITE)
        with pytest.raises(CommandError, match=said):
            run("restore_drill", bad)
    with pytest.raises(CommandError, match="n’est pas une sauvegarde entière"):
        run("restore", tmp_path / "absent.zip", over=SITE)
    assert everything() == before


def test_no_byte_of_a_file_changes_unnoticed(tmp_path: Path) -> None:
    """Refused with a sentence, or read as it was written: names, times and the like say nothing."""
    with transaction.atomic():
        seeded()
    file = backup()
    content = file.read_bytes()
    with Reader(file) as reader:
        rows = [list(reader.rows(part)) for part in reader.manifest.tables]
    changed = tmp_path / "changed.zip"
    refused = 0
    # The last bytes are the list of what is inside: each is tried.
    everywhere = [*range(0, len(content), len(content) // 200)]
    for place in [*everywhere, *range(len(content) - 200, len(content))]:
        changed.write_bytes(content[:place] + bytes([content[place] ^ 0x55]) + content[place + 1 :])
        try:
            with Reader(changed) as reader:
                assert [list(reader.rows(part)) for part in reader.manifest.tables] == rows
        except Failed:
            refused += 1
    assert refused > 150


def test_a_file_of_a_newer_release_is_refused_with_a_sentence(tmp_path: Path) -> None:
    file = backup()
    migrations = [*Reader(file).manifest.migrations, ("programmes", "9999_later")]
    later = altered(file, tmp_path, "", list, migrations=migrations)
    with pytest.raises(CommandError, match="version plus récente du site"):
        run("restore", later, over=SITE)

    newer = altered(file, tmp_path, "", list, format=2)
    with pytest.raises(CommandError, match="version plus récente du site"):
        run("restore", newer, over=SITE)


def test_a_database_of_a_newer_release_is_not_half_kept() -> None:
    MigrationRecorder(connection).record_applied("programmes", "9999_later")
    try:
        with pytest.raises(CommandError, match="version plus récente"):
            run("backup")
    finally:
        MigrationRecorder(connection).record_unapplied("programmes", "9999_later")


# Over a site, and into an empty place


@pytest.mark.sqlite
def test_a_site_is_never_replaced_without_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    canaries()
    file = backup()
    Programme.objects.update(lead="Autre")

    for name in (None, "", "autre.fr"):
        with pytest.raises(CommandError, match=f"--over {SITE}"):
            run("restore", file, over=name)
    assert Programme.objects.get().lead == "Autre"

    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda _: f" {SITE} ")
    run("restore", file)
    assert Programme.objects.get().lead == ODD


@pytest.mark.sqlite
def test_an_empty_place_asks_for_nothing() -> None:
    canaries()
    file = backup()
    before = everything()
    loader = MigrationLoader(connection)
    with transaction.atomic():
        emptied(tables.tables_after(loader, tables.applied(loader)))

    run("restore", file)

    assert everything() == before


def test_a_restore_that_fails_half_way_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    canaries()
    file = backup()
    Programme.objects.update(lead="Autre")
    before = everything()
    orphan = altered(file, tmp_path, "programmes.bloc", lambda row: [*row[:-1], 10**6])

    with pytest.raises(CommandError, match="La base a refusé"):
        run("restore", orphan, over=SITE)
    assert everything() == before

    def fail() -> int:
        raise Failed("au dernier moment")

    monkeypatch.setattr(restoring, "derive_again", fail)
    with pytest.raises(CommandError, match="au dernier moment"):
        run("restore", file, over=SITE)
    assert everything() == before
    assert not list(tmp_path.glob(".catalogue-aside-*"))


def test_a_restore_waits_for_who_writes_then_gives_up_and_changes_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    canaries()
    file = backup()
    Programme.objects.update(lead="Autre")
    before = everything()
    if connection.vendor == "sqlite":
        monkeypatch.setitem(connection.settings_dict["OPTIONS"], "timeout", 0.1)
    monkeypatch.setattr(snapshot, "_PATIENCE", 0.3)
    monkeypatch.setattr(restoring, "_PATIENCE", "300ms")
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("BEGIN IMMEDIATE" if connection.vendor == "sqlite" else "BEGIN")
        cursor.execute("UPDATE programmes_programme SET lead = lead")
        with pytest.raises(CommandError, match=r"verrouillée|La base a refusé"):
            run("restore", file, over=SITE)
        cursor.execute("ROLLBACK")
    other.close()

    assert everything() == before


OLDER: Final = Path(__file__).with_name("older_release.zip")


def test_a_backup_of_an_older_release_restores_into_this_one() -> None:
    """A file kept from the days of `programmes.0007`: its own migrations make its tables, they are
    filled, then brought to today's."""
    run("restore", OLDER)

    programme = Programme.objects.get()
    assert (programme.slug, programme.centre.name) == ("ancien", "CFA d’alors")
    assert programme.certifiers.count() == 0  # a table that came later
    loader = MigrationLoader(connection)
    assert set(tables.applied(loader)) == set(loader.graph.nodes)
    assert Permission.objects.filter(codename="add_certifier").exists()
    assert (
        Group.objects.get(name="Publication").permissions.filter(codename="add_certifier").exists()
    )


# The drill


def test_a_drill_reads_all_and_draws_without_touching_the_site() -> None:
    canaries()
    file = backup()
    Programme.objects.update(lead="Autre")
    before = everything()

    said = run("restore_drill")

    assert "2 éditions vérifiées par leur empreinte." in said
    assert "Page de BTS NDRC, édition n° 2 : dessinée." in said
    assert "Fiche PDF de BTS NDRC, édition n° 2 : dessinée" in said
    assert f"{file} se restaure." in said
    assert everything() == before
    assert record.read()[Job.DRILL].last.went_well


@pytest.mark.sqlite
def test_a_drill_finds_an_edition_that_is_not_what_was_published(tmp_path: Path) -> None:
    canaries()
    file = backup()
    with Reader(file) as reader:
        (part,) = [one for one in reader.manifest.tables if one.model == tables.EDITIONS]
    place = part.columns.index("sheet")

    def other(row: list[Any]) -> list[Any]:
        return [*row[:place], row[place].replace("BTS", "BTZ", 1), *row[place + 1 :]]

    with pytest.raises(CommandError, match="n’a plus l’empreinte de sa publication"):
        run("restore_drill", altered(file, tmp_path, "programmes.edition", other))
    assert not record.read()[Job.DRILL].last.went_well


def test_a_drill_of_a_site_with_nothing_online_says_so() -> None:
    assert list(drill._drawn()) == ["Aucune formation en ligne\u202f: ni page ni fiche à dessiner."]


def test_editions_of_every_generation_have_the_fingerprint_of_what_they_keep() -> None:
    sheet = factories.example_sheet()

    assert drill.as_stored(json.loads(json.dumps(sheets.dump(sheet)))) == sheets.fingerprint(sheet)


# The shelf


def kept(*moments: datetime) -> list[Kept]:
    return [Kept(Path(f"{one:%Y%m%dT%H%M}"), one) for one in sorted(moments, reverse=True)]


def test_days_weeks_and_months_keep_the_last_of_each() -> None:
    start = datetime(2026, 11, 30, 3, tzinfo=UTC)
    nights = kept(*(start - timedelta(hours=12 * half) for half in range(800)))

    left = sorted((path.name for path in to_keep(nights, Span(7, 5, 12))), reverse=True)

    assert left[:7] == [
        f"202611{day}T1500" if day < 30 else "20261130T0300" for day in range(30, 23, -1)
    ]
    assert "20261031T1500" in left  # the last of its month
    assert "20251231T1500" in left
    assert "20251130T1500" not in left
    assert len(left) == 7 + 3 + 11  # the last of a week or a month may be one of the days


def test_only_old_backups_of_this_site_are_removed(settings: Settings) -> None:
    folder: Path = settings.BACKUP_DIR
    foreign = [
        "catalogue-autre.fr-20200101T000000Z.zip",
        "photo.zip",
        f"catalogue-{SITE}-20200101T000000Z.zip.gpg",
        f"catalogue-{SITE}-.zip",
    ]
    for name in foreign:
        (folder / name).write_text("à quelqu’un")
    old = [folder / f"catalogue-{SITE}-202001{day:02}T000000Z.zip" for day in range(1, 29)]
    for file in old:
        file.touch()
    settings.BACKUP_DAYS, settings.BACKUP_WEEKS, settings.BACKUP_MONTHS = 2, 0, 0

    new = backup()

    left = {file.name for file in folder.iterdir()}
    assert left == {*foreign, new.name, old[-1].name}


def test_the_new_one_stays_though_the_clock_ran_ahead(settings: Settings) -> None:
    settings.BACKUP_DAYS, settings.BACKUP_WEEKS, settings.BACKUP_MONTHS = 1, 0, 0
    ahead = settings.BACKUP_DIR / f"catalogue-{SITE}-20990101T000000Z.zip"
    ahead.touch()

    run("backup")

    files = [one.file for one in Shelf(settings.BACKUP_DIR).all()]
    assert files[0] == ahead
    assert len(files) == 2
    Reader(files[1]).check()


def test_two_in_a_second_are_two_files(settings: Settings) -> None:
    for _ in range(3):
        run("backup")

    assert len(Shelf(settings.BACKUP_DIR).all()) == 3


def test_what_a_killed_process_left_goes_a_day_later(settings: Settings) -> None:
    folder: Path = settings.BACKUP_DIR
    old, new = (folder / f".catalogue-{SITE}-{name}.zip.partial" for name in ("a", "b"))
    aside = folder / ".catalogue-aside-x"
    aside.mkdir()
    old.touch()
    new.touch()
    for path in (old, aside):
        os.utime(path, (0, 0))

    run("backup")

    assert new.exists()
    assert not old.exists()
    assert not aside.exists()


# What fails says so


def test_a_folder_that_is_missing_is_never_made(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="n’existe pas") as raised:
        run("backup", to=tmp_path / "absent")

    assert raised.value.returncode == 1
    assert not (tmp_path / "absent").exists()
    past = record.read()[Job.BACKUP]
    assert (past.last.went_well, past.last_good) == (False, None)


def test_an_empty_folder_where_backups_were_is_a_disk_that_is_not_mounted(
    settings: Settings,
) -> None:
    backup().unlink()

    with pytest.raises(CommandError, match="le disque est-il monté"):
        run("backup")
    assert list(settings.BACKUP_DIR.iterdir()) == []

    run("backup", first=True)
    assert len(Shelf(settings.BACKUP_DIR).all()) == 1


def test_a_backup_that_is_old_or_missing_is_told(settings: Settings) -> None:
    with pytest.raises(CommandError, match="Aucune sauvegarde"):
        run("backup", check=True)
    file = backup()
    assert "est entière" in run("backup", check=True)
    file.rename(file.with_name(f"catalogue-{SITE}-20260101T000000Z.zip"))

    with pytest.raises(CommandError, match=r"La dernière sauvegarde a \d+ heures"):
        run("backup", check=True)


@pytest.mark.sqlite
@pytest.mark.parametrize("command", [("backup", "--to", "."), ("restore", str(OLDER))])
def test_a_database_that_is_none_is_said_and_left_as_it_is(
    command: tuple[str, ...], tmp_path: Path
) -> None:
    damaged = tmp_path / "catalogue.sqlite3"
    damaged.write_bytes(b"no database " * 1000)
    ran = subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), *command],
        cwd=tmp_path,
        env=variables(tmp_path),
        capture_output=True,
        text=True,
        check=False,
    )

    assert ran.returncode == 1
    assert "Traceback" not in ran.stderr
    assert "n’a pas pu être lue" in ran.stderr or "ne se lit plus" in ran.stderr
    assert damaged.read_bytes() == b"no database " * 1000
    assert not list(tmp_path.glob("*.zip"))


FULL = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
sys.argv = ["manage.py", "backup", "--to", sys.argv[2]]
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "catalogue.settings"
from django.core.management import execute_from_command_line
execute_from_command_line(sys.argv)
"""


@pytest.mark.parametrize("room", [2_000, 20_000])
def test_a_full_disk_is_said_and_leaves_no_half_file(
    room: int, settings: Settings, tmp_path: Path
) -> None:
    """The site's own copy does not fit, or the file that is made from it."""
    canaries()
    url = database_url()
    ran = subprocess.run(
        [sys.executable, "-c", FULL, str(room), str(settings.BACKUP_DIR)],
        cwd=ROOT,
        env=variables(tmp_path, DATABASE_URL=url),
        capture_output=True,
        text=True,
        check=False,
    )

    assert ran.returncode == 1, ran.stderr
    assert "Traceback" not in ran.stderr
    assert "La copie de la base a échoué" in ran.stderr or "plus grand que" in ran.stderr
    assert list(settings.BACKUP_DIR.iterdir()) == []
    assert json.loads((tmp_path / record.NAME).read_text())["backup"]["last"]["went_well"] is False


def database_url() -> str:
    """Of the database of this very test."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


def test_a_record_that_somebody_damaged_proves_nothing(tmp_path: Path) -> None:
    (tmp_path / record.NAME).write_text('{"backup": 3}')
    assert record.read() == {}

    backup()
    assert record.read()[Job.BACKUP].last.went_well


def test_progress_is_shown_on_a_terminal_only() -> None:
    class Terminal(StringIO):
        def isatty(self) -> bool:
            return True

    canaries()
    said, silent = Terminal(), StringIO()
    call_command("backup", stdout=StringIO(), stderr=said)
    call_command("backup", stdout=StringIO(), stderr=silent)

    assert re.search(r"\d ligne", plain(said.getvalue()))
    assert silent.getvalue() == ""
