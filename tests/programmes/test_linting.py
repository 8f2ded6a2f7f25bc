"""The linter: each rule is triggered by one slip and by nothing else."""

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from programmes import sheet as sheets
from programmes.head_counts import is_possible
from programmes.linting import Severity, lint
from programmes.sections import SECTIONS
from programmes.sheet import Sheet
from tests.factories import bare_sheet, example_sheet, key_figure
from tests.strategies import any_sheet, dates

TODAY = date(2025, 6, 2)

Change = Callable[[dict[str, Any]], None]


def sound(change: Change | None = None) -> Sheet:
    """A full sheet about which there is nothing to say, then one change."""
    data = json.loads(json.dumps(sheets.dump(example_sheet())))
    for figure in data["key_figures"]:
        if figure["n"] is not None and figure["value"] is not None:
            figure.update(n=25, value="80")
    if change:
        change(data)
    return sheets.load(data)


def codes(sheet: Sheet, previous: Sheet | None = None) -> list[str]:
    return [remark.code for remark in lint(sheet, TODAY, previous)]


def put(*path: str | int, to: Any) -> Change:
    def change(data: Any) -> None:
        for step in path[:-1]:
            data = data[step]
        data[path[-1]] = to

    return change


def both(*changes: Change) -> Change:
    def change(data: dict[str, Any]) -> None:
        for one in changes:
            one(data)

    return change


def no_unit_for_the_first_bloc(data: dict[str, Any]) -> None:
    title = data["blocs"][0]["title"]
    for unit in data["exam_units"]:
        unit["blocs"] = [one for one in unit["blocs"] if one != title]


def rename_bloc(data: dict[str, Any]) -> None:
    data["blocs"].append({**data["blocs"][2], "title": data["blocs"][2]["title"].upper()})


# For each rule: a slip, and the nearest thing that is none.
CASES: dict[str, tuple[Change, Change]] = {
    "hours_per_day": (
        both(put("hours", to=1350), put("training_days", to=100)),
        both(put("hours", to=1350), put("training_days", to=150)),
    ),
    "unit_without_paper": (
        put("exam_units", 0, "papers", to=[]),
        put("exam_units", 0, "note", to=""),
    ),
    "bloc_without_unit": (no_unit_for_the_first_bloc, put("blocs", 3, "kind", to="elective")),
    "impossible_rate": (
        put("key_figures", 0, "value", to="92.9"),
        both(put("key_figures", 0, "value", to="92.9"), put("key_figures", 0, "n", to=28)),
    ),
    "small_cohort": (
        both(put("key_figures", 0, "value", to="100"), put("key_figures", 0, "n", to=19)),
        both(put("key_figures", 0, "value", to="100"), put("key_figures", 0, "n", to=20)),
    ),
    "figure_year": (
        both(put("key_figures", 0, "year", to=None), put("key_figures", 0, "cohort", to="")),
        put("key_figures", 0, "year", to=None),
    ),
    "figure_source": (
        both(put("key_figures", 0, "source", to=" "), put("key_figures", 0, "url", to="")),
        put("key_figures", 0, "url", to=""),
    ),
    "two_figures": (
        put("key_figures", 1, "year", to=2024),
        both(put("key_figures", 1, "year", to=2024), put("key_figures", 1, "group", to="Pau")),
    ),
    "mark_as_rate": (
        both(put("key_figures", 8, "value", to="4.6"), put("key_figures", 8, "n", to=None)),
        both(
            put("key_figures", 8, "value", to="4.6"), put("key_figures", 8, "scale", to="out_of_5")
        ),
    ),
    "horizon_in_words": (
        put("key_figures", 5, "cohort", to="à 12 mois"),
        both(
            put("key_figures", 5, "cohort", to="à 12 mois"), put("key_figures", 5, "horizon", to=12)
        ),
    ),
    "public_in_words": (
        put("key_figures", 8, "cohort", to="Candidats libres, session 2024"),
        both(
            put("key_figures", 8, "cohort", to="Candidats libres, session 2024"),
            put("key_figures", 8, "public", to="free_candidates"),
        ),
    ),
    "no_whole_rate": (
        both(*(put("key_figures", row, "public", to="apprentices") for row in range(3))),
        both(*(put("key_figures", row, "public", to="all") for row in range(3))),
    ),
    "price_undated": (
        put("funding_options", 0, "priced_on", to=None),
        both(
            put("funding_options", 0, "priced_on", to=None),
            put("funding_options", 0, "amount", to=None),
            put("funding_options", 0, "remaining_cost", to=None),
        ),
    ),
    "figure_ahead": (
        put("key_figures", 0, "year", to=2099),
        put("key_figures", 0, "year", to=2025),
    ),
    "price_ahead": (
        put("funding_options", 0, "priced_on", to="2062-01-05"),
        put("funding_options", 0, "priced_on", to="2025-06-02"),
    ),
    "registration_ahead": (
        put("registered_on", to="2025-06-03"),
        put("registered_on", to="2025-06-02"),
    ),
    "named_opco": (
        put("funding_options", 0, "payer", to="OPCO Atlas"),
        put("funding_options", 0, "payer", to="votre OPCO, selon la branche"),
    ),
    "free_without_contract": (
        put("funding_options", 1, "remaining_cost", to="0"),
        put("funding_options", 1, "remaining_cost", to="0.01"),
    ),
    "price_on_request": (
        put("funding_options", 1, "on_request", to=True),
        both(
            put("funding_options", 1, "on_request", to=True),
            put("funding_options", 1, "amount", to=None),
        ),
    ),
    "remaining_above_price": (
        put("funding_options", 1, "remaining_cost", to="7000"),
        put("funding_options", 1, "remaining_cost", to="6999.99"),
    ),
    "price_by_year": (
        both(
            put("length", to=11),
            put("length_unit", to="months"),
            put("funding_options", 1, "basis", to="course"),
        ),
        both(put("length", to=12), put("length_unit", to="months")),
    ),
    "price_without_basis": (
        put("funding_options", 0, "basis", to=None),
        both(
            put("funding_options", 0, "basis", to=None),
            put("funding_options", 0, "amount", to=None),
        ),
    ),
    "prices_alike": (
        both(
            put("funding_options", 1, "intake", to=None),
            put("funding_options", 2, "label", to=""),
            put("funding_options", 2, "basis", to="year"),
        ),
        both(
            put("funding_options", 2, "label", to=""),
            put("funding_options", 2, "basis", to="year"),
        ),
    ),
    "free_for_all": (
        put("presentation", to="En deux ans. Sans reste à charge."),
        put("presentation", to="En deux ans. Sans reste à charge pour l’apprenti."),
    ),
    "price_old": (
        put("funding_options", 0, "priced_on", to="2024-06-01"),
        put("funding_options", 0, "priced_on", to="2024-06-02"),
    ),
    "registration_ended": (
        put("registration_ends_on", to="2025-06-01"),
        put("registration_ends_on", to="2028-12-31"),
    ),
    "registration_ending": (
        put("registration_ends_on", to="2025-12-02"),
        put("registration_ends_on", to="2025-12-03"),
    ),
    "registry_code": (put("registry_code", to="38"), put("registry_code", to="38368")),
    "registered_nowhere": (
        put("registry", to="none"),
        both(
            put("registry", to="none"),
            put("registry_code", to=""),
            put("registered_on", to=None),
            put("registration_ends_on", to=None),
        ),
    ),
    "lacked": (
        both(put("registry", to="rs"), put("level", to=5)),
        both(put("registry", to="rs"), put("level", to=None)),
    ),
    "exam_in_doubt": (put("exam_in_doubt", to=True), put("exam_in_doubt", to=False)),
    "cfd": (put("cfd", to="3203121"), put("cfd", to="32031212")),
    "nsf": (put("nsf", to="t312"), put("nsf", to="312t")),
    "rome": (
        put("occupations", 0, "rome_code", to="d1402"),
        put("occupations", 0, "rome_code", to="D1402"),
    ),
    "bloc_number": (
        put("blocs", 0, "official_number", to="BC01"),
        put("blocs", 0, "official_number", to="RNCP38368BC01"),
    ),
    "uai": (put("centre", "uai", to="0470974E"), put("centre", "uai", to="0470974D")),
    "siret": (
        put("centre", "siret", to="35600000000049"),
        put("centre", "siret", to="35600000000048"),
    ),
    "nda": (put("centre", "nda", to="1178000007"), put("centre", "nda", to="11780000078")),
    "retired_name": (
        put("means", to="Avec le pole emploi."),
        put("means", to="Avec France Travail (ancien Pôle emploi) et un bac pro à Agen."),
    ),
    "double_space": (put("lead", to="Un  métier."), put("lead", to="Un métier.")),
    "missing_space": (put("lead", to="Un métier!"), put("lead", to="Un métier !")),
    "spaced_comma": (put("lead", to="Un métier , un vrai."), put("lead", to="Un métier ...")),
    "straight_quotes": (put("lead", to='Un "métier".'), put("lead", to="L'« art » du métier.")),
    "unbalanced_quotes": (put("lead", to="Un « métier."), put("lead", to="Un « métier ».")),
    "families_alike": (
        both(
            put("occupations", 0, "family", to="Relation client"),
            put("occupations", 1, "family", to="Relation Client"),
        ),
        put("occupations", 1, "family", to="Relation clients"),
    ),
    "blocs_alike": (rename_bloc, put("blocs", 2, "title", to="Expression")),
    "units_alike": (
        put("exam_units", 1, "title", to="culture generale et Expression"),
        put("exam_units", 1, "title", to="Culture générale"),
    ),
    "occupations_alike": (
        put("occupations", 2, "title", to="chargé de clientele"),
        put("occupations", 2, "title", to="Chargée de clientèle en banque"),
    ),
}


def free_of_links(change: Change) -> Change:
    """Renaming a bloc leaves the unit that named it without one."""

    def changed(data: dict[str, Any]) -> None:
        change(data)
        titles = {bloc["title"] for bloc in data["blocs"]}
        for unit in data["exam_units"]:
            unit["blocs"] = [title for title in unit["blocs"] if title in titles]

    return changed


def test_a_sound_sheet_gets_no_remark() -> None:
    assert codes(sound()) == []
    assert codes(bare_sheet()) == []


@pytest.mark.parametrize("code", CASES)
def test_each_slip_is_told_and_nothing_else(code: str) -> None:
    slip, no_slip = CASES[code]

    assert codes(sound(free_of_links(slip))) == [code]
    assert codes(sound(free_of_links(no_slip))) == []


@pytest.mark.parametrize(
    ("register", "code", "right"),
    [
        ("rncp", "38", False),
        ("rncp", "380", True),
        ("rncp", "38368", True),
        ("rncp", "RNCP3", False),
        ("rs", "5", True),
        ("rs", "6289", True),
        ("rs", "RS628", False),
    ],
)
def test_a_code_is_of_the_length_that_its_register_gives(
    register: str, code: str, right: bool
) -> None:
    change = both(
        put("registry", to=register), put("registry_code", to=code), put("level", to=None)
    )

    assert codes(sound(change)) == ["registry_code"] * (not right)


def test_a_registration_ends_in_either_register() -> None:
    ended = put("registration_ends_on", to="2025-06-01")
    in_rs = both(put("registry", to="rs"), put("registry_code", to="6289"), put("level", to=None))

    (remark,) = lint(sound(both(ended, in_rs)), TODAY)

    assert remark.code == "registration_ended"
    assert "RNCP" not in remark.sentence


# --- The kind of the programme


WEIGHTS = {"Coefficient (évaluations)", "Coefficient (parties d’évaluation)"}
CREDITS = {"Crédits ECTS", "Crédits ECTS (évaluations)"}
OF_THE_RNCP = {
    "Niveau", "Équivalences", "Possibilité de valider des modules séparément", "Équivalence",
    "Numéro officiel (modules)", "Semaines en entreprise", "Alternance", "Semaines au centre",
    "Semaines en entreprise à la suite", "Semaines au centre (rentrées)",
    "Semaines en entreprise à la suite (rentrées)",
}  # fmt: skip
CFD = {"Code CFD"}
CCF = {"Mode d’évaluation (parties d’évaluation)", "Publics en CCF (parties d’évaluation)"}


@pytest.mark.parametrize(
    ("kind", "register", "places"),
    [
        ("bts", "rncp", set()),
        ("but", "rncp", set()),
        ("autre", "rncp", set()),
        ("titre_pro", "rncp", WEIGHTS | CCF | CREDITS),
        ("titre_rncp", "rncp", set()),
        ("cqp", "rs", WEIGHTS | CCF | CREDITS | CFD | {"Niveau"}),
        ("certification", "rs", WEIGHTS | CCF | CREDITS | CFD | OF_THE_RNCP),
        ("attestation", "rncp", set()),
    ],
)
def test_what_a_family_lacks_is_told_where_it_is_filled_in(
    kind: str, register: str, places: set[str]
) -> None:
    """The sheet has something in every field, as an import may have."""
    sheet = sound(both(put("kind", to=kind), put("registry", to=register)))

    assert {one.place for one in lint(sheet, TODAY) if one.code == "lacked"} == places


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("bts", "que les coefficients sont en cours de vérification, sans total"),
        ("titre_pro", "que les modalités d’évaluation sont en cours de vérification"),
    ],
)
def test_what_is_being_checked_is_called_as_on_the_page(kind: str, said: str) -> None:
    weights = [3, 2] if kind == "bts" else []
    units = [unit(code=f"U{weight}", title=f"T{weight}", coefficient=weight) for weight in weights]
    sheet = bare_sheet(kind=kind, exam_in_doubt=True, exam_units=units)

    (remark,) = [one for one in lint(sheet, TODAY) if one.code == "exam_in_doubt"]
    assert said in remark.sentence


def test_a_no_says_nothing_that_would_have_to_go() -> None:
    nothing = {"registry": "none", "rules": "none", "blocs_separately": False}

    assert codes(bare_sheet(kind="attestation", **nothing)) == []


def test_what_is_left_of_a_certification_is_told_once() -> None:
    """Its units, not each of their fields too."""
    everything = both(put("kind", to="attestation"), put("registry", to=None))

    places = [one.place for one in lint(sound(everything), TODAY) if one.code == "lacked"]

    assert {"Évaluations", "Code au répertoire"} <= set(places)
    assert not [place for place in places if place.startswith(("Coefficient", "Crédits ECTS ("))]
    assert len(places) == len(set(places))


# --- One code in the whole catalogue


TITLE = "Négociation et digitalisation de la relation client"


@pytest.mark.parametrize(
    ("others", "told"),
    [
        ({"RNCP38368": {TITLE: "BTS NDRC"}}, False),
        ({"RNCP38368": {TITLE.upper().replace("É", "E"): "BTS NDRC"}}, False),
        ({"RNCP38368": {TITLE: "BTS NDRC", "BTS - NDRC": "NDRC en un an"}}, True),
        ({"RS38368": {"BTS - NDRC": "NDRC en un an"}}, False),
        ({}, False),
    ],
)
def test_one_code_has_one_title_in_the_whole_catalogue(
    others: dict[str, dict[str, str]], told: bool
) -> None:
    found = lint(sound(), TODAY, titles=others)

    assert [one.code for one in found] == ["titles_of_one_code"] * told
    for remark in found:
        assert "NDRC en un an" in remark.sentence
        assert "BTS - NDRC" in remark.sentence


# --- What is assessed


def unit(**changes: Any) -> dict[str, Any]:
    empty: dict[str, Any] = {
        "heading": "", "code": "", "blocs": [], "optional": False, "group": "professional",
        "coefficient": None, "credits": None, "note": "", "papers": [],
    }  # fmt: skip
    return {**empty, **changes}


def bloc(title: str) -> dict[str, Any]:
    described = {"kind": "professional", "number": None, "official_number": ""}
    return {**described, "title": title, "introduction": "", "objectives": []}


BLOCS = {"blocs": [bloc("Réceptionner"), bloc("Préparer")]}


def test_one_unit_may_assess_several_blocs() -> None:
    both_blocs = unit(code="UP", title="Pratique", blocs=["Réceptionner", "Préparer"])
    one_bloc = unit(code="UP", title="Pratique", blocs=["Réceptionner"])

    assert codes(bare_sheet(kind="cap", **BLOCS, exam_units=[both_blocs])) == []
    assert codes(bare_sheet(kind="cap", **BLOCS, exam_units=[one_bloc])) == ["bloc_without_unit"]


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("cap", "Aucune unité ne porte sur ce bloc."),
        ("titre_pro", "Aucune évaluation ne porte sur ce CCP."),
        ("certification", "Aucune évaluation ne porte sur ce module."),
    ],
)
def test_what_nothing_assesses_is_called_as_its_kind_calls_it(kind: str, sentence: str) -> None:
    alone = unit(title="Entretien", blocs=["Réceptionner"])

    (remark,) = lint(bare_sheet(kind=kind, **BLOCS, exam_units=[alone]), TODAY)

    assert remark.sentence == sentence


@pytest.mark.parametrize(
    ("kind", "rules", "weight", "sentence"),
    [
        ("bts", "bts", None, "Aucune épreuve n’est saisie ici, donc ni durée ni coefficient."),
        ("bts", "bts", 3, "Aucune épreuve n’est saisie ici, donc ni forme ni durée."),
        ("titre_pro", "titre_pro", None, ""),
        ("but", "ects", None, ""),
        ("bts", None, None, ""),
    ],
)
def test_a_unit_has_papers_where_a_mean_is_taken(
    kind: str, rules: str | None, weight: int | None, sentence: str
) -> None:
    one = unit(code="U1", title="Vendre", coefficient=weight)

    found = lint(bare_sheet(kind=kind, rules=rules, exam_units=[one]), TODAY)

    assert [remark.sentence for remark in found] == [sentence] * bool(sentence)


def test_no_sheet_holds_two_coefficients_for_one_unit() -> None:
    paper: dict[str, Any] = {
        "title": "", "form": "oral", "mode": None, "in_course_for": [],
        "duration_minutes": 20,
        "preparation_minutes": None, "coefficient": 2,
    }  # fmt: skip

    with pytest.raises(ValidationError, match="pas les deux"):
        bare_sheet(exam_units=[unit(code="U1", title="Vendre", coefficient=3, papers=[paper])])


def test_a_branch_may_be_a_certifier_whatever_it_pays() -> None:
    named = both(put("certifiers", 0, "name", to="AFDAS"), put("certifiers", 0, "siret", to=""))

    assert codes(sound(named)) == []


def test_the_title_of_a_register_is_left_as_the_register_has_it() -> None:
    assert codes(sound(put("exact_title", to='Conseiller  "Pôle emploi" !'))) == []


def test_a_total_of_coefficients_that_moved_is_told() -> None:
    before = sound()
    now = sound(put("exam_units", 0, "papers", 0, "coefficient", to="9"))

    assert codes(now, before) == ["coefficient_total"]
    assert codes(before, before) == []
    assert codes(now, bare_sheet()) == []


def test_an_exam_that_is_not_written_yet_leaves_blocs_alone() -> None:
    assert codes(sound(both(put("exam_units", to=[]), put("exemptions", to=[])))) == []


@pytest.mark.parametrize(
    "text",
    [
        "Voir https://exemple.fr/?a=1;b écrire à nom@exemple.fr!",
        "De 8 h 30 à 17:30, le ratio 3:1",
        "Salles\nLogiciels",
        "- un\n- deux",
    ],
)
def test_typography_leaves_addresses_and_hours_alone(text: str) -> None:
    assert codes(sound(put("means", to=text))) == []


@pytest.mark.parametrize(
    ("changes", "severity"),
    [
        ([{}, {}], Severity.WRONG),
        ([{}, {"public": "all"}], Severity.WRONG),
        ([{}, {"cohort": "présents à l’oral"}], Severity.DOUBTFUL),
        ([{"origin": "own"}, {"origin": "own"}], Severity.WRONG),
        ([{"origin": "own"}, {"origin": "official"}], None),
        ([{}, {"public": "free_candidates"}], None),
        ([{}, {"year": 2023}], None),
        ([{}, {"scope": "bloc 2"}], None),
    ],
)
def test_two_rates_of_one_year_and_of_the_same_people_contradict_each_other(
    changes: list[dict[str, Any]], severity: Severity | None
) -> None:
    """Case F17."""
    rates = [{"year": 2024, "value": "84"}, {"year": 2024, "value": "92"}]
    rows = [key_figure(**{**rate, **more}) for rate, more in zip(rates, changes, strict=True)]
    told = [one for one in lint(bare_sheet(key_figures=rows), TODAY) if one.code == "two_figures"]

    assert [one.severity for one in told] == ([severity] if severity else [])
    expected = (
        "2 taux pour 2024 : 84 % et 92 %. Dites de quel public ou de quel groupe est chacun, ou "
        "supprimez celui qui est faux."
    )
    assert all(one.sentence.replace("\u202f", " ") == expected for one in told)


@pytest.mark.parametrize(
    ("value", "cohort", "told"),
    [
        ("4.6", "", "sur 5, 10 ou 20"),
        ("46", "note sur 5", "sur 5"),
        ("80", "Note moyenne /10", "sur 10"),
        ("15", "notée sur 20", "sur 20"),
        ("10", "", ""),
        ("80", "12 sur 20 réponses", ""),
    ],
)
def test_a_mark_taken_for_a_rate_is_told(value: str, cohort: str, told: str) -> None:
    """Case F16."""
    row = key_figure(kind="satisfaction", year=2024, value=value, n=None, cohort=cohort)
    marked = [
        one.sentence
        for one in lint(bare_sheet(key_figures=[row]), TODAY)
        if one.code == "mark_as_rate"
    ]

    assert [f"«\u202f{told}\u202f»" in one for one in marked] == ([True] if told else [])


def test_the_group_counted_may_be_to_come_too() -> None:
    def of(cohort: str) -> Change:
        return both(
            put("key_figures", 0, "year", to=None), put("key_figures", 0, "cohort", to=cohort)
        )

    assert codes(sound(of("promotion 2097-2099"))) == ["figure_ahead"]
    assert codes(sound(of("promotion 2024-2026"))) == []
    assert codes(sound(of("sortants de 2024"))) == []


# --- Funding (labour code, L6352-13)


@pytest.mark.parametrize(
    "name",
    ["Akto", "AFDAS", "l’Opcommerce", "OPCO 2i", "OPCO2i", "Opco-EP", "OPCO Santé", "OPCO (Atlas)",
     "OPCO des entreprises de proximité", "OPCO Mobilités", "Uniformation"],
)  # fmt: skip
def test_a_funding_text_names_no_opco_in_particular(name: str) -> None:
    assert codes(sound(put("means", to=f"Les frais sont payés par {name}."))) == ["named_opco"]


@pytest.mark.parametrize(
    "text",
    [
        "L’OPCO de l’entreprise paie",
        "Un atlas, des OPCO et la santé au travail",
        "Chaque OPCO a ses règles",
    ],
)
def test_an_opco_that_is_not_named_is_no_slip(text: str) -> None:
    assert codes(sound(put("means", to=text))) == []


@pytest.mark.parametrize(
    ("text", "free"),
    [
        ("Aucun reste à charge.", True),
        ("Zéro reste à charge !", True),
        ("0 € de reste à charge", True),
        ("Reste à charge : 0 €", True),
        ("Le reste à charge est nul.", True),
        ("Reste à charge : 0,50 €", False),
        ("Reste à charge de 150 €", False),
        ("Aucun reste à charge sous contrat en alternance.", False),
        ("L’apprenti signe.\nAucun reste à charge.", True),
        ("Le reste à charge dépend du dispositif.", False),
    ],
)
def test_no_remaining_cost_is_promised_to_everybody(text: str, free: bool) -> None:
    assert codes(sound(put("means", to=text))) == ["free_for_all"] * free


def test_the_row_of_a_contract_says_whose_cost_it_is() -> None:
    said = put("funding_options", 0, "payer", to="l’OPCO, sans reste à charge")
    same = put("funding_options", 1, "payer", to="France Travail, sans reste à charge")

    assert codes(sound(said)) == []
    assert codes(sound(same)) == ["free_for_all"]


# --- Formacodes


def test_no_sheet_holds_a_formacode_that_the_linter_would_have_to_refuse() -> None:
    with pytest.raises(ValidationError):
        sound(put("formacodes", to=["3456"]))


@pytest.mark.parametrize(
    ("value", "n", "possible"),
    [
        ("92.9", 14, True),
        ("92.90", 14, True),
        ("78.6", 14, True),
        ("92.86", 14, True),
        ("92.8", 14, False),
        ("93", 14, True),
        ("50", 25, False),
        ("100", 1, True),
        ("0", 3, True),
        ("33", 1, False),
        ("12.34", 2147483647, True),
    ],
)
def test_a_rate_is_possible_when_a_whole_number_of_people_gives_it(
    value: str, n: int, possible: bool
) -> None:
    assert is_possible(Decimal(value), n) is possible


@given(st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_a_rate_that_was_computed_is_possible(rate: tuple[int, int]) -> None:
    k, n = rate
    for places in ("1", "0.1", "0.01"):
        assert is_possible((Decimal(100 * k) / n).quantize(Decimal(places)), n)


def test_a_remark_says_where_and_how_sure_one_is() -> None:
    change = both(put("centre", "siret", to="12"), put("exam_units", 0, "papers", to=[]))

    unit, siret = lint(sound(change), TODAY)

    assert (siret.section, siret.place, siret.severity) == (
        "contact",
        "Numéro SIRET",
        Severity.WRONG,
    )
    assert siret.sentence.startswith("Un numéro SIRET compte 14 chiffres")
    assert (unit.section, unit.place, unit.severity) == ("exam", "Unité U1", Severity.DOUBTFUL)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            put("lead", to="Un métier , un vrai."),
            "Une espace de trop devant une virgule ou un point : « Un métier , un vrai. ».",
        ),
        (
            put("funding_options", 0, "priced_on", to="2024-06-01"),
            (
                "Ce tarif a plus de douze mois : il date du 1er juin 2024. "
                "Vérifiez-le, puis changez sa date."
            ),
        ),
        (
            put("registration_ends_on", to="2025-12-02"),
            (
                "L’enregistrement prend fin le 2 décembre 2025, dans six mois ou moins : "
                "vérifiez s’il est renouvelé."
            ),
        ),
        (
            put("key_figures", 0, "year", to=2099),
            "L’année 2099 est à venir : ce chiffre n’est pas encore connu. Corrigez l’année.",
        ),
        (
            put("exam_units", 1, "title", to="Culture generale et expression"),
            (
                "Ces unités se ressemblent trop : « U1 Culture générale et expression » et « U4 "
                "Culture generale et expression ». Réunissez-les ou distinguez leurs intitulés."
            ),
        ),
    ],
)
def test_a_sentence_says_what_is_wrong_and_what_to_do(change: Change, sentence: str) -> None:
    (remark,) = lint(sound(change), TODAY)

    assert remark.sentence.replace("\u202f", " ") == sentence


@given(any_sheet(), any_sheet(), dates)
def test_any_sheet_can_be_read_whatever_it_holds(
    sheet: Sheet, previous: Sheet, today: date
) -> None:
    sections = {"identity"} | {section.name for section in SECTIONS}

    for remark in lint(sheet, today, previous):
        assert remark.section in sections
        assert remark.place
        assert remark.sentence.endswith((".", "!", "…"))
