"""From what an older site stored to the sheet of today: version n → n + 1, dict to dict.

A step is written once and never edited again. It says the same facts in the newer form, and adds
none: what the older form did not say stays unsaid.
"""

import re
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


# What version 3 reads as a list, as bold or as a link, version 2 read as it was typed. This is how
# the parser of version 3 found it, whatever that one becomes. Bullets were lists before.
_NUMBER: Final = r"[1-9][0-9]{0,2}\.\s+\S"
_BULLET: Final = r"[-–—•*●○◦▪▫■□◆◇❖⦁‣⁃➢➤►▶▸]\s+\S|[\ue000-\uf8ff]\s*\S"
_OPENING: Final = re.compile(rf"\s*(?=1\.\s+\S|\\+(?:{_NUMBER}|{_BULLET}))")
_MARK: Final = re.compile(
    r"(?<!\\)\\*(?:(?P<bold>(?<!\*)\*\*)(?![\s*]).+?(?<![\s*])\*\*(?!\*)"
    r"|(?P<link>\[)(?!\s)[^\[\]]+\]\((?i:"
    r"https://[\w-]+(?:\.[\w-]+)*(?::[0-9]{1,5})?(?:[/?#](?:[^\s()]|\([^\s()]*\))*)?"
    r"|mailto:[^\s()@<>]+@[^\s()@<>]+|tel:\+?[0-9][0-9 .-]*)\))"
)


def escaped(text: str, longest: int) -> str:
    """The text of version 2 that version 3 reads as it was: a backslash before each new mark.

    One that would then be too long is left: a mark in it becomes bold, and no form is blocked.
    """
    said = "".join(map(_escaped, text.splitlines(keepends=True)))
    return said if len(said) <= longest else text


def _escaped(line: str) -> str:
    said, at = "", 0
    if opening := _OPENING.match(line):
        said, at = f"{opening[0]}\\", opening.end()
    while mark := _MARK.search(line, at):
        after = mark.end("bold" if mark["bold"] else "link")
        said += f"{line[at : mark.start()]}\\{line[mark.start() : after]}"
        at = after
    return said + line[at:]


#: The long texts, and what each may hold.
TEXTS: Final[Mapping[str, int]] = {
    "presentation": 5000,
    "continuous_assessment": 3000,
    "examining_authority": 3000,
    "rules_text": 2000,
    "teaching_methods": 5000,
    "means": 3000,
}
OF_A_BLOC: Final[Mapping[str, int]] = {"introduction": 2000}
OF_A_CENTRE: Final[Mapping[str, int]] = {"accessibility": 2000}


def _texts(stored: Stored) -> Stored:
    """No text of before means more than it did."""
    return {
        **_marked(stored, TEXTS),
        "centre": _marked(stored["centre"], OF_A_CENTRE),
        "blocs": [_marked(bloc, OF_A_BLOC) for bloc in stored["blocs"]],
    }


def _marked(stored: Stored, texts: Mapping[str, int]) -> Stored:
    return stored | {name: escaped(stored[name], longest) for name, longest in texts.items()}


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
_OFFERS: Final[tuple[Callable[[Stored], Stored], ...]] = (
    _places,
    _sessions,
    _prices,
    _results,
    _texts,
)


def _offers(stored: Stored) -> Stored:
    """2 → 3: when, where, for whom, at what price, with what results."""
    for part in _OFFERS:
        stored = part(stored)
    return stored


UPGRADES: Final[dict[int, Callable[[Stored], Stored]]] = {1: _kinds, 2: _offers}
