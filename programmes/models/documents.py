from hashlib import sha256
from typing import Final

from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone

from programmes.vocabulary import DocumentKind

from .centre import TrainingCentre
from .ordering import OrderedRow
from .programme import Programme

#: SHA-256, written out.
_DIGEST: Final = 64
_is_digest = RegexValidator(r"\A[0-9a-f]{64}\Z", "Ce n’est pas l’empreinte d’un fichier.")


class StoredFileQuerySet(models.QuerySet["StoredFile"]):
    def keep(self, content: bytes, pages: int) -> str:
        """The name of that content, which is kept once whoever sends it, and however often."""
        digest = sha256(content).hexdigest()
        row = StoredFile(digest=digest, content=content, size=len(content), pages=pages)
        self.bulk_create([row], ignore_conflicts=True)
        return digest

    def described(self) -> "StoredFileQuerySet":
        """Without the bytes."""
        return self.only("size", "pages")


class StoredFile(models.Model):
    """The bytes of a PDF under their own hash. Nothing edits or deletes one: editions name it."""

    digest = models.CharField("empreinte", max_length=_DIGEST, primary_key=True)
    content = models.BinaryField("contenu")
    size = models.PositiveIntegerField("taille")
    pages = models.PositiveIntegerField("pages")
    kept_at = models.DateTimeField("reçu le", default=timezone.now, editable=False)

    objects = StoredFileQuerySet.as_manager()

    class Meta:
        verbose_name = "fichier"
        verbose_name_plural = "fichiers"

    def __str__(self) -> str:
        return self.digest[:12]


class FileRow(OrderedRow):
    """A document as staff name it. Its file is named by its hash, like in the sheet; what the file
    itself tells (size, pages) is copied from it."""

    kind = models.CharField("nature", max_length=10, choices=DocumentKind.choices)
    title = models.CharField(
        "titre ou précision",
        max_length=120,
        blank=True,
        help_text="Le titre d’un autre document\u202f; ailleurs, ce qui le distingue\u202f: "
        "«\u202fsite d’Agen\u202f», «\u202f2026-2027\u202f».",
    )
    digest = models.CharField(
        "fichier PDF",
        max_length=_DIGEST,
        validators=[_is_digest],
        help_text="5\u00a0Mo au plus, sans mot de passe. Un nouveau fichier remplace le précédent "
        "à la prochaine publication\u202f; les éditions passées gardent le leur.",
    )
    size = models.PositiveIntegerField("taille", editable=False)
    pages = models.PositiveIntegerField("pages", editable=False)
    added_on = models.DateField("ajouté le", editable=False)

    class Meta(OrderedRow.Meta):
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(kind=DocumentKind.OTHER.value) | ~models.Q(title=""),
                name="%(class)s_other_has_a_title",
                violation_error_message="Donnez son titre à cet autre document.",
            ),
        ]

    def __str__(self) -> str:
        return DocumentKind(self.kind).called(self.title) if self.kind else self.title


class Document(FileRow):
    """A file that goes with one programme."""

    programme = models.ForeignKey(
        Programme, models.CASCADE, related_name="documents", verbose_name="formation"
    )

    class Meta(FileRow.Meta):
        verbose_name = "document"
        verbose_name_plural = "documents"


class CommonDocument(FileRow):
    """A file that goes with all programmes of the centre."""

    centre = models.ForeignKey(
        TrainingCentre,
        models.CASCADE,
        related_name="documents",
        verbose_name="centre de formation",
    )

    class Meta(FileRow.Meta):
        verbose_name = "document du centre"
        verbose_name_plural = "documents du centre"
