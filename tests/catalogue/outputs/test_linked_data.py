"""What search engines read of a page: only what it says, in the terms of schema.org."""

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from rdflib import RDF, SDO, Graph

from catalogue import wording
from catalogue.outputs import linked_data
from programmes.kinds import Kind
from programmes.sheet import Sheet
from programmes.typography import typeset
from tests import factories
from tests.catalogue.linked_data import graph_of, kinds, unknown_terms, values
from tests.strategies import any_sheet

HOME = "https://formations.exemple.fr/"
PAGE = f"{HOME}formations/bts-ndrc/"
TODAY = date(2026, 3, 10)


def written(sheet: Sheet, today: date = TODAY) -> str:
    return linked_data.script(*linked_data.programme(sheet, today, page=PAGE, home=HOME))


def read(sheet: Sheet, today: date = TODAY) -> Graph:
    return graph_of(written(sheet, today))


def intake(starts_on: str, **changes: Any) -> dict[str, Any]:
    unknown = ["ends_on", "places", "site", "applications_open_on", "applications_close_on"]
    return {
        **dict.fromkeys(unknown),
        **factories.AS_PROGRAMME,
        "starts_on": starts_on,
        "state": "open",
        **changes,
    }


def option(**changes: Any) -> dict[str, Any]:
    scheme = {
        "code": "dispositif", "name": "Dispositif", "former_name": "", "public_concerned": "",
        "is_work_study": changes.pop("contract", False), "url": "",
    }  # fmt: skip
    return {"scheme": scheme, **factories.UNPRICED, **changes}


def test_a_programme_its_course_its_centre_and_the_way_to_it() -> None:
    graph = read(factories.example_sheet())

    assert kinds(graph) >= {
        "WorkBasedProgram",
        "Course",
        "CourseInstance",
        "EducationalOrganization",
        "BreadcrumbList",
        "EducationalOccupationalCredential",
    }
    assert unknown_terms(graph) == set()
    (programme,) = graph.subjects(RDF.type, SDO.WorkBasedProgram)
    (course,) = graph.objects(programme, SDO.hasCourse)
    assert graph.value(programme, SDO.provider) == graph.value(course, SDO.provider)
    assert values(graph, "WorkBasedProgram", "timeToComplete") == ["P2Y"]
    assert values(graph, "WorkBasedProgram", "maximumEnrollment") == ["25"]
    assert values(graph, "WorkBasedProgram", "url") == [PAGE]
    assert values(graph, "CourseInstance", "courseWorkload") == ["PT1350H"]
    assert values(graph, "ListItem", "item") == [HOME, PAGE]
    assert values(graph, "ListItem", "position") == ["1", "2"]
    credential = "EducationalOccupationalCredential"
    assert values(graph, credential, "identifier") == ["RNCP38368"]
    assert values(graph, credential, "educationalLevel") == [typeset("Niveau 5 (bac + 2)")]


@pytest.mark.parametrize(
    ("work_study", "kind"),
    [
        ("required", "WorkBasedProgram"),
        ("possible", "WorkBasedProgram"),
        ("no", "EducationalOccupationalProgram"),
        (None, "EducationalOccupationalProgram"),
    ],
)
def test_it_is_work_based_where_alternance_is_stated(work_study: str | None, kind: str) -> None:
    stated = kinds(read(factories.bare_sheet(work_study=work_study)))

    assert stated & {"WorkBasedProgram", "EducationalOccupationalProgram"} == {kind}


def test_what_is_not_known_is_not_there() -> None:
    graph = read(factories.bare_sheet())

    assert kinds(graph) == {
        "EducationalOccupationalProgram",
        "EducationalOrganization",
        "Course",
        "BreadcrumbList",
        "ListItem",
        # It may award one, of which only the title is known.
        "EducationalOccupationalCredential",
    }
    said = {str(one).removeprefix(str(SDO)) for one in graph.predicates()}
    assert not said & {"offers", "startDate", "description", "telephone", "timeToComplete"}
    assert [str(one) for one in graph.objects() if str(one) == ""] == []


def test_what_has_begun_or_is_full_is_offered_as_on_the_page() -> None:
    rows = [
        intake("2025-09-01"),
        intake(
            "2026-09-07",
            ends_on="2028-06-30",
            applications_open_on="2026-01-15",
            applications_close_on="2026-06-30",
        ),
        intake("2027-09-06", applications_open_on="2027-01-15"),
    ]
    sheet = factories.bare_sheet(intakes=rows)

    for day, starts, closes in (
        (TODAY, ["2026-09-07", "2027-09-06"], ["2026-06-30"]),
        (date(2026, 7, 1), ["2026-09-07", "2027-09-06"], []),
        (date(2026, 12, 1), ["2027-09-06"], []),
        (date(2028, 1, 1), [], []),
    ):
        graph = read(sheet, day)
        assert values(graph, "CourseInstance", "startDate") == starts
        assert len(starts) == len(wording.on_offer(sheet, day))
        program = "EducationalOccupationalProgram"
        assert values(graph, program, "applicationDeadline") == closes


def test_a_session_takes_place_where_and_how_it_says() -> None:
    sites = [
        factories.site("Campus d’Agen", "1 rue de l’Exemple") | {"town": "Agen"},
        factories.site("Campus de Pau", ""),
    ]
    centre = factories.bare_sheet().centre.model_dump() | {"sites": sites}
    rows = [intake("2026-09-07", site="Campus d’Agen", delivery_mode="mixed")]

    graph = read(factories.bare_sheet(centre=centre, intakes=rows, delivery_mode="on_site"))

    (session,) = graph.subjects(RDF.type, SDO.CourseInstance)
    place = graph.value(session, SDO.location)
    assert str(graph.value(place, SDO.name)) == "Campus d’Agen"
    assert values(graph, "CourseInstance", "courseMode") == ["Blended"]  # its own
    assert values(graph, "PostalAddress", "addressLocality") == ["Agen"]


def test_where_one_may_enter_at_any_time_there_is_a_session_without_a_day() -> None:
    graph = read(factories.bare_sheet(permanent_entry=True, hours=14, delivery_mode="distance"))

    assert values(graph, "CourseInstance", "courseMode") == ["Online"]
    assert values(graph, "CourseInstance", "courseWorkload") == ["PT14H"]


@pytest.mark.parametrize(
    ("price", "said"),
    [
        (option(amount="8417", basis="year", contract=True), []),
        (option(amount="8417", remaining_cost="0", contract=True), ["0"]),
        (option(amount="1500", remaining_cost="150.50", basis="course"), ["150.50"]),
        (option(amount="1500", payer="la Région"), []),
        (option(amount="590", basis="course", tax="ttc"), ["590.00"]),
        (option(on_request=True), []),
        (option(), []),
    ],
)
def test_a_price_is_what_whoever_learns_would_pay(price: dict[str, Any], said: list[str]) -> None:
    graph = read(factories.bare_sheet(funding_options=[price]))

    assert values(graph, "Offer", "price") == said
    assert values(graph, "Offer", "priceCurrency") == ["EUR"] * len(said)
    assert values(graph, "EducationalOccupationalProgram", "financialAidEligible") == ["Dispositif"]


def test_what_is_paid_by_the_hour_or_before_tax_says_so() -> None:
    price = option(amount="45", basis="hour", tax="ht")

    graph = read(factories.bare_sheet(funding_options=[price]))

    assert values(graph, "UnitPriceSpecification", "price") == ["45.00"]
    assert values(graph, "UnitPriceSpecification", "unitText") == ["HT de l’heure"]
    assert values(graph, "UnitPriceSpecification", "valueAddedTaxIncluded") == ["false"]
    assert values(graph, "Offer", "price") == []


@pytest.mark.parametrize(
    "changes",
    [{"kind": Kind.ATTESTATION, "registry": "none"}, {"kind": Kind.TITRE_RNCP, "blocs_only": True}],
    ids=["no certification", "blocs alone"],
)
def test_no_credential_is_promised_where_none_is_obtained(changes: dict[str, Any]) -> None:
    graph = read(factories.bare_sheet(**changes))

    assert "EducationalOccupationalCredential" not in kinds(graph)


def test_a_level_is_said_as_the_kind_says_it() -> None:
    graph = read(factories.bare_sheet(kind=Kind.TITRE_PRO, level=5))

    credential = "EducationalOccupationalCredential"
    assert values(graph, credential, "educationalLevel") == [typeset("Niveau 5")]


def test_no_text_ends_the_script_nor_its_lines() -> None:
    hostile = '</script><script>alert(1)</script> & <!-- \u2028 \u2029 \\ "'
    sheet = factories.bare_sheet(lead=hostile)

    html = written(sheet)

    assert not set(html) & set("<>&\u2028\u2029\n")
    assert json.loads(html)["@graph"][0]["description"].startswith("</script><script>alert(1)")


def test_nobody_is_named() -> None:
    """A contact person is on the page for its readers."""
    sheet = factories.example_sheet(contact_name="Camille Martin")

    assert "Camille Martin" not in written(sheet)
    assert sheet.centre.disability_contact_name not in written(sheet)


@given(any_sheet())
def test_any_sheet_makes_statements_of_known_terms(sheet: Sheet) -> None:
    html = written(sheet)

    assert not set(html) & set("<>&\u2028\u2029\n")
    assert unknown_terms(graph_of(html)) == set()


def test_from_three_programmes_a_list_is_one() -> None:
    listed = [(f"Titre {n}", f"{HOME}formations/{n}/") for n in range(3)]

    assert linked_data.catalogue(None, listed[:2], home=HOME) == ()
    graph = graph_of(linked_data.script(*linked_data.catalogue(None, listed, home=HOME, first=25)))

    assert kinds(graph) == {"ItemList", "ListItem"}
    assert unknown_terms(graph) == set()
    assert values(graph, "ListItem", "position") == ["25", "26", "27"]
    assert values(graph, "ListItem", "url") == [address for _, address in listed]
