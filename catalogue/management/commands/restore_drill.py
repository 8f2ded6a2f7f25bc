from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from catalogue.management.progress import Progress
from catalogue.management.recorded import recorded
from catalogue.safekeeping.archive import Reader
from catalogue.safekeeping.drill import drill
from catalogue.safekeeping.failed import Failed
from catalogue.safekeeping.record import Job
from catalogue.safekeeping.shelf import Shelf


class Command(BaseCommand):
    help = (
        "Essaie une restauration à côté du site, sans y toucher\u202f: lignes, empreinte de chaque "
        "édition, une page et une fiche. Sans fichier, la dernière sauvegarde."
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, nargs="?", help="la sauvegarde (la dernière)")

    def handle(self, *args: Any, file: Path | None, **options: Any) -> None:
        with recorded(Job.DRILL, file) as done:
            done.file = file = file or _newest()
            with Reader(file) as reader, Progress(self.stderr) as progress:
                proof = drill(reader, progress)
            done.said = " ".join(proof.sentences)
        for sentence in proof.sentences:
            self.stdout.write(sentence)
        self.stdout.write(f"{file} se restaure.")


def _newest() -> Path:
    shelf = Shelf(settings.BACKUP_DIR)
    shelf.refuse_missing()
    if not (kept := shelf.all()):
        raise Failed(f"Aucune sauvegarde de ce site dans {shelf.folder}.")
    return kept[0].file
