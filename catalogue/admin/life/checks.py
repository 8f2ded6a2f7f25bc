"""What a programme's draft still asks of staff: open duties and the linter's remarks."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.db.models import Max
from django.utils import timezone

from catalogue.duties import DutyState, Fulfilment, Owner, state_of_duties
from catalogue.life import addresses
from catalogue.life.addresses import Notice
from catalogue.life.reading import Draft
from programmes import sheet as sheets
from programmes.linting import NOBODY, Others, Remark, Severity, lint
from programmes.linting.remark import IDENTITY
from programmes.linting.strangers import Measured, Other, measured
from programmes.models import DeadLink, Edition, KeyFigure, Programme
from programmes.naming.labels import LABELS
from programmes.sheet import Sheet
from programmes.typography import capitalized, long_date
from programmes.vocabulary import Registry

from .places import anchor_of, field_address, kind_page, part_anchor


@dataclass(frozen=True, slots=True)
class OpenDuty:
    state: DutyState
    address: str  # where staff fill it in

    @property
    def anchor(self) -> str:
        """Of the programme's page, where a link must not leave what one is typing."""
        field = self.state.duty.field
        return anchor_of(field.name, field.part) if field.owner is Owner.PROGRAMME else ""


@dataclass(frozen=True, slots=True)
class PlacedRemark:
    remark: Remark
    anchor: str  # on the programme's page
    address: str = ""  # of another page, where what it is about stands on no form

    @property
    def is_wrong(self) -> bool:
        return self.remark.severity is Severity.WRONG


@dataclass(frozen=True, slots=True)
class Checks:
    """`sheet`: what was checked; None for a draft that no sheet can hold.

    `address`: what publishing it would take from another programme, if anything.
    """

    sheet: Sheet | None
    duties: tuple[OpenDuty, ...] = ()
    remarks: tuple[PlacedRemark, ...] = ()
    address: Notice | None = None

    @property
    def is_readable(self) -> bool:
        return self.sheet is not None

    @property
    def blocking(self) -> tuple[OpenDuty, ...]:
        return tuple(one for one in self.duties if one.state.blocks)

    @property
    def missing(self) -> tuple[OpenDuty, ...]:
        return self._in_state(Fulfilment.MISSING)

    @property
    def stale(self) -> tuple[OpenDuty, ...]:
        return self._in_state(Fulfilment.STALE)

    def _in_state(self, fulfilment: Fulfilment) -> tuple[OpenDuty, ...]:
        return tuple(one for one in self.duties if one.state.fulfilment is fulfilment)

    def in_part(self, name: str) -> "Checks":
        """Those about one part of the programme's page."""
        return Checks(
            self.sheet,
            tuple(one for one in self.duties if one.state.duty.field.part == name),
            tuple(one for one in self.remarks if one.anchor == part_anchor(name)),
        )

    def owned_by(self, owner: Owner) -> "Checks":
        """Those that are settled on one page: the programme's, or its centre's."""
        duties = tuple(one for one in self.duties if one.state.duty.field.owner is owner)
        return Checks(self.sheet, duties, self.remarks)

    def __bool__(self) -> bool:
        return bool(self.duties or self.remarks or not self.is_readable)


def checks(
    draft: Draft,
    published: Sheet | None,
    today: date,
    dead: Mapping[str, str],
    titles: Mapping[str, Mapping[str, str]],
    address: Notice | None = None,
    others: Others = NOBODY,
) -> Checks:
    """`published`: what the public reads, or read last; `dead`: as `dead_links` has it;
    `titles`: as `registered_titles` has them; `address`: what is to be told of it; `others`: as
    `neighbours` has them."""
    sheet = draft.found
    if sheet is None:
        return Checks(None)
    states = [state for state in state_of_duties(sheet, today) if state.is_open]
    states.sort(key=lambda state: not state.blocks)
    return Checks(
        sheet,
        duties=tuple(
            OpenDuty(one, field_address(one.duty.field, draft.programme)) for one in states
        ),
        remarks=tuple(
            PlacedRemark(one, part_anchor(one.section), _emptied_at(one, draft))
            for one in (
                *_of_address(address),
                *lint(sheet, today, published, dead, titles, others),
            )
        ),
        address=address,
    )


def _emptied_at(remark: Remark, draft: Draft) -> str:
    """Where a field is emptied that the kind does not have, and its forms do not show."""
    programme = draft.programme
    if remark.code != "lacked" or not programme.kind:
        return ""
    same = {"kind": programme.kind, "kind_label": programme.kind_label}
    return f"{kind_page(programme)}?{urlencode(same)}"


def _of_address(address: Notice | None) -> Iterator[Remark]:
    """The linter knows one sheet; an address has a past with other programmes."""
    if address:
        severity = Severity.WRONG if address.stops else Severity.DOUBTFUL
        place = capitalized(str(LABELS[Sheet]["slug"].noun))
        yield Remark("address", IDENTITY, place, address.sentence, severity)


def checks_now(draft: Draft) -> Checks:
    """Those of one draft, with what the public reads, the last check of links, what the catalogue
    calls its code, where its address led and the other programmes."""
    published = last_published_sheets([draft.programme]).get(draft.programme.pk)
    titles = registered_titles([draft])
    address = addresses.notice(draft.programme.slug, draft.programme)
    others = neighbours([draft])
    return checks(draft, published, timezone.localdate(), dead_links(), titles, address, others)


def dead_links() -> dict[str, str]:
    """Address → what the last check found wrong with it, and when; one query."""
    return {
        one.url: f"{one.problem}, le {long_date(one.checked_on)}" for one in DeadLink.objects.all()
    }


def registered_titles(drafts: Iterable[Draft]) -> dict[str, dict[str, str]]:
    """« RNCP38368 » → its exact titles, each with a programme of the catalogue that gives it; of
    the codes of these drafts; one query, or none."""
    stated = [draft.found for draft in drafts if draft.found and draft.found.exact_title]
    codes = {sheet.registry_code for sheet in stated} - {""}
    titles: dict[str, dict[str, str]] = {}
    if codes:
        rows = Programme.objects.live().filter(registry_code__in=codes).exclude(exact_title="")
        rows = rows.exclude(registry="").order_by("pk")
        for register, code, title, programme in rows.values_list(
            "registry", "registry_code", "exact_title", "short_title"
        ):
            titles.setdefault(Registry(register).whole(code), {}).setdefault(title, programme)
    return titles


def neighbours(drafts: Iterable[Draft]) -> Others:
    """All programmes on which staff work, with their figures that are those of these drafts too;
    two queries, or one."""
    figures: dict[int, set[Measured]] = {}
    found = [one for draft in drafts if draft.found for one in measured(draft.found).values()]
    if found:
        alike = KeyFigure.objects.filter(n__in={n for *_, n in found}).order_by()
        for row in alike.only("programme", "kind", "year", "value", "n"):
            if row.n and row.value is not None:
                one = (row.kind, row.year, row.value, row.n)
                figures.setdefault(row.programme_id, set()).add(one)
    names = ("short_title", "exact_title", "registry", "registry_code")
    return Others(
        Other(
            slug,
            short_title,
            tuple(filter(None, (short_title, exact_title, _registered(register, code)))),
            frozenset(figures.get(key, ())),
        )
        for key, slug, short_title, exact_title, register, code in (
            Programme.objects.live().values_list("pk", "slug", *names)
        )
    )


def _registered(register: str, code: str) -> str:
    return Registry(register).whole(code) if register and code else ""


def last_published_sheets(programmes: Iterable[Programme]) -> dict[int, Sheet]:
    """Primary key of a programme → the sheet that the public reads, or read last; one query."""
    last = (
        Edition.objects.published()
        .filter(programme__in=programmes)
        .order_by()
        .values("programme")
        .annotate(last=Max("pk"))  # the newest is the one that publishing numbers
        .values("last")
    )
    editions = Edition.objects.filter(pk__in=last).order_by()
    return {
        edition.programme_id: sheets.load(edition.sheet)
        for edition in editions.only("programme", "sheet")
    }
