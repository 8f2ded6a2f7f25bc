"""Programmes side by side: which rows, in which words, and what is said of what is left out."""

import re
from datetime import date
from typing import Any
from urllib.parse import urlencode

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from catalogue import wording
from catalogue.life import publishing
from catalogue.server import caching
from programmes.kinds import Kind
from programmes.sheet import Sheet
from tests import factories
from tests.catalogue.outputs.test_linked_data import intake, option
from tests.catalogue.page_text import PageText, plain

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 10)


def rows(*sheets: Sheet, day: date = TODAY) -> dict[str, list[str]]:
    """Label → what is said of each, every space made plain; a dash where its kind has none."""
    return {
        plain(row.label): [
            plain((fact.text or f"[{fact.absent}]") if fact else "–") for fact in row.cells
        ]
        for group in wording.side_by_side(sheets, day)
        for row in group.rows
    }


def differing(*sheets: Sheet) -> set[str]:
    return {
        row.label
        for group in wording.side_by_side(sheets, TODAY)
        for row in group.rows
        if row.differs
    }


def sheet(kind: Kind, **changes: Any) -> Sheet:
    return factories.bare_sheet(kind=kind, **changes)


# --- Rows


def test_each_is_said_in_the_words_of_its_page_and_card() -> None:
    bts = factories.example_sheet(**factories.ONE_WEEK)

    said = rows(bts, bts)

    beside = {fact.label: plain(fact.text) for fact in wording.summary(bts, TODAY)}
    assert said["Rentrée"][0] == plain(wording.start(bts, TODAY).lead)
    assert said["Délai d’accès"][0] == beside["Délai d’accès"]
    assert said["Durée"][0] == plain(wording.length(bts))
    assert said["Rythme"][0] == plain(wording.rhythm(bts))
    assert said["Niveau"][0] == "Niveau 5 (bac + 2)"
    assert said["Groupe"][0] == "25 personnes au plus"
    assert said["Répertoire"][0].startswith("RNCP 38368")


def test_what_none_of_them_has_is_no_row() -> None:
    said = rows(sheet(Kind.TITRE_PRO), sheet(Kind.ATTESTATION))

    assert "Niveau" not in said
    assert "Réussite à l’évaluation" not in said
    assert "Métiers" not in said


def test_not_communicated_only_where_the_kind_has_it() -> None:
    said = rows(
        sheet(Kind.BTS, level=5, company_weeks=8),
        sheet(Kind.TITRE_PRO),
        sheet(Kind.ATTESTATION, registry="none"),
    )

    assert said["Niveau"] == ["Niveau 5 (bac + 2)", "[non communiqué]", "–"]
    assert said["En entreprise"] == ["8 semaines", "[non communiqué]", "–"]


def test_a_result_stands_with_its_year_and_whom_it_counts() -> None:
    passed = factories.key_figure(value="92.90", year=2024, n=14)
    marks = factories.key_figure(kind="satisfaction", value="4.60", scale="out_of_5", n=None)

    said = rows(
        sheet(Kind.BTS, key_figures=[passed]),
        sheet(Kind.BTS, key_figures=[marks]),
        sheet(Kind.ATTESTATION, registry="none"),
    )

    assert said["Réussite à l’examen"] == [
        "92,9 % (2024, 13 reçus sur 14)",
        "[non communiqué]",
        "–",
    ]
    assert said["Satisfaction, sur 5"] == [
        "[non communiqué]",
        "4,6/5 (2025, effectif non communiqué)",
        "[non communiqué]",
    ]


def test_results_of_some_or_of_a_part_are_not_compared() -> None:
    some = factories.key_figure(public="apprentices", kind="drop_out")
    part = factories.key_figure(scope="bloc 1", kind="satisfaction")

    said = rows(sheet(Kind.BTS, key_figures=[some, part]), sheet(Kind.BTS))

    assert not {"Satisfaction", "Abandon"} & said.keys()


def test_words_that_differ_by_kind_stand_together() -> None:
    session = [intake("2026-09-07")]

    said = rows(sheet(Kind.BTS, intakes=session), sheet(Kind.TITRE_PRO, intakes=session))

    assert said["Rentrée ou session"] == ["7 septembre 2026", "7 septembre 2026"]
    assert said["Candidatures"] == ["ouvertes", "ouvertes"]


def test_the_cost_is_said_for_each_public() -> None:
    prices = [
        option(publics=["apprentices"], remaining_cost="0", contract=True),
        option(publics=["employees"], amount="590", basis="course"),
    ]

    said = rows(sheet(Kind.BTS, funding_options=prices), sheet(Kind.BTS))

    assert said["Coût"] == [
        "apprentis : 0 € ; salariés : 590 € pour la formation",
        "[non communiqué]",
    ]


def test_what_differs_is_told_and_what_is_unknown_is_no_difference() -> None:
    one = sheet(Kind.BTS, level=5, hours=1350, capacity=24)
    other = sheet(Kind.BTS, level=5, hours=700)

    assert differing(one, other) == {"Durée"}
    assert "Niveau" in differing(one, sheet(Kind.ATTESTATION, registry="none"))


def test_what_has_begun_is_told_as_on_the_card() -> None:
    one = sheet(Kind.BTS, intakes=[intake("2026-09-07")])

    assert rows(one, one, day=date(2026, 9, 8))["Rentrée"][0] == (
        "la dernière le 7 septembre 2026, dates à venir"
    )


def test_where_applications_stand_is_said_in_one_row() -> None:
    one = sheet(Kind.BTS, intakes=[intake("2026-09-07", state="last")])

    said = rows(one, one)

    assert said["Rentrée"] == ["7 septembre 2026"] * 2
    assert said["Candidatures"] == ["dernières places"] * 2


def test_a_registration_that_has_ended_lets_nobody_in_here_either() -> None:
    ended = sheet(
        Kind.BTS,
        registry="rncp",
        registry_code="38368",
        registration_ends_on="2025-08-31",
        intakes=[intake("2026-09-07")],
    )

    said = rows(ended, sheet(Kind.BTS, intakes=[intake("2026-09-07")]))

    assert said["Rentrée"] == [
        "plus d’entrée : enregistrement terminé le 31 août 2025",
        "7 septembre 2026",
    ]
    assert said["Candidatures"] == ["–", "ouvertes"]


# --- The page


def put_online(*slugs: str, **changes: Any) -> None:
    for slug in slugs:
        row = sheet(Kind.BTS, slug=slug, short_title=slug.upper(), level=5, **changes)
        factories.published(row)


def address(*slugs: str) -> str:
    return f"/comparer/?{urlencode([('f', slug) for slug in slugs])}"


def read(client: Client, *slugs: str) -> tuple[int, str]:
    response = client.get(address(*slugs))
    return response.status_code, plain(response.content.decode())


def test_a_table_has_a_caption_and_heads_of_rows_and_columns(client: Client) -> None:
    put_online("aa", "bb")

    html = client.get(address("bb", "aa")).content.decode()

    assert len(re.findall(r"<table", html)) == 1
    assert "BB, AA" in plain(re.findall(r"<caption.*?</caption>", html)[0])
    heads = [plain(one) for one in re.findall(r'<th scope="col".*?</th>', html, re.DOTALL)]
    assert [one.split(" ")[0] for one in heads] == ["Sujet", "BB", "AA"]
    assert '<th scope="row" role="rowheader">Niveau</th>' in html
    assert 'scope="rowgroup"' in html
    links = PageText(html).links
    assert {"/formations/aa/", "/formations/bb/", "/formations/aa/fiche.pdf"} <= set(links)


def test_a_difference_is_told_in_words_too(client: Client) -> None:
    put_online("aa", hours=100)
    put_online("bb", hours=200)

    html = client.get(address("aa", "bb")).content.decode()

    assert re.search(r"Durée <b aria-hidden=\"true\">≠</b><span class=\"vh\"> \(différent\)", html)


def test_search_engines_do_not_list_it(client: Client) -> None:
    put_online("aa", "bb")

    html = client.get(address("aa", "bb") + "&utm_source=x").content.decode()

    assert '<meta name="robots" content="noindex">' in html
    assert '/comparer/?f=aa&amp;f=bb">' in html
    assert '<meta name="robots" content="noindex">' in client.get("/comparer/").content.decode()


def test_one_of_three_can_be_taken_away_and_none_of_two(client: Client) -> None:
    put_online("aa", "bb", "cc")

    assert (
        "/comparer/?f=aa&f=cc"
        in PageText(client.get(address("aa", "bb", "cc")).content.decode()).links
    )
    assert "Retirer" not in read(client, "aa", "bb")[1]


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ([], "Choisissez de deux à quatre formations."),
        (["aa"], "Une seule formation est choisie : il en faut deux au moins, quatre au plus."),
        (["aa", "aa", " aa "], "Une seule formation est choisie"),
        ([""], "Choisissez de deux"),
    ],
)
def test_with_too_few_one_reads_why_and_how_to_choose(
    client: Client, asked: list[str], sentence: str
) -> None:
    put_online("aa", "bb")

    response = client.get(address(*asked))
    html = response.content.decode()

    assert response.status_code == 200
    assert sentence in plain(html)
    boxes = re.findall(
        r'<input type="checkbox" name="f" value="(\w+)" id="f_\d"[^>]*?( checked)?>', html
    )
    assert boxes == [("aa", " checked" * ("aa" in asked)), ("bb", "")]


def test_of_more_than_four_the_first_are_compared(client: Client) -> None:
    put_online("aa", "bb", "cc", "dd", "ee")

    status, text = read(client, "aa", "bb", "cc", "dd", "ee")

    assert status == 400
    assert "On compare quatre formations au plus : voici les premières." in text
    assert "Comparer quatre formations" in text
    assert "EE" not in text


def test_an_unknown_one_is_named_and_left_out(client: Client) -> None:
    put_online("aa", "bb")

    status, text = read(client, "aa", "zz<b>", "bb")

    assert status == 400
    assert "« zz<b> » n’est pas dans ce catalogue : laissé de côté." in text
    assert "Comparer deux formations" in text


def test_a_withdrawn_one_is_named_and_left_out(client: Client) -> None:
    put_online("aa", "bb")
    programme = factories.ProgrammeFactory.create(slug="cc", short_title="CAP Cuisine")
    publishing.publish(programme, None)
    publishing.withdraw(programme)

    status, text = read(client, "aa", "cc", "bb")

    assert status == 200
    assert "« CAP Cuisine » n’est plus proposée : laissée de côté." in text
    assert "Comparer deux formations" in text


def test_a_former_address_leads_to_the_programme_of_today(client: Client) -> None:
    put_online("bb")
    programme = factories.ProgrammeFactory.create(slug="ancienne", short_title="CAP Cuisine")
    publishing.publish(programme, None)
    programme.slug = "nouvelle"
    programme.save()
    publishing.publish(programme, None)

    response = client.get(address("ancienne", "bb", "nouvelle"))

    assert response.status_code == 200
    assert "Comparer deux formations" in plain(response.content.decode())
    assert "/comparer/?f=nouvelle&amp;f=bb" in response.content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "f=%F0%9F%98%80&f=aa",
        "f=" + "x" * 3000,
        "&".join(["f=aa"] * 500),
        "&".join(f"f={n}" for n in range(500)),
        "f=../../etc&f=%27%20OR%201=1",
        "f=%25&f=_&f=\\",
        "f[]=aa&f=",
        "F=aa",
    ],
)
def test_no_address_is_a_fault(client: Client, query: str) -> None:
    put_online("aa", "bb")

    response = client.get(f"/comparer/?{query}")

    assert response.status_code in {200, 400}
    assert "Comparer" in response.content.decode()


@pytest.mark.parametrize("count", [2, 4])
def test_a_comparison_takes_two_queries_then_one(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    slugs = ["aa", "bb", "cc", "dd"][:count]
    put_online(*slugs)

    with django_assert_num_queries(2):
        first = client.get(address(*slugs))
    with django_assert_num_queries(1):
        again = client.get(address(*slugs), headers={"if-none-match": first["ETag"]})
    with django_assert_num_queries(1):
        client.get(address(*slugs))

    assert (first["Cache-Control"], again.status_code) == (caching.PUBLIC, 304)
    assert not first.cookies


def test_without_a_choice_it_takes_two_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    put_online("aa", "bb")

    with django_assert_num_queries(2):
        client.get("/comparer/")
    with django_assert_num_queries(3):
        client.get(address("aa"))


def test_what_cannot_be_right_is_not_kept(client: Client) -> None:
    put_online("aa", "bb")

    assert client.get(address("aa", "bb", "zz"))["Cache-Control"] == caching.PRIVATE
    assert client.post("/comparer/").status_code == 405


def test_it_follows_publishing_and_the_day(client: Client) -> None:
    put_online("aa", intakes=[intake("2026-09-07")])
    programme = factories.ProgrammeFactory.create(slug="bb", hours=100)
    publishing.publish(programme, None)

    with time_machine.travel("2026-09-01T12:00:00+02:00"):
        before = read(client, "aa", "bb")[1]
        programme.hours = 200
        programme.save()
        publishing.publish(programme, None)
        after = read(client, "aa", "bb")[1]
    with time_machine.travel("2026-09-08T12:00:00+02:00"):
        later = read(client, "aa", "bb")[1]

    assert "100 heures" in before
    assert "200 heures" in after
    assert "la dernière le 7 septembre 2026" in later


# --- Chosen on cards


def test_cards_can_be_chosen_where_there_are_two(client: Client) -> None:
    put_online("aa")
    assert "/comparer/" not in client.get("/").content.decode()

    put_online("bb")
    html = client.get("/").content.decode()

    assert '<form action="/comparer/" class="comparison" id="comparaison" novalidate>' in html
    boxes = r'<input type="checkbox" name="f" value="(\w+)" form="comparaison" id="f_\d">'
    assert re.findall(boxes, html) == ["aa", "bb"]
    assert "Comparer AA" in plain(html)
