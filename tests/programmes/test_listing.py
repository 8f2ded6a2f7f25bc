"""What cards, filters and search know of an edition without opening its sheet."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from programmes import brief, findable, listing, words
from programmes import sheet as sheets
from programmes.models import Edition
from programmes.text import fold
from tests.strategies import any_sheet

FIRST = Path(__file__).with_name("first_generation_sheet.json")


@pytest.fixture
def sheet() -> sheets.Sheet:
    return sheets.load(json.loads(FIRST.read_text(encoding="utf-8")))


def changed(sheet: sheets.Sheet, **values: Any) -> sheets.Sheet:
    return sheets.load({**sheets.dump(sheet), **values})


# Version of the rules → what they make of a few sheets, in one hash.
HELD = {5: "e92a6413d34c74310b68f6a3b9a862c02953a99097ab95f29553d70ea5e84f83"}


def test_a_rule_that_changes_raises_the_version(sheet: sheets.Sheet) -> None:
    """Else what was published before the deploy keeps what the older rule made of it."""
    facts: list[dict[str, Any]] = [
        {},
        {"kind": "certification", "registry": "rs", "registry_code": "6289", "length": None,
         "length_unit": None, "training_weekdays": [], "key_figures": []},
        {"kind": "autre", "kind_label": "diplôme universitaire", "former_codes": ["RNCP34030"],
         "length": 18, "length_unit": "months", "intakes": [], "exact_title": "Autre intitulé"},
        {"kind": None, "funding_options": [], "level": None, "registration_ends_on": None},
    ]  # fmt: skip
    made = [listing.columns(changed(sheet, **some)) for some in facts]
    kept = json.dumps(made, sort_keys=True, ensure_ascii=False, default=str)
    found = hashlib.sha256(kept.encode()).hexdigest()

    assert found == HELD.get(listing.VERSION), (
        "What editions keep beside their sheet has changed. If this version has landed, raise "
        f"VERSION in programmes/listing.py first; then hold here {listing.VERSION}: {found}"
    )


def test_a_card_says_what_the_sheet_says(sheet: sheets.Sheet) -> None:
    columns = listing.columns(sheet)

    assert columns["slug"] == "bts-ndrc"
    assert columns["rhythm"] == "2 jours par semaine"
    assert columns["level"] == 5
    assert columns["kind"] == "bts"
    assert not columns["starts"]["permanent"]
    assert [row["starts_on"] for row in columns["starts"]["sessions"]] == [
        "2025-09-01", "2025-10-06", "2026-09-01",
    ]  # fmt: skip
    assert {row["state"] for row in columns["starts"]["sessions"]} == {"open", "full", "closed"}
    assert columns["sort_key"] == ("bts ndrc negociation et digitalisation de la relation client")


def test_a_card_shows_the_pass_rate_of_the_latest_year(sheet: sheets.Sheet) -> None:
    figures = sheets.dump(sheet)["key_figures"]
    columns = listing.columns(changed(sheet, key_figures=figures[::-1]))

    assert (str(columns["pass_rate"]), columns["pass_rate_year"], columns["pass_rate_n"]) == (
        "78.60",
        2024,
        14,
    )


def test_a_pass_rate_of_no_known_year_is_not_on_the_card(sheet: sheets.Sheet) -> None:
    undated = [{**row, "year": None} for row in sheets.dump(sheet)["key_figures"]]
    columns = listing.columns(changed(sheet, key_figures=undated))

    assert columns["pass_rate"] is columns["pass_rate_year"] is columns["pass_rate_n"] is None


@pytest.mark.parametrize(
    ("days", "text", "said"),
    [
        ([1], "", "1 jour par semaine"),
        ([1, 2, 3], "et des semaines", "3 jours par semaine"),
        ([], "une semaine sur trois", "une semaine sur trois"),
        ([], "", ""),
    ],
)
def test_the_rhythm_in_brief(sheet: sheets.Sheet, days: list[int], text: str, said: str) -> None:
    assert brief.rhythm_in_brief(changed(sheet, training_weekdays=days, rhythm=text)) == said


@pytest.mark.parametrize(
    "typed",
    ["ndrc", "NÉGOCIATION", "38368", "rncp38368", "D1402", "grands comptes", "prospecter",
     "omnicanale", "brevet de technicien", "Chargé de clientèle", "fidéliser"],
)  # fmt: skip
def test_a_search_finds_titles_objectives_jobs_and_codes(sheet: sheets.Sheet, typed: str) -> None:
    found = {fold(word) for word in said(sheet)}

    assert all(any(word.startswith(one) for word in found) for one in fold(typed).split())


def said(sheet: sheets.Sheet) -> list[str]:
    """The words of its column."""
    return [word for place in findable.kept(findable.column(sheet)) for word in place]


def test_a_search_finds_nothing_that_is_not_there(sheet: sheets.Sheet) -> None:
    bare = changed(
        sheet, registry_code="", kind=None, former_codes=[], requirements=[], blocs=[],
        exam_units=[], exemptions=[],
    )  # fmt: skip
    text = fold(" ".join(said(bare)))

    assert "rncp" not in text
    assert "none" not in text
    assert "brevet" not in text


def test_filters_know_the_schemes_and_the_sites(sheet: sheets.Sheet) -> None:
    columns = listing.columns(sheet)

    assert columns["funding"] == (
        "\napprentissage|Contrat d’apprentissage\nfrance-travail|France Travail\n"
    )
    assert listing.options(columns["sites"]) == {
        "campus-du-nord": "Campus du Nord",
        "campus-du-sud": "Campus du Sud",
    }


def test_the_sites_are_those_of_the_intakes(sheet: sheets.Sheet) -> None:
    """Its centre may teach elsewhere too."""
    intakes = sheets.dump(sheet)["intakes"]

    north = listing.columns(changed(sheet, intakes=intakes[:1]))["sites"]
    nowhere = listing.columns(changed(sheet, intakes=[]))["sites"]

    assert listing.options(north) == {"campus-du-nord": "Campus du Nord"}
    assert listing.options(nowhere) == {}


def test_a_code_is_not_found_inside_another(sheet: sheets.Sheet) -> None:
    options = sheets.dump(sheet)["funding_options"]
    options[0]["scheme"]["code"] = "cpf-transition"
    funding = listing.columns(changed(sheet, funding_options=options))["funding"]

    assert "\ncpf-transition|" in funding
    assert "\ncpf|" not in funding
    assert "\ntransition|" not in funding


@given(any_sheet())
def test_whatever_the_sheet_filters_read_back_what_was_written(sheet: sheets.Sheet) -> None:
    columns = listing.columns(sheet)

    read = listing.options(columns["funding"])
    assert list(read) == list(dict.fromkeys(row.scheme.code for row in sheet.funding_options))
    for row in sheet.funding_options:
        assert read[row.scheme.code] == " ".join(row.scheme.name.splitlines())
    assert all(code and "|" not in code for code in listing.options(columns["sites"]))


@given(any_sheet())
def test_whatever_the_sheet_its_columns_fit_in_the_edition(sheet: sheets.Sheet) -> None:
    columns = listing.columns(sheet)

    assert listing.columns(sheet) == columns
    for name, value in columns.items():
        limit = getattr(Edition._meta.get_field(name), "max_length", None)
        if isinstance(value, str) and limit:
            assert len(value) <= limit, name
    json.dumps(columns["starts"])


def test_every_column_is_frozen_or_derived_again_as_a_whole() -> None:
    from programmes.models.editions import DERIVED

    first = sheets.load(json.loads(FIRST.read_text(encoding="utf-8")))
    assert set(listing.columns(first)) == DERIVED | {"slug"}


@pytest.mark.parametrize(
    ("stored", "typed"),
    [
        ("Management équi\u00adpe", "equipe"),
        ("zig\u200czag", "zigzag"),
        ("tri\u200dpode", "tripode"),
        ("kan\u2060ban", "kanban"),
        ("\u200equali\u200eticien", "qualiticien"),
        ("vente\u2011conseil", "vente-conseil"),
    ],
)
def test_a_word_is_found_in_a_text_that_was_stored_with_what_nobody_sees(
    sheet: sheets.Sheet, stored: str, typed: str
) -> None:
    """F03: an edition keeps its text as it was published; what is searched is made anew."""
    occupation = {**sheets.dump(sheet)["occupations"][0], "title": stored}

    found = said(changed(sheet, occupations=[occupation]))

    assert {fold(word) for word in words.findable([typed])} <= set(map(fold, found))
