"""Sessions: three hours without doing anything, twelve at most; listed, and ended.

All of it stands in Django's own sessions. Listing opens each of them: a team has tens.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any, Final

from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.utils import timezone

from .network import address_of

IDLE: Final = timedelta(hours=3)
LONGEST: Final = timedelta(hours=12)
# Each note is a row written: not at every click.
_NOTED_EVERY: Final = timedelta(minutes=5)

STARTED, SEEN, ADDRESS, BROWSER = "started", "seen", "address", "browser"


def begin(request: HttpRequest) -> None:
    now = timezone.now()
    request.session.set_expiry(now + LONGEST)
    request.session[STARTED] = request.session[SEEN] = now.timestamp()
    request.session[ADDRESS] = address_of(request) or ""
    request.session[BROWSER] = browser_in(request.META.get("HTTP_USER_AGENT", ""))


def is_over(session: Any) -> bool:
    """One of before these rules begins now: its own end is twelve hours away at most."""
    now = timezone.now()
    started, seen = _moment(session.get(STARTED), now), _moment(session.get(SEEN), now)
    return now - started >= LONGEST or now - seen >= IDLE


def note(session: Any) -> None:
    now = timezone.now()
    if STARTED not in session:
        session[STARTED] = now.timestamp()
        session.set_expiry(now + LONGEST)
    if SEEN not in session or now - _moment(session[SEEN], now) >= _NOTED_EVERY:
        session[SEEN] = now.timestamp()


def _moment(stamp: float | None, default: datetime) -> datetime:
    return default if stamp is None else datetime.fromtimestamp(stamp, UTC)


@dataclass(frozen=True, slots=True)
class OpenSession:
    """`mark`: names it in a form; its key would be its owner."""

    key: str
    mark: str
    started: datetime
    seen: datetime
    address: str
    browser: str


def mark_of(key: str) -> str:
    return sha256(f"accounts.sessions{key}".encode()).hexdigest()[:20]


def open_sessions(user: User) -> list[OpenSession]:
    """The last used first."""
    return sorted(_of(user), key=lambda one: one.seen, reverse=True)


def _of(user: User) -> Iterator[OpenSession]:
    now = timezone.now()
    for row in Session.objects.filter(expire_date__gt=now):
        held = row.get_decoded()
        if held.get(SESSION_KEY) == str(user.pk) and not is_over(held):
            yield OpenSession(
                row.session_key,
                mark_of(row.session_key),
                _moment(held.get(STARTED), now),
                _moment(held.get(SEEN), now),
                held.get(ADDRESS, ""),
                held.get(BROWSER, ""),
            )


def end(user: User, marks: Collection[str] | None = None, *, but: str | None = None) -> int:
    """Those with these marks, or all; never the one with the key `but`."""
    keys = [one.key for one in _of(user) if one.key != but and (marks is None or one.mark in marks)]
    return Session.objects.filter(pk__in=keys).delete()[0]


def purge(now: datetime) -> None:
    Session.objects.filter(expire_date__lt=now).delete()


# In this order: each one also claims to be those below it.
_BROWSERS: Final = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("Chrom", "Chrome"),
    ("CriOS", "Chrome"),
    ("Safari", "Safari"),
)
_MACHINES: Final = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
)


def browser_in(agent: str) -> str:
    """« Firefox, Windows »: enough to know one's own, no more is kept."""
    found = [
        next((name for sign, name in known if sign in agent), "")
        for known in (_BROWSERS, _MACHINES)
    ]
    return ", ".join(filter(None, found))
