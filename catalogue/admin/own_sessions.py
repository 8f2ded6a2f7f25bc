"""Sessions that are open: one's own, for whoever is in; those of an account, for superusers."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.views.decorators.http import require_http_methods

from accounts import sessions
from accounts.models import Happening
from accounts.security_log import record
from catalogue.admin.kit.moments import moment
from catalogue.admin.kit.people import full_name
from programmes.typography import NARROW, count


@dataclass(frozen=True, slots=True)
class Shown:
    mark: str
    started: str
    seen: str
    where: str
    is_this: bool


def urls(site: AdminSite) -> list[URLPattern]:
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: HttpRequest) -> HttpResponse:
        assert isinstance(request.user, User)  # noqa: S101  (the admin lets nobody else in)
        return sessions_of(site, request, request.user)

    return [path("sessions/", site.admin_view(view), name="sessions")]


def sessions_of(site: AdminSite, request: HttpRequest, user: User) -> HttpResponse:
    """The session that asks is never ended here: that is what « Se déconnecter » is for."""
    if request.method == "POST":
        _end(request, user)
        return HttpResponseRedirect(request.path)
    is_own = user == request.user
    name = full_name(user)
    context: dict[str, Any] = {
        **site.each_context(request),
        "title": "Vos sessions ouvertes" if is_own else f"Sessions ouvertes{NARROW}: {name}",
        "account": None if is_own else user,
        "sessions": [
            _shown(one, request.session.session_key) for one in sessions.open_sessions(user)
        ],
    }
    return TemplateResponse(request, "admin/sessions.html", context)


def _end(request: HttpRequest, user: User) -> None:
    mark = request.POST.get("mark")
    marks = None if mark is None else [mark]
    ended = sessions.end(user, marks, but=request.session.session_key)
    if ended:
        said = count(ended, "session fermée", "sessions fermées")
        record(Happening.SESSIONS, account=user.pk, about=said)
        messages.success(request, f"{said}.")
    else:
        messages.warning(request, "Aucune session n’est à fermer.")


def _shown(one: sessions.OpenSession, own_key: str | None) -> Shown:
    where = ", ".join(filter(None, (one.browser, one.address)))
    return Shown(one.mark, moment(one.started), moment(one.seen), where or "–", one.key == own_key)
