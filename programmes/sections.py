"""The sections of a sheet, in the order in which people read them. The only such list.

A section called `exam` is rendered by `templates/programmes/sections/exam.html`.
"""

from collections.abc import Callable
from dataclasses import dataclass

from .sheet import Sheet


@dataclass(frozen=True, slots=True)
class Section:
    """One section: its code name, its French title, its anchor in the page's address."""

    name: str
    title: str
    anchor: str
    has_content: Callable[[Sheet], bool]


def _has_presentation(sheet: Sheet) -> bool:
    return any(
        (sheet.presentation, sheet.diploma_kind, sheet.certifier, sheet.rncp_code, sheet.cfd)
    )


def _has_duration(sheet: Sheet) -> bool:
    return any(
        (
            sheet.hours,
            sheet.training_days,
            sheet.years,
            sheet.start_month,
            sheet.training_weekdays,
            sheet.rhythm,
            sheet.capacity,
            sheet.delivery_mode,
            sheet.intakes,
        )
    )


def _has_accessibility(sheet: Sheet) -> bool:
    centre = sheet.centre
    return any(
        (
            centre.accessibility,
            centre.disability_contact_name,
            centre.disability_contact_phone,
            centre.disability_contact_email,
        )
    )


SECTIONS: tuple[Section, ...] = (
    Section("presentation", "Présentation", "presentation", _has_presentation),
    Section("duration", "Durée et rythme", "duree", _has_duration),
    Section("objectives", "Objectifs", "objectifs", lambda sheet: bool(sheet.objectives)),
    Section("blocs", "Programme", "programme", lambda sheet: bool(sheet.blocs)),
    Section(
        "admission",
        "Admission",
        "admission",
        lambda sheet: bool(sheet.requirements or sheet.equivalence or sheet.access_delay),
    ),
    Section(
        "exemptions",
        "Dispenses et passerelles",
        "dispenses",
        lambda sheet: bool(sheet.exemptions),
    ),
    Section("exam", "Examen", "examen", lambda sheet: bool(sheet.exam_units)),
    Section(
        "evaluation",
        "Évaluation",
        "evaluation",
        lambda sheet: bool(sheet.continuous_assessment or sheet.examining_authority),
    ),
    Section(
        "methods",
        "Méthodes et moyens",
        "methodes",
        lambda sheet: bool(sheet.teaching_methods or sheet.means),
    ),
    Section("funding", "Financement", "financement", lambda sheet: bool(sheet.funding_options)),
    Section("occupations", "Débouchés", "debouches", lambda sheet: bool(sheet.occupations)),
    Section(
        "further_studies",
        "Poursuites d’études",
        "poursuites",
        lambda sheet: bool(sheet.further_studies),
    ),
    Section("key_figures", "Chiffres clés", "chiffres", lambda sheet: bool(sheet.key_figures)),
    Section("accessibility", "Accessibilité", "accessibilite", _has_accessibility),
    Section("contact", "Contact", "contact", lambda sheet: True),
)


def sections_of(sheet: Sheet) -> tuple[Section, ...]:
    """Those with content, in order: contents, page, print and PDF loop over these."""
    return tuple(section for section in SECTIONS if section.has_content(sheet))
