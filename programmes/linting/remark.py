"""A remark of the linter: what looks wrong, where, and how sure one is."""

from dataclasses import dataclass

from django.db.models import TextChoices

IDENTITY = "identity"  # the titles, above every section


class Severity(TextChoices):
    WRONG = "wrong", "à corriger"  # cannot be right
    DOUBTFUL = "doubtful", "à vérifier"  # may be right: somebody has to look


@dataclass(frozen=True, slots=True)
class Remark:
    """`section`: the section's name, as in `programmes/sections.py`, or « identity ».

    `place`: the field or the row as people call it. `sentence`: French, whole, typeset.
    """

    code: str
    section: str
    place: str
    sentence: str
    severity: Severity


def wrong(code: str, section: str, place: object, sentence: str) -> Remark:
    return Remark(code, section, _capital(str(place)), sentence, Severity.WRONG)


def doubtful(code: str, section: str, place: object, sentence: str) -> Remark:
    return Remark(code, section, _capital(str(place)), sentence, Severity.DOUBTFUL)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
