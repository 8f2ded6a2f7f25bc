"""What is awarded, by whom, and where it is registered."""

from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import quote

from programmes.kinds import Profile
from programmes.sheet import Certifier, Sheet
from programmes.typography import (
    WIDE,
    capitalized,
    count,
    listed,
    long_date,
    lowered,
    siret,
    typeset,
)
from programmes.vocabulary import CentreRole, Level, Registry

from .facts import Fact

_FRANCE_COMPETENCES: Final = "https://www.francecompetences.fr/recherche"


def level(sheet: Sheet) -> str:
    """« Niveau 5 (bac + 2) »; empty where the kind has none or it is not known."""
    if not sheet.level or not sheet.profile.has("level"):
        return ""
    return sheet.profile.level(sheet.level)


def level_and_brief(level: int, profile: Profile) -> str:
    """« 5 (bac + 2) »: for a line that says Niveau already."""
    return typeset(profile.level(Level(level)).removeprefix("Niveau "))


@dataclass(frozen=True, slots=True)
class Registration:
    """Where the certification stands in its register; `ended`: one may no longer enter."""

    badge: str  # « RNCP 38368 »
    url: str
    since: date | None
    until: date | None
    ended: bool

    @property
    def said(self) -> str:
        """« enregistrée le 1er janvier 2024, jusqu’au 31 décembre 2028 »."""
        if self.ended and self.until:
            return f"enregistrement terminé le {long_date(self.until)}"
        parts = [f"enregistrée le {long_date(self.since)}"] if self.since else []
        if self.until:
            parts.append(f"jusqu’au {long_date(self.until)}")
        return ", ".join(parts)


def is_registrable(sheet: Sheet) -> bool:
    """Whether a register may hold it: that it does is then worth saying, or asking."""
    return sheet.profile.has("registry_code") and sheet.registry is not Registry.NONE


def registration(sheet: Sheet, today: date) -> Registration | None:
    """None without a code: a register is read by its codes."""
    code, registry = sheet.registry_code, sheet.registry
    if not code or registry is None or not is_registrable(sheet):
        return None
    ends = sheet.registration_ends_on
    return Registration(
        badge=f"{registry.prefix}{WIDE}{code}",
        url=f"{_FRANCE_COMPETENCES}/{registry.value}/{quote(code, safe='')}/",
        since=sheet.registered_on,
        until=ends,
        ended=ends is not None and ends < today,
    )


def certification(sheet: Sheet) -> tuple[Fact, ...]:
    """What is awarded and by whom, one line each; what its kind does not have is not there."""
    award, awarded = sheet.profile.award, _awarded(sheet)
    facts = [
        Fact(
            # « Titre : titre professionnel » would say it twice.
            "Nature" if awarded.startswith(award.text) else capitalized(award.text),
            awarded,
            "kind",
            absent=award.agree("non communiqué"),
        ),
        _fact("Intitulé enregistré", typeset(sheet.exact_title), "exact_title"),
        Fact(
            "Certificateurs" if len(sheet.certifiers) > 1 else "Certificateur",
            typeset(listed(map(_certifier, sheet.certifiers))),
            "certifiers",
        ),
        _fact("Répertoire", "aucun" if sheet.registry is Registry.NONE else "", "registry"),
        _fact(
            "Anciens codes" if len(sheet.former_codes) > 1 else "Ancien code",
            listed(sheet.former_codes),
            "former_codes",
        ),
        _fact("Étendue", _only_blocs(sheet), "blocs_only"),
        _fact("Rôle du centre", _role(sheet), "centre_role"),
        _fact("Crédits", count(sheet.ects, *ECTS) if sheet.ects else "", "ects"),
        _fact("Enseigné par", typeset(sheet.teaching_body), "teaching_body"),
        _fact("Domaine", typeset(sheet.field_of_study or ""), "field_of_study"),
    ]
    return tuple(fact for fact in facts if sheet.profile.has(fact.field))


def codes(sheet: Sheet) -> tuple[Fact, ...]:
    """Those that other catalogues classify it by."""
    many = len(sheet.formacodes) > 1
    facts = [
        _fact("Code CFD", sheet.cfd, "cfd"),
        _fact("Code NSF", sheet.nsf, "nsf"),
        _fact("Formacodes" if many else "Formacode", listed(sheet.formacodes), "formacodes"),
    ]
    return tuple(fact for fact in facts if sheet.profile.has(fact.field))


ECTS: Final = ("crédit ECTS", "crédits ECTS")


def _fact(label: str, text: str, field: str) -> Fact:
    """A line that is there when it says something."""
    return Fact(label, text, field, absent=None)


def _awarded(sheet: Sheet) -> str:
    """« brevet de technicien supérieur, niveau 5 (bac + 2) »."""
    kind = sheet.kind.named if sheet.kind else ""
    if sheet.kind_label and sheet.profile.is_other:
        kind = ""
    said = level(sheet)
    # « niveau 3 (CAP) » keeps its initials.
    return typeset(", ".join(filter(None, (kind, sheet.kind_label, lowered(said)))))


def _certifier(certifier: Certifier) -> str:
    number = f" (SIRET {siret(certifier.siret)})" if certifier.siret else ""
    return f"{certifier.name}{number}"


def _only_blocs(sheet: Sheet) -> str:
    if not sheet.blocs_only:
        return ""
    profile = sheet.profile
    return f"les {profile.bloc.many} du programme seulement, sans {profile.award.the} en entier"


def _role(sheet: Sheet) -> str:
    partner = f"partenaire de {typeset(sheet.partner)}" if sheet.partner else ""
    if sheet.centre_role is None or (partner and sheet.centre_role is CentreRole.PARTNER):
        return partner
    return ", ".join(filter(None, (sheet.centre_role.label, partner)))


def separately(sheet: Sheet) -> str:
    """The badge « Blocs validables séparément »; empty where they are not."""
    if not (sheet.blocs_separately and sheet.profile.has("blocs_separately")):
        return ""
    return f"{capitalized(sheet.profile.bloc.many)} validables séparément"


def validation(sheet: Sheet) -> str:
    """« du diplôme entier, ou seulement d’un ou de plusieurs blocs »; empty when unknown.

    Where these blocs alone are prepared, that says all.
    """
    profile = sheet.profile
    if sheet.blocs_only or not profile.has("blocs_separately") or sheet.blocs_separately is None:
        return ""
    if not sheet.blocs_separately:
        return f"{profile.whole} seulement"
    return f"{profile.whole}, ou seulement d’un ou de plusieurs {profile.bloc.many}"


def level_range(lowest: int | None, highest: int | None) -> str:
    """« du niveau 3 au niveau 6 »; empty when no level is known."""
    if lowest is None or highest is None:
        return ""
    if lowest == highest:
        return f"de {Level(lowest).label.lower()}"
    return f"du {Level(lowest).label.lower()} au {Level(highest).label.lower()}"
