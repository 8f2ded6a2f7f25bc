"""Accounts: Django's own pages, without the widgets that a keyboard or a screen reader misses."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin
from django.contrib.auth.models import Group, User
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest

from .base import FrenchFields, PlainTitles
from .generic import AnyUserAdmin

admin.site.unregister(User)
admin.site.unregister(Group)


class ForSuperusers:
    """Whoever edits accounts could make themselves a superuser: no lesser right opens these."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_active and request.user.is_superuser)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_module_permission(request)

    has_add_permission = has_module_permission
    has_change_permission = has_delete_permission = has_view_permission


@admin.register(User)
class AccountAdmin(ForSuperusers, FrenchFields, PlainTitles, AnyUserAdmin):
    actions = None
    add_title = "Nouveau compte"
    filter_horizontal = ()
    readonly_fields = ["last_login", "date_joined"]

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "groups":
            kwargs["widget"] = CheckboxSelectMultiple
        return super().formfield_for_manytomany(db_field, request, **kwargs)


@admin.register(Group)
class AccountGroupAdmin(ForSuperusers, PlainTitles, GroupAdmin):
    actions = None
    add_title = "Nouveau groupe"
    filter_horizontal = ()
