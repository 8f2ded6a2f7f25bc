"""What keeps the site safe, and when it was last done: backup, drill, check of the links."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from django.db.models import Count, Max
from django.urls import reverse
from django.utils import timezone

from catalogue.admin.kit.moments import moment
from catalogue.safekeeping import record
from catalogue.safekeeping.record import Job, Past
from programmes.models import DeadLink
from programmes.typography import NARROW, count, long_date

from .facts import Fact, Judgement


@dataclass(frozen=True, slots=True)
class Habit:
    """How often a job is done: later than `usual` one looks, later than `late` one acts."""

    name: str
    command: str
    todo: str
    usual: timedelta
    late: timedelta


# As the timers of deploy/systemd have them, and some more.
BACKUP: Final = Habit(
    "Sauvegarde",
    "manage.py backup",
    "Faites-en une, puis chaque nuit.",
    timedelta(hours=26),
    timedelta(days=7),
)
DRILL: Final = Habit(
    "Essai de restauration",
    "manage.py restore_drill",
    "Essayez la dernière sauvegarde, puis chaque semaine.",
    timedelta(days=8),
    timedelta(days=35),
)
CHECKED_EVERY: Final = timedelta(days=8)


def facts() -> Iterator[Fact]:
    past, now = record.read(), timezone.now()
    yield _backup(past.get(Job.BACKUP), now)
    yield judged(DRILL, past.get(Job.DRILL), now)
    yield _links(past.get(Job.LINKS), now)


def judged(habit: Habit, past: Past | None, now: datetime) -> Fact:
    if past is None:
        said = "Rien n’est noté ici\u202f: jamais fait, ou fait sur une autre machine."
        return Fact(habit.name, said, Judgement.ACT, habit.todo, habit.command)
    last = past.last
    if not last.went_well:
        good = past.last_good
        before = f"Le dernier succès{NARROW}: {moment(good.at)}." if good else "Aucun succès avant."
        said = f"Échec le {moment(last.at)}{NARROW}: {last.said} {before}"
        todo = "Corrigez ce qui est dit, puis relancez."
        return Fact(habit.name, said, Judgement.ACT, todo, habit.command)
    age = now - last.at
    said = f"Le {moment(last.at)}. {last.said}".strip()
    if age < timedelta(0):
        said = f"{said} Cette date est à venir{NARROW}: une horloge est fausse."
        return Fact(
            habit.name, said, Judgement.LOOK, "Réglez l’heure de la machine.", "timedatectl"
        )
    if age > habit.usual:
        judgement = Judgement.ACT if age > habit.late else Judgement.LOOK
        return Fact(habit.name, said, judgement, habit.todo, habit.command)
    return Fact(habit.name, said, Judgement.GOOD)


def _backup(past: Past | None, now: datetime) -> Fact:
    fact = judged(BACKUP, past, now)
    if past and past.last.went_well and not _is_there(past.last.file):
        said = f"{fact.said} Ce fichier n’est plus là, ou son disque n’est pas monté."
        return replace(
            fact, said=said, judgement=Judgement.ACT, todo=BACKUP.todo, command=BACKUP.command
        )
    return fact


def _is_there(file: str) -> bool:
    try:
        return Path(file).exists()
    except OSError:
        return False


def _links(past: Past | None, now: datetime) -> Fact:
    """Dead ones are rows; that a check found none is in the record alone."""
    found = DeadLink.objects.aggregate(dead=Count("pk"), on=Max("checked_on"))
    day = timezone.localtime(past.last.at).date() if past else found["on"]
    if day is None:
        said = "Rien n’est noté ici\u202f: jamais faite, ou faite sur une autre machine."
        todo = "Lancez-la, puis chaque semaine."
        return Fact("Vérification des liens", said, Judgement.LOOK, todo, "manage.py check_links")
    dead = count(found["dead"], "lien ne répond plus", "liens ne répondent plus")
    said = f"Le {long_date(day)}{NARROW}: {dead if found['dead'] else 'tous répondaient'}."
    if found["dead"]:
        todo = "Corrigez les adresses, parmi les remarques de chaque formation."
        address = reverse("admin:index")
        return Fact("Vérification des liens", said, Judgement.ACT, todo, address=address)
    if timezone.localtime(now).date() - day > CHECKED_EVERY:
        return Fact(
            *("Vérification des liens", said, Judgement.LOOK, "Relancez-la."),
            command="manage.py check_links",
        )
    return Fact("Vérification des liens", said, Judgement.GOOD)
