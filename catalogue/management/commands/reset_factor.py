from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts import factors


class Command(BaseCommand):
    help = (
        "Retire le second facteur d’un compte, dont l’appareil est perdu ou la clé du site "
        "changée, et ferme ses sessions."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", metavar="NOM", help="le nom d’utilisateur du compte")

    def handle(self, *args: Any, name: str, **options: Any) -> None:
        user = User.objects.filter(username=name).first()
        if user is None:
            raise CommandError(f"Aucun compte ne porte le nom «\u202f{name}\u202f».")
        said = "est retiré" if factors.reset(user) else "n’existait pas"
        self.stdout.write(
            f"Le second facteur de {name} {said}, ses sessions sont fermées. "
            "Le site dira à la prochaine connexion s’il en faut un nouveau."
        )
