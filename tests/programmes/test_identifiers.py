"""Official identifiers: the right ones pass, a slip of the finger gets a French sentence."""

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from programmes import identifiers
from programmes.vocabulary import Weekday
from tests import strategies  # noqa: F401 (loads the Hypothesis profile)

seven_digits = st.from_regex(r"[0-9]{7}", fullmatch=True)
thirteen_digits = st.from_regex(r"[0-9]{13}", fullmatch=True)


def accepts(check: Callable[[str], None], value: str) -> bool:
    try:
        check(value)
    except ValidationError:
        return False
    return True


def luhn_sum(digits: str) -> int:
    """Written otherwise than in the code: from the right, every second digit doubled."""
    return sum(
        sum(divmod(int(digit) * (2 if place % 2 else 1), 10))
        for place, digit in enumerate(reversed(digits))
    )


def test_the_centre_of_the_brochure_has_a_valid_uai() -> None:
    identifiers.validate_uai("0470974D")


@pytest.mark.parametrize("letter", sorted(set("ABCDEFGHIJKLMNOPQRSTUVWXYZ") - {"D"}))
def test_every_other_letter_is_refused_as_a_wrong_key(letter: str) -> None:
    with pytest.raises(ValidationError) as refused:
        identifiers.validate_uai(f"0470974{letter}")

    assert refused.value.code == "uai_key"
    assert "lettre" in refused.value.message


@given(seven_digits)
def test_any_seven_digits_have_one_uai_letter_and_one_only(digits: str) -> None:
    letters = [
        letter
        for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
        if accepts(identifiers.validate_uai, digits + letter)
    ]

    assert len(letters) == 1
    assert letters[0] not in "IOQ", "letters that look like digits are never used"


@given(seven_digits, st.integers(0, 5))
def test_two_digits_of_a_uai_swapped_are_noticed(digits: str, place: int) -> None:
    letter = identifiers.UAI_LETTERS[int(digits) % 23]
    swapped = digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]

    assert accepts(identifiers.validate_uai, swapped + letter) == (swapped == digits)


@pytest.mark.parametrize(
    "wrong", ["", "0470974", "470974D", "0470974d", "0470974D ", "0470974D\n", "٠٤٧٠٩٧٤D"]
)
def test_a_uai_of_another_shape_is_refused(wrong: str) -> None:
    assert not accepts(identifiers.validate_uai, wrong)


@given(thirteen_digits)
def test_any_thirteen_digits_have_one_siret_key_and_one_only(digits: str) -> None:
    accepted = [key for key in "0123456789" if accepts(identifiers.validate_siret, digits + key)]
    right = [key for key in "0123456789" if luhn_sum(digits + key) % 10 == 0]

    assert len(right) == 1
    if not digits.startswith("356000000"):
        assert accepted == right


@pytest.mark.parametrize("known", ["73282932000074", "35600000000048"])
def test_real_siret_numbers_are_accepted(known: str) -> None:
    identifiers.validate_siret(known)


@given(st.integers(0, 99999))
def test_an_establishment_of_la_poste_sums_to_a_multiple_of_five(number: int) -> None:
    siret = f"356000000{number:05}"
    by_la_poste = sum(map(int, siret)) % 5 == 0
    by_luhn = luhn_sum(siret) % 10 == 0

    assert accepts(identifiers.validate_siret, siret) == (by_la_poste or by_luhn)


def test_la_poste_rule_is_for_la_poste_alone() -> None:
    # 35600000001000 fails Luhn and passes by the sum; the same digits elsewhere do not pass.
    assert luhn_sum("35600000001000") % 10
    assert sum(map(int, "35600000001000")) % 5 == 0
    assert accepts(identifiers.validate_siret, "35600000001000")

    assert luhn_sum("35600010000000") % 10
    assert sum(map(int, "35600010000000")) % 5 == 0
    assert not accepts(identifiers.validate_siret, "35600010000000")


@pytest.mark.parametrize("wrong", ["", "7328293200007", "732 829 320 00074", "732829320000745"])
def test_a_siret_of_another_shape_is_refused(wrong: str) -> None:
    with pytest.raises(ValidationError) as refused:
        identifiers.validate_siret(wrong)

    assert refused.value.code == "siret"


@pytest.mark.parametrize(
    ("check", "right", "wrong"),
    [
        (
            identifiers.validate_rncp,
            ["383", "3836", "38368"],
            ["", "38", "383688", "RNCP38368", "3836B", " 38368", "38368\n", "٣٨٣٦٨"],
        ),
        (
            identifiers.validate_registry_code,
            ["7", "383", "3836", "38368"],
            ["", "383688", "RNCP38368", "3836B", " 38368", "38368\n", "٣٨٣٦٨"],
        ),
        (
            identifiers.validate_bloc_number,
            ["RNCP38368BC01", "RNCP383BC1"],
            ["", "38368BC01", "RNCP38368BC", "RNCP38368BC001", "rncp38368bc01", "RNCP38368BC01\n"],
        ),
        (
            identifiers.validate_rome,
            ["D1402", "C1102"],
            ["", "d1402", "D140", "D14022", "DD140", "É1402", "D1402\n"],
        ),
        (
            identifiers.validate_cfd,
            ["32031212", "400311AB", "A1032120"],
            ["", "3203121", "320312122", "3203121a", "320A1212", "32031212\n"],
        ),
        (
            identifiers.validate_nsf,
            ["31", "312", "312t", "31t"],
            ["", "3", "3122", "312T", "312tt", "312é", "312t\n"],
        ),
        (
            identifiers.validate_nda,
            ["72470000047", "942A0000020", "9420000002B", "942B000002A"],
            ["", "7247000004", "724700000471", "72 47 0000047", "7247000004C", "AAAAAAAAAAA",
             "B2470000047", "94BA0000020", "72470000047\n"],
        ),
    ],
)  # fmt: skip
def test_an_identifier_is_known_by_its_shape(
    check: Callable[[str], None], right: list[str], wrong: list[str]
) -> None:
    assert [value for value in right if not accepts(check, value)] == []
    assert [value for value in wrong if accepts(check, value)] == []


@pytest.mark.parametrize("right", [[], ["34566"], ("34566", "34085")])
def test_formacodes_are_a_list_of_five_digits(right: object) -> None:
    identifiers.validate_formacodes(right)


@pytest.mark.parametrize(
    "wrong", [None, "34566", 34566, [34566], ["3456"], ["345666"], ["34566", ""], {"34566": 1},
              ["٣٤٥٦٦"], ["34566\n"], [None]]
)  # fmt: skip
def test_anything_else_is_no_list_of_formacodes(wrong: object) -> None:
    with pytest.raises(ValidationError, match="5 chiffres"):
        identifiers.validate_formacodes(wrong)


@pytest.mark.parametrize("right", [[], ["RNCP34030"], ("RS5000", "RNCP383")])
def test_former_codes_name_their_register(right: object) -> None:
    identifiers.validate_former_codes(right)


@pytest.mark.parametrize("wrong", [None, "RNCP34030", ["34030"], ["RNCP38"], ["rs5000"], [5000]])
def test_anything_else_is_no_list_of_former_codes(wrong: object) -> None:
    with pytest.raises(ValidationError, match="RNCP34030 ou RS5000"):
        identifiers.validate_former_codes(wrong)


@given(st.sets(st.integers(1, 7)))
def test_any_days_of_the_week_in_order_are_accepted(days: set[int]) -> None:
    identifiers.validate_weekdays(sorted(days))
    identifiers.validate_weekdays([Weekday(day) for day in sorted(days)])


@pytest.mark.parametrize(
    "wrong",
    [None, 1, "1", "12", [0], [8], [2, 1], [1, 1], ["1"], [1.0], [True], [None], [[1]], {"1": 1}],
)
def test_other_days_are_refused_with_a_sentence(wrong: object) -> None:
    with pytest.raises(ValidationError, match="lundi"):
        identifiers.validate_weekdays(wrong)
