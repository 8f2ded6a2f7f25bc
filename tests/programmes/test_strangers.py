"""Another programme's name or figure in a sheet is told: a copy that was not corrected."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from programmes.linting import Others, lint
from programmes.linting.strangers import Other
from tests.factories import bare_sheet, key_figure

TODAY = date(2026, 11, 30)
NDRC = Other(
    "bts-ndrc",
    "BTS NDRC",
    ("BTS NDRC", "Négociation et digitalisation de la relation client", "RNCP38368"),
    frozenset({("pass", 2024, Decimal("92.90"), 14)}),
)
FIGURE = key_figure(year=2024, value="92.9", n=14)


def told(*others: Other, **facts: Any) -> list[str]:
    sheet = bare_sheet(**{"slug": "bts-mco", "short_title": "BTS MCO", **facts})
    found = lint(sheet, TODAY, others=Others(others))
    return [one.place for one in found if one.code == "stranger"]


@pytest.mark.parametrize(
    "text",
    [
        "Le BTS NDRC forme des vendeurs.",
        "le bts-ndrc",
        "NÉGOCIATION ET DIGITALISATION DE LA RELATION CLIENT",
        "fiche RNCP 38368",
        "fiche rncp38368",
    ],
)
def test_a_text_that_names_another_programme_is_told(text: str) -> None:
    assert told(NDRC, lead=text) == ["Accroche"]


@pytest.mark.parametrize("text", ["BTS NDRCX", "Le BTS et le NDRC", "RNCP 383680", "38368", ""])
def test_other_words_name_nobody(text: str) -> None:
    assert told(NDRC, lead=text) == []


def test_it_may_name_itself() -> None:
    itself = {"short_title": "BTS NDRC", "lead": "Le BTS NDRC en deux ans."}

    assert told(NDRC, slug="bts-ndrc", **itself) == []
    assert told(NDRC, slug="autre", full_title="en un an", **itself) == []
    assert told(NDRC, lead="RNCP38368", registry="rncp", registry_code="38368") == []
    assert told(NDRC, lead="RNCP38368", former_codes=["RNCP38368"]) == []


def test_what_leads_to_other_programmes_may_name_them() -> None:
    before = {"kind": "prerequisite", "text": "Avoir un BTS NDRC"}
    after = {"title": "BTS NDRC", "level": None, "url": ""}

    assert told(NDRC, requirements=[before], further_studies=[after]) == []


def test_a_word_of_few_letters_is_no_name() -> None:
    assert told(Other("cap", "CAP", ("CAP",)), lead="Un cap à franchir.") == []


def test_a_figure_that_another_programme_has_is_told() -> None:
    assert told(NDRC, key_figures=[FIGURE]) != []
    assert told(NDRC, key_figures=[FIGURE], slug="bts-ndrc") == []
    for other in ({"n": 15}, {"n": None}, {"year": 2023}, {"value": "92.8"}):
        assert told(NDRC, key_figures=[{**FIGURE, **other}]) == []
