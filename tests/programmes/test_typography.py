"""French typography: what is typed with straight marks and plain spaces reads as print does."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from programmes import typography
from programmes.text import legible
from programmes.typography import typeset

# In expectations `_` stands for the narrow no-break space, `~` for the no-break space.
SPACES = str.maketrans({"_": "\u202f", "~": "\u00a0"})


def spaced(text: str) -> str:
    return text.translate(SPACES)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Quoi ? Oui ! Bien ; voilà : tout.", "Quoi_? Oui_! Bien_; voilà_: tout."),
        ("Quoi? Oui! Bien; voilà: tout.", "Quoi_? Oui_! Bien_; voilà_: tout."),
        ("Quoi\u00a0?", "Quoi_?"),
        ("Vraiment ?!", "Vraiment_?!"),
        ("92,9% ou 92,9 %", "92,9_% ou 92,9_%"),
        ("8417€ par an, 8 417 €", "8_417_€ par an, 8_417_€"),
        ("« Sud Management »", "«_Sud Management_»"),
        ("«Sud»", "«_Sud_»"),
        ("l'école d'aujourd'hui", "l’école d’aujourd’hui"),
        ("QCM, examens blancs...", "QCM, examens blancs…"),
        ("1350 heures", "1_350~heures"),
        ("1 350 h et 12 000 places", "1_350_h et 12_000~places"),
        ("1 234 567 €", "1_234_567_€"),
        ("2 ans, 40 min, 6 mois", "2~ans, 40_min, 6~mois"),
        ("de 8 h 30 à 17h30", "de 8_h_30 à 17_h_30"),
        ("bac+2 ou Bac +5", "bac_+_2 ou Bac_+_5"),
        ("édition n° 1", "édition n°_1"),
        ("niveau 5", "niveau~5"),
    ],
)
def test_spaces_and_signs_are_those_of_print(typed: str, read: str) -> None:
    assert typeset(typed) == spaced(read)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "en 2024",
        "de 2022 à 2024",
        "05 53 00 00 00",
        "n'",
        "https://exemple.fr/a?b=1;c=2&d=50%25!",
        "http://127.0.0.1:8000/l'eau:douce",
        "www.exemple.fr/qui?quoi!",
        "exemple.fr/formation?id=12%",
        "l'accueil@exemple.fr",
        "12:30",
        "3.50",
    ],
)
def test_addresses_years_and_phone_numbers_stay_as_they_are(text: str) -> None:
    assert typeset(text) == text.replace("n'", "n’")


def test_a_sentence_around_an_address_is_set() -> None:
    assert typeset("Voir https://exemple.fr/?a=b ; c'est là !") == spaced(
        "Voir https://exemple.fr/?a=b_; c’est là_!"
    )


def test_what_an_older_edition_holds_unseen_is_not_shown() -> None:
    assert typeset("\uf0b7 Équi\u00adpe\u200e : 1\u20602 ❤️\u200d🔥") == spaced(
        " Équipe_: 12 ❤️\u200d🔥"
    )


@given(st.text(st.sampled_from("aé1350 h€%;:!?«»'.…\u202f\u00a0\n@/+()bac°n") | st.characters()))
@example("1350 h")
@example("a...:")
def test_setting_a_text_twice_changes_nothing_more(text: str) -> None:
    once = typeset(text)

    assert typeset(once) == once


@given(st.text())
def test_setting_a_text_loses_no_letter(text: str) -> None:
    def letters(value: str) -> str:
        return "".join(char for char in value if char.isalnum())

    assert letters(typeset(text)) == letters(legible(text))


@pytest.mark.parametrize(
    ("value", "read"),
    [
        (1350, "1_350"),
        (0, "0"),
        (1234567, "1_234_567"),
        (Decimal("92.90"), "92,9"),
        (Decimal("3.00"), "3"),
        (Decimal("100"), "100"),
        (Decimal("-2.5"), "−2,5"),
        (Decimal("-0.001"), "0"),
        (Decimal("0.05"), "0,05"),
    ],
)
def test_numbers(value: Decimal | int, read: str) -> None:
    assert typography.number(value) == spaced(read)


@pytest.mark.parametrize(
    ("value", "read"),
    [("8417", "8_417_€"), ("12.5", "12,50_€"), ("0", "0_€"), ("-3", "−3_€"), ("0.05", "0,05_€")],
)
def test_euros_show_cents_only_when_there_are_some(value: str, read: str) -> None:
    assert typography.euros(Decimal(value)) == spaced(read)


@pytest.mark.parametrize(
    ("minutes", "read"),
    [(240, "4_h"), (90, "1_h_30"), (40, "40_min"), (65, "1_h_05"), (0, "0_min")],
)
def test_durations(minutes: int, read: str) -> None:
    assert typography.duration(minutes) == spaced(read)


def test_rates_and_differences() -> None:
    assert typography.percent(Decimal("78.60")) == spaced("78,6_%")
    assert typography.points(Decimal("3")) == spaced("+3~points")
    assert typography.points(Decimal("-1.5")) == spaced("−1,5~point")
    assert typography.points(Decimal("0")) == spaced("0~point")


@pytest.mark.parametrize(
    ("digits", "read"),
    [("35600000000048", "356_000_000_00048"), ("356000000", "356_000_000"), ("", "")],
)
def test_a_siret_is_printed_as_the_registers_do(digits: str, read: str) -> None:
    assert typography.siret(digits) == spaced(read)


def test_dates() -> None:
    assert typography.long_date(date(2024, 1, 1)) == "1er janvier 2024"
    assert typography.long_date(date(2028, 12, 31)) == "31 décembre 2028"


def test_lists_counts_and_elisions() -> None:
    assert typography.listed(["lundi", "mardi"]) == "lundi et mardi"
    assert typography.listed(["lundi", "mardi", "jeudi"]) == "lundi, mardi et jeudi"
    assert typography.listed(["lundi"]) == "lundi"
    assert typography.listed([]) == ""
    assert typography.count(1, "jour") == spaced("1~jour")
    assert typography.count(2, "jour") == spaced("2~jours")
    assert typography.in_words(7) == "sept"
    assert typography.in_words(40) == "40"
    assert typography.elided("de", "octobre") == "d’octobre"
    assert typography.elided("de", "septembre") == "de septembre"
    assert typography.capitalized("à distance") == "À distance"


@pytest.mark.parametrize(
    ("before", "text", "read"),
    [("e", " : oui", "_: oui"), ("»", "!", "_!"), ("0", " h", "_h"), (" ", ": oui", ": oui")],
)
def test_what_follows_bold_words_is_set_as_if_they_were_plain(
    before: str, text: str, read: str
) -> None:
    assert typeset(text, before) == spaced(read)
