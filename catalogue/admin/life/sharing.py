"""Links for somebody without an account: made, listed, revoked. An address is shown once."""

from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from catalogue.admin.kit.moments import moment
from catalogue.admin.kit.people import full_name
from catalogue.views import versions
from programmes.models import PreviewLink, Programme

from .preview import ProgrammeView
from .steps import may_publish

# Those that no longer work are shown for a while, newest first.
LISTED: Final = 20


@dataclass(frozen=True, slots=True)
class ShownLink:
    pk: int
    state: str
    made: str
    is_open: bool


def urls(programme_admin: Any) -> list[URLPattern]:
    def for_publishers(view: ProgrammeView) -> ProgrammeView:
        def page(request: HttpRequest, pk: int, **others: Any) -> HttpResponse:
            if not may_publish(request):
                raise PermissionDenied
            return versions.hidden(view(request, get_object_or_404(Programme, pk=pk), **others))

        wrapped: ProgrammeView = programme_admin.admin_site.admin_view(page)
        return wrapped

    @require_http_methods(["GET", "HEAD", "POST"])
    def links(request: HttpRequest, programme: Programme) -> HttpResponse:
        address = _make(request, programme, programme_admin) if request.method == "POST" else ""
        return _list(request, programme, programme_admin, address)

    @require_http_methods(["GET", "HEAD", "POST"])
    def revoke(request: HttpRequest, programme: Programme, link: int) -> HttpResponse:
        found = get_object_or_404(programme.preview_links.all(), pk=link)
        # By GET one has just logged in again, on the way here: the list has the button.
        if request.method == "POST":
            _revoke(request, programme, found, programme_admin)
        return HttpResponseRedirect(
            reverse("admin:programmes_programme_share", args=[programme.pk])
        )

    return [
        path("<int:pk>/partager/", for_publishers(links), name="programmes_programme_share"),
        path(
            "<int:pk>/partager/<int:link>/revoquer/",
            for_publishers(revoke),
            name="programmes_programme_revoke",
        ),
    ]


def _make(request: HttpRequest, programme: Programme, programme_admin: Any) -> str:
    """The absolute address of a new link; empty for an archived programme, which shows nothing."""
    if programme.is_archived:
        messages.warning(request, "Cette formation est archivée\u202f: désarchivez-la d’abord.")
        return ""
    assert isinstance(request.user, User)  # noqa: S101  (the admin lets nobody else in)
    _, token = PreviewLink.objects.make(programme, request.user)
    programme_admin.log_change(request, programme, "Lien d’aperçu créé.")
    return settings.SITE_URL + reverse("preview", args=[token])


def _revoke(
    request: HttpRequest, programme: Programme, link: PreviewLink, programme_admin: Any
) -> None:
    still_open = PreviewLink.objects.filter(pk=link.pk, revoked_at=None)
    if still_open.update(revoked_at=timezone.now()):
        programme_admin.log_change(request, programme, "Lien d’aperçu révoqué.")
    messages.success(request, "Le lien est révoqué\u202f: il n’ouvre plus rien.")


def _list(
    request: HttpRequest, programme: Programme, programme_admin: Any, address: str
) -> HttpResponse:
    links = programme.preview_links.select_related("created_by")
    context = {
        **programme_admin.admin_site.each_context(request),
        "title": f"Partager le brouillon\u202f: {programme.short_title}",
        "opts": programme_admin.opts,
        "programme": programme,
        "address": address,
        "links": [_shown(link) for link in links[:LISTED]],
    }
    return TemplateResponse(request, "admin/programmes/programme/share.html", context)


def _shown(link: PreviewLink) -> ShownLink:
    is_open = link.revoked_at is None and link.expires_at > timezone.now()
    if link.revoked_at:
        state = f"Révoqué le {moment(link.revoked_at)}"
    else:
        state = f"{'Ouvert jusqu’au' if is_open else 'Expiré le'} {moment(link.expires_at)}"
    by = full_name(link.created_by)
    return ShownLink(link.pk, state, f"créé le {moment(link.created_at)} par {by}", is_open)
