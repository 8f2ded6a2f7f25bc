"""What `bench.admin` compares our pages with: those that Django alone makes of the same rows.

Stock `ModelAdmin`s and stacked inlines with the same fields, on Django's own templates. Blocs and
units can only be read on the programme's page, as on ours.
"""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.urls import path

from catalogue.admin.blocs import BlocAdmin
from catalogue.admin.exam import ExamUnitAdmin
from catalogue.admin.inlines import LinksInline
from catalogue.admin.parts import PARTS
from catalogue.urls import urlpatterns as ours
from programmes.models import Bloc, ExamUnit, Programme

# Of the template engine that does not know our templates.
ENGINE = "bare"

site = admin.AdminSite(name="bare")
site.enable_nav_sidebar = False  # ours has none either


class _Bare(admin.ModelAdmin):
    def render_change_form(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response: Any = super().render_change_form(request, *args, **kwargs)
        response.using = ENGINE
        return response


class _BareUser(_Bare, UserAdmin):
    pass


def _inline(inline: Any) -> type[admin.StackedInline]:
    """A stock inline for the model and the fields of one of ours."""
    attributes: dict[str, Any] = {"model": inline.model, "extra": 0}
    if issubclass(inline, LinksInline):
        attributes |= {"fields": ["title"], "readonly_fields": ["title"], "can_delete": False}
    else:
        attributes["fields"] = [
            line for line in inline.fields if isinstance(line, tuple) or hasattr(inline.model, line)
        ]
    return type(f"Bare{inline.__name__}", (admin.StackedInline,), attributes)


def _register(model: Any, inlines: Any, **attributes: Any) -> None:
    stock = [_inline(inline) for inline in inlines]
    site.register(model, type("Bare", (_Bare,), {"inlines": stock, **attributes}))


_register(
    Programme,
    [inline for part in PARTS for inline in part.inlines],
    fieldsets=[(part.title, {"fields": part.fields}) for part in PARTS if part.fields],
)
_register(Bloc, BlocAdmin.inlines, fields=BlocAdmin.fields)
_register(ExamUnit, ExamUnitAdmin.inlines, fields=ExamUnitAdmin.fields)
site.register(User, _BareUser)

urlpatterns = [*ours, path("bare/", site.urls)]
