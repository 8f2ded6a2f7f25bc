"""Two people at once: nobody saves over what another has saved since the page was opened.

Each form carries what it showed. A save compares that with what was typed and with what is saved
now, under the programme's lock. What only one person changed is kept; where both changed the same
thing, nothing is saved and the person chooses (409). See docs/decisions/0008.
"""

import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import flatten_fieldsets
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.text import capfirst

from programmes.comparison import Mark, Segment, word_marks
from programmes.models import Edition, Programme
from programmes.typography import NARROW, listed

from .compare import moment
from .keeping import resume, words_of
from .merging import Difference, Merged, Shown, Taken, Typed, Values, merge
from .review import REVIEW

SHOWN: Final = "_shown"
KEEP: Final = "_keep:"

_UNKNOWN: Final = ["\0 never shown"]
_ROWS_AT_MOST: Final = 1000


@dataclass(frozen=True, slots=True)
class Group:
    """A formset of the page as it stands in the database, not bound to what was typed."""

    formset: Any
    names: list[str]

    @property
    def key_name(self) -> str:
        name: str = self.formset.model._meta.pk.name
        return name

    @property
    def is_ordered(self) -> bool:
        return "order" in self.formset.form.base_fields

    @property
    def title(self) -> str:
        return str(capfirst(self.formset.model._meta.verbose_name_plural))


class Page:
    """A page's form and rows as they would be shown now."""

    def __init__(self, form: Any, formsets: list[Any]) -> None:
        self.form = form
        self.groups = {one.prefix: Group(one, _own_fields(one)) for one in formsets}

    def shown(self, programme: Programme) -> Shown:
        rows = {
            prefix: {
                str(form.instance.pk): {name: shown_in(form[name]) for name in group.names}
                for form in group.formset.initial_forms
            }
            for prefix, group in self.groups.items()
        }
        fields = {name: shown_in(self.form[name]) for name in self.form.fields}
        return Shown(fields, rows, _newest(programme))

    def never_shown(self, now: Shown) -> Shown:
        """For a form that does not say what it showed: whatever differs has to be chosen."""
        rows = {
            prefix: {key: dict.fromkeys(row, _UNKNOWN) for key, row in some.items()}
            for prefix, some in now.rows.items()
        }
        return Shown(dict.fromkeys(now.fields, _UNKNOWN), rows, now.edition)

    def typed(self, data: QueryDict) -> Typed | None:
        """None when the rows cannot be counted: Django will say so."""
        typed = Typed({name: sent(self.form.fields[name], data, name) for name in self.form.fields})
        for prefix, group in self.groups.items():
            count = data.get(f"{prefix}-TOTAL_FORMS", "")
            if not (count.isascii() and count.isdigit() and int(count) <= _ROWS_AT_MOST):
                return None
            known: list[tuple[int, str, Values]] = []
            typed.new[prefix], typed.removed[prefix] = [], set()
            for index in range(int(count)):
                at = f"{prefix}-{index}"
                fields = group.formset.form.base_fields
                row = {name: sent(fields[name], data, f"{at}-{name}") for name in group.names}
                key = data.get(f"{at}-{group.key_name}", "")
                removed = f"{at}-DELETE" in data and group.formset.can_delete
                if key:
                    known.append((_place(data.get(f"{at}-order", ""), index), key, row))
                    if removed:
                        typed.removed[prefix].add(key)
                elif not removed:
                    typed.new[prefix].append(row)
            if group.is_ordered:
                known.sort(key=lambda one: one[0])
            typed.rows[prefix] = {key: row for _, key, row in known}
        return typed

    def data(self, sent_data: QueryDict, typed: Typed) -> QueryDict:
        """What a browser would have sent, had it known: a form's data from the merged version."""
        data = QueryDict(mutable=True)
        for name, values in sent_data.lists():
            if not self._is_ours(name):
                data.setlist(name, values)
        for name, values in typed.fields.items():
            data.setlist(name, values)
        for prefix, group in self.groups.items():
            known, new = typed.rows[prefix], typed.new[prefix]
            data[f"{prefix}-TOTAL_FORMS"] = str(len(known) + len(new))
            data[f"{prefix}-INITIAL_FORMS"] = str(len(known))
            data[f"{prefix}-MIN_NUM_FORMS"], data[f"{prefix}-MAX_NUM_FORMS"] = "0", "1000"
            rows = [*known.items(), *(("", row) for row in new)]
            for index, (key, row) in enumerate(rows):
                at = f"{prefix}-{index}"
                data[f"{at}-{group.key_name}"] = key
                data[f"{at}-{group.formset.fk.name}"] = str(group.formset.instance.pk)
                if group.is_ordered:
                    data[f"{at}-order"] = str(index + 1)
                if key in typed.removed[prefix]:
                    data[f"{at}-DELETE"] = "on"
                for name, values in row.items():
                    data.setlist(f"{at}-{name}", values)
        return data

    def _is_ours(self, name: str) -> bool:
        return name in self.form.fields or name.startswith(
            tuple(f"{prefix}-" for prefix in self.groups)
        )

    # In words

    def group_title(self, prefix: str) -> str:
        return self.groups[prefix].title

    def row_title(self, prefix: str, key: str) -> str:
        for form in self.groups[prefix].formset.initial_forms:
            if str(form.instance.pk) == key:
                return str(form.instance)
        return ""

    def label(self, prefix: str, name: str) -> str:
        return capfirst(str(self._field(prefix, name).label))

    def text(self, prefix: str, name: str, values: list[str]) -> str:
        field = self._field(prefix, name)
        if isinstance(field.widget, forms.CheckboxInput):
            return "oui" if values else "non"
        known = {str(value): str(label) for value, label in getattr(field, "choices", ())}
        return ", ".join(known.get(value, value) for value in values).strip()

    def row_text(self, prefix: str, row: Values) -> str:
        said = ((name, self.text(prefix, name, values)) for name, values in row.items())
        return "\n".join(
            f"{self.label(prefix, name)}{NARROW}: {text}" for name, text in said if text
        )

    def _field(self, prefix: str, name: str) -> Any:
        if not prefix:
            return self.form.fields[name]
        formset = self.groups[prefix].formset
        return formset.empty_form.fields[name]


def _own_fields(formset: Any) -> list[str]:
    not_values = {formset.model._meta.pk.name, formset.fk.name, "order", "DELETE"}
    return [name for name in formset.form.base_fields if name not in not_values]


def shown_in(field: Any) -> list[str]:
    """The texts that a browser would send back for a field as it is shown."""
    value = field.value()
    widget = field.field.widget
    if isinstance(widget, forms.CheckboxInput):
        return ["on"] if widget.check_test(value) else []
    formatted = widget.format_value(value)
    if formatted is None:
        return []
    return [str(one) for one in formatted] if isinstance(formatted, list) else [str(formatted)]


def sent(field: forms.Field, data: QueryDict, name: str) -> list[str]:
    widget = field.widget
    if isinstance(widget, forms.CheckboxInput):
        return ["on"] if widget.value_from_datadict(data, MultiValueDict(), name) else []
    values = data.getlist(name)
    return values if getattr(widget, "allow_multiple_selected", False) else values[-1:]


def _place(order: str, index: int) -> int:
    return int(order) if order.isascii() and order.isdigit() and len(order) < 12 else index


def _newest(programme: Programme) -> int | None:
    return Edition.objects.filter(programme=programme).values_list("pk", flat=True).first()


# What the admin does with it


def guard(
    model_admin: Any, request: HttpRequest, row: Any, programme: Programme
) -> HttpResponse | None:
    """Before a form is read, under the lock: brings it up to date, or answers in its place."""
    if not model_admin.has_change_permission(request, row):
        return None
    page = _page_now(model_admin, request, row)
    now = page.shown(programme)
    request.shown_now = now  # type: ignore[attr-defined]
    typed = page.typed(request.POST)
    if typed is None:
        return None
    base = Shown.load(request.POST.get(SHOWN, "")) or page.never_shown(now)
    if base.says_the_same(now):
        return None
    merged = merge(base, typed, now, _choices(request.POST))
    if merged.differences:
        return _ask(model_admin, request, row, programme, page, merged, base)
    if merged.taken:
        messages.info(request, _told(page, merged.taken, programme, base))
    request.POST = page.data(request.POST, merged.typed)  # type: ignore[assignment]
    return None


def _page_now(model_admin: Any, request: HttpRequest, row: Any) -> Page:
    """The form and its rows as a GET would show them."""
    asked: Any = copy.copy(request)
    asked.method = "GET"
    names = flatten_fieldsets(model_admin.get_fieldsets(asked, row))
    form = model_admin.get_form(asked, row, change=True, fields=names)(instance=row)
    # As the admin's own page makes them: there is no public way to.
    formsets, _ = model_admin._create_formsets(asked, row, change=True)  # noqa: SLF001
    return Page(form, formsets)


def gone(model_admin: Any, request: HttpRequest) -> HttpResponse:
    """The row of this page was removed, or written again by a restore: its words are kept.

    The way back leads to the row that now bears the name, else to a new one.
    """
    named = request.POST.get("_programme", "")
    opts = model_admin.opts
    programme = (
        Programme.objects.filter(pk=int(named)).first()
        if named.isascii() and named.isdigit() and len(named) < 19
        else None
    )
    if programme is None or not model_admin.has_change_permission(request):
        raise Http404
    page = f"admin:{opts.app_label}_{opts.model_name}"
    base = Shown.load(request.POST.get(SHOWN, ""))
    name = model_admin.names_it
    were = base.fields.get(name, []) if base else []
    twin = model_admin.model.objects.filter(programme=programme, **{f"{name}__in": were}).first()
    if twin:
        address, sent = reverse(f"{page}_change", args=[twin.pk]), words_of(request.POST)
        text = "Cette page a été restaurée ou importée pendant que vous y travailliez."
    else:
        address = f"{reverse(f'{page}_add')}?programme={programme.pk}"
        sent = [(name, _as_new(name, value)) for name, value in words_of(request.POST)]
        text = "Ce que vous modifiiez a été supprimé pendant que vous y travailliez."
    answer = resume(
        request,
        "Votre saisie est intacte",
        f"{text} Rien n’est enregistré\u202f: retrouvez le formulaire tel que vous l’aviez rempli.",
        sent,
        address,
    )
    answer.status_code = 409
    return answer


def _as_new(name: str, value: str) -> str:
    """No row is known any more: all are new."""
    if name.endswith("-INITIAL_FORMS"):
        return "0"
    return "" if re.fullmatch(r"\w+-\d+-(id|bloc|unit)", name) else value


def what_is_shown(request: HttpRequest, context: dict[str, Any], programme: Programme) -> str:
    """For the form to carry, so that the next save can tell what changed since."""
    shown: Shown | None = getattr(request, "shown_now", None)
    if shown is None:
        formsets = [one.formset for one in context["inline_admin_formsets"]]
        shown = Page(context["adminform"].form, formsets).shown(programme)
    return shown.dump()


def _choices(data: QueryDict) -> dict[str, str]:
    chosen = ((name, str(value)) for name, value in data.items() if name.startswith(KEEP))
    return {name.removeprefix(KEEP): value for name, value in chosen}


# In words


@dataclass(frozen=True, slots=True)
class Choice:
    """A difference as the person who has to choose reads it."""

    name: str
    place: str
    label: str
    mark: str
    chosen: str
    mine: list[Segment]
    theirs: list[Segment]

    @property
    def mine_value(self) -> str:
        return f"mine-{self.mark}"

    @property
    def theirs_value(self) -> str:
        return f"theirs-{self.mark}"


_REMOVED: Final = "Ligne supprimée"
_EMPTY: Final = "(vide)"


def _choice(page: Page, one: Difference, chosen: str) -> Choice:
    place = (
        " › ".join(filter(None, (page.group_title(one.group), page.row_title(one.group, one.row))))
        if one.group
        else ""
    )
    if one.kind == "field":
        label = page.label(one.group, one.name)
        mine = page.text(one.group, one.name, one.mine) or _EMPTY
        theirs = page.text(one.group, one.name, one.theirs) or _EMPTY
    elif one.kind == "kept":
        label, mine = "Suppression", _REMOVED
        theirs = page.row_text(one.group, one.values)
    elif one.kind == "removed":
        label, theirs = "Ligne modifiée ici, supprimée entre-temps", _REMOVED
        mine = page.row_text(one.group, one.values)
    else:
        label = "Ordre des lignes"
        mine, theirs = (
            "\n".join(page.row_title(one.group, key) for key in keys)
            for keys in (one.mine, one.theirs)
        )
    marks = word_marks(theirs, mine)
    return Choice(
        f"{KEEP}{one.key}",
        place,
        label,
        one.mark,
        chosen,
        [segment for segment in marks if segment.mark is not Mark.REMOVED],
        [segment for segment in marks if segment.mark is not Mark.ADDED],
    )


def _saved_since(programme: Programme, base: Shown) -> list[Edition]:
    editions = Edition.objects.filter(programme=programme).defer("sheet", "search_text")
    return list(editions.filter(pk__gt=base.edition or 0).select_related("author")[:10])


def _who(edition: Edition) -> str:
    author = edition.author
    return (author.get_full_name() or author.get_username()) if author else "La mise en place"


def _names(saves: list[Edition]) -> str:
    """With their verb: « Camille et Dominique ont »."""
    names = list(dict.fromkeys(map(_who, saves)))
    return f"{listed(names)} {'ont' if len(names) > 1 else 'a'}" if names else "Quelqu’un a"


def _told(page: Page, taken: list[Taken], programme: Programme, base: Shown) -> str:
    places = dict.fromkeys(_place_of(page, one) for one in taken)
    return (
        f"{_names(_saved_since(programme, base))} modifié cette formation pendant que vous y "
        f"travailliez. C’est gardé avec ce que vous avez tapé{NARROW}: {listed(places)}."
    )


def _place_of(page: Page, one: Taken) -> str:
    if not one.group:
        return page.label("", one.name)
    parts = [page.group_title(one.group), page.row_title(one.group, one.row)]
    if one.name == "order":
        parts.append("ordre")
    elif one.name:
        parts.append(page.label(one.group, one.name))
    return " › ".join(filter(None, parts))


def _ask(
    model_admin: Any,
    request: HttpRequest,
    row: Any,
    programme: Programme,
    page: Page,
    merged: Merged,
    base: Shown,
) -> HttpResponse:
    chosen = _choices(request.POST)
    saves = _saved_since(programme, base)
    choices = [_choice(page, one, chosen.get(one.key, "")) for one in merged.differences]
    context = {
        **model_admin.admin_site.each_context(request),
        "title": "Deux personnes ont modifié la même chose",
        "opts": model_admin.opts,
        "programme": programme,
        "subject": row,
        "saves": [(_who(save), moment(save.created_at)) for save in saves],
        "who": _names(saves),
        "choices": choices,
        "unanswered": any(name.startswith(KEEP) for name in request.POST),
        "taken": list(dict.fromkeys(_place_of(page, one) for one in merged.taken)),
        "sent": list(_carried(request.POST, {choice.name for choice in choices})),
        "address": request.get_full_path(),
    }
    return TemplateResponse(request, "admin/conflict.html", context, status=409)


def _carried(data: QueryDict, asked: set[str]) -> Iterator[tuple[str, str]]:
    """Every word of the form, to be sent again as it is; what was chosen already holds."""
    for name, values in data.lists():
        if name not in {"csrfmiddlewaretoken", REVIEW, *asked}:
            yield from ((name, value) for value in values)
