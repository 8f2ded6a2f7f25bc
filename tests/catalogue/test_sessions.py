"""When one may start: on page, card and paper, true on every day and for every session."""

import re
from datetime import date
from typing import Any, Final

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from catalogue import wording
from catalogue.life.draft import read_sheet
from catalogue.life.seeding import EXAMPLES
from catalogue.outputs.pdf.data import paper_data
from catalogue.views.catalogue import next_start
from programmes import findable, listing, rhythms
from programmes.linting import lint
from programmes.models import Edition, Programme
from programmes.sessions import PERMANENT
from programmes.sheet import Sheet
from programmes.vocabulary import IntakeState, Month
from tests import factories
from tests.catalogue.admin_page import add_row, form_of, page_of, save
from tests.catalogue.page_text import PageText, plain
from tests.catalogue.test_programme_page import read, read_section
from tests.factories import AS_PROGRAMME, bare_sheet

TODAY: Final = date(2026, 11, 29)
NAMES: Final = tuple(
    file.removeprefix("exemples/")
    for file in EXAMPLES
    if file not in {"exemples/centre", "funding_schemes"}
)


def intake(starts_on: str, **changes: Any) -> dict[str, Any]:
    unknown = ("ends_on", "places", "site", "applications_open_on", "applications_close_on")
    stated = {"starts_on": starts_on, "state": "open", **AS_PROGRAMME}
    return {**dict.fromkeys(unknown), **stated, **changes}


BEGUN: Final = intake(
    "2026-09-07", ends_on="2028-06-30", places=25, applications_close_on="2026-12-07"
)


def sheet_of(*intakes: dict[str, Any], kind: str = "bts", **changes: Any) -> Sheet:
    return bare_sheet(kind=kind, intakes=list(intakes), **changes)


def on_card(sheet: Sheet, day: date = TODAY) -> str:
    return next_start(Edition(**listing.columns(sheet)), day).text


def on_paper(sheet: Sheet, day: date = TODAY) -> dict[str, Any]:
    said = paper_data(
        sheet, number=1, published_on=day, address="https://a.fr/", page_url="https://a.fr/"
    )
    body: dict[str, Any] = next(
        (one["body"] for one in said["sections"] if one["name"] == "duration"), {}
    )
    rows = [[plain(cell) for cell in row] for row in body.get("intakes", [])]
    return {
        "answers": [_words(one) for one in said["answers"]],
        "places": [_words(one) for one in said["contact"] if one["label"] == "Adresse"],
        "intakes": rows,
        "rows": [_words(one) for one in [*body.get("rows", []), *body.get("short_rows", [])]],
        "week": body.get("week", []),
    }


def _words(value: Any) -> str:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return " ".join(filter(None, map(_words, value)))
    return plain(value) if isinstance(value, str) else ""


# A session that has begun (F01)


def test_a_begun_session_stays_on_offer_until_its_closing_date() -> None:
    sheet = sheet_of(BEGUN, start_month=9)
    said = "commencée le 7 septembre 2026, candidatures jusqu’au 7 décembre 2026"

    for day in (date(2026, 9, 8), TODAY, date(2026, 12, 7)):
        section = read_section(sheet, "duree", day)
        answer = "Rentrée commencée le 7 septembre 2026 candidatures jusqu’au 7 décembre 2026"
        assert answer in read(sheet, day)
        assert on_card(sheet, day) == said
        assert (
            "Commencée le 7 septembre 2026, jusqu’au 30 juin 2028, 25 places. "
            "Candidatures jusqu’au 7 décembre 2026." in section
        )
        assert "à venir" not in section
    day = date(2026, 12, 8)
    assert on_card(sheet, day) == "septembre, dates à venir"
    assert "Rentrée en septembre, dates à venir." in read_section(sheet, "duree", day)


def test_a_begun_session_stands_beside_the_next_one() -> None:
    sheet = sheet_of(intake("2027-09-06", ends_on="2029-06-29"), BEGUN)

    section = read_section(sheet, "duree", TODAY)

    assert section.index("Commencée le 7 septembre 2026") < section.index("Du 6 septembre 2027")


def test_without_a_closing_date_a_session_leaves_with_its_first_day() -> None:
    sheet = sheet_of(intake("2026-09-07", ends_on="2028-06-30"))

    assert "Du 7 septembre 2026 au 30 juin 2028." in read(sheet, date(2026, 9, 7))
    assert "Du 7 septembre 2026" not in read(sheet, date(2026, 9, 8))


@pytest.mark.parametrize("state", [state.value for state in IntakeState])
@pytest.mark.parametrize("day", [TODAY, date(2030, 1, 1)])
def test_a_session_that_is_past_or_full_is_never_unknown(state: str, day: date) -> None:
    sheet = sheet_of({**BEGUN, "state": state})

    assert "Dates non communiquées" not in read(sheet, day)
    assert "Rentrée non communiquée" not in read(sheet, day)
    assert on_card(sheet, day)
    if not IntakeState(state).takes_candidates or day > TODAY:
        assert on_card(sheet, day) == "la dernière le 7 septembre 2026, dates à venir"
        assert "Dernière rentrée : 7 septembre 2026. Prochaines dates à venir." in read(sheet, day)


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("open", "6 septembre 2027"),
        ("last", "6 septembre 2027, dernières places"),
        ("waiting", "6 septembre 2027, liste d’attente"),
        ("full", "6 septembre 2027, complet"),
        ("closed", "6 septembre 2027, candidatures closes"),
    ],
)
def test_a_card_says_the_state_of_the_next_session(state: str, said: str) -> None:
    assert on_card(sheet_of(intake("2027-09-06", state=state))) == said


def test_a_session_that_one_can_join_is_told_before_one_that_is_full() -> None:
    sheet = sheet_of(intake("2027-01-18", state="full"), intake("2027-09-06"))

    assert on_card(sheet) == "6 septembre 2027"


# Permanent entry


def test_one_may_enter_all_the_year() -> None:
    sheet = sheet_of(kind="titre_pro", permanent_entry=True)

    assert on_card(sheet) == "entrées et sorties permanentes"
    assert "Session entrées et sorties permanentes" in read(sheet, TODAY)
    assert "Dates non communiquées" not in read(sheet, TODAY)
    assert any("ntrées et sorties permanentes" in one for one in on_paper(sheet)["rows"])


# Sentences for every combination of dates (F29)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "Le 18 janvier 2027. Candidatures ouvertes."),
        ({"ends_on": "2027-01-18"}, "Le 18 janvier 2027. Candidatures ouvertes."),
        (
            {"ends_on": "2027-12-10", "applications_close_on": "2027-01-04"},
            (
                "Du 18 janvier 2027 au 10 décembre 2027. "
                "Candidatures ouvertes jusqu’au 4 janvier 2027."
            ),
        ),
        (
            {"applications_open_on": "2026-12-01", "state": "last"},
            "Le 18 janvier 2027. Dernières places, candidatures à partir du 1er décembre 2026.",
        ),
        (
            {"applications_close_on": "2027-01-04", "state": "waiting"},
            "Le 18 janvier 2027. Liste d’attente, candidatures jusqu’au 4 janvier 2027.",
        ),
        ({"applications_close_on": "2026-11-01"}, "Le 18 janvier 2027. Candidatures closes."),
    ],
)
def test_a_session_in_words(changes: dict[str, Any], said: str) -> None:
    assert said in read_section(sheet_of(intake("2027-01-18", **changes)), "duree", TODAY)


def test_years_are_named_once_a_session_is_known() -> None:
    years: dict[str, Any] = {"start_month": 9, "end_month": 6, "length": 2, "length_unit": "years"}
    known = sheet_of(intake("2027-09-06", ends_on="2029-06-29"), **years)
    elsewhere = sheet_of(intake("2027-01-18"), **years)

    assert wording.school_years(known, TODAY) == "de septembre 2027 à juin 2029"
    assert "Période de septembre 2027 à juin 2029" in read(known, TODAY)
    assert "de l’année N à juin" in wording.school_years(known, date(2028, 1, 1))
    assert "de l’année N à juin" in wording.school_years(elsewhere, TODAY)
    assert (
        wording.school_years(sheet_of(intake("2027-09-06"), **years), TODAY)
        == "de septembre 2027 à juin 2029"
    )


def test_a_period_that_sessions_tell_is_not_unknown() -> None:
    sheet = sheet_of(intake("2027-01-18", ends_on="2027-12-10"))

    assert "Période de janvier à décembre 2027" in read(sheet, TODAY)


# Paper


def test_paper_says_only_what_stays_true() -> None:
    sheet = sheet_of(
        BEGUN,
        intake("2027-01-18", applications_open_on="2026-09-01", applications_close_on="2027-01-04"),
        intake("2027-09-06", state="full"),
        intake("2028-09-04"),
    )

    said = on_paper(sheet)

    assert [row[-1] for row in said["intakes"]] == [
        "Jusqu’au 7 décembre 2026",
        "Du 1er septembre 2026 au 4 janvier 2027",
        "Complet (état au 29 novembre 2026)",
        "–",
    ]
    assert "candidatures ouvertes" not in str(said).lower()
    assert start_on_paper(sheet) == (
        "Commencée le 7 septembre 2026, candidatures jusqu’au 7 décembre 2026 ; "
        "aussi le 18 janvier 2027, candidatures du 1er septembre 2026 au 4 janvier 2027 ; "
        "aussi le 6 septembre 2027, complet (état au 29 novembre 2026) ; puis 4 septembre 2028"
    )


def start_on_paper(sheet: Sheet, day: date = TODAY) -> str:
    (said,) = (one for one in on_paper(sheet, day)["answers"] if one.startswith("Rentrée"))
    return str(said).removeprefix("Rentrée ").replace(" ,", ",")


@pytest.mark.parametrize(
    ("stated", "said"),
    [
        ({"state": "full"}, "6 septembre 2027, complet (état au 29 novembre 2026)"),
        ({}, "6 septembre 2027, candidatures ouvertes (état au 29 novembre 2026)"),
        (
            {"applications_close_on": "2027-06-30", "places": 25},
            "6 septembre 2027, candidatures jusqu’au 30 juin 2027",
        ),
        (
            {"applications_open_on": "2027-02-01", "state": "last"},
            (
                "6 septembre 2027, candidatures à partir du 1er février 2027, "
                "dernières places (état au 29 novembre 2026)"
            ),
        ),
        # Its day has gone by: no state that it had says more.
        (
            {"applications_close_on": "2026-11-01", "state": "last"},
            "6 septembre 2027, candidatures jusqu’au 1er novembre 2026",
        ),
    ],
)
def test_what_paper_says_first_of_a_start_stays_true(stated: dict[str, Any], said: str) -> None:
    assert start_on_paper(sheet_of(intake("2027-09-06", **stated))) == said


def test_what_is_not_dated_yet_is_of_a_day_on_paper() -> None:
    sheet = sheet_of(start_month=9)

    assert start_on_paper(sheet) == "Septembre, dates à venir (état au 29 novembre 2026)"


@pytest.mark.parametrize(
    ("sites", "said"),
    [
        (["Campus du Sud"], ["Campus du Sud"]),
        (["Campus du Sud", "Campus du Nord"], ["Campus du Nord", "Campus du Sud"]),
        (["Campus du Sud", None], ["Campus du Nord", "Campus du Sud"]),
        ([], ["Campus du Nord", "Campus du Sud"]),
    ],
)
def test_paper_names_the_places_of_sessions(sites: list[str | None], said: list[str]) -> None:
    days = ("2027-01-18", "2027-09-06")
    intakes = [intake(day, site=site) for day, site in zip(days, sites, strict=False)]
    past = intake("2025-09-01", site="Campus du Nord")
    centre = factories.example_sheet().centre.model_dump()

    places = on_paper(sheet_of(past, *intakes, centre=centre))["places"]
    assert [place.split(",")[0].removeprefix("Adresse ") for place in places] == said


# Rhythm


@pytest.mark.parametrize(
    ("stated", "brief", "whole"),
    [
        (
            {"rhythm_kind": "alternating", "cycle_at_centre": 1, "cycle_in_company": 2},
            "1 semaine au centre, 2 en entreprise",
            "1 semaine au centre, 2 en entreprise",
        ),
        ({"rhythm_kind": "alternating"}, "en semaines alternées", "en semaines alternées"),
        (
            {"rhythm_kind": "evenings", "training_weekdays": [2, 4]},
            "2 soirs par semaine",
            "2 soirs par semaine au centre (mardi et jeudi)",
        ),
        (
            {"rhythm_kind": "full_time", "training_weekdays": [1, 2, 3, 4, 5]},
            "à temps plein",
            (
                "à temps plein, 5 jours par semaine au centre "
                "(lundi, mardi, mercredi, jeudi et vendredi)"
            ),
        ),
        (
            {"rhythm_kind": "whole_weeks", "rhythm": "une par mois"},
            "par semaines entières",
            "par semaines entières, une par mois",
        ),
        ({"rhythm_kind": "own_pace"}, "à son rythme", "à son rythme"),
        (
            {"rhythm_kind": "weekdays", "training_weekdays": [1]},
            "1 jour par semaine",
            "1 jour par semaine au centre (lundi)",
        ),
        ({"training_weekdays": [1], "rhythm": "et le soir"}, "1 jour par semaine", None),
        ({"rhythm": "un vendredi sur deux"}, "un vendredi sur deux", "un vendredi sur deux"),
    ],
)
def test_page_card_and_paper_say_a_rhythm_in_the_same_words(
    stated: dict[str, Any], brief: str, whole: str | None
) -> None:
    sheet = sheet_of(**stated)

    assert plain(listing.columns(sheet)["rhythm"]) == brief
    if whole:
        assert f"Rythme {whole}" in read_section(sheet, "duree", TODAY)
        assert any(whole[1:] in one for one in on_paper(sheet)["rows"])


def test_weeks_that_alternate_are_drawn() -> None:
    sheet = sheet_of(rhythm_kind="alternating", cycle_at_centre=1, cycle_in_company=2)

    assert [
        (plain(one.label), one.where, one.days, one.at_centre) for one in wording.week(sheet)
    ] == [
        ("1 semaine", "au centre", 1, True),
        ("2 semaines", "en entreprise", 2, False),
    ]
    assert wording.week(sheet_of(rhythm_kind="evenings", training_weekdays=[2])) == ()
    assert len(on_paper(sheet)["week"]) == 2


def test_a_session_has_its_own_rhythm_and_mode() -> None:
    evening = intake(
        "2027-01-18", rhythm_kind="evenings", training_weekdays=[2, 4], delivery_mode="distance"
    )
    sheet = sheet_of(intake("2027-09-06"), evening, rhythm_kind="full_time")

    section = read_section(sheet, "duree", TODAY)

    ways = "2 soirs par semaine au centre (mardi et jeudi), à distance"
    assert f"Le 18 janvier 2027, {ways}. Candidatures ouvertes." in section
    assert "Le 6 septembre 2027. Candidatures ouvertes." in section
    assert on_paper(sheet)["intakes"][0][3] == ways


def test_where_sessions_alone_state_it_the_programme_does_not_lack_it() -> None:
    one, other = (
        intake("2027-01-18", rhythm_kind="evenings", delivery_mode="distance"),
        intake("2027-09-06", rhythm_kind="full_time", delivery_mode="on_site"),
    )

    assert listing.columns(sheet_of(one))["rhythm"] == "en soirée"
    assert listing.columns(sheet_of(one))["delivery_mode"] == "distance"
    both = sheet_of(one, other)
    assert "Rythme selon la rentrée" in read_section(both, "duree", TODAY)
    assert "Modalité selon la rentrée" in read_section(both, "duree", TODAY)
    assert listing.columns(both)["rhythm"] == "selon la rentrée"
    assert listing.columns(both)["starts"]["modes_vary"]


@pytest.mark.django_db
def test_a_card_says_that_modes_differ(client: Client) -> None:
    one, other = (
        intake(day, delivery_mode=mode)
        for day, mode in (("2099-01-18", "distance"), ("2099-09-06", "on_site"))
    )
    factories.published(sheet_of(one, other))

    text = " ".join(PageText(client.get(reverse("catalogue")).content.decode()).text.split())

    assert "Mode selon la rentrée" in text


# Work-study


@pytest.mark.parametrize(
    ("stated", "badge", "start"),
    [
        (None, "", "session"),
        ("no", "", "session"),
        ("possible", "En alternance", "rentrée"),
        ("required", "En alternance uniquement", "rentrée"),
    ],
)
def test_work_study_is_what_is_stated(stated: str | None, badge: str, start: str) -> None:
    sheet = sheet_of(kind="titre_pro", work_study=stated)

    assert wording.work_study_badge(sheet) == badge
    assert sheet.profile.start.text == start
    assert ("En alternance" in read(sheet, TODAY)) == bool(badge)
    assert ("Alternance" in read_section(sheet, "duree", TODAY)) if stated else True


def test_a_search_finds_how_one_learns() -> None:
    evening = intake("2027-01-18", rhythm_kind="evenings")
    stated = findable.column(sheet_of(evening, work_study="possible", permanent_entry=True))

    said = set(stated.split())
    assert {"alternance", "soirée", *PERMANENT.split()} <= said
    assert "alternance" not in findable.column(sheet_of(work_study="no"))


# Remarks


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        (
            {
                "intakes": [
                    intake("2027-01-18", ends_on="2027-02-01", applications_close_on="2027-03-01")
                ]
            },
            "applications_after_end",
        ),
        (
            {"intakes": [intake("2027-01-18", applications_open_on="2027-02-01")]},
            "applications_after_start",
        ),
        ({"intakes": [intake("2026-09-07", ends_on="2028-06-30")]}, "session_begun"),
        ({"intakes": [intake("2025-09-07")]}, "sessions_past"),
        ({"funding_options": "contract"}, "work_study_unstated"),
        ({"funding_options": "cpf", "work_study": "required"}, "work_study_unfunded"),
    ],
)
def test_dates_that_contradict_each_other_are_told(facts: dict[str, Any], code: str) -> None:
    example = [
        row.model_copy(update={"intake": None, "site": None})
        for row in factories.example_sheet().funding_options
    ]
    options = {"contract": [one for one in example if one.scheme.is_work_study],
               "cpf": [one for one in example if not one.scheme.is_work_study]}  # fmt: skip
    stated = {
        name: tuple(options[value]) if isinstance(value, str) and value in options else value
        for name, value in facts.items()
    }

    assert code in {one.code for one in lint(bare_sheet(kind="bts", **stated), TODAY)}
    sound = bare_sheet(kind="bts", intakes=[BEGUN])
    assert code not in {one.code for one in lint(sound, TODAY)}


# The form


@pytest.mark.django_db
def test_a_session_gets_its_own_days_in_its_form(admin_client: Client) -> None:
    programme = factories.ProgrammeFactory.create(kind="bts", training_weekdays=[1, 2])
    address = page_of(programme)
    row = add_row(
        form_of(admin_client, address), "intakes",
        starts_on="2027-09-06", state="last", rhythm_kind="weekdays", delivery_mode="distance",
    )  # fmt: skip
    row |= {"intakes-0-training_weekdays": ["4", "5"]}

    save(admin_client, address, row)

    (found,) = read_sheet(programme.pk).intakes
    assert (found.training_weekdays, found.state) == ((4, 5), IntakeState.LAST_PLACES)
    assert rhythms.brief(found) == "2 jours par semaine"


@pytest.mark.django_db
def test_a_cycle_of_no_week_is_refused_and_stays_typed(admin_client: Client) -> None:
    programme = factories.ProgrammeFactory.create(kind="bts")
    address = page_of(programme)
    row = add_row(
        form_of(admin_client, address), "intakes",
        starts_on="2027-09-06", state="open", cycle_at_centre="0",
    )  # fmt: skip

    answer = save(admin_client, address, {**row, "cycle_in_company": "beaucoup"})

    html = answer.content.decode()
    assert answer.status_code == 200
    assert 'value="beaucoup"' in html
    assert not Programme.objects.get(pk=programme.pk).intakes.exists()


# Any combination, any day

_DAYS: Final = st.dates(date(2026, 1, 1), date(2029, 12, 31))
_MONTHS: Final = "|".join(Month.labels)
_DATE: Final = re.compile(rf"(\d\d?)(?:er)? ({_MONTHS}) (\d{{4}})")


def days_in(said: str) -> list[date]:
    months = {label: number for number, label in Month.choices}
    return [date(int(year), months[month], int(day)) for day, month, year in _DATE.findall(said)]


@st.composite
def windows(draw: st.DrawFn) -> dict[str, Any]:
    starts = draw(_DAYS)
    ends = draw(st.none() | st.dates(starts, date(2031, 1, 1)))
    opens, closes = draw(st.tuples(st.none() | _DAYS, st.none() | _DAYS))
    if opens and closes and opens > closes:
        opens, closes = closes, opens
    return intake(
        starts.isoformat(),
        ends_on=ends and ends.isoformat(),
        applications_open_on=opens and opens.isoformat(),
        applications_close_on=closes and closes.isoformat(),
        state=draw(st.sampled_from(IntakeState)).value,
        places=draw(st.none() | st.just(0) | st.just(25)),
    )


@given(
    st.lists(windows(), max_size=3),
    _DAYS,
    st.booleans(),
    st.sampled_from([{}, {"start_month": 9, "end_month": 6, "length": 2, "length_unit": "years"}]),
)
def test_any_dates_states_and_day_make_a_sound_sentence(
    intakes: list[dict[str, Any]], today: date, permanent: bool, months: dict[str, Any]
) -> None:
    sheet = sheet_of(*intakes, permanent_entry=permanent, **months)

    assert unsound(sheet, today) == []


def unsound(sheet: Sheet, today: date) -> list[str]:
    """What is said of its sessions on that day and cannot be."""
    word = sheet.profile.start
    card = on_card(sheet, today)
    period = wording.school_years(sheet, today)
    lines = [
        plain(f"{wording.dates(one, word, today)}. {wording.applications(one, today)}.")
        for one in wording.on_offer(sheet, today)
    ]
    found = [
        said
        for said in (*lines, card, period)
        if "None" in said
        or re.search(r"\s[,.]|,\s*,|,\.|\s{2}|,$", said)
        or ("du " in said.split(".")[0].lower().split(",")[0] and " au " not in said)
    ]
    found += [line for line in (*lines, card) if promises_what_is_past(line, today)]
    if sheet.intakes and not card:
        found.append("nothing on the card")
    if len(days_in(period)) and max(days_in(period)) < today:
        found.append(period)
    for one in wording.on_offer(sheet, today):
        said = wording.applications(one, today)
        if "ouvertes" in said and one.state is not IntakeState.OPEN:
            found.append(said)
        printed = plain(wording.applications_on_paper(one, today))
        if "ouvertes" in printed or (printed.endswith(",") or printed.startswith(",")):
            found.append(printed)
    return found


_BEGUN: Final = re.compile(r"commencée? le |dernière(?: rentrée| session)? ?:? ?(?:le )?", re.I)
_PROMISE: Final = re.compile(
    rf"(?:\b(?:le|du)|jusqu’au|à partir du) \d\d?(?:er)? (?:{_MONTHS}) \d{{4}}", re.I
)


def promises_what_is_past(said: str, today: date) -> bool:
    """A day to come that has gone by; that of a session that has begun is told as such."""
    told = re.sub(rf"{_BEGUN.pattern}{_DATE.pattern}", "", said, flags=re.I)
    return any(days_in(one.group())[0] < today for one in _PROMISE.finditer(told))
