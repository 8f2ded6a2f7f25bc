"""Folding: what a visitor types finds what staff wrote, accents or not. Naming files, pages."""

import re
import sys
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from programmes.text import address, file_name, fold, legible
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
        # What nobody sees was pasted along (F03).
        ("Management équi\u00adpe", "management equipe"),
        ("zig\u200czag", "zigzag"),
        ("tri\u200dpode", "tripode"),
        ("kan\u2060ban", "kanban"),
        ("\u200equali\u200eticien", "qualiticien"),
        ("\u061cpilote\u3164\ufe0f \u115fde\u034f ligne\uf0b7", "pilote de ligne"),
        # Dashes and spaces as one types them.
        (
            "Vente\u2011conseil – négociation−achat\u2003B\u2009to\u3000B",
            "vente-conseil - negociation-achat b to b",
        ),
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


# What nobody sees


def test_what_nobody_sees_is_all_that_unicode_calls_so() -> None:
    """Formats and private codes, and the default-ignorable characters that are neither."""
    every = map(chr, range(sys.maxunicode + 1))
    formats = {one for one in every if unicodedata.category(one) in {"Cf", "Co"}}
    others = set("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u3164\ufe00\ufe0f\uffa0")

    assert {one for one in formats | others if legible(f"a{one}b") != "ab"} == set()
    assert {one for one in formats | others if fold(f"a{one}b") != "ab"} == set()


@pytest.mark.parametrize(
    "seen",
    [
        "❤️",
        "❤️‍🔥",
        "👩🏽‍💻",
        "👨‍👩‍👧‍👦",
        "1️⃣ Postuler",
        "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        "🇫🇷 Œuvre, “déjà” ‘vu’ — 1\u202f350\u00a0h\tou\nplus…",
    ],
)
def test_what_people_see_stays_emoji_included(seen: str) -> None:
    assert legible(seen) == seen


@given(any_text | st.text("❤\ufe0f\u200d🔥🏴\U000e0067\U000e007f1\u20e3\u00ad a\r\n"))
def test_a_text_made_legible_is_so_for_good(text: str) -> None:
    assert legible(legible(text)) == legible(text)
