"""The first content: loaded once, never over what staff did, faithful to the brochure."""

import re
from collections.abc import Callable
from html import unescape
from io import StringIO
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db.models import Model
from django.test import Client

from admissions.models import Exemption, FundingOption, FundingScheme, Requirement
from catalogue.life import publishing, seeding
from catalogue.life.draft import read_sheet, tables
from catalogue.life.reading import Refused
from catalogue.life.seeding import EXAMPLES, FIXTURES, seed
from programmes import sheet as sheets
from programmes.models import (
    Bloc,
    Edition,
    ExamPaper,
    ExamUnit,
    FurtherStudy,
    KeyFigure,
    Objective,
    Occupation,
    Programme,
    ReviewNote,
    TrainingCentre,
)
from programmes.models.ordering import OrderedRow
from programmes.sheet import Sheet, children
from programmes.vocabulary import BlocKind, ObjectiveLevel, PaperForm, UnitGroup
from tests.seeded import seeded

from . import brochure
from .page_text import PageText

pytestmark = pytest.mark.django_db

OUR_APPS = ("programmes", "admissions")


def everything() -> dict[str, list[dict[str, object]]]:
    """Every row of every table, links between rows included."""
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values())
        for model in apps.get_models(include_auto_created=True)
    }


def our_rows() -> list[Model]:
    return [
        row
        for app in OUR_APPS
        for model in apps.get_app_config(app).get_models()
        for row in model._base_manager.all()
    ]


def seed_command() -> str:
    output = StringIO()
    call_command("seed", stdout=output)
    return output.getvalue().replace("\u202f", " ")


@pytest.fixture
def edition() -> Edition:
    return seeded()


@pytest.fixture
def programme(edition: Edition) -> Programme:
    return edition.programme


@pytest.fixture
def sheet(edition: Edition) -> Sheet:
    return sheets.load(edition.sheet)


@pytest.fixture
def html(edition: Edition, client: Client) -> str:
    response = client.get("/formations/bts-ndrc/")
    assert response.status_code == 200
    return response.content.decode()


# --- Once, and only once


def test_an_empty_catalogue_gets_the_bts_ndrc_online_as_edition_1(edition: Edition) -> None:
    assert edition.slug == "bts-ndrc"
    assert edition.number == 1
    assert edition.current
    assert edition.author is None


def test_the_command_says_what_it_did_then_why_it_changes_nothing() -> None:
    first = seed_command()
    before = everything()
    second = seed_command()

    assert "BTS NDRC" in first
    assert "édition n° 1 en ligne" in first
    assert "rien n’a été changé, car le catalogue contient déjà 1 formation" in second
    assert everything() == before


def edit_a_fact(programme: Programme) -> None:
    Programme.objects.update(hours=1400, slug="bts-ndrc-agen")
    ExamPaper.objects.update(coefficient=2)


def delete_a_bloc(programme: Programme) -> None:
    programme.blocs.all()[0].delete()


def delete_a_note(programme: Programme) -> None:
    programme.review_notes.all()[0].delete()


def delete_every_note(programme: Programme) -> None:
    ReviewNote.objects.all().delete()


def delete_every_funding_scheme(programme: Programme) -> None:
    FundingOption.objects.all().delete()
    FundingScheme.objects.all().delete()


def delete_every_child(programme: Programme) -> None:
    for model in (
        Exemption, ExamUnit, Bloc, Requirement, FundingOption, Occupation, FurtherStudy,
        KeyFigure, ReviewNote,
    ):  # fmt: skip
        model._base_manager.all().delete()


def archive(programme: Programme) -> None:
    publishing.archive(programme)


@pytest.mark.parametrize(
    "change",
    [
        edit_a_fact,
        delete_a_bloc,
        delete_a_note,
        delete_every_note,
        delete_every_funding_scheme,
        delete_every_child,
        archive,
    ],
)
def test_what_staff_did_is_never_undone(
    programme: Programme, change: Callable[[Programme], None]
) -> None:
    change(programme)
    before = everything()

    assert seed() is None
    assert everything() == before


@pytest.mark.parametrize(
    "begin",
    [
        lambda: TrainingCentre.objects.create(name="Autre centre"),
        lambda: FundingScheme.objects.create(code="cpf", name="CPF"),
        lambda: Programme.objects.create(
            centre=TrainingCentre.objects.create(name="Autre centre"),
            slug="cap-cuisine",
            short_title="CAP",
            full_title="Cuisine",
        ),
    ],
    ids=["centre", "scheme", "programme"],
)
def test_a_catalogue_that_staff_began_is_left_alone(begin: Callable[[], Model]) -> None:
    begin()
    before = everything()

    assert seed() is None
    assert everything() == before


def test_a_publication_that_fails_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object) -> None:
        assert Programme.objects.exists(), "rows are loaded before they are published"
        raise Refused("non")

    monkeypatch.setattr(seeding, "publish", refuse)
    before = everything()

    with pytest.raises(Refused):
        seed()

    assert everything() == before


# --- The fixtures


def test_loaddata_alone_fills_an_empty_database() -> None:
    call_command("loaddata", *FIXTURES, verbosity=0)

    programme = Programme.objects.get()
    assert len(read_sheet(programme.pk).exam_units) == 7
    assert not Edition.objects.exists()
    # The sequences are right: the next row finds a free number.
    Requirement.objects.create(programme=programme, text="Avoir le permis B")
    Objective.objects.create(bloc=programme.blocs.all()[0], text="Conclure")


def test_every_fixture_is_loaded() -> None:
    folder = Path(settings.BASE_DIR) / "fixtures"

    files = {str(file.relative_to(folder).with_suffix("")) for file in folder.rglob("*.yaml")}

    assert files == {*FIXTURES, *EXAMPLES}
    for names in (FIXTURES, EXAMPLES):
        assert len(names) == len(set(names))


@pytest.mark.parametrize("name", sorted({*FIXTURES, *EXAMPLES}))
def test_fixtures_name_rows_by_what_people_call_them(name: str) -> None:
    text = (Path(settings.BASE_DIR) / "fixtures" / f"{name}.yaml").read_text()

    rows = yaml.safe_load(text)

    assert rows
    assert all(set(row) == {"model", "fields"} for row in rows)
    assert not {"\u202f", "\u00a0"} & set(text), "typography is the renderer's work"


def test_every_row_is_one_that_staff_could_save(edition: Edition) -> None:
    rows = our_rows()

    for row in rows:
        if isinstance(row, Edition):
            # Made by publishing.py, never by a form.
            row.clean_fields(
                exclude=[f.name for f in row._meta.fields if not getattr(row, f.attname)]
            )
            row.validate_constraints()
        else:
            row.full_clean()

    assert len(rows) > 130


def test_siblings_are_in_order(programme: Programme) -> None:
    families = [
        *(
            getattr(programme, name).all()
            for name, part in children(Sheet).items()
            if issubclass(tables()[part], OrderedRow)
        ),
        *(bloc.objectives.all() for bloc in programme.blocs.all()),
        *(unit.papers.all() for unit in programme.exam_units.all()),
    ]

    for family in families:
        assert [row.order for row in family] == list(range(1, len(family) + 1))


def test_apostrophes_are_typographic(sheet: Sheet) -> None:
    written = brochure.texts(sheets.dump(sheet))
    notes = ReviewNote.objects.values_list("subject", "text")

    assert not [text for text in written if "'" in text]
    assert not [text for note in notes for text in note if "'" in text]


# --- Faithful to the brochure


def test_every_fact_of_the_brochure_is_in_the_sheet(sheet: Sheet) -> None:
    assert len(brochure.FACTS) >= 90

    assert [fact.read for fact in brochure.FACTS if not fact.holds(sheet)] == []


def test_every_fact_of_the_brochure_is_read_on_the_page(html: str) -> None:
    page = brochure.plain(PageText(html).text)

    assert [fact.read for fact in brochure.OFFERED if brochure.plain(fact.read) not in page] == []


def test_no_markup_is_read_on_the_page(html: str) -> None:
    assert re.findall(r"</?\w+[^>]*>", PageText(html).text) == []


def test_every_link_of_the_brochure_is_on_the_page(html: str) -> None:
    assert [link for link in brochure.LINKS if link not in PageText(html).links] == []


def test_official_titles_are_exact(sheet: Sheet) -> None:
    assert sheet.full_title == "Négociation et digitalisation de la relation client"
    assert [row.name for row in sheet.certifiers] == [
        "Ministère de l’Enseignement supérieur et de la Recherche"
    ]
    assert [(unit.code, unit.title) for unit in sheet.exam_units] == [
        (code, title) for code, title, _ in brochure.EXAM
    ]
    assert [(bloc.title, bloc.kind) for bloc in sheet.blocs] == [
        (title, kind) for title, (kind, _) in brochure.BLOCS.items()
    ]
    assert [bloc.number for bloc in sheet.blocs if bloc.kind is BlocKind.PROFESSIONAL] == [1, 2, 3]


def test_the_ten_objectives_are_those_of_the_brochure_in_its_order(sheet: Sheet) -> None:
    assert tuple(objective.text for objective in sheet.objectives) == brochure.OBJECTIVES


def test_the_ten_objectives_come_in_that_order_on_the_page(html: str) -> None:
    section = read_section(html, "programme", "examen")

    places = [section.find(brochure.plain(text)) for text in brochure.OBJECTIVES]

    assert -1 not in places
    assert places == sorted(places)


def test_every_bloc_has_its_objectives(sheet: Sheet) -> None:
    for bloc in sheet.blocs:
        main = [o.text for o in bloc.objectives if o.level is ObjectiveLevel.MAIN]
        assert tuple(main) == brochure.BLOCS[bloc.title][1]
    culture = next(b for b in sheet.blocs if b.title == "Culture générale et expression")
    # The details stand under the last objective: « Communiquer oralement ».
    assert tuple(o.text for o in culture.objectives[-2:]) == brochure.DETAILS
    assert culture.objectives[-3].text == "Communiquer oralement"


def test_papers_have_the_durations_and_coefficients_that_the_brochure_prints(
    sheet: Sheet,
) -> None:
    papers = {
        unit.code: [
            (
                paper.form,
                int(paper.coefficient or 0),
                paper.duration_minutes,
                paper.preparation_minutes,
            )
            for paper in unit.papers
        ]
        for unit in sheet.exam_units
    }

    assert papers == {
        code: [
            (paper.form, paper.coefficient, minutes(paper.duration), minutes(paper.preparation))
            for paper in expected
        ]
        for code, _, expected in brochure.EXAM
    }
    assert sheet.total_coefficient == 23


def minutes(duration: str | None) -> int | None:
    if duration is None:
        return None
    number, unit = duration.split()
    return int(number) * (60 if unit == "h" else 1)


def test_each_exam_unit_shows_its_papers_on_the_page(html: str) -> None:
    section = read_section(html, "examen", "evaluation")
    titles = [brochure.plain(title) for _, title, _ in brochure.EXAM]
    places = [*(section.rfind(title) for title in titles), len(section)]
    rows = [section[start:end] for start, end in pairwise(places)]

    for (_, title, papers), row in zip(brochure.EXAM, rows, strict=True):
        for paper in papers:
            form = {PaperForm.WRITTEN: "écrit", PaperForm.ORAL: "oral"}[paper.form]
            for word in (form, str(paper.coefficient), paper.duration, paper.preparation):
                assert word is None or re.search(rf"\b{word}\b", row), f"{title}: {word}"


def test_units_assess_the_blocs_they_should(sheet: Sheet) -> None:
    numbers = {bloc.title: bloc.number for bloc in sheet.blocs}
    assessed = {unit.code: numbers.get("".join(unit.blocs)) for unit in sheet.exam_units}

    assert assessed == {
        "U1": None, "U2": None, "U3": None, "U4": 1, "U5": 2, "U6": 3, "UF1": None,
    }  # fmt: skip
    assert [unit.code for unit in sheet.exam_units if unit.group is UnitGroup.PROFESSIONAL] == [
        "U4",
        "U5",
        "U6",
    ]


def test_exemptions_name_their_units(sheet: Sheet) -> None:
    assert [(row.acquired_units, row.units) for row in sheet.exemptions] == [
        (True, ()),
        (True, ()),
        (False, ("U1", "U2")),
        (False, ("U3",)),
    ]


def test_occupations_keep_family_code_label_and_link(sheet: Sheet) -> None:
    assert tuple(
        (row.family, row.title, row.rome_code, row.rome_label, row.url) for row in sheet.occupations
    ) == tuple(brochure.OCCUPATIONS)


def test_further_studies_keep_title_and_link(sheet: Sheet) -> None:
    assert tuple((row.title, row.url) for row in sheet.further_studies) == brochure.FURTHER_STUDIES


def test_the_eight_rates_claim_no_cohort_nor_source(sheet: Sheet) -> None:
    assert [(row.kind, row.year, str(row.value)) for row in sheet.key_figures] == [
        (kind, year, f"{float(value):.2f}") for kind, year, value, _ in brochure.RATES
    ]
    assert {(row.n, row.cohort, row.source, row.url) for row in sheet.key_figures} == {
        (None, "", "", "")
    }


def test_only_learners_under_contract_have_nothing_left_to_pay(sheet: Sheet) -> None:
    assert [
        (row.scheme.code, row.scheme.name, row.scheme.former_name, row.amount)
        for row in sheet.funding_options
    ] == [
        (code, name, former, None if price is None else int(price))
        for code, name, former, price in brochure.FUNDING
    ]
    for row in sheet.funding_options:
        under_contract = row.scheme.is_work_study
        assert row.remaining_cost == (0 if under_contract else None)
        assert row.payer == ("l’OPCO de l’entreprise" if under_contract else "")
        assert row.priced_on is None


def test_nothing_is_invented(sheet: Sheet) -> None:
    centre = sheet.centre.model_dump(
        exclude={"name", "uai", "academy", "website", "accessibility", "inserjeunes_url"}
    )

    assert not any(centre.values())
    assert not any((sheet.nsf, sheet.formacodes, sheet.access_delay, sheet.intakes))
    assert not any(bloc.official_number for bloc in sheet.blocs)


def test_the_lead_fits_a_card(sheet: Sheet) -> None:
    assert 0 < len(sheet.lead) <= 200


# --- Review notes


@pytest.mark.parametrize(
    "word",
    [
        "U5", "Langue vivante 2", "LV1", "UF1", "moyenne", "Nom du centre", "UAI", "CFD",
        "Numéros officiels", "NSF", "SIRET", "Qualiopi", "Mentions légales", "Adresse",
        "Contact", "Référent handicap", "Délai d’accès", "Rentrées", "NRC", "Tarifs sans date",
        "Aucun reste à charge", "changé de nom", "Pro-A", "C1203", "C1201", "E1101", "en double",
        "Poursuites d’études", "années et effectifs", "source", "Insertion", "Rupture",
        "satisfaction", "Valeur ajoutée", "mise à jour", "au choix",
    ],
)  # fmt: skip
def test_each_doubt_of_the_brochure_has_an_open_note(programme: Programme, word: str) -> None:
    notes = programme.review_notes.open()

    assert [note for note in notes if word.casefold() in note.subject.casefold()]


def test_notes_have_distinct_subjects_and_say_something(programme: Programme) -> None:
    notes = programme.review_notes.all()

    assert len({note.subject for note in notes}) == len(notes)
    assert all(len(note.text) > 80 for note in notes)


def test_review_notes_never_appear_on_the_page(programme: Programme, html: str) -> None:
    page = brochure.plain(unescape(html))

    for note in programme.review_notes.all():
        assert brochure.plain(note.subject) not in page
        assert brochure.plain(note.text)[:60] not in page


def read_section(html: str, anchor: str, following: str) -> str:
    return brochure.plain(PageText(html).between(anchor, following))
