"""Guessing stops: how many wrong passwords in a row, from whom, and how long one then waits.

Each try is on a few *lanes*, and counted on all of them as if it were wrong, before a password is
hashed; a right one is taken back. Counters are rows that every process shares. A refused try counts
nowhere, so nobody is kept out for longer by somebody who goes on. See docs/decisions/0029.

- Whoever comes from a device on which this account has logged in is on that device's lane alone:
  what others do, even behind the same address, does not reach it.
- Everybody else: the account from this address; this address, whatever the account; the account,
  whatever the address, unless it has logged in from this address before.
"""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from . import locks
from .models import Tries


@dataclass(frozen=True, slots=True)
class Limit:
    """`free` wrong ones in a row, then a wait after each that grows up to the last one.

    The row is forgotten once nobody has tried for a while.
    """

    free: int
    waits: tuple[int, ...]  # seconds
    forgotten_after: timedelta

    def wait_after(self, wrong: int) -> timedelta:
        if wrong < self.free:
            return timedelta(0)
        return timedelta(seconds=self.waits[min(wrong - self.free, len(self.waits) - 1)])


PERSON: Final = Limit(5, (60, 120, 300, 600, 900), timedelta(days=1))
#: A centre's whole team may stand behind one address.
ADDRESS: Final = Limit(20, (60, 120, 300, 600, 900), timedelta(hours=1))
#: Wherever from: hundreds of addresses guess no faster than this. Some 300 a day, against
#: passwords that stand 10^11 (`passwords.py`).
ACCOUNT: Final = Limit(30, (30, 60, 120, 300), timedelta(days=1))

KNOWN_FOR: Final = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Lane:
    key: str
    limit: Limit


class TooMany(Exception):
    """Nothing was hashed, nothing counted: come back then."""

    def __init__(self, free_at: datetime) -> None:
        super().__init__(free_at)
        self.free_at = free_at


def key_of(*parts: str) -> str:
    """Hashed with the site's secret: names cannot be found by trying them on a copy."""
    text = "\0".join(parts).encode()
    return hmac.new(f"accounts.guessing{settings.SECRET_KEY}".encode(), text, sha256).hexdigest()


def account_key(name: str) -> str:
    return key_of("name", name.casefold())


@dataclass(frozen=True, slots=True)
class Try:
    """Somebody, on some device, at some address, gives a password for a name."""

    name: str
    network: str
    device: str = ""

    @property
    def lanes(self) -> list[Lane]:
        """In the order of their keys: two tries at once cannot wait for each other."""
        account = account_key(self.name)
        if self.device:
            lanes = [Lane(key_of("device", account, self.device), PERSON)]
        else:
            lanes = [
                self._here,
                Lane(key_of("address", self.network), ADDRESS),
                Lane(key_of("account", account), ACCOUNT),
            ]
        return sorted(lanes, key=lambda lane: lane.key)

    @property
    def _here(self) -> Lane:
        return Lane(key_of("here", account_key(self.name), self.network), PERSON)

    def _counted(self, lanes: Sequence[Lane], rows: dict[str, Tries], now: datetime) -> list[Lane]:
        """Without the lane of strangers, for an account that is at home here."""
        here = rows.get(self._here.key)
        if here is None or here.known_until is None or here.known_until < now:
            return list(lanes)
        return [lane for lane in lanes if lane.limit is not ACCOUNT]

    def refuse_early(self) -> None:
        """By reading alone: who must wait anyway writes nothing and keeps no writer waiting."""
        lanes, now = self.lanes, timezone.now()
        rows = Tries.objects.in_bulk([lane.key for lane in lanes])
        _refuse(self._counted(lanes, rows, now), rows, now)

    def reserve(self) -> bool:
        """Counts this try. Raises `TooMany`; else whether it is the last one before a wait."""
        lanes, now = self.lanes, timezone.now()
        keys = [lane.key for lane in lanes]
        with locks.short():
            new = [Tries(key=key, free_at=now, last_at=now) for key in keys]
            Tries.objects.bulk_create(new, ignore_conflicts=True)
            found = Tries.objects.select_for_update().filter(pk__in=keys).order_by("pk")
            rows = {row.key: row for row in found}
            counted = self._counted(lanes, rows, now)
            _refuse(counted, rows, now)
            for lane in counted:
                row = rows[lane.key]
                forgotten = row.last_at < now - lane.limit.forgotten_after
                row.wrong = 1 if forgotten else row.wrong + 1
                row.free_at, row.last_at = now + lane.limit.wait_after(row.wrong), now
            changed = [rows[lane.key] for lane in counted]
            Tries.objects.bulk_update(changed, ["wrong", "free_at", "last_at"])
        return any(row.free_at > now for row in changed)

    def take_back(self) -> None:
        """The password was right. The address keeps what it owes for other accounts."""
        now = timezone.now()
        with locks.short():
            for lane in self.lanes:
                row = Tries.objects.select_for_update().get(pk=lane.key)
                if lane.limit is ADDRESS:
                    row.wrong = max(row.wrong - 1, 0)
                elif lane.limit is PERSON or not self._is_at_home(now):
                    row.wrong = 0
                row.free_at = now
                row.save(update_fields=["wrong", "free_at"])
            Tries.objects.filter(pk=self._here.key).update(known_until=now + KNOWN_FOR)

    def _is_at_home(self, now: datetime) -> bool:
        return Tries.objects.filter(pk=self._here.key, known_until__gte=now).exists()


@dataclass(frozen=True, slots=True)
class CodeTry(Try):
    """Somebody gives a code of the second factor, or what proves that it is theirs.

    They know the password already, so nothing that a password opens helps here: neither another
    address, nor a right password in between. `device`: one where this factor was given before.
    """

    @property
    def lanes(self) -> list[Lane]:
        account = account_key(self.name)
        of_device = (self.device,) if self.device else ()
        return [Lane(key_of("code", account, *of_device), PERSON)]


def _refuse(lanes: Sequence[Lane], rows: dict[str, Tries], now: datetime) -> None:
    waits = [rows[lane.key].free_at for lane in lanes if lane.key in rows]
    free_at = max(waits, default=now)
    if free_at > now:
        raise TooMany(free_at)


def purge(now: datetime) -> None:
    """What no limit looks at any more."""
    unknown = Q(known_until=None) | Q(known_until__lt=now)
    Tries.objects.filter(unknown, last_at__lt=now - PERSON.forgotten_after).delete()
