"""Official codes as people type or paste them: understood, or refused with what to change."""

from collections.abc import Callable
from typing import Any, Final

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from programmes import identifiers, spellings
from programmes.spellings import Registration
from tests import strategies  # noqa: F401 (loads the Hypothesis profile)

RECORD: Final = "https://www.francecompetences.fr/recherche/rncp/38368/"
RS_RECORD: Final = "https://www.francecompetences.fr/recherche/rs/6289/"
SEEN_BY_NOBODY: Final = "\u200b\u200e\u2060\u00ad\ufeff\ufe0f\u034f\u3164\ue000"


def refusal(read: Callable[[str], Any], typed: str) -> str:
    with pytest.raises(ValidationError) as refused:
        read(typed)
    (message,) = refused.value.messages
    return message


# The two registers


@pytest.mark.parametrize(
    ("typed", "register", "code"),
    [
        ("38368", None, "38368"),
        ("38 368", None, "38368"),
        ("RNCP38368", "rncp", "38368"),
        ("rncp 38 368", "rncp", "38368"),
        ("RNCP-38368", "rncp", "38368"),
        ("  RNCP\u00a038\u202f368 ", "rncp", "38368"),
        ("RNCP n° 38368", "rncp", "38368"),
        ("Titre RNCP nº38368", "rncp", "38368"),
        ("Code RNCP : 38368", "rncp", "38368"),
        ("Fiche n°RNCP38368", "rncp", "38368"),
        ("ＲＮＣＰ３８３６８", "rncp", "38368"),
        (f"RN{SEEN_BY_NOBODY}CP38368{SEEN_BY_NOBODY}", "rncp", "38368"),
        ("RNCP183", "rncp", "183"),
        ("RS6289", "rs", "6289"),
        ("RS 6289", "rs", "6289"),
        ("rs6289", "rs", "6289"),
        ("RS5", "rs", "5"),
        (RECORD, "rncp", "38368"),
        (RECORD.removesuffix("/"), "rncp", "38368"),
        (f" {RECORD}\n", "rncp", "38368"),
        (RECORD.upper(), "rncp", "38368"),
        (f"{RECORD}?utm_source=mail&x=1#onglet", "rncp", "38368"),
        (f"{RECORD}#resume", "rncp", "38368"),
        (RECORD.removeprefix("https://"), "rncp", "38368"),
        (RECORD.removeprefix("https://www."), "rncp", "38368"),
        (RECORD.replace("https", "http"), "rncp", "38368"),
        (RECORD.replace("/3", "/RNCP3"), "rncp", "38368"),
        (RS_RECORD, "rs", "6289"),
    ],
)
def test_a_registration_is_understood(typed: str, register: str | None, code: str) -> None:
    assert spellings.registration(typed) == Registration(register, code)


def test_a_registration_is_written_in_one_way() -> None:
    assert str(Registration("rncp", "38368")) == "RNCP38368"
    assert str(Registration("rs", "6289")) == "RS6289"
    assert str(Registration(None, "38368")) == "38368"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (
            "RNCP383688",
            (
                "Ce code a 6 chiffres : il en faut 3 à 5, comme RNCP38368. "
                "Vérifiez qu’aucun n’est en trop."
            ),
        ),
        (
            "RNCP38",
            (
                "Ce code a 2 chiffres : il en faut 3 à 5, comme RNCP38368. "
                "Vérifiez qu’aucun ne manque."
            ),
        ),
        (
            "RS628900",
            (
                "Ce code a 6 chiffres : il en faut 1 à 5, comme RS6289. "
                "Vérifiez qu’aucun n’est en trop."
            ),
        ),
        (
            "RNCP38368BC01",
            "C’est le numéro d’un bloc : gardez ce qui précède BC, le code de la certification.",
        ),
        (
            "https://www.francecompetences.fr/recherche_certificationprofessionnelle/",
            (
                "Cette adresse n’est pas celle d’une fiche de France compétences, comme "
                f"{RECORD} : copiez celle de la fiche, ou tapez le code."
            ),
        ),
        *[
            (
                typed,
                (
                    "Tapez un code comme RNCP38368 ou RS6289, ou collez l’adresse de la fiche de "
                    "France compétences."
                ),
            )
            for typed in ["", "RNCP", "RNCP3836O", "BTS NDRC", "38368 RNCP", "٣٨٣٦٨", "383\x0068"]
        ],
        ("RNCP" + "1" * 1000, "C’est trop long : tapez le code seul."),
    ],
)
def test_a_refused_registration_says_what_to_change(typed: str, sentence: str) -> None:
    assert refusal(spellings.registration, typed) == sentence


@pytest.mark.parametrize(
    "address",
    [
        RECORD.replace("francecompetences", "francecompetences.example"),
        RECORD.replace("rncp/", ""),
        f"{RECORD}38369/",
        "https://candidat.francetravail.fr/rncp/38368/",
        RECORD.replace("38368", "BTS"),
    ],
)
def test_the_address_of_another_page_is_no_code(address: str) -> None:
    assert "n’est pas celle d’une fiche" in refusal(spellings.registration, address)


def rncp(typed: str) -> Registration:
    return spellings.registration(typed, ["rncp"])


def test_a_code_of_the_other_register_is_told_apart() -> None:
    assert refusal(rncp, "RS6289") == refusal(rncp, RS_RECORD)
    assert refusal(rncp, "RS6289") == (
        "C’est un code du Répertoire spécifique : il faut ici un code du RNCP, comme RNCP38368."
    )
    assert refusal(lambda typed: spellings.registration(typed, ["rs"]), RECORD) == (
        "C’est un code du RNCP : il faut ici un code du Répertoire spécifique, comme RS6289."
    )


def test_digits_alone_are_measured_by_the_registers_that_are_meant() -> None:
    assert spellings.registration("38").code == "38"
    assert "il en faut 3 à 5" in refusal(rncp, "38")
    assert rncp("38368") == rncp(RECORD) == Registration("rncp", "38368")
    assert spellings.registry_code("38 368") == spellings.registry_code(RECORD) == "38368"


def test_digits_alone_are_of_the_only_register_that_is_meant() -> None:
    assert spellings.registration("38368").register is None
    assert spellings.registration("38368", ["rncp"]) == Registration("rncp", "38368")


@pytest.mark.parametrize(
    ("typed", "register", "found"),
    [
        ("38368", "rncp", "RNCP38368"),
        ("rncp 38 368", "rncp", "RNCP38368"),
        (RS_RECORD, "rs", "RS6289"),
        ("6289", "rs", "RS6289"),
        (RECORD, None, "RNCP38368"),
    ],
)
def test_a_code_and_its_register_are_one_fact(typed: str, register: str | None, found: str) -> None:
    assert str(spellings.registered(typed, register)) == found


@pytest.mark.parametrize(
    ("typed", "register", "sentence"),
    [
        ("RS6289", "rncp",
         ("C’est un code du Répertoire spécifique : choisissez ce répertoire, ou tapez un code du "
         "RNCP, comme RNCP38368.")),
        (RECORD, "rs",
         ("C’est un code du RNCP : choisissez ce répertoire, ou tapez un code du Répertoire "
         "spécifique, comme RS6289.")),
        ("38", "rncp",
         ("Ce code a 2 chiffres : il en faut 3 à 5, comme RNCP38368. "
         "Vérifiez qu’aucun ne manque.")),
        ("38368", None, "Dites de quel répertoire est 38368 : RNCP38368 ou RS38368."),
        ("38368", "none", "Choisissez le répertoire de ce code, ou videz ce champ."),
    ],
)  # fmt: skip
def test_a_code_that_its_register_does_not_hold_is_refused(
    typed: str, register: str | None, sentence: str
) -> None:
    assert refusal(lambda code: spellings.registered(code, register), typed) == sentence


# Former codes


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("RNCP34030, RS 5000", ("RNCP34030", "RS5000")),
        ("RNCP34030 RS 5 000 rncp 1 234", ("RNCP34030", "RS5000", "RNCP1234")),
        ("RNCP34030 ; RNCP34030 et rs5000.", ("RNCP34030", "RS5000")),
        (f"{RS_RECORD}, {RECORD}", ("RS6289", "RNCP38368")),
        (f"{RS_RECORD} {RECORD} RNCP34030", ("RS6289", "RNCP38368", "RNCP34030")),
        (" , ;", ()),
        ("", ()),
    ],
)
def test_former_codes_are_a_list(typed: str, codes: tuple[str, ...]) -> None:
    assert spellings.former_codes(typed) == codes


def test_a_former_code_says_its_register() -> None:
    assert refusal(spellings.former_codes, "RNCP34030, 5000") == (
        "Dites de quel répertoire est 5000 : RNCP5000 ou RS5000."
    )


# Codes that are shapes and keys


@pytest.mark.parametrize(
    ("read", "stored", "typed"),
    [
        (
            spellings.bloc_number,
            "RNCP38368BC01",
            ["rncp38368bc1", "RNCP 38368 BC 01", "RNCP38368 - BC1", "38368BC01", "RNCP38368 bloc 1",
             "Bloc RNCP38368BC01", "RNCP n° 38 368 BC n° 1"],
        ),
        (
            spellings.rome,
            "D1402",
            ["d1402", "D 1402", "D-1402", "Code ROME : d1402", "ROME D1402", "d1402\u200e"],
        ),
        (
            spellings.cfd,
            "32031212",
            ["320 312 12", "320-31212", "CFD : 32031212", "Code CFD 32031212"],
        ),
        (spellings.cfd, "400311AB", ["400311ab", "400 311 AB"]),
        (spellings.cfd, "CFD31212", ["cfd31212", "CFD CFD31212"]),
        (spellings.nsf, "312t", ["312T", "312 t", "NSF 312T", "Code NSF : 312 t"]),
        (spellings.nsf, "312", ["312", "nsf312"]),
        (
            spellings.uai,
            "0470974D",
            ["0470974d", "047 0974 D", "047.0974-D", "UAI : 0470974D", "RNE 0470974D"],
        ),
        (  # F11
            spellings.siret,
            "35600000000048",
            ["356 000 000 00048", "356\u00a0000\u00a0000\u00a000048", "356.000.000.00048",
             "356-000-000-00048", "35600000000048\u200e", "SIRET n° 356 000 000 00048",
             "N° SIRET : 35600000000048", "３５６ ０００ ０００ ０００４８"],
        ),
        (
            spellings.nda,
            "72470000047",
            ["72 47 00000 47", "72.47.00000.47", "NDA : 72470000047", "n° 72 47 00000 47"],
        ),
        (spellings.nda, "942A0000020", ["94 2a 00000 20"]),
    ],
)  # fmt: skip
def test_a_code_is_understood(read: Callable[[str], str], stored: str, typed: list[str]) -> None:
    assert {one: read(one) for one in [stored, *typed]} == dict.fromkeys([stored, *typed], stored)


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("34566, 34052", ["34566", "34052"]),
        ("34566 34052", ["34566", "34052"]),
        ("34 566 ; 34 052", ["34566", "34052"]),
        ("34566,34566", ["34566"]),
        ("Formacode : 34566", ["34566"]),
        ("Formacodes 34566, 34052", ["34566", "34052"]),
        (" ,", []),
    ],
)
def test_formacodes_are_read_one_by_one(typed: str, codes: list[str]) -> None:
    assert spellings.formacodes(typed) == codes


@pytest.mark.parametrize(
    ("read", "typed", "sentence"),
    [
        (spellings.bloc_number, "BC01",
         "Mettez le code RNCP devant le numéro du bloc : RNCP38368BC01."),
        (spellings.bloc_number, "1",
         "Mettez le code RNCP devant le numéro du bloc : RNCP38368BC01."),
        (spellings.bloc_number, "RS6289BC01",
         ("Une certification du Répertoire spécifique n’a pas de blocs : laissez vide, ou tapez "
         "un numéro comme RNCP38368BC01.")),
        (spellings.bloc_number, "RNCP383688BC01",
         "Le numéro officiel d’un bloc s’écrit comme RNCP38368BC01."),
        (spellings.bloc_number, "RNCP38368BC001",
         "Le numéro officiel d’un bloc s’écrit comme RNCP38368BC01."),
        (spellings.rome, "D14O2", "Un code ROME compte une majuscule et 4 chiffres : D1402."),
        (spellings.rome, "D1402 – Étalagiste",
         "Gardez le code seul, D1402 : ce qui le suit n’en fait pas partie."),
        (spellings.nsf, "312 Commerce, vente",
         "Gardez le code seul, 312 : ce qui le suit n’en fait pas partie."),
        (spellings.nsf, "3122",
         "Un code NSF compte 2 ou 3 chiffres, suivis au plus d’une minuscule : 312t."),
        (spellings.cfd, "3203121",
         "Un code formation diplôme (CFD) compte 8 caractères : 32031212."),
        (spellings.formacodes, "34566, 3405",
         "« 3405 » n’est pas un Formacode, qui compte 5 chiffres : 34566."),
        (spellings.formacodes, "34566 Commerce",
         "« Commerce » n’est pas un Formacode, qui compte 5 chiffres : 34566."),
        (spellings.uai, "0470974",
         "Il manque la lettre qui suit les 7 chiffres : 0470974D."),
        (spellings.uai, "0470974E",
         ("La lettre de ce code UAI ne correspond pas à ses chiffres : "
         "vérifiez qu’aucun n’est inversé.")),
        (spellings.siret, "SIREN 356 000 000",
         "Ces 9 chiffres sont un SIREN : ajoutez les 5 de l’établissement."),
        (spellings.siret, "356 000 000 0004",
         "Un numéro SIRET compte 14 chiffres : 356 000 000 00048."),
        (spellings.siret, "356 000 000 00049",
         "La clé de ce numéro SIRET est fausse : vérifiez qu’aucun chiffre n’est inversé."),
        (spellings.nda, "72 47 00000 4",
         ("Un numéro de déclaration d’activité (NDA) compte 11 caractères : "
         "des chiffres, avec 2A ou 2B pour la Corse.")),
    ],
)  # fmt: skip
def test_a_refused_code_says_what_to_change(
    read: Callable[[str], Any], typed: str, sentence: str
) -> None:
    assert refusal(read, typed) == sentence


# Whatever is typed

CODES: Final[dict[Callable[[str], Any], st.SearchStrategy[str]]] = {
    spellings.registry_code: st.from_regex(r"[0-9]{1,5}", fullmatch=True),
    spellings.bloc_number: st.from_regex(r"RNCP[0-9]{3,5}BC[0-9]{2}", fullmatch=True),
    spellings.rome: st.from_regex(r"[A-Z][0-9]{4}", fullmatch=True),
    spellings.cfd: st.from_regex(r"[A-Z0-9]{3}[0-9]{3}[A-Z0-9]{2}", fullmatch=True),
    spellings.nsf: st.from_regex(r"[0-9]{2,3}[a-z]?", fullmatch=True),
    spellings.nda: st.from_regex(r"[0-9]{2}(2A|2B|[0-9]{2})[0-9]{7}", fullmatch=True),
    spellings.uai: st.from_regex(r"[0-9]{7}", fullmatch=True).map(
        lambda digits: digits + identifiers.UAI_LETTERS[int(digits) % 23]
    ),
    spellings.siret: st.sampled_from(["73282932000074", "35600000000048", "35600000001000"]),
}


@st.composite
def respelt(draw: st.DrawFn, codes: st.SearchStrategy[str]) -> tuple[str, str]:
    """A code, and the same with gaps, in any case, among signs that nobody sees."""
    code = draw(codes)
    gaps = st.text(f" \u00a0\u202f\u2009.-–{SEEN_BY_NOBODY}", max_size=2)
    written = "".join(
        draw(gaps) + draw(st.sampled_from([one, one.lower(), one.upper()])) for one in code
    )
    return code, written + draw(gaps)


@pytest.mark.parametrize("read", CODES, ids=lambda read: read.__name__)
@given(st.data())
def test_a_code_is_read_back_however_it_is_spaced(
    read: Callable[[str], str], data: st.DataObject
) -> None:
    code, written = data.draw(respelt(CODES[read]))

    assert read(code) == code
    assert read(written) == code


@given(st.sampled_from(["rncp", "rs"]), st.from_regex(r"[0-9]{3,5}", fullmatch=True))
def test_a_registration_is_read_back_from_all_that_it_is_written_as(
    register: str, digits: str
) -> None:
    meant = Registration(register, digits)
    record = f"https://www.francecompetences.fr/recherche/{register}/{digits}/"

    assert spellings.registration(str(meant)) == spellings.registration(record) == meant
    assert spellings.former_codes(f"{meant} {record}, {meant}") == (str(meant),)


READERS: Final = [*spellings.SPELLINGS.values(), spellings.registration, spellings.former_codes]


@pytest.mark.parametrize("read", READERS, ids=lambda read: read.__name__)
@given(
    st.text(max_size=30)
    | st.text("RNCPS0123456789BC°nN: ./abdt,\u202f", max_size=20)
    | st.text("htps:/w.francompetn?#0123", max_size=40).map(RECORD.__add__)
)
def test_what_is_typed_is_read_or_refused_and_stays_as_it_is_read(
    read: Callable[[str], Any], typed: str
) -> None:
    try:
        stored = read(typed)
    except ValidationError:
        return
    again = ", ".join(stored) if isinstance(stored, list | tuple) else str(stored)
    assert read(again) == stored


@pytest.mark.parametrize("check", spellings.SPELLINGS, ids=lambda check: check.__name__)
@given(st.text(max_size=20) | st.text("RNCP0123456789BC abdt", max_size=15))
def test_what_is_read_is_right(check: Callable[[Any], None], typed: str) -> None:
    try:
        stored = spellings.SPELLINGS[check](typed)
    except ValidationError:
        return
    check(stored)
