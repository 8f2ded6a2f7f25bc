"""Each public reads how it is assessed and how it starts: on page, paper, form, in a file."""

import json
import re
from typing import Any, Final

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import models
from django.test import Client

from catalogue.life.draft import read_sheet, tables, write_sheet
from catalogue.life.transfer.file import NotASheet, sheet_in, written
from catalogue.life.transfer.receiving import receive
from catalogue.outputs.pdf.data import paper_data
from programmes import sheet as sheets
from programmes.comparison import compare
from programmes.kinds import Kind, profile_of
from programmes.models import ExamPaper, Programme
from programmes.sheet import Sheet, children
from tests import factories
from tests.catalogue.admin_page import add_row, first_page, form_of, save
from tests.catalogue.outputs.papers import paper as printed_file
from tests.catalogue.outputs.papers import text
from tests.catalogue.page_text import plain
from tests.catalogue.test_kinds_told import exam_of, paper_of, printed
from tests.catalogue.test_programme_page import TODAY, html_of, read, read_section, unit

MODE: Final = "« ponctuel ou CCF, selon le candidat »"


def note(said: str, *publics: str) -> dict[str, Any]:
    return {"publics": list(publics), "text": said}


def starting(*notes: dict[str, Any], **changes: Any) -> Sheet:
    return factories.bare_sheet(start_notes=list(notes), **changes)


def assessed(*publics: str) -> Sheet:
    papers = [paper_of(mode="by_public", in_course_for=list(publics))]
    return exam_of(exam_units=[unit(papers=papers)])


# How one is assessed


def test_page_and_paper_say_who_is_assessed_in_course() -> None:
    sheet = assessed("apprentices", "students")
    said = "CCF : apprentis et étudiants ; ponctuel : autres candidats"

    assert said in read_section(sheet, "examen")
    assert "CCF : contrôle en cours de formation." in read_section(sheet, "examen")
    (group,) = printed(sheet, "exam")["compulsory"]
    assert group["units"][0]["papers"][0]["mode"] == said
    assert said in plain(text(printed_file(sheet, published_on=TODAY)))


def test_where_nobody_is_named_it_depends_on_the_candidate_as_before() -> None:
    assert "ponctuel ou CCF, selon le candidat" in read_section(assessed(), "examen")


@pytest.mark.parametrize("kind", [Kind.TITRE_PRO, Kind.CQP, Kind.CERTIFICATION])
def test_where_there_is_no_exam_nobody_is_asked_for_a_way_to_pass_it(kind: Kind) -> None:
    profile = profile_of(kind)

    for name in ("mode", "in_course_for"):
        assert not profile.has(f"exam_units.papers.{name}")
    assert profile_of(Kind.BTS).has("exam_units.papers.in_course_for")


@pytest.mark.parametrize("mode", ["final", "in_course", None])
def test_a_paper_that_depends_on_nobody_names_no_public(mode: str | None) -> None:
    stored = json.loads(written(assessed("apprentices")))
    stored["exam_units"][0]["papers"][0]["mode"] = mode

    with pytest.raises(NotASheet) as caught:
        sheet_in(json.dumps(stored).encode())

    (fault,) = caught.value.faults
    assert plain(fault.place).startswith("Unité 1 › partie d’épreuve 1")
    assert MODE in plain(fault.text)


# How one starts


def test_page_and_paper_say_what_each_public_must_know_to_start() -> None:
    sheet = starting(
        note("Signer d’abord un contrat avec une entreprise.", "apprentices", "pro_contract"),
        note("Sans cours au centre : s’inscrire à l’examen.", "free_candidates"),
    )

    text_of_page = read_section(sheet, "duree")
    for said in (
        "Pour commencer Apprentis et contrat de professionnalisation Signer d’abord un contrat",
        "Candidats libres Sans cours au centre : s’inscrire à l’examen.",
    ):
        assert said in text_of_page
    assert said in plain(text(printed_file(sheet, published_on=TODAY)))
    rows = printed(sheet, "duration")["start_notes"]
    assert [row["label"] for row in rows] == [
        "Apprentis et contrat de professionnalisation",
        "Candidats libres",
    ]


def test_what_no_public_is_told_leaves_no_trace() -> None:
    bare = starting(start_month=9)

    assert "Pour commencer" not in read(bare)
    assert "Pour commencer" not in plain(text(printed_file(bare, published_on=TODAY)))


def test_a_note_alone_has_its_section() -> None:
    sheet = starting(note("D’abord un appel.", "all"))

    assert "Tous D’abord un appel." in read_section(sheet, "duree")


def test_what_is_typed_stays_text() -> None:
    html = html_of(starting(note("<b>gras</b>", "employees")))

    assert "&lt;b&gt;gras&lt;/b&gt;" in html


# What changed


def test_a_comparison_names_the_note_and_who_is_assessed_in_course() -> None:
    before = starting(note("Signer un contrat.", "apprentices"))
    after = starting(note("Signer d’abord un contrat.", "apprentices"))

    (change,) = compare(before, after).changes
    assert plain(f"{change.label}") == "Consigne d’entrée « apprentis » : consigne"
    (moved,) = compare(assessed("apprentices"), assessed("apprentices", "students")).changes
    assert (moved.aspect, moved.new) == ("publics en CCF", "apprentis et étudiants")


def test_an_edition_of_version_3_shows_the_same_and_is_not_marked() -> None:
    """A deploy adds nothing that anybody said."""
    now = assessed()
    stored = sheets.dump(now) | {"version": 3}
    del stored["start_notes"]
    for one in stored["exam_units"]:
        for paper in one["papers"]:
            del paper["in_course_for"]

    old = sheets.load(stored)

    assert old == now
    assert sheets.fingerprint(old) == sheets.fingerprint(now)
    assert html_of(old) == html_of(now)


# In a file


@pytest.mark.django_db
def test_both_are_carried_by_export_and_import() -> None:
    sheet = assessed("apprentices").model_copy(
        update={"start_notes": starting(note("Un appel.", "employees")).start_notes}
    )
    programme = Programme()

    receive(sheet_in(written(sheet).encode()), programme, lambda _right: True)

    back = read_sheet(programme.pk)
    assert (back.start_notes, back.exam_units) == (sheet.start_notes, sheet.exam_units)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"publics": []}, "publics concernés: au moins un public."),
        ({"publics": ["voisins"]}, "publics concernés 1: choix inconnu"),
        ({"publics": ["employees", "apprentices"]}, "publics concernés: Les publics sont ceux"),
        ({"text": ""}, "consigne: Ce champ"),
        ({"text": "x" * 301}, "consigne: 300 caractères au plus."),
    ],
)
def test_a_file_is_refused_at_the_place_of_what_is_wrong(
    changes: dict[str, Any], said: str
) -> None:
    stored = json.loads(written(starting(note("Un appel.", "employees"))))
    stored["start_notes"][0] |= changes

    with pytest.raises(NotASheet) as caught:
        receive(sheet_in(json.dumps(stored).encode()), Programme(), lambda _right: True)

    (fault,) = caught.value.faults
    assert plain(f"{fault.place}: {fault.text}").startswith("Consigne d’entrée 1 › ")
    assert said in plain(f"{fault.place}: {fault.text}")


@pytest.mark.parametrize("publics", [["all"], ["apprentices", "all"]])
def test_everybody_in_course_is_no_exception(publics: list[str]) -> None:
    stored = json.loads(written(assessed("apprentices")))
    stored["exam_units"][0]["papers"][0]["in_course_for"] = publics

    with pytest.raises(NotASheet) as caught:
        sheet_in(json.dumps(stored).encode())

    (fault,) = caught.value.faults
    assert "tous en CCF" in plain(fault.text)


# The forms


@pytest.fixture
def programme() -> Programme:
    programme = Programme()
    write_sheet(factories.example_sheet(), programme)
    return programme


@pytest.mark.django_db
@pytest.mark.ignore_template_errors
def test_staff_tell_each_public_how_to_start(admin_client: Client, programme: Programme) -> None:
    address = first_page("programme", programme)
    fields = form_of(admin_client, address)
    row = add_row(fields, "start_notes", text="Attendre l’accord de France Travail.")
    index = int(str(row["start_notes-TOTAL_FORMS"])) - 1
    publics = {f"start_notes-{index}-publics": ["employees", "job_seekers"]}

    answer = admin_client.post(address, {**fields, **row, **publics})

    assert answer.status_code == 302
    last = read_sheet(programme.pk).start_notes[-1]
    assert [one.value for one in last.publics] == ["job_seekers", "employees"]
    assert last.text == "Attendre l’accord de France Travail."


@pytest.mark.django_db
@pytest.mark.ignore_template_errors
def test_a_note_for_nobody_is_refused_beside_its_field_and_kept(
    admin_client: Client, programme: Programme
) -> None:
    address = first_page("programme", programme)
    fields = form_of(admin_client, address)
    row = add_row(fields, "start_notes", text="Attendre un accord.")

    html = admin_client.post(address, {**fields, **row}).content.decode()

    index = int(str(row["start_notes-TOTAL_FORMS"])) - 1
    assert f'id="id_start_notes-{index}-publics_error"' in html
    assert 'value="Attendre un accord."' in html


@pytest.mark.django_db
@pytest.mark.ignore_template_errors
def test_the_form_refuses_publics_in_course_where_the_mode_is_another(
    admin_client: Client, programme: Programme
) -> None:
    address = first_page("examunit", programme)

    refused = save(admin_client, address, {"papers-0-mode": "final"}).content.decode()
    taken = save(admin_client, address, {"papers-0-in_course_for": ["students"]})

    assert 'id="id_papers-0-in_course_for_error"' in refused
    assert "Avec des publics en CCF, choisissez « ponctuel ou CCF" in plain(refused)
    assert re.search(r'name="papers-0-in_course_for" value="apprentices"[^>]* checked', refused)
    assert 'name="papers-0-in_course_for" value="all"' not in refused
    assert taken.status_code == 302
    paper = ExamPaper.objects.get(unit__programme=programme, title__startswith="Synthèse")
    assert (paper.mode, paper.in_course_for) == ("by_public", ["students"])


@pytest.mark.django_db
@pytest.mark.ignore_template_errors
def test_the_page_of_an_evaluation_asks_for_no_ccf(
    admin_client: Client, programme: Programme
) -> None:
    Programme.objects.update(kind=Kind.TITRE_PRO, rules="", results="")

    html = admin_client.get(first_page("examunit", programme)).content.decode()

    assert 'name="papers-0-form"' in html
    assert "CCF" not in html


# Who writes them


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["Rédaction", "Publication"])
def test_who_writes_a_programme_may_write_each_of_its_rows(role: str) -> None:
    """A new table comes after the groups: a migration must grant it."""
    rights = Permission.objects.filter(group=Group.objects.get(name=role))
    held = set(rights.values_list("content_type__app_label", "codename"))

    assert [
        right
        for table in _rows(Sheet)
        for action in ("view", "add", "change", "delete")
        if (right := (table._meta.app_label, f"{action}_{table._meta.model_name}")) not in held
    ] == []


def _rows(part: type[sheets.Part]) -> list[type[models.Model]]:
    rows = [*children(part).values()]
    return [tables()[row] for row in rows] + [one for row in rows for one in _rows(row)]


def test_the_paper_is_given_both() -> None:
    """Whatever lays it out."""
    said = json.dumps(
        paper_data(
            factories.example_sheet(),
            number=1,
            published_on=TODAY,
            address="https://a.fr/",
            page_url="https://a.fr/",
        ),
        ensure_ascii=False,
    )

    assert "Signer d’abord un contrat" in said
    assert "ponctuel\u202f: autres candidats" in said
