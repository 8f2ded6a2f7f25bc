"""The profile of each family. To change what a kind of programme says, look here first."""

from dataclasses import replace
from functools import cache
from typing import Final

from programmes.nouns import feminine, masculine
from programmes.vocabulary import FigureKind, Registry, ResultKind

from .helps import HELPS
from .kind import Family, Kind
from .profile import Profile
from .rules import Rules

_RENTREE: Final = feminine("rentrée")
_SESSION: Final = feminine("session")
_EVALUATION: Final = feminine("évaluation")
_EPREUVE: Final = feminine("épreuve")
_BLOC: Final = masculine("bloc")
_MODULE: Final = masculine("module")
_EQUIVALENCE: Final = feminine("équivalence")

_NO_COEFFICIENTS: Final = frozenset(
    {
        "exam_units.coefficient", "exam_units.papers.coefficient", "exam_units.group",
    }
)  # fmt: skip
# One is exempt from blocs or a year there, never from exam units.
_NO_EXEMPT_UNITS: Final = frozenset({"exemptions.units", "exemptions.acquired_units"})
# Of the RNCP alone: « RNCP38368BC01 ».
_NO_BLOC_NUMBERS: Final = frozenset({"blocs.official_number"})
_NO_PLACEMENT: Final = frozenset(
    {
        "company_weeks", "work_study", "cycle_at_centre", "cycle_in_company",
        "intakes.cycle_at_centre", "intakes.cycle_in_company",
    }
)  # fmt: skip
_NO_CREDITS: Final = frozenset({"ects", "exam_units.credits"})
_NO_STATE_CODE: Final = frozenset({"cfd"})
_WITHOUT_CERTIFICATION: Final = frozenset(
    {
        "level", "exact_title", "registry", "registry_code", "registered_on",
        "registration_ends_on", "former_codes", "certifiers", "blocs_only", "centre_role",
        "partner", "blocs_separately", "examining_authority", "equivalence", "exemptions",
        "exam_units", "rules", "rules_text", "results", "score", "grid_from", "grid_until",
        "exam_in_doubt",
    }
)  # fmt: skip
_ELSEWHERE: Final = {
    "exemptions": "Équivalences et passerelles",
    "exam": "Certification",
}
_IN_FULL: Final = "bloc de compétences"
# Where one is assessed otherwise than by an exam.
_FIGURES: Final = {
    FigureKind.PASS: "Réussite à l’évaluation",
    FigureKind.PRESENTATION: "Présentation à l’évaluation",
}

PROFILES: Final[dict[Family, Profile]] = {
    Family.STATE_DIPLOMA: Profile(
        family=Family.STATE_DIPLOMA,
        award=masculine("diplôme"),
        whole="du diplôme entier",
        start=_RENTREE,
        assessment=masculine("examen"),
        unit=feminine("unité"),
        paper=_EPREUVE,
        bloc=_BLOC,
        bloc_in_full=_IN_FULL,
        kept="unités acquises",
        exemption=feminine("dispense"),
        registry=Registry.RNCP,
        rules=None,
        results=ResultKind.POINTS,
        says_years=True,
        by_year=True,
    ),
    Family.HIGHER_DIPLOMA: Profile(
        family=Family.HIGHER_DIPLOMA,
        award=masculine("diplôme"),
        whole="du diplôme entier",
        start=_RENTREE,
        assessment=masculine("examen"),
        unit=feminine("unité d’enseignement"),
        paper=_EPREUVE,
        bloc=_BLOC,
        bloc_in_full=_IN_FULL,
        kept="unités acquises",
        exemption=feminine("dispense"),
        registry=Registry.RNCP,
        rules=Rules.ECTS,
        results=ResultKind.CREDITS,
        says_years=True,
        by_year=True,
        lacks=frozenset({"exam_units.group"}),
        titles={"exam": "Unités et crédits"},
    ),
    Family.TITRE_PRO: Profile(
        family=Family.TITRE_PRO,
        award=masculine("titre"),
        whole="du titre entier",
        start=_SESSION,
        assessment=_EVALUATION,
        unit=_EVALUATION,
        paper=_EVALUATION,
        bloc=masculine("CCP"),
        bloc_in_full="certificat de compétences professionnelles",
        kept="CCP acquis",
        exemption=_EQUIVALENCE,
        registry=Registry.RNCP,
        rules=Rules.TITRE_PRO,
        results=ResultKind.BY_BLOC,
        says_years=False,
        lacks=_NO_COEFFICIENTS | _NO_CREDITS | _NO_EXEMPT_UNITS,
        titles=_ELSEWHERE,
        figures=_FIGURES,
    ),
    Family.CERTIFIER_TITLE: Profile(
        family=Family.CERTIFIER_TITLE,
        award=masculine("titre"),
        whole="du titre entier",
        start=_SESSION,
        assessment=_EVALUATION,
        unit=_EVALUATION,
        paper=_EVALUATION,
        bloc=_BLOC,
        bloc_in_full=_IN_FULL,
        kept="blocs acquis",
        exemption=_EQUIVALENCE,
        registry=Registry.RNCP,
        rules=Rules.OWN,
        results=ResultKind.BY_BLOC,
        says_years=False,
        lacks=_NO_EXEMPT_UNITS | {"exam_units.group"},
        titles=_ELSEWHERE,
        figures=_FIGURES,
    ),
    Family.CQP: Profile(
        family=Family.CQP,
        award=masculine("certificat"),
        whole="du certificat entier",
        start=_SESSION,
        assessment=_EVALUATION,
        unit=_EVALUATION,
        paper=_EVALUATION,
        bloc=_BLOC,
        bloc_in_full=_IN_FULL,
        kept="blocs acquis",
        exemption=_EQUIVALENCE,
        registry=Registry.RNCP,
        rules=Rules.OWN,
        results=ResultKind.BY_BLOC,
        says_years=False,
        lacks=_NO_COEFFICIENTS | _NO_CREDITS | _NO_STATE_CODE | _NO_EXEMPT_UNITS,
        titles=_ELSEWHERE,
        figures=_FIGURES,
    ),
    Family.SPECIFIC: Profile(
        family=Family.SPECIFIC,
        award=feminine("certification"),
        whole="de la certification entière",
        start=_SESSION,
        assessment=_EVALUATION,
        unit=_EVALUATION,
        paper=_EVALUATION,
        # Blocs are of the RNCP alone (code du travail, L6113-1).
        bloc=_MODULE,
        bloc_in_full="module",
        kept="modules acquis",
        exemption=_EQUIVALENCE,
        registry=Registry.RS,
        rules=Rules.OWN,
        results=ResultKind.SCORE,
        says_years=False,
        lacks=_NO_COEFFICIENTS
        | _NO_CREDITS
        | _NO_STATE_CODE
        | _NO_BLOC_NUMBERS
        | _NO_PLACEMENT
        | {"level", "blocs_only", "blocs_separately", "exemptions", "equivalence"},
        titles=_ELSEWHERE,
        figures=_FIGURES,
    ),
    Family.UNCERTIFIED: Profile(
        family=Family.UNCERTIFIED,
        award=feminine("attestation"),
        whole="de la formation entière",
        start=_SESSION,
        assessment=_EVALUATION,
        unit=_EVALUATION,
        paper=_EVALUATION,
        bloc=_MODULE,
        bloc_in_full="module",
        kept="modules acquis",
        exemption=_EQUIVALENCE,
        registry=Registry.NONE,
        rules=None,
        results=None,
        says_years=False,
        lacks=_WITHOUT_CERTIFICATION
        | _NO_CREDITS
        | _NO_STATE_CODE
        | _NO_BLOC_NUMBERS
        | _NO_PLACEMENT,
        titles=_ELSEWHERE,
        figures=_FIGURES,
    ),
    # Of an unknown kind, words that are true of every one.
    Family.OTHER: Profile(
        family=Family.OTHER,
        award=feminine("certification"),
        whole="de la certification entière",
        start=_SESSION,
        assessment=_EVALUATION,
        unit=feminine("unité"),
        paper=_EVALUATION,
        bloc=_BLOC,
        bloc_in_full=_IN_FULL,
        kept="blocs acquis",
        exemption=_EQUIVALENCE,
        registry=None,
        rules=None,
        results=None,
        says_years=False,
        titles=_ELSEWHERE,
        figures=_FIGURES,
    ),
}

# The rules of a grid where the family leaves a choice.
_RULES: Final[dict[Kind, Rules]] = {
    Kind.BTS: Rules.BTS,
    Kind.BTSA: Rules.BTS,
    Kind.BAC_PRO: Rules.BAC_PRO,
    Kind.CAP: Rules.CAP,
    Kind.CAPA: Rules.CAP,
}


# The words where no programme is at hand: those of the commonest family.
USUAL: Final = PROFILES[Family.STATE_DIPLOMA]

_REGISTERED: Final = frozenset({Registry.RNCP, Registry.RS})


@cache
def profile_of(
    kind: Kind | None, registry: Registry | None = None, *, is_work_study: bool = False
) -> Profile:
    """What a programme of that kind says, once the facts have decided.

    Under a contract one starts with a rentrée whatever the family. What a register holds is
    certified whatever it is called; what none holds has nothing of a certification; and the
    Répertoire spécifique knows no level.
    """
    family = kind.family if kind else Family.OTHER
    if family is Family.UNCERTIFIED and registry in _REGISTERED:
        family = Family.OTHER
    profile = replace(PROFILES[family], helps=HELPS[family])
    if kind in _RULES:
        profile = replace(profile, rules=_RULES[kind])
    if is_work_study:
        profile = replace(profile, start=_RENTREE, by_year=True)
    if registry is Registry.RS:
        profile = replace(profile, lacks=profile.lacks | {"level"})
    if registry is Registry.NONE and family is Family.OTHER:
        # A register may still be chosen, with its code.
        stated = {"registry", "registry_code"}
        profile = replace(profile, lacks=profile.lacks | _WITHOUT_CERTIFICATION - stated)
    return profile
