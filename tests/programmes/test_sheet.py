"""The published document: strict, frozen, versioned, the same whatever it was read from."""

import copy
import hashlib
import json
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Annotated, Any, cast

import pytest
from django.db import connection, models
from hypothesis import given
from pydantic import BaseModel, TypeAdapter, ValidationError

from admissions import models as admissions
from catalogue.life.draft import field_of, tables
from programmes import models as programmes
from programmes import sheet as sheets
from programmes import vocabulary
from programmes.kinds import Kind
from programmes.sections import SECTIONS, sections_of
from tests.strategies import any_sheet

FIRST = Path(__file__).with_name("first_generation_sheet.json")
FIRST_FINGERPRINT = "dc55174c6a6f5a9b2f4b8bcc4dee0b2b8fef30305925da679cdb767dc9bb3758"
# Of the same sheet, as the fourth version reads it.
UPGRADED_FINGERPRINT = "720db0e53015f54808b3521999fdbba97527f3473ffbb6dc7bb03975d4a8dfbe"

# Before anything of the kept sheet ends.
DAY = date(2024, 1, 1)

Stored = dict[str, Any]


def first_generation() -> Stored:
    kept: Stored = json.loads(FIRST.read_text(encoding="utf-8"))
    return kept


@pytest.fixture
def stored() -> Stored:
    """The first generation as the current version stores it, with a row that it could not have."""
    kept = sheets.dump(sheets.load(first_generation()))
    note = {"publics": ["apprentices"], "text": "signer d’abord un contrat"}
    return {**kept, "start_notes": [note]}


@pytest.fixture
def sheet(stored: Stored) -> sheets.Sheet:
    return sheets.load(stored)


def shuffled(value: Any) -> Any:
    """The same JSON with its keys the other way round (PostgreSQL's jsonb reorders them)."""
    if isinstance(value, dict):
        return {key: shuffled(value[key]) for key in reversed(value)}
    return [shuffled(item) for item in value] if isinstance(value, list) else value


def errors_of(stored: Stored) -> list[str]:
    with pytest.raises(ValidationError) as refused:
        sheets.load(stored)
    return [".".join(map(str, error["loc"])) for error in refused.value.errors()]


# The kept sheet


def test_a_first_generation_sheet_loads_for_ever() -> None:
    sheet = sheets.load(first_generation())

    assert first_generation()["version"] == 1
    assert sheet.full_title == "Négociation et digitalisation de la relation client"
    assert sheet.total_coefficient == Decimal("12.00")
    assert [unit.code for unit in sheet.optional_units] == ["UF1"]
    assert sheet.key_figures[-1].value == Decimal("-3.50")
    assert sheet.is_work_study


def test_nobody_edits_the_kept_sheet() -> None:
    """Add an upgrade step instead; for a later generation, keep another file."""
    kept = json.loads(FIRST.read_text(encoding="utf-8"))
    canonical = json.dumps(kept, sort_keys=True, ensure_ascii=False, separators=(",", ":"))

    assert hashlib.sha256(canonical.encode()).hexdigest() == FIRST_FINGERPRINT


def test_the_kept_sheet_leaves_no_field_of_its_time_empty() -> None:
    kept = first_generation()
    empty = [name for name, value in walk(kept) if value in ("", [], {})]
    unknown = {name for name, value in walk(kept) if value is None}

    assert empty == []
    assert unknown <= {"blocs.objectives.cefr_level"}


def walk(value: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    yield name, value
    if isinstance(value, dict):
        for key, item in value.items():
            yield from walk(item, f"{name}.{key}".lstrip("."))
    elif isinstance(value, list):
        for item in value:
            yield from walk(item, name)


def test_the_kept_sheet_has_a_row_of_every_kind(sheet: sheets.Sheet) -> None:
    seen: dict[type[Enum], set[Any]] = {
        vocabulary.IntakeState: {row.state for row in sheet.intakes},
        vocabulary.BlocKind: {row.kind for row in sheet.blocs},
        vocabulary.ObjectiveLevel: {o.level for bloc in sheet.blocs for o in bloc.objectives},
        vocabulary.CefrLevel: {o.cefr_level for bloc in sheet.blocs for o in bloc.objectives},
        vocabulary.UnitGroup: {row.group for row in sheet.exam_units},
        vocabulary.RequirementKind: {row.kind for row in sheet.requirements},
        vocabulary.FigureKind: {row.kind for row in sheet.key_figures},
    }

    # Of that time: a session could not have its last places, nor a waiting list.
    seen[vocabulary.IntakeState] |= {
        vocabulary.IntakeState.LAST_PLACES,
        vocabulary.IntakeState.WAITING_LIST,
    }
    assert {kind.__name__ for kind, values in seen.items() if not set(kind) <= values} == set()
    assert {row.acquired_units for row in sheet.exemptions} == {True, False}
    assert {row.scheme.is_work_study for row in sheet.funding_options} == {True, False}
    # Nor were there documents to take along.
    assert sections_of(sheet, DAY) == tuple(one for one in SECTIONS if one.name != "documents")


# Strictness


def all_parts() -> list[type[sheets.Part]]:
    parts = (*sheets.Part.__subclasses__(), *sheets.File.__subclasses__())
    return [sheets.Sheet, *(part for part in parts if part not in (sheets.Sheet, sheets.File))]


@pytest.mark.parametrize("part", all_parts(), ids=lambda part: part.__name__)
def test_no_field_of_a_part_has_a_default(part: type[BaseModel]) -> None:
    assert [name for name, field in part.model_fields.items() if not field.is_required()] == []


@pytest.mark.parametrize("part", all_parts(), ids=lambda part: part.__name__)
def test_every_part_is_frozen_and_refuses_what_it_does_not_know(part: type[BaseModel]) -> None:
    assert part.model_config.get("frozen") is True
    assert part.model_config.get("extra") == "forbid"


def test_a_sheet_does_not_change(sheet: sheets.Sheet) -> None:
    with pytest.raises(ValidationError, match="frozen"):
        sheet.lead = "Autre"  # type: ignore[misc]
    with pytest.raises(ValidationError, match="frozen"):
        sheet.centre.name = "Autre"  # type: ignore[misc]
    assert hash(sheet) == hash(sheet.model_copy())
    assert not [value for _, value in sheet if isinstance(value, list | dict | set)]


def places_of(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The path of every object in the JSON, one of each kind of row."""
    if isinstance(value, dict):
        yield path
        for key, item in value.items():
            yield from places_of(item, (*path, key))
    elif isinstance(value, list) and value:
        yield from places_of(value[0], (*path, 0))


def at(value: Any, path: tuple[str | int, ...]) -> dict[str, Any]:
    for key in path:
        value = value[key]
    return cast("dict[str, Any]", value)


def test_a_missing_field_is_never_taken_for_an_empty_one(stored: Stored) -> None:
    for path in places_of(stored):
        for field in at(stored, path).keys() - {"version"}:
            damaged = copy.deepcopy(stored)
            del at(damaged, path)[field]

            assert errors_of(damaged) == [".".join(map(str, (*path, field)))]


def test_an_unknown_field_is_refused_everywhere(stored: Stored) -> None:
    paths = list(places_of(stored))
    for path in paths:
        damaged = copy.deepcopy(stored)
        at(damaged, path)["titel"] = "faute de frappe"

        assert errors_of(damaged) == [".".join(map(str, (*path, "titel")))]
    assert len(paths) == len(set(all_parts()) - {sheets.Document, sheets.CommonDocument})


def test_a_draft_without_the_attribute_fails_instead_of_being_empty(sheet: sheets.Sheet) -> None:
    class Draft:
        def __getattr__(self, name: str) -> object:
            if name == "lead":
                raise AttributeError(name)
            return getattr(sheet, name)

    with pytest.raises(ValidationError) as refused:
        sheets.read(Draft())
    assert [error["loc"] for error in refused.value.errors()] == [("lead",)]


@pytest.mark.parametrize(
    "slug", ["", "é", "a b", "a/b", "bts-ndrc\n", "\nbts", "a" * 101, "bts.ndrc", "٣"]
)
def test_an_address_holds_letters_digits_and_dashes_only(stored: Stored, slug: str) -> None:
    assert errors_of({**stored, "slug": slug}) == ["slug"]


@pytest.mark.parametrize("code", ["", "3456", "345666", "34566\n", "٣٤٥٦٦", "A4566"])
def test_a_formacode_is_five_digits(stored: Stored, code: str) -> None:
    assert errors_of({**stored, "formacodes": ["34566", code]}) == ["formacodes.1"]


@pytest.mark.parametrize("text", ["NUL \x00", "\ud83d seule", "\udc00"])
def test_a_character_that_no_database_keeps_is_refused(stored: Stored, text: str) -> None:
    assert errors_of({**stored, "lead": text}) == ["lead"]
    stored["blocs"][1]["objectives"][0]["text"] = text
    assert errors_of(stored) == ["blocs.1.objectives.0.text"]


# Numbers and texts take one form


@pytest.mark.parametrize("written", ["3", "3.0", "3.00", "3.000", 3, 3.0, Decimal("3E0")])
def test_one_number_gives_one_fingerprint_however_it_is_written(
    stored: Stored, sheet: sheets.Sheet, written: object
) -> None:
    stored["exam_units"][0]["papers"][0]["coefficient"] = written

    assert sheets.fingerprint(sheets.load(stored)) == sheets.fingerprint(sheet)
    assert sheets.dump(sheets.load(stored)) == sheets.dump(sheet)


def test_less_than_nothing_and_nothing_are_one_zero(stored: Stored, sheet: sheets.Sheet) -> None:
    stored["funding_options"][0]["remaining_cost"] = "-0.00"

    assert sheets.fingerprint(sheets.load(stored)) == sheets.fingerprint(sheet)


@pytest.mark.parametrize(
    ("path", "field", "right", "wrong"),
    [
        (("exam_units", 0, "papers", 0), "coefficient", ["0", "999.99", "4.50000", None],
         ["-0.01", "1000", "999.994", "999.995", "NaN", "Infinity", "1e30", "1e-30000", "",
          "trois"]),
        (("funding_options", 0), "amount", ["0", "999999.99", None],
         ["-0.01", "1000000", "999999.995", "NaN", "1e40"]),
        (("funding_options", 0), "remaining_cost", ["0", "999999.99", None],
         ["-0.01", "1000000", "NaN", "1e40"]),
        (("key_figures", 9), "value", ["-9999.99", "0", "9999.99"],
         ["-10000", "10000", "9999.995", "-1e40", "NaN", None]),
    ],
)  # fmt: skip
def test_a_decimal_stays_within_what_its_column_holds(
    stored: Stored,
    path: tuple[str | int, ...],
    field: str,
    right: list[str | None],
    wrong: list[str | None],
) -> None:
    for value in right:
        at(stored, path)[field] = value
        sheets.load(stored)
    accepted = []
    for value in wrong:
        at(stored, path)[field] = value
        try:
            sheets.load(stored)
        except ValidationError:
            continue
        accepted.append(value)
    # 1e-30000 rounds to 0, which is a coefficient.
    assert [value for value in accepted if value != "1e-30000"] == []


@pytest.mark.parametrize("typed", ["un\r\ndeux\r\n\r\ntrois", "un\rdeux\r\rtrois"])
def test_line_ends_have_one_form(stored: Stored, typed: str) -> None:
    stored["presentation"] = typed
    browser = sheets.load(stored)
    stored["presentation"] = "un\ndeux\n\ntrois"

    assert browser.presentation == "un\ndeux\n\ntrois"
    assert sheets.fingerprint(browser) == sheets.fingerprint(sheets.load(stored))


def test_a_text_is_measured_once_its_line_ends_are_one_character(stored: Stored) -> None:
    stored["presentation"] = "\r\n" * 5000
    assert sheets.load(stored).presentation == "\n" * 5000
    stored["presentation"] += "!"
    assert errors_of(stored) == ["presentation"]


def test_an_empty_choice_is_no_choice(stored: Stored) -> None:
    stored["kind"] = stored["delivery_mode"] = ""
    stored["blocs"][0]["objectives"][0]["cefr_level"] = ""
    sheet = sheets.load(stored)

    assert sheet.kind is None
    assert sheet.delivery_mode is None
    assert sheet.blocs[0].objectives[0].cefr_level is None


# Fingerprint and storage


@given(any_sheet())
def test_what_is_stored_gives_the_sheet_back(sheet: sheets.Sheet) -> None:
    kept = json.loads(json.dumps(sheets.dump(sheet)))

    assert sheets.load(kept) == sheet
    assert sheets.dump(sheets.load(kept)) == kept


@given(any_sheet())
def test_the_order_of_the_keys_does_not_change_the_fingerprint(sheet: sheets.Sheet) -> None:
    other_order = sheets.load(shuffled(sheets.dump(sheet)))

    assert list(shuffled(sheets.dump(sheet))) != list(sheets.dump(sheet))
    assert sheets.fingerprint(other_order) == sheets.fingerprint(sheet)


@given(any_sheet(), any_sheet())
def test_two_sheets_are_equal_exactly_when_their_fingerprints_are(
    one: sheets.Sheet, other: sheets.Sheet
) -> None:
    assert (one == other) == (sheets.fingerprint(one) == sheets.fingerprint(other))
    assert sheets.fingerprint(one.model_copy()) == sheets.fingerprint(one)


def test_every_change_changes_the_fingerprint(stored: Stored, sheet: sheets.Sheet) -> None:
    """Texts, numbers, answers of the kept sheet in turn, and the order of each list."""
    seen = [sheets.fingerprint(sheet)]
    for path in all_objects(stored):
        row = at(stored, path)
        for key, value in row.items():
            if isinstance(value, list) and len(value) > 1:
                row[key] = value[::-1]
            elif isinstance(value, bool):
                row[key] = not value
            elif isinstance(value, str) and key in TEXTS:
                row[key] = value + "!"
            elif isinstance(value, int) and key in NUMBERS:
                row[key] = value + 1
            else:
                continue
            seen.append(sheets.fingerprint(sheets.load(stored)))
            row[key] = value

    assert len(seen) > 100
    assert len(set(seen)) == len(seen)


TEXTS = {"lead", "introduction", "text", "note", "situation", "payer", "rome_label", "cohort"}
TEXTS |= {"source", "url", "family", "access", "address", "accessibility", "former_name"}
NUMBERS = {"hours", "capacity", "places", "number", "duration_minutes", "n", "year"}


def all_objects(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The path of every object in the JSON."""
    if isinstance(value, dict):
        yield path
        for key, item in value.items():
            yield from all_objects(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from all_objects(item, (*path, index))


def test_the_fingerprint_is_the_same_on_every_machine() -> None:
    """Of a sheet that the first version stored, as the current one reads it."""
    assert sheets.VERSION == 5
    assert sheets.fingerprint(sheets.load(first_generation())) == UPGRADED_FINGERPRINT


# Versions


@pytest.mark.parametrize(
    "version", [None, 0, -1, sheets.VERSION + 1, 99, "1", "", [1], {"n": 1}, 1.5]
)
def test_a_version_that_this_site_does_not_know_is_refused(stored: Stored, version: object) -> None:
    with pytest.raises(ValueError, match="version de fiche inconnue"):
        sheets.load({**stored, "version": version})


def test_a_sheet_without_version_is_refused(stored: Stored) -> None:
    del stored["version"]

    with pytest.raises(ValueError, match="version de fiche inconnue"):
        sheets.load(stored)


def test_an_old_sheet_climbs_one_version_after_another(
    stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[int] = []

    def split_the_pitch(old: Stored) -> Stored:
        steps.append(old["version"])
        new = {key: value for key, value in old.items() if key != "pitch"}
        return {**new, "lead": old["pitch"]}

    def shout(old: Stored) -> Stored:
        steps.append(old["version"])
        return {**old, "lead": old["lead"].upper()}

    stored = sheets.upgrade(stored)
    now = sheets.VERSION
    monkeypatch.setattr(sheets, "VERSION", now + 2)
    monkeypatch.setattr(sheets, "UPGRADES", {now: split_the_pitch, now + 1: shout})
    current = sheets.dump(
        sheets.Sheet.model_validate({k: stored[k] for k in stored.keys() - {"version"}})
    )
    old = {**current, "version": now, "pitch": "Vendre"}
    del old["lead"]
    before = copy.deepcopy(old)

    sheet = sheets.load(old)

    assert sheet.lead == "VENDRE"
    assert steps == [now, now + 1]
    assert old == before, "what the edition stored is not touched"
    assert sheets.dump(sheet)["version"] == now + 2
    assert sheets.load({**current, "version": now + 2}).lead == stored["lead"]


def test_the_steps_lead_from_the_first_version_to_this_one() -> None:
    assert sorted(sheets.UPGRADES) == list(range(1, sheets.VERSION))


# References inside a sheet


def duplicate(key: str) -> Callable[[Stored], None]:
    def change(stored: Stored) -> None:
        stored[key].append(copy.deepcopy(stored[key][0]))

    return change


def set_(path: tuple[str | int, ...], field: str, value: object) -> Callable[[Stored], None]:
    def change(stored: Stored) -> None:
        at(stored, path)[field] = value

    return change


def double_site(stored: Stored) -> None:
    stored["centre"]["sites"].append(stored["centre"]["sites"][0])


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (duplicate("blocs"), "bloc : deux portent le même nom"),
        (duplicate("exam_units"), "unité : deux portent le même nom"),
        (double_site, "lieu : deux portent le même nom"),
        (set_(("exam_units", 0), "blocs", ["Bloc d’ailleurs"]), "bloc inconnu : Bloc d’ailleurs"),
        (set_(("exemptions", 0), "units", ["U1", "U9"]), "unité inconnu"),
        (set_(("exemptions", 0), "units", ["U1", "U1"]), "unité dispensée : deux"),
        (set_(("intakes", 0), "site", "Campus d’ailleurs"), "lieu inconnu : Campus d’ailleurs"),
        (set_(("funding_options", 0), "site", "Annexe"), "lieu inconnu : Annexe"),
    ],
)
def test_a_sheet_names_only_what_it_holds(
    stored: Stored, change: Callable[[Stored], None], sentence: str
) -> None:
    change(stored)

    with pytest.raises(ValidationError, match=sentence):
        sheets.load(stored)


def test_naming_nothing_is_allowed(stored: Stored) -> None:
    stored["exam_units"][0]["blocs"] = []
    stored["intakes"][0]["site"] = None
    stored["exemptions"][0]["units"] = []

    sheets.load(stored)


# What people read out of it


def test_the_objectives_are_those_of_the_professional_blocs(sheet: sheets.Sheet) -> None:
    assert [objective.text for objective in sheet.objectives] == [
        "Cibler et prospecter la clientèle",
        "Négocier et accompagner la relation client",
        "Maîtriser la relation omnicanale",
        "Animer la relation client digitale",
    ]


def test_occupations_are_grouped_by_family_in_order_of_appearance(sheet: sheets.Sheet) -> None:
    assert [
        (family, [row.title for row in rows]) for family, rows in sheet.occupation_families
    ] == [
        ("Relation client", ["Chargé de clientèle", "Vendeur"]),
        ("Banque et assurance", ["Conseiller"]),
    ]


def emptied(key: str, value: object) -> object:
    if key.endswith("_on"):
        return None
    if isinstance(value, bool) and key != "blocs_separately":
        return False
    return [] if isinstance(value, list) else "" if isinstance(value, str) else None


def test_a_section_without_content_is_absent(stored: Stored) -> None:
    bare = {key: emptied(key, value) for key, value in stored.items()}
    centre = {key: emptied(key, value) for key, value in stored["centre"].items()}
    sheet = sheets.load({**bare, "version": stored["version"], "slug": "vide", "centre": centre})

    assert [section.name for section in sections_of(sheet, DAY)] == ["contact"]


@given(any_sheet())
def test_whatever_the_sheet_its_projections_answer(sheet: sheets.Sheet) -> None:
    names = [section.name for section in sections_of(sheet, DAY)]
    known = [section.name for section in SECTIONS]

    assert names == [name for name in known if name in names]
    assert len(sheet.compulsory_units) + len(sheet.optional_units) == len(sheet.exam_units)
    assert sum(len(rows) for _, rows in sheet.occupation_families) == len(sheet.occupations)
    assert sheet.total_coefficient is None or sheet.total_coefficient >= 0


def test_sections_have_one_name_and_one_anchor_each() -> None:
    assert len({section.name for section in SECTIONS}) == len(SECTIONS)
    assert len({section.anchor for section in SECTIONS}) == len(SECTIONS)
    assert all(section.anchor.isascii() and section.anchor.islower() for section in SECTIONS)


def test_the_contract_of_the_public_json_can_be_written() -> None:
    schema = sheets.Sheet.model_json_schema(mode="serialization")

    assert json.loads(json.dumps(schema))["additionalProperties"] is False


# The sheet and the draft tables agree

TABLES = tables()
# In the sheet they are the name of the row that they point at.
NAMES = {("Intake", "site")}
# Of the draft alone: keys, order, staff's own, what only the legal pages show.
NOT_PUBLISHED = {"id", "order", "archived_at"}
PARENTS = {"Site": "centre", "CommonDocument": "centre", "Objective": "bloc", "ExamPaper": "unit"}
# What the site says, whatever the programme.
OF_THE_SITE = {
    ("TrainingCentre", name)
    for name in (
        *("publication_director", "host", "is_publisher"),
        *("logo", "logo_names_centre", "accent", "opening"),
    )
}

FIELDS = [
    pytest.param(part, name, id=f"{part.__name__}.{name}")
    for part in TABLES
    for name in part.model_fields
]


def constraints_of(part: type[BaseModel], name: str) -> dict[str, Any]:
    """What the JSON Schema says of one value, whether or not it may be absent."""
    schema = part.model_json_schema(mode="validation")
    described = schema["properties"][name]
    options = [one for one in described.get("anyOf", [described]) if one.get("type") != "null"]
    merged: dict[str, Any] = {}
    for option in options:
        merged |= option
    return merged


def table_field(part: type[sheets.Part], name: str) -> "models.Field[Any, Any]":
    return cast("models.Field[Any, Any]", field_of(TABLES[part], name))


def test_every_part_of_the_sheet_has_its_table() -> None:
    assert set(TABLES) == set(all_parts())


@pytest.mark.parametrize(("part", "name"), FIELDS)
def test_every_field_of_the_sheet_exists_in_the_draft(part: type[sheets.Part], name: str) -> None:
    field_of(TABLES[part], name)


@pytest.mark.parametrize("part", TABLES, ids=lambda part: part.__name__)
def test_every_editable_field_of_the_draft_is_published(part: type[sheets.Part]) -> None:
    model = TABLES[part]
    forgotten = {
        field.name
        for field in [*model._meta.fields, *model._meta.many_to_many]
        if field.name not in part.model_fields
        and field.name not in {*NOT_PUBLISHED, PARENTS.get(model.__name__, "programme")}
        and (model.__name__, field.name) not in OF_THE_SITE
    }

    assert forgotten == set()


@pytest.mark.parametrize(("part", "name"), FIELDS)
def test_a_text_has_the_same_limit_in_the_sheet_and_in_the_draft(
    part: type[sheets.Part], name: str
) -> None:
    field = table_field(part, name)
    if (part.__name__, name) in NAMES:
        field = cast("models.Field[Any, Any]", programmes.Site._meta.get_field("name"))
    if not isinstance(field, models.CharField | models.TextField) or field.choices:
        return
    described = constraints_of(part, name)
    limit = described.get("maxLength")
    if limit is None:  # an address states its length in its pattern
        assert f"{{1,{field.max_length}}}" in described["pattern"]
    else:
        assert limit == field.max_length


@pytest.mark.parametrize(("part", "name"), FIELDS)
def test_a_number_of_the_sheet_fits_in_its_column(part: type[sheets.Part], name: str) -> None:
    field = table_field(part, name)
    if isinstance(field, models.IntegerField) and not field.choices:
        least, most = connection.ops.integer_field_range(field.get_internal_type())
        described = constraints_of(part, name)
        low = described["minimum"] if "minimum" in described else described["exclusiveMinimum"]
        assert low >= max(least or 0, 0)
        assert described["maximum"] <= (most or 0)
    if isinstance(field, models.DecimalField):
        assert field.decimal_places == 2
        holds = Decimal(10) ** ((field.max_digits or 0) - 2)
        described_by = part.model_fields[name]
        annotated: Any = Annotated[(described_by.annotation, *described_by.metadata, None)]
        one_value: TypeAdapter[Decimal] = TypeAdapter(annotated)
        one_value.validate_python(holds - Decimal("0.01"))
        for too_much in (holds, holds - Decimal("0.005"), -holds):
            with pytest.raises(ValidationError):
                one_value.validate_python(too_much)


@pytest.mark.parametrize(("part", "name"), FIELDS)
def test_what_may_be_unknown_is_so_on_both_sides(part: type[sheets.Part], name: str) -> None:
    field = table_field(part, name)
    if not field.concrete or field.many_to_many:
        return
    described = part.model_json_schema()["properties"][name]
    may_be_absent = any(one.get("type") == "null" for one in described.get("anyOf", []))

    assert may_be_absent == (field.null or bool(field.choices and field.blank))


@pytest.mark.parametrize(("part", "name"), FIELDS)
def test_a_choice_offers_the_same_values_in_the_sheet_and_in_the_draft(
    part: type[sheets.Part], name: str
) -> None:
    field = table_field(part, name)
    if not getattr(field, "choices", None) or isinstance(field, models.BooleanField):
        return
    assert field.choices
    schema = part.model_json_schema()
    reference = constraints_of(part, name)["$ref"].rpartition("/")[2]

    assert schema["$defs"][reference]["enum"] == [value for value, _ in field.choices]


def all_models() -> list[type[models.Model]]:
    return [
        model
        for module in (programmes, admissions)
        for model in vars(module).values()
        if isinstance(model, type) and issubclass(model, models.Model)
    ]


def test_every_value_of_a_vocabulary_fits_in_its_column() -> None:
    fields = [
        field
        for model in all_models()
        for field in model._meta.fields
        if isinstance(field, models.CharField) and field.choices
    ]

    assert len(fields) >= 10
    assert [
        f"{field.model.__name__}.{field.name}: {value}"
        for field in fields
        for value, _ in field.choices or ()
        if len(value) > (field.max_length or 0)
    ] == []


def test_every_vocabulary_has_a_french_label_for_each_value() -> None:
    lists = [
        value
        for value in vars(vocabulary).values()
        if isinstance(value, type)
        and issubclass(value, Enum)
        and value.__module__.endswith("vocabulary")
    ]

    assert lists
    for choices in lists:
        labels = [member.label for member in choices]  # type: ignore[attr-defined]
        assert all(labels)
        assert len(set(labels)) == len(labels)


def test_every_diploma_has_a_badge() -> None:
    assert Kind.BTS.nature == "Diplôme d’État"
    assert Kind.LICENCE.nature == "Diplôme national"
    assert Kind.TITRE_PRO.nature == "Titre professionnel"
