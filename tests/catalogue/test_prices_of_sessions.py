"""A price of one session: said of that one wherever a price is said, and of no other."""

import json
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest
from django.db.models import QuerySet
from django.test import Client

from admissions.models import FundingOption
from catalogue import wording
from catalogue.admin.life.republish import touched
from catalogue.life import publishing, reading
from catalogue.life.copying import copied
from catalogue.life.draft import read_sheet, write_sheet
from catalogue.life.states import State, standings
from catalogue.life.transfer.file import NotASheet, sheet_in, written
from catalogue.life.transfer.receiving import receive
from catalogue.outputs.pdf.funding import funding as on_paper
from programmes import sheet as sheets
from programmes.comparison.compare import compare
from programmes.linting import lint
from programmes.models import Edition, Intake, Programme, Site
from programmes.sheet import Sheet
from programmes.typography import long_date
from tests import factories
from tests.catalogue.admin_page import form_of, page_of, queries, save
from tests.catalogue.page_text import plain
from tests.catalogue.test_nothing_forgotten import follow
from tests.catalogue.test_prices import line
from tests.catalogue.test_programme_page import read_section

DAY: Final = date(2027, 1, 4)
LATER: Final = date(2027, 9, 8)
NORTH, SOUTH = "Campus du Nord", "Campus du Sud"
AUTUMN, SPRING = f"2027-09-07, {NORTH}", f"2028-03-06, {SOUTH}"


def session(starts_on: str, site: str | None) -> dict[str, Any]:
    return {
        **dict.fromkeys(sheets.Intake.model_fields),
        **factories.AS_PROGRAMME,
        "starts_on": starts_on,
        "site": site,
        "state": "open",
    }


def two_sessions(**changes: Any) -> Sheet:
    """One in the autumn in the north, one in the spring in the south, each at its price."""
    centre = factories.bare_sheet().centre.model_dump() | {
        "sites": [factories.site(NORTH, "1 rue"), factories.site(SOUTH, "2 rue")]
    }
    paid = {"basis": "course", "priced_on": "2027-01-04", "publics": ["employees"]}
    return factories.bare_sheet(
        kind=changes.pop("kind", "bts"),
        centre=centre,
        intakes=[session("2027-09-07", NORTH), session("2028-03-06", SOUTH)],
        funding_options=[
            line("cpf", amount="590", intake=AUTUMN, **paid),
            line("cpf", amount="650", intake=SPRING, site=SOUTH, **paid),
        ],
        **changes,
    )


# What is read


def test_the_page_says_of_which_session_a_price_is() -> None:
    text = read_section(two_sessions(), "financement", today=DAY)

    assert "CPF Salariés, rentrée du 7 septembre 2027, Campus du Nord 590 €" in text
    assert "CPF Salariés, rentrée du 6 mars 2028, Campus du Sud 650 €" in text
    assert text.count("Campus du Sud") == 1


def test_it_is_a_session_where_the_kind_says_so() -> None:
    text = read_section(two_sessions(kind="attestation"), "financement", today=DAY)

    assert "Salariés, session du 7 septembre 2027, Campus du Nord" in text


def test_the_price_of_a_session_that_is_over_leaves_the_page_by_itself() -> None:
    text = read_section(two_sessions(), "financement", today=LATER)

    assert "590" not in text
    assert "CPF Salariés, rentrée du 6 mars 2028, Campus du Sud 650 €" in text


def test_a_scheme_stays_named_once_its_only_session_is_over() -> None:
    sheet = two_sessions()
    alone = sheet.model_copy(update={"funding_options": sheet.funding_options[:1]})

    text = read_section(alone, "financement", today=LATER)

    assert "CPF Salariés, rentrée du 7 septembre 2027" in text
    assert "Tarif" not in text


def test_the_summary_says_the_prices_of_sessions_on_offer_alone() -> None:
    costs = [
        plain(fact.text)
        for day in (DAY, LATER, date(2028, 3, 7))
        for fact in wording.summary(two_sessions(), day)
        if fact.label == "Coût"
    ]

    assert costs == [
        "salariés : 590 € pour la formation ou 650 € pour la formation",
        "salariés : 650 € pour la formation",
        "voir Financement",
    ]


def test_the_paper_says_of_which_session_a_price_is() -> None:
    first, second = on_paper(two_sessions(), DAY)["stated"]

    assert plain(first["public"]) == "Salariés, rentrée du 7 septembre 2027, Campus du Nord"
    assert plain(second["public"]) == "Salariés, rentrée du 6 mars 2028, Campus du Sud"


def test_a_price_of_a_session_is_of_a_day_on_paper() -> None:
    """It leaves with its session; that of all of them stays."""
    one = two_sessions()
    row = one.funding_options[0].model_copy(update={"intake": None, "site": None})
    of_all = one.model_copy(update={"funding_options": (row,)})

    dated, undated = (
        plain(answer.text)
        for sheet in (one, of_all)
        for answer in wording.answers_on_paper(sheet, DAY)
        if answer.field == "funding_options"
    )
    assert dated.endswith(f"(état au {plain(long_date(DAY))})")
    assert "état au" not in undated


# What is said of it


def test_a_comparison_names_the_session() -> None:
    old = two_sessions()
    row = old.funding_options[0].model_copy(update={"intake": None})
    new = old.model_copy(update={"funding_options": (row, *old.funding_options[1:])})

    (change,) = compare(old, new).sections[0].changes
    assert (change.aspect, plain(change.old), plain(change.new)) == (
        "rentrée", "7 septembre 2027, Campus du Nord", "toutes",
    )  # fmt: skip


def test_a_session_that_moves_takes_its_prices_with_it() -> None:
    old = two_sessions()
    stored = sheets.dump(old)
    stored["intakes"][0]["starts_on"] = "2027-09-14"
    stored["funding_options"][0]["intake"] = f"2027-09-14, {NORTH}"

    assert len(compare(old, sheets.load(stored))) == 1


def test_a_site_renamed_is_no_change_of_its_prices() -> None:
    old = two_sessions()
    stored = sheets.dump(old)
    stored["centre"]["sites"][0]["name"] = "Campus du Grand Nord"
    follow(stored, NORTH, "Campus du Grand Nord")

    assert len(compare(old, sheets.load(stored))) == 1


@pytest.mark.parametrize(
    ("day", "changes", "codes"),
    [
        (DAY, {}, set()),
        (LATER, {}, {"price_of_past_session"}),
        (DAY, {"site": SOUTH}, {"price_elsewhere"}),
    ],
)
def test_the_linter_tells_a_session_that_is_over_or_elsewhere(
    day: date, changes: dict[str, Any], codes: set[str]
) -> None:
    sheet = two_sessions()
    row = sheet.funding_options[0].model_copy(update=changes)
    sheet = sheet.model_copy(update={"funding_options": (row, *sheet.funding_options[1:])})

    assert {one.code for one in lint(sheet, day) if one.section == "funding"} == codes


def test_the_linter_tells_two_sessions_that_a_price_cannot_tell_apart() -> None:
    sheet = two_sessions()
    twins = sheet.model_copy(update={"intakes": (sheet.intakes[0], *sheet.intakes)})

    assert "price_of_twins" in {one.code for one in lint(twins, DAY)}


def test_a_copy_without_its_sessions_names_none() -> None:
    kept = {"funding", "prices"}

    bare = copied(two_sessions(), kept)
    whole = copied(two_sessions(), {*kept, "intakes"})

    assert [row.intake for row in bare.funding_options] == [None, None]
    assert [row.intake for row in whole.funding_options] == [AUTUMN, SPRING]


# Tables and files


@pytest.mark.django_db
def test_it_comes_back_from_the_tables_and_from_a_file() -> None:
    sheet = two_sessions()
    drafted, imported = Programme(), Programme()

    write_sheet(sheet, drafted)
    other = sheet.model_copy(update={"slug": "autre"})
    receive(sheet_in(written(other).encode()), imported, lambda _right: True)

    assert read_sheet(drafted.pk) == sheet
    assert read_sheet(imported.pk) == other
    write_sheet(sheet, drafted)
    assert read_sheet(drafted.pk) == sheet


@pytest.mark.django_db
def test_a_file_that_names_no_session_of_its_own_is_refused() -> None:
    stored = json.loads(written(two_sessions()))
    stored["funding_options"][0]["intake"] = "2027-09-07"

    with pytest.raises(NotASheet) as caught:
        receive(sheet_in(json.dumps(stored).encode()), Programme(), lambda _right: True)

    (fault,) = caught.value.faults
    assert plain(f"{fault.place}: {fault.text}") == (
        "Financement 1 › rentrée: « 2027-09-07 » n’est pas dans ce fichier."
    )


# What was published before


def kept_in_version_3() -> dict[str, Any]:
    file = Path(__file__).parents[1] / "programmes/third_generation_sheet.json"
    stored: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    assert stored["version"] == 3
    return stored


def test_a_price_of_version_3_is_of_all_sessions() -> None:
    sheet = sheets.load(kept_in_version_3())

    assert [row.intake for row in sheet.funding_options] == [None, None, None]
    assert sheets.dump(sheet) == sheets.upgrade(kept_in_version_3())
    assert "rentrée du" not in read_section(sheet, "financement")


@pytest.mark.django_db
def test_a_deploy_marks_no_programme_of_version_3_as_modified() -> None:
    stored = kept_in_version_3()
    programme = Programme()
    write_sheet(sheets.load(stored), programme)
    online = publishing.publish(programme, None)
    as_then = {"sheet": stored, "fingerprint": "of the version 3"}
    QuerySet(Edition).filter(pk=online.pk).update(**as_then)

    draft = reading.of(programme.pk)

    assert standings([draft])[programme.pk].state is State.ONLINE


# The form


@pytest.fixture
def programme() -> Programme:
    programme = Programme()
    write_sheet(two_sessions(), programme)
    return programme


@pytest.mark.django_db
@pytest.mark.ignore_template_errors
def test_staff_choose_a_session_of_the_programme_by_its_day_and_site(
    admin_client: Client, programme: Programme
) -> None:
    stranger = Intake.objects.create(
        programme=factories.ProgrammeFactory.create(centre=programme.centre), starts_on="2027-09-07"
    )
    address = page_of(programme)
    html = admin_client.get(address).content.decode()
    spring = programme.intakes.get(starts_on="2028-03-06")

    assert f'<option value="{spring.pk}">06/03/2028, Campus du Sud</option>' in html
    refused = save(admin_client, address, {"funding_options-0-intake": str(stranger.pk)})
    assert 'id="id_funding_options-0-intake_error"' in refused.content.decode()

    save(
        admin_client,
        address,
        {"funding_options-0-intake": str(spring.pk), "funding_options-1-intake": ""},
    )
    assert [row.intake for row in read_sheet(programme.pk).funding_options] == [SPRING, None]


@pytest.mark.django_db
@pytest.mark.ignore_template_errors
def test_no_session_goes_from_under_its_price(admin_client: Client, programme: Programme) -> None:
    address = page_of(programme)
    before = read_sheet(programme.pk)

    answer = save(admin_client, address, {"intakes-0-DELETE": "on"})

    said = plain(answer.content.decode())
    assert "Vous supprimez la rentrée de ce tarif : choisissez-en une autre, aucune" in said
    assert 'id="id_funding_options-0-intake_error"' in answer.content.decode()
    assert read_sheet(programme.pk) == before

    gone = {"intakes-0-DELETE": "on", "funding_options-0-DELETE": "on"}
    assert save(admin_client, address, gone).status_code == 302
    assert [row.intake for row in read_sheet(programme.pk).funding_options] == [SPRING]
    moved = {"intakes-0-DELETE": "on", "funding_options-0-intake": ""}
    assert save(admin_client, address, moved).status_code == 302
    (left,) = FundingOption.objects.all()
    assert left.intake is None


@pytest.mark.django_db
def test_a_site_that_is_renamed_asks_only_to_republish(programme: Programme) -> None:
    publishing.publish(programme, None)
    Site.objects.filter(name=NORTH).update(name="Campus du Grand Nord")

    (found,) = touched([reading.of(programme.pk)])
    assert not found.has_own_changes


@pytest.mark.django_db
@pytest.mark.ignore_template_errors
def test_prices_of_sessions_take_no_query_each(admin_client: Client, programme: Programme) -> None:
    address = page_of(programme)
    with_two = queries(admin_client, address)
    option = programme.funding_options.all()[0]
    for place in range(10, 15):
        option.pk, option.order = None, place
        option.save()

    assert form_of(admin_client, address)["funding_options-TOTAL_FORMS"] == ["7"]
    assert queries(admin_client, address) == with_two
