"""Editions: what was published and what was saved, to read and never to change."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, reverse
from django.utils.html import format_html

from catalogue.admin.kit.base import StaffAdmin
from catalogue.admin.kit.moments import moment
from catalogue.admin.kit.people import full_name
from programmes.models import Edition

from . import history
from .places import programme_numbered

BY_PROGRAMME = "programme__id__exact"


class PublishedFilter(admin.SimpleListFilter):
    title = "publication"
    parameter_name = "publication"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("current", "en ligne"), ("published", "publiées"), ("draft", "brouillons")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        match self.value():
            case "current":
                return queryset.filter(current=True)
            case "published":
                return queryset.exclude(number=None)
            case "draft":
                return queryset.filter(number=None)
            case _:
                return queryset


@admin.register(Edition)
class EditionAdmin(StaffAdmin):
    list_display = ["edition", "programme", "saved", "by", "published", "withdrawn"]
    list_filter = [PublishedFilter]
    list_select_related = ["programme", "author"]
    search_fields = ["short_title", "full_title"]
    fields = [
        "programme_link",
        "edition",
        "reading",
        ("saved", "by"),
        ("published", "withdrawn"),
        "short_code",
        "note",
        "short_title",
        "full_title",
        "slug",
        "fingerprint",
    ]
    readonly_fields = [
        "programme_link",
        "edition",
        "reading",
        "saved",
        "by",
        "published",
        "withdrawn",
    ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        ours = (page.url(self.admin_site) for page in history.EDITION_PAGES)
        return [*ours, *super().get_urls()]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        editions: QuerySet[Any] = super().get_queryset(request)
        return editions.defer("sheet", "search_text").select_related("programme", "author")

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        # No list of all programmes beside the editions: one comes here from a programme.
        return lookup == BY_PROGRAMME or super().lookup_allowed(lookup, value, request)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        named = request.GET.get(BY_PROGRAMME, "")
        programme = programme_numbered(named)
        context: dict[str, Any] = {"programme": programme}
        if programme:
            context["title"] = f"Éditions\u202f: {programme.short_title}"
        return super().changelist_view(request, {**context, **(extra_context or {})})

    def get_list_display(self, request: HttpRequest) -> Any:
        columns = list(self.list_display)
        if BY_PROGRAMME in request.GET:
            columns.remove("programme")
        return columns

    def get_search_fields(self, request: HttpRequest) -> list[str]:
        return [] if BY_PROGRAMME in request.GET else self.search_fields

    @admin.display(description="édition", ordering="number")
    def edition(self, edition: Edition) -> str:
        if edition.number is None:
            return "brouillon"
        return f"n° {edition.number}{', en ligne' if edition.current else ''}"

    @admin.display(description="à lire")
    def reading(self, edition: Edition) -> str:
        page = reverse("admin:programmes_edition_read", args=[edition.pk])
        paper = reverse("admin:programmes_edition_pdf", args=[edition.pk])
        return format_html('<a href="{}">Page</a>, <a href="{}">fiche PDF</a>', page, paper)

    @admin.display(description="enregistrée le", ordering="created_at")
    def saved(self, edition: Edition) -> str:
        return moment(edition.created_at)

    @admin.display(description="publiée le", ordering="published_at")
    def published(self, edition: Edition) -> str:
        return (
            moment(edition.published_at) if edition.published_at else self.get_empty_value_display()
        )

    @admin.display(description="retirée le", ordering="withdrawn_at")
    def withdrawn(self, edition: Edition) -> str:
        return (
            moment(edition.withdrawn_at) if edition.withdrawn_at else self.get_empty_value_display()
        )

    @admin.display(description="par")
    def by(self, edition: Edition) -> str:
        if edition.author is None:
            return "mise en place du site"
        return full_name(edition.author)

    @admin.display(description="formation")
    def programme_link(self, edition: Edition) -> str:
        page = reverse("admin:programmes_programme_change", args=[edition.programme_id])
        return format_html('<a href="{}">{}</a>', page, edition.programme)
