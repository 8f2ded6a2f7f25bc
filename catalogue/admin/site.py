"""The name and the manners of the admin site."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.forms import AdminAuthenticationForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, reverse

from . import guide
from .dashboard import dashboard

admin.site.site_title = "Catalogue des formations"
admin.site.site_header = "Catalogue des formations"
admin.site.index_title = "Accueil"
admin.site.empty_value_display = "–"
# Five lists: the first page shows them all, a second menu on every page would only repeat it.
admin.site.enable_nav_sidebar = False

_index = admin.site.index


def index(request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
    """The first page starts with the programmes and what they wait for."""
    return _index(request, {**dashboard(request), **(extra_context or {})})


admin.site.index = index  # type: ignore[method-assign]


def app_index(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """« /admin/programmes/ »: half an address, which our rooms are no reason to make a page of."""
    return HttpResponseRedirect(reverse("admin:index"))


admin.site.app_index = app_index  # type: ignore[assignment]


_logout = admin.site.logout


def logout(request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
    """Django's, by its button; the address alone would be an empty page."""
    if request.method == "GET":
        return HttpResponseRedirect(reverse("admin:index"))
    return _logout(request, extra_context)


admin.site.logout = logout  # type: ignore[method-assign, assignment]


class LoginForm(AdminAuthenticationForm):
    error_messages = {
        **AdminAuthenticationForm.error_messages,
        "invalid_login": (
            "Nom d’utilisateur ou mot de passe incorrect. Les majuscules comptent, et le compte "
            "doit être celui d’un membre de l’équipe."
        ),
    }


admin.site.login_form = LoginForm


_get_urls = admin.site.get_urls


def get_urls() -> list[URLPattern | URLResolver]:
    """Before Django's own, the last of which answers to anything."""
    return [*guide.urls(admin.site), *_get_urls()]


admin.site.get_urls = get_urls  # type: ignore[method-assign]
