"""When one may start, in words that are true on the day they are read.

A date is true for ever; a state (« candidatures ouvertes », « complet ») is of one day: what is
printed keeps the first and dates the second.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from programmes import rhythms, sessions
from programmes.nouns import Noun
from programmes.sessions import Dated
from programmes.sheet import Intake, Sheet
from programmes.typography import NARROW, long_date
from programmes.vocabulary import IntakeState, Month


@dataclass(frozen=True, slots=True)
class Start:
    """When one may start. `passes`: another day may say otherwise.

    Where it is of one session: its `day` alone, where its applications stand (`state`), and that in
    the words of a compact list (`brief`).
    """

    text: str
    passes: bool = False
    day: str = ""
    state: str = ""
    brief: str = ""


def on_offer(sheet: Sheet, today: date) -> tuple[Intake, ...]:
    """The sessions that have not begun, and those that one can still join."""
    return sessions.on_offer(sheet.intakes, today)


def dates(session: Dated, word: Noun, today: date) -> str:
    """« du 6 septembre 2027 au 29 juin 2029 », « commencée le 7 septembre 2026 »."""
    start = long_date(session.starts_on)
    ends = long_date(session.ends_on) if session.ends_on else ""
    if session.ends_on == session.starts_on:
        return f"le {start}"
    if sessions.has_begun(session, today):
        begun = f"{word.agree('commencé')} le {start}"
        return f"{begun}, jusqu’au {ends}" if ends else begun
    return f"du {start} au {ends}" if ends else f"le {start}"


def applications(session: Dated, today: date) -> str:
    """Where the applications stand on that day: what staff chose, unless a date says otherwise."""
    if not session.state.takes_candidates:
        return str(session.state.label)
    if not sessions.takes_candidates(session, today):
        return str(IntakeState.CLOSED.label)
    opens, closes = session.applications_open_on, session.applications_close_on
    until = f"jusqu’au {long_date(closes)}" if closes else ""
    when = ""
    if opens and opens > today:
        when = f"candidatures {window(session)}"
    elif until and (session.state is not IntakeState.OPEN or sessions.has_begun(session, today)):
        when = f"candidatures {until}"
    if session.state is not IntakeState.OPEN:
        return ", ".join(filter(None, (session.state.label, when)))
    return when or f"{session.state.label} {until}".strip()


def window(session: Dated) -> str:
    """Of its applications, the dates alone: « du 1er février 2027 au 27 août 2027 »."""
    opens, closes = session.applications_open_on, session.applications_close_on
    if opens and closes and opens != closes:
        return f"du {long_date(opens)} au {long_date(closes)}"
    if opens and closes:
        return f"le {long_date(opens)}"
    if closes:
        return f"jusqu’au {long_date(closes)}"
    return f"à partir du {long_date(opens)}" if opens else ""


def applications_on_paper(session: Dated, day: date) -> str:
    """What stays true of them: their dates, and a state with the day of which it is.

    Past their last day nothing is said but that day.
    """
    said = [window(session)]
    is_over = session.state.takes_candidates and not sessions.takes_candidates(session, day)
    if session.state is not IntakeState.OPEN and not is_over:
        said.append(as_of(str(session.state.label), day))
    return ", ".join(filter(None, said))


def as_of(said: str, day: date) -> str:
    """« complet (état au 2 mars 2026) »: on paper, what another day may make false."""
    return f"{said} (état au {long_date(day)})"


def next_start(
    of: Iterable[Dated], month: int | None, word: Noun, today: date, *, permanent: bool
) -> Start:
    """« 7 septembre 2027 », « septembre, dates à venir »; empty when nothing is known.

    What cards and pages share: the first session that one can join, or else the next one, or what
    is known of the last; `month`: the programme's usual one.
    """
    known = tuple(of)
    if permanent:
        return Start(sessions.PERMANENT)
    offered = sessions.on_offer(known, today)
    joined = [one for one in offered if sessions.takes_candidates(one, today)]
    if first := next(iter([*joined, *offered]), None):
        return _start(first, word, today)
    if month:
        return Start(f"{Month(month).label}, dates à venir", passes=True)
    if known:
        last = max(one.starts_on for one in known)
        latest = "la dernière" if word.feminine else "le dernier"
        return Start(f"{latest} le {long_date(last)}, dates à venir", passes=True)
    return Start("")


def applications_of_next(sheet: Sheet, today: date) -> str:
    """Where those of the session that `next_start` names stand; empty where none is on offer."""
    offered = on_offer(sheet, today)
    joined = [one for one in offered if sessions.takes_candidates(one, today)]
    first = next(iter([*joined, *offered]), None)
    return applications(first, today) if first and not sheet.permanent_entry else ""


def last_session(sheet: Sheet) -> str:
    """Once all are past: « Dernière rentrée : 7 septembre 2026. Prochaines dates à venir. »."""
    day = long_date(max(one.starts_on for one in sheet.intakes))
    word = sheet.profile.start
    latest = "Dernière" if word.feminine else "Dernier"
    return f"{latest} {word.text}{NARROW}: {day}. Prochaines dates à venir."


def _start(session: Dated, word: Noun, today: date) -> Start:
    day, state = long_date(session.starts_on), applications(session, today)
    is_plain = session.state is IntakeState.OPEN
    brief = str(session.state.label)
    if sessions.has_begun(session, today):
        begun = f"{word.agree('commencé')} le {day}"
        return Start(f"{begun}, {state}", not is_plain, begun, state, brief)
    if not sessions.takes_candidates(session, today):
        return Start(f"{day}, {state}", True, day, state, state)
    if is_plain:
        return Start(day, False, day, state, in_brief(session, today))
    return Start(f"{day}, {brief}", True, day, state, brief)


def opens_later(session: Dated, today: date) -> bool:
    opens = session.applications_open_on
    return session.state is IntakeState.OPEN and opens is not None and opens > today


def in_brief(session: Dated, today: date) -> str:
    """« candidatures dès le 15 janvier 2027 », « candidatures ouvertes », « dernières places »."""
    opens = session.applications_open_on
    if opens and opens_later(session, today):
        return f"candidatures dès le {long_date(opens)}"
    return str(session.state.label)


def own_ways(intake: Intake) -> str:
    """Its rhythm and its mode, where they are not the programme's: « en soirée, à distance »."""
    mode = intake.delivery_mode.label if intake.delivery_mode else ""
    return ", ".join(filter(None, (rhythms.whole(intake), mode)))
