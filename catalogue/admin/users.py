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


@admin.register(User)
class AccountAdmin(FrenchFields, PlainTitles, AnyUserAdmin):
    actions = None
    add_title = "Nouveau compte"
    filter_horizontal = ()
    readonly_fields = ["last_login", "date_joined"]

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "groups":
            kwargs["widget"] = CheckboxSelectMultiple
        return super().formfield_for_manytomany(db_field, request, **kwargs)


@admin.register(Group)
class AccountGroupAdmin(PlainTitles, GroupAdmin):
    actions = None
    add_title = "Nouveau groupe"
    filter_horizontal = ()
