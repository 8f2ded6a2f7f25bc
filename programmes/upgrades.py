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


# Diplomas of the State and of universities, whose price the pages of version 2 said by the year.
_BY_YEAR: Final = frozenset({
    "cap", "bp", "cs", "bma", "bac_pro", "bts", "capa", "bpa", "btsa", "de", "bpjeps", "deust",
    "but", "licence_pro", "licence", "master", "grade", "ingenieur",
})  # fmt: skip
_A_YEAR: Final = {"days": 365, "weeks": 52, "months": 12}


def _prices(stored: Stored) -> Stored:
    """What a price was paid for followed from the length of the programme, and its kind."""
    basis = _basis(stored)
    return stored | {
        "funding_options": [_price_line(row, basis) for row in stored["funding_options"]]
    }


def _basis(stored: Stored) -> str | None:
    """« par an », « pour la formation », or nothing, as the pages of version 2 said it."""
    length, a_year = stored["length"], _A_YEAR.get(stored["length_unit"])
    if length is not None and a_year is not None and length < a_year:
        return "course"
    under_contract = any(row["scheme"]["is_work_study"] for row in stored["funding_options"])
    return "year" if length or under_contract or stored["kind"] in _BY_YEAR else None


def _price_line(row: Stored, basis: str | None) -> Stored:
    kept = {name: value for name, value in row.items() if name != "yearly_price"}
    amount = row["yearly_price"]
    is_priced = amount is not None or row["remaining_cost"] is not None
    return kept | {
        "label": "",
        "publics": [],
        "site": None,
        "amount": amount,
        "basis": basis if is_priced else None,
        "tax": None,
        "on_request": False,
    }


#: Each part of the step 2 → 3, in any order: none reads what another one writes.
_OFFERS: Final[tuple[Callable[[Stored], Stored], ...]] = (_prices,)


def _offers(stored: Stored) -> Stored:
    """2 → 3: when, where, for whom, at what price, with what results."""
    for part in _OFFERS:
        stored = part(stored)
    return stored


UPGRADES: Final[dict[int, Callable[[Stored], Stored]]] = {1: _kinds, 2: _offers}
