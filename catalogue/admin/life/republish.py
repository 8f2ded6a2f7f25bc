"""Republishing the programmes that a change of the centre, of a site or of a scheme has touched.

Those are edited once and used by all programmes, while each page online stays as it was published.
Here one reads what differs, programme by programme, and publishes all those ticked in one go: all
of them or none.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from catalogue.admin.kit import review
from catalogue.admin.kit.copies import done
from catalogue.admin.kit.errors import Typeset
from catalogue.admin.kit.whole_numbers import whole_number
from catalogue.life import addresses, publishing, reading
from catalogue.life.addresses import Notice
from catalogue.life.reading import Draft, Refused
from programmes import sheet as sheets
from programmes.comparison import compare
from programmes.models import Edition, Programme, TrainingCentre
from programmes.models.programme import ProgrammeQuerySet
from programmes.sheet import Sheet

from .checks import Checks, checks
from .compare import ShownSection, shown_sections
from .frame import StaffPage, Visit, may_publish
from .publish import OneLineField, PublishForm

# Published in one transaction, for which other writers wait: the rest comes after.
AT_ONCE: Final = 60


class RepublishForm(Typeset, forms.Form):
    note = OneLineField(
        label=PublishForm.base_fields["note"].label,
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
        help_text=(
            "La même pour chaque formation cochée, en une phrase (300 caractères au plus). "
            "L’équipe la lit dans l’historique\u202f; elle n’est pas publique."
        ),
    )


@dataclass(frozen=True, slots=True)
class Touched:
    """A programme online whose centre, sites or schemes are no longer what its page says."""

    draft: Draft
    edition: Edition
    online: Sheet
    has_own_changes: bool  # and its own rows differ as well

    @property
    def programme(self) -> Programme:
        return self.draft.programme

    @property
    def mark(self) -> str:
        """That of what is compared, and whose it is."""
        return f"{self.programme.pk}-{self.draft.mark(self.edition)}"

    def checks(self) -> Checks:
        return checks(self.draft, self.online, timezone.localdate(), {}, {})


@dataclass(frozen=True, slots=True)
class Line:
    """A touched programme as the page shows it."""

    touched: Touched
    sections: list[ShownSection]
    count: int
    blocking: tuple[Any, ...]
    address: Notice | None
    is_ticked: bool


def touched(drafts: Sequence[Draft]) -> list[Touched]:
    """Those that shared rows have touched, in two queries.

    A draft that no sheet can hold is left out: its own page says what is wrong with it.
    """
    editions = Edition.objects.current().filter(programme__in=[one.programme for one in drafts])
    current = {one.programme_id: one for one in editions.order_by().defer("search_text")}
    centres = set(TrainingCentre.objects.values_list("name", flat=True)) if current else set()
    found = []
    for draft in drafts:
        edition = current.get(draft.programme.pk)
        if edition is None or draft.found is None:
            continue
        online = sheets.load(edition.sheet)
        carried = with_shared_rows_of(online, draft.found, centres)
        if carried != online:
            found.append(Touched(draft, edition, online, carried != draft.found))
    return found


def with_shared_rows_of(online: Sheet, draft: Sheet, centres: set[str]) -> Sheet:
    """The sheet online, had only the shared rows changed since. `centres`: the names of today.

    A sheet names rows and knows no key: a centre whose former name is still somebody's was not
    renamed, the programme went to another; a site that went where another came was renamed.
    """
    if online.centre.name != draft.centre.name and online.centre.name in centres:
        return online
    sites = _renamed(
        [site.name for site in online.centre.sites], [site.name for site in draft.centre.sites]
    )
    schemes = {option.scheme.code: option.scheme for option in draft.funding_options}
    intakes = tuple(
        row.model_copy(update={"site": sites.get(row.site) if row.site else None})
        for row in online.intakes
    )
    names = {before.name: today.name for before, today in zip(online.intakes, intakes, strict=True)}
    return online.model_copy(
        update={
            "centre": draft.centre,
            "intakes": intakes,
            "funding_options": tuple(
                row.model_copy(
                    update={
                        "scheme": schemes.get(row.scheme.code, row.scheme),
                        "intake": names[row.intake] if row.intake else None,
                        "site": sites.get(row.site) if row.site else None,
                    }
                )
                for row in online.funding_options
            ),
        }
    )


def _renamed(before: list[str], today: list[str]) -> dict[str, str]:
    """Names of before → names of today; those that are gone have none."""
    gone = [name for name in before if name not in today]
    came = [name for name in today if name not in before]
    renamed = dict(zip(gone, came, strict=True)) if len(gone) == len(came) else {}
    return {name: name for name in before if name in today} | renamed


def all_touched(among: ProgrammeQuerySet | None = None) -> list[Touched]:
    """Those online, in the order of the list."""
    programmes = Programme.objects.live() if among is None else among.live()
    return touched(reading.of_all(programmes.filter(editions__current=True)))


# After a shared row was saved


def tell(request: HttpRequest, among: ProgrammeQuerySet) -> None:
    """How many pages online show what it was before, and where to go from there."""
    count = len(all_touched(Programme.objects.filter(pk__in=among.values("pk"))))
    if not count:
        return
    many = "s" if count > 1 else ""
    verb = "montrent" if count > 1 else "montre"
    said = f"{count} formation{many} en ligne {verb} encore les anciennes informations."
    if may_publish(request):
        page = reverse("admin:programmes_programme_republish")
        said = format_html('{} <a href="{}">Republier les formations touchées</a>', said, page)
    messages.warning(request, said)


# The page


def _page(visit: Visit) -> HttpResponse:
    request = visit.request
    if not visit.acts:
        return _before_republishing(visit)
    form = RepublishForm(request.POST, label_suffix="")
    if review.is_asked(request):
        review.tell(request, "republiez")
    elif form.is_valid():
        try:
            published = _publish(visit, form.cleaned_data["note"])
        except Refused as reason:
            messages.warning(request, f"Rien n’est publié\u202f: {reason}")
        else:
            done(request, _told(published))
            return HttpResponseRedirect(request.path)
    return _before_republishing(visit, form)


PAGES = [StaffPage("republier/", "republish", _page, rights=("publish",), takes_post=True)]


def _told(published: list[Edition]) -> str:
    if len(published) == 1:
        return "Une formation est republiée."
    return f"{len(published)} formations sont republiées."


def _ticked(request: HttpRequest) -> dict[int, str]:
    """Primary key → mark of what was read, for each box ticked; anything else is no box of ours."""
    marks = {mark.partition("-")[0]: mark for mark in request.POST.getlist("read")}
    numbered = {whole_number(key): mark for key, mark in marks.items()}
    return {key: mark for key, mark in numbered.items() if key is not None}


@transaction.atomic
def _publish(visit: Visit, note: str) -> list[Edition]:
    """All of them or none. Raises `Refused`."""
    ticked = _ticked(visit.request)
    if not ticked:
        raise Refused("cochez au moins une formation.")
    if len(ticked) > AT_ONCE:
        raise Refused(f"cochez {AT_ONCE} formations au plus.")
    publishing.lock(*ticked)
    found = all_touched(Programme.objects.filter(pk__in=ticked))
    if sorted(one.mark for one in found) != sorted(ticked.values()):
        raise Refused(_MOVED)
    blocked = [one.programme.short_title for one in found if one.checks().blocking]
    if blocked:
        names = ", ".join(f"«\u202f{name}\u202f»" for name in blocked)
        raise Refused(f"complétez d’abord les mentions indispensables de {names}.")
    return [_publish_one(visit, one, note) for one in found]


_MOVED: Final = "une formation cochée a changé entre-temps. Relisez ce qui suit, puis republiez."


def _publish_one(visit: Visit, one: Touched, note: str) -> Edition:
    try:
        edition = publishing.put_online(one.draft, visit.author, note)
    except Refused as refusal:
        raise Refused(f"«\u202f{one.programme.short_title}\u202f». {refusal}") from refusal
    visit.admin.log_change(visit.request, one.programme, "Publiée.")
    return edition


def _before_republishing(visit: Visit, form: RepublishForm | None = None) -> HttpResponse:
    found = all_touched()
    ticked = None if form is None else set(_ticked(visit.request))
    shown = found[:AT_ONCE]
    of_addresses = addresses.notices([one.programme for one in shown])
    lines = [_line(one, of_addresses.get(one.programme.pk), ticked) for one in shown]
    return visit.show(
        "republish",
        "Republier les formations touchées",
        form=form or RepublishForm(label_suffix=""),
        count=len(found),
        shared=[line for line in lines if not line.touched.has_own_changes],
        own=[line for line in lines if line.touched.has_own_changes],
        can_publish=any(not line.blocking for line in lines),
        shown=len(lines),
    )


def _line(one: Touched, address: Notice | None, ticked: set[int] | None) -> Line:
    """Ticked at first when nothing else than shared rows would be published with it."""
    comparison = compare(one.online, one.draft.sheet)
    return Line(
        one,
        shown_sections(comparison),
        len(comparison),
        one.checks().blocking,
        address,
        is_ticked=not one.has_own_changes if ticked is None else one.programme.pk in ticked,
    )
