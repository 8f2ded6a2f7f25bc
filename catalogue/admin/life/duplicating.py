"""A new programme that starts as a copy of another: new address, new titles, the same content."""

from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect

from catalogue.admin.kit import review
from catalogue.admin.kit.copies import done
from catalogue.admin.kit.fields import TextField, labels_of
from catalogue.life import addresses, publishing
from programmes.models import Programme
from programmes.typography import NARROW

from .addressed import AddressedForm, AddressField, tell
from .frame import StaffPage, Visit
from .places import change_page


class DuplicateForm(AddressedForm):
    class Meta:
        model = Programme
        fields = ["short_title", "full_title", "slug"]
        field_classes = {"short_title": TextField, "full_title": TextField, "slug": AddressField}
        help_texts = {name: labels_of(Programme, name)["help_text"] for name in fields}


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
    tell(visit.request, copy)
    return HttpResponseRedirect(change_page(copy))


def _first(programme: Programme) -> dict[str, str]:
    """What the form proposes: the same titles, and the first free address."""
    titles = {"short_title": programme.short_title, "full_title": programme.full_title}
    return {**titles, "slug": addresses.proposed(*titles.values())}


def _titles_of_copy(visit: Visit, form: DuplicateForm) -> HttpResponse:
    form.label_suffix = ""
    title = f"Dupliquer{NARROW}: {visit.programme.short_title}"
    return visit.show("duplicate", title, form=form)
