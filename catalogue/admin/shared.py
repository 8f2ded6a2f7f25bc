"""Rows that all programmes share: edited once, by one person at a time, used everywhere."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from catalogue.admin.kit.base import StaffAdmin
from catalogue.admin.together.saves import SavesOfShared
from programmes.models.programme import ProgrammeQuerySet

from .life import republish
from .together import conflicts


class SharedAdmin(StaffAdmin):
    def programmes_of(self, row: Any) -> ProgrammeQuerySet:
        """Those that use it."""
        raise NotImplementedError

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Not of what is used: Django's own page would blame the account."""
        may: bool = super().has_delete_permission(request, obj)
        return may and not (obj and self.programmes_of(obj).exists())

    def before_change(self, request: HttpRequest, object_id: str | None) -> HttpResponse | None:
        """A save waits for other saves of the same row, then reads."""
        if request.method != "POST" or not object_id:
            return None
        row = self._locked(request, object_id)
        if row is None:
            return conflicts.gone(self, request)
        return conflicts.guard(self, request, row, SavesOfShared(row, self.this))

    def _locked(self, request: HttpRequest, object_id: str) -> Any:
        row = self.get_object(request, object_id)
        return row and self.model.objects.select_for_update().filter(pk=row.pk).first()

    def written_again(self, request: HttpRequest) -> None:
        """No restore and no import writes a shared row again."""

    def address_of_new(self, request: HttpRequest) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_add")

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        row = context.get("original")
        if row:
            saves = SavesOfShared(row, self.this)
            context["shown"] = conflicts.what_is_shown(request, context, saves)
            context["used_by"] = self.programmes_of(row).distinct().count()
        return super().render_change_form(request, context, *args, **kwargs)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: Any) -> None:
        super().save_related(request, form, formsets, change)
        if form.has_changed() or any(formset.has_changed() for formset in formsets):
            republish.tell(request, self.programmes_of(form.instance))
