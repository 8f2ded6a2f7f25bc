"""Devices on which an account has logged in: a signed cookie that only the log-in page is sent.

It opens nothing. It says that a wrong password typed here is this device's own mistake, so that
nobody elsewhere can keep its owner out. (A second factor may ask it when it was last given.)
"""

import secrets
from typing import Any, Final

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from .guessing import KNOWN_FOR, account_key

COOKIE: Final = "poste"
SALT: Final = "accounts.devices"
#: People who share a desk.
_PEOPLE: Final = 8


def device_of(request: HttpRequest, name: str) -> str:
    """Empty where this account has not logged in."""
    device, accounts = _read(request)
    return device if account_key(name) in accounts else ""


def remember(request: HttpRequest, response: HttpResponse, name: str) -> None:
    device, accounts = _read(request)
    account = account_key(name)
    latest = [account, *(one for one in accounts if one != account)][:_PEOPLE]
    response.set_cookie(
        COOKIE,
        signing.dumps([device or secrets.token_urlsafe(16), latest], salt=SALT),
        max_age=KNOWN_FOR,
        path=reverse("admin:index"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _read(request: HttpRequest) -> tuple[str, list[str]]:
    try:
        read: Any = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=KNOWN_FOR)
        device, accounts = read
    except (signing.BadSignature, ValueError, TypeError):
        return "", []
    return device, accounts
