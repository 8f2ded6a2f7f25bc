"""A past version written back into the draft: asked first, with all that it will change."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.views.decorators.http import require_http_methods

from catalogue.admin.kit.moments import moment
from catalogue.life import publishing, reading
from catalogue.life.draft import write_sheet
from catalogue.life.reading import Draft
from programmes import sheet as sheets
from programmes.comparison import Comparison, compare
from programmes.models import Edition, Programme
from programmes.typography import NARROW

from .compare import in_words, shown_sections
from .places import change_page
from .preview import for_readers
from .steps import author, may_publish


def urls(programme_admin: Any) -> list[URLPattern]:
    @require_http_methods(["GET", "HEAD", "POST"])
    def restore(request: HttpRequest, programme: Programme, edition: int) -> HttpResponse:
        return _restore(request, programme, edition, programme_admin)

    return [
        path(
            "<int:pk>/historique/<int:edition>/restaurer/",
            for_readers(programme_admin, restore),
            name="programmes_programme_restore",
        ),
    ]


def _restore(
    request: HttpRequest, programme: Programme, edition_pk: int, programme_admin: Any
) -> HttpResponse:
    if not may_publish(request):
        raise PermissionDenied
    edition = get_object_or_404(programme.editions.all(), pk=edition_pk)
    if request.method != "POST":
        return _ask(request, edition, programme, programme_admin, *rehearsed(edition))
    with publishing.read_alone(programme.pk) as draft:
        if request.POST.get("read") != draft.mark():
            messages.warning(
                request,
                f"Rien n’est restauré{NARROW}: le brouillon a changé entre-temps. "
                "Relisez ce qui suit, puis restaurez.",
            )
            seen = _rehearsed(edition, draft)
            return _ask(request, edition, programme, programme_admin, draft, *seen)
        differences = publishing.write_back(edition, draft, author(request))
        programme_admin.log_change(
            request, programme, f"Brouillon restauré{NARROW}: {_name(edition)}."
        )
    messages.success(
        request,
        f"Le brouillon reprend l’{_name(edition)}. L’état précédent reste dans l’historique.",
    )
    for difference in differences:
        messages.warning(request, f"Donnée partagée, inchangée\u202f: {difference}")
    return HttpResponseRedirect(change_page(programme))


def _name(edition: Edition) -> str:
    """After « l’ »."""
    return (
        f"édition n° {edition.number}"
        if edition.number
        else f"état enregistré le {moment(edition.created_at)}"
    )


def _ask(
    request: HttpRequest,
    edition: Edition,
    programme: Programme,
    programme_admin: Any,
    draft: Draft,
    comparison: Comparison,
    differences: list[str],
) -> HttpResponse:
    context = {
        **programme_admin.admin_site.each_context(request),
        "title": "Restaurer cette version dans le brouillon\u202f?",
        "opts": programme_admin.opts,
        "programme": programme,
        "edition": edition,
        "version": in_words(edition),
        "sections": shown_sections(comparison),
        "count": len(comparison),
        "differences": differences,
        "read": draft.mark(),
    }
    return TemplateResponse(request, "admin/programmes/programme/restore.html", context)


def rehearsed(edition: Edition) -> tuple[Draft, Comparison, list[str]]:
    """The draft, what restoring would change in it and what it would leave: done, then undone."""
    with publishing.read_alone(edition.programme_id) as draft:
        return draft, *_rehearsed(edition, draft)


def _rehearsed(edition: Edition, draft: Draft) -> tuple[Comparison, list[str]]:
    before = draft.sheet
    with transaction.atomic():
        programme = Programme.objects.get(pk=edition.programme_id)
        differences = write_sheet(sheets.load(edition.sheet), programme)
        after = reading.of(programme.pk).sheet
        transaction.set_rollback(True)
    return compare(before, after), differences
