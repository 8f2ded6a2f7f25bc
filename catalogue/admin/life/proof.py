"""The proof sheet (feuille de preuve): what an auditor wants to see of one edition, on paper."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from catalogue.admin.kit.whole_numbers import whole_number
from catalogue.duties import DutyState, Fulfilment, state_of_duties
from catalogue.life import reading
from programmes import sheet as sheets
from programmes.models import Edition, Programme
from programmes.sheet import Sheet

from .frame import StaffPage, Visit
from .places import field_address


@dataclass(frozen=True, slots=True)
class Line:
    """A duty on the sheet: its state, where the public reads it, where staff fill it in."""

    state: DutyState
    said: str
    source: SafeString
    passage: str  # its address, or nothing where no page says it
    field: str


def _page(visit: Visit) -> HttpResponse:
    programme = visit.programme
    edition = _chosen(programme, visit.request.GET.get("edition", ""))
    sheet = _sheet(programme, edition)
    today = timezone.localdate()
    states = state_of_duties(sheet, today) if sheet else ()
    return visit.show(
        "proof",
        "Feuille de preuve",
        edition=edition,
        sheet=sheet,
        public=_public_address(edition),
        today=today,
        lines=[_line(state, programme, edition) for state in states],
        counts=_counts(states, edition),
        others=_others(programme, edition),
    )


PAGES = [StaffPage("<int:pk>/preuve/", "proof", _page)]


def _chosen(programme: Programme, number: str) -> Edition | None:
    """The edition that was asked for; without a question the one online; None is the draft."""
    published = programme.editions.published()
    if not number:
        return published.current().first()
    wanted = whole_number(number, digits=9)
    if wanted is None:
        raise Http404
    return get_object_or_404(published, number=wanted)


def _sheet(programme: Programme, edition: Edition | None) -> Sheet | None:
    """None: a draft that no sheet can hold."""
    return sheets.load(edition.sheet) if edition else reading.of(programme.pk).found


def _line(state: DutyState, programme: Programme, edition: Edition | None) -> Line:
    page = _public_address(edition) or _staff_address(programme, edition)
    passage = state.passage
    anchor = f"#{passage.anchor}" if passage and passage.anchor else ""
    return Line(
        state,
        said=_said(state.fulfilment, edition),
        source=_unbroken(state.source),
        passage=page + anchor if passage else "",
        field=field_address(state.duty.field, programme),
    )


def _said(fulfilment: Fulfilment, edition: Edition | None) -> str:
    """Nothing of a draft is published: what it fulfils, it has ready."""
    if edition is None and fulfilment is Fulfilment.DONE:
        return "remplie"
    return str(fulfilment.label)


# « L6231-2 »: a browser ends a line after a hyphen.
_CODE: Final = re.compile(r"(\S*\d-\d\S*)")


def _unbroken(source: str) -> SafeString:
    """Its codes each in one piece."""
    parts = enumerate(_CODE.split(source))
    return format_html_join(
        "",
        "{}",
        (
            (format_html('<span class="code">{}</span>', part) if at % 2 else part,)
            for at, part in parts
        ),
    )


def _public_address(edition: Edition | None) -> str:
    """Whole, because it is printed; nothing for an edition that visitors no longer see."""
    if edition is None or not edition.current:
        return ""
    return settings.SITE_URL + reverse("programme", args=[edition.slug])


def _staff_address(programme: Programme, edition: Edition | None) -> str:
    """Where staff read what visitors do not: a past edition, or the draft."""
    if edition is None:
        return reverse("admin:programmes_programme_preview", args=[programme.pk])
    return reverse("admin:programmes_edition_read", args=[edition.pk])


def _counts(states: tuple[DutyState, ...], edition: Edition | None) -> list[str]:
    """« 20 publiées », « 3 sans objet »."""
    found = [state.fulfilment for state in states]
    numbers = [(one, found.count(one)) for one in Fulfilment if one in found]
    return [
        f"{number} {_said(one, edition)}"
        + ("s" if number > 1 and one is not Fulfilment.NOT_APPLICABLE else "")
        for one, number in numbers
    ]


def _others(programme: Programme, shown: Edition | None) -> list[tuple[int, date, bool]]:
    """The other published editions, newest first: number, date, whether it is online."""
    editions = programme.editions.published().order_by("-number")
    rows = editions.values_list("number", "published_at", "current")
    return [
        (number, timezone.localdate(moment), current)
        for number, moment, current in rows
        if number is not None and moment is not None
        if shown is None or number != shown.number
    ]
