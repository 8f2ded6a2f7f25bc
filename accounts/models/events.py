from typing import Any, NoReturn

from django.db import models
from django.utils import timezone


class Happening(models.TextChoices):
    LOGGED_IN = "logged_in", "Connexion"
    FAILED = "failed", "Échec de connexion"
    LIMITED = "limited", "Limite atteinte"
    FACTOR = "factor", "Second facteur"
    SESSIONS = "sessions", "Sessions fermées"
    LINK = "link", "Lien d’accès remis"
    PASSWORD = "password", "Mot de passe changé"
    RIGHTS = "rights", "Droits modifiés"
    PUBLISHED = "published", "Publication"
    WITHDRAWN = "withdrawn", "Retrait"
    EXPORTED = "exported", "Export"
    RESTORED = "restored", "Restauration"


class SecurityEventQuerySet(models.QuerySet["SecurityEvent"]):
    """Rows are added, and go when they are too old: nothing else."""

    def update(self, **changes: Any) -> NoReturn:
        raise TypeError("the security log is append-only")

    def delete(self) -> NoReturn:
        raise TypeError("the security log is append-only")

    def forget_before(self, moment: Any) -> int:
        """For `security_log.purge` alone."""
        return super(SecurityEventQuerySet, self.filter(at__lt=moment)).delete()[0]


class SecurityEvent(models.Model):
    """Who did what of consequence. An account is its number: it may be deleted, the fact stays."""

    happening = models.CharField("fait", max_length=12, choices=Happening.choices)
    at = models.DateTimeField("date", default=timezone.now, db_index=True, editable=False)
    account = models.PositiveBigIntegerField("compte", null=True, db_index=True)
    by = models.PositiveBigIntegerField("par", null=True)
    address = models.GenericIPAddressField("adresse", null=True)
    about = models.CharField("précision", max_length=200, blank=True)

    objects = SecurityEventQuerySet.as_manager()

    class Meta:
        verbose_name = "fait de sécurité"
        verbose_name_plural = "journal de sécurité"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.get_happening_display()}, {timezone.localtime(self.at):%d/%m/%Y}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("the security log is append-only")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("the security log is append-only")
