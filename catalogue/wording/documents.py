"""The documents that one may take along, as page and paper name them."""

from dataclasses import dataclass

from programmes.naming.labels import file
from programmes.sheet import Sheet


@dataclass(frozen=True, slots=True)
class TakenAlong:
    """`digest`: the end of its address."""

    name: str
    detail: str
    digest: str


def documents(sheet: Sheet) -> tuple[TakenAlong, ...]:
    """The programme's own, then its centre's."""
    return tuple(TakenAlong(one.called, file(one), one.digest) for one in sheet.files)
