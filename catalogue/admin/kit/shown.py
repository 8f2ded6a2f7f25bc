"""Fields that take one value in several spellings and show it in one."""

from django.core.exceptions import ValidationError


class ShownOneWay:
    """« 8 417 € » where « 8417 » was shown, « RNCP38368 » where « 38368 »: no change."""

    def as_shown(self, text: str) -> str:
        """What somebody typed, as the field shows it; what it does not take as it is."""
        try:
            value = self.to_python(text)  # type: ignore[attr-defined]
        except ValidationError:
            return text
        return "" if value is None else str(self.prepare_value(value))  # type: ignore[attr-defined]
