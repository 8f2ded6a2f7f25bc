"""Somebody can always manage accounts: the last account that can is neither closed nor deleted.

No constraint of a table can say so, it is about the rows that are left; a lock makes two people at
once wait for one another.
"""

from typing import Final

from django.contrib.auth.models import User
from django.db import transaction

from programmes.typography import NARROW

#: What it takes, by the name of each field: to log in, to enter the administration, to manage.
NEEDED: Final = ("is_active", "is_staff", "is_superuser")
LAST: Final = (
    f"C’est le dernier super-utilisateur actif{NARROW}: sans lui, plus personne ne gérerait les "
    "comptes. Donnez d’abord ce droit à un autre compte."
)


def is_last(user: User) -> bool:
    """Whether nobody else could manage accounts. Others who take away wait until the end of the
    transaction that asks."""
    with transaction.atomic():
        able = User.objects.filter(**dict.fromkeys(NEEDED, True)).order_by("pk")
        return [one.pk for one in able.select_for_update()] == [user.pk]
