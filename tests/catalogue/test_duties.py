"""Publication duties: what each asks, when it goes stale, and what the brochure leaves open."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given

from catalogue.duties import (
    DUTIES,
    DutyState,
    Fulfilment,
    Owner,
    Severity,
    state_of_duties,
)
from programmes import sheet as sheets
from programmes.models import Programme, TrainingCentre
from programmes.sections import sections_of
from programmes.sheet import Sheet
from tests.factories import AS_PROGRAMME, UNPRICED, bare_sheet, document, site
from tests.factories import key_figure as figure
from tests.seeded import seeded
from tests.strategies import any_sheet, dates

TODAY = date(2026, 3, 2)

# What domain.md says that the brochure does not say. The update date, which it lacks too, is on
# each page since each edition bears its date. Neither does it give the register's own words for
# the title: those of the diploma are the name under which the centre teaches it.
GAPS = [
    "exact_title",
    "access_delay",
    "prices",
    "price_dates",
    "contacts",
    "disability_contact",
    "documented_results",
    "satisfaction",
    "added_value",
    "place",
    "legal_name",
    "siret",
    "nda",
    "qualiopi",
    "house_rules",
    "welcome_booklet",
    "terms_of_sale",
]


def fulfilments(sheet: Sheet, today: date = TODAY) -> dict[str, Fulfilment]:
    return {state.duty.code: state.fulfilment for state in state_of_duties(sheet, today)}


def scheme(**changes: Any) -> dict[str, Any]:
    empty = dict.fromkeys(sheets.FundingScheme.model_fields, "")
    return {**empty, "code": "cpf", "name": "CPF", "is_work_study": False, **changes}


def option(**changes: Any) -> dict[str, Any]:
    return {"scheme": scheme(), **UNPRICED, **changes}


def centre(**changes: Any) -> dict[str, Any]:
    return {"centre": {**bare_sheet().centre.model_dump(), **changes}}


BTS = {"kind": "bts"}
OBJECTIVE = {"text": "Négocier", "level": 1, "cefr_level": None}
BLOC = {
    "kind": "professional", "number": 1, "official_number": "", "title": "Vendre",
    "introduction": "", "objectives": [OBJECTIVE],
}  # fmt: skip
EXEMPTION = {
    "situation": "un BTS", "legal_source": "", "acquired_units": True, "units": [],
    "blocs": [], "entry_year": None, "words": "", "on_request": True, "ends_on": None,
}  # fmt: skip
OCCUPATION = {"family": "", "title": "Vendeur", "rome_code": "", "rome_label": "", "url": ""}

# For each duty: what leaves it open, and what settles it.
CASES: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "title": ({"full_title": " "}, {}),
    "exact_title": (BTS, {**BTS, "exact_title": "BTS - Négociation"}),
    "registry_code": (BTS, {**BTS, "registry": "rncp", "registry_code": "38368"}),
    "certifier": (BTS, {**BTS, "certifiers": [{"name": "Ministère", "siret": ""}]}),
    "registered_on": (BTS, {**BTS, "registered_on": "2024-01-01"}),
    "registration_ends_on": (BTS, {**BTS, "registration_ends_on": "2028-12-31"}),
    "prerequisites": (
        {"requirements": [{"kind": "selection", "text": "Un entretien"}]},
        {"requirements": [{"kind": "prerequisite", "text": "Aucun"}]},
    ),
    "objectives": ({"blocs": [{**BLOC, "kind": "general"}]}, {"blocs": [BLOC]}),
    "duration": ({"rhythm": "le lundi"}, {"training_days": 3}),
    "access_terms": (
        {"requirements": [{"kind": "prerequisite", "text": "Aucun"}]},
        {"requirements": [{"kind": "selection", "text": "Un entretien"}]},
    ),
    "access_delay": ({}, {"access_delay": "un mois"}),
    "methods": ({"means": "3 salles"}, {"teaching_methods": "Des cours"}),
    "evaluation": ({}, {"continuous_assessment": "Des devoirs"}),
    "prices": (
        {
            "funding_options": [
                option(amount=8417),
                option(scheme=scheme(code="plan", name="Plan")),
            ]
        },
        {"funding_options": [option(remaining_cost=0)]},
    ),
    "price_dates": (
        {"funding_options": [option(amount=8417)]},
        {"funding_options": [option(amount=8417, priced_on="2026-01-05")]},
    ),
    "contacts": ({}, centre(email="accueil@exemple.fr")),
    "accessibility": ({}, centre(accessibility="De plain-pied.")),
    "disability_contact": (
        centre(disability_contact_name="A. Nom"),
        centre(disability_contact_name="A. Nom", disability_contact_phone="05 00 00 00 00"),
    ),
    "results": (
        {"key_figures": [figure(kind="satisfaction")]},
        {"key_figures": [figure(kind="breach")]},
    ),
    "documented_results": (
        {"key_figures": [figure(), figure(n=None)]},
        {"key_figures": [figure(year=None, cohort="sortants de 2025")]},
    ),
    "satisfaction": ({}, {"key_figures": [figure(kind="satisfaction")]}),
    "added_value": (
        {"work_study": "possible"},
        {
            "work_study": "required",
            "key_figures": [figure(kind="added_value", value=-2)],
        },
    ),
    "pass_rate": (
        {**BTS, "key_figures": [figure(scope="bloc 2")]},
        {**BTS, "key_figures": [figure(value=None, undisclosed="effectif inférieur à 20")]},
    ),
    "blocs_separately": (BTS, {**BTS, "hours": 10, "blocs_separately": False}),
    "equivalence": (BTS, {**BTS, "equivalence": "Aucune"}),
    "exemptions": (BTS, {**BTS, "exemptions": [EXEMPTION]}),
    "further_studies": (
        BTS,
        {**BTS, "further_studies": [{"title": "Licence", "level": 6, "url": ""}]},
    ),
    "occupations": (BTS, {**BTS, "occupations": [OCCUPATION]}),
    "place": (
        centre(sites=[site("Campus", " ")]),
        centre(sites=[site("Campus", "1 rue de l’Exemple")]),
    ),
    "legal_name": ({}, centre(legal_name="Association du CFA")),
    "siret": ({}, centre(siret="35600000000048")),
    "nda": ({}, centre(nda="11780000078")),
    "qualiopi": (
        centre(qualiopi_number="2024-EX-0001"),
        centre(qualiopi_number="2024-EX-0001", qualiopi_expires_on="2027-05-31"),
    ),
    "house_rules": (
        {"documents": [document("welcome")]},
        {"documents": [document("rules", "site d’Agen")]},
    ),
    "welcome_booklet": ({}, centre(documents=[document("welcome")])),
    "terms_of_sale": (
        {"funding_options": [option()]},
        {"funding_options": [option()], **centre(documents=[document("terms")])},
    ),
}
ALWAYS_MET = {"update_date"}


def test_every_duty_is_tried() -> None:
    assert {duty.code for duty in DUTIES} == CASES.keys() | ALWAYS_MET
    assert len({duty.code for duty in DUTIES}) == len(DUTIES)


@pytest.mark.parametrize("code", CASES)
def test_a_mention_is_missing_until_it_is_written(code: str) -> None:
    open_, settled = CASES[code]

    assert fulfilments(bare_sheet(**open_))[code] is Fulfilment.MISSING
    assert fulfilments(bare_sheet(**settled))[code] is Fulfilment.DONE


@pytest.mark.parametrize(
    ("code", "last_day", "content"),
    [
        (
            "registry_code",
            date(2028, 12, 31),
            {
                **BTS,
                "registry": "rncp",
                "registry_code": "38368",
                "registration_ends_on": "2028-12-31",
            },
        ),
        (
            "price_dates",
            date(2027, 1, 5),
            {"funding_options": [option(amount=1, priced_on="2026-01-05")]},
        ),
        ("results", date(2027, 12, 31), {"key_figures": [figure()]}),
        ("results", date(2027, 12, 31), {"key_figures": [figure(year=None, cohort="2023-2025")]}),
        ("pass_rate", date(2027, 12, 31), {**BTS, "key_figures": [figure()]}),
        ("satisfaction", date(2027, 12, 31), {"key_figures": [figure(kind="satisfaction")]}),
        (
            "added_value",
            date(2027, 12, 31),
            {
                "work_study": "possible",
                "key_figures": [figure(kind="added_value")],
            },
        ),
        (
            "qualiopi",
            date(2027, 5, 31),
            centre(qualiopi_number="2024-EX-0001", qualiopi_expires_on="2027-05-31"),
        ),
    ],
)
def test_a_mention_goes_stale_the_day_after_its_last(
    code: str, last_day: date, content: dict[str, Any]
) -> None:
    sheet = bare_sheet(**content)
    following = date.fromordinal(last_day.toordinal() + 1)

    assert fulfilments(sheet, last_day)[code] is Fulfilment.DONE
    assert fulfilments(sheet, following)[code] is Fulfilment.STALE


def test_duties_that_go_stale_say_when() -> None:
    saying = {duty.code for duty in DUTIES if duty.goes_stale}

    assert saying == {
        "registry_code", "price_dates", "results", "satisfaction", "added_value", "pass_rate",
        "qualiopi",
    }  # fmt: skip


def test_a_recent_figure_hides_no_old_one_of_another_kind() -> None:
    sheet = bare_sheet(**BTS, key_figures=[figure(year=2019), figure(kind="satisfaction")])

    found = fulfilments(sheet)

    assert found["results"] is Fulfilment.STALE
    assert found["pass_rate"] is Fulfilment.STALE
    assert found["satisfaction"] is Fulfilment.DONE


@pytest.mark.parametrize(
    ("code", "content"),
    [
        ("results", {"key_figures": [figure(year=2099)]}),
        ("results", {"key_figures": [figure(year=None, cohort="promotion 2099")]}),
        ("results", {"key_figures": [figure(year=None, cohort=" ")]}),
        ("documented_results", {"key_figures": [figure(), figure(year=2099, cohort="2024")]}),
        ("documented_results", {"key_figures": [figure(source=" ")]}),
        ("satisfaction", {"key_figures": [figure(kind="satisfaction", year=2099)]}),
        ("pass_rate", {**BTS, "key_figures": [figure(year=2099)]}),
        (
            "price_dates",
            {"funding_options": [option(amount=8417, priced_on="2062-01-05")]},
        ),
        ("registered_on", {**BTS, "registered_on": "2026-03-03"}),
    ],
)
def test_what_is_dated_from_the_future_or_not_at_all_proves_nothing(
    code: str, content: dict[str, Any]
) -> None:
    assert fulfilments(bare_sheet(**content))[code] is Fulfilment.MISSING


def test_a_year_to_come_does_not_make_old_results_new() -> None:
    sheet = bare_sheet(key_figures=[figure(year=2019), figure(year=2099)])

    assert fulfilments(sheet)["results"] is Fulfilment.STALE


@pytest.mark.parametrize(
    ("code", "content"),
    [
        ("siret", centre(siret="12")),
        ("nda", centre(nda="12")),
        ("registry_code", {**BTS, "registry": "rncp", "registry_code": "38"}),
        ("registry_code", {**BTS, "registry_code": "38368"}),
        ("exact_title", {**BTS, "exact_title": " "}),
        ("contacts", centre(phone=" ")),
        ("disability_contact", centre(disability_contact_name=" ", disability_contact_phone="05")),
        (
            "disability_contact",
            centre(disability_contact_name="A. Nom", disability_contact_phone=" "),
        ),
        ("objectives", {"blocs": [{**BLOC, "objectives": [{**OBJECTIVE, "text": " "}]}]}),
        ("exemptions", {**BTS, "exemptions": [{**EXEMPTION, "situation": " "}]}),
        ("occupations", {**BTS, "occupations": [{**OCCUPATION, "title": ""}]}),
        ("further_studies", {**BTS, "further_studies": [{"title": " ", "level": 6, "url": ""}]}),
    ],
)
def test_a_space_or_a_malformed_code_is_no_mention(code: str, content: dict[str, Any]) -> None:
    assert fulfilments(bare_sheet(**content))[code] is Fulfilment.MISSING


@pytest.mark.parametrize(
    ("sites", "expected"),
    [
        (["Nord"], Fulfilment.DONE),
        (["Sud"], Fulfilment.MISSING),
        (["Nord", "Sud"], Fulfilment.MISSING),
        ([None], Fulfilment.DONE),
    ],
)
def test_the_address_is_that_of_the_place_where_one_comes(
    sites: list[str | None], expected: Fulfilment
) -> None:
    places = [
        site("Nord", "1 rue de l’Exemple"),
        site("Sud", ""),
    ]
    unknown = dict.fromkeys(["ends_on", "places", "applications_open_on", "applications_close_on"])
    intakes = [
        {**unknown, "starts_on": "2026-09-01", "site": site, "state": "open", **AS_PROGRAMME}
        for site in sites
    ]

    assert fulfilments(bare_sheet(**centre(sites=places), intakes=intakes))["place"] is expected


@pytest.mark.parametrize(
    ("code", "content"),
    [
        ("registry_code", {}),
        ("certifier", {"kind": "attestation"}),
        ("pass_rate", {"kind": "attestation"}),
        ("price_dates", {"funding_options": [option()]}),
        ("documented_results", {}),
        ("added_value", {"funding_options": [option()]}),
    ],
)
def test_some_mentions_do_not_concern_every_programme(code: str, content: dict[str, Any]) -> None:
    assert fulfilments(bare_sheet(**content))[code] is Fulfilment.NOT_APPLICABLE


# What each kind asks for, and what it does not. The facts decide: a CQP may stand in either
# register, and what stands in none is no certification.
REGISTERED = {"exact_title", "registry_code", "certifier", "registered_on", "registration_ends_on"}
BY_EQUIVALENCE = {"equivalence", "exemptions", "blocs_separately"}
OUTCOMES = {"pass_rate", "further_studies", "occupations"}
CERTIFYING = REGISTERED | BY_EQUIVALENCE | OUTCOMES


@pytest.mark.parametrize(
    ("facts", "asked"),
    [
        ({"kind": "bts"}, CERTIFYING),
        ({"kind": "cap", "registry": "rncp"}, CERTIFYING),
        ({"kind": "but"}, CERTIFYING),
        ({"kind": "titre_pro"}, CERTIFYING),
        ({"kind": "titre_rncp"}, CERTIFYING),
        ({"kind": "cqp", "registry": "rncp"}, CERTIFYING),
        ({"kind": "cqp", "registry": "rs"}, CERTIFYING),
        ({"kind": "certification", "registry": "rs"}, CERTIFYING - BY_EQUIVALENCE),
        ({"kind": "habilitation"}, CERTIFYING - BY_EQUIVALENCE),
        ({"kind": "attestation", "registry": "rs"}, CERTIFYING),
        ({"kind": "autre"}, CERTIFYING),
        ({"registry": "rncp"}, CERTIFYING),
        ({"registry_code": "38368"}, CERTIFYING),
        ({"kind": "attestation"}, set()),
        ({"kind": "attestation", "registry": "none"}, set()),
        ({"kind": "autre", "registry": "none"}, set()),
        ({"kind": "cqp", "registry": "none"}, set()),
        ({}, set()),
    ],
)
def test_a_kind_is_asked_for_what_it_has(facts: dict[str, Any], asked: set[str]) -> None:
    found = fulfilments(bare_sheet(**facts))

    applying = {code for code in CERTIFYING if found[code] is not Fulfilment.NOT_APPLICABLE}
    assert applying == asked


@pytest.mark.parametrize(
    ("register", "code", "expected"),
    [
        ("rncp", "38368", Fulfilment.DONE),
        ("rncp", "38", Fulfilment.MISSING),
        ("rs", "6117", Fulfilment.DONE),
        ("rs", "38", Fulfilment.DONE),
        ("rs", "RS", Fulfilment.MISSING),
        (None, "6117", Fulfilment.MISSING),
    ],
)
def test_either_register_will_do_with_a_code_of_its_own(
    register: str | None, code: str, expected: Fulfilment
) -> None:
    cqp = bare_sheet(kind="cqp", registry=register, registry_code=code)

    assert fulfilments(cqp)["registry_code"] is expected


def test_a_registration_that_has_ended_is_stale_in_either_register() -> None:
    ended = {"registry_code": "6117", "registration_ends_on": "2026-03-01"}
    last_day = {**ended, "registration_ends_on": "2026-03-02"}

    for register in ("rncp", "rs"):
        told = fulfilments(bare_sheet(kind="cqp", registry=register, **ended))
        assert told["registry_code"] is Fulfilment.STALE
        still = fulfilments(bare_sheet(kind="cqp", registry=register, **last_day))
        assert still["registry_code"] is Fulfilment.DONE


def test_results_of_apprentices_are_asked_for_where_there_are_some() -> None:
    contract = {"work_study": "possible"}

    def citing(sheet: Sheet) -> set[str]:
        states = state_of_duties(sheet, TODAY)
        return {
            state.duty.code
            for state in states
            if "L6111-8" in state.source and state.fulfilment is not Fulfilment.NOT_APPLICABLE
        }

    figures = {"key_figures": [figure()]}
    assert citing(bare_sheet(**figures)) == set()
    assert citing(bare_sheet(**figures, **contract)) == {
        "results", "documented_results", "added_value"
    }  # fmt: skip


@pytest.mark.parametrize("kind", ["bts", "attestation"])
def test_whoever_examines_is_an_evaluation_where_the_page_says_so(kind: str) -> None:
    nothing = bare_sheet(kind=kind)
    said = bare_sheet(kind=kind, examining_authority="Un jury en décide.")

    assert fulfilments(nothing)["evaluation"] is Fulfilment.MISSING
    assert fulfilments(said)["evaluation"] is Fulfilment.DONE


def test_a_passage_bears_the_title_that_the_page_gives_it() -> None:
    def passage(kind: str) -> str | None:
        sheet = bare_sheet(kind=kind, exemptions=[EXEMPTION])
        found = {state.duty.code: state.passage for state in state_of_duties(sheet, TODAY)}
        passage = found["exemptions"]
        return passage.title if passage else None

    assert passage("bts") == "Dispenses et passerelles"
    assert passage("titre_pro") == "Équivalences et passerelles"


def test_the_words_of_a_duty_hold_for_every_kind() -> None:
    """They stand beside programmes of all kinds: nobody may have to translate them."""
    said = " ".join(f"{duty.label} {duty.requires} {duty.goes_stale}" for duty in DUTIES).casefold()

    for word in ("diplôme", "examen", "épreuve", "rentrée", "bac +", "rncp38", "dernière année"):
        assert word not in said


@given(any_sheet(), dates)
def test_any_sheet_has_a_state_for_each_duty_and_a_place_for_each_met(
    sheet: Sheet, today: date
) -> None:
    states = state_of_duties(sheet, today)

    assert [state.duty for state in states] == list(DUTIES)
    anchors = {"identite", "contenu"} | {section.anchor for section in sections_of(sheet, today)}
    assert {state.passage.anchor for state in states if state.passage} <= anchors
    assert all(state.passage is None for state in states if _is_missing(state))


def _is_missing(state: DutyState) -> bool:
    return state.fulfilment in {Fulfilment.MISSING, Fulfilment.NOT_APPLICABLE}


# --- The seed


@pytest.mark.django_db
def test_the_seed_shows_the_gaps_of_the_brochure_and_no_other() -> None:
    edition = seeded()

    states = state_of_duties(sheets.load(edition.sheet), TODAY)

    assert [state.duty.code for state in states if state.is_open] == GAPS
    assert {state.fulfilment for state in states} == {Fulfilment.DONE, Fulfilment.MISSING}


@pytest.mark.django_db
def test_nothing_blocks_the_first_edition() -> None:
    edition = seeded()

    assert not [one for one in state_of_duties(sheets.load(edition.sheet), TODAY) if one.blocks]


def test_what_would_mislead_blocks() -> None:
    blocking = {duty.code for duty in DUTIES if duty.severity is Severity.BLOCKING}

    assert blocking == {
        "title", "registry_code", "certifier", "prerequisites", "objectives", "duration",
        "evaluation",
    }  # fmt: skip


def test_staff_fill_each_mention_in_at_a_field_that_exists() -> None:
    fields = {
        Owner.PROGRAMME: {field.name for field in Programme._meta.get_fields()},
        Owner.CENTRE: {field.name for field in TrainingCentre._meta.get_fields()},
    }

    for duty in DUTIES:
        assert duty.field.name in fields[duty.field.owner] | {""}, duty.code
