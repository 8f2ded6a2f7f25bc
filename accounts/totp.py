"""The codes that a telephone shows: RFC 6238 with the values that every application knows.

Six digits of HMAC-SHA-1, another each thirty seconds.
"""

import hmac
from base64 import b32encode
from datetime import datetime
from typing import Final
from urllib.parse import quote, urlencode

PERIOD: Final = 30  # seconds
DIGITS: Final = 6
#: Steps before and after: somebody types slowly, a clock is half a minute wrong.
SKEW: Final = 1


def step_at(moment: datetime) -> int:
    return int(moment.timestamp()) // PERIOD


def code_at(secret: bytes, step: int, digits: int = DIGITS) -> str:
    digest = hmac.digest(secret, step.to_bytes(8, "big"), "sha1")
    start = digest[-1] & 0x0F
    number = int.from_bytes(digest[start : start + 4], "big") & 0x7FFF_FFFF
    return str(number % 10**digits).zfill(digits)


def step_of(secret: bytes, code: str, moment: datetime) -> int | None:
    """Whose code this is, among those that may be shown at that moment."""
    now = step_at(moment)
    steps = range(now - SKEW, now + SKEW + 1)
    shown = [step for step in steps if hmac.compare_digest(code_at(secret, step), code)]
    return shown[-1] if shown else None


def in_letters(secret: bytes) -> str:
    """As one types it into an application."""
    return b32encode(secret).decode().rstrip("=")


def address(secret: bytes, site: str, account: str) -> str:
    """What the square code says."""
    asked = urlencode({"secret": in_letters(secret), "issuer": site}, quote_via=quote)
    return f"otpauth://totp/{quote(f'{site}:{account}')}?{asked}"
