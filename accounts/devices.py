"""Devices on which an account has logged in: a signed cookie that only the log-in page is sent.

It opens nothing. It says that a wrong password typed here is this device's own mistake, so that
nobody elsewhere can keep its owner out; and when the second factor was last given here.
"""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from .guessing import KNOWN_FOR, account_key

COOKIE: Final = "poste"
SALT: Final = "accounts.devices"
#: People who share a desk.
_PEOPLE: Final = 8


#: For how long a device on which the second factor was given is not asked again.
TRUSTED_FOR: Final = timedelta(days=30)

#: Of an account: when its factor was given on this device, and which one it was.
Trust = tuple[float, str]


@dataclass(frozen=True, slots=True)
class _Device:
    name: str
    accounts: list[str]
    trusts: dict[str, Trust]


def device_of(request: HttpRequest, name: str) -> str:
    """Empty where this account has not logged in."""
    device = _read(request)
    return device.name if account_key(name) in device.accounts else ""


def is_trusted(request: HttpRequest, name: str, mark: str) -> bool:
    """Whether this very factor was given here lately."""
    given, known = _read(request).trusts.get(account_key(name), (0.0, ""))
    age = timezone.now() - datetime.fromtimestamp(given, UTC)
    return constant_time_compare(known, mark) and timedelta(0) <= age < TRUSTED_FOR


def factor_device_of(request: HttpRequest, name: str, mark: str) -> str:
    """Empty where this very factor was never given: who only knows the password makes no device
    that counts for its codes."""
    device = _read(request)
    known = device.trusts.get(account_key(name), (0.0, ""))[1]
    return device.name if constant_time_compare(known, mark) else ""


def remember(
    request: HttpRequest, response: HttpResponse, name: str, trust: Trust | None = None
) -> None:
    device = _read(request)
    account = account_key(name)
    latest = [account, *(one for one in device.accounts if one != account)][:_PEOPLE]
    trusts = {**device.trusts, **({account: trust} if trust else {})}
    held = {one: trusts[one] for one in latest if one in trusts}
    response.set_cookie(
        COOKIE,
        signing.dumps([device.name or secrets.token_urlsafe(16), latest, held], salt=SALT),
        max_age=KNOWN_FOR,
        path=reverse("admin:index"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _read(request: HttpRequest) -> _Device:
    """A cookie of before the second factor has no trusts."""
    try:
        read: Any = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=KNOWN_FOR)
        name, accounts, *rest = read
    except (signing.BadSignature, ValueError, TypeError):
        return _Device("", [], {})
    return _Device(name, accounts, rest[0] if rest else {})
