"""Publishing: one reads what is about to change for the public, says why in a note, and publishes.

What is published is what was read: if the draft or the page online moved meanwhile, the question
is asked again.
"""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.views.decorators.http import require_http_methods

from catalogue.admin.kit import review
from catalogue.admin.kit.copies import done
from catalogue.admin.kit.errors import Typeset
from catalogue.life import publishing, reading
from catalogue.life.reading import Draft, Refused
from catalogue.views import versions
from programmes import sheet as sheets
from programmes.comparison import compare
from programmes.models import Edition, Programme
from programmes.text import legible

from .checks import Checks, checks_now
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
            question = Question.about(reading.of(programme.pk))
            form = PublishForm(initial={"read": question.mark}, label_suffix="")
            return _ask(request, question, programme_admin, form)
        except Refused as refusal:
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
    is_valid = form.is_valid()
    with publishing.read_alone(programme.pk) as draft:
        question = Question.about(draft)
        if review.is_asked(request):
            review.tell(request, "publiez")
        elif is_valid and form.cleaned_data["read"] != question.mark:
            messages.warning(
                request,
                "Rien n’est publié\u202f: la formation a changé entre-temps. "
                "Relisez ce qui suit, puis publiez.",
            )
        elif is_valid and question.checks.blocking:
            messages.warning(
                request, "Rien n’est publié\u202f: complétez d’abord les mentions indispensables."
            )
        elif is_valid:
            edition = publishing.put_online(draft, author(request), form.cleaned_data["note"])
            programme_admin.log_change(request, programme, "Publiée.")
            done(request, f"L’édition n° {edition.number} est en ligne.")
            return HttpResponseRedirect(change_page(programme))
    # What was typed stays; what was read is what is shown now.
    form.data = {"note": form.data.get("note", ""), "read": question.mark}
    return _ask(request, question, programme_admin, form)


@dataclass(frozen=True, slots=True)
class Question:
    """What one reads before publishing. `last`: what the draft is compared with, as a rule."""

    draft: Draft
    last: Edition | None
    checks: Checks

    @classmethod
    def about(cls, draft: Draft) -> "Question":
        """Raises `Refused` for a draft that cannot be published at all."""
        publishing.refuse_archived(draft.programme)
        return cls(draft, online_or_last(draft.programme), checks_now(draft))

    @property
    def mark(self) -> str:
        return self.draft.mark(self.last)

    @property
    def base(self) -> Edition | None:
        """None: saved, never read by the public."""
        return self.last if self.last and self.last.number else None


def _ask(
    request: HttpRequest, question: Question, programme_admin: Any, form: PublishForm
) -> HttpResponse:
    programme, base = question.draft.programme, question.base
    comparison = compare(sheets.load(base.sheet), question.draft.sheet) if base else None
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
        "checks": question.checks,
        "page": change_page(programme),
    }
    response = TemplateResponse(request, "admin/programmes/programme/publish.html", context)
    return versions.hidden(response)
