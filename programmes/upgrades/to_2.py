"""1 → 2: other kinds of programme than the BTS."""

from collections.abc import Mapping

from .stored import Stored


def kinds(stored: Stored) -> Stored:
    """What is certified, how it is assessed and for how long, of every kind of programme."""
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
