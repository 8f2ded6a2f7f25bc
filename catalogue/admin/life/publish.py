"""Publishing: one reads what is about to change for the public, says why in a note, and publishes.

What is published is what was read: if the draft or the page online moved meanwhile, the question
is asked again.
"""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import HttpResponse

from catalogue.admin.kit import review
from catalogue.admin.kit.copies import done
from catalogue.admin.kit.errors import Typeset
from catalogue.life import publishing, reading
from catalogue.life.reading import Draft
from programmes import sheet as sheets
from programmes.comparison import compare
from programmes.models import Edition
from programmes.text import legible

from .checks import Checks, checks_now
from .compare import in_words, online_or_last, shown_sections
from .frame import StaffPage, Visit


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


def _page(visit: Visit) -> HttpResponse:
    if visit.acts:
        return _publish(visit)
    question = Question.about(reading.of(visit.programme.pk))
    form = PublishForm(initial={"read": question.mark}, label_suffix="")
    return _before_publishing(visit, question, form)


PAGES = [
    StaffPage("<int:pk>/publier/", "publish", _page, rights=("publish",), takes_post=True),
]


def _publish(visit: Visit) -> HttpResponse:
    request = visit.request
    form = PublishForm(request.POST, label_suffix="")
    is_valid = form.is_valid()
    with publishing.read_alone(visit.programme.pk) as draft:
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
            edition = publishing.put_online(draft, visit.author, form.cleaned_data["note"])
            visit.log("Publiée.")
            done(request, f"L’édition n° {edition.number} est en ligne.")
            return visit.leave()
    # What was typed stays; what was read is what is shown now.
    form.data = {"note": form.data.get("note", ""), "read": question.mark}
    return _before_publishing(visit, question, form)


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


def _before_publishing(visit: Visit, question: Question, form: PublishForm) -> HttpResponse:
    base = question.base
    comparison = compare(sheets.load(base.sheet), question.draft.sheet) if base else None
    return visit.show(
        "publish",
        "Publier cette formation\u202f?",
        form=form,
        base=base,
        base_in_words=in_words(base) if base else "",
        sections=shown_sections(comparison) if comparison else [],
        count=len(comparison) if comparison else 0,
        unchanged=base is not None and base.current and not comparison,
        checks=question.checks,
        page=visit.back,
    )
