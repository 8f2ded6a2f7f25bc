from django.db import models

from programmes.models import Programme
from programmes.models.checked import CheckedModel
from programmes.models.ordering import OrderedRow


class FundingSchemeManager(models.Manager["FundingScheme"]):
    def get_by_natural_key(self, code: str) -> "FundingScheme":
        return self.get(code=code)


class FundingScheme(CheckedModel):
    """A legal way to have training paid (dispositif de financement), shared by all programmes."""

    code = models.SlugField(
        "code",
        max_length=40,
        help_text="Repère stable, qui reste quand le nom change : « apprentissage », « cpf ».",
    )
    name = models.CharField(
        "nom actuel", max_length=120, help_text="« Contrat d’apprentissage », « France Travail »."
    )
    former_name = models.CharField(
        "ancien nom",
        max_length=120,
        blank=True,
        help_text="Entre parenthèses après le nom actuel : « Pôle emploi ».",
    )
    public_concerned = models.CharField(
        "public concerné", max_length=255, blank=True, help_text="« demandeurs d’emploi »."
    )
    is_work_study = models.BooleanField(
        "contrat en alternance",
        default=False,
        help_text="La formation se suit alors sous contrat avec une entreprise.",
    )
    url = models.URLField("page officielle", max_length=500, blank=True)

    objects = FundingSchemeManager()

    class Meta:
        verbose_name = "dispositif de financement"
        verbose_name_plural = "dispositifs de financement"
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["code"],
                name="funding_scheme_code_unique",
                violation_error_message="Un dispositif porte déjà ce code.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.code,)


class FundingOption(OrderedRow):
    """What one programme costs under one scheme, and who pays."""

    programme = models.ForeignKey(
        Programme, models.CASCADE, related_name="funding_options", verbose_name="formation"
    )
    scheme = models.ForeignKey(
        FundingScheme, models.PROTECT, related_name="options", verbose_name="dispositif"
    )
    yearly_price = models.DecimalField(
        "coût par an",
        max_digits=8,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="En euros. Vide : non communiqué.",
    )
    payer = models.CharField(
        "qui paie", max_length=255, blank=True, help_text="« l’OPCO de l’entreprise »."
    )
    remaining_cost = models.DecimalField(
        "reste à charge",
        max_digits=8,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="En euros par an, pour l’apprenant. 0 : aucun. Vide : non communiqué.",
    )
    priced_on = models.DateField(
        "date du tarif", null=True, blank=True, help_text="Date à laquelle ce tarif a été fixé."
    )

    class Meta(OrderedRow.Meta):
        verbose_name = "financement"
        verbose_name_plural = "financements"
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "scheme"],
                name="funding_option_scheme_unique",
                violation_error_message="Ce dispositif figure déjà dans cette formation.",
            ),
            models.CheckConstraint(
                condition=models.Q(yearly_price=None) | models.Q(yearly_price__gte=0),
                name="funding_option_price_not_negative",
                violation_error_message="Un coût n’est jamais négatif.",
            ),
            models.CheckConstraint(
                condition=models.Q(remaining_cost=None) | models.Q(remaining_cost__gte=0),
                name="funding_option_remaining_not_negative",
                violation_error_message="Un reste à charge n’est jamais négatif.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.scheme)
