"""Key figures on the page, on paper and on the card: each with what it counts, none dropped."""

import json
from datetime import date
from html import unescape
from typing import Any

import pytest

from catalogue.outputs.pdf.data import paper_data
from catalogue.views.programme_page import article_of, page_around
from programmes.listing import columns
from programmes.sheet import Sheet
from tests.catalogue.page_text import plain
from tests.factories import bare_sheet
from tests.factories import key_figure as figure

TODAY = date(2026, 6, 1)
HIDDEN = "effectif inférieur à 20"


def of(*figures: dict[str, Any], **changes: Any) -> Sheet:
    return bare_sheet(key_figures=list(figures), **changes)


def html_of(sheet: Sheet) -> str:
    article = article_of(sheet, number=1, published_on=TODAY, today=TODAY)
    section = unescape(page_around(article)).partition('id="chiffres"')[2]
    return section.partition("</section>")[0]


def page(sheet: Sheet) -> str:
    return " ".join(plain(html_of(sheet)).split())


def paper(sheet: Sheet) -> Any:
    data = paper_data(
        sheet, number=1, published_on=TODAY, address="https://e.fr/e/a/", page_url="https://e.fr/"
    )
    (section,) = (one for one in data["sections"] if one["name"] == "key_figures")
    return section["body"]


def printed(sheet: Sheet) -> str:
    said = json.dumps(paper(sheet), ensure_ascii=False)
    return said.replace("\u202f", " ").replace("\u00a0", " ")


def test_employment_says_after_how_many_months() -> None:
    """Case F15."""
    row = figure(kind="employment", horizon=12, year=2024, value="66.67", n=30)
    sheet = of(row, {**row, "horizon": 6, "value": "60"}, figure(kind="employment", horizon=None))

    text = page(sheet)
    assert "66,67 % Insertion à 12 mois 2024, 20 sur 30." in text
    assert "Part des personnes en emploi douze mois après la formation." in text
    assert "60 % Insertion à 6 mois" in text
    assert "80 % Insertion 2025" in text
    assert "Part des personnes en emploi après la formation." in text
    said = printed(sheet)
    assert "Insertion à 12 mois" in said
    assert "en emploi six mois après" in said
    assert "en emploi douze mois après" in said


def test_what_is_not_published_says_why() -> None:
    """Case F15."""
    sheet = of(
        figure(kind="employment", horizon=6, year=2024, value=None, n=12, undisclosed=HIDDEN)
    )

    text = page(sheet)
    assert "– Insertion à 6 mois Non diffusé : effectif inférieur à 20. 2024" in text
    assert "non communiqué" not in text.casefold()
    assert "Petit effectif" not in text
    assert "Non diffusé : effectif inférieur à 20" in printed(sheet)
    assert "<svg" not in html_of(sheet)


def test_a_mark_is_said_out_of_its_scale() -> None:
    """Case F16."""
    sheet = of(figure(kind="satisfaction", value="4.6", scale="out_of_5", n=50, national_value=4))

    for text in (page(sheet), printed(sheet)):
        assert "4,6/5" in text
        assert "4,6 %" not in text
        assert "Note moyenne donnée par les apprenants interrogés, sur 5." in text
        assert "Au niveau national : 4/5" in text
    assert 'rect width="92"' in html_of(sheet)


def test_two_groups_of_one_year_are_never_one_series() -> None:
    """Case F17."""
    sheet = of(
        figure(value="33.33", n=3),
        figure(value="50", n=2, public="free_candidates"),
        figure(value="90", scope="bloc 2"),
    )

    text = page(sheet)
    assert "1 reçu sur 3 soit 33,33 % de réussite à l’évaluation en 2025." in text
    assert "50 % Réussite à l’évaluation, candidats libres 2025, 1 reçu sur 2." in text
    assert "90 % Réussite à l’évaluation, bloc 2 2025, effectif : 25, résultat partiel." in text
    assert 'class="trend"' not in html_of(sheet)
    body = paper(sheet)
    assert plain(body["latest"]["value"]) == "1 reçu sur 3"
    assert "33,33" in body["latest"]["label"]
    assert [one["label"] for one in body["others"]] == [
        "Réussite à l’évaluation, candidats libres",
        "Réussite à l’évaluation, bloc\u00a02",
    ]
    card = columns(sheet)
    assert (str(card["pass_rate"]), card["pass_rate_n"]) == ("33.33", 3)
    assert columns(of(figure(scope="bloc 2")))["pass_rate"] is None


def test_sixteen_years_are_all_there() -> None:
    """Case F31."""
    years = range(2010, 2026)
    sheet = of(*(figure(year=year, value=str(year - 1950)) for year in years))

    html = html_of(sheet)
    chart, _, folded = html.partition("<details")
    assert html.count("<details") == 1
    assert [year for year in years if str(year) not in chart] == list(range(2010, 2020))
    assert [year for year in years if str(year) in folded.partition("</details>")[0]] == list(
        range(2010, 2020)
    )
    assert "Années précédentes 69 % 2019, effectif : 25." in page(sheet)
    said = printed(sheet)
    assert [year for year in years if f"{year - 1950} %" not in said] == []
    assert [year for year in years if str(year) not in said] == []


def test_former_years_of_any_series_fold_under_the_latest() -> None:
    rows = [figure(kind="satisfaction", year=year, value=str(year - 1940)) for year in (2023, 2025)]

    sheet = of(*rows)

    text = page(sheet)
    assert text.count("Satisfaction") == 1
    assert text.index("85 % Satisfaction 2025") < text.index("Années précédentes 83 % 2023")
    assert "83 %" in printed(sheet)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "Petit effectif. Une personne de plus ou de moins : 71 ou 86 %."),
        ({"value": "100"}, "Petit effectif. Une personne de moins : 93 %."),
        ({"value": "0"}, "Petit effectif. Une personne de plus : 7 %."),
        (
            {"value": "79"},
            "Petit effectif. Une personne de plus ou de moins : 71 ou 86 %.",
        ),
        # No whole number of people.
        ({"value": "75"}, "Petit effectif : un seul résultat fait varier ce taux d’au moins 7 "),
        ({"kind": "breach"}, "Petit effectif. Un contrat de plus ou de moins : 71 ou 86 %."),
    ],
)
def test_a_small_number_says_what_one_more_or_less_makes(
    changes: dict[str, Any], said: str
) -> None:
    sheet = of(figure(**{"value": "78.6", "n": 14, **changes}))

    assert said in page(sheet)
    assert said in printed(sheet)


def test_a_year_group_is_made_of_pupils() -> None:
    sheet = of(figure(value="78.6", n=14), kind="bts")

    assert "Un élève de plus ou de moins : 71 ou 86 %." in page(sheet)


def test_losses_are_not_drawn_as_successes() -> None:
    losses = [figure(kind=kind, value="24") for kind in ("breach", "drop_out")]

    assert "<svg" not in html_of(of(*losses))
    assert {one["share"] for one in paper(of(*losses))["others"]} == {None}
    assert "<svg" in html_of(of(figure(kind="presentation")))


def test_who_vouches_for_a_figure_and_what_it_is_elsewhere_is_said() -> None:
    stated = {"origin": "official", "national_value": "82.3", "group": "site de Pau"}
    sheet = of(figure(origin="own", national_value="81"), figure(kind="drop_out", **stated))

    text = page(sheet)
    assert "20 reçus sur 25 soit 80 % de réussite à l’évaluation en 2025." in text
    assert "Chiffre du centre. Au niveau national : 81 %." in text
    assert "Abandon de la formation, site de Pau 2025, 20 sur 25, chiffre officiel." in text
    assert "Au niveau national : 82,3 %." in text
    said = printed(sheet)
    assert "20 reçus sur 25" in said
    assert "Chiffre du centre" in said
    assert "Au niveau national : 82,3 %" in said
