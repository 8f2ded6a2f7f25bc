from django.db import models

from programmes.colours import validate_accent
from programmes.identifiers import (
    validate_nda,
    validate_postcode,
    validate_siret,
    validate_uai,
)

from .checked import CheckedModel
from .logos import Logo
from .ordering import OrderedRow


class TrainingCentreManager(models.Manager["TrainingCentre"]):
    def get_by_natural_key(self, name: str) -> "TrainingCentre":
        return self.get(name=name)


class TrainingCentre(CheckedModel):
    """The school that teaches and answers for what is published (CFA, organisme de formation)."""

    name = models.CharField(
        "nom d’usage",
        max_length=120,
        help_text="En tête de chaque page et de chaque fiche : « Sud Management ».",
    )
    legal_name = models.CharField(
        "raison sociale",
        max_length=255,
        blank=True,
        help_text="Telle qu’au registre ; paraît en pied de page et dans les mentions légales.",
    )
    uai = models.CharField(
        "code UAI",
        max_length=8,
        blank=True,
        validators=[validate_uai],
        help_text="7 chiffres et une lettre : 0470974D.",
    )
    siret = models.CharField(
        "numéro SIRET",
        max_length=14,
        blank=True,
        validators=[validate_siret],
        help_text="14 chiffres, avec ou sans espaces.",
    )
    nda = models.CharField(
        "déclaration d’activité (NDA)",
        max_length=11,
        blank=True,
        validators=[validate_nda],
        help_text=(
            "11 caractères. Paraît avec la formule légale « Cet enregistrement "
            "ne vaut pas agrément de l’État »."
        ),
    )
    academy = models.CharField("académie", max_length=120, blank=True, help_text="« Bordeaux ».")
    website = models.URLField("site web", max_length=500, blank=True)
    phone = models.CharField("téléphone", max_length=30, blank=True)
    email = models.EmailField("adresse e-mail", blank=True)
    opening_hours = models.CharField(
        "horaires d’accueil",
        max_length=255,
        blank=True,
        help_text="Une ligne : « du lundi au vendredi, de 8 h 30 à 17 h 30 ».",
    )
    disability_contact_name = models.CharField(
        "référent handicap, nom",
        max_length=120,
        blank=True,
        help_text="La personne à qui parler d’un aménagement. Obligatoire (Qualiopi 1 et 26).",
    )
    disability_contact_phone = models.CharField(
        "référent handicap, téléphone", max_length=30, blank=True
    )
    disability_contact_email = models.EmailField("référent handicap, e-mail", blank=True)
    accessibility = models.TextField(
        "accessibilité aux personnes handicapées",
        max_length=2000,
        blank=True,
        help_text="Rubrique Accessibilité de chaque formation. 250 caractères suffisent souvent.",
    )
    inserjeunes_url = models.URLField(
        "page InserJeunes",
        max_length=500,
        blank=True,
        help_text="Page publique des résultats de l’établissement, citée sous les chiffres clés.",
    )
    qualiopi_number = models.CharField("certificat Qualiopi, numéro", max_length=60, blank=True)
    qualiopi_expires_on = models.DateField("certificat Qualiopi, échéance", null=True, blank=True)
    publication_director = models.CharField(
        "directeur ou directrice de la publication",
        max_length=120,
        blank=True,
        help_text="Mentions légales.",
    )
    is_publisher = models.BooleanField(
        "éditeur du site",
        default=False,
        help_text=(
            "Si plusieurs centres sont en ligne, l’un d’eux publie le site : son nom est en haut "
            "de chaque page, et les mentions légales sont les siennes."
        ),
    )
    # How the site looks; of the site, not of any sheet.
    logo = models.ForeignKey(
        Logo,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="centres",
        verbose_name="logo",
    )
    logo_names_centre = models.BooleanField(
        "le nom du centre est écrit sur le logo",
        default=False,
        help_text="Coché, le logo remplace le nom en haut des pages ; sinon le nom reste à côté.",
    )
    accent = models.CharField(
        "couleur d’accent",
        max_length=7,
        blank=True,
        validators=[validate_accent],
        help_text=(
            "Boutons, soulignés et barres : « #1a2fd0 ». Vide, le bleu d’origine. Celle du mode "
            "sombre s’en déduit ; une couleur qui se lirait mal est refusée."
        ),
    )
    opening = models.CharField(
        "phrase d’accueil",
        max_length=160,
        blank=True,
        help_text="Une phrase sous le titre du catalogue, 160 caractères au plus ; texte simple.",
    )
    host = models.TextField(
        "hébergeur du site",
        max_length=500,
        blank=True,
        help_text="Nom, adresse et téléphone ; mentions légales.",
    )

    objects = TrainingCentreManager()

    class Meta:
        verbose_name = "centre de formation"
        verbose_name_plural = "centres de formation"
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["name"],
                name="centre_name_unique",
                violation_error_message="Un centre porte déjà ce nom.",
            ),
            models.UniqueConstraint(
                fields=["is_publisher"],
                condition=models.Q(is_publisher=True),
                name="centre_one_publisher",
                violation_error_message=(
                    "Un autre centre est déjà l’éditeur du site : décochez d’abord cette case sur "
                    "sa page."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.name,)


class SiteManager(models.Manager["Site"]):
    def get_by_natural_key(self, centre: str, name: str) -> "Site":
        return self.get(centre__name=centre, name=name)


class Site(OrderedRow):
    """A place where the centre teaches."""

    centre = models.ForeignKey(
        TrainingCentre, models.PROTECT, related_name="sites", verbose_name="centre de formation"
    )
    name = models.CharField("nom", max_length=120, help_text="« Campus d’Agen ».")
    address = models.TextField(
        "adresse", max_length=500, help_text="Telle que sur une enveloppe ; rubrique Contact."
    )
    postcode = models.CharField(
        "code postal",
        max_length=5,
        blank=True,
        validators=[validate_postcode],
        help_text="S’il n’est pas déjà dans l’adresse.",
    )
    town = models.CharField("commune", max_length=120, blank=True, help_text="« Agen ».")
    uai = models.CharField(
        "code UAI",
        max_length=8,
        blank=True,
        validators=[validate_uai],
        help_text="De ce lieu, s’il a le sien.",
    )
    siret = models.CharField(
        "numéro SIRET",
        max_length=14,
        blank=True,
        validators=[validate_siret],
        help_text="De ce lieu, s’il a le sien.",
    )
    access = models.TextField(
        "accès",
        max_length=1000,
        blank=True,
        help_text="Transports, stationnement, accès en fauteuil : deux ou trois phrases.",
    )

    objects = SiteManager()

    class Meta(OrderedRow.Meta):
        verbose_name = "lieu de formation"
        verbose_name_plural = "lieux de formation"
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "name"],
                name="site_name_unique",
                violation_error_message="Ce centre a déjà un lieu de ce nom.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str, str]:
        return (self.centre.name, self.name)

    natural_key.dependencies = ["programmes.trainingcentre"]  # type: ignore[attr-defined]
