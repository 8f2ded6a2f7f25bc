"""When something happened, as one says it, on our clock."""

from datetime import datetime

from django.utils import timezone

from programmes.typography import NARROW, long_date


def moment(instant: datetime) -> str:
    """« 1er décembre 2026 à 9 h 05 »."""
    local = timezone.localtime(instant)
    return f"{long_date(local.date())} à {local.hour}{NARROW}h{NARROW}{local:%M}"


def to_the_second(instant: datetime) -> str:
    return f"{moment(instant)}{NARROW}min{NARROW}{timezone.localtime(instant):%S}{NARROW}s"


def to_the_millisecond(instant: datetime) -> str:
    local = timezone.localtime(instant)
    return f"{moment(instant)}{NARROW}min{NARROW}{local:%S},{local.microsecond // 1000:03}{NARROW}s"
