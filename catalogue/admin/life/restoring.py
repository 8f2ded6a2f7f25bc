"""A past version written back into the draft: asked first, with all that it will change."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from catalogue.admin.kit.moments import moment
from catalogue.life import publishing, reading
from catalogue.life.draft import write_sheet
from catalogue.life.reading import Draft
from programmes import sheet as sheets
from programmes.comparison import Comparison, compare
from programmes.models import Edition, Programme
from programmes.typography import NARROW

from .compare import in_words, shown_sections
from .frame import StaffPage, Visit


def _page(visit: Visit, edition: int) -> HttpResponse:
    version = get_object_or_404(visit.programme.editions.all(), pk=edition)
    return _restore(visit, version) if visit.acts else _before_restoring(visit, version)


PAGES = [
    StaffPage(
        "<int:pk>/historique/<int:edition>/restaurer/",
        "restore",
        _page,
        rights=("view", "publish"),
        takes_post=True,
    ),
]


def _restore(visit: Visit, edition: Edition) -> HttpResponse:
    request = visit.request
    with publishing.read_alone(edition.programme_id) as draft:
        if request.POST.get("read") != draft.mark():
            messages.warning(
                request,
                f"Rien n’est restauré{NARROW}: le brouillon a changé entre-temps. "
                "Relisez ce qui suit, puis restaurez.",
            )
            return _before_restoring(visit, edition, draft)
        differences = publishing.write_back(edition, draft, visit.author)
        visit.log(f"Brouillon restauré{NARROW}: {_name(edition)}.")
    messages.success(
        request,
        f"Le brouillon reprend l’{_name(edition)}. L’état précédent reste dans l’historique.",
    )
    for difference in differences:
        messages.warning(request, f"Donnée partagée, inchangée\u202f: {difference}")
    return visit.leave()


def _name(edition: Edition) -> str:
    """After « l’ »."""
    return (
        f"édition n° {edition.number}"
        if edition.number
        else f"état enregistré le {moment(edition.created_at)}"
    )


def _before_restoring(visit: Visit, edition: Edition, draft: Draft | None = None) -> HttpResponse:
    draft, comparison, differences = rehearsed(edition, draft)
    return visit.show(
        "restore",
        "Restaurer cette version dans le brouillon\u202f?",
        edition=edition,
        version=in_words(edition),
        sections=shown_sections(comparison),
        count=len(comparison),
        differences=differences,
        read=draft.mark(),
    )


def rehearsed(edition: Edition, draft: Draft | None = None) -> tuple[Draft, Comparison, list[str]]:
    """The draft, what restoring would change in it and what it would leave: done, then undone.

    `draft`: as it was read under a lock that is still held.
    """
    if draft is None:
        with publishing.read_alone(edition.programme_id) as draft:
            return rehearsed(edition, draft)
    before = draft.sheet
    with transaction.atomic():
        programme = Programme.objects.get(pk=edition.programme_id)
        differences = write_sheet(sheets.load(edition.sheet), programme)
        after = reading.of(programme.pk).sheet
        transaction.set_rollback(True)
    return draft, compare(before, after), differences
