"""What one does next: where applications stand today, and the one thing to press.

Pure, from the sheet and the day: a page says another thing as days pass.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import quote

from programmes import phones, sessions, web
from programmes.nouns import Noun
from programmes.sheet import Intake, Sheet
from programmes.text import legible
from programmes.typography import NARROW, count, listed, long_date, typeset
from programmes.vocabulary import IntakeState

from .award import registration
from .centre import reach
from .sessions import (
    applications,
    applications_on_paper,
    as_of,
    in_brief,
    next_start,
    opens_later,
    window,
)


@dataclass(frozen=True, slots=True)
class Step:
    """When one may start, and where its applications stand on that day; empty where unknown.

    `brief`: in the few words that a bar has room for. `passes`: another day may say otherwise.
    """

    start: str
    state: str = ""
    brief: str = ""
    passes: bool = False


@dataclass(frozen=True, slots=True)
class Action:
    """The one thing to press. `host`: the site that it leads to, where it leaves ours."""

    label: str
    url: str
    host: str = ""


def next_step(sheet: Sheet, today: date) -> Step:
    registered = registration(sheet, today)
    if registered and registered.ended:
        # Nobody may enter any more, whatever sessions are still stated.
        return Step("", f"plus d’entrée{NARROW}: {registered.said}", "plus d’entrée")
    offered = sessions.on_offer(sheet.intakes, today)
    if sheet.permanent_entry or not offered:
        known = next_start(
            sheet.intakes,
            sheet.start_month,
            sheet.profile.start,
            today,
            permanent=sheet.permanent_entry,
        )
        return Step(known.text, brief=_without_dates(sheet), passes=known.passes)
    joined = [one for one in offered if sessions.takes_candidates(one, today)]
    if joined:
        return _of_session(joined[0], offered, sheet.profile.start, today)
    return _of_none(sheet, offered, today)


#: Sessions that a line of paper names one by one.
_NAMED: Final = 3


def step_on_paper(sheet: Sheet, day: date) -> Step:
    """What stays true of it: the dates of each session on offer that day, states with that day."""
    step = next_step(sheet, day)
    if not step.passes:
        return step
    offered = sessions.on_offer(sheet.intakes, day)
    if not offered:
        return Step("", as_of(step.start, day))
    # The one that the page names, then the others in their order.
    joined = [one for one in offered if sessions.takes_candidates(one, day)]
    first = next(iter([*joined, *offered]))
    others = [one for one in offered if one is not first]
    said = [_candidates_on_paper(first, day)]
    said += [
        f"aussi le {long_date(one.starts_on)}, {_candidates_on_paper(one, day)}"
        for one in others[: _NAMED - 1]
    ]
    if further := others[_NAMED - 1 :]:
        said.append(f"puis {listed(long_date(one.starts_on) for one in further)}")
    return Step(_started(first, sheet.profile.start, day), f"{NARROW}; ".join(said))


def _candidates_on_paper(session: Intake, day: date) -> str:
    said = applications_on_paper(session, day)
    if not said:
        return as_of(str(session.state.label), day)
    return f"candidatures {said}" if window(session) else said


def _without_dates(sheet: Sheet) -> str:
    if sheet.permanent_entry:
        return "entrée toute l’année"
    if sheet.start_month:
        return f"{sheet.profile.start.text} en {sheet.start_month.label}"
    return "dates à venir" if sheet.intakes else ""


def _of_session(session: Intake, offered: tuple[Intake, ...], word: Noun, today: date) -> Step:
    """The first that one can join; an earlier one that is full is named, lest it is looked for."""
    state = [_state(session, today)]
    if session.places and session.state is IntakeState.OPEN:
        state.append(count(session.places, "place"))
    state += [
        f"{one.state.label} pour le {long_date(one.starts_on)}"
        for one in offered
        if one.state is IntakeState.FULL and one.starts_on < session.starts_on
    ]
    return Step(
        _started(session, word, today), ", ".join(state), in_brief(session, today), passes=True
    )


def _started(session: Intake, word: Noun, today: date) -> str:
    day = long_date(session.starts_on)
    return f"{word.agree('commencé')} le {day}" if sessions.has_begun(session, today) else day


def _state(session: Intake, today: date) -> str:
    if opens_later(session, today):
        return f"candidatures {window(session)}"
    return applications(session, today)


def _of_none(sheet: Sheet, offered: tuple[Intake, ...], today: date) -> Step:
    """Full or closed, all of them; the next one is that of the usual month, another year."""
    first, word = offered[0], sheet.profile.start
    state = applications(first, today)
    following = ""
    if sheet.start_month:
        following = f"{word.agree('prochain')} {word.text} en {sheet.start_month.label}"
    return Step(
        long_date(first.starts_on),
        f"{state}{NARROW}; {following}, dates à venir" if following else state,
        following or state,
        passes=True,
    )


#: What a message about a programme is called in the centre's mailbox.
_SUBJECT: Final = "Question sur la formation"


def action(sheet: Sheet) -> Action | None:
    """The first way there is to ask: write, call, or the centre's site. None: nobody is told."""
    there = reach(sheet)
    if email := legible(there.email).strip():
        subject = quote(f"{_SUBJECT} {typeset(sheet.short_title)}".strip())
        return Action("Écrire au centre", f"mailto:{email}?subject={subject}")
    if number := phones.dialled(there.phone):
        return Action(f"Appeler le {legible(there.phone)}", f"tel:{number}")
    if followed := web.followed(there.website):
        return Action("Voir le site du centre", followed, web.host(followed))
    return None
