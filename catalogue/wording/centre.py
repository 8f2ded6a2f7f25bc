"""What the centre says of itself, and what it must say and does not."""

from typing import Final

from programmes.sheet import Centre
from programmes.typography import NARROW, capitalized, elided, listed

IDENTITY: Final = {
    "legal_name": "raison sociale",
    "siret": "SIRET",
    "nda": "déclaration d’activité (NDA)",
    "qualiopi_number": "certificat Qualiopi",
}


def academy(centre: Centre) -> str:
    """« académie de Bordeaux », « académie d’Amiens »; empty when unknown."""
    return f"académie {elided('de', centre.academy)}" if centre.academy else ""


def missing_identity(centre: Centre) -> str:
    """What the centre must say of itself and does not: « SIRET et … : non communiqués. »"""
    labels = list(_unsaid(centre).values())
    if not labels:
        return ""
    feminine = all(label.startswith(("raison", "déclaration")) for label in labels)
    ending = ("e" if feminine else "") + ("s" if len(labels) > 1 else "")
    return f"{capitalized(listed(labels))}{NARROW}: non communiqué{ending}."


def first_missing(centre: Centre) -> str:
    """The path in the sheet of the first mention that `missing_identity` names; empty if none."""
    return next((f"centre.{name}" for name in _unsaid(centre)), "")


def _unsaid(centre: Centre) -> dict[str, str]:
    return {name: label for name, label in IDENTITY.items() if not getattr(centre, name)}
