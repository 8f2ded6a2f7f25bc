import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from catalogue.management.progress import Progress
from catalogue.management.recorded import recorded
from catalogue.safekeeping.archive import Reader
from catalogue.safekeeping.backing_up import secret_mark
from catalogue.safekeeping.record import Job
from catalogue.safekeeping.restoring import occupied, restore
from catalogue.safekeeping.shelf import site_name
from programmes.typography import count


class Command(BaseCommand):
    help = (
        "Remet le site dans l’état d’une sauvegarde, faite sur SQLite ou sur PostgreSQL. "
        "Là où il y a déjà un site, demande son nom."
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="la sauvegarde")
        parser.add_argument(
            "--over",
            metavar="NOM",
            help="le nom du site qui sera remplacé (l’hôte de SITE_URL), au lieu de le taper",
        )

    def handle(self, *args: Any, file: Path, over: str | None, **options: Any) -> None:
        call_command("create_database", stdout=self.stdout)
        with recorded(Job.RESTORE, file) as done:
            with Reader(file) as reader:
                if occupied():
                    self._ask(over)
                with Progress(self.stderr) as progress:
                    restore(reader, progress)
                same_key = reader.manifest.secret_mark == secret_mark()
                rows = count(reader.manifest.rows, "ligne")
            done.said = f"{file}\u202f: {rows}."
        self.stdout.write(f"Site restauré depuis {done.said} Chacun doit se reconnecter.")
        if not same_key:
            self.stdout.write(
                "SECRET_KEY n’est pas celle de ce site-là\u202f: ce qui en dépend est à refaire "
                "(docs/backup.md)."
            )

    def _ask(self, over: str | None) -> None:
        name = site_name()
        if over is None and sys.stdin.isatty():
            self.stdout.write(f"Tout ce que contient {name} sera remplacé.")
            over = input(f"Pour continuer, tapez {name}\u202f: ").strip()
        if over != name:
            raise CommandError(
                f"Il y a déjà un site ici, et son nom n’a pas été donné\u202f: --over {name}. "
                "Rien n’a changé.",
                returncode=1,
            )
