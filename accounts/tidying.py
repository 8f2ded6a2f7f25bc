"""What is too old goes by itself, when somebody logs in: once an hour and process at most."""

import time
from typing import Final

from django.db import transaction
from django.utils import timezone

from . import guessing, security_log, sessions
from .models import Invitation

_EVERY: Final = 3600.0  # seconds
_last: list[float] = []


def tidy_now_and_then() -> None:
    now = time.monotonic()
    if not _last or now - _last[-1] > _EVERY:
        _last[:] = [now]
        tidy()


@transaction.atomic
def tidy() -> None:
    now = timezone.now()
    guessing.purge(now)
    security_log.purge(now)
    sessions.purge(now)
    Invitation.objects.filter(expires_at__lt=now).delete()
