from django.db import models
from django.utils import timezone


class Tries(models.Model):
    """Wrong passwords in a row, on one lane (`guessing.py`). Purged by itself.

    The key is a keyed hash: of a name that is no account nothing can be read here, and people type
    passwords there.
    """

    key = models.CharField(max_length=64, primary_key=True)
    wrong = models.PositiveIntegerField(default=0)
    free_at = models.DateTimeField(default=timezone.now)
    last_at = models.DateTimeField(default=timezone.now, db_index=True)
    # Until when this account is at home at this address: it logged in from there.
    known_until = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "essais de connexion"
        verbose_name_plural = "essais de connexion"

    def __str__(self) -> str:
        return f"{self.wrong} essais"
