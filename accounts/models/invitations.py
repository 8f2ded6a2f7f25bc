import secrets
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, Final

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models, transaction
from django.utils import timezone

#: Long enough for a letter box or a day off, no longer.
LIFETIME: Final = timedelta(days=3)
# 256 bits: nobody guesses one.
_TOKEN_BYTES: Final = 32


def hash_of(token: str) -> str:
    """A token is long and random, so a plain hash is enough: there is nothing to guess."""
    return sha256(token.encode()).hexdigest()


def in_three_days() -> datetime:
    return timezone.now() + LIFETIME


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def usable(self, token: str) -> "InvitationQuerySet":
        """Neither used nor expired, of an account that is open."""
        return self.filter(
            token_hash=hash_of(token),
            used_at=None,
            expires_at__gt=timezone.now(),
            user__is_active=True,
        )

    @transaction.atomic
    def make(self, user: User, created_by: Any) -> str:
        """The token of a new link, shown once and stored nowhere. One link a person: the former
        ones end."""
        self.filter(user=user, used_at=None).delete()
        token = secrets.token_urlsafe(_TOKEN_BYTES)
        self.create(user=user, created_by=created_by, token_hash=hash_of(token))
        return token

    def use(self, token: str) -> bool:
        """Of two people who send the form at once, one gets it."""
        return bool(self.usable(token).update(used_at=timezone.now()))


class Invitation(models.Model):
    """A link at which one person chooses a password, once."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="invitations", verbose_name="compte"
    )
    token_hash = models.CharField("empreinte du jeton", max_length=64, unique=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="par"
    )
    created_at = models.DateTimeField("créé le", default=timezone.now, editable=False)
    expires_at = models.DateTimeField("expire le", default=in_three_days, editable=False)
    used_at = models.DateTimeField("utilisé le", null=True, editable=False)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = "lien d’accès"
        verbose_name_plural = "liens d’accès"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"lien d’accès du {self.created_at:%d/%m/%Y}"
