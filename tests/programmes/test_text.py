"""Folding: what a visitor types finds what staff wrote, accents or not. Naming files, pages."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from programmes.text import address, file_name, fold
from tests.strategies import telling

any_text = st.text(telling | st.characters(exclude_categories=["Cs"]))


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("École", "ecole"),
        ("E\u0301cole", "ecole"),
        ("ÉCOLE", "ecole"),
        ("Cœur", "coeur"),
        ("ŒUVRE", "oeuvre"),
        ("Ex æquo", "ex aequo"),
        ("CURRICULUM VITÆ", "curriculum vitae"),
        ("ǽ Ǣ", "ae ae"),
        ("L’école", "l'ecole"),
        ("l'école", "l'ecole"),
        ("Noël, maïs, ça, où, août", "noel, mais, ca, ou, aout"),
        ("Straße", "strasse"),
        ("eﬃcace", "efficace"),
        ("n° 1, 2ᵉ, Nº", "n° 1, 2e, no"),
        ("Excel™", "exceltm"),
        ("1\u202f350\u00a0h", "1 350 h"),
        ("  deux\n\tlignes\r\n ", "deux lignes"),
        ("", ""),
        ("BTS NDRC", "bts ndrc"),
        ("C++ & <b>, 100 %_", "c++ & <b>, 100 %_"),
    ],
)
def test_a_text_is_found_however_it_was_typed(written: str, folded: str) -> None:
    assert fold(written) == folded


@given(any_text)
@example("™")
@example("ǽ")
@example("\u0345")
@example("℃ № ㎐")
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(any_text)
def test_capitals_and_small_letters_fold_alike(text: str) -> None:
    assert fold(text.casefold()) == fold(text)


@given(any_text)
def test_a_folded_text_has_single_spaces_and_nothing_around(text: str) -> None:
    folded = fold(text)

    assert folded == " ".join(folded.split())
    assert "’" not in folded


@given(st.lists(any_text))
def test_words_fold_one_by_one_as_they_fold_together(words: list[str]) -> None:
    assert fold(" ".join(words)) == " ".join(filter(None, map(fold, words)))


def test_accents_do_not_change_the_alphabetical_order() -> None:
    assert sorted(["Zoo", "école", "Économie", "abeille"], key=fold) == [
        "abeille",
        "école",
        "Économie",
        "Zoo",
    ]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("BTS NDRC", "BTS NDRC"),
        ("L’école, 1re année (A+B)", "L’école, 1re année (A+B)"),
        ("CAP/BEP : cuisine", "CAP BEP cuisine"),
        ('a"b\\c\r\n', "a b c"),
        ("../../etc", "etc"),
        ("…", ""),
    ],
)
def test_a_title_names_a_file(title: str, name: str) -> None:
    assert file_name(title) == name


@pytest.mark.parametrize(
    ("title", "made"),
    [
        ("Métiers de l’accueil", "metiers-de-l-accueil"),
        ("BTS NDRC", "bts-ndrc"),
        ("BTS-NDRC", "bts-ndrc"),
        ("bts_ndrc", "bts_ndrc"),
        ("  Bac\u00a0+\u202f2 : œuvres d'Æther ! ", "bac-2-oeuvres-d-aether"),
        ("CAP – Cuisine\u2011service", "cap-cuisine-service"),
        ("Négo\u00adcia\u2060tion\ufe0f", "negociation"),
        ("-bts--ndrc-", "bts-ndrc"),
        ("Straße №\u202f3 ½", "strasse-no-3-1-2"),
        ("-", ""),
        ("_", ""),
        ("", ""),
        ("’ !", ""),
        ("Ελληνικά", ""),
    ],
)
def test_a_title_makes_the_address_of_a_page(title: str, made: str) -> None:
    assert address(title) == made


@given(any_text)
def test_an_address_holds_small_letters_digits_and_single_hyphens_within(text: str) -> None:
    made = address(text)

    assert re.fullmatch(r"(?:[a-z0-9](?:_|-(?!-))*)*(?<![-_])", made)
    assert address(made) == made
