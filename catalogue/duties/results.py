"""What comes out of it: results, and what one can do next (RNQ 2 and 3, L6111-8)."""

from typing import Final

from programmes.typography import capitalized
from programmes.vocabulary import FigureKind

from .duty import Duty, Severity
from .places import APPRENTICES_RESULTS, CERTIFYING_3, RNQ_2, of_programme, section
from .questions import (
    has_figure,
    has_old_figures,
    is_certifying,
    is_documented,
    is_under_contract,
    says,
)

OUTCOMES: Final = frozenset(FigureKind) - {FigureKind.SATISFACTION, FigureKind.ADDED_VALUE}
_DATED: Final = "avec l’année ou le groupe compté"
_OLD: Final = "quand l’année la plus récente remonte à plus de deux ans"

RESULTS_DUTIES: Final[tuple[Duty, ...]] = (
    Duty(
        "results",
        "Résultats",
        RNQ_2,
        Severity.WARNING,
        f"Un chiffre clé au moins sur ce que deviennent les apprenants, {_DATED}.",
        section("key_figures"),
        of_programme("key_figures", "key_figures"),
        has_figure(*OUTCOMES),
        is_stale=has_old_figures(*OUTCOMES),
        goes_stale=_OLD,
        contract_source=APPRENTICES_RESULTS,
    ),
    Duty(
        "documented_results",
        "Résultats avec année, effectif et source",
        RNQ_2,
        Severity.WARNING,
        "À chaque chiffre clé, l’année ou le groupe compté, l’effectif et la source.",
        section("key_figures"),
        of_programme("key_figures", "key_figures"),
        lambda sheet: all(map(is_documented, sheet.key_figures)),
        lambda sheet: bool(sheet.key_figures),
        contract_source=APPRENTICES_RESULTS,
    ),
    Duty(
        "satisfaction",
        "Satisfaction",
        RNQ_2,
        Severity.WARNING,
        f"Un chiffre clé de satisfaction, {_DATED}.",
        section("key_figures"),
        of_programme("key_figures", "key_figures"),
        has_figure(FigureKind.SATISFACTION),
        is_stale=has_old_figures(FigureKind.SATISFACTION),
        goes_stale=_OLD,
    ),
    Duty(
        "added_value",
        "Valeur ajoutée de l’établissement",
        capitalized(APPRENTICES_RESULTS),
        Severity.WARNING,
        f"Un chiffre clé de valeur ajoutée (formations en alternance), {_DATED}.",
        section("key_figures"),
        of_programme("key_figures", "key_figures"),
        has_figure(FigureKind.ADDED_VALUE),
        is_under_contract,
        has_old_figures(FigureKind.ADDED_VALUE),
        _OLD,
    ),
    Duty(
        "pass_rate",
        "Taux d’obtention",
        CERTIFYING_3,
        Severity.WARNING,
        f"Un chiffre clé de réussite, {_DATED}.",
        section("key_figures"),
        of_programme("key_figures", "key_figures"),
        has_figure(FigureKind.PASS),
        is_certifying,
        has_old_figures(FigureKind.PASS),
        _OLD,
    ),
    Duty(
        "blocs_separately",
        "Blocs que l’on peut valider",
        CERTIFYING_3,
        Severity.WARNING,
        "Si les blocs ou les CCP se valident séparément, ou non.",
        section("duration"),
        of_programme("blocs", "blocs_separately"),
        lambda sheet: sheet.blocs_separately is not None,
        is_certifying,
    ),
    Duty(
        "equivalence",
        "Équivalences",
        CERTIFYING_3,
        Severity.WARNING,
        "À quoi la certification équivaut, même pour dire «\u202faucune\u202f».",
        section("admission"),
        of_programme("admission", "equivalence"),
        lambda sheet: says(sheet.equivalence),
        is_certifying,
    ),
    Duty(
        "exemptions",
        "Passerelles",
        CERTIFYING_3,
        Severity.WARNING,
        "Une dispense, une équivalence ou une passerelle au moins.",
        section("exemptions"),
        of_programme("exemptions", "exemptions"),
        lambda sheet: says(*(row.situation for row in sheet.exemptions)),
        is_certifying,
    ),
    Duty(
        "further_studies",
        "Suites de parcours",
        CERTIFYING_3,
        Severity.WARNING,
        "Une suite au moins\u202f: poursuite d’études, autre certification.",
        section("further_studies"),
        of_programme("further_studies", "further_studies"),
        lambda sheet: says(*(row.title for row in sheet.further_studies)),
        is_certifying,
    ),
    Duty(
        "occupations",
        "Débouchés",
        CERTIFYING_3,
        Severity.WARNING,
        "Un métier au moins.",
        section("occupations"),
        of_programme("occupations", "occupations"),
        lambda sheet: says(*(row.title for row in sheet.occupations)),
        is_certifying,
    ),
)
