"""When a session can still be joined: judged by its whole window, not by its first day alone.

Page, card, paper and remarks ask here; `catalogue/wording/sessions.py` says it in words.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Protocol, TypeVar

from .vocabulary import IntakeState

#: Said of a programme that one may enter whenever one likes.
PERMANENT: Final = "entrées et sorties permanentes"


def named(starts_on: date, site: str | None) -> str:
    """By what a price names a session: « 2027-09-07, Campus du Nord »."""
    return ", ".join(filter(None, (starts_on.isoformat(), site)))


def told(name: str) -> tuple[date, str]:
    """The day and the site that such a name tells."""
    day, _, site = name.partition(", ")
    return date.fromisoformat(day), site


class Dated(Protocol):
    """A session's dates and its state: an intake of a sheet, or what a card keeps of it."""

    @property
    def starts_on(self) -> date: ...
    @property
    def ends_on(self) -> date | None: ...
    @property
    def applications_open_on(self) -> date | None: ...
    @property
    def applications_close_on(self) -> date | None: ...
    @property
    def state(self) -> IntakeState: ...


Session = TypeVar("Session", bound=Dated)


@dataclass(frozen=True, slots=True)
class Kept:
    """What an edition keeps of a session beside its sheet."""

    starts_on: date
    ends_on: date | None
    applications_open_on: date | None
    applications_close_on: date | None
    state: IntakeState


def has_begun(session: Dated, today: date) -> bool:
    return session.starts_on < today


def is_on_offer(session: Dated, today: date) -> bool:
    """Until its first day; where candidates are still taken, until its own closing date."""
    return not has_begun(session, today) or (
        session.applications_close_on is not None and takes_candidates(session, today)
    )


def takes_candidates(session: Dated, today: date) -> bool:
    """Now or later on, as far as its state and its dates say."""
    closes, ends = session.applications_close_on, session.ends_on
    is_over = ends is not None and ends < today
    return session.state.takes_candidates and not is_over and (closes is None or closes >= today)


def on_offer(sessions: Iterable[Session], today: date) -> tuple[Session, ...]:
    """Those that have not begun, and those that one can still join, in their order."""
    return tuple(sorted((one for one in sessions if is_on_offer(one, today)), key=_start))


def _start(session: Dated) -> date:
    return session.starts_on


_DATES = ("starts_on", "ends_on", "applications_open_on", "applications_close_on")


def stored(sessions: Iterable[Dated]) -> list[dict[str, str | None]]:
    """As JSON, for the card."""
    return [
        {name: day.isoformat() if (day := getattr(one, name)) else None for name in _DATES}
        | {"state": one.state.value}
        for one in sessions
    ]


def kept(rows: Iterable[dict[str, Any]]) -> tuple[Kept, ...]:
    def day(row: dict[str, Any], name: str) -> date | None:
        return date.fromisoformat(row[name]) if row[name] else None

    return tuple(
        Kept(
            date.fromisoformat(row["starts_on"]),
            day(row, "ends_on"),
            day(row, "applications_open_on"),
            day(row, "applications_close_on"),
            IntakeState(row["state"]),
        )
        for row in rows
    )
