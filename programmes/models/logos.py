from django.db import models


class Ground(models.TextChoices):
    """On what a logo can be made out; only one that lets its ground through can be at a loss."""

    ANY = "", "tout fond"
    LIGHT = "light", "fond clair"
    DARK = "dark", "fond sombre"


class Logo(models.Model):
    """A picture that we have drawn anew ourselves (`catalogue/outputs/logo`), by what it holds.

    In the database: a centre's machines share nothing else. Never changed; another one replaces it.
    """

    digest = models.CharField("empreinte", max_length=32, primary_key=True)
    content = models.BinaryField("image PNG")
    width = models.PositiveSmallIntegerField("largeur")
    height = models.PositiveSmallIntegerField("hauteur")
    ground = models.CharField(
        "fond", max_length=5, choices=Ground.choices, blank=True, default=Ground.ANY
    )

    class Meta:
        verbose_name = "logo"
        verbose_name_plural = "logos"
        # Seen and changed on the page of its centre alone.
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.width} × {self.height} pixels"
