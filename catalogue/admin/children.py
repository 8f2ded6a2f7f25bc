"""Blocs and exam units: pages of their own, reached from the programme and leading back to it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from catalogue.admin.kit.base import StaffAdmin, StaffForm
from catalogue.admin.life.frame import author
from catalogue.admin.life.places import change_page, programme_numbered
from catalogue.admin.together.saves import SavesOfProgramme
from catalogue.life import publishing
from programmes.models import Programme
from programmes.naming.paths import kind_at
from programmes.nouns import Noun
from programmes.typography import capitalized

from .by_kind import PageOfKind, kept
from .together import conflicts


class ChildForm(StaffForm):
    """Its programme comes from the address or from the database, never from the form."""

    programme: Programme
    instance: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.instance.programme = self.programme

    def check_unique(self, name: str, message: str) -> str:
        """Its programme is not in the form, so Django leaves this constraint to the database."""
        value: str = self.cleaned_data[name]
        siblings = type(self.instance).objects.filter(programme=self.programme, **{name: value})
        if siblings.exclude(pk=self.instance.pk).exists():
            raise ValidationError(message)
        return value


class ChildAdmin(PageOfKind, StaffAdmin):
    form: Any = ChildForm
    change_form_template = "admin/programmes/child_change_form.html"
    delete_confirmation_template = "admin/programmes/child_delete_confirmation.html"
    list_select_related = ["programme"]
    part = ""  # of the programme's page, where the links stand
    names_it: tuple[
        str, ...
    ] = ()  # the first field that holds something tells it from its siblings

    def get_model_perms(self, request: HttpRequest) -> dict[str, bool]:
        """Left out of the first page: one comes here from a programme."""
        return {}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        children: QuerySet[Any] = super().get_queryset(request).select_related("programme")
        return children

    def programme_of(self, request: HttpRequest, row: Any) -> Programme | None:
        programme: Programme | None = row.programme if row else _named_programme(request)
        return programme

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        fields: Any = super().get_fields(request, obj)
        return kept(fields, lambda name: self.has_field(request, obj, name))

    def has_field(self, request: HttpRequest, row: Any, name: str) -> bool:
        profile = self.profile_for(request, row)
        return profile is None or profile.has(f"{self.path}.{name}")

    # Called as the kind calls it

    def noun(self, request: HttpRequest, row: Any) -> Noun:
        profile = self.profile_for(request, row)
        assert profile is not None  # noqa: S101  (their address or the row names a programme)
        return kind_at(self.path, profile).noun

    def title_of_new(self, request: HttpRequest) -> str:
        return capitalized(self.noun(request, None).new)

    def name_of(self, request: HttpRequest, row: Any) -> str:
        return self.noun(request, row).this

    # The programme of a new one

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        programme = _named_programme(request)
        if programme is None:
            messages.info(request, "Ouvrez d’abord la formation à compléter.")
            return HttpResponseRedirect(reverse("admin:programmes_programme_changelist"))
        return super().add_view(
            request, form_url, {"programme": programme, **(extra_context or {})}
        )

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        child = self.get_object(request, object_id)
        programme = child.programme if child else None
        return super().change_view(
            request, object_id, form_url, {"programme": programme, **(extra_context or {})}
        )

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.programme = obj.programme if obj else _named_programme(request)
        return form

    # What saving and deleting lead to

    def before_change(self, request: HttpRequest, object_id: str | None) -> HttpResponse | None:
        self._lock_programme(request, object_id)
        if request.method != "POST" or not object_id:
            return None
        child = self.get_object(request, object_id)
        if child is None:
            return conflicts.gone(self, request)
        return conflicts.guard(self, request, child, SavesOfProgramme(child.programme))

    def written_again(self, request: HttpRequest) -> Any:
        """The row that a restore or an import wrote under the name that this page showed."""
        siblings = self.model.objects.filter(programme=_programme_left(request))
        named: dict[str, Any] = {}
        for name in self.names_it:
            shown = [one for one in conflicts.first_shown(request, name) if one]
            if shown:
                return siblings.filter(**named, **{f"{name}__in": shown}).first()
            named[name] = ""
        return None

    def address_of_new(self, request: HttpRequest) -> str:
        page = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_add")
        return f"{page}?programme={_programme_left(request).pk}"

    def before_delete(self, request: HttpRequest, object_id: str) -> None:
        self._lock_programme(request, object_id)

    def _lock_programme(self, request: HttpRequest, object_id: str | None) -> None:
        """Before anything is read for a form that is saved, in the transaction that saves it."""
        if request.method == "POST":
            child = self.get_object(request, object_id) if object_id else None
            programme = child.programme if child else _named_programme(request)
            if programme is not None:
                publishing.lock(programme.pk)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not change:
            last = self.model.objects.filter(programme=obj.programme).aggregate(last=Max("order"))
            obj.order = (last["last"] or 0) + 1
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: Any) -> None:
        super().save_related(request, form, formsets, change)
        publishing.snapshot(form.instance.programme, author(request))

    @transaction.atomic
    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        programme = obj.programme
        super().delete_model(request, obj)
        publishing.snapshot(programme, author(request))
        # Where to go afterwards: the row is gone by then.
        request.programme_left = programme  # type: ignore[attr-defined]

    def response_post_save_add(self, request: HttpRequest, obj: Any) -> HttpResponseRedirect:
        return HttpResponseRedirect(self.address_on_programme(obj.programme))

    response_post_save_change = response_post_save_add

    def response_delete(
        self, request: HttpRequest, obj_display: str, obj_id: int
    ) -> HttpResponseRedirect:
        super().response_delete(request, obj_display, obj_id)
        return HttpResponseRedirect(
            self.address_on_programme(request.programme_left)  # type: ignore[attr-defined]
        )

    def address_on_programme(self, programme: Programme) -> str:
        return f"{change_page(programme)}#{self.part}"

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if context.get("original"):
            saves = SavesOfProgramme(context["programme"])
            context["shown"] = conflicts.what_is_shown(request, context, saves)
        context["back"] = self.address_on_programme(context["programme"])
        return super().render_change_form(request, context, *args, **kwargs)


def _named_programme(request: HttpRequest) -> Programme | None:
    """The one of `?programme=12`."""
    return programme_numbered(request.GET.get("programme", ""))


def _programme_left(request: HttpRequest) -> Programme:
    """The one that the form names, since its row is gone."""
    programme = programme_numbered(request.POST.get("_programme", ""))
    if programme is None:
        raise Http404
    return programme
