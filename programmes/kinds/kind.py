"""The kinds of programme and the family of each (domain: « Kinds of programme »)."""

from typing import Final

from django.db.models import TextChoices


class Family(TextChoices):
    """Programmes that are certified, told and assessed alike."""

    STATE_DIPLOMA = "state_diploma", "diplôme d’État"
    HIGHER_DIPLOMA = "higher_diploma", "diplôme national de l’enseignement supérieur"
    TITRE_PRO = "titre_pro", "titre professionnel du ministère du Travail"
    CERTIFIER_TITLE = "certifier_title", "titre d’un certificateur privé ou consulaire"
    CQP = "cqp", "certificat d’une branche professionnelle"
    SPECIFIC = "specific", "certification du Répertoire spécifique"
    UNCERTIFIED = "uncertified", "formation sans certification"
    OTHER = "other", "autre"


class Kind(TextChoices):
    """What is awarded at the end. The values stay as they are: stored editions hold them."""

    CAP = "cap", "certificat d’aptitude professionnelle"
    BP = "bp", "brevet professionnel"
    CS = "cs", "certificat de spécialisation"
    BMA = "bma", "brevet des métiers d’art"
    BAC_PRO = "bac_pro", "baccalauréat professionnel"
    BTS = "bts", "brevet de technicien supérieur"
    CAPA = "capa", "certificat d’aptitude professionnelle agricole"
    BPA = "bpa", "brevet professionnel agricole"
    BTSA = "btsa", "brevet de technicien supérieur agricole"
    DE = "de", "diplôme d’État d’un autre ministère"
    BPJEPS = "bpjeps", "brevet professionnel de la jeunesse, de l’éducation populaire et du sport"
    DEUST = "deust", "diplôme d’études universitaires scientifiques et techniques"
    BUT = "but", "bachelor universitaire de technologie"
    LICENCE_PRO = "licence_pro", "licence professionnelle"
    LICENCE = "licence", "licence"
    MASTER = "master", "master"
    GRADE = "grade", "diplôme conférant un grade universitaire"
    INGENIEUR = "ingenieur", "titre d’ingénieur diplômé"
    TITRE_PRO = "titre_pro", "titre professionnel"
    TITRE_RNCP = "titre_rncp", "titre à finalité professionnelle"
    CQP = "cqp", "certificat de qualification professionnelle"
    CQPI = "cqpi", "certificat de qualification professionnelle interbranches"
    CERTIFICATION = "certification", "certification professionnelle"
    HABILITATION = "habilitation", "habilitation"
    ATTESTATION = "attestation", "attestation de formation"
    OTHER = "autre", "autre"

    @property
    def family(self) -> Family:
        return _FAMILIES[self]

    @property
    def named(self) -> str:
        """As the public reads it: « autre » names nothing."""
        return "" if self is Kind.OTHER else str(self.label)

    @property
    def takes_a_label(self) -> bool:
        """Whether it says nothing by itself, so that staff have to name it."""
        return self is Kind.OTHER

    @property
    def option(self) -> str:
        """In a list: « CAP, certificat d’aptitude professionnelle ». One looks for initials."""
        if self not in _SHORT:
            return f"{self.label[:1].upper()}{self.label[1:]}"
        return f"{_SHORT[self]}, {self.label}"

    @property
    def nature(self) -> str:
        """The badge: « Diplôme d’État », « Diplôme national », or the kind itself."""
        return _NATURES.get(self, self.named[:1].upper() + self.named[1:])


_STATE: Final = (
    Kind.CAP, Kind.BP, Kind.CS, Kind.BMA, Kind.BAC_PRO, Kind.BTS, Kind.CAPA, Kind.BPA, Kind.BTSA,
    Kind.DE, Kind.BPJEPS,
)  # fmt: skip
_NATIONAL: Final = (Kind.DEUST, Kind.BUT, Kind.LICENCE_PRO, Kind.LICENCE, Kind.MASTER)

_SHORT: Final[dict[Kind, str]] = {
    **{kind: kind.value.upper() for kind in (
        Kind.CAP, Kind.BP, Kind.CS, Kind.BMA, Kind.BTS, Kind.CAPA, Kind.BPA, Kind.BTSA,
        Kind.BPJEPS, Kind.DEUST, Kind.BUT, Kind.CQP, Kind.CQPI,
    )},
    Kind.BAC_PRO: "Bac pro",
    Kind.DE: "DE",
    Kind.TITRE_PRO: "TP",
    Kind.TITRE_RNCP: "Titre RNCP",
}  # fmt: skip

_FAMILIES: Final[dict[Kind, Family]] = {
    **dict.fromkeys(_STATE, Family.STATE_DIPLOMA),
    **dict.fromkeys((*_NATIONAL, Kind.GRADE, Kind.INGENIEUR), Family.HIGHER_DIPLOMA),
    Kind.TITRE_PRO: Family.TITRE_PRO,
    Kind.TITRE_RNCP: Family.CERTIFIER_TITLE,
    **dict.fromkeys((Kind.CQP, Kind.CQPI), Family.CQP),
    **dict.fromkeys((Kind.CERTIFICATION, Kind.HABILITATION), Family.SPECIFIC),
    Kind.ATTESTATION: Family.UNCERTIFIED,
    Kind.OTHER: Family.OTHER,
}
_NATURES: Final[dict[Kind, str]] = {
    **dict.fromkeys(_STATE, "Diplôme d’État"),
    **dict.fromkeys(_NATIONAL, "Diplôme national"),
}


def by_family() -> list[tuple[str, list[Kind]]]:
    """Every kind under the name of its family, both in their order."""
    return [(family.label, [kind for kind in Kind if kind.family is family]) for family in Family]
