"""Every text of a sheet with its section and the name that people give to its place."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from programmes import prose, web
from programmes.naming.labels import LABELS
from programmes.naming.rows import ROW_KINDS
from programmes.sheet import FundingScheme, Part, Sheet, children

# Addresses, codes and names of other rows: not prose of their own. The exact title neither: it is
# that of the register, slips included.
_NOT_PROSE = frozenset(
    {
        "slug", "url", "website", "inserjeunes_url", "email", "disability_contact_email", "phone",
        "disability_contact_phone", "uai", "siret", "nda", "qualiopi_number", "registry_code",
        "cfd", "nsf", "official_number", "rome_code", "code", "site", "intake", "exact_title",
    }
)  # fmt: skip
FORMER = "former_name"


@dataclass(frozen=True, slots=True)
class Written:
    """A text that people read, where it stands; `field` is its name in that part of the sheet."""

    text: str
    part: type[Part]
    field: str
    section: str
    place: str


def texts(sheet: Sheet) -> Iterator[Written]:
    """All the prose of a sheet, the centre's and the funding schemes' included."""
    for one in _everything(sheet):
        if one.field in prose.FIELDS:
            yield replace(one, text=prose.plain(one.text))
        elif one.field not in _NOT_PROSE:
            yield one


def addresses(sheet: Sheet) -> Iterator[Written]:
    """Those of the pages that it links."""
    for one in _everything(sheet):
        if one.field in web.FIELDS:
            yield one
        elif one.field in prose.FIELDS:
            yield from (replace(one, text=url) for url in prose.addresses(one.text))


def _everything(sheet: Sheet) -> Iterator[Written]:
    yield from _fields(sheet, "", "")
    yield from _fields(sheet.centre, "", "")
    yield from _rows(sheet, "", "")
    yield from _rows(sheet.centre, "", "contact")


def _fields(part: Part, section: str, owner: str) -> Iterator[Written]:
    for name, label in LABELS[type(part)].items():
        value = getattr(part, name)
        # An enumeration is a text too, but nobody typed it.
        if type(value) is str and value:
            whole = name in {"text", "situation"}  # the row says nothing else in words
            named = [owner] if whole and owner else [owner, str(label.noun)]
            place = ", ".join(filter(None, named))
            yield Written(value, type(part), name, label.section or section, place)


def _rows(parent: Part, owner: str, section: str) -> Iterator[Written]:
    for name, kind in children(type(parent)).items():
        rows: Sequence[Part] = getattr(parent, name)
        described = ROW_KINDS[kind]
        for index, row in enumerate(rows):
            noun = str(described.name(row, rows, index))
            full = f"{owner}, {noun}" if owner else noun
            where = described.section or section
            yield from _fields(row, where, full)
            scheme = getattr(row, "scheme", None)
            if isinstance(scheme, FundingScheme):
                yield from _fields(scheme, where, full)
            yield from _rows(row, full, where)


def row_name(row: Part, rows: Sequence[Part], index: int) -> str:
    """« chiffre clé « Réussite à l’examen 2024 » »."""
    return str(ROW_KINDS[type(row)].name(row, rows, index))
