"""Two sheets compared: what staff and the holder of an old paper are told."""

import re
import time
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from itertools import combinations, pairwise
from typing import Any, TypeVar

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pydantic import ValidationError

from programmes.comparison import (
    Change,
    ChangeKind,
    Comparison,
    Mark,
    Segment,
    compare,
    in_brief,
    people_in,
    word_marks,
)
from programmes.comparison.compare import SECTION_TITLES
from programmes.kinds import Kind, Rules
from programmes.naming.labels import LABELS
from programmes.naming.rows import ROW_KINDS
from programmes.sections import SECTIONS
from programmes.sheet import (
    Bloc,
    Centre,
    Certifier,
    CommonDocument,
    Document,
    ExamPaper,
    ExamUnit,
    Exemption,
    File,
    FundingOption,
    FundingScheme,
    FurtherStudy,
    Intake,
    KeyFigure,
    Objective,
    Occupation,
    Part,
    Requirement,
    Sheet,
    Site,
    children,
    fingerprint,
)
from programmes.vocabulary import (
    BlocKind,
    CefrLevel,
    DeliveryMode,
    DocumentKind,
    FigureKind,
    Horizon,
    IntakeState,
    LengthUnit,
    Level,
    Month,
    ObjectiveLevel,
    PaperForm,
    PriceBasis,
    Public,
    Registry,
    RequirementKind,
    RhythmKind,
    UnitGroup,
    Weekday,
    WorkStudy,
)
from tests.factories import key_figure
from tests.strategies import any_sheet

AnyPart = TypeVar("AnyPart", bound=Part)
Option = TypeVar("Option")
Edit = Callable[[Sheet], Sheet]

NARROW = "\u202f"


# --- A sheet to edit ---


def objective(text: str, level: ObjectiveLevel = ObjectiveLevel.MAIN) -> Objective:
    return Objective(text=text, level=level, cefr_level=None)


def bloc(number: int | None, title: str, *objectives: Objective) -> Bloc:
    return Bloc(
        kind=BlocKind.PROFESSIONAL if number else BlocKind.GENERAL,
        number=number,
        official_number="",
        title=title,
        introduction="",
        objectives=objectives,
    )


def paper(form: PaperForm, minutes: int, coefficient: str) -> ExamPaper:
    return ExamPaper(
        title="",
        form=form,
        mode=None,
        in_course_for=(),
        duration_minutes=minutes,
        preparation_minutes=None,
        coefficient=Decimal(coefficient),
    )


def unit(code: str, title: str, bloc_title: str | None, *papers: ExamPaper) -> ExamUnit:
    return ExamUnit(
        heading="",
        code=code,
        title=title,
        blocs=() if bloc_title is None else (bloc_title,),
        optional=False,
        group=UnitGroup.PROFESSIONAL,
        coefficient=None,
        credits=None,
        note="",
        papers=papers,
    )


def intake(starts_on: date, site: str | None = None) -> Intake:
    return Intake(
        starts_on=starts_on,
        ends_on=None,
        places=24,
        site=site,
        applications_open_on=None,
        applications_close_on=None,
        state=IntakeState.OPEN,
        rhythm_kind=None,
        cycle_at_centre=None,
        cycle_in_company=None,
        training_weekdays=(),
        rhythm="",
        delivery_mode=None,
    )


def exemption(situation: str, *units: str) -> Exemption:
    return Exemption(
        situation=situation,
        legal_source="",
        acquired_units=False,
        units=units,
        blocs=(),
        entry_year=None,
        words="",
        on_request=True,
        ends_on=None,
    )


def funding(code: str, name: str, price: str | None) -> FundingOption:
    return FundingOption(
        scheme=FundingScheme(
            code=code, name=name, former_name="", public_concerned="", is_work_study=False, url=""
        ),
        label="",
        publics=(),
        intake=None,
        site=None,
        amount=None if price is None else Decimal(price),
        basis=PriceBasis.YEAR,
        tax=None,
        on_request=False,
        payer="l’OPCO de l’entreprise",
        remaining_cost=Decimal(0),
        priced_on=date(2026, 1, 15),
    )


def occupation(title: str, code: str, family: str = "Vente") -> Occupation:
    return Occupation(family=family, title=title, rome_code=code, rome_label="", url="")


def further_study(title: str) -> FurtherStudy:
    return FurtherStudy(title=title, level=Level.LEVEL_6, url="")


def figure(kind: FigureKind, year: int | None, value: str) -> KeyFigure:
    return KeyFigure.model_validate(
        key_figure(kind=kind, year=year, value=Decimal(value), n=24, source="CFA")
    )


def requirement(text: str) -> Requirement:
    return Requirement(kind=RequirementKind.PREREQUISITE, text=text)


NOWHERE = {"postcode": "", "town": "", "uai": "", "siret": "", "access": ""}
CENTRE = Centre(
    name="CFA des Tilleuls",
    legal_name="Association des Tilleuls",
    uai="0470974D",
    siret="",
    nda="",
    academy="Bordeaux",
    website="https://www.tilleuls.example",
    phone="05 53 00 00 00",
    email="contact@tilleuls.example",
    opening_hours="du lundi au vendredi",
    disability_contact_name="Mme Martin",
    disability_contact_phone="05 53 00 00 01",
    disability_contact_email="",
    accessibility="Locaux accessibles.",
    inserjeunes_url="",
    qualiopi_number="",
    qualiopi_expires_on=None,
    sites=(
        Site(name="Campus d’Agen", address="1 rue des Tilleuls\n47000 Agen", **NOWHERE),
        Site(name="Campus de Pau", address="2 rue du Gave\n64000 Pau", **NOWHERE),
    ),
    documents=(
        CommonDocument(
            kind=DocumentKind.RULES,
            title="",
            digest="a" * 64,
            size=84_000,
            pages=4,
            added_on=date(2026, 3, 2),
        ),
    ),
)

SHEET = Sheet(
    centre=CENTRE,
    slug="bts-ndrc",
    short_title="BTS NDRC",
    full_title="Négociation et digitalisation de la relation client",
    lead="Vendre et fidéliser, en ligne et en face à face.",
    kind=Kind.BTS,
    kind_label="",
    level=Level.LEVEL_5,
    field_of_study=None,
    exact_title="",
    registry=Registry.RNCP,
    registry_code="38368",
    registered_on=date(2024, 1, 1),
    registration_ends_on=date(2028, 12, 31),
    former_codes=(),
    certifiers=(Certifier(name="Ministère de l’Enseignement supérieur", siret=""),),
    blocs_only=False,
    centre_role=None,
    partner="",
    teaching_body="",
    contact_name="",
    contact_phone="",
    contact_email="",
    ects=None,
    cfd="32031212",
    nsf="312t",
    formacodes=("34561",),
    presentation=(
        "Ce diplôme forme des vendeurs capables de gérer la relation client, de la prospection "
        "à la fidélisation.\n\nIls travaillent dans toutes sortes d’entreprises."
    ),
    hours=1350,
    training_days=169,
    company_weeks=None,
    length=2,
    length_unit=LengthUnit.YEARS,
    duration_scope="en contrat d’apprentissage",
    start_month=Month.SEPTEMBER,
    end_month=Month.JUNE,
    permanent_entry=False,
    work_study=WorkStudy.POSSIBLE,
    rhythm_kind=RhythmKind.WEEKDAYS,
    cycle_at_centre=None,
    cycle_in_company=None,
    training_weekdays=(Weekday.MONDAY, Weekday.TUESDAY),
    rhythm="",
    capacity=25,
    delivery_mode=DeliveryMode.ON_SITE,
    blocs_separately=True,
    continuous_assessment="Devoirs et examens blancs.",
    examining_authority="",
    rules=Rules.BTS,
    rules_text="",
    results=None,
    score="",
    grid_from=None,
    grid_until=None,
    exam_in_doubt=False,
    teaching_methods="Cours, ateliers et projets menés avec des entreprises partenaires.",
    means="",
    access_delay="de 1 à 3 mois",
    equivalence="",
    start_notes=(),
    intakes=(intake(date(2026, 9, 1)), intake(date(2027, 1, 11), "Campus de Pau")),
    blocs=(
        bloc(
            1,
            "Relation client et négociation-vente",
            objective("Cibler et prospecter la clientèle"),
            objective("Négocier et accompagner la relation client"),
        ),
        bloc(
            2,
            "Relation client à distance",
            objective("Maîtriser la relation omnicanale"),
            objective("Repérer les canaux", ObjectiveLevel.DETAIL),
            objective("Animer la relation client digitale"),
            objective("Développer la relation client en e-commerce"),
        ),
        bloc(None, "Culture générale et expression", objective("Communiquer oralement")),
    ),
    exam_units=(
        unit(
            "U1",
            "Culture générale et expression",
            "Culture générale et expression",
            paper(PaperForm.WRITTEN, 240, "3"),
        ),
        unit(
            "U4",
            "Relation client et négociation-vente",
            "Relation client et négociation-vente",
            paper(PaperForm.ORAL, 60, "5"),
        ),
        unit(
            "U5",
            "Relation client à distance et digitalisation",
            "Relation client à distance",
            paper(PaperForm.WRITTEN, 180, "4"),
            paper(PaperForm.PRACTICAL, 40, "2"),
        ),
    ),
    requirements=(
        requirement("Être titulaire d’un baccalauréat"),
        requirement("Réussir les tests et l’entretien de sélection"),
    ),
    exemptions=(exemption("un BTS d’une autre spécialité", "U1", "U4"),),
    funding_options=(
        funding("apprentissage", "Contrat d’apprentissage", "8417"),
        funding("cpf", "CPF", None),
    ),
    occupations=(
        occupation("Conseiller commercial", "D1403"),
        occupation("Vendeur automobile", "D1404"),
        occupation("Conseiller en banque", "C1203"),
    ),
    further_studies=(
        further_study("Licence professionnelle commerce"),
        further_study("Bachelor marketing"),
    ),
    key_figures=(
        figure(FigureKind.PASS, 2024, "92.9"),
        figure(FigureKind.PASS, 2025, "88"),
        figure(FigureKind.ADDED_VALUE, 2025, "-2.5"),
    ),
    documents=(),
)


def edited(part: AnyPart, **values: Any) -> AnyPart:
    return part.model_copy(update=values)


def valid(sheet: Sheet) -> Sheet:
    """The sheet as an edition would give it back."""
    return Sheet.model_validate(sheet.model_dump(mode="json"))


def with_row(sheet: Sheet, rows: str, index: int, **values: Any) -> Sheet:
    return edited(sheet, **{rows: replaced(getattr(sheet, rows), index, **values)})


def replaced(rows: tuple[AnyPart, ...], index: int, **values: Any) -> tuple[AnyPart, ...]:
    return (*rows[:index], edited(rows[index], **values), *rows[index + 1 :])


def with_row_of_row(sheet: Sheet, path: tuple[str, int, str, int], **values: Any) -> Sheet:
    rows, i, inner_rows, j = path
    inner = replaced(getattr(getattr(sheet, rows)[i], inner_rows), j, **values)
    return with_row(sheet, rows, i, **{inner_rows: inner})


def one(comparison: Comparison) -> Change:
    assert [change.label for change in comparison.changes] == [comparison.changes[0].label]
    return comparison.changes[0]


def change_of(**values: Any) -> Change:
    return one(compare(SHEET, valid(edited(SHEET, **values))))


def plain(text: str) -> str:
    return text.replace(NARROW, " ").replace("\u00a0", " ")


# --- The contract, on any sheet ---

PARTS = [
    part
    for part in (*Part.__subclasses__(), *File.__subclasses__())
    if part.__module__ == "programmes.sheet" and part is not File
]


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_every_field_has_a_label_and_every_row_a_name(part: type[Part]) -> None:
    for name, info in part.model_fields.items():
        if name in children(part):
            assert children(part)[name] in ROW_KINDS
        elif isinstance(info.annotation, type) and issubclass(info.annotation, Part):
            assert info.annotation in LABELS
        else:
            assert LABELS[part][name].noun.text


def test_no_label_is_left_of_a_field_that_is_gone() -> None:
    assert set(LABELS) == set(PARTS)
    assert {part: set(labels) - set(part.model_fields) for part, labels in LABELS.items()} == {
        part: set[str]() for part in PARTS
    }


def test_every_field_and_row_of_the_sheet_has_its_section() -> None:
    for part in (Sheet, Centre):
        assert {label.section for label in LABELS[part].values()} <= set(SECTION_TITLES)
        assert {ROW_KINDS[row].section for row in children(part).values()} <= set(SECTION_TITLES)


def test_sections_come_in_the_order_of_the_page_after_identity() -> None:
    assert list(SECTION_TITLES) == ["identity", *(section.name for section in SECTIONS)]


@given(any_sheet())
def test_a_sheet_does_not_differ_from_itself(sheet: Sheet) -> None:
    again = valid(sheet)

    assert not compare(sheet, again)
    assert compare(sheet, again).changes == ()
    assert in_brief(compare(sheet, again)) == ()


@given(any_sheet(), any_sheet())
def test_two_sheets_compare_empty_when_and_only_when_they_are_equal(a: Sheet, b: Sheet) -> None:
    assert bool(compare(a, b)) == (fingerprint(a) != fingerprint(b))


def as_draft(sheet: Sheet) -> Sheet:
    """What a draft gives: intakes by date, units of an exemption in the order of the exam."""
    place = {unit.name: index for index, unit in enumerate(sheet.exam_units)}
    return edited(
        sheet,
        intakes=tuple(sorted(sheet.intakes, key=lambda row: row.starts_on)),
        exemptions=tuple(
            edited(row, units=tuple(sorted(row.units, key=lambda code: place[code])))
            for row in sheet.exemptions
        ),
    )


# Where rows name other rows: (list, field) by the list of the rows that are named.
NAMES = {"blocs": "title", "exam_units": "name", "sites": "name"}


def rename(sheet: Sheet, rows: str, old: str, new: str) -> Sheet:
    """Follow a new name wherever the old one stood."""

    def name(value: str | None) -> str | None:
        return new if value == old else value

    if rows == "blocs":
        units = tuple(edited(row, blocs=tuple(map(name, row.blocs))) for row in sheet.exam_units)
        exemptions = tuple(
            edited(row, blocs=tuple(map(name, row.blocs))) for row in sheet.exemptions
        )
        return edited(sheet, exam_units=units, exemptions=exemptions)
    if rows == "exam_units":
        exemptions = tuple(
            edited(row, units=tuple(name(code) for code in row.units)) for row in sheet.exemptions
        )
        return edited(sheet, exemptions=exemptions)
    intakes = tuple(edited(row, site=name(row.site)) for row in sheet.intakes)
    return with_sessions(sheet, intakes)


def with_sessions(sheet: Sheet, intakes: tuple[Intake, ...]) -> Sheet:
    """Other sessions in their place; prices follow them to their name and their site."""
    names = {old.name: new.name for old, new in zip(sheet.intakes, intakes, strict=True)}
    prices = tuple(
        edited(row, intake=row.intake and names[row.intake]) for row in sheet.funding_options
    )
    return edited(sheet, intakes=intakes, funding_options=prices)


def without(names: tuple[str, ...], gone: str) -> tuple[str, ...]:
    return tuple(name for name in names if name != gone)


def forget(sheet: Sheet, rows: str, gone: str) -> tuple[Sheet, int]:
    """Take a name away wherever it stood, as a deletion does; and how many rows bore it."""
    if rows == "exam_units":
        bearers = sum(gone in row.units for row in sheet.exemptions)
        exemptions = tuple(
            edited(row, units=tuple(code for code in row.units if code != gone))
            for row in sheet.exemptions
        )
        return edited(sheet, exemptions=exemptions), bearers
    if rows == "blocs":
        bearers = sum(gone in row.blocs for row in sheet.exam_units)
        bearers += sum(gone in row.blocs for row in sheet.exemptions)
        units = tuple(edited(row, blocs=without(row.blocs, gone)) for row in sheet.exam_units)
        exempted = tuple(edited(row, blocs=without(row.blocs, gone)) for row in sheet.exemptions)
        return edited(sheet, exam_units=units, exemptions=exempted), bearers
    bearers = sum(row.site == gone for row in sheet.intakes)
    bearers += sum(row.site == gone for row in sheet.funding_options)
    intakes = tuple(
        edited(row, site=None if row.site == gone else row.site) for row in sheet.intakes
    )
    sheet = with_sessions(sheet, intakes)
    prices = tuple(
        edited(row, site=None if row.site == gone else row.site) for row in sheet.funding_options
    )
    return edited(sheet, funding_options=prices), bearers


# A place in the sheet: field names and positions, from the top.
Path = tuple[str | int, ...]


def at(part: Any, path: Path) -> Any:
    for step in path:
        part = part[step] if isinstance(step, int) else getattr(part, step)
    return part


def put(part: Any, path: Path, value: Any) -> Any:
    if not path:
        return value
    step, *rest = path
    if isinstance(step, int):
        return (*part[:step], put(part[step], tuple(rest), value), *part[step + 1 :])
    return edited(part, **{step: put(getattr(part, step), tuple(rest), value)})


def lists_of_rows(part: Part, path: Path = ()) -> list[Path]:
    """Where the lists of rows are, at both levels, the centre's sites included."""
    found: list[Path] = []
    for name in children(type(part)):
        found.append((*path, name))
        for index, row in enumerate(getattr(part, name)):
            found += lists_of_rows(row, (*path, name, index))
    if isinstance(part, Sheet):
        found += lists_of_rows(part.centre, ("centre",))
    return found


def fields(part: Part, path: Path = ()) -> list[Path]:
    """Where the fields are, at every level."""
    found: list[Path] = []
    for name in type(part).model_fields:
        value = getattr(part, name)
        if isinstance(value, Part):
            found += fields(value, (*path, name))
        elif name not in children(type(part)):
            found.append((*path, name))
    for rows in lists_of_rows(part) if not path else []:
        for index, row in enumerate(at(part, rows)):
            found += fields_of_row(row, (*rows, index))
    return found


def fields_of_row(row: Part, path: Path) -> list[Path]:
    found: list[Path] = []
    for name in type(row).model_fields:
        value = getattr(row, name)
        if isinstance(value, Part):
            found += fields_of_row(value, (*path, name))
        elif name not in children(type(row)):
            found.append((*path, name))
    return found


def checked(sheet: Sheet) -> Sheet:
    try:
        return valid(sheet)
    except ValidationError:
        assume(False)
        raise


# A sheet after one elementary edit, the kind of that edit, how many rows named a row that is gone.
Edited = tuple[Sheet, ChangeKind, int]


def pick(draw: st.DrawFn, options: Sequence[Option]) -> Option:
    """By position: `sampled_from` would write out the sheets that it chooses from."""
    assume(options)
    return options[draw(st.integers(0, len(options) - 1))]


def edit_once(draw: st.DrawFn, old: Sheet) -> Edited:
    donor = as_draft(draw(any_sheet()))
    kind = draw(st.sampled_from(ChangeKind))
    named = 0
    if kind is ChangeKind.CHANGED:
        new = change_field(draw, old, donor)
    else:
        rows_path = pick(draw, lists_of_rows(old))
        rows, name = at(old, rows_path), str(rows_path[-1])
        if kind is ChangeKind.ADDED:
            found = [at(donor, path) for path in lists_of_rows(donor) if path[-1] == name]
            candidates = [row for several in found for row in several] + list(rows)
            row = pick(draw, candidates)
            index = draw(st.integers(0, len(rows)))
            row = put(row, ("blocs",), ()) if isinstance(row, ExamUnit | Exemption) else row
            row = put(row, ("units",), ()) if isinstance(row, Exemption) else row
            row = put(row, ("site",), None) if isinstance(row, Intake) else row
            new = put(old, rows_path, (*rows[:index], row, *rows[index:]))
        else:
            assume(rows)
            index = draw(st.integers(0, len(rows) - 1))
            row, rest = rows[index], (*rows[:index], *rows[index + 1 :])
            if kind is ChangeKind.REMOVED:
                new = put(old, rows_path, rest)
                if name in NAMES:
                    new, named = forget(new, name, getattr(row, NAMES[name]))
            else:
                target = draw(st.integers(0, len(rest)))
                new = put(old, rows_path, (*rest[:target], row, *rest[target:]))
                assume(at(new, rows_path) != rows)
    # Some sheets come from elsewhere than a draft: then nothing is put in order again.
    moved_intake = kind is ChangeKind.MOVED and old.intakes != new.intakes
    if not moved_intake and draw(st.booleans()):
        new = as_draft(new)
    return checked(new), kind, named


@st.composite
def edits(draw: st.DrawFn) -> tuple[Sheet, Edited]:
    old = as_draft(draw(any_sheet()))
    return old, edit_once(draw, old)


@st.composite
def histories(draw: st.DrawFn) -> tuple[Sheet, Sheet]:
    """A sheet, and the same after a few edits."""
    old = new = as_draft(draw(any_sheet()))
    for _ in range(draw(st.integers(2, 4))):
        new, _, _ = edit_once(draw, as_draft(new))
    return old, new


def change_field(draw: st.DrawFn, old: Sheet, donor: Sheet) -> Sheet:
    path = pick(draw, fields(old))
    name = path[-1]
    owner = type(at(old, path[:-1]))
    donors = [
        at(donor, other)
        for other in fields(donor)
        if other[-1] == name and type(at(donor, other[:-1])) is owner
    ]
    value = pick(draw, donors)
    if name == "blocs" and owner in (ExamUnit, Exemption):
        value = tuple(bloc.title for bloc in old.blocs if draw(st.booleans()))
    elif (owner, name) == (Intake, "site"):
        value = pick(draw, [None, *(site.name for site in old.centre.sites)])
    elif (owner, name) == (Exemption, "units"):
        codes = [unit.name for unit in old.exam_units]
        value = tuple(code for code in codes if draw(st.booleans()))
    assume(value != at(old, path))
    new: Sheet = put(old, path, value)
    rows = str(path[-3]) if len(path) > 2 else ""
    if NAMES.get(rows) == name:
        new = rename(new, rows, at(old, path), value)
    return new


@given(edits())
def test_one_edit_is_told_as_that_one_change(edit: tuple[Sheet, Edited]) -> None:
    old, (new, kind, named) = edit

    changes = compare(old, new).changes

    # A row gone leaves those that named it without a name: each is told.
    assert Counter(change.kind for change in changes) == Counter(
        {kind: 1} if not named else {kind: 1, ChangeKind.CHANGED: named}
    )


def mirrored(kind: ChangeKind) -> ChangeKind:
    return {ChangeKind.ADDED: ChangeKind.REMOVED, ChangeKind.REMOVED: ChangeKind.ADDED}.get(
        kind, kind
    )


def said(comparison: Comparison, *, backwards: bool = False) -> Counter[tuple[object, ...]]:
    return Counter(
        (
            section.name,
            mirrored(change.kind) if backwards else change.kind,
            change.aspect,
            change.new if backwards else change.old,
            change.old if backwards else change.new,
            change.details,
        )
        for section in comparison.sections
        for change in section.changes
    )


@given(histories())
def test_backwards_what_was_added_is_removed(history: tuple[Sheet, Sheet]) -> None:
    old, new = history

    assert said(compare(new, old)) == said(compare(old, new), backwards=True)


@given(histories())
def test_a_history_of_edits_leaves_no_difference_when_and_only_when_it_comes_back(
    history: tuple[Sheet, Sheet],
) -> None:
    old, new = history

    assert bool(compare(old, new)) == (fingerprint(old) != fingerprint(new))


@given(any_sheet(), any_sheet())
def test_every_change_reads_in_french(a: Sheet, b: Sheet) -> None:
    comparison = compare(a, b)

    names = {name for part in PARTS for name in part.model_fields if "_" in name}
    for change in comparison.changes:
        assert change.label
        assert not any(name in change.aspect for name in names)
        assert re.search(r"[.!?…](\s»)?$", change.sentence)


# --- Words inside a text ---

texts = st.text(st.sampled_from("ab é’.\n "), max_size=40) | st.text(max_size=40)


def spelled(segments: tuple[Segment, ...], *marks: Mark) -> str:
    return "".join(segment.text for segment in segments if segment.mark in marks)


@given(texts, texts)
def test_marks_spell_both_texts_and_lose_nothing(old: str, new: str) -> None:
    marks = word_marks(old, new)

    assert spelled(marks, Mark.EQUAL, Mark.REMOVED) == old
    assert spelled(marks, Mark.EQUAL, Mark.ADDED) == new
    assert all(segment.text for segment in marks)
    assert all(one.mark != other.mark for one, other in pairwise(marks))


@given(texts, texts)
def test_marks_backwards_are_the_same_with_removed_for_added(old: str, new: str) -> None:
    forwards, backwards = word_marks(old, new), word_marks(new, old)

    for mark, other in [(Mark.REMOVED, Mark.ADDED), (Mark.ADDED, Mark.REMOVED)]:
        assert spelled(forwards, mark) == spelled(backwards, other)


def test_marks_show_whole_words() -> None:
    assert word_marks("Le coefficient est 4.", "Le coefficient est 12.") == (
        Segment(Mark.EQUAL, "Le coefficient est "),
        Segment(Mark.REMOVED, "4"),
        Segment(Mark.ADDED, "12"),
        Segment(Mark.EQUAL, "."),
    )


def test_two_changed_words_in_a_row_read_as_one() -> None:
    assert word_marks("un petit chat noir", "un gros chien noir") == (
        Segment(Mark.EQUAL, "un "),
        Segment(Mark.REMOVED, "petit chat"),
        Segment(Mark.ADDED, "gros chien"),
        Segment(Mark.EQUAL, " noir"),
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a " * 2500, "a b " * 1250),
        ("a,a a," * 833, "a a,a," * 833),
        ("!" * 5000, "?!" * 2500),
        (" ".join(map(str, range(1100))), " ".join(map(str, reversed(range(1100))))),
        (" ".join(f"{i % 101}" for i in range(1700)), " ".join(f"{i % 97}" for i in range(1700))),
        ("x" * 5000, "y" * 5000),
    ],
    ids=["one word", "signs", "points", "reversed", "cycles", "one block"],
)
def test_the_longest_texts_are_marked_in_time(old: str, new: str) -> None:
    started = time.perf_counter()

    word_marks(old[:5000], new[:5000])

    assert time.perf_counter() - started < 10  # two minutes, done naively


# --- Values in plain French ---


@pytest.mark.parametrize(
    ("values", "label", "old", "new"),
    [
        ({"hours": 1400}, "Durée en heures", "1 350 h", "1 400 h"),
        ({"length": 1}, "Durée du début à la fin", "2 ans", "1 an"),
        ({"training_days": None}, "Durée en jours", "169 jours", "non communiqué"),
        (
            {"registration_ends_on": date(2029, 3, 1)},
            "Fin d’enregistrement",
            "31 décembre 2028",
            "1er mars 2029",
        ),
        ({"level": Level.LEVEL_6}, "Niveau", "Niveau 5", "Niveau 6"),
        (
            {"delivery_mode": DeliveryMode.MIXED},
            "Modalité d’enseignement",
            "en présentiel",
            "en présentiel et à distance",
        ),
        (
            {"blocs_separately": None},
            "Possibilité de valider des blocs séparément",
            "oui",
            "non communiqué",
        ),
        (
            {"training_weekdays": (Weekday.MONDAY,)},
            "Jours au centre",
            "lundi et mardi",
            "lundi",
        ),
        ({"formacodes": ()}, "Formacodes", "34561", "non communiqué"),
        ({"means": "Deux ateliers."}, "Moyens", "non communiqué", "Deux ateliers."),
        ({"slug": "bts-x"}, "Adresse de la page", "bts-ndrc", "bts-x"),
    ],
)
def test_a_field_is_shown_by_its_label_and_values(
    values: dict[str, Any], label: str, old: str, new: str
) -> None:
    change = change_of(**values)

    assert (change.kind, change.label) == (ChangeKind.CHANGED, label)
    assert (plain(change.old), plain(change.new)) == (old, new)


def test_a_price_a_rate_and_a_gap_carry_their_units() -> None:
    price = one(compare(SHEET, with_row(SHEET, "funding_options", 0, amount=Decimal("12.5"))))
    rate = one(compare(SHEET, with_row(SHEET, "key_figures", 0, value=Decimal("93.35"))))
    gap = one(compare(SHEET, with_row(SHEET, "key_figures", 2, value=Decimal(3))))

    assert plain(price.label) == "Financement « Contrat d’apprentissage » : coût indicatif"
    assert (plain(price.old), plain(price.new)) == ("8 417 €", "12,50 €")
    assert plain(rate.label) == "Chiffre clé « Réussite à l’examen 2024 » : valeur"
    assert (plain(rate.old), plain(rate.new)) == ("92,9 %", "93,35 %")
    assert (plain(gap.old), plain(gap.new)) == ("−2,5 points", "+3 points")


def test_a_paper_is_named_by_its_unit_and_form() -> None:
    new = with_row_of_row(SHEET, ("exam_units", 2, "papers", 0), coefficient=Decimal(2))

    change = one(compare(SHEET, new))

    assert plain(change.label) == "Unité U5, partie écrite : coefficient"
    assert (change.old, change.new) == ("4", "2")


def test_two_papers_of_one_form_are_numbered() -> None:
    papers = (paper(PaperForm.ORAL, 20, "1"), paper(PaperForm.ORAL, 30, "2"))
    old = with_row(SHEET, "exam_units", 2, papers=papers)
    new = with_row_of_row(old, ("exam_units", 2, "papers", 1), duration_minutes=45)

    change = one(compare(old, new))

    assert plain(change.label) == "Unité U5, 2e partie orale : durée"
    assert (plain(change.old), plain(change.new)) == ("30 min", "45 min")


def test_an_objective_is_counted_as_on_the_page() -> None:
    new = with_row_of_row(SHEET, ("blocs", 1, "objectives", 3), cefr_level=CefrLevel.B1)
    detail = with_row_of_row(SHEET, ("blocs", 1, "objectives", 1), cefr_level=CefrLevel.B1)

    assert plain(one(compare(SHEET, new)).label) == "Bloc 2, objectif 3 : niveau CECRL"
    assert plain(one(compare(SHEET, detail)).label) == (
        "Bloc 2, objectif 1, détail 1 : niveau CECRL"
    )


def test_changes_are_told_under_the_section_where_they_are_read() -> None:
    new = edited(
        SHEET,
        centre=edited(
            CENTRE, phone="05 53 99 99 99", accessibility="", inserjeunes_url="https://x"
        ),
        slug="autre",
        equivalence="Diplôme de niveau 5",
        requirements=SHEET.requirements[:1],
        key_figures=SHEET.key_figures[:2],
    )

    comparison = compare(SHEET, new)

    assert [(section.title, len(section.changes)) for section in comparison.sections] == [
        ("Titre et adresse", 1),
        ("Chiffres clés", 2),
        ("Admission", 2),
        ("Accessibilité", 1),
        ("Contact", 1),
    ]
    assert len(comparison) == 7


def test_a_long_text_carries_its_marks() -> None:
    change = change_of(presentation=SHEET.presentation.replace("vendeurs", "négociateurs"))

    assert spelled(change.marks, Mark.EQUAL, Mark.REMOVED) == SHEET.presentation
    assert spelled(change.marks, Mark.REMOVED) == "vendeurs"
    assert spelled(change.marks, Mark.ADDED) == "négociateurs"


def test_an_added_row_tells_all_that_it_says() -> None:
    change = change_of(blocs=(*SHEET.blocs, bloc(3, "Réseaux", objective("Animer un réseau"))))

    assert (change.kind, plain(change.label)) == (ChangeKind.ADDED, "Bloc 3")
    assert (change.old, plain(change.new)) == ("", "Bloc 3 : Réseaux")
    assert [(detail.label, detail.value) for detail in change.details] == [
        ("type", "bloc de compétences"),
        ("numéro", "3"),
        ("intitulé", "Réseaux"),
        ("objectif 1", "Animer un réseau"),
    ]


# --- The same row under another name ---


def test_a_renamed_bloc_is_changed_and_its_units_are_not() -> None:
    new = rename(
        with_row(SHEET, "blocs", 1, title="Vente digitale"),
        "blocs",
        "Relation client à distance",
        "Vente digitale",
    )

    change = one(compare(SHEET, valid(new)))

    assert plain(change.label) == "Bloc 2 : intitulé"
    assert (change.old, change.new) == ("Relation client à distance", "Vente digitale")


def test_a_renamed_bloc_is_the_same_when_its_objectives_are() -> None:
    renamed = edited(SHEET.blocs[1], title="Vente digitale", number=4, introduction="On y voit :")
    new = rename(
        edited(SHEET, blocs=(renamed, SHEET.blocs[0], SHEET.blocs[2])),
        "blocs",
        "Relation client à distance",
        "Vente digitale",
    )

    changes = compare(SHEET, valid(new)).changes

    assert Counter(change.kind for change in changes) == {
        ChangeKind.CHANGED: 3,
        ChangeKind.MOVED: 1,
    }
    assert [plain(change.label) for change in changes if change.aspect] == [
        "Bloc 2 : numéro",
        "Bloc 2 : intitulé",
        "Bloc 2 : introduction",
    ]


def test_a_unit_with_another_code_is_the_same_and_exemptions_follow() -> None:
    new = rename(with_row(SHEET, "exam_units", 1, code="E4"), "exam_units", "U4", "E4")

    change = one(compare(SHEET, valid(new)))

    assert plain(change.label) == "Unité U4 : code"


def test_swapped_units_are_one_move_though_an_exemption_lists_both() -> None:
    first, second, third = SHEET.exam_units
    new = as_draft(edited(SHEET, exam_units=(second, first, third)))

    assert new.exemptions != SHEET.exemptions
    assert one(compare(SHEET, new)).kind is ChangeKind.MOVED


def test_a_renamed_site_is_the_same_and_its_intakes_stay() -> None:
    sites = replaced(CENTRE.sites, 1, name="Campus du Gave")
    new = rename(
        edited(SHEET, centre=edited(CENTRE, sites=sites)),
        "sites",
        "Campus de Pau",
        "Campus du Gave",
    )

    assert plain(one(compare(SHEET, valid(new))).label) == "Lieu « Campus de Pau » : nom"


def test_a_reworded_objective_is_the_same_wherever_it_now_stands() -> None:
    rows = SHEET.blocs[1].objectives
    reworded = edited(rows[3], text="Développer la relation client dans le e-commerce")
    new = with_row(SHEET, "blocs", 1, objectives=(reworded, *rows[:3]))

    changes = compare(SHEET, new).changes

    assert [change.kind for change in changes] == [ChangeKind.MOVED, ChangeKind.CHANGED]
    assert changes[0].label == "Bloc 2, objectif 3"


def test_another_row_in_the_place_of_a_row_is_not_the_same_row() -> None:
    other = occupation("Assistant de gestion", "M1607", family="Administration")
    new = edited(SHEET, occupations=(SHEET.occupations[0], other, SHEET.occupations[2]))

    assert Counter(change.kind for change in compare(SHEET, new).changes) == Counter(
        [ChangeKind.ADDED, ChangeKind.REMOVED]
    )


def test_a_figure_is_known_by_its_kind_and_year() -> None:
    newest = figure(FigureKind.PASS, 2026, "88")
    new = edited(SHEET, key_figures=(newest, *SHEET.key_figures[1:]))
    new = with_row(new, "key_figures", 1, value=Decimal("88.5"))

    changes = compare(SHEET, new).changes

    assert Counter(change.kind for change in changes) == Counter(
        [ChangeKind.ADDED, ChangeKind.REMOVED, ChangeKind.CHANGED]
    )


def test_two_figures_of_one_year_are_told_apart_by_their_group() -> None:
    free = figure(FigureKind.PASS, 2025, "50")
    old = edited(
        SHEET, key_figures=(SHEET.key_figures[1], edited(free, public=Public.FREE_CANDIDATES))
    )
    new = with_row(with_row(old, "key_figures", 1, n=3), "key_figures", 0, n=30)

    assert [plain(change.label) for change in compare(valid(old), valid(new)).changes] == [
        "Chiffre clé « Réussite à l’examen 2025 » : effectif",
        "Chiffre clé « Réussite à l’examen 2025, candidats libres » : effectif",
    ]


def test_a_figure_that_tells_its_public_or_its_horizon_stays_the_same_row() -> None:
    employment = figure(FigureKind.EMPLOYMENT, 2024, "66.67")
    old = edited(SHEET, key_figures=(employment,))
    after = with_row(old, "key_figures", 0, public=Public.APPRENTICES, horizon=Horizon.TWELVE)
    hidden = with_row(after, "key_figures", 0, value=None, undisclosed="effectif inférieur à 20")

    name = "chiffre clé « Insertion 2024 »"
    assert sorted(told(after, old)) == [
        f"Le délai du {name} est désormais indiqué : « à 12 mois ».",
        f"Le public compté du {name} est désormais indiqué : « apprentis ».",
    ]
    assert any("n’est plus indiquée (avant : 66,67 %)" in one for one in told(hidden, after))


def test_a_scheme_keeps_its_code_when_its_name_changes() -> None:
    scheme = edited(SHEET.funding_options[1].scheme, name="Compte personnel de formation")
    new = with_row(SHEET, "funding_options", 1, scheme=scheme)

    change = one(compare(SHEET, new))

    assert plain(change.label) == "Financement « CPF » : nom du dispositif"


def test_an_intake_put_off_to_after_the_next_one_did_not_move() -> None:
    late = edited(SHEET.intakes[0], starts_on=date(2027, 3, 1))
    new = edited(SHEET, intakes=(SHEET.intakes[1], late))

    change = one(compare(SHEET, new))

    assert plain(change.label) == "Rentrée du 1er septembre 2026 : début"


def test_a_row_moved_to_the_end_is_one_move() -> None:
    first, *others = SHEET.occupations
    change = change_of(occupations=(*others, first))

    assert change.kind is ChangeKind.MOVED
    assert plain(change.label) == "Débouché « Conseiller commercial »"
    assert (change.old, change.new) == ("1re place", "3e place")


def test_of_three_rows_reversed_the_middle_one_did_not_move() -> None:
    moved = compare(SHEET, edited(SHEET, occupations=SHEET.occupations[::-1])).changes

    assert [(change.old, change.new) for change in moved] == [
        ("3e place", "1re place"),
        ("1re place", "3e place"),
    ]


def test_one_of_two_equal_rows_removed_is_one_removal() -> None:
    twice = edited(SHEET, further_studies=(*SHEET.further_studies, SHEET.further_studies[0]))

    assert one(compare(twice, SHEET)).kind is ChangeKind.REMOVED
    assert one(compare(SHEET, twice)).kind is ChangeKind.ADDED


def test_a_row_that_now_says_what_the_next_one_says_is_one_change() -> None:
    change = one(
        compare(SHEET, with_row(SHEET, "requirements", 0, text=SHEET.requirements[1].text))
    )

    assert (change.kind, plain(change.label)) == (
        ChangeKind.CHANGED,
        "Condition d’admission 1 : texte",
    )


def test_units_that_an_exemption_lists_in_another_order_are_told() -> None:
    change = one(compare(SHEET, with_row(SHEET, "exemptions", 0, units=("U4", "U1"))))

    assert plain(change.label) == "Dispense 1 : unités dispensées"
    assert (change.old, change.new) == ("U1 et U4", "U4 et U1")


def test_a_bloc_removed_leaves_its_unit_without_bloc() -> None:
    new, _ = forget(
        edited(SHEET, blocs=SHEET.blocs[1:]), "blocs", "Relation client et négociation-vente"
    )

    changes = compare(SHEET, valid(new)).changes

    assert [plain(change.label) for change in changes] == ["Bloc 1", "Unité U4 : blocs évalués"]
    assert changes[1].new == "aucun"


# --- In brief ---


EDITS: list[tuple[Edit, str]] = [
    (
        lambda sheet: with_row_of_row(
            sheet, ("exam_units", 2, "papers", 0), coefficient=Decimal(2)
        ),
        "Le coefficient de l’unité U5, partie écrite, passe de 4 à 2.",
    ),
    (
        lambda sheet: edited(sheet, intakes=(*sheet.intakes, intake(date(2027, 9, 6)))),
        "Une rentrée est ajoutée : 6 septembre 2027.",
    ),
    (
        lambda sheet: with_row(sheet, "intakes", 0, starts_on=date(2026, 9, 7)),
        (
            "Le début de la rentrée du 1er septembre 2026 passe du 1er septembre 2026 "
            "au 7 septembre 2026."
        ),
    ),
    (
        lambda sheet: edited(sheet, start_month=Month.OCTOBER),
        "Le mois de début passe de septembre à octobre.",
    ),
    (
        lambda sheet: edited(edited(sheet, end_month=Month.AUGUST), end_month=Month.JULY),
        "Le mois de fin passe de juin à juillet.",
    ),
    (
        lambda sheet: edited(sheet, delivery_mode=DeliveryMode.DISTANCE),
        "La modalité d’enseignement passe de « en présentiel » à « à distance ».",
    ),
    (
        lambda sheet: edited(sheet, training_weekdays=(Weekday.FRIDAY,)),
        "Les jours au centre passent de « lundi et mardi » à « vendredi ».",
    ),
    (
        lambda sheet: with_row(sheet, "funding_options", 1, amount=Decimal(9000)),
        "Le coût indicatif du financement « CPF » est désormais indiqué : 9 000 €.",
    ),
    (
        lambda sheet: with_row(sheet, "funding_options", 0, priced_on=None),
        (
            "La date du tarif du financement « Contrat d’apprentissage » n’est plus indiquée "
            "(avant : 15 janvier 2026)."
        ),
    ),
    (
        lambda sheet: edited(sheet, means="Un atelier."),
        "Les moyens sont désormais indiqués : « Un atelier. »",
    ),
    (
        lambda sheet: with_row(sheet, "exam_units", 2, optional=True),
        "Le caractère de l’unité U5 passe de « obligatoire » à « facultatif ».",
    ),
    (
        lambda sheet: edited(
            sheet, presentation=sheet.presentation.replace("vendeurs", "négociateurs")
        ),
        "Dans la présentation, « vendeurs » devient « négociateurs ».",
    ),
    (
        lambda sheet: edited(sheet, presentation=sheet.presentation + " Partout en France."),
        "Dans la présentation, « Partout en France. » est ajouté.",
    ),
    (
        lambda sheet: edited(
            sheet, presentation=sheet.presentation.replace("gérer", "tenir") + " Partout."
        ),
        "La présentation est modifiée en 2 endroits.",
    ),
    (
        lambda sheet: edited(sheet, presentation="Rien " * 20),
        "La présentation est réécrite.",
    ),
    (
        lambda sheet: edited(sheet, presentation=sheet.presentation.replace("\n\n", "\n")),
        "La présentation change seulement par la typographie ou les espaces.",
    ),
    (
        lambda sheet: edited(
            sheet, presentation=f"**{sheet.presentation[:5]}**{sheet.presentation[5:]}"
        ),
        "La présentation change seulement par la mise en forme.",
    ),
    (
        lambda sheet: with_row(sheet, "blocs", 0, objectives=sheet.blocs[0].objectives[:1]),
        "Un objectif est retiré du bloc 1 : Négocier et accompagner la relation client.",
    ),
    (
        lambda sheet: edited(sheet, further_studies=sheet.further_studies[:1]),
        "Une poursuite d’études est retirée : Bachelor marketing.",
    ),
    (
        lambda sheet: edited(sheet, occupations=(*sheet.occupations[1:], sheet.occupations[0])),
        "Le débouché « Conseiller commercial » change de place : de la 1re à la 3e.",
    ),
    (
        lambda sheet: with_row(sheet, "requirements", 0, kind=RequirementKind.SELECTION),
        (
            "Le type de la condition d’admission 1 passe de « prérequis » à "
            "« modalité de sélection »."
        ),
    ),
]


@pytest.mark.parametrize(("edit", "sentence"), EDITS)
def test_a_change_is_one_plain_sentence(edit: Edit, sentence: str) -> None:
    assert [plain(line) for line in in_brief(compare(SHEET, edit(SHEET)))] == [sentence]


LONG = "Un texte qui ne tient pas sur une ligne. " * 9


@pytest.mark.parametrize(
    ("edit", "sentence"),
    [
        (
            lambda sheet: edited(sheet, means="Un atelier…"),
            "Les moyens sont désormais indiqués : « Un atelier… »",
        ),
        (
            lambda sheet: edited(sheet, means="Un atelier ?"),
            "Les moyens sont désormais indiqués : « Un atelier ? »",
        ),
        (
            lambda sheet: edited(sheet, means="Un atelier"),
            "Les moyens sont désormais indiqués : « Un atelier ».",
        ),
        (
            lambda sheet: edited(sheet, continuous_assessment="Devoirs."),
            (
                "L’évaluation en cours de formation passe de « Devoirs et examens blancs. » "
                "à « Devoirs. »"
            ),
        ),
        (
            lambda sheet: edited(sheet, continuous_assessment=""),
            (
                "L’évaluation en cours de formation n’est plus indiquée "
                "(avant : « Devoirs et examens blancs. »)."
            ),
        ),
        (
            lambda sheet: edited(
                sheet, presentation=sheet.presentation.replace("prospection", "vente !")
            ),
            "Dans la présentation, « prospection » devient « vente ! »",
        ),
        (
            lambda sheet: edited(sheet, further_studies=(further_study("Et après ?"),)),
            "Une poursuite d’études est ajoutée : Et après ?",
        ),
        (
            lambda sheet: edited(sheet, further_studies=(further_study("Licence, etc."),)),
            "Une poursuite d’études est ajoutée : Licence, etc.",
        ),
        (
            lambda sheet: edited(sheet, further_studies=(further_study("Licence..."),)),
            "Une poursuite d’études est ajoutée : Licence...",
        ),
        (
            lambda sheet: edited(sheet, requirements=(*sheet.requirements, requirement(LONG))),
            f"Une condition d’admission est ajoutée : {LONG[:159].rstrip()}…",
        ),
        (
            lambda sheet: edited(
                sheet,
                further_studies=tuple(map(further_study, ("Une licence.", "Un master.", "Et ?"))),
            ),
            "3 poursuites d’études sont ajoutées : Une licence ; Un master ; Et ?",
        ),
    ],
)
def test_a_text_that_ends_with_a_mark_ends_the_sentence(edit: Edit, sentence: str) -> None:
    old = edited(SHEET, further_studies=())

    assert [plain(line) for line in in_brief(compare(old, edit(old)))] == [sentence]


def test_two_edits_are_told_as_each_would_be_alone() -> None:
    for (edit, sentence), (other, other_sentence) in combinations(EDITS, 2):
        alone = [set(compare(SHEET, change(SHEET)).sections) for change in (edit, other)]
        names = [{section.name for section in sections} for sections in alone]
        if names[0] & names[1]:
            continue

        both = compare(SHEET, other(edit(SHEET)))

        assert set(both.sections) == alone[0] | alone[1], (sentence, other_sentence)


def test_a_person_who_left_is_not_named_to_the_public() -> None:
    centre = edited(CENTRE, disability_contact_name="M. Durand", disability_contact_phone="")
    comparison = compare(SHEET, edited(SHEET, centre=centre))

    brief = " ".join(in_brief(comparison))

    assert brief == (
        "Le nom du référent handicap change. Le téléphone du référent handicap n’est plus indiqué."
    )
    assert all(change.personal for change in comparison.changes)
    assert comparison.changes[0].old == "Mme Martin"  # for staff


def test_what_does_not_fit_is_counted() -> None:
    new = edited(
        SHEET,
        short_title="BTS",
        lead="",
        cfd="",
        nsf="",
        hours=1,
        length=3,
        capacity=12,
        rhythm="x",
    )

    comparison = compare(SHEET, new)

    assert len(comparison) == 8
    assert in_brief(comparison)[6:] == ("Et 2 autres changements.",)
    assert in_brief(comparison, limit=7)[7:] == ("Et un autre changement.",)
    assert len(in_brief(comparison, limit=8)) == 8
    assert plain(in_brief(comparison, limit=0)[0]) == "8 autres changements."


def test_rows_that_share_a_fate_share_a_line() -> None:
    new = edited(
        SHEET,
        occupations=(),
        intakes=tuple(intake(date(2030, month, 1)) for month in (1, 2, 3)) + SHEET.intakes,
    )

    assert [plain(line) for line in in_brief(compare(SHEET, new))] == [
        "3 rentrées sont ajoutées : 1er janvier 2030 ; 1er février 2030 ; 1er mars 2030.",
        (
            "3 débouchés sont retirés : Conseiller commercial (D1403) ; "
            "Vendeur automobile (D1404) ; Conseiller en banque (C1203)."
        ),
    ]


def test_rows_told_in_one_line_are_counted_one_by_one_when_they_do_not_fit() -> None:
    comparison = compare(SHEET, edited(SHEET, length=3, occupations=()))

    assert in_brief(comparison, limit=1)[1:] == ("Et 3 autres changements.",)


def test_what_changes_alike_in_several_rows_shares_a_line() -> None:
    def changed(unit: ExamUnit, at: int) -> ExamUnit:
        papers = (edited(unit.papers[0], coefficient=Decimal(9 + at)), *unit.papers[1:])
        return edited(unit, papers=papers)

    units = tuple(changed(unit, at) for at, unit in enumerate(SHEET.exam_units))
    (line,) = in_brief(compare(SHEET, edited(SHEET, exam_units=units)))

    assert plain(line).startswith(f"Le coefficient change pour {len(units)} parties d’épreuve : ")
    assert "unité U5, partie écrite, de 4 à " in plain(line)


def test_of_a_person_one_line_says_that_it_is_another() -> None:
    people = {"contact_name": "Mme Petit", "contact_email": "petit@exemple.fr"}
    known = edited(SHEET, **people)
    other = edited(SHEET, contact_name="M. Grand", contact_email="grand@exemple.fr")

    def told(old: Sheet, new: Sheet) -> list[str]:
        return [plain(line) for line in in_brief(compare(old, new))]

    assert told(known, other) == ["Le contact de la formation change."]
    assert told(SHEET, known) == ["Le contact de la formation est désormais indiqué."]
    assert told(known, SHEET) == ["Le contact de la formation n’est plus indiqué."]


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("Sur dossier", "Voir Mme Petit", "Le délai d’accès change."),
        ("Voir MME PETIT", "", "Le délai d’accès n’est plus indiqué."),
        ("", "Au 05 53 00 00 01", "Le délai d’accès est désormais indiqué."),
        ("a@exemple.fr", "b@exemple.fr", "Le délai d’accès change."),
        ("En 2 mois", "En 3 mois", "Le délai d’accès passe de « En 2 mois » à « En 3 mois »."),
        ("", "Petites classes", "Le délai d’accès est désormais indiqué : « Petites classes »."),
        (
            "",
            "Code 38368, 590 €",
            "Le délai d’accès est désormais indiqué : « Code 38368, 590 € ».",
        ),
    ],
)
def test_a_text_that_names_somebody_is_not_quoted(old: str, new: str, line: str) -> None:
    known = edited(SHEET, contact_name="Mme Petit")
    comparison = compare(edited(known, access_delay=old), edited(known, access_delay=new))

    assert [plain(said) for said in in_brief(comparison)] == [line]


def test_a_row_that_names_somebody_is_counted_alone_or_among_others() -> None:
    rows = [further_study(f"Licence {at}, petit@exemple.fr") for at in range(3)]
    one, several = (
        compare(SHEET, edited(SHEET, further_studies=(*SHEET.further_studies, *rows[:count])))
        for count in (1, 3)
    )

    assert [plain(said) for said in in_brief(one)] == ["Une poursuite d’études est ajoutée."]
    assert [plain(said) for said in in_brief(several)] == ["3 poursuites d’études sont ajoutées."]


def test_people_of_other_editions_are_not_named_either() -> None:
    comparison = compare(edited(SHEET, access_delay="Voir Mme Petit"), SHEET)
    people = people_in(edited(SHEET, contact_name="Mme Petit"))

    assert "Petit" in in_brief(comparison)[0]
    assert "Petit" not in in_brief(comparison, people=people)[0]


def test_many_rows_are_counted_rather_than_named() -> None:
    added = tuple(further_study(f"Licence professionnelle numéro {i}") for i in range(9))
    comparison = compare(SHEET, edited(SHEET, further_studies=SHEET.further_studies + added))

    assert [plain(line) for line in in_brief(comparison)] == [
        "9 poursuites d’études sont ajoutées."
    ]


@given(any_sheet(), any_sheet(), st.integers(0, 9))
def test_a_brief_leaves_nothing_out_in_silence(a: Sheet, b: Sheet, limit: int) -> None:
    comparison = compare(a, b)

    brief = in_brief(comparison, limit)

    assert len(brief) <= limit + 1
    assert bool(brief) == bool(comparison)
    if len(brief) > limit:
        assert "autre" in brief[-1]


# --- In time ---


def test_a_large_sheet_is_compared_in_time() -> None:
    def rewritten(word: str) -> Sheet:
        return edited(
            SHEET,
            presentation=f"{word} et encore " * 300,
            blocs=tuple(
                bloc(
                    number,
                    f"{word} {number}",
                    *(objective(f"{word} {number} {i} " * 40) for i in range(20)),
                )
                for number in range(20)
            ),
            exam_units=(),
            exemptions=(),
            key_figures=tuple(figure(FigureKind.PASS, 1990 + i, "50") for i in range(100))[
                :: 1 if word == "avant" else -1
            ],
        )

    started = time.perf_counter()

    assert compare(rewritten("avant"), rewritten("après"))
    assert time.perf_counter() - started < 10


# --- In the words of the kind ---


def told(new: Sheet, old: Sheet = SHEET) -> list[str]:
    return [plain(change.sentence) for change in compare(valid(old), valid(new)).changes]


def of_a_title(sheet: Sheet) -> Sheet:
    """The same programme as a titre professionnel, not followed in work-study."""
    return edited(sheet, kind=Kind.TITRE_PRO, work_study=WorkStudy.NO)


def test_rows_of_a_title_are_called_as_it_calls_them() -> None:
    title = of_a_title(SHEET)
    fewer = edited(
        title,
        intakes=title.intakes[:-1],
        blocs=title.blocs[1:],
        exam_units=tuple(edited(row, blocs=()) for row in title.exam_units[1:]),
        exemptions=(),
        key_figures=title.key_figures[1:],
    )

    sentences = told(title, fewer)

    assert "Une session est ajoutée : 11 janvier 2027, Campus de Pau." in sentences
    assert any(one.startswith("Un CCP est ajouté : CCP 1 : ") for one in sentences)
    assert any(one.startswith("Une évaluation est ajoutée : U") for one in sentences)
    assert any(one.startswith("Une équivalence est ajoutée : ") for one in sentences)
    figure_told = "Un chiffre clé est ajouté : Réussite à l’évaluation 2024 : 92,9 %."
    assert figure_told in sentences
    titles = [section.title for section in compare(fewer, title).sections]
    assert {"Équivalences et passerelles", "Certification"} <= {*titles}


def test_only_professional_blocs_of_a_title_are_ccp() -> None:
    title = of_a_title(SHEET)
    elective = edited(title.blocs[0], kind=BlocKind.ELECTIVE, number=None, title="Anglais")
    more = edited(title, blocs=(*title.blocs, elective))

    assert told(more, title)[0] == "Un bloc est ajouté : Anglais."


def test_a_programme_that_becomes_of_another_kind_is_told_whole() -> None:
    before = edited(SHEET, equivalence="BTS d’une autre spécialité")
    after = edited(of_a_title(SHEET), kind=Kind.CERTIFICATION, registry=Registry.RS, level=None)

    sentences = told(after, before)

    assert any(one.startswith("Le type de formation passe de « brevet") for one in sentences)
    assert "Le niveau n’est plus indiqué (avant : « Niveau 5 »)." in sentences
    # What the new kind does not have is told all the same: it was on the old paper.
    assert any(one.startswith("L’équivalence n’est plus indiquée") for one in sentences)


@given(any_sheet(), st.sampled_from([*Kind, None]))
def test_a_change_of_kind_is_named_whatever_the_sheet(sheet: Sheet, kind: Kind | None) -> None:
    other = edited(sheet, kind=kind)

    aspects = [change.aspect for change in compare(sheet, other).changes]

    assert aspects == ([] if kind is sheet.kind else ["type de formation"])


# Documents


def with_common(**changes: Any) -> Sheet:
    """Whose common document says something else."""
    (row,) = CENTRE.documents
    return edited(SHEET, centre=edited(CENTRE, documents=(edited(row, **changes),)))


def test_a_new_file_is_one_change_which_says_replaced_and_never_a_hash() -> None:
    new = {"digest": "b" * 64, "size": 1_260_000, "pages": 6, "added_on": date(2026, 9, 1)}

    (sentence,) = told(with_common(**new))

    assert sentence == (
        "Le fichier du document du centre « Règlement intérieur » est remplacé : "
        "PDF, 6 pages, 1,3 Mo, du 1er septembre 2026."
    )


def test_a_document_that_comes_says_its_file_once() -> None:
    row = Document(**{**CENTRE.documents[0].model_dump(), "kind": "calendar", "title": "2026-2027"})

    (change,) = compare(SHEET, SHEET.model_copy(update={"documents": (row,)})).changes

    assert plain(change.sentence) == "Un document est ajouté : Calendrier, 2026-2027."
    assert [one.label for one in change.details] == ["nature", "titre", "fichier"]
