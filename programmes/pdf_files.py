"""Whether a file is a PDF that one may hand on: told by its content, never by its name.

Pure: bytes in, a number of pages out, or why not. What is refused besides damage: a password, which
no reader of the page has; what a document runs or carries inside (JavaScript, launched programs,
forms that send, files within), which nothing that a centre hands out needs.
"""

import re
from collections.abc import Iterator
from enum import StrEnum
from io import BytesIO
from typing import Any, Final

from pypdf import PdfReader
from pypdf.errors import DependencyError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from .typography import NARROW, file_size

#: Bytes.
LARGEST: Final = 5_000_000
_HEADER: Final = b"%PDF-"
# Nothing but the end of a line after it: an archive stuck to a PDF is another file as well.
_END: Final = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*\Z")
_NEAR_END: Final = 1024
_RUN: Final = frozenset({"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/GoToE"})
# The deepest dictionary inside one object, far beyond any true one.
_DEEPEST: Final = 30


class Fault(StrEnum):
    """Why a file is not taken; its value is a word that a form may carry."""

    EMPTY = "empty"
    TOO_LARGE = "large"
    OTHER_FORMAT = "format"
    CUT_SHORT = "cut"
    UNREADABLE = "unreadable"
    ENCRYPTED = "encrypted"
    NO_PAGE = "no-page"
    ACTIVE = "active"

    @property
    def sentence(self) -> str:
        return _SENTENCES[self]


_SENTENCES: Final = {
    Fault.EMPTY: "Ce fichier est vide.",
    Fault.TOO_LARGE: f"Ce fichier dépasse {file_size(LARGEST)}{NARROW}: enregistrez-le en plus "
    "petit (images réduites), ou partagez-le en deux.",
    Fault.OTHER_FORMAT: f"Ce fichier n’est pas un PDF, quel que soit son nom{NARROW}: ouvrez-le, "
    "puis exportez-le en PDF.",
    Fault.CUT_SHORT: f"Ce PDF est incomplet, ou suivi d’autre chose{NARROW}: enregistrez-le de "
    "nouveau, puis renvoyez-le.",
    Fault.UNREADABLE: f"Ce PDF est abîmé, il ne s’ouvre pas{NARROW}: enregistrez-le de nouveau en "
    "PDF.",
    Fault.ENCRYPTED: f"Ce PDF est protégé par un mot de passe ou chiffré{NARROW}: enregistrez-le "
    "sans protection.",
    Fault.NO_PAGE: "Ce PDF n’a aucune page.",
    Fault.ACTIVE: f"Ce PDF contient un programme, un envoi ou un fichier joint{NARROW}: "
    "imprimez-le en PDF, ce qui ne garde que les pages.",
}


class Refused(Exception):
    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        super().__init__(fault.sentence)


def pages_in(content: bytes) -> int:
    """How many pages it has. Raises `Refused`."""
    if not content:
        raise Refused(Fault.EMPTY)
    if len(content) > LARGEST:
        raise Refused(Fault.TOO_LARGE)
    if not content.startswith(_HEADER):
        raise Refused(Fault.OTHER_FORMAT)
    end = _END.search(content[-_NEAR_END:])
    if end is None or int(end[1]) >= len(content):
        raise Refused(Fault.CUT_SHORT)
    try:
        return _read(content)
    except Refused:
        raise
    except Exception as error:  # a reader of damaged files may fail in any way
        raise Refused(Fault.UNREADABLE) from error


def _read(content: bytes) -> int:
    try:
        reader = PdfReader(BytesIO(content))
    except DependencyError as error:  # of what would decipher it, which nobody needs here
        raise Refused(Fault.ENCRYPTED) from error
    if reader.is_encrypted:
        raise Refused(Fault.ENCRYPTED)
    pages = len(reader.pages)
    if not pages:
        raise Refused(Fault.NO_PAGE)
    for page in reader.pages:
        page.mediabox  # noqa: B018  (each page is there, and has a size)
    if any(map(_is_active, _objects(reader))):
        raise Refused(Fault.ACTIVE)
    return pages


def _objects(reader: PdfReader) -> Iterator[Any]:
    """All of them, whatever leads there; those that cannot be read are shown by no reader."""
    numbered = [
        (number, generation) for generation, table in reader.xref.items() for number in table
    ]
    for number, generation in [*numbered, *((number, 0) for number in reader.xref_objStm)]:
        yield reader.get_object(IndirectObject(number, generation, reader))


def _is_active(value: Any, depth: int = 0) -> bool:
    """Whether it runs, sends or holds something. What it refers to is looked at by itself."""
    if depth > _DEEPEST:
        raise Refused(Fault.UNREADABLE)
    if isinstance(value, DictionaryObject):
        if "/JS" in value or "/EF" in value or value.get("/Type") == "/EmbeddedFile":
            return True
        if value.get("/S") in _RUN:
            return True
        return any(_is_active(one, depth + 1) for one in value.values())
    return isinstance(value, ArrayObject) and any(_is_active(one, depth + 1) for one in value)
