from django.core.exceptions import ValidationError
from django.db import models

from programmes.identifiers import validate_publics
from programmes.models import Intake, Programme, Site
from programmes.models.checked import CheckedModel
from programmes.models.ordering import OrderedRow
from programmes.typography import listed
from programmes.vocabulary import PriceBasis, Public, Tax


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
    """A price line: what one programme costs whom under one scheme, and who pays.

    A scheme may have several; `programmes/naming/rows.py` tells which is which.
    """

    programme = models.ForeignKey(
        Programme, models.CASCADE, related_name="funding_options", verbose_name="formation"
    )
    scheme = models.ForeignKey(
        FundingScheme, models.PROTECT, related_name="options", verbose_name="dispositif"
    )
    label = models.CharField(
        "précision",
        max_length=120,
        blank=True,
        help_text="Quand ce dispositif a plusieurs lignes : « groupe de 8 au plus ».",
    )
    publics = models.JSONField(
        "publics concernés",
        default=list,
        blank=True,
        validators=[validate_publics],
        help_text="À qui s’adresse cette ligne. Rien de coché : non précisé.",
    )
    # Its form refuses to lose it with the session: no price becomes everybody's in silence.
    intake = models.ForeignKey(
        Intake,
        models.SET_NULL,
        related_name="funding_options",
        verbose_name="rentrée",
        null=True,
        blank=True,
        help_text="Si ce tarif ne vaut que pour l’une d’elles, déjà enregistrée.",
    )
    site = models.ForeignKey(
        Site,
        models.PROTECT,
        related_name="funding_options",
        verbose_name="lieu",
        null=True,
        blank=True,
        help_text="Si ce tarif ne vaut qu’à un endroit.",
    )
    amount = models.DecimalField(
        "coût",
        max_digits=8,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="En euros. Vide : non communiqué.",
    )
    basis = models.CharField(
        "base du coût",
        max_length=10,
        choices=PriceBasis.choices,
        blank=True,
        help_text="Ce que paient le coût et le reste à charge.",
    )
    tax = models.CharField(
        "taxe",
        max_length=3,
        choices=Tax.choices,
        blank=True,
        help_text="Vide : non précisé.",
    )
    on_request = models.BooleanField(
        "sur devis",
        default=False,
        help_text="Laissez alors le coût vide : « sur devis » répond à sa place.",
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
        help_text=(
            "En euros, pour l’apprenant, compté comme le coût. 0 : aucun. Vide : non communiqué."
        ),
    )
    priced_on = models.DateField(
        "date du tarif", null=True, blank=True, help_text="Date à laquelle ce tarif a été fixé."
    )

    class Meta(OrderedRow.Meta):
        verbose_name = "financement"
        verbose_name_plural = "financements"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(amount=None) | models.Q(amount__gte=0),
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
        """« CPF, groupe de 8 au plus », « CPF, salariés »: a scheme may have other lines."""
        labels = dict(Public.choices)
        which = self.label or listed(labels.get(one, one) for one in self.publics)
        return ", ".join(filter(None, (str(self.scheme), which)))

    def clean(self) -> None:
        """The sheet names a session of the programme, and a site of its centre."""
        if self.intake is not None and self.intake.programme_id != self.programme_id:
            raise ValidationError({"intake": "Cette rentrée est celle d’une autre formation."})
        if self.site is not None and self.site.centre_id != self.programme.centre_id:
            raise ValidationError({"site": "Ce lieu est celui d’un autre centre de formation."})
