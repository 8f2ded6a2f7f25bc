"""The draft as the public would read it: page and paper, with a way to each gap and back."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_safe

from catalogue.life import reading
from catalogue.life.reading import Refused
from catalogue.views import versions
from programmes.models import Programme
from programmes.sections import SECTIONS
from programmes.sheet import Centre

from .places import anchor_of, centre_address, change_page

ProgrammeView = Callable[..., HttpResponse]

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


def for_readers(programme_admin: Any, view: ProgrammeView) -> ProgrammeView:
    """A page about a programme, for staff who may see it. A draft that cannot be read says why."""

    @wraps(view)
    def page(request: HttpRequest, pk: int, **others: Any) -> HttpResponse:
        if not programme_admin.has_view_permission(request):
            raise PermissionDenied
        programme = get_object_or_404(Programme.objects.select_related("centre"), pk=pk)
        try:
            return versions.hidden(view(request, programme, **others))
        except Refused as fault:
            messages.warning(request, str(fault))
            return HttpResponseRedirect(change_page(programme))

    wrapped: ProgrammeView = programme_admin.admin_site.admin_view(page)
    return wrapped


def urls(programme_admin: Any) -> list[URLPattern]:
    return [
        path(
            "<int:pk>/apercu/",
            for_readers(programme_admin, _page),
            name="programmes_programme_preview",
        ),
        path(
            "<int:pk>/apercu/fiche.pdf",
            for_readers(programme_admin, _paper),
            name="programmes_programme_preview_pdf",
        ),
    ]


@require_safe
def _page(request: HttpRequest, programme: Programme) -> HttpResponse:
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


@require_safe
def _paper(request: HttpRequest, programme: Programme) -> HttpResponse:
    return versions.paper_response(versions.current(reading.of(programme.pk)))


def _centre_field(centre: Centre, label: str) -> str:
    missing = (name for name in _FOOT if not getattr(centre, name))
    return _CENTRE_FIELDS.get(label) or next(missing, "name")


def _address(programme: Programme, part: str, field: str = "") -> str:
    """A field of the programme's page, else a part of it, else its top."""
    page = change_page(programme)
    return f"{page}#{anchor_of(field, part)}" if field or part else page
