from collections.abc import Iterable
from datetime import date

from django.db import models, transaction


class DeadLinkManager(models.Manager["DeadLink"]):
    @transaction.atomic
    def replace(self, found: Iterable[tuple[str, str]], checked_on: date) -> None:
        """What a check found, addresses and problems, in place of what an earlier one had."""
        self.all().delete()
        self.bulk_create(
            DeadLink(url=url, problem=problem, checked_on=checked_on) for url, problem in found
        )


class DeadLink(models.Model):
    """An address in somebody's draft that did not answer the last time that it was tried."""

    url = models.CharField("adresse", max_length=500)
    problem = models.CharField("problème", max_length=60)
    checked_on = models.DateField("vérifiée le")

    objects = DeadLinkManager()

    class Meta:
        verbose_name = "lien qui ne répond plus"
        verbose_name_plural = "liens qui ne répondent plus"

    def __str__(self) -> str:
        return f"{self.url} ({self.problem})"
