"""A programme's history: every edition, who saved it, what changed; to read, compare, restore."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe
from pydantic import ValidationError

from catalogue import previews, publishing
from catalogue.draft import read_sheet, write_sheet
from programmes import sheet as sheets
from programmes.comparison import Comparison, compare, in_brief
from programmes.models import Edition, Programme
from programmes.sheet import Sheet
from programmes.typography import NARROW, capitalized, long_date

from . import compare as comparing
from .compare import in_words, moment, shown
from .people import full_name
from .preview import ProgrammeView, change_page, for_readers
from .steps import author, may_publish

# Two neighbouring sheets are compared for each line, so a page has few.
LINES: Final = 20


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the history."""

    edition: Edition
    title: str
    state: str
    by: str
    what: str
    with_previous: str  # address of the comparison; empty for the first edition
    with_draft: str


def urls(programme_admin: Any) -> list[URLPattern]:
    @require_safe
    def history(request: HttpRequest, programme: Programme) -> HttpResponse:
        return _history(request, programme, programme_admin)

    def restore(request: HttpRequest, programme: Programme, edition: int) -> HttpResponse:
        return _restore(request, programme, edition, programme_admin)

    return [
        path(
            "<int:pk>/historique/",
            for_readers(programme_admin, history),
            name="programmes_programme_editions",
        ),
        path(
            "<int:pk>/historique/<int:edition>/restaurer/",
            for_readers(programme_admin, require_http_methods(["GET", "HEAD", "POST"])(restore)),
            name="programmes_programme_restore",
        ),
    ]


# The list


def _history(request: HttpRequest, programme: Programme, programme_admin: Any) -> HttpResponse:
    editions = programme.editions.defer("search_text").select_related("author")
    page = Paginator(editions, LINES).get_page(request.GET.get("p"))
    context = {
        **programme_admin.admin_site.each_context(request),
        "title": f"Historique{NARROW}: {programme.short_title}",
        "opts": programme_admin.opts,
        "programme": programme,
        "page": page,
        "entries": entries(programme, list(page)),
        "can_restore": may_publish(request),
    }
    return TemplateResponse(request, "admin/programmes/programme/history.html", context)


def entries(programme: Programme, editions: list[Edition]) -> list[Entry]:
    """Editions from the newest, each with what changed since the one before it."""
    if not editions:
        return []
    before_these = programme.editions.defer("search_text").filter(pk__lt=editions[-1].pk).first()
    previous: list[Edition | None] = [*editions[1:], before_these]
    read = {one.pk: sheets.load(one.sheet) for one in [*editions, before_these] if one}
    return [
        Entry(
            edition=edition,
            title=capitalized(moment(edition.created_at)),
            state=_state(edition),
            by=_by(edition),
            what=_what(compare(read[before.pk], read[edition.pk]) if before else None),
            with_previous=(
                comparing.address(programme.pk, before.pk, edition.pk) if before else ""
            ),
            with_draft=comparing.address(programme.pk, edition.pk, comparing.DRAFT),
        )
        for edition, before in zip(editions, previous, strict=True)
    ]


def _what(comparison: Comparison | None) -> str:
    if comparison is None:
        return "Première version."
    return " ".join(in_brief(comparison, 1)) or "Aucun changement."


def _state(edition: Edition) -> str:
    """« n° 3, en ligne », « n° 2, publiée le 2 mars 2026, retirée le 4 juin 2026 »."""
    if edition.number is None:
        return ""
    said = [f"n° {edition.number}"]
    if edition.current:
        said.append("en ligne")
    if edition.published_at:
        said.append(f"publiée le {_day(edition.published_at)}")
    if edition.withdrawn_at:
        said.append(f"retirée le {_day(edition.withdrawn_at)}")
    return ", ".join(said)


def _by(edition: Edition) -> str:
    if edition.author is None:
        return "à la mise en place du site"
    return f"par {full_name(edition.author)}"


def _day(instant: datetime) -> str:
    return long_date(timezone.localdate(instant))


# Reading an edition as it was


def reading_urls(edition_admin: Any) -> list[URLPattern]:
    """Of any edition, under the address of editions."""
    return [
        path("<int:pk>/lire/", _for_edition(edition_admin, _read), name="programmes_edition_read"),
        path(
            "<int:pk>/fiche.pdf",
            _for_edition(edition_admin, _paper),
            name="programmes_edition_pdf",
        ),
    ]


def _for_edition(edition_admin: Any, view: ProgrammeView) -> ProgrammeView:
    """Whoever may see programmes may read what they said."""

    @require_safe
    def page(request: HttpRequest, pk: int) -> HttpResponse:
        user = request.user
        if not (
            user.has_perm("programmes.view_programme")
            or user.has_perm("programmes.change_programme")
        ):
            raise PermissionDenied
        edition = get_object_or_404(Edition.objects.select_related("programme__centre"), pk=pk)
        return previews.hidden(view(edition))

    wrapped: ProgrammeView = edition_admin.admin_site.admin_view(page)
    return wrapped


def _read(edition: Edition) -> HttpResponse:
    programme = edition.programme
    paper = reverse("admin:programmes_edition_pdf", args=[edition.pk])
    state = _state(edition)
    saved = f"Enregistrée le {moment(edition.created_at)} {_by(edition)}"
    banner = previews.Banner(
        f"Édition {state}." if state else "Version enregistrée, jamais publiée.",
        f"{saved}. Les personnes à contacter sont celles d’aujourd’hui.",
        links=(
            ("Historique", reverse("admin:programmes_programme_editions", args=[programme.pk])),
            (
                "Comparer avec le brouillon",
                comparing.address(programme.pk, edition.pk, comparing.DRAFT),
            ),
            ("Fiche PDF de cette version", paper),
        ),
    )
    version = previews.past(edition, programme.centre)
    return HttpResponse(previews.page(version, banner, paper_address=paper))


def _paper(edition: Edition) -> HttpResponse:
    return previews.paper(previews.past(edition, edition.programme.centre))


# Restoring


def _restore(
    request: HttpRequest, programme: Programme, edition_pk: int, programme_admin: Any
) -> HttpResponse:
    if not may_publish(request):
        raise PermissionDenied
    edition = get_object_or_404(programme.editions.all(), pk=edition_pk)
    try:
        if request.method != "POST":
            return _ask(request, edition, programme, programme_admin)
        with transaction.atomic():
            publishing.lock(programme.pk)
            if request.POST.get("read") != _mark(previews.draft_sheet(programme.pk)):
                messages.warning(
                    request,
                    f"Rien n’est restauré{NARROW}: le brouillon a changé entre-temps. "
                    "Relisez ce qui suit, puis restaurez.",
                )
                return _ask(request, edition, programme, programme_admin)
            differences = publishing.restore(edition, author(request))
    except ValidationError:
        # A draft that no sheet holds: it could not be kept, so nothing is written over it.
        messages.warning(
            request, "Le brouillon actuel ne peut pas être gardé\u202f: corrigez-le d’abord."
        )
        return HttpResponseRedirect(change_page(programme))
    programme_admin.log_change(request, programme, f"Brouillon restauré{NARROW}: {_name(edition)}.")
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
    request: HttpRequest, edition: Edition, programme: Programme, programme_admin: Any
) -> HttpResponse:
    draft, comparison, differences = rehearsed(edition)
    context = {
        **programme_admin.admin_site.each_context(request),
        "title": "Restaurer cette version dans le brouillon\u202f?",
        "opts": programme_admin.opts,
        "programme": programme,
        "edition": edition,
        "version": in_words(edition),
        "sections": shown(comparison),
        "count": len(comparison),
        "differences": differences,
        "read": _mark(draft),
    }
    return TemplateResponse(request, "admin/programmes/programme/restore.html", context)


def _mark(draft: Sheet) -> str:
    """Names the draft that one saw before restoring over it."""
    return sheets.fingerprint(draft)


def rehearsed(edition: Edition) -> tuple[Sheet, Comparison, list[str]]:
    """The draft, what restoring would change in it and what it would leave: done, then undone."""
    with transaction.atomic():
        publishing.lock(edition.programme_id)
        before = previews.draft_sheet(edition.programme_id)
        programme = Programme.objects.get(pk=edition.programme_id)
        differences = write_sheet(sheets.load(edition.sheet), programme)
        after = read_sheet(programme.pk)
        transaction.set_rollback(True)
    return before, compare(before, after), differences
