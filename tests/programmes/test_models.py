"""The draft tables: what the database refuses, in which words, and what staff read beside it."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core import serializers
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import ProtectedError
from django.db.models.constraints import BaseConstraint

from admissions.models import Exemption, FundingOption, FundingScheme, Requirement
from catalogue.life.draft import read_sheet, tables, write_sheet
from programmes import sheet as sheets
from programmes.models import (
    Bloc,
    Certifier,
    CommonDocument,
    Document,
    Edition,
    ExamPaper,
    ExamUnit,
    FurtherStudy,
    Intake,
    KeyFigure,
    Objective,
    Occupation,
    Programme,
    ReviewNote,
    Site,
    StartNote,
    TrainingCentre,
)
from programmes.vocabulary import DocumentKind

FIRST = Path(__file__).with_name("first_generation_sheet.json")
NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)

# Parents first.
DRAFT: list[type[models.Model]] = [
    TrainingCentre,
    Site,
    FundingScheme,
    Programme,
    Certifier,
    Intake,
    StartNote,
    Bloc,
    Objective,
    ExamUnit,
    ExamPaper,
    Occupation,
    FurtherStudy,
    KeyFigure,
    Requirement,
    Exemption,
    FundingOption,
    Document,
    CommonDocument,
    ReviewNote,
]
MODELS: list[type[models.Model]] = [*DRAFT, Edition]


def ids(value: object) -> str:
    return getattr(value, "__name__", "")


@pytest.fixture
def centre() -> TrainingCentre:
    return TrainingCentre.objects.create(name="CFA de l’Exemple")


@pytest.fixture
def programme(centre: TrainingCentre) -> Programme:
    return Programme.objects.create(
        centre=centre, slug="bts", short_title="BTS", full_title="Vente"
    )


def edition(programme: Programme, number: int | None = None, **values: Any) -> Edition:
    """A row as publishing.py makes them, whatever the sheet."""
    published = {
        "number": number, "published_at": NOON, "short_code": f"c{programme.pk}{number}"[-8:]
    }  # fmt: skip
    return Edition(
        **{
            "programme": programme, "sheet": {}, "fingerprint": "", "slug": programme.slug,
            "short_title": "BTS", "full_title": "Vente", "sort_key": "", "search_text": "",
            **(published if number is not None else {}), **values,
        }
    )  # fmt: skip


def unit(programme: Programme, code: str = "U1") -> ExamUnit:
    return ExamUnit.objects.create(programme=programme, code=code, title="Vente")


def scheme(code: str = "cpf") -> FundingScheme:
    return FundingScheme.objects.create(code=code, name="CPF")


UNTITLED: dict[str, Any] = {
    "kind": DocumentKind.OTHER, "digest": "0" * 64, "size": 1, "pages": 1, "added_on": NOON.date()
}  # fmt: skip


def twice(make: Callable[[Programme], models.Model]) -> Callable[[Programme], models.Model]:
    """The second of two rows that may not both exist."""

    def second(programme: Programme) -> models.Model:
        make(programme).save()
        return make(programme)

    return second


def second_number(programme: Programme) -> Edition:
    edition(programme, 1, short_code="one").save()
    return edition(programme, 1, short_code="two")


def second_current(programme: Programme) -> Edition:
    edition(programme, 1, current=True).save()
    return edition(programme, 2, current=True, slug="autre")


def second_at_address(programme: Programme) -> Edition:
    edition(programme, 1, current=True).save()
    other = Programme.objects.create(centre=programme.centre, slug="bts", short_title="Autre")
    return edition(other, 1, current=True)


def second_short_code(programme: Programme) -> Edition:
    edition(programme, 1, short_code="same").save()
    return edition(programme, 2, short_code="same")


def of_programme(**values: Any) -> Callable[[Programme], Programme]:
    return lambda programme: Programme(
        centre=programme.centre, slug="autre", short_title="BTS", full_title="Vente", **values
    )


def figure(**values: Any) -> Callable[[Programme], KeyFigure]:
    return lambda programme: KeyFigure(
        **{"programme": programme, "kind": "pass", "value": 50, **values}
    )


# Constraint → rows that it must refuse. Every named constraint is here: see the next test.
BAD: dict[str, list[Callable[[Programme], models.Model]]] = {
    "document_other_has_a_title": [
        lambda programme: Document(programme=programme, **UNTITLED),
    ],
    "commondocument_other_has_a_title": [
        lambda programme: CommonDocument(centre=programme.centre, **UNTITLED),
    ],
    "centre_name_unique": [lambda programme: TrainingCentre(name=programme.centre.name)],
    "centre_one_publisher": [
        twice(lambda programme: TrainingCentre(name=f"CFA {uuid4()}", is_publisher=True))
    ],
    "site_name_unique": [
        twice(lambda programme: Site(centre=programme.centre, name="Nord", address="Agen"))
    ],
    "programme_level_1_to_8": [of_programme(level=0), of_programme(level=9)],
    "programme_start_month_1_to_12": [of_programme(start_month=0), of_programme(start_month=13)],
    "programme_end_month_1_to_12": [of_programme(end_month=0), of_programme(end_month=13)],
    "programme_hours_positive": [of_programme(hours=0)],
    "programme_training_days_positive": [of_programme(training_days=0)],
    "programme_company_weeks_positive": [of_programme(company_weeks=0)],
    "programme_cycle_at_centre_positive": [of_programme(cycle_at_centre=0)],
    "programme_cycle_in_company_positive": [of_programme(cycle_in_company=0)],
    "programme_length_positive": [of_programme(length=0, length_unit="years")],
    "programme_length_has_unit": [of_programme(length=18), of_programme(length_unit="months")],
    "programme_ects_positive": [of_programme(ects=0)],
    "programme_grid_sessions_ordered": [of_programme(grid_from=2026, grid_until=2025)],
    "programme_grid_from_year": [of_programme(grid_from=26)],
    "programme_grid_until_year": [of_programme(grid_until=20260)],
    "programme_capacity_positive": [of_programme(capacity=0)],
    "programme_registration_dates_ordered": [
        of_programme(registered_on=date(2024, 1, 2), registration_ends_on=date(2024, 1, 1))
    ],
    "intake_cycle_at_centre_positive": [
        lambda programme: Intake(programme=programme, starts_on=date(2026, 9, 1), cycle_at_centre=0)
    ],
    "intake_cycle_in_company_positive": [
        lambda programme: Intake(
            programme=programme, starts_on=date(2026, 9, 1), cycle_in_company=0
        )
    ],
    "intake_dates_ordered": [
        lambda programme: Intake(
            programme=programme, starts_on=date(2026, 9, 1), ends_on=date(2026, 8, 31)
        )
    ],
    "intake_window_ordered": [
        lambda programme: Intake(
            programme=programme,
            starts_on=date(2026, 9, 1),
            applications_open_on=date(2026, 3, 1),
            applications_close_on=date(2026, 2, 28),
        )
    ],
    "bloc_title_unique": [twice(lambda programme: Bloc(programme=programme, title="Vente"))],
    "objective_level_1_or_2": [
        lambda programme: Objective(
            bloc=Bloc.objects.create(programme=programme, title="Vente"), text="Vendre", level=3
        )
    ],
    "exam_unit_code_unique": [
        twice(lambda programme: ExamUnit(programme=programme, code="U1", title="Vente"))
    ],
    "exam_unit_title_unique": [
        twice(lambda programme: ExamUnit(programme=programme, title="Entretien"))
    ],
    "exam_unit_coefficient_not_negative": [
        lambda programme: ExamUnit(programme=programme, code="U1", title="Vente", coefficient=-1)
    ],
    "exam_unit_credits_positive": [
        lambda programme: ExamUnit(programme=programme, code="U1", title="Vente", credits=0)
    ],
    "exemption_entry_year_2_to_9": [
        lambda programme: Exemption(programme=programme, situation="un BTS", entry_year=1)
    ],
    "exam_paper_coefficient_not_negative": [
        lambda programme: ExamPaper(unit=unit(programme), form="oral", coefficient=-1)
    ],
    "further_study_level_1_to_8": [
        lambda programme: FurtherStudy(programme=programme, title="Licence", level=9)
    ],
    "key_figure_value_or_reason": [
        figure(value=None),
        figure(undisclosed="effectif inférieur à 20"),
    ],
    "key_figure_scale_of_its_kind": [
        figure(scale="points"),
        figure(scale="out_of_20", value=10),
        figure(kind="added_value", scale="percent"),
    ],
    "key_figure_rate_0_to_100": [figure(value=-1), figure(value="100.01"), figure(value=101)],
    "key_figure_mark_within_scale": [
        figure(kind="satisfaction", scale="out_of_5", value="5.01"),
        figure(kind="satisfaction", scale="out_of_10", value="-0.01"),
        figure(kind="satisfaction", scale="out_of_20", value=21),
    ],
    "key_figure_national_within_scale": [
        figure(national_value="100.01"),
        figure(kind="satisfaction", scale="out_of_5", value=4, national_value=6),
    ],
    "key_figure_horizon_known": [figure(horizon=7)],
    "key_figure_year_plausible": [figure(year=24), figure(year=1989), figure(year=2101)],
    "key_figure_n_positive": [figure(n=0)],
    "funding_scheme_code_unique": [twice(lambda _: FundingScheme(code="cpf", name="CPF"))],
    "funding_option_price_not_negative": [
        lambda programme: FundingOption(programme=programme, scheme=scheme(), amount=-1)
    ],
    "funding_option_remaining_not_negative": [
        lambda programme: FundingOption(programme=programme, scheme=scheme(), remaining_cost=-1)
    ],
    "edition_one_current_per_programme": [second_current],
    "edition_one_current_per_slug": [second_at_address],
    "edition_number_unique": [second_number],
    "edition_short_code_unique": [second_short_code],
    "edition_published_whole": [
        lambda programme: edition(programme, number=None, published_at=NOON),
        lambda programme: edition(programme, number=None, short_code="abc"),
        lambda programme: edition(programme, 1, published_at=None),
        lambda programme: edition(programme, 1, short_code=None),
        lambda programme: edition(programme, 0, published_at=NOON, short_code="zero"),
    ],
    "edition_current_is_published": [
        lambda programme: edition(programme, current=True),
        lambda programme: edition(programme, 1, current=True, withdrawn_at=NOON),
    ],
}

# Constraint of a draft table → the field beside which staff read that it is broken.
BLAMED = {
    "document_other_has_a_title": "title",
    "commondocument_other_has_a_title": "title",
    "centre_name_unique": "name",
    "centre_one_publisher": "is_publisher",
    "site_name_unique": "name",
    "programme_level_1_to_8": "level",
    "programme_start_month_1_to_12": "start_month",
    "programme_end_month_1_to_12": "end_month",
    "programme_hours_positive": "hours",
    "programme_training_days_positive": "training_days",
    "programme_company_weeks_positive": "company_weeks",
    "programme_cycle_at_centre_positive": "cycle_at_centre",
    "programme_cycle_in_company_positive": "cycle_in_company",
    "intake_cycle_at_centre_positive": "cycle_at_centre",
    "intake_cycle_in_company_positive": "cycle_in_company",
    "programme_length_positive": "length",
    "programme_length_has_unit": "length_unit",
    "programme_ects_positive": "ects",
    "programme_grid_sessions_ordered": "grid_until",
    "programme_grid_from_year": "grid_from",
    "programme_grid_until_year": "grid_until",
    "exemption_entry_year_2_to_9": "entry_year",
    "exam_unit_title_unique": "title",
    "exam_unit_coefficient_not_negative": "coefficient",
    "exam_unit_credits_positive": "credits",
    "programme_capacity_positive": "capacity",
    "programme_registration_dates_ordered": "registration_ends_on",
    "intake_dates_ordered": "ends_on",
    "intake_window_ordered": "applications_close_on",
    "bloc_title_unique": "title",
    "objective_level_1_or_2": "level",
    "exam_unit_code_unique": "code",
    "exam_paper_coefficient_not_negative": "coefficient",
    "further_study_level_1_to_8": "level",
    "key_figure_value_or_reason": "value",
    "key_figure_scale_of_its_kind": "scale",
    "key_figure_rate_0_to_100": "value",
    "key_figure_mark_within_scale": "value",
    "key_figure_national_within_scale": "national_value",
    "key_figure_horizon_known": "horizon",
    "key_figure_year_plausible": "year",
    "key_figure_n_positive": "n",
    "funding_scheme_code_unique": "code",
    "funding_option_price_not_negative": "amount",
    "funding_option_remaining_not_negative": "remaining_cost",
}


def constraints() -> dict[str, BaseConstraint]:
    return {
        constraint.name: constraint for model in MODELS for constraint in model._meta.constraints
    }


def test_every_table_of_the_sheet_is_put_to_the_test() -> None:
    """Add it to `DRAFT`, after the tables that it points at."""
    assert set(DRAFT) - {ReviewNote} == set(tables().values())


def test_every_constraint_is_put_to_the_test() -> None:
    assert set(BAD) == set(constraints())
    of_draft = {constraint.name for model in DRAFT for constraint in model._meta.constraints}
    assert set(BLAMED) == of_draft


@pytest.mark.parametrize("name", BAD)
def test_every_constraint_has_a_french_sentence_of_its_own(name: str) -> None:
    constraint = constraints()[name]
    message = str(constraint.violation_error_message)

    assert message != str(constraint.default_violation_error_message)
    assert message[0].isupper()
    assert message.endswith(".")
    assert [one.violation_error_message for one in constraints().values()].count(message) <= 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "make"),
    [
        pytest.param(name, make, id=f"{name}-{i}")
        for name in BAD
        for i, make in enumerate(BAD[name])
    ],
)
def test_bad_data_is_refused_with_that_sentence_and_by_the_database(
    programme: Programme, name: str, make: Callable[[Programme], models.Model]
) -> None:
    row = make(programme)

    with pytest.raises(ValidationError) as refused:
        row.validate_constraints()
    sentence = str(constraints()[name].violation_error_message) % {"name": name}
    assert refused.value.messages == [sentence]
    if name in BLAMED:
        assert set(refused.value.message_dict) == {BLAMED[name]}
    with pytest.raises(ValidationError):
        row.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        type(row)._base_manager.bulk_create([row])


@pytest.mark.django_db
@pytest.mark.parametrize(
    "make",
    [
        of_programme(level=1, start_month=1, end_month=12, hours=1, training_days=1, length=1,
                     length_unit="years", capacity=1),
        of_programme(level=8, start_month=12, end_month=1),
        of_programme(registered_on=date(2024, 1, 1), registration_ends_on=date(2024, 1, 1)),
        of_programme(registration_ends_on=date(2024, 1, 1)),
        lambda p: Intake(programme=p, starts_on=date(2026, 9, 1), ends_on=date(2026, 9, 1)),
        lambda p: Intake(programme=p, starts_on=date(2026, 9, 1), places=0,
                         applications_close_on=date(2026, 2, 28)),
        lambda p: ExamPaper(unit=unit(p), form="oral", coefficient=0),
        figure(value=0, year=1990, n=1),
        figure(value=100, year=2100),
        figure(kind="added_value", scale="points", value="-12.5"),
        figure(kind="added_value", scale="points", value="101", national_value="-101"),
        figure(kind="satisfaction", scale="out_of_5", value=5, national_value=0),
        figure(value=None, undisclosed="effectif inférieur à 20", national_value=100),
        lambda p: FundingOption(programme=p, scheme=scheme(), amount=0, remaining_cost=0),
        lambda p: Programme(centre=p.centre, slug=p.slug, short_title="BTS", full_title="Vente"),
    ],
)  # fmt: skip
def test_data_at_the_very_edge_is_accepted(
    programme: Programme, make: Callable[[Programme], models.Model]
) -> None:
    row = make(programme)

    row.full_clean()
    row.save()


@pytest.mark.django_db
def test_an_edition_of_each_state_is_accepted(programme: Programme) -> None:
    for row in (
        edition(programme),
        edition(programme, 1, withdrawn_at=NOON),
        edition(programme, 2),
        edition(programme, 3, current=True),
    ):
        row.validate_constraints()
        row.save()


@pytest.mark.django_db
def test_two_rows_may_change_places(programme: Programme) -> None:
    """There is no unique (parent, order), which would forbid a plain swap."""
    first = Bloc.objects.create(programme=programme, title="A", order=1)
    second = Bloc.objects.create(programme=programme, title="B", order=2)
    first.order, second.order = second.order, first.order
    first.save()
    second.save()

    assert [bloc.title for bloc in programme.blocs.all()] == ["B", "A"]


@pytest.mark.django_db
def test_an_intake_may_not_take_place_at_a_site_of_another_centre(programme: Programme) -> None:
    elsewhere = TrainingCentre.objects.create(name="Un autre CFA")
    site = Site.objects.create(centre=elsewhere, name="Nord", address="Agen")

    with pytest.raises(ValidationError) as refused:
        Intake(programme=programme, starts_on=date(2026, 9, 1), site=site).full_clean()
    assert refused.value.message_dict == {
        "site": ["Ce lieu est celui d’un autre centre de formation."]
    }


@pytest.mark.django_db
def test_deleting_a_bloc_keeps_the_unit_that_assessed_it(programme: Programme) -> None:
    bloc = Bloc.objects.create(programme=programme, title="Vente")
    assessed = ExamUnit.objects.create(programme=programme, code="U1", title="Vente")
    assessed.blocs.add(bloc)

    bloc.delete()

    assert not assessed.blocs.exists()


@pytest.mark.django_db
def test_what_others_rest_on_is_not_deleted(programme: Programme) -> None:
    site = Site.objects.create(centre=programme.centre, name="Nord", address="Agen")
    Intake.objects.create(programme=programme, starts_on=date(2026, 9, 1), site=site)
    cpf = scheme()
    FundingOption.objects.create(programme=programme, scheme=cpf)
    edition(programme).save()

    for row in (programme, programme.centre, site, cpf):
        with pytest.raises(ProtectedError):
            row.delete()


@pytest.mark.django_db
def test_a_programme_that_was_never_saved_as_an_edition_goes_with_its_rows(
    programme: Programme,
) -> None:
    draft = write_first(programme)

    draft.delete()

    left = {model.__name__ for model in DRAFT if model.objects.exists()}  # type: ignore[attr-defined]
    assert left == {"TrainingCentre", "Site", "FundingScheme"}


# What staff read

# Django's own default would say the same word.
SAME_IN_BOTH_LANGUAGES = {"Bloc", "Document"}


@pytest.mark.parametrize("model", MODELS, ids=ids)
def test_every_model_has_a_french_name(model: type[models.Model]) -> None:
    stated = model._meta.original_attrs
    default = model.__name__.lower()

    assert stated["verbose_name"]
    assert stated["verbose_name_plural"]
    if model.__name__ not in SAME_IN_BOTH_LANGUAGES:
        assert default not in str(stated["verbose_name"]).replace(" ", "")
        assert stated["verbose_name_plural"] != f"{stated['verbose_name']}s" or " " not in str(
            stated["verbose_name"]
        )
    assert str(stated["verbose_name"])[0].islower()


@pytest.mark.parametrize("model", MODELS, ids=ids)
def test_every_model_has_a_total_order(model: type[models.Model]) -> None:
    assert model._meta.ordering
    assert model._meta.ordering[-1] in {"pk", "-pk"}


# English words that are French ones too.
COGNATES = {
    "pages",
    "logo",
    "public",
    "score",
    "site",
    "coefficient",
    "source",
    "places",
    "option",
    "note",
    "introduction",
    "code",
    "situation",
}


@pytest.mark.parametrize("model", MODELS, ids=ids)
def test_every_field_has_a_french_label(model: type[models.Model]) -> None:
    unnamed = [
        field.name
        for field in [*model._meta.fields, *model._meta.many_to_many]
        if not field.primary_key
        and str(field.verbose_name) == field.name.replace("_", " ")
        and field.name not in COGNATES
    ]

    # « bloc » is the word in both.
    assert [name for name in unnamed if name != "bloc"] == []


# Their label says it all.
WITHOUT_HELP = {
    "TrainingCentre": {"website", "phone", "email", "disability_contact_phone",
                       "disability_contact_email", "qualiopi_number"},
    "Programme": {"cfd", "registry", "centre_role", "delivery_mode", "rules", "results",
                  "length_unit", "contact_phone", "contact_email"},
    "Intake": {"state"},
    "Bloc": {"title"},
    "ExamUnit": {"group"},
    "ExamPaper": {"form", "mode"},
    "Certifier": {"siret"},
    "Occupation": {"rome_label", "url"},
    "FurtherStudy": {"title", "url"},
    "KeyFigure": {"kind", "url"},
    "Requirement": {"kind"},
    "Document": {"kind"},
    "CommonDocument": {"kind"},
    "FundingScheme": {"url"},
    "ReviewNote": {"subject"},
}  # fmt: skip


@pytest.mark.parametrize("model", DRAFT, ids=ids)
def test_every_text_that_staff_write_says_where_it_goes(model: type[models.Model]) -> None:
    without = {
        field.name
        for field in model._meta.fields
        if isinstance(field, models.CharField | models.TextField)
        and field.editable
        and not field.help_text
    }

    assert without == WITHOUT_HELP.get(model.__name__, set())


@pytest.mark.parametrize("model", MODELS, ids=ids)
def test_help_is_a_french_sentence(model: type[models.Model]) -> None:
    helps = [str(field.help_text) for field in model._meta.fields if field.help_text]

    assert [text for text in helps if not text.endswith((".", "…"))] == []
    assert [text for text in helps if "'" in text or '"' in text] == []


@pytest.mark.django_db
@pytest.mark.parametrize("model", DRAFT, ids=ids)
def test_every_row_has_a_name_that_staff_can_read(
    programme: Programme, model: type[models.Model]
) -> None:
    draft = write_first(programme)
    ReviewNote.objects.create(programme=draft, subject="À vérifier", text="…")

    for row in model._default_manager.all():
        assert str(row)
        assert "object (" not in str(row)


# Natural keys


def write_first(programme: Programme) -> Programme:
    """The kept sheet as a draft of another centre's programme."""
    write_sheet(sheets.load(json.loads(FIRST.read_text(encoding="utf-8"))), programme)
    return programme


WITH_NATURAL_KEY = [TrainingCentre, Site, FundingScheme, Programme, Bloc, ExamUnit]


@pytest.mark.django_db
@pytest.mark.parametrize("model", WITH_NATURAL_KEY, ids=ids)
def test_a_natural_key_finds_its_row_again(programme: Programme, model: Any) -> None:
    write_first(programme)

    rows = list(model.objects.all())
    assert rows
    assert [model.objects.get_by_natural_key(*row.natural_key()) for row in rows] == rows


@pytest.mark.django_db
@pytest.mark.parametrize("format_", ["json", "jsonl"])
def test_a_whole_draft_survives_a_trip_through_fixtures(programme: Programme, format_: str) -> None:
    before = read_sheet(write_first(programme).pk)
    rows = [row for model in DRAFT for row in model._default_manager.order_by("pk")]
    fixture = serializers.serialize(
        format_, rows, use_natural_foreign_keys=True, use_natural_primary_keys=True
    )
    # Children without a natural key carry their number; a fixture written by hand has none.
    for model in reversed(DRAFT):
        model._default_manager.all().delete()
    for row in serializers.deserialize(format_, fixture):
        row.save()

    assert read_sheet(Programme.objects.get_by_natural_key("bts-ndrc").pk) == before


@pytest.mark.django_db
def test_loading_a_fixture_again_duplicates_nothing_that_has_a_natural_key(
    programme: Programme,
) -> None:
    write_first(programme)
    rows = [row for model in WITH_NATURAL_KEY for row in model._default_manager.all()]
    fixture = serializers.serialize(
        "json", rows, use_natural_foreign_keys=True, use_natural_primary_keys=True
    )

    for row in serializers.deserialize("json", fixture):
        row.save()

    assert [row for model in WITH_NATURAL_KEY for row in model._default_manager.all()] == rows


# Querysets that are sentences


@pytest.mark.django_db
def test_live_programmes_and_archived_ones(programme: Programme) -> None:
    old = Programme.objects.create(centre=programme.centre, slug="vieux", archived_at=NOON)

    assert list(Programme.objects.live()) == [programme]
    assert list(Programme.objects.archived()) == [old]
    assert old.is_archived
    assert not programme.is_archived
    assert Programme.objects.count() == 2, "the default manager hides nothing"


@pytest.mark.django_db
def test_review_notes_are_open_or_settled(programme: Programme) -> None:
    open_ = ReviewNote.objects.create(programme=programme, subject="A", text="…")
    settled = ReviewNote.objects.create(programme=programme, subject="B", text="…", settled_at=NOON)

    assert list(ReviewNote.objects.open()) == [open_]
    assert list(ReviewNote.objects.settled()) == [settled]
    assert open_.is_open
    assert not settled.is_open


@pytest.mark.django_db
def test_editions_are_listed_by_title_without_opening_a_sheet(
    programme: Programme, django_assert_num_queries: Any
) -> None:
    other = Programme.objects.create(centre=programme.centre, slug="art", short_title="Art")
    edition(programme, 1, current=True, sort_key="zoo").save()
    edition(programme).save()
    edition(other, 1, current=True, sort_key="ecole").save()
    edition(other, 2).save()

    assert Edition.objects.published().count() == 3
    with django_assert_num_queries(1):
        cards = list(Edition.objects.current().for_cards())
        assert [card.sort_key for card in cards] == ["ecole", "zoo"]
    assert cards[0].get_deferred_fields() == {"sheet", "search_text"}


@pytest.mark.django_db
def test_a_coefficient_is_summed_without_drift(programme: Programme) -> None:
    assessed = unit(programme)
    for _ in range(3):
        ExamPaper.objects.create(unit=assessed, form="oral", coefficient="0.10")
    ExamPaper.objects.create(unit=assessed, form="oral", coefficient="1.30")

    assert str(ExamUnit.objects.get(pk=assessed.pk).weight) == "1.60"
