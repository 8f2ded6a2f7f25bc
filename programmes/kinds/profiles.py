"""The profile of each family. To change what a kind of programme says, look here first."""

from dataclasses import replace
from functools import cache, partial
from typing import Final

from programmes.nouns import feminine, masculine
from programmes.vocabulary import FigureKind, Registry, ResultKind

from .helps import HELPS
from .kind import Family, Kind
from .profile import Profile
from .rules import Rules

_RENTREE: Final = feminine("rentrée")
_EVALUATION: Final = feminine("évaluation")
_BLOC: Final = masculine("bloc")
_MODULE: Final = masculine("module")

_NO_COEFFICIENTS: Final = frozenset(
    {
        "exam_units.coefficient", "exam_units.papers.coefficient", "exam_units.group",
    }
)  # fmt: skip
# Diplomas alone are passed in course or at the end.
_NO_CCF: Final = frozenset({"exam_units.papers.mode", "exam_units.papers.in_course_for"})
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
_IN_FULL: Final = "bloc de compétences"
# What two families of diplomas share, and the others: each says below what is its own.
_by_exam: Final = partial(
    Profile,
    award=masculine("diplôme"),
    whole="du diplôme entier",
    start=_RENTREE,
    assessment=masculine("examen"),
    paper=feminine("épreuve"),
    bloc=_BLOC,
    bloc_in_full=_IN_FULL,
    kept="unités acquises",
    exemption=feminine("dispense"),
    registry=Registry.RNCP,
    says_years=True,
    by_year=True,
)
_by_evaluation: Final = partial(
    Profile,
    start=feminine("session"),
    assessment=_EVALUATION,
    unit=_EVALUATION,
    paper=_EVALUATION,
    bloc=_BLOC,
    bloc_in_full=_IN_FULL,
    kept="blocs acquis",
    exemption=feminine("équivalence"),
    registry=Registry.RNCP,
    rules=Rules.OWN,
    results=ResultKind.BY_BLOC,
    says_years=False,
    titles={"exemptions": "Équivalences et passerelles", "exam": "Certification"},
    figures={
        FigureKind.PASS: "Réussite à l’évaluation",
        FigureKind.PRESENTATION: "Présentation à l’évaluation",
    },
)

PROFILES: Final[dict[Family, Profile]] = {
    Family.STATE_DIPLOMA: _by_exam(
        family=Family.STATE_DIPLOMA,
        unit=feminine("unité"),
        rules=None,
        results=ResultKind.POINTS,
    ),
    Family.HIGHER_DIPLOMA: _by_exam(
        family=Family.HIGHER_DIPLOMA,
        unit=feminine("unité d’enseignement"),
        rules=Rules.ECTS,
        results=ResultKind.CREDITS,
        lacks=frozenset({"exam_units.group"}),
        titles={"exam": "Unités et crédits"},
    ),
    Family.TITRE_PRO: _by_evaluation(
        family=Family.TITRE_PRO,
        award=masculine("titre"),
        whole="du titre entier",
        bloc=masculine("CCP"),
        bloc_in_full="certificat de compétences professionnelles",
        kept="CCP acquis",
        rules=Rules.TITRE_PRO,
        lacks=_NO_COEFFICIENTS | _NO_CCF | _NO_CREDITS | _NO_EXEMPT_UNITS,
    ),
    Family.CERTIFIER_TITLE: _by_evaluation(
        family=Family.CERTIFIER_TITLE,
        award=masculine("titre"),
        whole="du titre entier",
        lacks=_NO_EXEMPT_UNITS | {"exam_units.group"},
    ),
    Family.CQP: _by_evaluation(
        family=Family.CQP,
        award=masculine("certificat"),
        whole="du certificat entier",
        lacks=_NO_COEFFICIENTS | _NO_CCF | _NO_CREDITS | _NO_STATE_CODE | _NO_EXEMPT_UNITS,
    ),
    Family.SPECIFIC: _by_evaluation(
        family=Family.SPECIFIC,
        award=feminine("certification"),
        whole="de la certification entière",
        # Blocs are of the RNCP alone (code du travail, L6113-1).
        bloc=_MODULE,
        bloc_in_full="module",
        kept="modules acquis",
        registry=Registry.RS,
        results=ResultKind.SCORE,
        lacks=_NO_COEFFICIENTS
        | _NO_CCF
        | _NO_CREDITS
        | _NO_STATE_CODE
        | _NO_BLOC_NUMBERS
        | _NO_PLACEMENT
        | {"level", "blocs_only", "blocs_separately", "exemptions", "equivalence"},
    ),
    Family.UNCERTIFIED: _by_evaluation(
        family=Family.UNCERTIFIED,
        award=feminine("attestation"),
        whole="de la formation entière",
        bloc=_MODULE,
        bloc_in_full="module",
        kept="modules acquis",
        registry=Registry.NONE,
        rules=None,
        results=None,
        lacks=_WITHOUT_CERTIFICATION
        | _NO_CREDITS
        | _NO_STATE_CODE
        | _NO_BLOC_NUMBERS
        | _NO_PLACEMENT,
    ),
    # Of an unknown kind, words that are true of every one.
    Family.OTHER: _by_evaluation(
        family=Family.OTHER,
        award=feminine("certification"),
        whole="de la certification entière",
        unit=feminine("unité"),
        registry=None,
        rules=None,
        results=None,
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
