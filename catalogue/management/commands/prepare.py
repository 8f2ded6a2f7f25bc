from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from catalogue.life.derived import derive_again
from programmes.typography import count


class Command(BaseCommand):
    help = "Prépare tout ce que le serveur demande. Sans effet là où c’est déjà fait."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--exemples",
            action="store_true",
            dest="examples",
            help="des exemples de chaque famille au lieu du contenu initial (make demo)",
        )

    def handle(self, *args: Any, examples: bool = False, **options: Any) -> None:
        # One process for all: starting Django five times would take most of the time.
        call_command("create_database", stdout=self.stdout)
        call_command("migrate", interactive=False, verbosity=0, stdout=self.stdout)
        self._derive_again()
        call_command("seed", examples=examples, stdout=self.stdout)
        account = {"replaced_by": "make demo-password"} if examples else {}
        call_command("staff_account", **account, stdout=self.stdout)
        self._collect_static_files()

    def _derive_again(self) -> None:
        done = derive_again()
        if done:
            said = count(done, "édition publiée mise", "éditions publiées mises")
            self.stdout.write(f"{said} aux règles d’aujourd’hui pour les cartes et la recherche.")

    def _collect_static_files(self) -> None:
        """Hashed and compressed copies of the static files, unless this release has them."""
        stamp = Path(settings.STATIC_ROOT) / ".release"
        if stamp.exists() and stamp.read_text() == settings.RELEASE:
            return
        stamp.unlink(missing_ok=True)
        call_command("collectstatic", interactive=False, verbosity=0, stdout=self.stdout)
        stamp.write_text(settings.RELEASE)
        self.stdout.write("Fichiers statiques préparés.")
