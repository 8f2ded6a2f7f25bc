"""What the law and Qualiopi want published of a programme (mentions obligatoires), as data.

Pure: a sheet and a day in, the state of each duty out. A new version of the référentiel changes
the lists and nothing else. Why a duty blocks or only warns: docs/decisions/0007.
"""

from datetime import date
from typing import Final

from programmes.sheet import Sheet

from .documents import DOCUMENT_DUTIES
from .duty import Duty, DutyState, Field, Fulfilment, Owner, Passage, Severity
from .identity import IDENTITY_DUTIES
from .information import INFORMATION
from .questions import as_of, is_certifying
from .results import RESULTS_DUTIES

__all__ = [
    "DUTIES",
    "Duty",
    "DutyState",
    "Field",
    "Fulfilment",
    "Owner",
    "Passage",
    "Severity",
    "is_certifying",
    "state_of_duties",
]

DUTIES: Final[tuple[Duty, ...]] = (
    *INFORMATION,
    *RESULTS_DUTIES,
    *IDENTITY_DUTIES,
    *DOCUMENT_DUTIES,
)


def state_of_duties(sheet: Sheet, today: date) -> tuple[DutyState, ...]:
    """Each duty with its state on that day, in the order of the list."""
    known = as_of(sheet, today)
    return tuple(DutyState(duty, _fulfilment(duty, known, today), sheet) for duty in DUTIES)


def _fulfilment(duty: Duty, sheet: Sheet, today: date) -> Fulfilment:
    if not duty.concerns(sheet):
        return Fulfilment.NOT_APPLICABLE
    if not (duty.is_met(sheet) and duty.passage.is_on_page(sheet, today)):
        return Fulfilment.MISSING
    return Fulfilment.STALE if duty.is_stale(sheet, today) else Fulfilment.DONE
