"""The steps of a programme's life: withdraw, archive, bring back. Each is a POST.

Those that take a page offline ask first. Publishing has a page of its own (`publish.py`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_http_methods

from catalogue.life import publishing
from catalogue.life.reading import Refused
from catalogue.life.states import Standing
from programmes.models import Programme

from .places import change_page

PUBLISH = "programmes.publish_programme"


def author(request: HttpRequest) -> publishing.Author:
    return request.user if request.user.is_authenticated else None


def may_publish(request: HttpRequest) -> bool:
    return request.user.has_perm(PUBLISH)


def public_address(standing: Standing) -> str | None:
    """Of the page that visitors see, while there is one."""
    return reverse("programme", args=[standing.public_slug]) if standing.public_slug else None


def _withdraw_and_tell(request: HttpRequest, programme: Programme) -> str:
    try:
        edition = publishing.withdraw(programme)
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return ""
    messages.success(request, "La page n’est plus en ligne. Le brouillon est intact.")
    return f"Retirée du site\u202f: édition n° {edition.number}."


def _archive_and_tell(request: HttpRequest, programme: Programme) -> str:
    publishing.archive(programme)
    messages.success(request, "La formation est archivée. Ses éditions restent lisibles.")
    return "Archivée."


def _unarchive_and_tell(request: HttpRequest, programme: Programme) -> str:
    publishing.unarchive(programme)
    messages.success(
        request,
        "La formation est désarchivée. Elle reste hors ligne jusqu’à sa prochaine publication.",
    )
    return "Désarchivée."


@dataclass(frozen=True, slots=True)
class Step:
    """`do`: takes it, and returns what the history says of it; nothing if it was refused."""

    name: str
    address: str
    do: Callable[[HttpRequest, Programme], str]
    question: str = ""
    consequence: str = ""
    button: str = ""


STEPS = (
    Step(
        "withdraw",
        "retirer",
        _withdraw_and_tell,
        "Retirer cette formation du site\u202f?",
        "Sa page et sa fiche ne seront plus accessibles\u202f; l’adresse répondra que la formation "
        "n’est plus proposée. Le brouillon et les éditions restent, et vous pourrez republier.",
        "Retirer du site",
    ),
    Step(
        "archive",
        "archiver",
        _archive_and_tell,
        "Archiver cette formation\u202f?",
        "Elle quitte le site si elle y est, et la liste des formations en cours. "
        "Rien n’est supprimé\u202f: vous pourrez la désarchiver.",
        "Archiver",
    ),
    Step("unarchive", "desarchiver", _unarchive_and_tell),
)


def urls(programme_admin: Any) -> list[URLPattern]:
    wrap = programme_admin.admin_site.admin_view
    return [
        path(
            f"<int:pk>/{step.address}/",
            wrap(_view(step, programme_admin)),
            name=f"programmes_programme_{step.name}",
        )
        for step in STEPS
    ]


def _view(step: Step, programme_admin: Any) -> Callable[..., HttpResponse]:
    def view(request: HttpRequest, pk: int) -> HttpResponse:
        programme = get_object_or_404(Programme, pk=pk)
        if not may_publish(request):
            raise PermissionDenied
        if request.method == "POST":
            _take(request, step, programme, programme_admin)
        elif step.question:
            return _ask(request, step, programme, programme_admin)
        # A GET without a question: one has just logged in again, on the way to this step.
        return HttpResponseRedirect(change_page(programme))

    return require_http_methods(["GET", "HEAD", "POST"])(view)


@transaction.atomic
def _take(request: HttpRequest, step: Step, programme: Programme, programme_admin: Any) -> None:
    if said := step.do(request, programme):
        programme_admin.log_change(request, programme, said)


def _ask(
    request: HttpRequest, step: Step, programme: Programme, programme_admin: Any
) -> HttpResponse:
    context = {
        **programme_admin.admin_site.each_context(request),
        "title": step.question,
        "step": step,
        "programme": programme,
        "opts": programme_admin.opts,
    }
    return TemplateResponse(request, "admin/programmes/programme/confirm_step.html", context)
