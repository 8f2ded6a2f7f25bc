"""The name and the manners of the admin site."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver

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


_get_urls = admin.site.get_urls


def get_urls() -> list[URLPattern | URLResolver]:
    """Before Django's own, the last of which answers to anything."""
    return [*guide.urls(admin.site), *_get_urls()]


admin.site.get_urls = get_urls  # type: ignore[method-assign]
