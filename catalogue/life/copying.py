"""What a copy takes over from its original, piece by piece; the rest starts empty.

Pure: a sheet in, a sheet out.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any, Final

from programmes import sheet as sheets
from programmes.kinds import Profile
from programmes.sections import SECTIONS
from programmes.sheet import Exemption, Sheet, children
from programmes.typography import capitalized

from .blank import emptied, is_idle


@dataclass(frozen=True, slots=True)
class Piece:
    """What is kept or left as one. `fields`: paths in the sheet. `title`: that of its section,
    unless it is given. `starts_kept`: it says more of the centre than of what is taught.
    """

    name: str
    fields: tuple[str, ...]
    title: Callable[[Profile], str] | None = None
    starts_kept: bool = False

    def called(self, profile: Profile) -> str:
        if self.title:
            return self.title(profile)
        return profile.titles.get(self.name, _TITLES[self.name])


_TITLES: Final = {section.name: section.title for section in SECTIONS}
#: What a programme cannot be without, and what makes it one of its kind.
ALWAYS_KEPT: Final = frozenset(
    {"centre", "slug", "short_title", "full_title", "kind", "kind_label", "level"}
)

PIECES: Final = (
    Piece(
        "certification",
        (
            *("exact_title", "registry", "registry_code", "registered_on", "registration_ends_on"),
            *("former_codes", "certifiers", "blocs_only", "centre_role", "partner"),
            *("teaching_body", "ects", "cfd", "nsf", "formacodes", "field_of_study"),
        ),
        lambda _profile: "Intitulé enregistré, codes et certificateurs",
    ),
    Piece("presentation", ("lead", "presentation"), lambda _profile: "Accroche et présentation"),
    Piece(
        "duration",
        (
            *("hours", "training_days", "company_weeks", "length", "length_unit"),
            *("duration_scope", "start_month", "end_month", "training_weekdays", "rhythm"),
            *("rhythm_kind", "cycle_at_centre", "cycle_in_company", "work_study"),
            *("capacity", "delivery_mode", "blocs_separately"),
        ),
    ),
    Piece(
        "intakes",
        ("intakes", "start_notes", "permanent_entry"),
        lambda profile: capitalized(profile.start.many),
    ),
    Piece("blocs", ("blocs",), lambda profile: f"Objectifs et {profile.bloc.many}"),
    Piece("admission", ("requirements", "equivalence", "access_delay"), starts_kept=True),
    Piece("exemptions", ("exemptions",)),
    Piece(
        "exam",
        (
            *("exam_units", "rules", "rules_text", "results", "score", "grid_from"),
            # Who sets the exam names the certification: it goes with it.
            *("grid_until", "exam_in_doubt", "examining_authority"),
        ),
    ),
    Piece("evaluation", ("continuous_assessment",), starts_kept=True),
    Piece("methods", ("teaching_methods", "means"), starts_kept=True),
    Piece(
        "funding",
        ("funding_options",),
        lambda _profile: "Financements, sans les montants",
        starts_kept=True,
    ),
    Piece(
        "prices",
        tuple(
            f"funding_options.{name}"
            for name in ("amount", "basis", "tax", "on_request", "remaining_cost", "priced_on")
        ),
        lambda _profile: "Montants de ces financements",
    ),
    Piece("occupations", ("occupations",)),
    Piece("further_studies", ("further_studies",)),
    Piece(
        "contact",
        ("contact_name", "contact_phone", "contact_email"),
        lambda _profile: "Interlocuteur",
        starts_kept=True,
    ),
    Piece("key_figures", ("key_figures",)),
    Piece("documents", ("documents",)),
)


def choices(sheet: Sheet) -> list[tuple[str, str]]:
    """The pieces in which the original says something, as its kind calls them."""
    stated = (piece for piece in PIECES if any(map(sheet.states, piece.fields)))
    return [(piece.name, piece.called(sheet.profile)) for piece in stated]


def copied(sheet: Sheet, kept: Collection[str]) -> Sheet:
    """The sheet with these pieces alone. What names a row that is left names it no more."""
    stored = sheets.dump(sheet)
    for piece in PIECES:
        if piece.name not in kept:
            for path in piece.fields:
                _leave(stored, path.split("."))
    for row in stored["exam_units"]:
        _unname(row, stored)
    if not stored["intakes"]:
        for row in stored["funding_options"]:
            row["intake"] = None
    stored["exemptions"] = [row for row in stored["exemptions"] if not _is_gone(row, stored)]
    return sheets.load(stored)


def _leave(stored: dict[str, Any], steps: list[str]) -> None:
    name, *rest = steps
    if not rest:
        stored[name] = emptied(Sheet, name, stored[name])
        return
    (inner,) = rest
    for row in stored[name]:
        row[inner] = emptied(children(Sheet)[name], inner, row[inner])


def _unname(row: dict[str, Any], stored: dict[str, Any]) -> None:
    """What names blocs or units that were left names them no more."""
    names = {
        "blocs": {bloc["title"] for bloc in stored["blocs"]},
        "units": {unit["code"] or unit["title"] for unit in stored["exam_units"]},
    }
    for field in names.keys() & row.keys():
        row[field] = [name for name in row[field] if name in names[field]]


def _is_gone(exemption: dict[str, Any], stored: dict[str, Any]) -> bool:
    """It named nothing but what was left."""
    said_something = not is_idle(Exemption, exemption)
    _unname(exemption, stored)
    return said_something and is_idle(Exemption, exemption)
