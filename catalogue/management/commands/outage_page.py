import os
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.template.loader import render_to_string

from catalogue.life.publisher import publisher


class Command(BaseCommand):
    help = (
        "Écrit la page que nginx montre quand le site ne répond pas, au nom du centre et avec de "
        "quoi le joindre. À refaire quand ils changent (docs/deploy.md)."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="/srv/formations/public/indisponible.html")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        page = render_to_string("errors/outage_page.html", {"centre": publisher()})
        beside = file.with_name(f".{file.name}.new")
        try:
            beside.write_text(page, encoding="utf-8")
            # nginx reads it under an account of its own.
            beside.chmod(0o644)
            os.replace(beside, file)  # noqa: PTH105  (never half a page)
        except OSError as fault:
            raise CommandError(f"{file} ne peut être écrit\u202f: {fault.strerror}.") from None
        self.stdout.write(f"Page d’indisponibilité écrite\u202f: {file}")
