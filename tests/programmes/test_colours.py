"""An accent is one that can be read: by day and by night, in it and on it."""

import re

import pytest
from django.core.exceptions import ValidationError
from hypothesis import example, given
from hypothesis import strategies as st

from programmes import colours
from programmes.typography import NARROW
from tests.environment import ROOT

any_colour = st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06x}")


@given(any_colour)
@example("#ffffff")
@example("#ffff00")
@example("#757575")
def test_what_is_accepted_can_be_read_everywhere(colour: str) -> None:
    said = refusal(colour)
    accepted = colours.nearest(colour) if said else colour
    assert refusal(accepted) == ""
    assert accepted in said if said else colours.nearest(colour) == colour

    for tone, look in ((accepted, colours.DAY), (colours.by_night(accepted), colours.NIGHT)):
        for _, other in (*look.grounds, look.on_accent):
            assert colours.contrast(tone, other) >= 4.5


def refusal(colour: str) -> str:
    try:
        colours.validate_accent(colour)
    except ValidationError as refused:
        return str(refused.messages[0])
    return ""


@given(any_colour)
def test_the_nearest_is_of_the_same_hue_and_no_darker_than_it_must_be(colour: str) -> None:
    lightness, chroma, hue = colours._oklch(colour)
    found = colours._oklch(colours.nearest(colour))

    assert found[0] <= lightness + 1e-9
    # Of a grey, the hue is noise; eight bits round the others.
    if found[1] > 0.04 and chroma > 0.04:
        assert abs((found[2] - hue + 3.1416) % 6.2832 - 3.1416) < 0.12


@pytest.mark.parametrize(
    ("one", "other", "contrast"),
    [("#000000", "#ffffff", 21.0), ("#ffffff", "#ffffff", 1.0), ("#777777", "#ffffff", 4.48)],
)
def test_contrast_is_that_of_wcag(one: str, other: str, contrast: float) -> None:
    assert colours.contrast(one, other) == pytest.approx(contrast, abs=0.005)
    assert colours.contrast(other, one) == colours.contrast(one, other)


@pytest.mark.parametrize("typed", ["#1a2fd0", "1A2FD0", " # 1a 2f d0 ", "\u200b#1A2fD0"])
def test_a_colour_is_understood_as_people_write_it(typed: str) -> None:
    from programmes.text import legible

    assert colours.accent(legible(typed)) == "#1a2fd0"


def test_three_digits_are_six() -> None:
    assert colours.accent("#12a") == "#1122aa"


@pytest.mark.parametrize(
    "typed", ["bleu", "#12", "#12345g", "#1a2fd0ff", "rgb(0,0,0)", "#1a2fd0;}", "١٢٣"]
)
def test_what_is_no_colour_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(ValidationError, match="#1a2fd0"):
        colours.accent(typed)


def test_a_refusal_says_which_pair_what_ratio_and_what_would_do() -> None:
    with pytest.raises(ValidationError) as refused:
        colours.accent("#ffd400")

    said = refused.value.messages[0]
    assert "1,4 avec le fond blanc (le jour)" in said
    assert "1,4 avec le texte blanc des boutons (le jour)" in said
    assert f"il en faut 4,5. La plus proche qui convienne{NARROW}: #856d00." in said


def test_a_ratio_is_never_rounded_up_to_what_is_asked_for() -> None:
    with pytest.raises(ValidationError, match="4,4 avec le fond blanc"):
        colours.accent("#777777")


def test_the_grounds_are_those_of_the_stylesheet() -> None:
    tokens = (ROOT / "static/css/tokens.css").read_text()

    def values(name: str) -> list[str]:
        found = re.findall(rf"--{name}: (#[0-9a-f]+);", tokens)
        return [
            one if len(one) == 7 else "#" + "".join(2 * digit for digit in one[1:]) for one in found
        ]

    for at, look in enumerate((colours.DAY, colours.NIGHT)):
        assert [colour for _, colour in look.grounds] == [values("paper")[at], values("wash")[at]]
        assert look.on_accent[1] == values("on-accent")[at]
        assert all(pair >= 4.5 for pair in (
            colours.contrast(values("accent-ink")[at], colour)
            for _, colour in (*look.grounds, look.on_accent)
        ))  # fmt: skip
