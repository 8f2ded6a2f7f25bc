from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from catalogue.server import sqlite


class Command(BaseCommand):
    help = "Crée le fichier de la base de données SQLite, vide et privé, s’il n’existe pas."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        file = settings.DATABASE_FILE
        if file is None:
            self.stdout.write("La base de données est un serveur\u202f: rien à créer ici.")
        elif sqlite.create(file):
            self.stdout.write(f"Base de données créée\u202f: {file}")
