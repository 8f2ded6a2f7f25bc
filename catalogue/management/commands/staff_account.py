from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from accounts.typeable import random_groups

USERNAME = "admin"

# Read from a screen and typed once.
_GROUPS, _GROUP_LENGTH = 4, 5  # 99 bits


class Command(BaseCommand):
    help = (
        "Crée le compte de l’équipe s’il n’y en a pas, avec un mot de passe au hasard, "
        "montré une seule fois et conservé seulement sous forme d’empreinte."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--new-password",
            action="store_true",
            help=f"remplace le mot de passe du compte «\u202f{USERNAME}\u202f»",
        )
        parser.add_argument(
            "--replaced-by",
            default="make password",
            help="la commande qui remplacera ce mot de passe, dite avec lui",
        )

    def handle(self, *args: Any, new_password: bool, replaced_by: str, **options: Any) -> None:
        if not new_password and User.objects.filter(is_superuser=True).exists():
            return
        password = random_password()
        save_account(password)
        self.stdout.write(
            "\n"
            "  Compte de l’équipe\n"
            f"    identifiant\u202f:  {USERNAME}\n"
            f"    mot de passe\u202f: {password}\n"
            "  Notez-le\u202f: il n’est montré qu’une fois.\n"
            f"  «\u202f{replaced_by}\u202f» le remplace.\n"
        )


def random_password() -> str:
    return random_groups(_GROUPS, _GROUP_LENGTH)


@transaction.atomic
def save_account(password: str) -> None:
    user, _ = User.objects.get_or_create(username=USERNAME)
    user.is_staff = user.is_superuser = user.is_active = True
    user.set_password(password)
    user.save()
