"""The frame of the admin's own pages about programmes: who opens one, how, what all of them show.

A module of this wing lists its pages in `PAGES`; each has a view of a `Visit`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_http_methods

from catalogue.life.publishing import Author
from catalogue.life.reading import Refused
from catalogue.views.versions import hidden
from programmes.models import Edition, Programme

from .places import change_page

_SAFE: Final = ["GET", "HEAD"]


def author(request: HttpRequest) -> Author:
    return request.user if request.user.is_authenticated else None


def may_publish(request: HttpRequest) -> bool:
    return request.user.has_perm("programmes.publish_programme")


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody on a page that they may open. `named`: the programme of its address, if it has one.

    `admin`: that of the programmes.
    """

    request: HttpRequest
    admin: Any
    named: Programme | None

    @property
    def programme(self) -> Programme:
        assert self.named is not None  # noqa: S101  (the page's route has a key)
        return self.named

    @property
    def acts(self) -> bool:
        """By GET one looks, or has just logged in again on the way here."""
        return self.request.method == "POST"

    @property
    def author(self) -> Author:
        return author(self.request)

    def show(self, template: str, title: str, **context: Any) -> TemplateResponse:
        common = {
            **self.admin.admin_site.each_context(self.request),
            "title": title,
            "opts": self.admin.opts,
            "programme": self.named,
        }
        name = f"admin/programmes/programme/{template}.html"
        return TemplateResponse(self.request, name, {**common, **context})

    def log(self, said: str) -> None:
        """In the history of the programme."""
        self.admin.log_change(self.request, self.programme, said)

    @property
    def back(self) -> str:
        """Where one comes from: the programme's page, else their list."""
        if self.named:
            return change_page(self.named)
        return reverse("admin:programmes_programme_changelist")

    def leave(self) -> HttpResponseRedirect:
        return HttpResponseRedirect(self.back)


@dataclass(frozen=True, slots=True)
class StaffPage:
    """`rights`: all are needed, each a `has_…_permission` of the programmes' admin.

    `route`: its `pk` is that of a programme, or of an edition, which the view then gets as well.
    """

    route: str
    name: str
    view: Callable[..., HttpResponse]
    rights: tuple[str, ...] = ("view",)
    takes_post: bool = False
    of: type[Programme] | type[Edition] = Programme

    def url(self, site: AdminSite) -> URLPattern:
        @require_http_methods([*_SAFE, "POST"] if self.takes_post else _SAFE)
        def view(request: HttpRequest, **named: Any) -> HttpResponse:
            return self._open(request, site.get_model_admin(Programme), **named)

        name = f"programmes_{self.of._meta.model_name}_{self.name}"
        return path(self.route, site.admin_view(view), name=name)

    def _open(self, request: HttpRequest, admin: Any, **named: Any) -> HttpResponse:
        if not all(getattr(admin, f"has_{right}_permission")(request) for right in self.rights):
            raise PermissionDenied
        programme = None
        if "pk" in named and self.of is Edition:
            editions = Edition.objects.select_related("programme__centre")
            named["edition"] = get_object_or_404(editions, pk=named.pop("pk"))
            programme = named["edition"].programme
        elif "pk" in named:
            programmes = Programme.objects.select_related("centre")
            programme = get_object_or_404(programmes, pk=named.pop("pk"))
        visit = Visit(request, admin, programme)
        try:
            return hidden(self.view(visit, **named))
        except Refused as refusal:
            messages.warning(request, str(refusal))
            return visit.leave()
