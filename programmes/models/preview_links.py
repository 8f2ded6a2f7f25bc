import secrets
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models
from django.utils import timezone

from .programme import Programme

#: How long a colleague without an account may read a draft.
LIFETIME: Final = timedelta(days=7)
# 256 bits: nobody guesses one.
_TOKEN_BYTES: Final = 32


def hash_of(token: str) -> str:
    """A token is long and random, so a plain hash is enough: there is nothing to guess."""
    return sha256(token.encode()).hexdigest()


class PreviewLinkQuerySet(models.QuerySet["PreviewLink"]):
    def usable(self, now: datetime) -> "PreviewLinkQuerySet":
        """Neither expired nor revoked, and of a programme that staff still work on."""
        return self.filter(revoked_at=None, expires_at__gt=now, programme__archived_at=None)

    def with_token(self, token: str) -> "PreviewLinkQuerySet":
        return self.filter(token_hash=hash_of(token))

    def make(self, programme: Programme, created_by: User) -> tuple["PreviewLink", str]:
        """A new link and its token, which is shown once and stored nowhere."""
        token = secrets.token_urlsafe(_TOKEN_BYTES)
        link = self.create(programme=programme, created_by=created_by, token_hash=hash_of(token))
        return link, token


def in_seven_days() -> datetime:
    return timezone.now() + LIFETIME


class PreviewLink(models.Model):
    """An address at which somebody without an account reads a draft, for seven days at most."""

    programme = models.ForeignKey(
        Programme, models.CASCADE, related_name="preview_links", verbose_name="formation"
    )
    token_hash = models.CharField("empreinte du jeton", max_length=64, unique=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name="créé par",
    )
    created_at = models.DateTimeField("créé le", default=timezone.now, editable=False)
    expires_at = models.DateTimeField("expire le", default=in_seven_days, editable=False)
    revoked_at = models.DateTimeField("révoqué le", null=True, blank=True, editable=False)

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        verbose_name = "lien d’aperçu"
        verbose_name_plural = "liens d’aperçu"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("created_at")),
                name="preview_link_expires_after_creation",
                violation_error_message="Un lien expire après sa création.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.programme.short_title}, lien du {self.created_at:%d/%m/%Y}"
