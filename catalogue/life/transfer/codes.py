"""Official codes in a file that somebody has written in: any spelling, as in a form.

Pure: the tables say which fields hold a code, no row is read.
"""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, Final, TypeAlias

from django.core.exceptions import ValidationError

from catalogue.life.draft import field_of, tables
from catalogue.life.faults import Fault, Loc, place
from programmes.identifiers import validate_registry_code
from programmes.sheet import Part, Sheet, children, singles
from programmes.spellings import registered, registration, spelling_of

#: The place of the code that stands beside its register.
REGISTERED: Final[Loc] = ("registry_code",)

Spelling: TypeAlias = Callable[[str], Any]


def respelt(stored: dict[str, Any]) -> tuple[dict[str, Any], dict[Loc, str]]:
    """A stored sheet with its codes as forms store them, and why, by place, of those refused."""
    refused: dict[Loc, str] = {}
    return _respelt(Sheet, _registered(stored, refused), (), refused), refused


def _registered(stored: dict[str, Any], refused: dict[Loc, str]) -> dict[str, Any]:
    """The code beside its register, which it tells where the file does not."""
    code, register = stored.get("registry_code"), stored.get("registry")
    if not (isinstance(code, str) and code and (register is None or isinstance(register, str))):
        return stored
    try:
        found = registered(code, register) if register else registration(code)
    except ValidationError as error:
        refused[REGISTERED] = error.messages[0]
        return stored
    return {**stored, "registry": found.register, "registry_code": found.code}


def _respelt(part: type[Part], value: Any, loc: Loc, refused: dict[Loc, str]) -> Any:
    if not isinstance(value, dict):
        return value
    read = _spellings(part)
    inner = {**singles(part), **children(part)}
    found = {}
    for name, one in value.items():
        place = (*loc, name)
        if isinstance(one, str) and one and name in read:
            found[name] = _code(read[name], one, place, refused)
        elif name in inner and isinstance(one, list):
            rows = enumerate(one)
            found[name] = [_respelt(inner[name], row, (*place, at), refused) for at, row in rows]
        elif name in inner:
            found[name] = _respelt(inner[name], one, place, refused)
        else:
            found[name] = one
    return found


def misregistered(sheet: Sheet) -> Iterator[Fault]:
    """A code that is right by itself and wrong beside its register: no one field tells."""
    code, register = sheet.registry_code, sheet.registry
    if not (code and register):
        return
    try:
        validate_registry_code(code)
    except ValidationError:
        return  # told by that check
    try:
        registered(code, register)
    except ValidationError as error:
        yield Fault(error.messages[0], place(REGISTERED))


def _code(spelling: Spelling, text: str, place: Loc, refused: dict[Loc, str]) -> Any:
    try:
        return spelling(text)
    except ValidationError as error:
        refused[place] = error.messages[0]
        return text


@cache
def _spellings(part: type[Part]) -> dict[str, Spelling]:
    """How the fields of a part are read that hold a code."""
    fields = {name: field_of(tables()[part], name) for name in part.model_fields}
    own = {name: field for name, field in fields.items() if not field.is_relation}
    found = {
        name: spelling_of(field.validators) for name, field in own.items() if (name,) != REGISTERED
    }
    return {name: spelling for name, spelling in found.items() if spelling}
