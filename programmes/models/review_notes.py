from django.conf import settings
from django.db import models
from django.utils import timezone

from .programme import Programme


class ReviewNoteQuerySet(models.QuerySet["ReviewNote"]):
    def open(self) -> "ReviewNoteQuerySet":
        return self.filter(settled_at=None)

    def settled(self) -> "ReviewNoteQuerySet":
        return self.exclude(settled_at=None)


class ReviewNote(models.Model):
    """A doubt or a gap that staff must settle. Never shown to the public, not in the sheet."""

    programme = models.ForeignKey(
        Programme, models.CASCADE, related_name="review_notes", verbose_name="formation"
    )
    subject = models.CharField("sujet", max_length=120)
    text = models.TextField(
        "note", max_length=2000, help_text="Ce qui est douteux ou manque, et où le vérifier."
    )
    created_at = models.DateTimeField("ouverte le", default=timezone.now, editable=False)
    settled_at = models.DateTimeField("réglée le", null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name="réglée par",
        null=True,
        blank=True,
        editable=False,
    )

    objects = ReviewNoteQuerySet.as_manager()

    class Meta:
        verbose_name = "note de relecture"
        verbose_name_plural = "notes de relecture"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.subject

    @property
    def is_open(self) -> bool:
        return self.settled_at is None
