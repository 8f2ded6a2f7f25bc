"""From what an older site stored to the sheet of today: version n → n + 1, dict to dict.

A step is written once and never edited again. It says the same facts in the newer form, and adds
none: what the older form did not say stays unsaid.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

Stored: TypeAlias = dict[str, Any]

VERSION: Final = 3


def _kinds(stored: Stored) -> Stored:
    """1 → 2: what is certified, how it is assessed and for how long, of every kind of programme."""
    kind = stored["diploma_kind"]
    registered = any(
        stored[name] for name in ("rncp_code", "rncp_registered_on", "rncp_expires_on")
    )
    replaced = {
        "diploma_kind", "certifier", "rncp_code", "rncp_registered_on", "rncp_expires_on", "years",
    }  # fmt: skip
    unit_names = {unit["code"]: unit["code"] or unit["title"] for unit in stored["exam_units"]}
    return {name: value for name, value in stored.items() if name not in replaced} | {
        "kind": kind,
        "kind_label": "",
        "exact_title": "",
        "registry": "rncp" if registered else None,
        "registry_code": stored["rncp_code"],
        "registered_on": stored["rncp_registered_on"],
        "registration_ends_on": stored["rncp_expires_on"],
        "former_codes": [],
        "certifiers": [{"name": stored["certifier"], "siret": ""}] if stored["certifier"] else [],
        "blocs_only": False,
        "centre_role": None,
        "partner": "",
        "teaching_body": "",
        "ects": None,
        "company_weeks": None,
        "length": stored["years"],
        "length_unit": None if stored["years"] is None else "years",
        # The only rules that version 1 told.
        "rules": "bts" if kind == "bts" else None,
        "rules_text": "",
        "results": None,
        "score": "",
        "grid_from": None,
        "grid_until": None,
        "exam_in_doubt": False,
        "exam_units": [_unit(unit) for unit in stored["exam_units"]],
        "exemptions": [_exemption(row, unit_names) for row in stored["exemptions"]],
    }


def _unit(unit: Stored) -> Stored:
    kept = {name: value for name, value in unit.items() if name != "bloc"}
    return kept | {
        "heading": "",
        "blocs": [] if unit["bloc"] is None else [unit["bloc"]],
        "coefficient": None,
        "credits": None,
        "papers": [{**paper, "title": "", "mode": None} for paper in unit["papers"]],
    }


def _exemption(row: Stored, unit_names: Mapping[str, str]) -> Stored:
    return {
        **row,
        "units": [unit_names.get(code, code) for code in row["units"]],
        "blocs": [],
        "entry_year": None,
        "words": "",
        "ends_on": None,
    }


def _places(stored: Stored) -> Stored:
    """Where a site stands, and whom one asks of the programme: version 2 said neither."""
    unsaid = {"postcode": "", "town": "", "uai": "", "siret": ""}
    sites = [{**site, **unsaid} for site in stored["centre"]["sites"]]
    return {
        **stored,
        "centre": {**stored["centre"], "sites": sites},
        "contact_name": "",
        "contact_phone": "",
        "contact_email": "",
    }


def _sessions(stored: Stored) -> Stored:
    """A programme was in work-study where a contract was among its funding schemes.

    It had one rhythm, whose kind was not stated, and its sessions had none of their own.
    """
    contracts = any(row["scheme"]["is_work_study"] for row in stored["funding_options"])
    no_rhythm: Stored = {"rhythm_kind": None, "cycle_at_centre": None, "cycle_in_company": None}
    as_programme = no_rhythm | {"training_weekdays": [], "rhythm": "", "delivery_mode": None}
    return stored | {
        "work_study": "possible" if contracts else None,
        "permanent_entry": False,
        **no_rhythm,
        "intakes": [{**row, **as_programme} for row in stored["intakes"]],
    }


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


def _results(stored: Stored) -> Stored:
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


#: Each part of the step 2 → 3, in any order: none reads what another one writes.
_OFFERS: Final[tuple[Callable[[Stored], Stored], ...]] = (_places, _sessions, _results)


def _offers(stored: Stored) -> Stored:
    """2 → 3: when, where, for whom, at what price, with what results."""
    for part in _OFFERS:
        stored = part(stored)
    return stored


UPGRADES: Final[dict[int, Callable[[Stored], Stored]]] = {1: _kinds, 2: _offers}
