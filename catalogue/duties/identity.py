"""Who teaches, and where: identity and address (labour code, LHEO)."""

from typing import Final

from programmes.identifiers import validate_nda, validate_siret

from .duty import Duty, Severity
from .places import FOOT, IDENTITY, of_centre, section
from .questions import certificate_has_ended, has_a_certificate, has_its_address, is_right, says

IDENTITY_DUTIES: Final[tuple[Duty, ...]] = (
    Duty(
        "place",
        "Lieu et adresse de la formation",
        "LHEO",
        Severity.WARNING,
        "L’adresse de chaque lieu où la formation commence, ou d’un lieu du centre au moins.",
        section("contact"),
        of_centre("contact", "sites"),
        has_its_address,
    ),
    Duty(
        "legal_name",
        "Raison sociale",
        IDENTITY,
        Severity.WARNING,
        "La raison sociale, telle qu’au registre.",
        FOOT,
        of_centre("contact", "legal_name"),
        lambda sheet: says(sheet.centre.legal_name),
    ),
    Duty(
        "siret",
        "SIRET",
        IDENTITY,
        Severity.WARNING,
        "Le numéro SIRET du centre.",
        FOOT,
        of_centre("contact", "siret"),
        lambda sheet: is_right(sheet.centre.siret, validate_siret),
    ),
    Duty(
        "nda",
        "Numéro de déclaration d’activité (NDA)",
        IDENTITY,
        Severity.WARNING,
        "Le numéro, avec la formule «\u202fCet enregistrement ne vaut pas agrément de "
        "l’État\u202f», que la page ajoute.",
        FOOT,
        of_centre("contact", "nda"),
        lambda sheet: is_right(sheet.centre.nda, validate_nda),
    ),
    Duty(
        "qualiopi",
        "Certificat Qualiopi",
        IDENTITY,
        Severity.WARNING,
        "Le numéro d’un certificat en cours, et son échéance.",
        FOOT,
        of_centre("contact", "qualiopi_number"),
        has_a_certificate,
        is_stale=certificate_has_ended,
        goes_stale="à l’échéance du certificat",
    ),
)
