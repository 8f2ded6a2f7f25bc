"""Draft tables ↔ sheet: whatever is written is read back, and shared rows stay as they are."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings

from admissions.models import Exemption, FundingOption, FundingScheme, Requirement
from catalogue.life.draft import for_sheet, read_sheet, write_sheet
from programmes import sheet as sheets
from programmes.models import (
    Bloc,
    ExamPaper,
    ExamUnit,
    Intake,
    Objective,
    Occupation,
    Programme,
    Site,
    TrainingCentre,
)
from programmes.sheet import Sheet, fingerprint
from tests.environment import ROOT
from tests.strategies import any_sheet

pytestmark = pytest.mark.django_db


@pytest.fixture
def sheet() -> Sheet:
    kept = ROOT / "tests" / "programmes" / "first_generation_sheet.json"
    return sheets.load(json.loads(kept.read_text(encoding="utf-8")))


def changed(sheet: Sheet, **values: Any) -> Sheet:
    return sheets.load({**sheets.dump(sheet), **values})


def written(sheet: Sheet) -> Programme:
    programme = Programme()
    write_sheet(sheet, programme)
    return programme


@contextmanager
def undone() -> Iterator[None]:
    """Each example starts from an empty catalogue."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


# Whatever is written is read back


@given(any_sheet())
@settings(max_examples=settings().max_examples * 2)
def test_any_sheet_written_to_the_draft_is_read_back_the_same(sheet: Sheet) -> None:
    with undone():
        programme = Programme()
        differences = write_sheet(sheet, programme)
        read = read_sheet(programme.pk)

        assert read == sheet
        assert fingerprint(read) == fingerprint(sheet)
        assert sheets.dump(read) == sheets.dump(sheet)
        assert differences == []


@given(any_sheet(), any_sheet())
def test_writing_over_another_draft_leaves_nothing_of_it(old: Sheet, new: Sheet) -> None:
    # Shared rows stay by design, so both are of one centre, and share no scheme by chance.
    new = new.model_copy(
        update={
            "centre": old.centre,
            "intakes": tuple(row.model_copy(update={"site": None}) for row in new.intakes),
            "funding_options": tuple(
                row.model_copy(
                    update={
                        "scheme": row.scheme.model_copy(update={"code": f"new-{index}"}),
                        "intake": None,
                        "site": None,
                    }
                )
                for index, row in enumerate(new.funding_options)
            ),
        }
    )
    with undone():
        programme = written(old)
        key = programme.pk

        assert write_sheet(new, programme) == []

        assert programme.pk == key
        assert read_sheet(key) == new
        assert Programme.objects.count() == 1
        assert orphans() == []


def orphans() -> list[str]:
    """Children whose parent is another programme's or nobody's."""
    return [
        model.__name__
        for model, path in (
            (Objective, "bloc__programme"),
            (ExamPaper, "unit__programme"),
            (ExamUnit, "programme"),
            (Exemption.units.through, "exemption__programme"),
        )
        if model._default_manager.filter(**{path: None}).exists()
    ]


@given(any_sheet())
@settings(max_examples=settings().max_examples // 2)
def test_writing_twice_changes_nothing_more(sheet: Sheet) -> None:
    with undone():
        programme = written(sheet)
        counts = {model: model._default_manager.count() for model in TABLES}

        assert write_sheet(sheet, programme) == []
        assert write_sheet(sheet, Programme.objects.get(pk=programme.pk)) == []

        assert read_sheet(programme.pk) == sheet
        assert {model: model._default_manager.count() for model in TABLES} == counts


TABLES: list[Any] = [
    TrainingCentre, Site, FundingScheme, Programme, Intake, Bloc, Objective, ExamUnit, ExamPaper,
    Exemption, Exemption.units.through, FundingOption, Requirement, Occupation,
]  # fmt: skip


@given(any_sheet())
@settings(max_examples=settings().max_examples // 2)
def test_a_sheet_from_a_stored_edition_is_written_the_same(sheet: Sheet) -> None:
    with undone():
        programme = written(sheets.load(json.loads(json.dumps(sheets.dump(sheet)))))

        assert fingerprint(read_sheet(programme.pk)) == fingerprint(sheet)


def test_writing_through_a_programme_read_with_its_rows_forgets_them(sheet: Sheet) -> None:
    programme = for_sheet(Programme.objects.all()).get(pk=written(sheet).pk)

    write_sheet(changed(sheet, occupations=[], requirements=[]), programme)

    assert not programme.occupations.all()
    assert sheets.read(programme).occupations == ()


def test_a_write_that_fails_leaves_the_draft_as_it_was(sheet: Sheet) -> None:
    programme = written(sheet)
    figures = [row.model_copy(update={"year": 24}) for row in sheet.key_figures]
    impossible = sheet.model_copy(update={"lead": "Autre", "key_figures": tuple(figures)})

    with pytest.raises(Exception, match="key_figure_year_plausible"), transaction.atomic():
        write_sheet(impossible, programme)

    assert read_sheet(programme.pk) == sheet


def test_another_programme_of_the_same_centre_is_left_alone(sheet: Sheet) -> None:
    neighbour = written(changed(sheet, slug="voisine"))
    programme = written(sheet)

    write_sheet(changed(sheet, blocs=[], exam_units=[], exemptions=[], intakes=[]), programme)

    assert read_sheet(neighbour.pk) == changed(sheet, slug="voisine")


def test_the_order_of_the_rows_is_the_order_of_the_sheet(sheet: Sheet) -> None:
    stored = sheets.dump(sheet)
    backwards = {
        key: stored[key][::-1]
        for key in ("blocs", "exam_units", "occupations", "key_figures", "requirements")
    }
    programme = written(sheet)

    write_sheet(changed(sheet, **backwards, exemptions=[]), programme)

    assert [bloc.title for bloc in programme.blocs.all()] == [
        row["title"] for row in backwards["blocs"]
    ]
    assert read_sheet(programme.pk) == changed(sheet, **backwards, exemptions=[])


def test_units_of_an_exemption_follow_the_exam_whatever_order_they_were_chosen_in(
    sheet: Sheet,
) -> None:
    exemptions = sheets.dump(sheet)["exemptions"]
    exemptions[0]["units"] = ["U5", "U1"]

    programme = written(changed(sheet, exemptions=exemptions))

    assert read_sheet(programme.pk).exemptions[0].units == ("U1", "U5")


def test_a_draft_in_memory_and_one_in_the_database_have_one_fingerprint(sheet: Sheet) -> None:
    programme = written(sheet)
    paper = ExamPaper.objects.filter(unit__programme=programme).first()
    assert paper

    for text in ("3", "3.0", "3.00"):
        ExamPaper.objects.filter(pk=paper.pk).update(coefficient=text)
        assert fingerprint(read_sheet(programme.pk)) == fingerprint(sheet)


# Shared rows


def test_an_empty_database_gets_the_shared_rows(sheet: Sheet) -> None:
    assert write_sheet(sheet, Programme()) == []

    centre = TrainingCentre.objects.get()
    assert centre.name == "CFA de l’Exemple"
    assert [site.name for site in centre.sites.all()] == ["Campus du Nord", "Campus du Sud"]
    assert set(FundingScheme.objects.values_list("code", flat=True)) == {
        "apprentissage",
        "france-travail",
    }


def test_shared_rows_stay_as_they_are_and_each_difference_is_told(sheet: Sheet) -> None:
    programme = written(sheet)
    TrainingCentre.objects.update(
        phone="", qualiopi_expires_on=date(2030, 6, 30), opening_hours="le matin"
    )
    Site.objects.filter(name="Campus du Sud").update(access="Tramway A")
    FundingScheme.objects.filter(code="france-travail").update(
        name="Guichet unique", is_work_study=True
    )

    differences = write_sheet(sheet, programme)

    assert sorted(differences) == [
        (
            "centre, certificat Qualiopi, échéance : « 30/06/2030 » aujourd’hui, "
            "« 30/06/2027 » dans cette édition."
        ),
        (
            "centre, horaires d’accueil : « le matin » aujourd’hui, "
            "« du lundi au vendredi, de 8 h 30 à 17 h 30 » dans cette édition."
        ),
        "centre, téléphone : « vide » aujourd’hui, « 05 00 00 00 00 » dans cette édition.",
        (
            "dispositif « France Travail », contrat en alternance : « oui » aujourd’hui, "
            "« non » dans cette édition."
        ),
        (
            "dispositif « France Travail », nom actuel : « Guichet unique » aujourd’hui, "
            "« France Travail » dans cette édition."
        ),
        (
            "lieu « Campus du Sud », accès : « Tramway A » aujourd’hui, "
            "« À 10 minutes de la gare. » dans cette édition."
        ),
    ]
    centre = TrainingCentre.objects.get()
    assert (centre.phone, centre.opening_hours) == ("", "le matin")
    assert Site.objects.get(name="Campus du Sud").access == "Tramway A"
    assert FundingScheme.objects.get(code="france-travail").name == "Guichet unique"


def test_a_renamed_centre_is_not_made_again(sheet: Sheet) -> None:
    programme = written(sheet)
    TrainingCentre.objects.update(name="Le nouveau nom")

    differences = write_sheet(sheet, programme)

    assert differences == [
        (
            "centre, nom d’usage : « Le nouveau nom » aujourd’hui, "
            "« CFA de l’Exemple » dans cette édition."
        ),
    ]
    assert TrainingCentre.objects.get().name == "Le nouveau nom"
    assert Site.objects.count() == 2
    assert read_sheet(programme.pk).centre.name == "Le nouveau nom"


def test_a_site_that_an_intake_needs_is_made_again_and_told(sheet: Sheet) -> None:
    programme = written(changed(sheet, intakes=[]))
    Site.objects.filter(name="Campus du Nord").delete()

    differences = write_sheet(sheet, programme)

    assert differences == ["lieu « Campus du Nord » : recréé pour une rentrée."]
    assert [row.site for row in read_sheet(programme.pk).intakes] == [
        row.site for row in sheet.intakes
    ]


def test_a_site_that_nobody_needs_is_not_made_again(sheet: Sheet) -> None:
    programme = written(changed(sheet, intakes=[]))
    Site.objects.all().delete()

    assert write_sheet(changed(sheet, intakes=[]), programme) == [
        "lieu « Campus du Nord » : absent aujourd’hui.",
        "lieu « Campus du Sud » : absent aujourd’hui.",
    ]
    assert not Site.objects.exists()


def test_an_absent_scheme_is_made_again(sheet: Sheet) -> None:
    programme = written(changed(sheet, funding_options=[]))
    FundingScheme.objects.all().delete()

    write_sheet(sheet, programme)

    assert FundingScheme.objects.count() == 2
    assert read_sheet(programme.pk).funding_options == sheet.funding_options


def test_a_second_programme_shares_the_rows_of_the_first(sheet: Sheet) -> None:
    written(sheet)
    second = written(changed(sheet, slug="autre"))

    assert TrainingCentre.objects.count() == 1
    assert Site.objects.count() == 2
    assert FundingScheme.objects.count() == 2
    assert read_sheet(second.pk) == changed(sheet, slug="autre")


# The cost of reading


def test_reading_costs_the_same_number_of_queries_whatever_the_rows(sheet: Sheet) -> None:
    stored = sheets.dump(sheet)
    one = changed(
        sheet,
        **{
            **{name: stored[name][:1] for name in sheets.children(sheets.Sheet)},
            "exam_units": [{**stored["exam_units"][0], "blocs": []}],
            "exemptions": [{**stored["exemptions"][0], "units": ["U1"], "blocs": []}],
        },
    )
    many = changed(
        sheet,
        slug="grande",
        blocs=[
            {**row, "title": f"{row['title']} {i}"} for row in stored["blocs"] for i in range(9)
        ],
        exam_units=[
            {**row, "code": f"{row['code']}-{i}", "blocs": []}
            for row in stored["exam_units"]
            for i in range(9)
        ],
        exemptions=[
            {**stored["exemptions"][0], "units": [f"U1-{i}" for i in range(9)]} for _ in range(9)
        ],
        key_figures=stored["key_figures"] * 9,
        occupations=stored["occupations"] * 9,
    )

    def queries(programme: Programme) -> int:
        with CaptureQueriesContext(connection) as captured:
            read_sheet(programme.pk)
        return len(captured)

    small, large = written(one), written(many)
    assert queries(small) == queries(large) <= 20


def test_reading_fifty_programmes_costs_what_one_costs(
    sheet: Sheet, django_assert_max_num_queries: Any
) -> None:
    for number in range(5):
        written(changed(sheet, slug=f"formation-{number}"))

    with django_assert_max_num_queries(20):
        read = [sheets.read(programme) for programme in for_sheet(Programme.objects.all())]

    assert len(read) == 5
