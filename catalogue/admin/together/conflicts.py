"""Two people at once: nobody saves over what another has saved since the page was opened.

Each form carries what it showed. A save compares that with what was typed and with what is saved
now, under a lock. What only one person changed is kept; where both changed the same
thing, nothing is saved and the person chooses (409). See docs/decisions/0008.
"""

import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.contrib import messages
from django.contrib.admin.utils import flatten_fieldsets
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse

from catalogue.admin.kit.moments import moment
from catalogue.admin.kit.review import REVIEW
from programmes.comparison import Mark, Segment, word_marks
from programmes.nouns import quoted
from programmes.typography import NARROW, listed

from .keeping import resume, words_of
from .merging import Difference, Merged, Shown, Taken, merge
from .saves import Save, Saves
from .texts import FormTexts

SHOWN: Final = "_shown"
KEEP: Final = "_keep:"
# As long as any text of a form.
_WHOLE: Final = 5000


def guard(model_admin: Any, request: HttpRequest, row: Any, saves: Saves) -> HttpResponse | None:
    """Before a form is read, under the lock: brings it up to date, or answers in its place."""
    if not model_admin.has_change_permission(request, row):
        return None
    page = _page_now(model_admin, request, row)
    now = page.shown(saves.newest())
    request.shown_now = now  # type: ignore[attr-defined]
    base = Shown.load(request.POST.get(SHOWN, "")) or page.never_shown(now)
    request.POST = page.with_new_groups(request.POST, base)  # type: ignore[assignment]
    typed = page.typed(request.POST)
    if typed is None:
        return None
    if lost := page.no_longer_asked(request.POST, base):
        messages.warning(request, _lost(lost, Since(saves, saves.since(base.newest_save))))
    base = page.still_asked(base)
    if base.says_the_same(now):
        return None
    merged = merge(base, typed, now, _choices(request.POST))
    since = Since(saves, saves.since(base.newest_save))
    if merged.differences:
        return _let_choose(model_admin, request, page, merged, since)
    if merged.taken:
        messages.info(request, _told(page, merged.taken, since))
    request.POST = page.data(request.POST, merged.typed)  # type: ignore[assignment]
    return None


def _page_now(model_admin: Any, request: HttpRequest, row: Any) -> FormTexts:
    """The form and its rows as a GET would show them."""
    asked: Any = copy.copy(request)
    asked.method = "GET"
    names = flatten_fieldsets(model_admin.get_fieldsets(asked, row))
    form = model_admin.get_form(asked, row, change=True, fields=names)(instance=row)
    return FormTexts(form, model_admin.formsets_of(asked, row))


def gone(model_admin: Any, request: HttpRequest) -> HttpResponse:
    """The row of this page was removed, or written again by a restore: its words are kept.

    The way back leads to the row that now bears the name, else to a new one.
    """
    if not model_admin.has_change_permission(request):
        raise Http404
    twin = model_admin.written_again(request)
    if twin:
        address = reverse(
            f"admin:{model_admin.opts.app_label}_{model_admin.opts.model_name}_change",
            args=[twin.pk],
        )
        sent = words_of(request.POST)
        text = "Cette page a été restaurée ou importée pendant que vous y travailliez."
    else:
        address = model_admin.address_of_new(request)
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


def first_shown(request: HttpRequest, name: str) -> list[str]:
    """What a field of the page held when it was opened."""
    base = Shown.load(request.POST.get(SHOWN, ""))
    return base.fields.get(name, []) if base else []


def _as_new(name: str, value: str) -> str:
    """No row is known any more: all are new."""
    if name.endswith("-INITIAL_FORMS"):
        return "0"
    return "" if re.fullmatch(r"\w+-\d+-(id|bloc|unit|centre)", name) else value


def what_is_shown(request: HttpRequest, context: dict[str, Any], saves: Saves) -> str:
    """For the form to carry, so that the next save can tell what changed since."""
    shown: Shown | None = getattr(request, "shown_now", None)
    if shown is None:
        formsets = [one.formset for one in context["inline_admin_formsets"]]
        shown = FormTexts(context["adminform"].form, formsets).shown(saves.newest())
    return shown.dump()


def _choices(data: QueryDict) -> dict[str, str]:
    chosen = ((name, str(value)) for name, value in data.items() if name.startswith(KEEP))
    return {name.removeprefix(KEEP): value for name, value in chosen}


# In words


@dataclass(frozen=True, slots=True)
class ConflictChoice:
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


def _choice(page: FormTexts, one: Difference, chosen: str) -> ConflictChoice:
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
    return ConflictChoice(
        f"{KEEP}{one.key}",
        place,
        label,
        one.mark,
        chosen,
        [segment for segment in marks if segment.mark is not Mark.REMOVED],
        [segment for segment in marks if segment.mark is not Mark.ADDED],
    )


@dataclass(frozen=True, slots=True)
class Since:
    """The saves made since the page was opened."""

    of: Saves
    saves: list[Save]

    @property
    def names(self) -> str:
        """With their verb: « Camille et Dominique ont »."""
        names = list(dict.fromkeys(save.who for save in self.saves))
        return f"{listed(names)} {'ont' if len(names) > 1 else 'a'}" if names else "Quelqu’un a"


def _told(page: FormTexts, taken: list[Taken], since: Since) -> str:
    places = dict.fromkeys(_place_of(page, one) for one in taken)
    return (
        f"{since.names} modifié {since.of.this} pendant que vous y travailliez. "
        f"C’est gardé avec ce que vous avez tapé{NARROW}: {listed(places)}."
    )


def _lost(texts: list[str], since: Since) -> str:
    """Another kind was chosen meanwhile: what was typed is told, for it has no place any more."""
    return (
        f"{since.names} modifié {since.of.this} pendant que vous y travailliez{NARROW}: des champs "
        f"n’y sont plus. Ce que vous y aviez tapé n’est pas enregistré{NARROW}: "
        f"{listed(quoted(text, _WHOLE) for text in texts)}."
    )


def _place_of(page: FormTexts, one: Taken) -> str:
    if not one.group:
        return page.label("", one.name)
    parts = [page.group_title(one.group), page.row_title(one.group, one.row)]
    if one.name == "order":
        parts.append("ordre")
    elif one.name:
        parts.append(page.label(one.group, one.name))
    return " › ".join(filter(None, parts))


def _let_choose(
    model_admin: Any, request: HttpRequest, page: FormTexts, merged: Merged, since: Since
) -> HttpResponse:
    chosen = _choices(request.POST)
    choices = [_choice(page, one, chosen.get(one.key, "")) for one in merged.differences]
    context = {
        **model_admin.admin_site.each_context(request),
        "title": "Deux personnes ont modifié la même chose",
        "opts": model_admin.opts,
        "subject": page.form.instance,
        "programme": since.of.programme,
        "this": since.of.this,
        "saves": [(save.who, moment(save.at)) for save in since.saves],
        "who": since.names,
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
