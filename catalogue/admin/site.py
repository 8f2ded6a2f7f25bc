"""The admin's site: its name and its manners."""

from collections.abc import Callable
from itertools import chain
from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, reverse

from accounts import halfway

from . import factor, guide, own_sessions, welcome
from .condition import page as condition
from .dashboard import dashboard
from .login import LoginForm, guarded
from .together import keeping


class CatalogueSite(AdminSite):
    site_title = site_header = "Catalogue des formations"
    index_title = "Accueil"
    empty_value_display = "–"
    # Five lists: the first page shows them all, a second menu on every page would only repeat it.
    enable_nav_sidebar = False
    login_form = LoginForm

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """Before Django's own, the last of which answers to anything."""
        pages = (guide, welcome, own_sessions, factor, condition)
        return [*chain.from_iterable(one.urls(self) for one in pages), *super().get_urls()]

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        """The first page starts with the programmes and what they wait for."""
        return super().index(request, {**dashboard(request), **(extra_context or {})})

    def app_index(  # type: ignore[override]  # Django's types know nothing but its own pages
        self, request: HttpRequest, app_label: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """« /admin/programmes/ »: half an address, which our rooms make no page of."""
        return HttpResponseRedirect(reverse("admin:index"))

    def admin_view(  # type: ignore[override]
        self, view: Callable[..., Any], cacheable: bool = False
    ) -> Callable[..., HttpResponse]:
        return keeping.through_login(super().admin_view(view, cacheable))

    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        context = {**keeping.kept(request), **(extra_context or {})}
        ask = super().login

        def log_in(asked: HttpRequest, more: dict[str, Any]) -> HttpResponse:
            try:
                return ask(asked, {**context, **more})
            except halfway.AskedFirst as first:
                return factor.asked(request, first.user)

        return keeping.resumed(request, guarded(request, log_in), keeping.kept_in(request))

    def logout(  # type: ignore[override]
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Django's, by its button; the address alone would be an empty page."""
        if request.method == "GET":
            return HttpResponseRedirect(reverse("admin:index"))
        return super().logout(request, extra_context)
