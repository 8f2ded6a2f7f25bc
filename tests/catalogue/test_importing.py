"""A programme as a file: written and read back the same, and each fault said with its place."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.life.faults import Loc, place
from catalogue.life.transfer.file import (
    MOST_FAULTS,
    MOST_ROWS,
    NotASheet,
    cleaned,
    sheet_in,
    written,
)
from programmes import sheet as sheets
from programmes.sheet import Sheet
from tests.factories import example_sheet
from tests.strategies import any_sheet


def stored(**changes: Any) -> dict[str, Any]:
    return {**json.loads(written(example_sheet())), **changes}


def file(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def faults(content: bytes) -> list[str]:
    with pytest.raises(NotASheet) as raised:
        sheet_in(content)
    return [f"{one.place}: {one.text}" if one.place else one.text for one in raised.value.faults]


# There and back


@given(any_sheet())
def test_what_is_written_is_read_back_the_same(sheet: Sheet) -> None:
    text = written(sheet)

    assert sheet_in(text.encode()) == sheet
    assert written(sheet_in(text.encode())) == text


def test_a_person_can_read_the_file() -> None:
    lines = written(example_sheet()).splitlines()

    assert lines[:2] == ["{", f'  "version": {sheets.VERSION},']
    assert any(line.startswith('  "full_title": "Négociation') for line in lines)
    fields = [line.split('"')[1] for line in lines if line.startswith('  "')]
    assert fields == ["version", *Sheet.model_fields]


def test_a_file_that_went_through_notepad_is_read() -> None:
    text = written(example_sheet()).replace("\n", "\r\n")

    assert sheet_in(b"\xef\xbb\xbf" + text.encode()) == example_sheet()


def test_a_file_of_an_older_site_is_upgraded(monkeypatch: pytest.MonkeyPatch) -> None:
    before = sheets.VERSION - 1
    old = {**stored(), "version": before, "titre": "BTS ABC"}

    def upgrade(sheet: dict[str, Any]) -> dict[str, Any]:
        kept = {k: v for k, v in sheet.items() if k != "titre"}
        return {**kept, "short_title": sheet["titre"]}

    monkeypatch.setitem(sheets.UPGRADES, before, upgrade)

    assert sheet_in(file(old)).short_title == "BTS ABC"
    del old["titre"]
    assert "Ce site ne sait pas lire" in faults(file(old))[0]


# What is no sheet


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Ligne 1, colonne 1: Ce fichier n’est pas du JSON."),
        (b"\x00", "Ce fichier n’est pas du JSON."),
        (b'{"version": 1,\n "slug"', "Ligne 2, colonne 8: Ce fichier n’est pas du JSON."),
        (b"{'version': 1}", "Ce fichier n’est pas du JSON."),
        (b"PK\x03\x04\xff\xfe", "pas en UTF-8"),
        ("{}".encode("utf-16"), "en UTF-16"),
        ("{}".encode("utf-16-le"), "Ce fichier n’est pas du JSON."),
        ("é".encode("latin-1"), "pas en UTF-8"),
        (b"[]", "un objet est attendu"),
        (b"3", "un objet est attendu"),
        (b"null", "un objet est attendu"),
        (b"NaN", "un objet est attendu"),
        (b"{}", "ne dit pas sa version"),
        (b'{"version": 99}', "de version « 99 »"),
        (b'{"version": null}', "de version « None »"),
        (b'{"version": [[1]]}', "de version « [[1]] »"),
        (b'{"version": ' + b"9" * 5000 + b"}", "de version « inf »"),
        (b'{"version": "\\ud800"}', "de version « \ufffd »"),
        (b'{"version": 1, "version": 1}', "« version » est écrit deux fois"),
        (b"[" * 10_000 + b"]" * 10_000, "trop de niveaux imbriqués"),
        (b'{"a":' * 10_000 + b"1" + b"}" * 10_000, "trop de niveaux imbriqués"),
        (b"[" * 20 + b"]" * 20, "trop de niveaux imbriqués"),
        (b"[" * 1_000_000, ""),
        (b" " * 3_000_000, "dépasse 2 Mo"),
    ],
)
def test_what_is_no_sheet_says_why(content: bytes, said: str) -> None:
    (fault,) = faults(content)

    assert said.replace(" ", "") in fault.replace("\u202f", "").replace(" ", "")


# Each fault with its place


def changed(*path: str | int, to: object) -> dict[str, Any]:
    value = stored()
    inner: Any = value
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = to
    return value


NOT_A_DATE = "une date est attendue, comme 2026-09-01\u202f: «\u202fdemain\u202f»."


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (changed("hours", to="beaucoup"), "Durée en heures: un nombre entier est attendu"),
        (changed("hours", to=1.5), "Durée en heures: un nombre entier est attendu"),
        (changed("hours", to=0), "Durée en heures: doit être supérieur à 0."),
        (changed("hours", to=float("nan")), "Durée en heures: un nombre ordinaire est attendu."),
        (changed("hours", to=10**50), "Durée en heures: un nombre ordinaire est attendu."),
        (changed("lead", to=3), "Accroche: un texte est attendu."),
        (changed("lead", to=float("nan")), "Accroche: un texte est attendu."),
        (changed("lead", to="a\x00b"), "Accroche: caractère interdit."),
        (changed("lead", to="x" * 301), "Accroche: 300 caractères au plus."),
        (changed("slug", to="a b"), "Adresse de la page: forme inattendue."),
        (changed("centre", to="CFA"), "Centre: un objet est attendu"),
        (changed("blocs", to="deux"), "Blocs: une liste est attendue."),
        (changed("blocs", 0, to=3), "Bloc 1: un objet est attendu"),
        (changed("blocs", 0, "kind", to="autre"), "Bloc 1 › type: choix inconnu"),
        (changed("formacodes", 0, to="x"), "Formacodes 1: forme inattendue."),
        (
            changed("blocs_separately", to="peut-être"),
            "valider des blocs séparément: true ou false",
        ),
        (changed("intakes", 0, "starts_on", to="demain"), f"Rentrée 1 › début: {NOT_A_DATE}"),
        (
            changed("exam_units", 1, "papers", 0, "coefficient", to="trois"),
            "Unité 2 › partie d’épreuve 1 › coefficient: un nombre est attendu",
        ),
        (
            changed("exam_units", 1, "papers", 0, "coefficient", to=float("inf")),
            "Unité 2 › partie d’épreuve 1 › coefficient: un nombre ordinaire est attendu.",
        ),
        (
            changed("exam_units", 1, "papers", 0, "coefficient", to="1e30"),
            "Unité 2 › partie d’épreuve 1 › coefficient: nombre trop grand.",
        ),
        (
            changed("key_figures", 0, "surprise", to=1),
            "Chiffre clé 1 › «\u202fsurprise\u202f»: champ inconnu.",
        ),
        (changed("\ud800<b>", to=1), "caractère interdit."),
        (
            changed("funding_options", 0, "scheme", "code", to=""),
            "Financement 1 › dispositif › code du dispositif: forme inattendue.",
        ),
        (
            changed("exam_units", 0, "blocs", to=["Rien"]),
            "Unité 1 › blocs évalués: «\u202fRien\u202f» n’est pas dans ce fichier.",
        ),
        (
            changed("intakes", 0, "site", to="Lune"),
            "Rentrée 1 › lieu: «\u202fLune\u202f» n’est pas dans ce fichier.",
        ),
        (
            changed("exemptions", 0, "units", to=["U1", "U99", "U1"]),
            "Dispense 1 › unités dispensées: «\u202fU99\u202f» n’est pas dans ce fichier.",
        ),
    ],
)
def test_a_fault_is_said_with_its_place(value: dict[str, Any], said: str) -> None:
    # As Python writes it: NaN, Infinity and lone surrogates are no JSON, and come all the same.
    found = faults(json.dumps(value).encode())

    assert any(said in one for one in found), found


RECORD = "https://www.francecompetences.fr/recherche/rncp/38368/"


def test_codes_are_understood_however_they_are_written_in_the_file() -> None:
    """Some are longer than what is stored of them, others are not."""
    value = stored()
    value |= {"registry_code": f"{RECORD}#blocs", "nsf": "312T", "formacodes": "34566 34052"}
    value["centre"] |= {"siret": "356 000 000 00048", "uai": "0470974d"}
    value["blocs"][0]["official_number"] = "rncp 38368 bc 1"
    value["occupations"][0]["rome_code"] = "d1402"

    sheet = cleaned(sheet_in(file(value)))

    assert (sheet.registry_code, sheet.nsf, sheet.formacodes) == (
        "38368",
        "312t",
        ("34566", "34052"),
    )
    assert (sheet.centre.siret, sheet.centre.uai) == ("35600000000048", "0470974D")
    assert sheet.blocs[0].official_number == "RNCP38368BC01"
    assert sheet.occupations[0].rome_code == "D1402"


def test_a_code_tells_its_register_where_the_file_does_not() -> None:
    sheet = cleaned(sheet_in(file(stored(registry=None, registry_code="rs 6289"))))

    assert (sheet.registry, sheet.registry_code) == ("rs", "6289")


def test_a_code_that_is_not_of_its_register_is_refused_as_in_a_form() -> None:
    said = "Code au répertoire: C’est un code du Répertoire spécifique : choisissez ce répertoire"

    (found,) = faults(file(stored(registry="rncp", registry_code="RS6289")))

    assert found.startswith(said)


def test_a_code_too_long_to_be_one_is_refused_as_in_a_form() -> None:
    value = stored(registry_code="RNCP383688", hours="x")
    value["centre"]["siret"] = "SIREN 356 000 000"

    assert faults(file(value)) == [
        "Centre › numéro SIRET: Ces 9 chiffres sont un SIREN : ajoutez les 5 de l’établissement.",
        (
            "Code au répertoire: Ce code a 6 chiffres : il en faut 3 à 5, comme RNCP38368. "
            "Vérifiez qu’aucun n’est en trop."
        ),
        "Durée en heures: un nombre entier est attendu\u202f: «\u202fx\u202f».",
    ]


def test_a_field_that_is_missing_is_named() -> None:
    value = stored()
    del value["rhythm"]
    del value["exam_units"][0]["code"]

    assert faults(file(value)) == [
        "Précision sur le rythme: manque dans le fichier.",
        "Unité 1 › code: manque dans le fichier.",
    ]


def test_two_blocs_with_one_title_are_told() -> None:
    value = stored()
    value["blocs"].append(value["blocs"][0])
    last = len(value["blocs"])

    found = faults(file(value))

    assert any(one.startswith(f"Bloc {last} › intitulé: même nom que la ligne 1") for one in found)


def test_other_names_given_twice_are_told() -> None:
    value = stored()
    value["exam_units"].append(value["exam_units"][0])

    assert any("› code: même nom" in one for one in faults(file(value)))


def test_all_faults_are_told_at_once_up_to_a_point() -> None:
    few = changed("hours", to="x") | {"years": "x", "capacity": "x"}
    assert len(faults(file(few))) == 3

    many = stored(formacodes=["x"] * (MOST_FAULTS + 12))
    found = faults(file(many))
    assert len(found) == MOST_FAULTS + 1
    assert found[-1] == "… et 12 autres."


def test_more_rows_than_any_programme_has_are_refused() -> None:
    row = {"title": "BUT", "level": None, "url": ""}

    (fault,) = faults(file(stored(further_studies=[row] * MOST_ROWS)))

    assert f"Plus de {MOST_ROWS} lignes" in fault


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)


@given(st.data())
def test_any_value_in_any_place_is_taken_or_refused_in_words(data: st.DataObject) -> None:
    value = stored()
    inner: Any = value
    while isinstance(inner, dict | list) and inner:
        keys = list(inner) if isinstance(inner, dict) else list(range(len(inner)))
        key = data.draw(st.sampled_from(keys))
        if not isinstance(inner[key], dict | list) or data.draw(st.booleans()):
            inner[key] = data.draw(json_values)
            break
        inner = inner[key]
    try:
        sheet_in(json.dumps(value).encode())
    except NotASheet as error:
        for fault in error.faults:
            assert fault.text
            f"{fault.place}{fault.text}".encode()


@given(st.binary(max_size=200))
def test_any_file_is_taken_or_refused_in_words(content: bytes) -> None:
    with pytest.raises(NotASheet):
        sheet_in(content)


def test_each_place_of_a_sheet_has_a_french_name() -> None:
    def walk(value: object, loc: Loc) -> None:
        if isinstance(value, dict):
            for name, inner in value.items():
                if name != "version":
                    walk(inner, (*loc, name))
        elif isinstance(value, list):
            for index, inner in enumerate(value):
                walk(inner, (*loc, index))
        else:
            assert "«" not in place(loc), loc

    walk(stored(), ())
