"""The page « État du site »: for superusers, who manage accounts and, in a centre, the site."""

from typing import Any, Final

from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.views.decorators.http import require_safe

from catalogue.admin.dashboard import dashboard
from programmes.typography import count

from . import ending, running, safety, waiting
from .facts import Group, Judgement

TITLE: Final = "État du site"


def urls(site: AdminSite) -> list[URLPattern]:
    @require_safe
    def view(request: HttpRequest) -> HttpResponse:
        if not request.user.is_superuser:
            raise PermissionDenied
        found = groups(request)
        context: dict[str, Any] = {
            **site.each_context(request),
            "title": TITLE,
            "groups": found,
            "summary": summary(found),
        }
        return TemplateResponse(request, "admin/condition.html", context)

    return [path("etat/", site.admin_view(view), name="condition")]


def groups(request: HttpRequest) -> list[Group]:
    board = dashboard(request)["board"]
    found = (
        ("Le site et sa base", "site", running.facts()),
        ("Sauvegardes et liens", "surete", safety.facts()),
        ("Ce qui prend fin", "echeances", ending.facts(board["rows"])),
        ("Ce qui attend", "attente", waiting.facts(board)),
    )
    made = [Group(title, anchor, tuple(facts)) for title, anchor, facts in found]
    return [one for one in made if one.facts]


def summary(found: list[Group]) -> str:
    judged = [fact.judgement for group in found for fact in group.facts]
    act, look = judged.count(Judgement.ACT), judged.count(Judgement.LOOK)
    if not (act or look):
        return "Tout ce qui se mesure d’ici est bon."
    parts = []
    if act:
        parts.append(f"{count(act, 'chose')} à faire")
    if look:
        parts.append(f"{count(look, 'chose')} à voir")
    return f"{', '.join(parts)}."
