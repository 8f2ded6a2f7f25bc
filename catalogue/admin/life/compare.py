"""What differs between two versions of a programme, for staff: on screen, aloud and on paper."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, Final

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from catalogue.admin.kit.moments import moment, to_the_millisecond, to_the_second
from catalogue.admin.kit.people import full_name
from catalogue.admin.kit.whole_numbers import whole_number
from catalogue.life import reading
from catalogue.life.reading import Draft
from programmes import sheet as sheets
from programmes.comparison import Change, ChangeKind, Comparison, Mark, Segment, compare
from programmes.models import Edition, Programme
from programmes.models.editions import EditionQuerySet
from programmes.naming.labels import NOT_STATED
from programmes.sheet import Sheet
from programmes.typography import NARROW, capitalized

from .frame import StaffPage, Visit

DRAFT: Final = "brouillon"
ONLINE: Final = "en-ligne"
# Editions to choose from; older ones are compared from the history.
LISTED: Final = 50
# Around a change, as much unchanged text as one needs to find the place.
CONTEXT: Final = 120

_KINDS: Final = {
    ChangeKind.ADDED: "Ajout",
    ChangeKind.REMOVED: "Retrait",
    ChangeKind.CHANGED: "Modification",
    ChangeKind.MOVED: "Déplacement",
}


@dataclass(frozen=True, slots=True)
class ShownChange:
    """A change with what the template needs to draw it."""

    change: Change
    kind: str
    runs: tuple[Segment, ...]

    @property
    def was_empty(self) -> bool:
        return self.change.old == NOT_STATED

    @property
    def is_empty(self) -> bool:
        return self.change.new == NOT_STATED


@dataclass(frozen=True, slots=True)
class ShownSection:
    title: str
    changes: tuple[ShownChange, ...]


def shown_sections(comparison: Comparison) -> list[ShownSection]:
    return [
        ShownSection(
            section.title,
            tuple(
                ShownChange(change, _KINDS[change.kind], excerpt(change.marks))
                for change in section.changes
            ),
        )
        for section in comparison.sections
    ]


def excerpt(marks: Sequence[Segment]) -> tuple[Segment, ...]:
    """Long runs of unchanged text, cut between words to what surrounds the changes."""
    last = len(marks) - 1
    return tuple(
        Segment(mark.mark, _cut(mark.text, index > 0, index < last))
        if mark.mark is Mark.EQUAL
        else mark
        for index, mark in enumerate(marks)
    )


def _cut(text: str, after_change: bool, before_change: bool) -> str:
    kept = CONTEXT * (after_change + before_change)
    if len(text) <= kept + CONTEXT:
        return text
    head = text[:CONTEXT].rpartition(" ")[0] if after_change else ""
    tail = text[-CONTEXT:].partition(" ")[2] if before_change else ""
    return " ".join(filter(None, (head, "[…]", tail)))


def in_words(edition: Edition, at: str = "") -> str:
    """« édition n° 3, en ligne » or « version du 24 novembre 2026 à 10 h 12 »."""
    if edition.number is None:
        return f"version du {at or moment(edition.created_at)}"
    return f"édition n° {edition.number}{', en ligne' if edition.current else ''}"


def moments(editions: Sequence[Edition]) -> dict[int, str]:
    """When each was saved: to the minute, and finer where two would bear the same name."""
    finest: dict[int, str] = {}
    ways: tuple[Callable[[datetime], str], ...] = (to_the_millisecond, to_the_second, moment)
    for write in ways:
        said = {edition.pk: write(edition.created_at) for edition in editions}
        times = Counter(said.values())
        finest |= {pk: at for pk, at in said.items() if times[at] == 1 or pk not in finest}
    return finest


def saved_by(edition: Edition) -> str:
    if edition.author is None:
        return "à la mise en place du site"
    return f"par {full_name(edition.author)}"


def light(programme: Programme) -> EditionQuerySet:
    """Its editions, without the columns that only readers of the whole need."""
    return Edition.objects.filter(programme=programme).defer("sheet", "search_text")


def online_or_last(programme: Programme) -> Edition | None:
    """What the draft is compared with: online now, else once published, else saved first."""
    editions = light(programme)
    return (
        editions.current().first()
        or editions.published().order_by("-number").first()
        or editions.order_by("pk").first()
    )


class VersionsForm(forms.Form):
    """Which two versions: the draft, what is online, or any edition of this programme."""

    de = forms.ChoiceField(label="De")
    a = forms.ChoiceField(label="À")

    def __init__(self, programme: Programme, asked: dict[str, str]) -> None:
        base = online_or_last(programme)
        first = ONLINE if base and base.current else str(base.pk) if base else DRAFT
        chosen = {"de": asked.get("de") or first, "a": asked.get("a") or DRAFT}
        super().__init__(chosen, label_suffix="")
        self.programme = programme
        choices = [(DRAFT, "Brouillon"), *self._editions(set(self.data.values()))]
        for name in ("de", "a"):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101
            field.choices = choices
            field.error_messages["invalid_choice"] = "Cette version n’est pas de cette formation."

    def _editions(self, asked: set[str]) -> list[tuple[str, str]]:
        editions = light(self.programme).select_related("author")
        listed = list(editions[:LISTED])
        known = {edition.pk for edition in listed}
        numbers = (whole_number(key) for key in asked)
        older = {number for number in numbers if number is not None} - known
        listed += editions.filter(pk__in=older)
        at = moments(listed)
        named = [(str(edition.pk), _name(edition, at[edition.pk])) for edition in listed]
        online = editions.current().first()
        return [(ONLINE, f"En ligne (édition n° {online.number})"), *named] if online else named

    def version(self, name: str) -> "Compared":
        key = self.cleaned_data[name]
        label = self._label(name)
        if key == DRAFT:
            dated = f"{label}, le {moment(timezone.now())}"
            return Compared(self._draft.sheet, label, dated)
        editions = self.programme.editions.select_related("author")
        edition = editions.get(current=True) if key == ONLINE else editions.get(pk=key)
        return Compared(sheets.load(edition.sheet), label, _dated(edition, label))

    @cached_property
    def _draft(self) -> Draft:
        """Read once, were it compared with itself."""
        return reading.of(self.programme.pk)

    def _label(self, name: str) -> str:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        choices: Any = field.choices
        return str(dict(choices)[self.cleaned_data[name]])


@dataclass(frozen=True, slots=True)
class Compared:
    """One of the two versions. `dated`: its name and dates, for whoever reads them on paper."""

    sheet: Sheet
    label: str
    dated: str


def _name(edition: Edition, at: str) -> str:
    """As one chooses it: a version that bears no number is told by who saved it and when."""
    said = capitalized(in_words(edition, at))
    return said if edition.number else f"{said}, {saved_by(edition)}"


def _dated(edition: Edition, label: str) -> str:
    if edition.published_at is None:
        return label  # which says it all
    said = f"{label}, enregistrée le {moment(edition.created_at)} {saved_by(edition)}"
    said = f"{said}, publiée le {moment(edition.published_at)}"
    return f"{said}, retirée le {moment(edition.withdrawn_at)}" if edition.withdrawn_at else said


def _page(visit: Visit) -> HttpResponse:
    form = VersionsForm(visit.programme, visit.request.GET.dict())
    context: dict[str, Any] = {"form": form, "compared": form.is_valid()}
    if form.is_valid():
        old, new = form.version("de"), form.version("a")
        comparison = compare(old.sheet, new.sheet)
        context |= {
            "sections": shown_sections(comparison),
            "count": len(comparison),
            "old": old,
            "new": new,
            "now": moment(timezone.now()),
        }
    return visit.show("compare", f"Comparer{NARROW}: {visit.programme.short_title}", **context)


PAGES = [StaffPage("<int:pk>/comparer/", "compare", _page)]


def address(programme_pk: int, old: object, new: object) -> str:
    page = reverse("admin:programmes_programme_compare", args=[programme_pk])
    return f"{page}?de={old}&a={new}"
