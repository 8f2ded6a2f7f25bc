"""What a duty is made of, and the states it can be in."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias

from django.db.models import TextChoices

from programmes.sections import sections_of
from programmes.sheet import Sheet

Says: TypeAlias = Callable[[Sheet], bool]
SaysToday: TypeAlias = Callable[[Sheet, date], bool]


class Severity(TextChoices):
    BLOCKING = "blocking", "bloquante"
    WARNING = "warning", "à compléter"


class Fulfilment(TextChoices):
    DONE = "done", "publiée"
    MISSING = "missing", "manquante"
    STALE = "stale", "périmée"
    NOT_APPLICABLE = "not_applicable", "sans objet"


class Owner(TextChoices):
    """Whose admin page holds the field."""

    PROGRAMME = "programme", "page de la formation"
    CENTRE = "centre", "page du centre"


@dataclass(frozen=True, slots=True)
class Passage:
    """Where the public page says it: a name for people, the end of an address for their browser.

    A section that has no content is not on the page, and neither is its anchor.
    """

    title: str
    anchor: str
    section: str = ""

    def is_on_page(self, sheet: Sheet, today: date) -> bool:
        return not self.section or self.section in {one.name for one in sections_of(sheet, today)}


@dataclass(frozen=True, slots=True)
class Field:
    """Where staff fill it in: the part of the programme's page, or the centre's page."""

    owner: Owner
    part: str
    name: str


@dataclass(frozen=True, slots=True)
class Duty:
    """One mention. `requires`: what satisfies it, a French sentence that holds for every kind of
    programme. `goes_stale`: when it no longer does, as it follows « périmée ». `contract_source`:
    what else asks for it where there are apprentices."""

    code: str
    label: str
    source: str
    severity: Severity
    requires: str
    passage: Passage
    field: Field
    is_met: Says
    applies: Says = lambda _sheet: True
    is_stale: SaysToday = lambda _sheet, _today: False
    goes_stale: str = ""
    contract_source: str = ""

    def concerns(self, sheet: Sheet) -> bool:
        """Not where there is no such field to fill in: an RS certification has no exemptions."""
        of_programme = self.field.owner is Owner.PROGRAMME
        return self.applies(sheet) and not (
            of_programme and self.field.name and not sheet.profile.has(self.field.name)
        )


@dataclass(frozen=True, slots=True)
class DutyState:
    """A duty as it stands on one sheet, in the words of its kind."""

    duty: Duty
    fulfilment: Fulfilment
    sheet: Sheet

    @property
    def source(self) -> str:
        also = self.duty.contract_source if self.sheet.is_work_study else ""
        return "\u202f; ".join(filter(None, (self.duty.source, also)))

    @property
    def is_open(self) -> bool:
        """Staff have something to do."""
        return self.fulfilment in {Fulfilment.MISSING, Fulfilment.STALE}

    @property
    def blocks(self) -> bool:
        return self.is_open and self.duty.severity is Severity.BLOCKING

    @property
    def passage(self) -> Passage | None:
        """Where the page says it, while it does: a stale mention is still read there."""
        if self.fulfilment not in {Fulfilment.DONE, Fulfilment.STALE}:
            return None
        passage = self.duty.passage
        title = self.sheet.profile.titles.get(passage.section, passage.title)
        return replace(passage, title=title)
