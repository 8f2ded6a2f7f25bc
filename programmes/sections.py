"""The sections of a sheet, in the order in which people read them. The only such list.

A section called `exam` is rendered by `templates/programmes/sections/exam.html`. A profile may
give it another title; what a family of programmes lacks gives it no content.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce

from .kinds import RULES, Profile
from .sheet import Exemption, Sheet


@dataclass(frozen=True, slots=True)
class Section:
    """One section: its code name, its French title, its anchor in the page's address.

    `fields`: the paths in the sheet of what it says. `says`: whether it has something to say that
    day, where that is not whether one of them is stated.
    """

    name: str
    title: str
    anchor: str
    fields: tuple[str, ...]
    says: Callable[[Sheet, date], bool] | None = None

    def fits(self, profile: Profile) -> bool:
        """Whether programmes of that family may have it."""
        return any(map(profile.has, self.fields))

    def has_content(self, sheet: Sheet, day: date) -> bool:
        if self.says is not None:
            return self.fits(sheet.profile) and self.says(sheet, day)
        return any(_is_stated(sheet, path) for path in self.fields)


def _is_stated(sheet: Sheet, path: str) -> bool:
    value = reduce(getattr, path.split("."), sheet)
    return sheet.profile.has(path) and bool(value)


def offered_exemptions(sheet: Sheet, day: date) -> tuple[Exemption, ...]:
    """Those that can still help somebody on that day."""
    return tuple(row for row in sheet.exemptions if row.ends_on is None or row.ends_on >= day)


_EXAM = ("exam_units", "rules_text", "results", "score", "grid_from", "grid_until")


def _says_exam(sheet: Sheet, _day: date) -> bool:
    """Rules that speak of a mean say nothing without the units over which it is taken."""
    rule = RULES[sheet.rules] if sheet.rules else None
    alone = rule is not None and rule.passing != "" and not rule.has_coefficients
    return alone or any(_is_stated(sheet, path) for path in _EXAM)


# What one decides on first, then what is taught and how it is assessed, then what identifies it.
SECTIONS: tuple[Section, ...] = (
    Section("presentation", "Présentation", "presentation", ("presentation",)),
    Section("key_figures", "Chiffres clés", "chiffres", ("key_figures",)),
    Section("funding", "Financement", "financement", ("funding_options",)),
    Section("admission", "Admission", "admission", ("requirements", "equivalence", "access_delay")),
    Section(
        "duration",
        "Durée et rythme",
        "duree",
        (
            *("hours", "training_days", "company_weeks", "length", "duration_scope"),
            *("start_month", "end_month", "permanent_entry", "work_study", "rhythm_kind"),
            *("cycle_at_centre", "cycle_in_company", "training_weekdays", "rhythm", "capacity"),
            *("delivery_mode", "blocs_separately", "intakes", "start_notes"),
        ),
    ),
    Section("occupations", "Débouchés", "debouches", ("occupations",)),
    Section("further_studies", "Poursuites d’études", "poursuites", ("further_studies",)),
    Section("blocs", "Objectifs et programme", "programme", ("blocs",)),
    Section("exam", "Examen", "examen", _EXAM, _says_exam),
    Section(
        "evaluation",
        "Évaluation",
        "evaluation",
        ("continuous_assessment", "examining_authority"),
    ),
    Section(
        "exemptions",
        "Dispenses et passerelles",
        "dispenses",
        ("exemptions",),
        lambda sheet, day: bool(offered_exemptions(sheet, day)),
    ),
    Section("methods", "Méthodes et moyens", "methodes", ("teaching_methods", "means")),
    Section("documents", "Documents", "documents", ("documents", "centre.documents")),
    Section(
        "references",
        "Références",
        "references",
        (
            *("kind", "kind_label", "level", "field_of_study", "exact_title"),
            *("certifiers",),
            *("registry", "registry_code", "former_codes", "blocs_only", "centre_role", "partner"),
            *("teaching_body", "ects", "cfd", "nsf", "formacodes"),
        ),
    ),
    Section(
        "accessibility",
        "Accessibilité",
        "accessibilite",
        (
            *("centre.accessibility", "centre.disability_contact_name"),
            *("centre.disability_contact_phone", "centre.disability_contact_email"),
        ),
    ),
    Section(
        "contact",
        "Contact",
        "contact",
        ("centre", "contact_name", "contact_phone", "contact_email"),
    ),
)


def titled(profile: Profile) -> tuple[Section, ...]:
    """Those that programmes of that family may have, as they call them."""
    return tuple(
        replace(section, title=profile.titles.get(section.name, section.title))
        for section in SECTIONS
        if section.fits(profile)
    )


def sections_of(sheet: Sheet, day: date) -> tuple[Section, ...]:
    """Those with content on that day, in order: contents, page, print and PDF loop over these."""
    return tuple(section for section in titled(sheet.profile) if section.has_content(sheet, day))
