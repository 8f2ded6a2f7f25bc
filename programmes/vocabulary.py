"""The closed lists of the field: each value is stored, each label is what people read.

They are shared by the draft tables and by the sheet, so they know no Django model.
"""

from django.db.models import IntegerChoices, TextChoices


class Level(IntegerChoices):
    """Level of the national framework of qualifications (1 to 8)."""

    LEVEL_1 = 1, "Niveau 1"
    LEVEL_2 = 2, "Niveau 2"
    LEVEL_3 = 3, "Niveau 3 (CAP)"
    LEVEL_4 = 4, "Niveau 4 (bac)"
    LEVEL_5 = 5, "Niveau 5 (bac + 2)"
    LEVEL_6 = 6, "Niveau 6 (bac + 3)"
    LEVEL_7 = 7, "Niveau 7 (bac + 5)"
    LEVEL_8 = 8, "Niveau 8 (doctorat)"


class DiplomaKind(TextChoices):
    """What is awarded at the end; `nature` says whose authority stands behind it."""

    CAP = "cap", "certificat d’aptitude professionnelle"
    BAC_PRO = "bac_pro", "baccalauréat professionnel"
    BTS = "bts", "brevet de technicien supérieur"
    BUT = "but", "bachelor universitaire de technologie"
    LICENCE_PRO = "licence_pro", "licence professionnelle"
    LICENCE = "licence", "licence"
    MASTER = "master", "master"
    TITRE_PRO = "titre_pro", "titre professionnel"
    TITRE_RNCP = "titre_rncp", "titre à finalité professionnelle"
    CQP = "cqp", "certificat de qualification professionnelle"
    ATTESTATION = "attestation", "attestation de formation"

    @property
    def nature(self) -> str:
        """The badge: « Diplôme d’État », « Diplôme national », or the kind itself."""
        if self in {self.CAP, self.BAC_PRO, self.BTS}:
            return "Diplôme d’État"
        if self in {self.BUT, self.LICENCE_PRO, self.LICENCE, self.MASTER}:
            return "Diplôme national"
        return self.label[:1].upper() + self.label[1:]


class DeliveryMode(TextChoices):
    """Where teaching happens (LHEO `modalites-enseignement` 0, 1, 2)."""

    ON_SITE = "on_site", "en présentiel"
    MIXED = "mixed", "en présentiel et à distance"
    DISTANCE = "distance", "à distance"


class Month(IntegerChoices):
    JANUARY = 1, "janvier"
    FEBRUARY = 2, "février"
    MARCH = 3, "mars"
    APRIL = 4, "avril"
    MAY = 5, "mai"
    JUNE = 6, "juin"
    JULY = 7, "juillet"
    AUGUST = 8, "août"
    SEPTEMBER = 9, "septembre"
    OCTOBER = 10, "octobre"
    NOVEMBER = 11, "novembre"
    DECEMBER = 12, "décembre"


class Weekday(IntegerChoices):
    """ISO weekday: Monday is 1."""

    MONDAY = 1, "lundi"
    TUESDAY = 2, "mardi"
    WEDNESDAY = 3, "mercredi"
    THURSDAY = 4, "jeudi"
    FRIDAY = 5, "vendredi"
    SATURDAY = 6, "samedi"
    SUNDAY = 7, "dimanche"


class IntakeState(TextChoices):
    OPEN = "open", "candidatures ouvertes"
    FULL = "full", "complet"
    CLOSED = "closed", "candidatures closes"


class BlocKind(TextChoices):
    """Professional blocs carry the diploma's objectives; elective: one module among several."""

    PROFESSIONAL = "professional", "bloc de compétences"
    GENERAL = "general", "enseignement général"
    ELECTIVE = "elective", "module au choix"


class ObjectiveLevel(IntegerChoices):
    """An objective, or a detail of the one above it."""

    MAIN = 1, "objectif"
    DETAIL = 2, "détail de l’objectif qui précède"


class CefrLevel(TextChoices):
    """Common European Framework of Reference for Languages (CECRL)."""

    A1 = "A1", "A1"
    A2 = "A2", "A2"
    B1 = "B1", "B1"
    B2 = "B2", "B2"
    C1 = "C1", "C1"
    C2 = "C2", "C2"


class RequirementKind(TextChoices):
    """LHEO and Qualiopi tell apart what one must have from how one is admitted."""

    PREREQUISITE = "prerequisite", "prérequis"
    SELECTION = "selection", "modalité de sélection"
    CONTRACT = "contract", "contrat ou financement"


class UnitGroup(TextChoices):
    """The second chance looks at the mean of the professional units (domain rules of the BTS)."""

    GENERAL = "general", "unité générale"
    PROFESSIONAL = "professional", "unité professionnelle"


class PaperForm(TextChoices):
    WRITTEN = "written", "écrit"
    ORAL = "oral", "oral"
    PRACTICAL = "practical", "pratique"


class FigureKind(TextChoices):
    """What a key figure counts; every kind has a definition that the public page prints."""

    PASS = "pass", "Réussite à l’examen"
    PRESENTATION = "presentation", "Présentation aux examens"
    FURTHER_STUDY = "further_study", "Poursuite d’études"
    EMPLOYMENT = "employment", "Insertion à 6 mois"
    BREACH = "breach", "Rupture du contrat"
    DROP_OUT = "drop_out", "Abandon de la formation"
    SATISFACTION = "satisfaction", "Satisfaction"
    ADDED_VALUE = "added_value", "Valeur ajoutée"

    @property
    def definition(self) -> str:
        return _DEFINITIONS[self]

    @property
    def is_rate(self) -> bool:
        """A share from 0 to 100 %; an added value is a difference in points, of either sign."""
        return self is not FigureKind.ADDED_VALUE


_DEFINITIONS = {
    FigureKind.PASS: "Part des candidats présents à l’examen qui l’ont obtenu.",
    FigureKind.PRESENTATION: (
        "Part des inscrits en dernière année qui se sont présentés à l’examen."
    ),
    FigureKind.FURTHER_STUDY: (
        "Part des apprenants de dernière année qui continuent leurs études."
    ),
    FigureKind.EMPLOYMENT: (
        "Part des personnes en emploi six mois après la formation. Rapportée à tous les "
        "apprenants de dernière année ou aux seuls sortants, elle ne dit pas la même chose : "
        "deux taux calculés sur des bases différentes ne se comparent pas."
    ),
    FigureKind.BREACH: (
        "Part des contrats en alternance rompus avant leur terme. "
        "L’apprenant a pu rester en formation ou signer un autre contrat."
    ),
    FigureKind.DROP_OUT: "Part des apprenants qui ont quitté la formation avant sa fin.",
    FigureKind.SATISFACTION: "Part des apprenants interrogés qui se disent satisfaits.",
    FigureKind.ADDED_VALUE: (
        "Écart, en points, entre le résultat du centre et celui que l’on attend "
        "au vu du profil de ses apprenants."
    ),
}
