"""Whom a figure counts, when, and on which scale."""

from typing import Final

from programmes.upgrades.stored import Stored

# What version 2 said of whom a figure counts, where these were all its words.
_PUBLICS: Final = {
    "apprentis": "apprentices",
    "contrat de professionnalisation": "pro_contract",
    "demandeurs d’emploi": "job_seekers",
    "salariés": "employees",
    "particuliers": "private_persons",
    "étudiants": "students",
    "candidats libres": "free_candidates",
}


def results(stored: Stored) -> Stored:
    """Figures with their horizon, scale and public, as page and paper said them."""
    return {**stored, "key_figures": [_figure(row) for row in stored["key_figures"]]}


def _figure(row: Stored) -> Stored:
    public = _PUBLICS.get(row["cohort"])
    return row | {
        # It was called « Insertion à 6 mois », and defined so.
        "horizon": 6 if row["kind"] == "employment" else None,
        "scale": "points" if row["kind"] == "added_value" else "percent",
        "undisclosed": "",
        "public": public,
        "group": "",
        "cohort": "" if public else row["cohort"],
        "scope": "",
        "national_value": None,
        "origin": None,
    }
