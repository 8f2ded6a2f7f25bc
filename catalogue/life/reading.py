"""A draft, read once: the one value from which a request says whatever it says of it.

Checks, standing, comparison, preview and publication take it and read nothing again.
"""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import QuerySet
from pydantic import ValidationError

from programmes import sheet as sheets
from programmes.models import Edition, Programme
from programmes.sheet import Sheet

from . import faults
from .draft import for_sheet


class Refused(Exception):
    """What was asked cannot be done; its text tells staff why, in French."""


@dataclass(frozen=True)
class Draft:
    """`found`: its sheet; None for a draft that no sheet can hold, whose first `fault` is told.

    Forms refuse what a sheet cannot hold; code and imports may have written it all the same.
    """

    programme: Programme
    found: Sheet | None
    fault: str = ""

    @property
    def sheet(self) -> Sheet:
        """Raises `Refused`."""
        return self.sheet_to_be("lu")

    def sheet_to_be(self, done: str) -> Sheet:
        """`done`: what for, « lu » or « publié ». Raises `Refused`."""
        if self.found is None:
            raise Refused(f"Ce brouillon ne peut pas être {done}. {self.fault}")
        return self.found

    @cached_property
    def fingerprint(self) -> str:
        """Empty when it cannot be read: it differs from whatever was kept."""
        return sheets.fingerprint(self.found) if self.found else ""

    def mark(self, online: Edition | None = None) -> str:
        """Names what a page shows, the draft and the edition that it is compared with.

        What is sent back with it is done while it still holds: one does what one has read.
        """
        return f"{self.fingerprint}-{online.pk if online else 0}"


def of(programme_pk: int) -> Draft:
    """As it stands in the database now."""
    return _read(for_sheet(Programme.objects.all()).get(pk=programme_pk))


def of_all(programmes: QuerySet[Programme]) -> list[Draft]:
    """In the order of the programmes, in a constant number of queries."""
    return [_read(programme) for programme in for_sheet(programmes)]


def _read(programme: Programme) -> Draft:
    try:
        return Draft(programme, sheets.read(programme))
    except ValidationError as error:
        return Draft(programme, None, faults.first(error))
