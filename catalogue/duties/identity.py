"""Who teaches, and where: identity and address (labour code, LHEO)."""

from typing import Final

from .duty import Duty, Severity
from .places import FOOT, IDENTITY, of_centre, section
from .questions import certificate_has_ended

IDENTITY_DUTIES: Final[tuple[Duty, ...]] = (
    Duty(
        "place",
        "Lieu et adresse de la formation",
        "LHEO",
        Severity.WARNING,
        "Un lieu de formation avec son adresse.",
        section("contact"),
        of_centre("contact", "sites"),
        lambda sheet: any(site.address.strip() for site in sheet.centre.sites),
    ),
    Duty(
        "legal_name",
        "Raison sociale",
        IDENTITY,
        Severity.WARNING,
        "La raison sociale, telle qu’au registre.",
        FOOT,
        of_centre("contact", "legal_name"),
        lambda sheet: bool(sheet.centre.legal_name.strip()),
    ),
    Duty(
        "siret",
        "SIRET",
        IDENTITY,
        Severity.WARNING,
        "Le numéro SIRET du centre.",
        FOOT,
        of_centre("contact", "siret"),
        lambda sheet: bool(sheet.centre.siret),
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
        lambda sheet: bool(sheet.centre.nda),
    ),
    Duty(
        "qualiopi",
        "Certificat Qualiopi",
        IDENTITY,
        Severity.WARNING,
        "Le numéro d’un certificat en cours.",
        FOOT,
        of_centre("contact", "qualiopi_number"),
        lambda sheet: bool(sheet.centre.qualiopi_number.strip()),
        is_stale=certificate_has_ended,
        goes_stale="à l’échéance du certificat",
    ),
)
