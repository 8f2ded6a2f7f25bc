"""A programme as one file: the sheet as readable JSON, and back, with the place of each fault.

Pure: what the file says is checked against the sheet, not against the database
(`catalogue/life/transfer/receiving.py` does that).
"""

import codecs
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, cast

from pydantic import ValidationError

from catalogue.life.faults import Fault, Loc, clean, place, said
from programmes import sheet as sheets
from programmes.nouns import quoted
from programmes.sheet import Intake, Part, Sheet, children
from programmes.typed import mended
from programmes.typography import NARROW, capitalized

from .codes import respelt

LARGEST: Final = 2 * 1024 * 1024
# A sheet has five levels: a paper in a unit in the list of units. Upgrades may have had others.
DEEPEST: Final = 12
# Far beyond any programme; bounds the time of a check.
MOST_ROWS: Final = 2_000
# Beyond that, one corrects and tries again.
MOST_FAULTS: Final = 30


class NotASheet(Exception):
    """The file cannot be taken in."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        found = list(dict.fromkeys(faults))
        more = len(found) - MOST_FAULTS
        if more > 0:
            found[MOST_FAULTS:] = [Fault(f"… et {more} autre{'s' if more > 1 else ''}.")]
        self.faults = tuple(found)
        super().__init__("; ".join(f"{fault.place}: {fault.text}" for fault in found))


def written(sheet: Sheet) -> str:
    """The file: the fields in the order of the sheet, indented, accents as they are."""
    return json.dumps(sheets.dump(sheet), ensure_ascii=False, indent=2) + "\n"


def sheet_in(content: bytes) -> Sheet:
    """The sheet of a file, brought to today's version. Raises `NotASheet`."""
    stored = _json(content)
    try:
        sheet = sheets.load(stored)
    except ValidationError:
        # Codes and texts may be longer as people write them than as they are stored.
        sheet = _loaded(*respelt(_mended(sheets.upgrade(stored))))
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise NotASheet([Fault(_unknown_version(stored))]) from error
    if _row_count(sheet) > MOST_ROWS:
        raise NotASheet(
            [Fault(f"Plus de {MOST_ROWS} lignes{NARROW}: est-ce bien une formation{NARROW}?")]
        )
    return sheet


def cleaned(sheet: Sheet) -> Sheet:
    """Its texts and codes as forms would take them.

    Raises `NotASheet` for two names that become one.
    """
    return _loaded(*respelt(_mended(sheets.dump(sheet))))


def _loaded(stored: dict[str, Any], refused: Mapping[Loc, str]) -> Sheet:
    try:
        return sheets.load(stored)
    except ValidationError as error:
        raise NotASheet(_faults(error, stored, refused)) from error


def _mended(value: Any, field: str = "") -> Any:
    if isinstance(value, str):
        return mended(field, value)
    if isinstance(value, list):
        return [_mended(one, field) for one in value]
    if isinstance(value, dict):
        return {name: _mended(one, name) for name, one in value.items()}
    return value


def _unknown_version(stored: dict[str, Any]) -> str:
    if "version" not in stored:
        return (
            f"Ce fichier ne dit pas sa version{NARROW}: est-ce bien un export de formation{NARROW}?"
        )
    said = clean(quoted(str(stored["version"]), 20))
    return f"Ce site ne sait pas lire les fichiers de version {said}."


# JSON


class _Twice(ValueError):
    pass


def _json(content: bytes) -> dict[str, Any]:
    if len(content) > LARGEST:
        raise NotASheet([Fault("Ce fichier dépasse 2 Mo.")])
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise NotASheet([Fault(f"Ce fichier est en UTF-16{NARROW}: enregistrez-le en UTF-8.")])
    try:
        text = content.decode("utf-8-sig")
        stored = json.loads(text, object_pairs_hook=_object, parse_int=_integer)
    except UnicodeDecodeError as error:
        raise NotASheet(
            [Fault(f"Ce fichier n’est pas en UTF-8{NARROW}: enregistrez-le ainsi.")]
        ) from error
    except json.JSONDecodeError as error:
        where = f"ligne {error.lineno}, colonne {error.colno}"
        raise NotASheet([Fault("Ce fichier n’est pas du JSON.", capitalized(where))]) from error
    except _Twice as error:
        raise NotASheet(
            [Fault(f"Le champ {error} est écrit deux fois au même endroit.")]
        ) from error
    except RecursionError as error:
        raise NotASheet([_TOO_DEEP]) from error
    if _is_too_deep(stored):
        raise NotASheet([_TOO_DEEP])
    if not isinstance(stored, dict):
        raise NotASheet(
            [Fault(f"Ce fichier ne décrit pas une formation{NARROW}: un objet est attendu.")]
        )
    return stored


_TOO_DEEP = Fault(f"Ce fichier a trop de niveaux imbriqués{NARROW}: ce n’est pas une formation.")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """JSON leaves open what a name written twice means: nothing is guessed."""
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise _Twice(clean(quoted(name)))
        found[name] = value
    return found


def _integer(digits: str) -> int | float:
    """One with thousands of digits would stop Python: let it be refused at its place."""
    return int(digits) if len(digits) < 40 else float("inf")


def _is_too_deep(value: object) -> bool:
    level = [value]
    for _ in range(DEEPEST + 1):
        level = [
            inner
            for outer in level
            if isinstance(outer, dict | list)
            for inner in (outer.values() if isinstance(outer, dict) else outer)
        ]
        if not level:
            return False
    return True


def _row_count(part: Part) -> int:
    rows = [row for name in children(type(part)) for row in getattr(part, name)]
    inside = [value for _, value in part if isinstance(value, Part)]
    return len(rows) + sum(_row_count(one) for one in (*rows, *inside))


# Faults and their places


def _faults(
    error: ValidationError, stored: dict[str, Any], refused: Mapping[Loc, str]
) -> Iterator[Fault]:
    """`refused`: what is wrong with a code says more than how long it may be."""
    for one in error.errors(include_url=False):
        of_whole = one["loc"] == () and one["type"] == "value_error"
        if of_whole and (found := list(_broken_references(stored))):
            yield from found
        else:
            text = refused.get(one["loc"]) or said(cast("dict[str, Any]", one))
            yield Fault(clean(text), place(one["loc"]))


def _broken_references(stored: dict[str, Any]) -> Iterator[Fault]:
    """What the sheet says of the whole, said of a row. Each part of it is valid by now."""
    titles = [row["title"] for row in stored["blocs"]]
    units = [row["code"] or row["title"] for row in stored["exam_units"]]
    sites = [row["name"] for row in stored["centre"]["sites"]]
    for rows, field, names in (
        (("blocs",), "title", titles),
        (("exam_units",), "code", units),
        (("centre", "sites"), "name", sites),
    ):
        for index, name in enumerate(names):
            if name in names[:index]:
                first = names.index(name) + 1
                where = place((*rows, index, field))
                yield Fault(f"même nom que la ligne {first}{NARROW}: {clean(quoted(name))}.", where)
    for index, row in enumerate(stored["exam_units"]):
        yield from _named_in(row["blocs"], titles, ("exam_units", index, "blocs"))
    for placed in ("intakes", "funding_options"):
        for index, row in enumerate(stored[placed]):
            yield from _unknown(row["site"], sites, (placed, index, "site"))
    intakes = [Intake.model_validate(row).name for row in stored["intakes"]]
    for index, row in enumerate(stored["funding_options"]):
        yield from _unknown(row["intake"], intakes, ("funding_options", index, "intake"))
    for index, row in enumerate(stored["exemptions"]):
        yield from _named_in(row["units"], units, ("exemptions", index, "units"))
        yield from _named_in(row["blocs"], titles, ("exemptions", index, "blocs"))


def _named_in(names: list[str], known: list[str], loc: Loc) -> Iterator[Fault]:
    """Rows that another row names: each is there, and named once."""
    for at, name in enumerate(names):
        yield from _unknown(name, known, loc)
        if name in names[:at]:
            yield Fault(f"{clean(quoted(name))} y est deux fois.", place(loc))


def _unknown(name: str | None, known: list[str], loc: Loc) -> Iterator[Fault]:
    if name is not None and name not in known:
        yield Fault(f"{clean(quoted(name))} n’est pas dans ce fichier.", place(loc))
