"""Official codes in a file that somebody has written in: any spelling, as in a form.

Pure: the tables say which fields hold a code, no row is read.
"""

from collections.abc import Callable
from functools import cache
from typing import Any, TypeAlias

from django.core.exceptions import ValidationError

from catalogue.life.draft import field_of, tables
from catalogue.life.faults import Loc
from programmes.sheet import Part, Sheet, children, singles
from programmes.spellings import spelling_of

Spelling: TypeAlias = Callable[[str], Any]


def respelt(stored: dict[str, Any]) -> tuple[dict[str, Any], dict[Loc, str]]:
    """A stored sheet with its codes as forms store them, and why, by place, of those refused."""
    refused: dict[Loc, str] = {}
    return _respelt(Sheet, stored, (), refused), refused


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
    found = {name: spelling_of(field.validators) for name, field in own.items()}
    return {name: spelling for name, spelling in found.items() if spelling}
