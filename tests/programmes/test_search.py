"""What a search finds, in which order, and what the filters say: the same on both databases."""

from typing import Any

import pytest

from programmes.models import Edition
from programmes.search import FACETS, Found, Search, find, known, read_rows, search_for
from tests import factories

pytestmark = pytest.mark.django_db


def publish(slug: str, short: str, full: str, **changes: Any) -> None:
    sheet = factories.bare_sheet(slug=slug, short_title=short, full_title=full, **changes)
    factories.published(sheet)


def occupation(title: str, rome_code: str, rome_label: str = "") -> dict[str, str]:
    return {
        "family": "",
        "title": title,
        "rome_code": rome_code,
        "rome_label": rome_label,
        "url": "",
    }


def funding(code: str, name: str) -> dict[str, Any]:
    scheme = {
        "code": code,
        "name": name,
        "former_name": "",
        "public_concerned": "",
        "is_work_study": False,
        "url": "",
    }
    return {"scheme": scheme, **factories.UNPRICED}


@pytest.fixture
def catalogue() -> None:
    publish(
        "ndrc",
        "BTS NDRC",
        "Négociation et digitalisation de la relation client",
        registry="rncp",
        registry_code="38368",
        level=5,
        hours=1350,
        delivery_mode="on_site",
        occupations=[occupation("Vente de véhicules", "D1404", "Relation commerciale")],
        funding_options=[
            funding("apprentissage", "Contrat d’apprentissage"),
            funding("cpf", "Compte personnel de formation"),
        ],
    )
    publish(
        "ia",
        "Bac + 3 IA",
        "Ingénierie de l’Intelligence artificielle",
        level=6,
        hours=560,
        delivery_mode="distance",
        funding_options=[funding("cpf", "Compte personnel de formation")],
    )
    publish(
        "cap",
        "CAP Cuisine",
        "Cœur de gamme et pâtes fraîches",
        level=3,
        hours=840,
        delivery_mode="mixed",
        lead="Pour une brasserie : 100 % maison, sans _additif_.",
        funding_options=[funding("apprentissage", "Contrat d’apprentissage")],
    )


def slugs_of(found: Found) -> list[str]:
    slugs = dict(Edition.objects.values_list("pk", "slug"))
    return [slugs[row.key] for row in found.rows]


def found(text: str, **chosen: Any) -> list[str]:
    search = search_for(text, **chosen)
    answer = find(read_rows(), search)
    assert answer.count == len(answer.rows)
    return slugs_of(answer)


@pytest.mark.usefixtures("catalogue")
@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("", ["ia", "ndrc", "cap"]),
        ("négociation", ["ndrc"]),
        ("NEGOCIATION", ["ndrc"]),
        ("client relation", ["ndrc"]),  # in any order
        ("gociat", ["ndrc"]),  # and anywhere
        ("IA", ["ia"]),  # two letters, and not those inside “commerciale”
        ("coeur", ["cap"]),
        ("CŒUR", ["cap"]),
        ("l'intelligence", ["ia"]),
        ("l’intelligence", ["ia"]),
        ("rncp38368", ["ndrc"]),
        ("38368", ["ndrc"]),
        ("d1404", ["ndrc"]),
        ("vehicules", ["ndrc"]),
        ("fraîches brasserie", ["cap"]),
        ("plomberie", []),
        ("relation plomberie", []),
        ("100%", ["cap"]),
        ("_additif_", ["cap"]),
        ('"; DROP TABLE', []),
    ],
)
def test_a_search_finds_every_word_anywhere(text: str, slugs: list[str]) -> None:
    assert sorted(found(text)) == sorted(slugs)


@pytest.mark.usefixtures("catalogue")
def test_those_with_the_words_in_their_title_come_first() -> None:
    publish("z", "Zoo", "Soigner les animaux", lead="Avec un peu de cuisine.")
    publish("a", "Aide", "Service en salle", lead="Avec beaucoup de cuisine.")

    assert found("cuisine") == ["cap", "a", "z"]


@pytest.mark.usefixtures("catalogue")
@pytest.mark.parametrize(
    ("sort", "slugs"),
    [
        ("titre", ["ia", "ndrc", "cap"]),
        ("niveau", ["cap", "ndrc", "ia"]),
        ("duree", ["ia", "cap", "ndrc"]),
    ],
)
def test_results_come_in_the_order_asked_for(sort: str, slugs: list[str]) -> None:
    assert found("", sort=sort) == slugs


def test_an_unknown_value_comes_last_whatever_the_order() -> None:
    publish("unknown", "Aaa", "Sans durée ni niveau")
    publish("known", "Zzz", "Avec", hours=10, level=4)

    publish("passes", "Mmm", "Réussit", key_figures=[factories.key_figure()])

    for sort in ("niveau", "duree"):
        assert found("", sort=sort)[0] == "known"
    assert found("", sort="reussite") == ["passes", "known", "unknown"]


@pytest.mark.usefixtures("catalogue")
@pytest.mark.parametrize(
    ("chosen", "slugs"),
    [
        ({"level": {"5"}}, ["ndrc"]),
        ({"level": {"5", "6"}}, ["ia", "ndrc"]),
        ({"delivery_mode": {"distance"}}, ["ia"]),
        ({"funding": {"apprentissage"}}, ["cap", "ndrc"]),
        ({"funding": {"apprentissage", "cpf"}}, ["cap", "ia", "ndrc"]),
        ({"funding": {"apprentissage"}, "level": {"3"}}, ["cap"]),
        ({"funding": {"app"}}, []),  # part of a code is no code
        ({"level": {"6"}, "delivery_mode": {"mixed"}}, []),
    ],
)
def test_filters_combine(chosen: dict[str, set[str]], slugs: list[str]) -> None:
    assert sorted(found("", **{k: frozenset(v) for k, v in chosen.items()})) == slugs


def test_by_default_the_lowest_level_comes_first_then_the_title() -> None:
    for slug, level in (("b", 5), ("a", 5), ("z", 3), ("none", None)):
        publish(slug, slug, "Formation", level=level)

    assert found("") == ["z", "a", "b", "none"]


def test_pages_part_the_results_and_the_last_one_stands_for_those_beyond() -> None:
    for number in range(5):
        publish(f"f-{number}", f"F {number}", "Formation")
    rows = read_rows()

    pages = [find(rows, Search(), page, size=2) for page in (1, 2, 3, 9)]

    assert [(page.page, page.pages, page.count) for page in pages] == [
        (1, 3, 5), (2, 3, 5), (3, 3, 5), (3, 3, 5),
    ]  # fmt: skip
    assert [slugs_of(page) for page in pages[:3]] == [["f-0", "f-1"], ["f-2", "f-3"], ["f-4"]]


@pytest.mark.usefixtures("catalogue")
def test_counts_follow_the_words_and_the_other_filters() -> None:
    answer = find(read_rows(), search_for("client cuisine", funding=frozenset({"cpf"})))
    assert answer.count == 0

    answer = find(read_rows(), search_for("", funding=frozenset({"cpf"})))
    offered = {
        facet: {option.label: option.count for option in answer.options[facet]} for facet in FACETS
    }

    assert offered["level"] == {"Niveau 5": 1, "Niveau 6": 1}
    # Its own choice does not narrow a filter: one may add a value to it.
    assert offered["funding"] == {"Compte personnel de formation": 2, "Contrat d’apprentissage": 2}
    assert offered["sites"] == {}


@pytest.mark.usefixtures("catalogue")
def test_every_count_is_what_choosing_that_value_gives() -> None:
    for text in ("", "de", "relation", "formation"):
        answer = find(read_rows(), search_for(text))
        for facet in FACETS:
            for option in answer.options[facet]:
                assert len(found(text, **{facet: frozenset({option.value})})) == option.count > 0


@pytest.mark.usefixtures("catalogue")
def test_a_filter_that_would_narrow_nothing_is_not_there() -> None:
    assert not any(find(read_rows(), search_for("négociation")).options.values())
    # Both are paid so, and one in another way too: that one narrows.
    both = find(read_rows(), search_for("", level=frozenset({"5", "6"}))).options
    assert [option.value for option in both["funding"]] == ["cpf", "apprentissage"]
    chosen = find(read_rows(), search_for("négociation", level=frozenset({"5"}))).options
    assert [option.value for option in chosen["level"]] == ["5"]  # to be taken back


@pytest.mark.usefixtures("catalogue")
@pytest.mark.parametrize(
    ("text", "chosen", "ways"),
    [
        ("négociation", {"level": {"6"}}, [("level", 1)]),
        ("négociation", {"level": {"6"}, "delivery_mode": {"on_site"}}, [("level", 1)]),
        ("négociation", {"level": {"6"}, "delivery_mode": {"mixed"}}, [(None, 1)]),
        ("", {"level": {"6"}, "delivery_mode": {"mixed"}}, [("level", 1), ("delivery_mode", 1)]),
        ("plomberie", {"level": {"6"}}, []),
    ],
)
def test_an_empty_result_names_the_filter_to_drop(
    text: str, chosen: dict[str, set[str]], ways: list[tuple[str | None, int]]
) -> None:
    filters = {facet: frozenset(values) for facet, values in chosen.items()}
    answer = find(read_rows(), search_for(text, **filters))

    assert not answer.rows
    assert [(way.facet, way.count) for way in answer.ways_out] == ways


@pytest.mark.usefixtures("catalogue")
def test_the_labels_of_a_filter_are_those_of_the_whole_catalogue() -> None:
    assert known(read_rows(), "level") == {"3": "Niveau 3", "5": "Niveau 5", "6": "Niveau 6"}


def test_drafts_and_withdrawn_programmes_are_not_found() -> None:
    factories.published(factories.bare_sheet(full_title="Retirée"), current=False)
    factories.ProgrammeFactory.create(full_title="Retirée aussi, jamais publiée")

    assert found("retirée") == []
    assert read_rows() == ()
