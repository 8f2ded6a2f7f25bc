"""What a price pays."""

from typing import Final

from programmes.upgrades.stored import Stored

# Diplomas of the State and of universities, whose price the pages of version 2 said by the year.
_BY_YEAR: Final = frozenset({
    "cap", "bp", "cs", "bma", "bac_pro", "bts", "capa", "bpa", "btsa", "de", "bpjeps", "deust",
    "but", "licence_pro", "licence", "master", "grade", "ingenieur",
})  # fmt: skip
_A_YEAR: Final = {"days": 365, "weeks": 52, "months": 12}


def prices(stored: Stored) -> Stored:
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
