"""What a search finds, in which order, and what the filters say: the same on both databases."""

from typing import Any

import pytest

from programmes import search as searches
from programmes.search import FACETS, Search
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


def found(text: str, **chosen: Any) -> list[str]:
    search = Search(words=searches.words_of(text), **chosen)
    slugs = list(searches.cards(search).values_list("slug", flat=True))
    assert searches.total(searches.groups(search.words), search) == len(slugs)
    return slugs


@pytest.mark.usefixtures("catalogue")
@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("", ["ia", "ndrc", "cap"]),
        ("négociation", ["ndrc"]),
        ("NEGOCIATION", ["ndrc"]),
        ("client relation", ["ndrc"]),  # in any order
        ("gociat", ["ndrc"]),  # and anywhere
        ("IA", ["ia", "ndrc"]),  # two letters; also inside “commerciale”
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
        ("100%", []),
        ("%", ["cap"]),
        ("_", ["cap"]),
        ("_additif_", ["cap"]),
        ("n_gociation", []),
        ("\\", []),
        ("'", ["cap", "ia", "ndrc"]),  # « CFA de l’Exemple »
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

    for sort in ("niveau", "duree", "reussite"):
        assert found("", sort=sort)[-1] == ("unknown" if sort != "reussite" else "known")


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


@pytest.mark.usefixtures("catalogue")
def test_counts_follow_the_words_and_the_other_filters() -> None:
    search = Search(words=("de",), funding=frozenset({"cpf"}))
    groups, whole = searches.groups(search.words), searches.groups()

    offered = {
        facet: {
            option.label: option.count
            for option in searches.offered(groups, search, facet, searches.known(whole, facet))
        }
        for facet in FACETS
    }

    assert offered["level"] == {
        "Niveau 3": 0,
        "Niveau 5": 1,
        "Niveau 6": 1,
    }
    # Its own choice does not narrow a filter: one may add a value to it.
    assert offered["funding"] == {"Compte personnel de formation": 2, "Contrat d’apprentissage": 2}
    assert offered["sites"] == {}


@pytest.mark.usefixtures("catalogue")
def test_every_count_is_what_choosing_that_value_gives() -> None:
    for text in ("", "de", "relation"):
        words = searches.words_of(text)
        groups = searches.groups(words)
        for facet in FACETS:
            labels = searches.known(searches.groups(), facet)
            for option in searches.offered(groups, Search(words=words), facet, labels):
                assert len(found(text, **{facet: frozenset({option.value})})) == option.count


def test_drafts_and_withdrawn_programmes_are_not_found() -> None:
    factories.published(factories.bare_sheet(full_title="Retirée"), current=False)
    factories.ProgrammeFactory.create(full_title="Retirée aussi, jamais publiée")

    assert found("retirée") == []
    assert searches.groups(()) == ()
