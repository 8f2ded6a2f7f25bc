"""The draft as the public would read it: page and paper, with a way to each gap and back."""

from django.http import HttpResponse
from django.urls import reverse

from catalogue.life import publisher, reading
from catalogue.life.face import face
from catalogue.views import versions
from catalogue.views.gaps import Gaps

from .documents import for_staff
from .frame import StaffPage, Visit
from .places import change_page, gap_address, part_address


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
            (title, part_address(name, programme))
            for name, title in versions.empty_sections(version.sheet, version.day)
        ),
    )
    gaps = Gaps(lambda field: gap_address(field, programme))
    return HttpResponse(
        versions.page(
            version,
            banner,
            publisher.named(),
            face(),
            paper_address=paper,
            files=for_staff(),
            gaps=gaps,
        )
    )


def _paper(visit: Visit) -> HttpResponse:
    return versions.paper_response(versions.current(reading.of(visit.programme.pk)), face())


PAGES = [
    StaffPage("<int:pk>/apercu/", "preview", _page),
    StaffPage("<int:pk>/apercu/fiche.pdf", "preview_pdf", _paper),
]
