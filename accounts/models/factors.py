from typing import Final

from django.conf import settings
from django.db import models
from django.utils import timezone

#: In hexadecimal: 160 bits, as RFC 4226 asks of a secret.
SALT_LENGTH: Final = 40


class Factor(models.Model):
    """What a person's telephone shows codes from. The secret is not here: `accounts/factors.py`
    makes it from the salt and from the site's key."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="factor", verbose_name="compte"
    )
    salt = models.CharField("sel", max_length=SALT_LENGTH)
    # Tells a site whose key has changed from a code that is wrong.
    check_mark = models.CharField("témoin", max_length=64)
    created_at = models.DateTimeField("installé le", default=timezone.now, editable=False)
    # Of the last code that was taken: neither it nor one before it is taken again.
    last_step = models.BigIntegerField("dernier pas", default=0)

    class Meta:
        verbose_name = "second facteur"
        verbose_name_plural = "seconds facteurs"

    def __str__(self) -> str:
        return f"second facteur du {timezone.localtime(self.created_at):%d/%m/%Y}"


class RecoveryCode(models.Model):
    """Opens once, without the telephone. Its keyed hash alone is kept."""

    factor = models.ForeignKey(
        Factor, models.CASCADE, related_name="recovery_codes", verbose_name="second facteur"
    )
    code_hash = models.CharField("empreinte", max_length=64)
    used_at = models.DateTimeField("utilisé le", null=True, editable=False)

    class Meta:
        verbose_name = "code de secours"
        verbose_name_plural = "codes de secours"
        constraints = [
            models.UniqueConstraint(fields=["factor", "code_hash"], name="one_recovery_code"),
        ]

    def __str__(self) -> str:
        return "code de secours"
