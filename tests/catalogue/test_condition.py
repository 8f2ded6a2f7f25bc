"""« État du site »: what is measured, judged by words, and what is not measured said so."""

import re
import shutil
from collections import namedtuple
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from accounts.models import Happening
from accounts.security_log import record as happened
from catalogue.admin.condition import ending, running, safety
from catalogue.admin.condition.facts import Judgement
from catalogue.life import publishing
from catalogue.safekeeping import record
from catalogue.safekeeping.record import Job
from catalogue.views import health
from programmes.models import DeadLink, Programme, TrainingCentre
from tests.catalogue.admin_page import queries
from tests.catalogue.page_text import plain

pytestmark = [pytest.mark.django_db, pytest.mark.ignore_template_errors]

PAGE = "/admin/etat/"
DAY = timedelta(days=1)
Usage = namedtuple("Usage", "total used free")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Settings) -> Path:
    """Where nothing was ever done."""
    settings.DATA_DIR, settings.BACKUP_DIR = tmp_path, tmp_path / "backups"
    return tmp_path


def lines(client: Client) -> dict[str, str]:
    """What each line says, by its name."""
    html = client.get(PAGE).content.decode()
    found = re.findall(r"<tr><th scope=\"row\"><b>(.*?)</b></th>(.*?)</tr>", html, re.DOTALL)
    return {plain(name): plain(rest) for name, rest in found}


def test_what_was_never_done_is_said_so(admin_client: Client, programme: Programme) -> None:
    said = lines(admin_client)

    assert said["Sauvegarde"].startswith("à faire Rien n’est noté ici")
    assert "manage.py backup" in said["Sauvegarde"]
    assert said["Essai de restauration"].startswith("à faire Rien n’est noté ici")
    assert said["Vérification des liens"].startswith("à voir Rien n’est noté ici")
    assert "la première sauvegarde le crée" in said["Place des sauvegardes"]


def test_the_release_and_the_database_are_named(
    admin_client: Client, programme: Programme, settings: Settings
) -> None:
    said = lines(admin_client)

    assert said["Version"].startswith(f"bon {settings.RELEASE}, Django 5.2")
    kind = "SQLite 3." if connection.vendor == "sqlite" else "PostgreSQL "
    assert said["Base de données"].startswith(f"bon {kind}")
    assert re.search(r", [\d ,]+ (Mo|ko)\.", said["Base de données"])
    assert re.search(r"\d+ migrations passées, aucune en attente", said["Migrations"])
    assert ("Place de PostgreSQL" in said) is (connection.vendor == "postgresql")


def test_a_base_that_is_not_up_to_date_is_said(admin_client: Client, programme: Programme) -> None:
    MigrationRecorder.Migration.objects.filter(app="programmes").latest("id").delete()
    health._migrations.forget()

    assert lines(admin_client)["Migrations"].startswith("à faire")


# Jobs


def noted(job: Job, age: timedelta, *, went_well: bool = True, file: str = "") -> None:
    record.note(job, went_well=went_well, file=None, said="412 lignes.")
    past = record.read()
    outcome = past[job].last.model_copy(update={"at": timezone.now() - age, "file": file})
    good = past[job].last_good and outcome
    changed = {**past, job: record.Past(last=outcome, last_good=good)}
    text = ", ".join(f'"{name}": {one.model_dump_json()}' for name, one in changed.items())
    record._file().write_text(f"{{{text}}}", encoding="utf-8")


@pytest.mark.parametrize(
    ("age", "judgement"),
    [
        (timedelta(hours=2), Judgement.GOOD),
        (timedelta(hours=30), Judgement.LOOK),
        (8 * DAY, Judgement.ACT),
        (-2 * DAY, Judgement.LOOK),  # a clock was moved
    ],
)
def test_a_backup_is_judged_by_its_age(folder: Path, age: timedelta, judgement: Judgement) -> None:
    file = folder / "kept.zip"
    file.write_bytes(b"")
    noted(Job.BACKUP, age, file=str(file))

    (fact, _, _) = safety.facts()

    assert fact.judgement is judgement
    assert "412 lignes." in fact.said


def test_a_failure_is_to_be_mended_however_young(admin_client: Client) -> None:
    noted(Job.DRILL, 3 * DAY)
    record.note(Job.DRILL, went_well=False, file=None, said="La fiche ne se dessine pas.")

    (_, fact, _) = safety.facts()

    assert fact.judgement is Judgement.ACT
    assert "La fiche ne se dessine pas." in fact.said
    assert "Le dernier succès" in fact.said


def test_a_backup_that_went_away_is_said(folder: Path) -> None:
    noted(Job.BACKUP, DAY / 24, file=str(folder / "gone.zip"))

    (fact, _, _) = safety.facts()

    assert fact.judgement is Judgement.ACT
    assert "n’est plus là" in fact.said


def test_a_check_of_links_that_found_none_dead_is_known() -> None:
    call_command("check_links")  # no programme: no link, and nothing is called

    (_, _, fact) = safety.facts()

    assert fact.judgement is Judgement.GOOD
    assert "tous répondaient" in fact.said


def test_dead_links_are_counted() -> None:
    dead = [("https://exemple.fr/a", "réponse 404"), ("https://exemple.fr/b", "réponse 404")]
    DeadLink.objects.replace(dead, timezone.localdate())

    (_, _, fact) = safety.facts()

    assert fact.judgement is Judgement.ACT
    assert "2\xa0liens ne répondent plus" in fact.said


# Disks


@pytest.mark.parametrize(
    ("free", "judgement"),
    [(50e9, Judgement.GOOD), (3e9, Judgement.LOOK), (4e8, Judgement.ACT)],
)
def test_room_is_judged(monkeypatch: pytest.MonkeyPatch, free: float, judgement: Judgement) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(100 * 10**9, 0, int(free)))

    fact = {one.name: one for one in running.facts()}["Place des données"]

    assert fact.judgement is judgement
    assert "libres sur 100" in fact.said


def test_a_disk_that_is_not_there_is_said(settings: Settings, folder: Path) -> None:
    settings.BACKUP_DIR = folder / "mnt" / "elsewhere"

    fact = {one.name: one for one in running.facts()}["Place des sauvegardes"]

    assert fact.judgement is Judgement.ACT
    assert "ne se lit pas" in fact.said


@pytest.mark.sqlite
def test_backups_beside_the_database_are_said(settings: Settings, folder: Path) -> None:
    settings.DATABASE_FILE = folder / "catalogue.sqlite3"
    settings.BACKUP_DIR.mkdir()

    fact = {one.name: one for one in running.facts()}["Place des sauvegardes"]

    assert "C’est le disque de la base" in fact.said or fact.judgement is not Judgement.GOOD


# What ends


@pytest.mark.parametrize(
    ("left", "judgement", "said"),
    [
        (None, "à voir", "n’est pas renseignée"),
        (-1, "à faire", "A pris fin le"),
        (0, "à voir", "aujourd’hui"),
        (1, "à voir", "demain"),
        (60, "à voir", "dans 60 jours"),
        (400, "bon", "Prend fin le"),
    ],
)
def test_the_certificate_of_the_centre_ends(
    admin_client: Client, programme: Programme, left: int | None, judgement: str, said: str
) -> None:
    ends = None if left is None else timezone.localdate() + left * DAY
    TrainingCentre.objects.update(qualiopi_expires_on=ends)

    (line,) = [rest for name, rest in lines(admin_client).items() if "Qualiopi" in name]

    assert line.startswith(judgement)
    assert said in line


def test_a_registration_that_ends_soon_leads_to_its_programme(
    admin_client: Client, programme: Programme
) -> None:
    Programme.objects.update(registration_ends_on=timezone.localdate() + 30 * DAY)

    html = admin_client.get(PAGE).content.decode()

    assert "Enregistrement, BTS NDRC" in html
    assert f'href="/admin/programmes/programme/{programme.pk}/change/"' in html


def test_the_certificate_of_the_address_is_not_guessed(settings: Settings) -> None:
    settings.SITE_URL = "https://formations.exemple.fr"

    (fact,) = ending.facts([])

    assert fact.judgement is Judgement.UNKNOWN
    assert fact.command == "certbot certificates"


def test_there_is_none_without_https() -> None:
    assert list(ending.facts([])) == []


# What waits


def test_what_waits_is_counted(admin_client: Client, programme: Programme) -> None:
    before = lines(admin_client)
    assert before["Publications en attente"].startswith("bon")
    assert before["Connexions"].startswith("bon")
    assert "43 notes ouvertes" in before["Notes de relecture"]
    assert "mentions à compléter" in before["Mentions obligatoires"]

    Programme.objects.update(capacity=24)
    publishing.snapshot(programme, None)
    happened(Happening.LIMITED)

    after = lines(admin_client)
    assert after["Publications en attente"].startswith("à voir 1 formation en ligne modifiée")
    assert after["Connexions"].startswith("à voir")
    assert "1 limite atteinte" in after["Connexions"]


# The page


def test_the_page_counts_what_it_found(admin_client: Client, programme: Programme) -> None:
    html = plain(admin_client.get(PAGE).content.decode())

    assert re.search(r"\d+ choses à faire, \d+ choses à voir\.", html)


def test_the_page_costs_as_much_as_the_first_one_and_some_counts(
    admin_client: Client, programme: Programme
) -> None:
    assert queries(admin_client, PAGE) <= queries(admin_client, "/admin/") + 8


def test_superusers_find_it_from_the_first_page(admin_client: Client, programme: Programme) -> None:
    assert f'href="{PAGE}"' in admin_client.get("/admin/").content.decode()

    colleague = Client()
    colleague.force_login(User.objects.create_user("collegue", is_staff=True))
    assert PAGE not in colleague.get("/admin/").content.decode()
    assert colleague.get(PAGE).status_code == 403


def test_nothing_is_changed_there(admin_client: Client) -> None:
    assert admin_client.post(PAGE).status_code == 405
