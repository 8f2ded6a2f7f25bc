"""What people type, paste or import is mended once, by the name of its field, whatever the gate."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from programmes import prose, web
from programmes.typed import mended
from tests.strategies import telling

pasted = st.text(
    telling
    | st.sampled_from("\uf0b7\uf0fc\uf0a7·o§\t-1. /:")
    | st.characters(exclude_categories=["Cs"])
)
fields = st.sampled_from(["lead", "email", "phone", *sorted(prose.FIELDS | web.FIELDS)])


@given(fields, pasted)
def test_what_is_mended_is_mended_for_good(field: str, text: str) -> None:
    once = mended(field, text)

    assert mended(field, once) == once


def test_the_bullets_of_a_word_processor_become_a_list() -> None:
    """F06: Word and PowerPoint draw theirs with private codes of their symbol fonts."""
    text = "Intro :\r\n\uf0b7\tPuce un\r\n  \uf0a7 Deux\r\n\uf0fctrois \uf0e0 vu"

    assert mended("teaching_methods", text) == "Intro :\n- Puce un\n- Deux\n- trois → vu"


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("·\tUn\r\no\tDeux\r\n§\tTrois", "- Un\n- Deux\n- Trois"),
        ("·       Un\n·\u00a0\u00a0 Deux", "- Un\n- Deux"),
        ("Intro :\n \to\tUn", "Intro :\n- Un"),
        ("o Deux", "o Deux"),
        ("§ 2 du règlement", "§ 2 du règlement"),
        ("un · deux", "un · deux"),
        ("·un", "·un"),
        ("ou\tbien", "ou\tbien"),
        ("·\t\nUn", "·\t\nUn"),
    ],
)
def test_bullets_that_word_writes_as_plain_text_become_a_list(pasted: str, kept: str) -> None:
    """F06: its clipboard holds no private code where text alone is asked for."""
    assert mended("means", pasted) == kept


def test_a_line_is_no_list() -> None:
    assert mended("short_title", "\uf0b7 BTS NDRC") == "BTS NDRC"
    assert mended("phone", "\uf095 05 53 00 00 00\u200e") == "05 53 00 00 00"


@pytest.mark.parametrize("mark", ["\u200e", "\u00ad", "\u200b", "\u2060", "\ufeff", "\ufe0f"])
def test_an_address_holds_no_invisible_mark(mark: str) -> None:
    """F10."""
    assert mended("email", f"{mark}accueil@exemple.fr{mark}") == "accueil@exemple.fr"
    assert mended("website", f"https://exemple.fr/{mark} ") == "https://exemple.fr/"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("exemple.fr/page", "https://exemple.fr/page"),
        ("//exemple.fr", "https://exemple.fr"),
        ("exemple.fr:8000/x", "https://exemple.fr:8000/x"),
        ("HTTP://exemple.fr", "HTTP://exemple.fr"),
        ("ftp://exemple.fr/x", "ftp://exemple.fr/x"),
        ("javascript:alert(1)", "javascript:alert(1)"),
        ("", ""),
    ],
)
def test_an_address_typed_without_its_scheme_gets_one(typed: str, kept: str) -> None:
    assert mended("url", typed) == kept


@pytest.mark.parametrize("address", ["ftp://exemple.fr/x", "javascript:alert(1)", "mailto:a@b.fr"])
def test_only_the_web_is_linked(address: str) -> None:
    with pytest.raises(ValidationError, match="commence par https"):
        web.validate_web_address(address)
