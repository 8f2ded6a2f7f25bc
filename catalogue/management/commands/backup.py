from argparse import ArgumentParser
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from catalogue.management.progress import Progress
from catalogue.management.recorded import recorded
from catalogue.safekeeping.backing_up import back_up, newest_good
from catalogue.safekeeping.record import Job
from catalogue.safekeeping.shelf import Shelf, Span
from programmes.typography import count


class Command(BaseCommand):
    help = (
        "Garde tout le site dans un fichier, pendant que l’équipe travaille, le relit, puis retire "
        "les sauvegardes trop anciennes."
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--to", type=Path, default=settings.BACKUP_DIR, help="le dossier (BACKUP_DIR)"
        )
        parser.add_argument(
            "--first", action="store_true", help="la première sur un disque neuf, encore vide"
        )
        parser.add_argument(
            "--check",
            action="store_true",
            help="ne garde rien\u202f: relit la dernière sauvegarde et échoue si elle est vieille",
        )
        parser.add_argument(
            "--hours", type=int, default=26, help="l’âge que --check accepte, en heures (26)"
        )

    def handle(
        self, *args: Any, to: Path, first: bool, check: bool, hours: int, **options: Any
    ) -> None:
        shelf = Shelf(to.absolute())
        if check:
            self._check(shelf, hours)
            return
        if to == settings.BACKUP_DIR == settings.DATA_DIR / "backups":
            to.mkdir(mode=0o700, parents=True, exist_ok=True)
        span = Span(settings.BACKUP_DAYS, settings.BACKUP_WEEKS, settings.BACKUP_MONTHS)
        with recorded(Job.BACKUP) as done, Progress(self.stderr) as progress:
            made = back_up(shelf, span, first=first, told=progress)
            size = count(-(-made.file.stat().st_size // 1024), "Ko", "Ko")
            rows = count(made.manifest.rows, "ligne")
            editions = count(len(made.manifest.editions), "édition")
            done.file = made.file
            done.said = f"{made.file} ({size})\u202f: {rows}, {editions}, relues."
        self.stdout.write(f"Sauvegarde faite\u202f: {done.said}")
        if made.removed:
            self.stdout.write(
                f"{count(len(made.removed), 'ancienne retirée', 'anciennes retirées')}."
            )
        for name in made.manifest.unknown_tables:
            self.stderr.write(f"La table {name} n’est pas du site\u202f: elle n’est pas gardée.")

    def _check(self, shelf: Shelf, hours: int) -> None:
        from catalogue.safekeeping.failed import Failed

        try:
            kept = newest_good(shelf, timedelta(hours=hours))
        except Failed as failed:
            raise CommandError(str(failed), returncode=1) from failed
        self.stdout.write(f"La dernière sauvegarde est entière\u202f: {kept.file}")
