"""The security log: one line for each act of consequence, with who, from where and when.

Twelve months; superusers alone read it. A name that is no account is never in it: people type their
password there.
"""

from contextvars import ContextVar
from datetime import datetime, timedelta
from typing import Any, Final

from django.contrib.auth.models import User
from django.http import HttpRequest

from .models import Happening, SecurityEvent
from .network import address_of

KEPT: Final = timedelta(days=365)
_LONGEST: Final = SecurityEvent._meta.get_field("about").max_length or 0

#: The request in whose course something happens; none in a command.
current: ContextVar[HttpRequest | None] = ContextVar("request", default=None)


def record(happening: Happening, *, account: int | None = None, about: str = "") -> None:
    """`account`: whom it is about; by default whoever is at work."""
    request = current.get()
    by = _at_work(request)
    SecurityEvent.objects.create(
        happening=happening,
        account=by if account is None else account,
        by=by,
        address=address_of(request),
        about=about[:_LONGEST],
    )


def record_of(name: str, happening: Happening) -> None:
    """About whoever bears this name, if anybody does: the same query for a name that is none."""
    account = User.objects.filter(username=name).values_list("pk", flat=True).first()
    record(happening, account=account)


def _at_work(request: HttpRequest | None) -> int | None:
    user: Any = getattr(request, "user", None)
    return user.pk if user is not None and user.is_authenticated else None


def purge(now: datetime) -> int:
    return SecurityEvent.objects.forget_before(now - KEPT)
