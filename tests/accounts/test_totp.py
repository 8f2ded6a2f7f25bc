"""Codes as RFC 4226 and RFC 6238 print them."""

from datetime import UTC, datetime

import pytest

from accounts import totp

SECRET = b"12345678901234567890"


@pytest.mark.parametrize(
    ("second", "code"),
    [
        (59, "94287082"),
        (1111111109, "07081804"),
        (1111111111, "14050471"),
        (1234567890, "89005924"),
        (2000000000, "69279037"),
        (20000000000, "65353130"),
    ],
)
def test_the_vectors_of_rfc_6238(second: int, code: str) -> None:
    step = totp.step_at(datetime.fromtimestamp(second, UTC))

    assert totp.code_at(SECRET, step, digits=8) == code
    assert totp.code_at(SECRET, step) == code[2:]


def test_the_vectors_of_rfc_4226() -> None:
    codes = "755224 287082 359152 969429 338314 254676 287922 162583 399871 520489"

    assert [totp.code_at(SECRET, step) for step in range(10)] == codes.split()


def test_one_step_before_and_after_is_taken_and_no_more() -> None:
    moment = datetime(2026, 12, 1, 11, tzinfo=UTC)
    now = totp.step_at(moment)

    taken = [
        shift
        for shift in range(-4, 5)
        if totp.step_of(SECRET, totp.code_at(SECRET, now + shift), moment) == now + shift
    ]

    assert taken == [-1, 0, 1]


def test_what_the_square_code_says() -> None:
    said = totp.address(SECRET, "catalogue.exemple.fr", "zoé d’Agen")

    assert said == (
        "otpauth://totp/catalogue.exemple.fr%3Azo%C3%A9%20d%E2%80%99Agen"
        "?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=catalogue.exemple.fr"
    )
