"""What is wrong with a sheet, in French: where, and what is expected there.

Pydantic names fields and says it in English; staff read this instead.
"""

import re
from dataclasses import dataclass
from typing import Any, Final, cast

from pydantic import ValidationError

from programmes.naming.labels import LABELS
from programmes.naming.rows import ROW_KINDS
from programmes.nouns import quoted
from programmes.sheet import Part, Sheet, children, singles
from programmes.typography import NARROW, capitalized

Loc = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and where: « Unité 3 › partie d’épreuve 1 › coefficient »."""

    text: str
    place: str = ""


def place(loc: Loc) -> str:
    """« Unité 3 › partie d’épreuve 1 › coefficient »."""
    part: type[Part] | None = Sheet
    words: list[str] = []
    for index, step in enumerate(loc):
        if isinstance(step, int):
            words[-1] += f" {step + 1}"
            continue
        word, part = _step(part, step, isinstance((*loc, "")[index + 1], int))
        words.append(word)
    return clean(capitalized(" › ".join(words)))


def _step(part: type[Part] | None, name: str, is_row: bool) -> tuple[str, type[Part] | None]:
    if part is None or name not in part.model_fields:
        return quoted(name), None
    if name in children(part):
        inner = children(part)[name]
        kind = ROW_KINDS[inner]
        return (kind.noun.text if is_row else kind.plural), inner
    if name in singles(part):
        return _SINGLE[name], singles(part)[name]
    label = LABELS[part].get(name)
    return (label.noun.text if label else quoted(name)), None


_SINGLE = {"centre": "centre", "scheme": "dispositif"}


def clean(text: str) -> str:
    """Fit for a page, whatever the file held."""
    return re.sub("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]", "\ufffd", text)


_SAID: Final = {
    "missing": "manque dans le fichier.",
    "extra_forbidden": "champ inconnu.",
    "string_type": "un texte est attendu.",
    "string_too_long": "{max_length} caractères au plus.",
    "too_long": "{max_length} caractères au plus.",
    "string_unicode": "caractère interdit.",
    "string_pattern_mismatch": "forme inattendue.",
    "greater_than": "doit être supérieur à {gt}.",
    "greater_than_equal": "doit valoir au moins {ge}.",
    "less_than": "doit être inférieur à {lt}.",
    "less_than_equal": "doit valoir au plus {le}.",
    "finite_number": "un nombre ordinaire est attendu.",
    "tuple_type": "une liste est attendue.",
    "value_error": "{error}.",
}
# By the beginning of the type: pydantic tells apart more cases than people do.
_EXPECTED: Final = {
    "int": "un nombre entier est attendu",
    "decimal": "un nombre est attendu",
    "date": "une date est attendue, comme 2026-09-01",
    "bool": "true ou false est attendu",
    "model": "un objet est attendu",
    "enum": "choix inconnu",
}


def said(error: dict[str, Any]) -> str:
    kind: str = error["type"]
    if kind in _SAID:
        return _SAID[kind].format_map(error.get("ctx", {}))
    expected = _EXPECTED.get(kind.partition("_")[0], "valeur inattendue")
    given = error["input"]
    shown = f"{NARROW}: {quoted(str(given), 40)}" if isinstance(given, str | int | float) else ""
    return f"{expected}{shown}."


def first(error: ValidationError) -> str:
    """« Nombre d’heures : un nombre entier est attendu. »: the first fault, with its place."""
    one = cast("dict[str, Any]", error.errors(include_url=False)[0])
    text = clean(said(one))
    return f"{place(one['loc'])}{NARROW}: {text}" if one["loc"] else capitalized(text)
