"""The draft as the public would read it: page and paper, with a way to each gap and back."""

from typing import Final

from django.http import HttpResponse
from django.urls import reverse

from catalogue.life import reading
from catalogue.views import versions
from programmes.models import Programme
from programmes.sections import SECTIONS
from programmes.sheet import Centre

from .frame import StaffPage, Visit
from .places import anchor_of, centre_address, change_page

# Where a missing mention is filled in, by the label of its line.
_FIELDS: Final = {
    "Certificateur": "certifier",
    "RNCP": "rncp_code",
    "Code diplôme": "cfd",
    "Code NSF": "nsf",
    "Formacodes": "formacodes",
    "Durée": "hours",
    "Période": "start_month",
    "Rythme": "rhythm",
    "Modalité": "delivery_mode",
    "Groupe": "capacity",
    "Équivalence": "equivalence",
    "Délai d’accès": "access_delay",
}
# … and beside the text, where a line may sum up a whole part.
_SUMMARY_PARTS: Final = {"Rentrée": "duration", "Prérequis": "admission", "Coût": "funding"}
_PARTS: Final = {section.anchor: section.name for section in SECTIONS} | {"objectifs": "blocs"}
_OF_CENTRE: Final = frozenset({"footer", "accessibilite", "contact"})
_CENTRE_FIELDS: Final = {
    "Référent handicap": "disability_contact_name",
    "Adresse": "sites",
    "Téléphone": "phone",
    "E-mail": "email",
}
# The line at the foot of the page says which of them are missing.
_FOOT: Final = ("legal_name", "siret", "nda", "qualiopi_number")


def _page(visit: Visit) -> HttpResponse:
    programme = visit.programme
    version = versions.current(reading.of(programme.pk))
    paper = reverse("admin:programmes_programme_preview_pdf", args=[programme.pk])
    banner = versions.Banner(
        "Brouillon, non publié.",
        "La page telle qu’elle serait si vous publiiez maintenant.",
        links=(
            ("Revenir à la formation", change_page(programme)),
            ("Fiche PDF du brouillon", paper),
        ),
        gaps=tuple(
            (title, _address(programme, name))
            for name, title in versions.empty_sections(version.sheet)
        ),
    )
    html = versions.page(version, banner, paper_address=paper)

    def address(anchor: str, label: str) -> str:
        if anchor in _OF_CENTRE:
            return centre_address(_centre_field(version.sheet.centre, label), programme)
        part = _PARTS.get(anchor) or _SUMMARY_PARTS.get(label, "")
        return _address(programme, part, _FIELDS.get(label, ""))

    return HttpResponse(versions.with_gaps_linked(html, address))


def _paper(visit: Visit) -> HttpResponse:
    return versions.paper_response(versions.current(reading.of(visit.programme.pk)))


PAGES = [
    StaffPage("<int:pk>/apercu/", "preview", _page),
    StaffPage("<int:pk>/apercu/fiche.pdf", "preview_pdf", _paper),
]


def _centre_field(centre: Centre, label: str) -> str:
    missing = (name for name in _FOOT if not getattr(centre, name))
    return _CENTRE_FIELDS.get(label) or next(missing, "name")


def _address(programme: Programme, part: str, field: str = "") -> str:
    """A field of the programme's page, else a part of it, else its top."""
    page = change_page(programme)
    return f"{page}#{anchor_of(field, part)}" if field or part else page
