"""Whether the page says that the exam is being checked, and what review notes ask it to say.

A note speaks of the exam where it names coefficients; or where its subject names what the kind
calls an exam, a unit or a paper, or the code of one of the programme's units.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from programmes.kinds import Profile
from programmes.models import Programme, ReviewNote
from programmes.sheet import Sheet
from programmes.text import fold

from . import reading
from .reading import Draft


def doubtful(profile: Profile) -> str:
    """What is said to be checked, in the plural."""
    return "coefficients" if profile.weighs else "modalités d’évaluation"


@dataclass(frozen=True, slots=True)
class Proposal:
    """`in_doubt`: what the sheet would say. `notes`: the subjects of the open ones about it."""

    in_doubt: bool
    notes: tuple[str, ...]


def proposal(draft: Draft) -> Proposal | None:
    """What open notes and the sheet do not say alike; one query."""
    sheet = draft.found
    if sheet is None or not (sheet.exam_units and sheet.profile.has("exam_in_doubt")):
        return None
    found = draft.programme.review_notes.open()
    notes = tuple(note.subject for note in found if speaks_of_exam(note, sheet))
    if bool(notes) is sheet.exam_in_doubt:
        return None
    return Proposal(bool(notes), notes)


def speaks_of_exam(note: ReviewNote, sheet: Sheet) -> bool:
    subject = fold(note.subject)
    if "coefficient" in f"{subject} {fold(note.text)}":
        return True
    return any(re.search(rf"\b{re.escape(one)}s?\b", subject) for one in _names(sheet))


def _names(sheet: Sheet) -> Iterator[str]:
    profile = sheet.profile
    yield from {fold(one.text) for one in (profile.assessment, profile.unit, profile.paper)}
    yield from (fold(unit.code) for unit in sheet.exam_units if unit.code)


def settle(draft: Draft, *, in_doubt: bool) -> Draft:
    """The draft once it says so; it was read under the lock that is still held."""
    Programme.objects.filter(pk=draft.programme.pk).update(exam_in_doubt=in_doubt)
    return reading.of(draft.programme.pk)
