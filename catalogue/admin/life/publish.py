"""Publishing: one reads what is about to change for the public, says why in a note, and publishes.

What is published is what was read: if the draft or the page online moved meanwhile, the question
is asked again.
"""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from catalogue.admin.kit import review
from catalogue.admin.kit.copies import done
from catalogue.admin.kit.errors import Typeset
from catalogue.life import publishing
from catalogue.life.draft import for_sheet
from catalogue.views import versions
from programmes import sheet as sheets
from programmes.comparison import compare
from programmes.models import Edition, Programme
from programmes.sheet import Sheet
from programmes.text import legible

from .checks import Checks, checks, dead_links, last_published_sheets
from .compare import in_words, online_or_last, shown_sections
from .places import change_page
from .steps import author, may_publish


class OneLineField(forms.CharField):
    """A sentence: line ends and spaces at both ends are none of it."""

    def to_python(self, value: object) -> str:
        return " ".join(legible(str(value or "")).split())


class PublishForm(Typeset, forms.Form):
    note = OneLineField(
        label="Note de publication (facultatif)",
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
        help_text=(
            "Pourquoi cette édition, en une phrase (300 caractères au plus). "
            "L’équipe la lit dans l’historique\u202f; elle n’est pas publique."
        ),
    )
    # What was read before pressing the button.
    read = forms.CharField(widget=forms.HiddenInput, required=False, max_length=120)


def urls(programme_admin: Any) -> list[URLPattern]:
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: HttpRequest, pk: int) -> HttpResponse:
        if not may_publish(request):
            raise PermissionDenied
        programme = get_object_or_404(Programme, pk=pk)
        try:
            if request.method == "POST":
                return _publish(request, programme, programme_admin)
            return _ask(request, programme, programme_admin)
        except (publishing.Refused, versions.Unreadable) as refusal:
            messages.warning(request, str(refusal))
            return HttpResponseRedirect(change_page(programme))

    return [
        path(
            "<int:pk>/publier/",
            programme_admin.admin_site.admin_view(view),
            name="programmes_programme_publish",
        )
    ]


def _publish(request: HttpRequest, programme: Programme, programme_admin: Any) -> HttpResponse:
    form = PublishForm(request.POST, label_suffix="")
    if review.is_asked(request):
        review.tell(request, "publiez")
    with transaction.atomic():
        publishing.lock(programme.pk)
        sheet, online = versions.draft_sheet(programme.pk), online_or_last(programme)
        if not form.is_valid() or review.is_asked(request):
            return _ask(request, programme, programme_admin, form)
        if form.cleaned_data["read"] != _mark(sheet, online):
            messages.warning(
                request,
                "Rien n’est publié\u202f: la formation a changé entre-temps. "
                "Relisez ce qui suit, puis publiez.",
            )
            return _ask(request, programme, programme_admin, form)
        if _checks(programme).blocking:
            messages.warning(
                request, "Rien n’est publié\u202f: complétez d’abord les mentions indispensables."
            )
            return _ask(request, programme, programme_admin, form)
        edition = publishing.publish(programme, author(request), form.cleaned_data["note"])
        programme_admin.log_change(request, programme, "Publiée.")
    done(request, f"L’édition n° {edition.number} est en ligne.")
    return HttpResponseRedirect(change_page(programme))


def _ask(
    request: HttpRequest,
    programme: Programme,
    programme_admin: Any,
    form: PublishForm | None = None,
) -> HttpResponse:
    if programme.is_archived:
        raise publishing.Refused(
            "Cette formation est archivée\u202f: désarchivez-la avant de la publier."
        )
    sheet, base = versions.draft_sheet(programme.pk), online_or_last(programme)
    if base is not None and base.number is None:
        base = None  # saved, never read by the public
    comparison = compare(sheets.load(base.sheet), sheet) if base else None
    mark = _mark(sheet, online_or_last(programme))
    if form is None:
        form = PublishForm(initial={"read": mark}, label_suffix="")
    else:
        # What was typed stays; what was read is what is shown now.
        form.data = {"note": form.data.get("note", ""), "read": mark}
    context = {
        **programme_admin.admin_site.each_context(request),
        "title": "Publier cette formation\u202f?",
        "opts": programme_admin.opts,
        "programme": programme,
        "form": form,
        "base": base,
        "base_in_words": in_words(base) if base else "",
        "sections": shown_sections(comparison) if comparison else [],
        "count": len(comparison) if comparison else 0,
        "unchanged": base is not None and base.current and not comparison,
        "checks": _checks(programme),
        "page": change_page(programme),
    }
    response = TemplateResponse(request, "admin/programmes/programme/publish.html", context)
    return versions.hidden(response)


def _checks(programme: Programme) -> Checks:
    """The state of the publication duties, read from the draft as it stands now."""
    draft = for_sheet(Programme.objects.filter(pk=programme.pk)).get()
    return checks(
        draft, last_published_sheets([draft]).get(draft.pk), timezone.localdate(), dead_links()
    )


def _mark(sheet: Sheet, online: Edition | None) -> str:
    """Names the two things that were compared."""
    return f"{sheets.fingerprint(sheet)}-{online.pk if online else 0}"
