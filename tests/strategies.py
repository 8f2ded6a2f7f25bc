"""Hypothesis strategies for any sheet that the draft tables can hold.

Text is any Unicode that both databases keep; numbers, decimals and dates reach their bounds; what
the database constrains (unique names, ordered dates, plausible years) is respected.
"""

import os
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from programmes import sheet as sheets
from programmes.kinds import Kind, Rules
from programmes.vocabulary import (
    BlocKind,
    CefrLevel,
    CentreRole,
    DeliveryMode,
    DocumentKind,
    FigureKind,
    FigureOrigin,
    Horizon,
    IntakeState,
    LengthUnit,
    Level,
    Month,
    ObjectiveLevel,
    PaperForm,
    PaperMode,
    PriceBasis,
    Public,
    Registry,
    RequirementKind,
    ResultKind,
    RhythmKind,
    Scale,
    Tax,
    UnitGroup,
    Weekday,
    WorkStudy,
)
from tests.rounds import ROUNDS

# For a hunt among fresh examples: HYPOTHESIS_PROFILE=hunt pytest tests/catalogue/test_draft.py
_COMMON: dict[str, Any] = {
    "deadline": None,
    "suppress_health_check": [
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.filter_too_much,
    ],
}
# The same examples each time, so that a red suite means a change of ours; as many as the run goes
# through (`tests/rounds.py`).
for _round, _examples in (("fast", 10), ("short", 15), ("long", 120)):
    settings.register_profile(_round, max_examples=_examples, derandomize=True, **_COMMON)
settings.register_profile("hunt", max_examples=1500, **_COMMON)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", ROUNDS))

Value = TypeVar("Value")
Row = TypeVar("Row")

characters = st.characters(exclude_categories=["Cs"], exclude_characters="\x00")
# What French text is made of, and what breaks naive code: line ends, direction marks, separators.
telling = st.sampled_from('aéœÆ’ \u202f\u00a0\n\r\t|%_\\"<&{;\x1f\u0301\u2028\u200f\ufeff😀ﬃ™ǽ')


@cache
def texts(limit: int) -> SearchStrategy[str]:
    """Any text up to a limit: mostly short, sometimes of exactly the longest length."""
    short = st.text(telling | characters, max_size=min(limit, 8))
    longest = characters.map(lambda character: character * limit)
    return st.one_of(st.just(""), short, short, longest)


@cache
def maybe(strategy: SearchStrategy[Value]) -> SearchStrategy[Value | None]:
    return st.none() | strategy


@cache
def rows(strategy: SearchStrategy[Row], most: int = 2) -> SearchStrategy[tuple[Row, ...]]:
    return st.lists(strategy, max_size=most).map(tuple)


def unique_rows(
    strategy: SearchStrategy[Row], name: Callable[[Row], object], most: int = 3
) -> SearchStrategy[tuple[Row, ...]]:
    return st.lists(strategy, max_size=most, unique_by=name).map(tuple)


def cents(least: str, most: str) -> SearchStrategy[Decimal]:
    """Decimals with two places or fewer: 3, 3.0 and 3.00 are all drawn, and both bounds."""
    least_cents, most_cents = int(Decimal(least) * 100), int(Decimal(most) * 100)
    exact = st.integers(least_cents, most_cents).map(lambda number: Decimal(number) / 100)
    return exact | st.sampled_from([Decimal(least), Decimal(most), Decimal(least).normalize()])


def slugs(limit: int) -> SearchStrategy[str]:
    letters = "abcXYZ019-_"
    return st.text(letters, min_size=1, max_size=6) | st.sampled_from(letters).map(
        lambda letter: letter * limit
    )


dates = st.dates(date(1, 1, 1), date(9999, 12, 31))
small = st.integers(0, 32767)
small_counts = st.integers(1, 32767)
counts = st.integers(1, 2147483647)
urls = texts(500)


@cache
def _ordered_dates() -> SearchStrategy[tuple[date | None, date | None]]:
    """A beginning and an end, either of which may be unknown."""
    return st.tuples(maybe(dates), maybe(dates)).map(
        lambda pair: (min(pair), max(pair)) if pair[0] and pair[1] else pair
    )


@cache
def _ordered_years() -> SearchStrategy[tuple[int | None, int | None]]:
    years = maybe(st.integers(1900, 2199))
    return st.tuples(years, years).map(
        lambda pair: (min(pair), max(pair)) if pair[0] and pair[1] else pair
    )


weekdays = st.sets(st.sampled_from(Weekday)).map(lambda days: tuple(sorted(days)))

sites = st.builds(
    sheets.Site,
    name=texts(120),
    address=texts(500),
    postcode=texts(5),
    town=texts(120),
    uai=texts(8),
    siret=texts(14),
    access=texts(1000),
)


@st.composite
def documents(draw: DrawFn, of: type[sheets.File]) -> sheets.File:
    """One content has one size and one number of pages."""
    letter = draw(st.integers(0, 15))
    return of(
        kind=draw(st.sampled_from(DocumentKind)),
        title=draw(texts(120)) or "Trousseau",
        digest=f"{letter:x}" * 64,
        size=1000 + letter,
        pages=1 + letter,
        added_on=draw(dates),
    )


centres = st.builds(
    sheets.Centre,
    name=texts(120),
    legal_name=texts(255),
    uai=texts(8),
    siret=texts(14),
    nda=texts(11),
    academy=texts(120),
    website=urls,
    phone=texts(30),
    email=texts(254),
    opening_hours=texts(255),
    disability_contact_name=texts(120),
    disability_contact_phone=texts(30),
    disability_contact_email=texts(254),
    accessibility=texts(2000),
    inserjeunes_url=urls,
    qualiopi_number=texts(60),
    qualiopi_expires_on=maybe(dates),
    sites=unique_rows(sites, lambda site: site.name),
    documents=rows(documents(sheets.CommonDocument)),
)


@st.composite
def intakes(draw: DrawFn, site_names: tuple[str, ...]) -> sheets.Intake:
    starts_on = draw(dates)
    opens, closes = draw(_ordered_dates())
    return sheets.Intake(
        starts_on=starts_on,
        ends_on=draw(maybe(st.dates(starts_on, date.max))),
        places=draw(maybe(st.integers(0, 2147483647))),
        site=draw(maybe(st.sampled_from(site_names))) if site_names else None,
        applications_open_on=opens,
        applications_close_on=closes,
        state=draw(st.sampled_from(IntakeState)),
        rhythm_kind=draw(maybe(st.sampled_from(RhythmKind))),
        cycle_at_centre=draw(maybe(small_counts)),
        cycle_in_company=draw(maybe(small_counts)),
        training_weekdays=draw(weekdays),
        rhythm=draw(texts(300)),
        delivery_mode=draw(maybe(st.sampled_from(DeliveryMode))),
    )


objectives = st.builds(
    sheets.Objective,
    text=texts(600),
    level=st.sampled_from(ObjectiveLevel),
    cefr_level=maybe(st.sampled_from(CefrLevel)),
)

blocs = st.builds(
    sheets.Bloc,
    kind=st.sampled_from(BlocKind),
    number=maybe(small),
    official_number=texts(15),
    title=texts(255),
    introduction=texts(2000),
    objectives=rows(objectives),
)


def publics(least: int = 0, but: tuple[Public, ...] = ()) -> SearchStrategy[tuple[Public, ...]]:
    """Each once, in the order of the list."""
    chosen = st.sets(st.sampled_from([one for one in Public if one not in but]), min_size=least)
    return chosen.map(lambda few: tuple(one for one in Public if one in few))


start_notes = st.builds(sheets.StartNote, publics=publics(least=1), text=texts(300))


@st.composite
def exam_papers(draw: DrawFn) -> sheets.ExamPaper:
    mode = draw(maybe(st.sampled_from(PaperMode)))
    in_course = publics(but=(Public.ALL,)) if mode is PaperMode.BY_PUBLIC else st.just(())
    return sheets.ExamPaper(
        title=draw(texts(120)),
        form=draw(st.sampled_from(PaperForm)),
        mode=mode,
        in_course_for=draw(in_course),
        duration_minutes=draw(maybe(small)),
        preparation_minutes=draw(maybe(small)),
        coefficient=draw(maybe(cents("0", "999.99"))),
    )


def some_of(names: tuple[str, ...]) -> SearchStrategy[tuple[str, ...]]:
    """A few of these names, in their order: they come back so, however they were chosen."""
    chosen = st.sets(st.sampled_from(names)) if names else st.just(set[str]())
    return chosen.map(lambda few: tuple(name for name in names if name in few))


@st.composite
def exam_units(draw: DrawFn, bloc_titles: tuple[str, ...]) -> sheets.ExamUnit:
    papers = draw(rows(exam_papers()))
    weighed = any(paper.coefficient is not None for paper in papers)
    return sheets.ExamUnit(
        heading=draw(texts(255)),
        code=draw(texts(10)),
        title=draw(texts(255)),
        blocs=draw(some_of(bloc_titles)),
        optional=draw(st.booleans()),
        group=draw(st.sampled_from(UnitGroup)),
        coefficient=None if weighed else draw(maybe(cents("0", "999.99"))),
        credits=draw(maybe(small_counts)),
        note=draw(texts(300)),
        papers=papers,
    )


certifiers = st.builds(sheets.Certifier, name=texts(255), siret=texts(14))

requirements = st.builds(sheets.Requirement, kind=st.sampled_from(RequirementKind), text=texts(600))


def exemptions(
    unit_names: tuple[str, ...], bloc_titles: tuple[str, ...]
) -> SearchStrategy[sheets.Exemption]:
    return st.builds(
        sheets.Exemption,
        situation=texts(600),
        legal_source=texts(255),
        acquired_units=st.booleans(),
        units=some_of(unit_names),
        blocs=some_of(bloc_titles),
        entry_year=maybe(st.integers(2, 9)),
        words=texts(300),
        on_request=st.booleans(),
        ends_on=maybe(dates),
    )


funding_schemes = st.builds(
    sheets.FundingScheme,
    code=slugs(40),
    name=texts(120),
    former_name=texts(120),
    public_concerned=texts(255),
    is_work_study=st.booleans(),
    url=urls,
)


@st.composite
def funding_options(
    draw: DrawFn,
    schemes: tuple[sheets.FundingScheme, ...],
    site_names: tuple[str, ...],
    session_names: tuple[str, ...],
) -> sheets.FundingOption:
    return sheets.FundingOption(
        scheme=draw(st.sampled_from(schemes)),
        label=draw(texts(120)),
        publics=draw(publics()),
        intake=draw(maybe(st.sampled_from(session_names))) if session_names else None,
        site=draw(maybe(st.sampled_from(site_names))) if site_names else None,
        amount=draw(maybe(cents("0", "999999.99"))),
        basis=draw(maybe(st.sampled_from(PriceBasis))),
        tax=draw(maybe(st.sampled_from(Tax))),
        on_request=draw(st.booleans()),
        payer=draw(texts(255)),
        remaining_cost=draw(maybe(cents("0", "999999.99"))),
        priced_on=draw(maybe(dates)),
    )


occupations = st.builds(
    sheets.Occupation,
    family=texts(120),
    title=texts(255),
    rome_code=texts(5),
    rome_label=texts(255),
    url=urls,
)

further_studies = st.builds(
    sheets.FurtherStudy, title=texts(255), level=maybe(st.sampled_from(Level)), url=urls
)


@st.composite
def key_figures(draw: DrawFn) -> sheets.KeyFigure:
    kind = draw(st.sampled_from(FigureKind))
    own = {FigureKind.ADDED_VALUE: [Scale.POINTS], FigureKind.SATISFACTION: [*Scale]}
    scale = draw(st.sampled_from(own.get(kind, [Scale.PERCENT])))
    highest = scale.highest
    values = cents("-9999.99", "9999.99") if highest is None else cents("0", str(highest))
    value = draw(maybe(values))
    return sheets.KeyFigure(
        kind=kind,
        horizon=draw(maybe(st.sampled_from(Horizon))),
        year=draw(maybe(st.integers(1990, 2100))),
        value=value,
        scale=scale,
        undisclosed="" if value is not None else draw(texts(120).filter(str.strip)),
        n=draw(maybe(counts)),
        public=draw(maybe(st.sampled_from(Public))),
        group=draw(texts(120)),
        cohort=draw(texts(200)),
        scope=draw(texts(120)),
        national_value=draw(maybe(values)),
        origin=draw(maybe(st.sampled_from(FigureOrigin))),
        source=draw(texts(200)),
        url=draw(urls),
    )


@st.composite
def any_sheet(draw: DrawFn) -> sheets.Sheet:
    """Any sheet that the draft tables can hold."""
    centre = draw(centres)
    some_blocs = draw(unique_rows(blocs, lambda bloc: bloc.title))
    titles = tuple(bloc.title for bloc in some_blocs)
    some_units = draw(unique_rows(exam_units(titles), lambda unit: unit.name))
    names = tuple(unit.name for unit in some_units)
    site_names = tuple(site.name for site in centre.sites)
    sessions = tuple(sorted(draw(rows(intakes(site_names))), key=lambda row: row.starts_on))
    session_names = tuple(row.name for row in sessions)
    schemes = draw(unique_rows(funding_schemes, lambda row: row.code))
    registered_on, expires_on = draw(_ordered_dates())
    length, length_unit = draw(
        st.just((None, None)) | st.tuples(small_counts, st.sampled_from(LengthUnit))
    )
    grid_from, grid_until = draw(_ordered_years())
    return sheets.Sheet(
        centre=centre,
        slug=draw(slugs(100)),
        short_title=draw(texts(60)),
        full_title=draw(texts(255)),
        lead=draw(texts(300)),
        kind=draw(maybe(st.sampled_from(Kind))),
        kind_label=draw(texts(120)),
        level=draw(maybe(st.sampled_from(Level))),
        field_of_study=draw(maybe(texts(120).filter(str.strip))),
        exact_title=draw(texts(300)),
        registry=draw(maybe(st.sampled_from(Registry))),
        registry_code=draw(texts(5)),
        registered_on=registered_on,
        registration_ends_on=expires_on,
        former_codes=draw(rows(st.sampled_from(["RNCP34030", "RNCP123", "RS5000"]))),
        certifiers=draw(rows(certifiers)),
        blocs_only=draw(st.booleans()),
        centre_role=draw(maybe(st.sampled_from(CentreRole))),
        partner=draw(texts(255)),
        teaching_body=draw(texts(255)),
        contact_name=draw(texts(120)),
        contact_phone=draw(texts(30)),
        contact_email=draw(texts(254)),
        ects=draw(maybe(small_counts)),
        cfd=draw(texts(8)),
        nsf=draw(texts(4)),
        formacodes=draw(rows(st.from_regex(r"[0-9]{5}", fullmatch=True))),
        presentation=draw(texts(5000)),
        hours=draw(maybe(counts)),
        training_days=draw(maybe(counts)),
        company_weeks=draw(maybe(small_counts)),
        length=length,
        length_unit=length_unit,
        duration_scope=draw(texts(120)),
        start_month=draw(maybe(st.sampled_from(Month))),
        end_month=draw(maybe(st.sampled_from(Month))),
        permanent_entry=draw(st.booleans()),
        work_study=draw(maybe(st.sampled_from(WorkStudy))),
        rhythm_kind=draw(maybe(st.sampled_from(RhythmKind))),
        cycle_at_centre=draw(maybe(small_counts)),
        cycle_in_company=draw(maybe(small_counts)),
        training_weekdays=draw(weekdays),
        rhythm=draw(texts(300)),
        capacity=draw(maybe(counts)),
        delivery_mode=draw(maybe(st.sampled_from(DeliveryMode))),
        blocs_separately=draw(maybe(st.booleans())),
        continuous_assessment=draw(texts(3000)),
        examining_authority=draw(texts(3000)),
        rules=draw(maybe(st.sampled_from(Rules))),
        rules_text=draw(texts(2000)),
        results=draw(maybe(st.sampled_from(ResultKind))),
        score=draw(texts(120)),
        grid_from=grid_from,
        grid_until=grid_until,
        exam_in_doubt=draw(st.booleans()),
        teaching_methods=draw(texts(5000)),
        means=draw(texts(3000)),
        access_delay=draw(texts(300)),
        equivalence=draw(texts(300)),
        intakes=sessions,
        start_notes=draw(rows(start_notes)),
        blocs=some_blocs,
        exam_units=some_units,
        requirements=draw(rows(requirements)),
        exemptions=draw(rows(exemptions(names, titles))),
        funding_options=draw(rows(funding_options(schemes, site_names, session_names), most=3))
        if schemes
        else (),
        occupations=draw(rows(occupations)),
        further_studies=draw(rows(further_studies)),
        key_figures=draw(rows(key_figures())),
        documents=draw(rows(documents(sheets.Document))),
    )
