"""Numbers as the site prints them and as French people type them: « 8 417,50 € », « 1 350 h »."""

import re
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError

from .shown import ShownOneWay

EUROS: Final = ("€", "euro", "euros")

_SPACE = "[ \u00a0\u2009\u202f]"
# Thousands spaced by three or not at all: « 1 2 3 » may be anything.
_NUMBER = re.compile(
    rf"(?P<sign>[-+−]?)(?P<whole>\d{{1,3}}(?:{_SPACE}\d{{3}})+|\d*)(?:[,.](?P<cents>\d*))?",
    re.ASCII,
)


class FrenchNumber(ShownOneWay):
    """Takes thousands apart, a decimal comma or point, and the unit of the field after it."""

    units: tuple[str, ...]

    def __init__(self, *, units: tuple[str, ...] = (), **kwargs: Any) -> None:
        self.units = units
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = self._bare(value.strip()) if value.strip() else ""
        return super().to_python(value)  # type: ignore[misc]

    def _bare(self, text: str) -> str:
        for unit in sorted(self.units, key=len, reverse=True):
            if text.casefold().endswith(unit):
                text = text[: -len(unit)].rstrip()
                break
        found = _NUMBER.fullmatch(text)
        if not found or not (found["whole"] or found["cents"]):
            raise ValidationError(self.error_messages["invalid"], code="invalid")  # type: ignore[attr-defined]
        sign = "-" if found["sign"] in ("-", "−") else ""
        whole = re.sub(_SPACE, "", found["whole"])
        cents = (found["cents"] or "").rstrip("0")
        return f"{sign}{whole or 0}" + (f".{cents}" if cents else "")


class WholeNumberField(FrenchNumber, forms.IntegerField):
    pass


class DecimalNumberField(FrenchNumber, forms.DecimalField):
    """Shown without zeros that say nothing: « 5 », « 4,5 »; of euros, both cents or none."""

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, Decimal):
            return value
        if value == value.to_integral_value():
            return f"{value:.0f}"
        exact = f"{value:.2f}" if "€" in self.units else f"{value.normalize():f}"
        return exact.replace(".", ",")
