"""Text that the paper's font can set, and addresses that may be links."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.outputs.pdf.text import breakable, clean, glyphs, lost_characters, safe_url
from tests.factories import bare_sheet
from tests.strategies import texts


@pytest.mark.parametrize(
    ("typed", "set_as"),
    [
        (
            "École, œuvre, 1\u202f350\u00a0h : « oui » – 92,9 %",
            "École, œuvre, 1\u202f350\u00a0h : « oui » – 92,9 %",
        ),
        ("e\u0301cole", "école"),
        ("ﬁche ① Ⅳ ｂｔｓ", "fiche 1 IV bts"),
        ("Rentrée 🎉 !", "Rentrée !"),
        ("👩🏽‍🎓 Étudiante", "Étudiante"),
        ("a\x00b\x07c\td", "abc d"),
        ("ligne\r\nligne\u2028ligne", "ligne\n\nligne\nligne"),
        ("\uf0b7 point", "• point"),
        ("✔ fait ➔ suite", "✓ fait → suite"),
        ("漢字 مرحبا", "[…]"),
        ("avant 漢字 après", "avant […] après"),
        ("\u200e\u200b\ufeff", ""),
        ("\u00ad", ""),
    ],
)
def test_what_the_font_lacks_becomes_something_sensible(typed: str, set_as: str) -> None:
    assert clean(typed) == set_as


@given(texts(300) | st.text())
def test_clean_text_can_be_set_and_stays_clean(typed: str) -> None:
    once = clean(typed)

    assert set(once) <= glyphs() | {"\n"}
    assert clean(once) == once


def test_lost_characters_are_named_once_in_order() -> None:
    assert lost_characters(bare_sheet(lead="🎉 a 🎉 \x07")) == ["U+0007", "U+1F389"]


def test_only_a_word_wider_than_a_column_is_broken() -> None:
    assert breakable("anticonstitutionnellement") == "anticonstitutionnellement"
    assert breakable("a" * 40) == "­".join(["a" * 9, "a" * 9, "a" * 9, "a" * 9, "a" * 4])


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://exemple.fr/a?b=c#d", "https://exemple.fr/a?b=c#d"),
        ("https://exemple.fr/école et co", "https://exemple.fr/%C3%A9cole%20et%20co"),
        ("mailto:accueil@exemple.fr", "mailto:accueil@exemple.fr"),
        ("tel:+33500000000", "tel:+33500000000"),
        ("javascript:alert(1)", ""),
        ("JAVASCRIPT:alert(1)", ""),
        ("http://[", ""),
        ("http://", ""),
        ("exemple.fr", ""),
        ("", ""),
        (" ", ""),
    ],
)
def test_a_link_leads_to_the_web_or_to_somebody(url: str, kept: str) -> None:
    assert safe_url(url) == kept


@given(st.text())
def test_no_address_breaks_the_check(url: str) -> None:
    kept = safe_url(url)

    assert kept == "" or kept.isascii()
