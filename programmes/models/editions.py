from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from programmes.kinds import Kind, Profile, profile_of
from programmes.vocabulary import DeliveryMode, Level, Month, Registry

from .programme import Programme

FROZEN = frozenset({"id", "programme", "author", "created_at", "sheet", "fingerprint", "slug"})
# What cards, filters and search need, taken from the sheet by `programmes/listing.py`: it is
# written anew only as a whole, when the rule that makes it has changed.
DERIVED = frozenset(
    {
        "short_title", "full_title", "lead", "kind", "registry", "badge", "is_work_study", "level",
        "field_of_study", "hours", "length", "rhythm", "delivery_mode", "start_month", "starts",
        "pass_rate", "pass_rate_year", "pass_rate_n", "funding", "costs", "sites", "towns",
        "centre", "sort_key", "search_text",
        "registered_until", "dated_until", "derived_version",
    }
)  # fmt: skip


# What each of these holds before it is set, once.
SET_ONCE: dict[str, object] = {
    "number": None,
    "short_code": None,
    "note": "",
    "published_at": None,
    "withdrawn_at": None,
}


class FrozenEdition(TypeError):
    """Somebody's code tried to change or delete what an edition must keep."""


class EditionQuerySet(models.QuerySet["Edition"]):
    def current(self) -> "EditionQuerySet":
        """What the public sees."""
        return self.filter(current=True)

    def published(self) -> "EditionQuerySet":
        """Those that were once online, whether or not they still are."""
        return self.exclude(number=None)

    def for_cards(self) -> "EditionQuerySet":
        """The columns that a list needs; a list never opens a sheet."""
        return self.defer("sheet", "search_text").order_by("sort_key", "pk")

    def update(self, **values: object) -> int:
        # By the field, whichever of its names was used: `author` and `author_id` are one.
        frozen = (FROZEN | DERIVED) & {self.model._meta.get_field(name).name for name in values}
        if frozen:
            raise FrozenEdition(f"{', '.join(sorted(frozen))} never change")
        for name in SET_ONCE.keys() & values.keys():
            if self.exclude(**{name: SET_ONCE[name]}).exists():
                raise FrozenEdition(f"{name} is set once")
        return super().update(**values)

    def derive_again(self, columns: dict[str, Any]) -> int:
        """Write what a newer rule takes from the sheet; all of it, so that nothing is mixed."""
        missing = DERIVED - columns.keys()
        if missing:
            raise FrozenEdition(f"{', '.join(sorted(missing))} are derived together")
        return super().update(**{name: columns[name] for name in DERIVED})

    def delete(self) -> tuple[int, dict[str, int]]:
        raise FrozenEdition("editions are kept for the auditor: withdraw instead")


class Edition(models.Model):
    """One snapshot of a programme's sheet; published ones have a number, one may be current.

    Sheet, fingerprint, address, author and creation date never change; the other columns taken
    from the sheet follow the rule that makes them (`derive_again`).
    Number, short code, note, publication and withdrawal dates are each set once. `current` moves
    only in `catalogue/life/publishing.py`.
    """

    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="editions", verbose_name="formation"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name="auteur",
        null=True,
        help_text="Vide : mise en place du site.",
    )
    created_at = models.DateTimeField("enregistrée le", default=timezone.now)
    fingerprint = models.CharField("empreinte", max_length=64)

    number = models.PositiveIntegerField("numéro", null=True)
    short_code = models.CharField(  # noqa: DJ001 -- unique, and many editions have none
        "code court",
        max_length=8,
        null=True,
        help_text="Fin de l’adresse imprimée sur la fiche, qui dit si le papier est à jour.",
    )
    note = models.CharField("note de publication", max_length=300, blank=True)
    published_at = models.DateTimeField("publiée le", null=True)
    withdrawn_at = models.DateTimeField("retirée le", null=True)
    current = models.BooleanField("en ligne", default=False)

    # What cards, filters and search need, taken from the sheet when the edition is made.
    slug = models.SlugField("adresse", max_length=100)
    short_title = models.CharField("titre court", max_length=60)
    full_title = models.CharField("intitulé", max_length=255)
    field_of_study = models.TextField("domaine", blank=True)
    lead = models.CharField("accroche", max_length=300, blank=True)
    level = models.PositiveSmallIntegerField("niveau", choices=Level.choices, null=True)
    kind = models.CharField("type de formation", max_length=20, choices=Kind.choices, blank=True)
    registry = models.CharField("répertoire", max_length=10, choices=Registry.choices, blank=True)
    badge = models.CharField("nature", max_length=120, blank=True)
    is_work_study = models.BooleanField("en alternance", default=False)
    hours = models.PositiveIntegerField("durée en heures", null=True)
    length = models.CharField("durée, du début à la fin", max_length=40, blank=True)
    rhythm = models.CharField("rythme", max_length=300, blank=True)
    delivery_mode = models.CharField(
        "modalité", max_length=10, choices=DeliveryMode.choices, blank=True
    )
    start_month = models.PositiveSmallIntegerField(
        "mois de rentrée", choices=Month.choices, null=True
    )
    starts = models.JSONField("rentrées", default=dict)
    pass_rate = models.DecimalField("réussite", max_digits=6, decimal_places=2, null=True)
    pass_rate_year = models.PositiveSmallIntegerField("année de réussite", null=True)
    pass_rate_n = models.PositiveIntegerField("effectif de réussite", null=True)
    # What it costs whoever follows it, from each day on which that changes.
    costs = models.JSONField("coûts", default=list)
    # One « code|label » a line: a filter needs no other table.
    funding = models.TextField("dispositifs de financement", blank=True)
    sites = models.TextField("lieux", blank=True)
    towns = models.TextField("communes", blank=True)
    centre = models.TextField("centre de formation", blank=True)
    sort_key = models.CharField("clé de tri", max_length=400)
    search_text = models.TextField("texte de recherche")
    registered_until = models.DateField("enregistrée jusqu’au", null=True)
    dated_until = models.DateField("peut changer jusqu’au", null=True)
    # Of the rule that made these columns; a published edition of an older one is derived again.
    derived_version = models.PositiveSmallIntegerField("version de ces colonnes", default=1)
    # Last: SQLite walks through all that stands before a column, and this one is large.
    sheet = models.JSONField("fiche")

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = "édition"
        verbose_name_plural = "éditions"
        ordering = ["-pk"]
        base_manager_name = "objects"  # so that related managers refuse to touch editions too
        constraints = [
            models.UniqueConstraint(
                fields=["programme"],
                condition=models.Q(current=True),
                name="edition_one_current_per_programme",
                violation_error_message="Cette formation a déjà une édition en ligne.",
            ),
            models.UniqueConstraint(
                fields=["slug"],
                condition=models.Q(current=True),
                name="edition_one_current_per_slug",
                violation_error_message="Une autre formation est en ligne à cette adresse.",
            ),
            models.UniqueConstraint(
                fields=["programme", "number"],
                name="edition_number_unique",
                violation_error_message="Ce numéro d’édition existe déjà.",
            ),
            models.UniqueConstraint(
                fields=["short_code"],
                name="edition_short_code_unique",
                violation_error_message="Ce code court existe déjà.",
            ),
            models.CheckConstraint(
                condition=models.Q(number=None, published_at=None, short_code=None)
                | models.Q(number__gt=0, published_at__isnull=False, short_code__isnull=False),
                name="edition_published_whole",
                violation_error_message="Une édition publiée a un numéro, une date et un code.",
            ),
            models.CheckConstraint(
                condition=models.Q(current=False)
                | models.Q(number__isnull=False, withdrawn_at=None),
                name="edition_current_is_published",
                violation_error_message="Seule une édition publiée et non retirée est en ligne.",
            ),
        ]
        indexes = [
            models.Index(fields=["slug", "number"], name="edition_slug_number"),
            models.Index(
                fields=["sort_key"],
                condition=models.Q(current=True),
                name="edition_current_sort_key",
            ),
            # The oldest rule that made what cards and filters show: asked for with each list.
            models.Index(
                fields=["derived_version"],
                condition=models.Q(current=True),
                name="edition_current_derived",
            ),
            # The last publication and the last withdrawal: what dates the whole catalogue.
            models.Index(fields=["published_at"], name="edition_published_at"),
            models.Index(fields=["withdrawn_at"], name="edition_withdrawn_at"),
        ]

    def __str__(self) -> str:
        if self.number is None:
            return f"{self.short_title}, brouillon du {self.created_at:%d/%m/%Y}"
        return f"{self.short_title}, édition n° {self.number}"

    @property
    def profile(self) -> Profile:
        """As that of its sheet, without opening it."""
        return profile_of(
            Kind(self.kind) if self.kind else None,
            Registry(self.registry) if self.registry else None,
            is_work_study=self.is_work_study,
        )

    def save(self, *args: object, **kwargs: object) -> None:
        """Insert, or set once what may be set: see the class."""
        if self._state.adding:
            # Insert only: an instance built with the key of an old edition would overwrite it.
            super().save(*args, **{**kwargs, "force_insert": True})  # type: ignore[arg-type]
            return
        raise FrozenEdition("an edition is never saved again: publishing.py updates it by query")

    def delete(self, *args: object, **kwargs: object) -> tuple[int, dict[str, int]]:
        raise FrozenEdition("editions are kept for the auditor: withdraw instead")
