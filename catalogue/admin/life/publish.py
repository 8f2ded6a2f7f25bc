"""Publishing: one reads what is about to change for the public, says why in a note, and publishes.

What is published is what was read: if the draft or the page online moved meanwhile, the question
is asked again.
"""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse

from catalogue.admin.kit import review
from catalogue.admin.kit.copies import done
from catalogue.admin.kit.errors import Typeset
from catalogue.life import doubts, publishing, reading
from catalogue.life.doubts import Proposal, doubtful
from catalogue.life.reading import Draft
from programmes import sheet as sheets
from programmes.comparison import compare
from programmes.models import Edition
from programmes.nouns import quoted
from programmes.text import legible
from programmes.typography import NARROW, listed, typeset

from .checks import Checks, checks_now
from .compare import in_words, online_or_last, shown_sections
from .frame import StaffPage, Visit


class OneLineField(forms.CharField):
    """A sentence: line ends and spaces at both ends are none of it."""

    def to_python(self, value: object) -> str:
        return " ".join(legible(str(value or "")).split())


class PublishForm(Typeset, forms.Form):
    """With what is proposed to say of the exam, where something is."""

    doubt = forms.BooleanField(required=False)
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

    def __init__(self, question: "Question", data: Any = None) -> None:
        first = {"read": question.mark, "doubt": question.is_ticked}
        super().__init__(data, initial=first, label_suffix="")
        if question.proposal is None:
            del self.fields["doubt"]
        else:
            told = self.fields["doubt"]
            told.label, told.help_text = map(typeset, _proposed(question, question.proposal))


def _proposed(question: "Question", proposal: Proposal) -> tuple[str, str]:
    """What the box says, and why it is there."""
    what = f"que les {doubtful(question.draft.sheet.profile)} sont à vérifier"
    if not proposal.in_doubt:
        return (
            f"Ne plus dire sur la page {what}",
            "Plus aucune note de relecture ouverte n’en parle.",
        )
    notes = listed(quoted(subject) for subject in proposal.notes)
    opened = "Notes ouvertes" if len(proposal.notes) > 1 else "Note ouverte"
    return f"Dire sur la page {what}", f"{opened}{NARROW}: {notes}. Le total ne sera pas donné."


def _page(visit: Visit) -> HttpResponse:
    if visit.acts:
        return _publish(visit)
    question = Question.about(reading.of(visit.programme.pk))
    return _before_publishing(visit, question, PublishForm(question))


PAGES = [
    StaffPage("<int:pk>/publier/", "publish", _page, rights=("publish",), takes_post=True),
]


def _publish(visit: Visit) -> HttpResponse:
    request = visit.request
    with publishing.read_alone(visit.programme.pk) as draft:
        question = Question.about(draft)
        form = PublishForm(question, request.POST)
        is_valid = form.is_valid()
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
            if question.proposal and form.cleaned_data["doubt"]:
                draft = doubts.settle(draft, in_doubt=question.proposal.in_doubt)
            edition = publishing.put_online(draft, visit.author, form.cleaned_data["note"])
            visit.log("Publiée.")
            done(request, f"L’édition n° {edition.number} est en ligne.")
            return visit.leave()
    # What was typed stays; what was read is what is shown now.
    typed = {"note": form.data.get("note", ""), "read": question.mark}
    was_asked = form.data.get("read", "").endswith(question.ending)
    if "doubt" in form.data if was_asked else question.is_ticked:
        typed["doubt"] = "on"
    form.data = typed
    return _before_publishing(visit, question, form)


@dataclass(frozen=True, slots=True)
class Question:
    """What one reads before publishing. `last`: what the draft is compared with, as a rule."""

    draft: Draft
    last: Edition | None
    checks: Checks
    proposal: Proposal | None

    @classmethod
    def about(cls, draft: Draft) -> "Question":
        """Raises `Refused` for a draft that cannot be published at all."""
        publishing.refuse_archived(draft.programme)
        last = online_or_last(draft.programme)
        return cls(draft, last, checks_now(draft), doubts.proposal(draft))

    @property
    def mark(self) -> str:
        address, mark = self.checks.address, self.draft.mark(self.last)
        return f"{mark}-{address.other}{self.ending}" if address else f"{mark}{self.ending}"

    @property
    def ending(self) -> str:
        """What is proposed is read as well."""
        if self.proposal is None:
            return ""
        return "-in-doubt" if self.proposal.in_doubt else "-settled"

    @property
    def is_ticked(self) -> bool:
        """A doubt is told unless somebody decides otherwise, and lifted when somebody does."""
        return self.proposal is not None and self.proposal.in_doubt

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
        proposal=question.proposal,
        checks=question.checks,
        page=visit.back,
    )
