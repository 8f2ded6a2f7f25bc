"""Help texts of the forms, by family, where an example of another family would mislead.

By the path of a field in the sheet; a path of rows (« exam_units ») is the help of their part. What
is not here is helped by the field of the draft table itself.
"""

from collections.abc import Mapping
from typing import Final

from .kind import Family


def _named(short: str, full: str, address: str, *, official: bool = True) -> dict[str, str]:
    """The titles and the address of one example."""
    title = "Intitulé officiel, sans le sigle" if official else "Nom sous lequel elle est proposée"
    return {
        "short_title": f"Nom court que tout le monde emploie, au-dessus du titre : « {short} ».",
        "full_title": f"{title} : « {full} ».",
        "slug": (
            f"Fin de l’adresse de la page : /formations/{address}/. "
            "Une adresse déjà publiée continue de mener ici."
        ),
    }


# The other days need not be those of a company.
_DAYS: Final = {"training_weekdays": "Jours de la semaine passés au centre."}
# Sold under another name than the one that is registered.
_SOLD: Final = {
    "exact_title": (
        "Mot pour mot, comme au répertoire : souvent un autre que celui sous lequel la formation "
        "est proposée (Qualiopi 1)."
    ),
}
# Wherever one is not assessed by the papers of an exam.
_ASSESSED: Final = {
    "exam_units": "Ce qui est évalué, comment, et ce qu’il faut pour réussir.",
    "exam_units.heading": "Pour réunir plusieurs évaluations qui se suivent.",
    "exam_units.code": "S’il y en a un au référentiel.",
    "exam_units.optional": "Elle ne compte pas pour réussir.",
    "exam_units.note": "Sous l’évaluation, dans le tableau.",
    "grid_from": "Première session à laquelle ces évaluations s’appliquent : 2024.",
}
_UNWEIGHED: Final = {
    "exam_in_doubt": "La page et la fiche disent qu’elles sont en cours de vérification.",
}
_EQUIVALENT: Final = {
    "exemptions": "Ce que l’on a déjà obtenu ailleurs et qui compte ici.",
    "exemptions.legal_source": "S’il y en a un : « fiche du répertoire ».",
    "equivalence": "« Titre de niveau 5 ».",
}
_SHORT: Final = {
    "length": "2 jours, 3 semaines.",
    "access_delay": (
        "Entre la demande et l’entrée en formation : « de 2 à 4 semaines ». "
        "Obligatoire (Qualiopi 1)."
    ),
    "continuous_assessment": "Rubrique Évaluation : exercices, questionnaires, pratique…",
}

HELPS: Final[Mapping[Family, Mapping[str, str]]] = {
    Family.STATE_DIPLOMA: _DAYS,
    Family.HIGHER_DIPLOMA: {
        **_DAYS,
        **_named("BUT TC", "Techniques de commercialisation", "but-tc"),
        "level": "DEUST 5, BUT et licence 6, master 7.",
        "exam_units": "Les unités d’enseignement et leurs crédits.",
        "exam_units.heading": "Pour réunir plusieurs unités qui se suivent : « Semestre 1 ».",
        "exam_units.code": "UE 1.1… ; vide s’il n’y en a pas.",
        "exam_units.title": "« Marketing ».",
        "equivalence": "« Diplôme de niveau 6 (bac + 3) ».",
    },
    Family.TITRE_PRO: {
        **_DAYS,
        **_named("TP NTC", "Négociateur technico-commercial", "tp-ntc"),
        **_ASSESSED,
        **_UNWEIGHED,
        **_EQUIVALENT,
        "level": "Celui du répertoire, de 3 à 6.",
        "blocs_only": "La formation prépare les CCP de son programme, pas le titre entier.",
        "company_weeks": "Périodes en entreprise, en tout.",
        "examining_authority": "Rubrique Évaluation : qui réunit le jury, quand et où.",
        "continuous_assessment": "Rubrique Évaluation : évaluations passées en formation (ECF)…",
        "exam_units.title": "« Mise en situation professionnelle », « Entretien final ».",
        "exemptions.situation": (
            "À la suite de « Vous avez… » : « un CCP de ce titre, obtenu à une autre session »."
        ),
        "exemptions.words": "Ce que ni CCP ni année ne disent : « allègement étudié ».",
    },
    Family.CERTIFIER_TITLE: {
        **_DAYS,
        **_named(
            "Bachelor RDC",
            "Responsable du développement commercial",
            "bachelor-rdc",
            official=False,
        ),
        **_SOLD,
        **_ASSESSED,
        **_EQUIVALENT,
        "level": "Celui du répertoire, de 5 à 7 le plus souvent.",
        "examining_authority": "Rubrique Évaluation : ce que le certificateur fixe, et le jury.",
        "exam_units.title": "« Étude de cas », « Soutenance du mémoire ».",
        "exemptions.situation": "À la suite de « Vous avez… » : « un BTS commercial ».",
        "exemptions.words": "Ce que ni bloc ni année ne disent : « allègement étudié ».",
    },
    Family.CQP: {
        **_DAYS,
        **_named("CQP Vendeur conseil", "Vendeur conseil en magasin", "cqp-vendeur-conseil"),
        **_ASSESSED,
        **_UNWEIGHED,
        **_EQUIVALENT,
        "level": "Celui du répertoire, s’il en a un.",
        "examining_authority": "Rubrique Évaluation : qui réunit le jury de la branche.",
        "exam_units.title": "« Situation observée en magasin », « Entretien avec le jury ».",
        "exemptions.situation": "À la suite de « Vous avez… » : « un bloc de ce CQP ».",
        "exemptions.words": "Ce que ni bloc ni année ne disent : « allègement étudié ».",
    },
    Family.SPECIFIC: {
        **_DAYS,
        **_named(
            "TOSA Excel",
            "Excel, du calcul au tableau croisé",
            "tosa-excel",
            official=False,
        ),
        **_SOLD,
        **_ASSESSED,
        **_UNWEIGHED,
        "registry_code": "RS6289, ou l’adresse de la fiche de France compétences.",
        "duration_scope": "Si elle ne vaut pas pour tous : « sans le test ».",
        **_SHORT,
        "examining_authority": "Rubrique Évaluation : qui fait passer le test, quand et où.",
        "exam_units.title": "« Test en ligne ».",
    },
    Family.UNCERTIFIED: {
        **_DAYS,
        **_named(
            "Accueil téléphonique",
            "Accueillir et orienter au téléphone",
            "accueil-telephonique",
            official=False,
        ),
        "duration_scope": "Si elle ne vaut pas pour tous.",
        **_SHORT,
    },
    Family.OTHER: {
        **_DAYS,
        **_named("DU Vente", "Diplôme universitaire de vente", "du-vente", official=False),
        **_ASSESSED,
        **_EQUIVALENT,
        "level": "Celui du répertoire, s’il y en a un.",
        "exam_units.title": "« Étude de cas », « Entretien ».",
        "exemptions.situation": "À la suite de « Vous avez… » : « un diplôme du même domaine ».",
    },
}
