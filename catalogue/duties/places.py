"""Where duties come from, where the public reads them and where staff fill them in."""

from typing import Final

from programmes.sections import SECTIONS

from .duty import Field, Owner, Passage

RNQ_1: Final = "Qualiopi (RNQ), indicateur\u00a01"
RNQ_9: Final = "Qualiopi (RNQ), indicateur\u00a09"
RNQ_2: Final = "Qualiopi (RNQ), indicateur\u00a02"
CERTIFYING_1: Final = f"{RNQ_1} (formations certifiantes)"
CERTIFYING_3: Final = "Qualiopi (RNQ), indicateur\u00a03 (formations certifiantes)"
APPRENTICES_RESULTS: Final = "code du travail, L6111-8"
DISABILITY: Final = "Qualiopi (RNQ), indicateurs\u00a01 et\u00a026\u202f; code du travail, L6231-2"
IDENTITY: Final = "Code du travail, L6352-12\u202f; arrêté du 31\u00a0mai 2023\u202f; LHEO"

HEAD: Final = Passage("Titre de la page", "contenu")
FOOT: Final = Passage("Pied de page", "identite")


def section(name: str) -> Passage:
    return next(
        Passage(section.title, section.anchor, section.name)
        for section in SECTIONS
        if section.name == name
    )


def of_programme(part: str, name: str) -> Field:
    return Field(Owner.PROGRAMME, part, name)


def of_centre(part: str, name: str) -> Field:
    return Field(Owner.CENTRE, part, name)
