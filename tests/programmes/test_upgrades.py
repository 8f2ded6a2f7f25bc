"""From a stored version-1 sheet to today's: valid, with every fact, and with none invented."""

import copy
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from programmes import prose, rhythms
from programmes import sheet as sheets
from programmes.upgrades import UPGRADES
from programmes.vocabulary import WorkStudy
from tests.programmes import version_1
from tests.programmes.version_1 import Stored, read_from_version_2

FIRST = Path(__file__).with_name("first_generation_sheet.json")
SECOND = Path(__file__).with_name("second_generation_sheet.json")
THIRD = Path(__file__).with_name("third_generation_sheet.json")


@pytest.fixture
def first() -> Stored:
    kept: Stored = json.loads(FIRST.read_text(encoding="utf-8"))
    return kept


def upgraded(stored: Stored) -> Stored:
    """Alone, whatever later versions make of it."""
    return UPGRADES[1](stored)


@given(version_1.any_sheet())
def test_any_sheet_of_version_1_keeps_every_fact(stored: Stored) -> None:
    assert read_from_version_2(upgraded(stored)) == stored


@given(version_1.any_sheet())
def test_any_sheet_of_version_1_is_a_sheet_of_today(stored: Stored) -> None:
    sheet = sheets.load(stored)

    assert sheets.dump(sheet) == sheets.upgrade(stored)
    assert sheets.load(sheets.dump(sheet)) == sheet


@given(version_1.any_sheet())
def test_what_version_1_did_not_say_stays_unsaid(stored: Stored) -> None:
    """But for the register, which a code or a date of the RNCP told, and the rules of the BTS."""
    new = upgraded(stored)

    added = {name: new[name] for name in new.keys() - stored.keys() if new[name] is not None}
    told = {"kind", "registry", "registry_code", "registered_on", "registration_ends_on", "length"}
    told |= {"length_unit", "certifiers", "rules"}
    assert {name: value for name, value in added.items() if name not in told} == {
        "kind_label": "", "exact_title": "", "former_codes": [], "blocs_only": False,
        "partner": "", "teaching_body": "", "rules_text": "", "score": "", "exam_in_doubt": False,
    }  # fmt: skip
    for unit in new["exam_units"]:
        assert (unit["heading"], unit["coefficient"], unit["credits"]) == ("", None, None)
        assert {(paper["title"], paper["mode"]) for paper in unit["papers"]} <= {("", None)}
    for row in new["exemptions"]:
        assert (row["blocs"], row["entry_year"], row["words"], row["ends_on"]) == (
            [],
            None,
            "",
            None,
        )


@pytest.mark.parametrize(
    ("facts", "register"),
    [
        ({}, "rncp"),
        ({"rncp_code": ""}, "rncp"),
        ({"rncp_code": "", "rncp_registered_on": None}, "rncp"),
        ({"rncp_code": "", "rncp_registered_on": None, "rncp_expires_on": None}, None),
        ({"diploma_kind": "attestation"}, "rncp"),
    ],
)
def test_what_stood_in_the_only_register_stands_in_the_rncp(
    first: Stored, facts: dict[str, Any], register: str | None
) -> None:
    assert upgraded({**first, **facts})["registry"] == register


@pytest.mark.parametrize("kind", [*version_1.KINDS, None])
def test_every_kind_of_version_1_is_one_of_today(first: Stored, kind: str | None) -> None:
    """Those of the BTS were the only rules that a page told; they are told of no other kind."""
    sheet = sheets.load({**first, "diploma_kind": kind})

    assert sheet.kind == kind
    assert (sheet.rules is not None) == (kind == "bts")


@pytest.mark.parametrize(("years", "length", "unit"), [(2, 2, "years"), (None, None, None)])
def test_years_become_a_length_in_years(
    first: Stored, years: int | None, length: int | None, unit: str | None
) -> None:
    new = upgraded({**first, "years": years})

    assert (new["length"], new["length_unit"]) == (length, unit)


def test_an_exemption_names_a_unit_without_code_by_its_title(first: Stored) -> None:
    first["exam_units"][0]["code"] = ""
    named = first["exemptions"][0]["units"]
    first["exemptions"][0]["units"] = ["", *named[1:]]

    sheet = sheets.load(first)

    assert sheet.exemptions[0].units[0] == "Culture générale et expression"
    assert read_from_version_2(upgraded(first)) == first


def test_a_step_reads_what_is_stored_and_leaves_it_as_it_is(first: Stored) -> None:
    before = json.dumps(first, sort_keys=True)

    sheets.load(first)

    assert json.dumps(first, sort_keys=True) == before


# 2 → 3


def kept_in_version_2() -> Stored:
    """Something in every field of version 2, as the site of then stored it."""
    kept: Stored = json.loads(SECOND.read_text(encoding="utf-8"))
    return kept


@pytest.fixture
def second() -> Stored:
    return kept_in_version_2()


def test_a_sheet_of_version_2_is_a_sheet_of_today(second: Stored) -> None:
    assert second["version"] == 2
    sheet = sheets.load(second)

    assert sheets.dump(sheet) == sheets.upgrade(second)


def test_work_study_is_stated_where_a_contract_was_listed(second: Stored) -> None:
    """As its page said it; without a contract nothing was said, and nothing is."""
    sheet = sheets.load(second)
    options = [row for row in second["funding_options"] if not row["scheme"]["is_work_study"]]
    alone = sheets.load({**second, "funding_options": options})

    assert (sheet.work_study, sheet.is_work_study) == (WorkStudy.POSSIBLE, True)
    assert (alone.work_study, alone.is_work_study) == (None, False)


def test_a_session_of_version_2_is_as_its_programme(second: Stored) -> None:
    sheet = sheets.load(second)

    assert not sheet.permanent_entry
    assert sheet.rhythm_kind is None
    assert rhythms.whole(sheet) == "2\u00a0jours par semaine au centre (lundi et mardi), " + (
        sheet.rhythm
    )
    assert sheet.intakes
    for row, was in zip(sheet.intakes, second["intakes"], strict=True):
        assert not rhythms.is_stated(row)
        assert row.delivery_mode is None
        assert (row.state, row.starts_on.isoformat()) == (was["state"], was["starts_on"])


@pytest.mark.parametrize(
    ("kind", "cohort", "said"),
    [
        ("pass", "promotion 2022-2024", {"cohort": "promotion 2022-2024"}),
        ("employment", "sortants de 2023", {"horizon": 6, "cohort": "sortants de 2023"}),
        ("employment", "apprentis", {"horizon": 6, "public": "apprentices"}),
        ("added_value", "", {"scale": "points"}),
        ("pass", "candidats libres", {"public": "free_candidates"}),
        ("pass", "candidats libres de 2025", {"cohort": "candidats libres de 2025"}),
        ("satisfaction", "note sur 5", {"cohort": "note sur 5"}),
    ],
)
def test_a_figure_of_version_2_says_what_page_and_paper_said(
    second: Stored, kind: str, cohort: str, said: dict[str, Any]
) -> None:
    row = {**second["key_figures"][0], "kind": kind, "cohort": cohort}
    second["key_figures"] = [row]

    unsaid = {
        "horizon": None, "scale": "percent", "undisclosed": "", "public": None, "group": "",
        "scope": "", "national_value": None, "origin": None, "cohort": "",
    }  # fmt: skip
    assert sheets.upgrade(second)["key_figures"] == [row | unsaid | said]


MARKED = "**Gras**, [lien](https://exemple.fr)\n1. un\n- deux"
ESCAPED = "\\**Gras**, \\[lien](https://exemple.fr)\n\\1. un\n- deux"


def test_no_long_text_of_version_2_means_more_than_it_did(second: Stored) -> None:
    second = {name: MARKED if name in prose.FIELDS else one for name, one in second.items()}
    second["lead"] = second["centre"]["accessibility"] = MARKED
    second["blocs"][0] |= {"introduction": MARKED, "title": MARKED}
    second["exam_units"][0]["note"] = MARKED
    second["exam_units"] = [{**unit, "blocs": []} for unit in second["exam_units"]]
    second["exemptions"] = [{**row, "blocs": []} for row in second["exemptions"]]

    sheet = sheets.load(second)

    assert {getattr(sheet, name) for name in prose.FIELDS & type(sheet).model_fields.keys()} == {
        ESCAPED
    }
    assert (sheet.centre.accessibility, sheet.blocs[0].introduction) == (ESCAPED, ESCAPED)
    assert (sheet.lead, sheet.blocs[0].title, sheet.exam_units[0].note) == (MARKED,) * 3
    assert sheets.dump(sheet) == sheets.upgrade(second)


# Kind, length and its unit, under a contract; what the pages of then said after the price.
PRICES_OF_VERSION_2 = [
    ("bts", 2, "years", True, "year"),
    ("titre_rncp", 1, "years", False, "year"),
    ("titre_pro", 12, "months", False, "year"),
    ("titre_pro", 11, "months", True, "course"),
    ("certification", 2, "days", False, "course"),
    ("bts", 51, "weeks", True, "course"),
    ("bts", None, None, False, "year"),
    ("attestation", None, None, True, "year"),
    ("attestation", None, None, False, None),
    (None, None, None, False, None),
]


def of_version_2(
    stored: Stored, kind: str | None, length: int | None, unit: str | None, *, contract: bool
) -> Stored:
    """With a price, with none, and with a remaining cost alone."""
    options = stored["funding_options"]
    options.append(copy.deepcopy(options[1]))
    options[2]["scheme"]["code"] = "region"
    answers = (("590.00", "0.00"), (None, None), (None, "150.50"))
    for option, (price, rest) in zip(options, answers, strict=True):
        option |= {"yearly_price": price, "remaining_cost": rest}
        option["scheme"]["is_work_study"] = contract
    return stored | {"kind": kind, "length": length, "length_unit": unit}


@pytest.mark.parametrize(("kind", "length", "unit", "contract", "basis"), PRICES_OF_VERSION_2)
def test_a_price_pays_what_its_page_said(
    second: Stored,
    kind: str | None,
    length: int | None,
    unit: str | None,
    contract: bool,
    basis: str | None,
) -> None:
    stored = of_version_2(second, kind, length, unit, contract=contract)
    before = copy.deepcopy(stored)

    options = sheets.load(stored).funding_options

    assert stored == before
    for option, was in zip(options, before["funding_options"], strict=True):
        is_priced = was["yearly_price"] is not None or was["remaining_cost"] is not None
        assert option.basis == (basis if is_priced else None)
        assert option.amount == (was["yearly_price"] and Decimal(was["yearly_price"]))
        assert (option.label, option.publics, option.site) == ("", (), None)
        assert (option.tax, option.on_request) == (None, False)
        assert option.model_dump(mode="json", include=was.keys() - {"yearly_price"}) == {
            name: value for name, value in was.items() if name != "yearly_price"
        }


# 3 → 4


@pytest.fixture
def third() -> Stored:
    """Something in every field of version 3, as the site of then stored it."""
    kept: Stored = json.loads(THIRD.read_text(encoding="utf-8"))
    return kept


def test_a_sheet_of_version_3_is_a_sheet_of_today(third: Stored) -> None:
    assert third["version"] == 3
    before = copy.deepcopy(third)

    sheet = sheets.load(third)

    assert third == before
    assert sheets.dump(sheet) == sheets.upgrade(third)


def test_version_3_told_no_public_apart_in_its_exam_nor_of_its_start(third: Stored) -> None:
    now = sheets.upgrade(third)

    assert now["start_notes"] == []
    papers = [paper for unit in now["exam_units"] for paper in unit["papers"]]
    was = [paper for unit in third["exam_units"] for paper in unit["papers"]]
    assert {paper["mode"] for paper in papers} == {None, "by_public"}
    assert papers == [{**paper, "in_course_for": []} for paper in was]


# 4 → 5


def test_version_4_offered_no_document_and_says_all_else_as_before(third: Stored) -> None:
    fourth = {**UPGRADES[3](third), "version": 4}

    now = sheets.upgrade(fourth)

    assert (now["documents"], now["centre"]["documents"]) == ([], [])
    del now["documents"], now["centre"]["documents"]
    assert now == {**fourth, "version": 5}
    assert sheets.load(fourth).files == ()
