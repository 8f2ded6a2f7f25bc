"""Links for somebody without an account: made, listed, revoked. An address is shown once."""

from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import User
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from catalogue.admin.kit.moments import moment
from catalogue.admin.kit.people import full_name
from programmes.models import PreviewLink

from .frame import StaffPage, Visit

# Those that no longer work are shown for a while, newest first.
LISTED: Final = 20


@dataclass(frozen=True, slots=True)
class ShownLink:
    pk: int
    state: str
    made: str
    is_open: bool


def _links(visit: Visit) -> HttpResponse:
    address = _make(visit) if visit.acts else ""
    links = visit.programme.preview_links.select_related("created_by")
    return visit.show(
        "share",
        f"Partager le brouillon\u202f: {visit.programme.short_title}",
        address=address,
        links=[_shown(link) for link in links[:LISTED]],
    )


def _revoke(visit: Visit, link: int) -> HttpResponse:
    found = get_object_or_404(visit.programme.preview_links.all(), pk=link)
    # By GET one has just logged in again, on the way here: the list has the button.
    if visit.acts:
        still_open = PreviewLink.objects.filter(pk=found.pk, revoked_at=None)
        if still_open.update(revoked_at=timezone.now()):
            visit.log("Lien d’aperçu révoqué.")
        messages.success(visit.request, "Le lien est révoqué\u202f: il n’ouvre plus rien.")
    page = reverse("admin:programmes_programme_share", args=[visit.programme.pk])
    return HttpResponseRedirect(page)


PAGES = [
    StaffPage("<int:pk>/partager/", "share", _links, rights=("publish",), takes_post=True),
    StaffPage(
        "<int:pk>/partager/<int:link>/revoquer/",
        "revoke",
        _revoke,
        rights=("publish",),
        takes_post=True,
    ),
]


def _make(visit: Visit) -> str:
    """The absolute address of a new link; empty for an archived programme, which shows nothing."""
    if visit.programme.is_archived:
        messages.warning(
            visit.request, "Cette formation est archivée\u202f: désarchivez-la d’abord."
        )
        return ""
    assert isinstance(visit.request.user, User)  # noqa: S101  (the admin lets nobody else in)
    _, token = PreviewLink.objects.make(visit.programme, visit.request.user)
    visit.log("Lien d’aperçu créé.")
    return settings.SITE_URL + reverse("preview", args=[token])


def _shown(link: PreviewLink) -> ShownLink:
    is_open = link.revoked_at is None and link.expires_at > timezone.now()
    if link.revoked_at:
        state = f"Révoqué le {moment(link.revoked_at)}"
    else:
        state = f"{'Ouvert jusqu’au' if is_open else 'Expiré le'} {moment(link.expires_at)}"
    by = full_name(link.created_by)
    return ShownLink(link.pk, state, f"créé le {moment(link.created_at)} par {by}", is_open)
