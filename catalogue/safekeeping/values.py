"""A value of a column as JSON, the same from whichever database it comes."""

import base64
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import models
from django.utils.duration import duration_string


def written(value: Any) -> Any:
    """Raises `TypeError` for what no column holds yet: rather no backup than half of one."""
    match value:
        case None | bool() | int() | float() | str():
            return value
        case Decimal() | UUID():
            return str(value)
        case date() | datetime() | time():
            return value.isoformat()
        case timedelta():
            return duration_string(value)
        case bytes() | bytearray() | memoryview():
            return base64.b64encode(value).decode("ascii")
    raise TypeError(f"{type(value).__name__} cannot be written")


def read(field: "models.Field[Any, Any]", value: Any) -> Any:
    """The value that was `written`; JSON stays the text that was stored."""
    if value is None or isinstance(field, models.JSONField):
        return value
    if isinstance(field, models.BinaryField):
        return base64.b64decode(value, validate=True)
    return field.to_python(value)
