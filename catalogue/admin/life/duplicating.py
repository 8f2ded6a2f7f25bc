"""A new programme that starts as a copy of another: new address, new titles, the same content."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.views.decorators.http import require_http_methods

from catalogue.admin.kit import review
from catalogue.admin.kit.base import StaffForm
from catalogue.admin.kit.copies import done
from catalogue.admin.kit.fields import SlugField, TextField, labels_of
from catalogue.life import publishing
from catalogue.life.reading import Refused
from catalogue.views import versions
from programmes.models import Edition, Programme
from programmes.typography import NARROW

from .places import change_page
from .steps import author


class DuplicateForm(StaffForm):
    class Meta:
        model = Programme
        fields = ["short_title", "full_title", "slug"]
        field_classes = {"short_title": TextField, "full_title": TextField, "slug": SlugField}
        help_texts = {name: labels_of(Programme, name)["help_text"] for name in fields}

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"]
        refuse_taken(slug)
        return slug


def refuse_taken(slug: str, programme: Programme | None = None) -> None:
    if is_taken(slug, programme):
        raise ValidationError("Une autre formation a déjà cette adresse. Choisissez-en une.")


def is_taken(slug: str, programme: Programme | None = None) -> bool:
    """By a draft, or by what the public reads; `programme` may keep what it has."""
    drafts = Programme.objects.filter(slug=slug)
    online = Edition.objects.current().filter(slug=slug)
    if programme and programme.pk:
        drafts = drafts.exclude(pk=programme.pk)
        online = online.exclude(programme=programme)
    return drafts.exists() or online.exists()


def urls(programme_admin: Any) -> list[URLPattern]:
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: HttpRequest, pk: int) -> HttpResponse:
        if not (
            programme_admin.has_view_permission(request)
            and programme_admin.has_add_permission(request)
        ):
            raise PermissionDenied
        programme = get_object_or_404(Programme, pk=pk)
        if request.method != "POST":
            return _ask(
                request, programme, programme_admin, DuplicateForm(initial=_first(programme))
            )
        form = DuplicateForm(request.POST)
        with transaction.atomic():
            # Of two presses of the button, the second finds the address taken.
            publishing.lock(programme.pk)
            if review.is_asked(request):
                review.tell(request, "dupliquez")
            elif form.is_valid():
                return _duplicate(request, programme, programme_admin, form.cleaned_data)
            return _ask(request, programme, programme_admin, form)

    return [
        path(
            "<int:pk>/dupliquer/",
            programme_admin.admin_site.admin_view(view),
            name="programmes_programme_duplicate",
        )
    ]


def _duplicate(
    request: HttpRequest, programme: Programme, programme_admin: Any, asked: dict[str, str]
) -> HttpResponse:
    try:
        copy = publishing.duplicate(programme, author=author(request), **asked)
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return HttpResponseRedirect(change_page(programme))
    programme_admin.log_addition(request, copy, f"Copie de {programme.short_title}.")
    done(
        request,
        f"La copie est créée, hors ligne{NARROW}: complétez-la ici. "
        f"«{NARROW}{programme.short_title}{NARROW}» n’a pas bougé.",
    )
    return HttpResponseRedirect(change_page(copy))


def _first(programme: Programme) -> dict[str, str]:
    """What the form proposes: the same titles, and the first free address."""
    return {
        "short_title": programme.short_title,
        "full_title": programme.full_title,
        "slug": _free(programme.slug),
    }


def _free(slug: str) -> str:
    endings = ["-copie", *(f"-copie-{number}" for number in range(2, 100))]
    proposed = (slug[: 100 - len(ending)] + ending for ending in endings)
    return next((one for one in proposed if not is_taken(one)), "")


def _ask(
    request: HttpRequest, programme: Programme, programme_admin: Any, form: DuplicateForm
) -> HttpResponse:
    form.label_suffix = ""
    context = {
        **programme_admin.admin_site.each_context(request),
        "title": f"Dupliquer{NARROW}: {programme.short_title}",
        "opts": programme_admin.opts,
        "programme": programme,
        "form": form,
    }
    response = TemplateResponse(request, "admin/programmes/programme/duplicate.html", context)
    return versions.hidden(response)
