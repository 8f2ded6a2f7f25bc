"""The kind of a programme: chosen when it is new, and changed on a page that says what follows."""

from typing import Any, Final
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import HttpResponse

from catalogue.admin.kit.errors import Typeset
from catalogue.admin.kit.fields import TextField, labels_of
from catalogue.life import publishing, reading
from catalogue.life.kinds import Consequences, consequences, of_kind
from catalogue.life.reading import Draft
from programmes.kinds import Kind, by_family
from programmes.models import Programme
from programmes.sheet import Sheet
from programmes.typography import NARROW, capitalized, typeset

from .frame import StaffPage, Visit

FIELDS: Final = ("kind", "kind_label")


class KindSelect(forms.Select):
    """Marks the kinds that a label has to name: the field of the label shows with them alone."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        if value and Kind(value).takes_a_label:
            option["attrs"]["data-takes-a-label"] = True
        return option


class KindField(forms.TypedChoiceField):
    widget = KindSelect

    def __init__(self, **kwargs: Any) -> None:
        groups = [
            (capitalized(family), [(kind.value, typeset(kind.option)) for kind in kinds])
            for family, kinds in by_family()
        ]
        super().__init__(
            choices=[("", "à choisir"), *groups],
            coerce=Kind,
            **{**labels_of(Programme, "kind"), **kwargs},
        )


def label_field() -> TextField:
    return TextField(required=False, max_length=120, **labels_of(Programme, "kind_label"))


def settle_label(form: forms.BaseForm) -> None:
    """One for each kind that says nothing by itself, and for no other."""
    kind = form.cleaned_data.get("kind")
    if kind and not kind.takes_a_label:
        form.cleaned_data["kind_label"] = ""
    elif kind and not form.cleaned_data.get("kind_label") and "kind_label" not in form.errors:
        form.add_error("kind_label", "Donnez un nom à ce type : « diplôme universitaire ».")


class KindForm(Typeset, forms.Form):
    kind = KindField()
    kind_label = label_field()

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        settle_label(self)
        return cleaned


def called(kind: str | None, label: str) -> str:
    """« Brevet de technicien supérieur », « Diplôme universitaire »."""
    return capitalized(label or (Kind(kind).label if kind else "type à choisir"))


def named(sheet: Sheet) -> str:
    return called(sheet.kind, sheet.kind_label)


def _page(visit: Visit) -> HttpResponse:
    if visit.acts:
        return _change(visit)
    return _choose(visit, reading.of(visit.programme.pk))


PAGES = [
    StaffPage("<int:pk>/type/", "kind", _page, rights=("view", "change"), takes_post=True),
]


def _change(visit: Visit) -> HttpResponse:
    request = visit.request
    form = KindForm(request.POST, label_suffix="")
    with publishing.read_alone(visit.programme.pk) as draft:
        if not form.is_valid():
            return _show(visit, draft, form)
        if request.POST.get("read") != draft.mark():
            messages.warning(
                request,
                f"Rien n’est changé{NARROW}: la formation a changé entre-temps. "
                "Relisez ce qui suit, puis confirmez.",
            )
            return _show(visit, draft, form)
        old = named(draft.sheet)
        after = of_kind(draft.sheet, **form.cleaned_data)
        publishing.replace(draft, after, visit.author)
        is_same = old == named(after)
        done = f"Type changé{NARROW}: {old} → {named(after)}."
        said = f"Vidé de ce qu’un type n’a pas{NARROW}: {old}." if is_same else done
        visit.log(said)
    messages.success(request, f"{said} L’état précédent reste dans l’historique.")
    return visit.leave()


def _choose(visit: Visit, draft: Draft) -> HttpResponse:
    """The address says what was chosen: it can be read again, and sent to a colleague."""
    asked = visit.request.GET
    if "kind" in asked:
        return _show(visit, draft, KindForm(asked, label_suffix=""))
    return _show(visit, draft, KindForm(initial=_now(draft.sheet), label_suffix=""))


def _now(sheet: Sheet) -> dict[str, Any]:
    return {"kind": sheet.kind, "kind_label": sheet.kind_label}


def _show(visit: Visit, draft: Draft, form: KindForm) -> HttpResponse:
    sheet = draft.sheet
    chosen: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    after = of_kind(sheet, **chosen) if chosen else None
    found: Consequences | None = None
    if after is not None and after != sheet:
        found = consequences(sheet, after)
    return visit.show(
        "kind",
        f"Changer de type{NARROW}: {visit.programme.short_title}",
        form=form,
        now=named(sheet),
        after=after,
        new=named(after) if after else "",
        found=found,
        chosen=chosen,
        asked=urlencode(chosen),
        read=draft.mark(),
    )
