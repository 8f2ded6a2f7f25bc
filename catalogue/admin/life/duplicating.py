"""A new programme that starts as a copy of another: new address, new titles, the same content."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect

from catalogue.admin.kit import review
from catalogue.admin.kit.base import StaffForm
from catalogue.admin.kit.copies import done
from catalogue.admin.kit.fields import SlugField, TextField, labels_of
from catalogue.life import publishing
from programmes.models import Edition, Programme
from programmes.typography import NARROW

from .frame import StaffPage, Visit
from .places import change_page


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


def _page(visit: Visit) -> HttpResponse:
    programme = visit.programme
    if not visit.acts:
        return _titles_of_copy(visit, DuplicateForm(initial=_first(programme)))
    form = DuplicateForm(visit.request.POST)
    with transaction.atomic():
        # Of two presses of the button, the second finds the address taken.
        publishing.lock(programme.pk)
        if review.is_asked(visit.request):
            review.tell(visit.request, "dupliquez")
        elif form.is_valid():
            return _duplicate(visit, form.cleaned_data)
        return _titles_of_copy(visit, form)


PAGES = [
    StaffPage("<int:pk>/dupliquer/", "duplicate", _page, rights=("view", "add"), takes_post=True)
]


def _duplicate(visit: Visit, asked: dict[str, str]) -> HttpResponse:
    programme = visit.programme
    copy = publishing.duplicate(programme, author=visit.author, **asked)
    visit.admin.log_addition(visit.request, copy, f"Copie de {programme.short_title}.")
    done(
        visit.request,
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


def _titles_of_copy(visit: Visit, form: DuplicateForm) -> HttpResponse:
    form.label_suffix = ""
    title = f"Dupliquer{NARROW}: {visit.programme.short_title}"
    return visit.show("duplicate", title, form=form)
