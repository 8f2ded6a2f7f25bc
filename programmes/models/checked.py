from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.constraints import BaseConstraint


class CheckedModel(models.Model):
    """A model that names the field to correct when one of its constraints is broken."""

    class Meta:
        abstract = True

    def validate_constraints(self, exclude: Collection[str] | None = None) -> None:
        """As Django's, which blames no field for what concerns two, or for a check."""
        broken: dict[str, list[ValidationError]] = {}
        for constraint in self._meta.constraints:
            try:
                constraint.validate(type(self), self, exclude=set(exclude or ()))
            except ValidationError as error:
                broken.setdefault(blamed(constraint), []).append(error)
        if broken:
            raise ValidationError(broken)


def blamed(constraint: BaseConstraint) -> str:
    """The last field that the constraint names: it has to fit those named before it."""
    if isinstance(constraint, models.UniqueConstraint):
        return constraint.fields[-1]
    assert isinstance(constraint, models.CheckConstraint)  # noqa: S101  (there are no others)
    last: Any = constraint.condition
    while isinstance(last, models.Q):
        last = last.children[-1]
    return str(last[0]).partition("__")[0]
