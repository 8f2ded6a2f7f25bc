"""The security log, to read: superusers alone, and nobody changes it."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.models import User
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest

from accounts.models import SecurityEvent
from catalogue.admin.kit.base import StaffAdmin
from catalogue.admin.kit.moments import moment


@admin.register(SecurityEvent)
class SecurityEventAdmin(StaffAdmin):
    list_display = ["when", "happening", "whom", "by_whom", "address", "about"]
    list_display_links = None
    list_filter = ["happening"]
    search_fields = ["about", "address"]
    fields = ["when", "happening", "whom", "by_whom", "address", "about"]
    readonly_fields = ["when", "whom", "by_whom"]

    def has_module_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_active and request.user.is_superuser)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_module_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        events: QuerySet[Any] = super().get_queryset(request)
        named: QuerySet[Any] = events.annotate(account_name=_name("account"), by_name=_name("by"))
        return named

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """The log holds numbers; one looks for names."""
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        if not search_term:
            return found, may_repeat
        named = User.objects.filter(
            Q(username__icontains=search_term)
            | Q(first_name__icontains=search_term)
            | Q(last_name__icontains=search_term)
        ).values_list("pk", flat=True)
        keys = list(named)
        return found | queryset.filter(Q(account__in=keys) | Q(by__in=keys)), may_repeat

    @admin.display(description="date", ordering="pk")
    def when(self, event: SecurityEvent) -> str:
        return moment(event.at)

    @admin.display(description="compte")
    def whom(self, event: Any) -> str:
        return _named(event.account, event.account_name)

    @admin.display(description="par")
    def by_whom(self, event: Any) -> str:
        return _named(event.by, event.by_name)


def _named(key: int | None, name: str | None) -> str:
    if key is None:
        return "–"
    return f"{name} (n° {key})" if name else f"compte n° {key}, supprimé"


def _name(column: str) -> Subquery:
    """In the query of the list: an account may be gone, so no relation leads to it."""
    return Subquery(User.objects.filter(pk=OuterRef(column)).values("username"))
