"""Official codes as people type or paste them; the draft holds each in one spelling."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError

from programmes.spellings import Registration, registration, visible

from .fields import TextField
from .shown import ShownOneWay


class CodeField(ShownOneWay, TextField):
    """One code. `max_length` is that of what is stored: a pasted address is longer."""

    def __init__(
        self, *, spelling: Callable[[str], Any], max_length: int | None = None, **kwargs: Any
    ) -> None:
        self.spelling = spelling
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return self.spelling(text) if text and visible(text) else self.empty_value

    def has_changed(self, initial: object, data: object) -> bool:
        """Two spellings of one code are one value, and a draft may hold either."""
        return super().has_changed(self._read(initial), data)

    def _read(self, stored: object) -> Any:
        try:
            return self.to_python(self.prepare_value(stored))
        except ValidationError:
            return stored


class CodesField(CodeField):
    """Several codes on one line; a list of texts in the draft."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(empty_value=[], **kwargs)

    def prepare_value(self, value: object) -> object:
        return ", ".join(map(str, value)) if isinstance(value, list | tuple) else value

    def run_validators(self, value: Any) -> None:
        """Those of a text look at the codes one after the other."""
        super().run_validators(" ".join(value))


class RegisterCodeField(CodeField):
    """A code of one of the national registers, whose value is a `Registration`, or None.

    Digits alone do not say of which.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(spelling=registration, empty_value=None, **kwargs)

    def prepare_value(self, value: object) -> object:
        return str(value) if isinstance(value, Registration) else value
