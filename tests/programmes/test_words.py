"""What is one word, what says nothing, what is alike: the rules that texts and searches share."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programmes.places import around, around_school
from programmes.specialities import speciality
from programmes.text import fold
from programmes.words import Wanted, findable, sound, stem, typos, wanted, words


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("N.D.R.C.", ["NDRC"]),
        ("BTS-NDRC", ["BTS", "NDRC"]),
        ("bac + 3, Bac+2, bac plus 5, bac 3", ["bac+3", "bac+2", "bac+5", "bac+3"]),
        ("niveau 6, niveau IV", ["niveau-6", "niveau-4"]),
        ("sans le bac, sans aucun diplôme", ["sans-bac", "sans-diplôme"]),
        ("après la 3ème, post-bac", ["après-3e", "après-bac"]),
        ("après bac + 2", ["après", "bac+2"]),
        ("contrat pro", ["contrat-pro"]),
        ("contrat de professionnalisation", ["contrat", "de", "professionnalisation"]),
        ("vendeur·se, chargé(e)s, conseiller/ère", ["vendeur", "chargé", "conseiller"]),
        ("technicien.ne libre-service", ["technicien", "libre", "service"]),
        ("C++, C# et R&D", ["C++", "C#", "et", "R&D"]),
        ("l’offre, 100 %", ["l", "offre", "100"]),
        ("équi\u00adpe e\u0301cole", ["équipe", "école"]),
        ("… — % _ 🎓", []),
    ],
)
def test_a_text_is_cut_as_people_read_it(text: str, said: list[str]) -> None:
    assert list(words(text)) == said


def test_a_word_in_two_parts_is_found_as_one() -> None:
    assert findable(["E-commerce, e-commerce"]) == ("E", "commerce", "Ecommerce")


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("je veux faire un BTS en alternance", Wanted(("bts", "alternance"))),
        ("bts sans alternance", Wanted(("bts",), ("alternance",))),
        ("vente sans la prospection agen", Wanted(("vente", "agen"), ("prospection",))),
        ("formation de la", Wanted()),
        ("Vente vente VENTE", Wanted(("vente",))),
        ("sans", Wanted()),
    ],
)
def test_a_search_leaves_out_small_words(typed: str, asked: Wanted) -> None:
    assert wanted(typed) == asked


@pytest.mark.parametrize(
    "alike",
    [
        "vendeur vendeuse vendeurs vendeuses",
        "conseiller conseillère conseillères",
        "commercial commerciale commerciaux commerciales",
        "directeur directrice directrices",
        "technicien technicienne techniciennes",
        "manager manageuse managers",
        "apprenti apprentie apprentis",
        "chargé chargée chargés",
        "assistant assistante assistants",
        "hôte hôtesse hôtesses",
        "réseau réseaux",
        "créatif créative",
    ],
)
def test_gender_and_number_make_no_other_word(alike: str) -> None:
    assert len({stem(fold(word)) for word in alike.split()}) == 1


@pytest.mark.parametrize("words", ["bts but", "agen agent", "vente vendeur", "gestion geste"])
def test_other_words_stay_apart(words: str) -> None:
    assert len({stem(word) for word in words.split()}) == 2


@pytest.mark.parametrize(
    "alike",
    ["réseau réso", "informatique informatik", "téléphone telefone", "commercial comersial"],
)
def test_what_is_written_by_ear_sounds_alike(alike: str) -> None:
    assert len({sound(fold(word)) for word in alike.split()}) == 1


@pytest.mark.parametrize(
    ("word", "other", "count"),
    [("ndrc", "ndrc", 0), ("ndcr", "ndrc", 1), ("comerce", "commerce", 1),
     ("comerse", "commerce", 2), ("bts", "bachelor", 3), ("", "a", 1)],
)  # fmt: skip
def test_typing_errors_are_counted(word: str, other: str, count: int) -> None:
    assert typos(word, other, 2) == count


@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_typing_errors_are_the_same_both_ways(word: str, other: str) -> None:
    assert typos(word, other, 9) == typos(other, word, 9)
    assert (typos(word, other, 9) == 0) is (word == other)


@given(st.text(max_size=80))
def test_whatever_is_typed_can_be_searched(text: str) -> None:
    asked = wanted(text)

    assert all(fold(word) == word for word in asked.words)
    assert list(findable([text])) == list(dict.fromkeys(findable([text])))


def test_a_postcode_tells_where_it_is() -> None:
    assert around("47000") == ("Nouvelle-Aquitaine", "Lot-et-Garonne")
    assert around("97410") == ("La Réunion", "La Réunion")
    assert around("00000") == around("") == ()
    assert around_school("0470974D") == around("47000")
    assert around_school("9740001A") == around("97410")
    assert around_school("") == ()


def test_a_code_tells_its_speciality() -> None:
    assert speciality("312t") == speciality("312") == "Commerce, vente"
    assert speciality("999") == speciality("") == ""
