"""What the centre says of itself, and what it must say and does not."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from programmes.sheet import Centre, Sheet, Site
from programmes.typography import NARROW, capitalized, elided, listed, long_date, siret

IDENTITY: Final = {
    "legal_name": "raison sociale",
    "siret": "SIRET",
    "nda": "déclaration d’activité (NDA)",
    "qualiopi_number": "certificat Qualiopi",
}


def academy(centre: Centre) -> str:
    """« académie de Bordeaux », « académie d’Amiens »; empty when unknown."""
    return f"académie {elided('de', centre.academy)}" if centre.academy else ""


@dataclass(frozen=True, slots=True)
class Reach:
    """Where one writes and calls; empty where nothing is known."""

    email: str
    phone: str
    website: str


def reach(sheet: Sheet) -> Reach:
    """The programme's own contact, and the centre's for what that one does not say."""
    centre = sheet.centre
    return Reach(
        sheet.contact_email or centre.email, sheet.contact_phone or centre.phone, centre.website
    )


def site_lines(site: Site) -> str:
    """Its address as on an envelope; the town on a line of its own, where it has one."""
    return "\n".join(filter(None, (site.address, f"{site.postcode} {site.town}".strip())))


def site_notes(site: Site) -> tuple[str, ...]:
    """How one gets there, and the codes that are its own."""
    named = (("UAI", site.uai), ("SIRET", siret(site.siret)))
    codes = [f"{name} {code}" for name, code in named if code]
    return tuple(filter(None, (site.access, ", ".join(codes))))


def certified_until(ends_on: date | None, today: date) -> str:
    """« valable jusqu’au 1er juin 2027 »; from the next day on, that it has ended."""
    if ends_on is None:
        return ""
    said = "terminé le" if ends_on < today else "valable jusqu’au"
    return f"{said} {long_date(ends_on)}"


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
