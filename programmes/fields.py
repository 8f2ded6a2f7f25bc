"""Fields of study (« domaines »): the few shelves that a student looks along first.

A programme stands on the one that staff chose. Where they chose none, its NSF code proposes one, or
else what most of its occupations are (the families of ROME): the catalogue shelves it there, and
says so to staff alone.

The shelves are rows that staff edit (`FieldOfStudy`); these are the ones that a catalogue starts
with. They gather the 93 groups of the NSF into what people call a trade, and hold each once
(`programmes/specialities.py`; ROME 4.0, its families and fields, France Travail).
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.utils.text import slugify

from .sheet import Sheet


@dataclass(frozen=True, slots=True)
class Standard:
    """`nsf`: the beginnings of its groups; `rome`: of its occupations. The longest one decides."""

    name: str
    nsf: tuple[str, ...]
    rome: tuple[str, ...]


STANDARD: Final = (
    Standard("Agriculture, nature, animaux", ("21",), ("A",)),
    Standard("Arts, artisanat, mode", ("13", "224", "24"), ("B", "H24")),
    Standard("Banque, assurance, immobilier", ("313",), ("C",)),
    Standard("Bâtiment, travaux publics, bois", ("23",), ("F", "H22")),
    Standard("Commerce, vente", ("312",), ("D", "M17")),
    Standard("Coiffure, esthétique, bien-être", ("336",), ("D1202", "D1208")),
    Standard("Communication, médias, spectacle", ("133", "320", "321", "322", "323"), ("E", "L")),
    Standard("Droit, langues, sciences, enseignement",
             ("10", "11", "12", "131", "135", "136", "333"), ("K19", "K21", "K24")),
    Standard("Gestion, comptabilité, ressources humaines",
             ("30", "310", "314", "315", "324", "325"), ("M",)),
    Standard("Hôtellerie, restauration, tourisme", ("221", "334"),
             ("G", "D1101", "D1102", "D1103", "D1104", "D1105", "H21")),
    Standard("Industrie, énergie, maintenance",
             ("20", "220", "222", "223", "225", "226", "227", "250", "255"), ("H", "I")),
    Standard("Informatique, numérique", ("326",), ("M18",)),
    Standard("Mécanique, automobile, métaux", ("251", "252", "253", "254"), ("I16", "H29")),
    Standard("Santé, social, petite enfance", ("330", "331", "332"), ("J", "K11", "K12", "K13")),
    Standard("Sécurité, environnement, services publics", ("34",), ("K",)),
    Standard("Sport, animation", ("335", "411"), ("G12", "L14")),
    Standard("Transport, logistique", ("311",), ("N",)),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Proposal:
    """A field, and what speaks for it: « le code NSF 312t », « les métiers visés »."""

    name: str
    reason: str


def proposed(nsf: str, occupations: Iterable[str]) -> Proposal | None:
    """`occupations`: their ROME codes, of which one may be unknown."""
    if name := _shelf(nsf, {one: row.name for row in STANDARD for one in row.nsf}):
        return Proposal(name, f"le code NSF {nsf}")
    by_rome = {one: row.name for row in STANDARD for one in row.rome}
    named = Counter(filter(None, (_shelf(code, by_rome) for code in occupations)))
    # Of as many, the one whose occupation is named first.
    return Proposal(named.most_common(1)[0][0], "les métiers visés") if named else None


def shelf(sheet: Sheet) -> str:
    """The one that it names; else the one proposed; empty where nothing says."""
    if sheet.field_of_study:
        return sheet.field_of_study
    found = proposed(sheet.nsf, (row.rome_code for row in sheet.occupations))
    return found.name if found else ""


def _shelf(code: str, beginnings: dict[str, str]) -> str:
    found = [one for one in beginnings if code.upper().startswith(one)]
    return beginnings[max(found, key=len)] if found else ""


def key(name: str) -> str:
    """In the catalogue's addresses: « commerce-vente ». No two fields may share one."""
    return slugify(name) or "domaine"
