"""Nothing can be forgotten: every field of the sheet is edited, shown, printed, compared, carried.

The sheet is walked, never a list: a new field or row is red until it is everywhere, and each
message names the file to touch. What is rightly absent somewhere stands in `EXCEPTED`, with its
reason, and an exception that is no longer needed is red as well.

A programme may leave out what its kind does not have: add its example to `EXAMPLES`.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum
from html import unescape
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from django.contrib import admin
from django.db import transaction
from django.test import Client
from django.urls import reverse
from pydantic import ValidationError

from catalogue.admin.life.places import part_anchor
from catalogue.admin.parts import IDENTITY, PARTS
from catalogue.admin.summaries import summaries
from catalogue.life.draft import Table, field_of, read_sheet, tables, write_sheet
from catalogue.life.kinds import of_kind
from catalogue.life.transfer.file import sheet_in, written
from catalogue.life.transfer.receiving import receive
from catalogue.outputs.pdf.data import paper_data
from catalogue.outputs.pdf.sections import BODIES
from catalogue.views.programme_page import article_of, page_around
from programmes import sheet as sheets
from programmes.comparison import compare
from programmes.kinds import Kind, by_family
from programmes.models import Programme
from programmes.naming.labels import LABELS, is_empty
from programmes.naming.paths import part_at
from programmes.naming.rows import ROW_KINDS
from programmes.sections import SECTIONS
from programmes.sheet import Part, Sheet, children, singles
from tests.environment import ROOT
from tests.factories import example_sheet, keep_files

# Before the first intake of the example, and before it is open.
TODAY = date(2025, 1, 1)
PDF = ROOT / "catalogue/outputs/pdf"
# In no text of an example.
MARK = "zqx"
MARKED_ADDRESS = f"https://{MARK}.fr/"


class Fact(NamedTuple):
    """A field of a part of the sheet: « Centre.academy »."""

    part: type[Part]
    name: str

    def __str__(self) -> str:
        return f"{self.part.__name__}.{self.name}"


@dataclass(frozen=True)
class Example:
    """A programme of one kind, with something in each field that its kind has.

    `without`: the names (« FurtherStudy.url », or « Sheet.key_figures » with all that its rows
    hold) of what its kind leaves out.
    """

    sheet: Sheet
    without: frozenset[str] = frozenset()

    def parts(self, part: type[Part] = Sheet) -> Iterator[type[Part]]:
        yield part
        for name, inner in {**singles(part), **children(part)}.items():
            if str(Fact(part, name)) not in self.without:
                yield from self.parts(inner)

    @property
    def fields(self) -> list[Fact]:
        return [
            fact
            for part in self.parts()
            for fact in (Fact(part, name) for name in part.model_fields)
            if fact.name not in {**singles(part), **children(part)}
            and str(fact) not in self.without
        ]

    @property
    def rows(self) -> list[Fact]:
        return [
            fact
            for part in self.parts()
            for fact in (Fact(part, name) for name in children(part))
            if str(fact) not in self.without
        ]


EVERYTHING = Example(example_sheet())


def of_another(kind: Kind) -> Example:
    """The same programme of another kind: all that this has, and nothing that it lacks."""
    sheet = of_kind(EVERYTHING.sheet, kind, "diplôme d’exemple")
    profile = sheet.profile
    # Where the kind leaves a choice, one that lets the page say all there is.
    rules = "bts" if profile.has("exam_units.group") else "own"
    left = {"rules": rules, "results": "obtained"}
    chosen = {
        name: value
        for name, value in left.items()
        if profile.has(name) and getattr(sheet, name) is None
    }
    # Stated, it shows what is told of apprentices, whether or not the kind usually has any.
    chosen["work_study"] = "possible"
    without = (path.rpartition(".") for path in profile.lacks)
    return Example(
        sheets.load(sheets.dump(sheet) | chosen),
        frozenset(str(Fact(part_at(rows), name)) for rows, _, name in without),
    )


EXAMPLES: dict[str, Example] = {
    "something in every field": EVERYTHING,
    **{
        kinds[0].value: of_another(kinds[0])
        for _, kinds in by_family()
        if kinds[0].family is not (EVERYTHING.sheet.kind or Kind.OTHER).family
    },
}

_KEY = "the key that stays when a scheme is renamed; people read its name"
_OF_FILE = "told by the file itself, when it is chosen"
_HASH = "paper names a document; where it stands is on the page"
# Aspect → field or row → why it is rightly absent there.
EXCEPTED: dict[str, dict[str, str]] = {
    "form": {
        f"{part}.{name}": _OF_FILE
        for part in ("Document", "CommonDocument")
        for name in ("size", "pages", "added_on")
    },
    "page": {"FundingScheme.code": _KEY},
    "paper": {
        "FundingScheme.code": _KEY,
        "Document.digest": _HASH,
        "CommonDocument.digest": _HASH,
        "KeyFigure.url": "paper names the source of a figure; its address is on the page",
    },
    "comparison": {},
    "transfer": {},
    "example": {
        "Exemption.on_request": "a box that starts ticked; `test_draft.py` carries both answers",
        "Sheet.blocs_only": "a box that starts unticked; `test_draft.py` carries both answers",
        "Sheet.permanent_entry": "a box that starts unticked; `test_draft.py` carries both answers",
        "Sheet.exam_in_doubt": "a box that starts unticked; `test_draft.py` carries both answers",
    },
}
# Where the newcomer goes.
REMEDIES: dict[str, str] = {
    "form": "Add it to its part in catalogue/admin/parts.py or its rows in inlines.py; for a bloc, "
    "an exam unit, the centre or a scheme: catalogue/admin/blocs.py, exam.py, centre.py, "
    "funding.py.",
    "page": "Show it in its section, templates/programmes/sections/*.html.",
    "paper": "Print it: catalogue/outputs/pdf/sections.py makes the data of each section, "
    "fact_sheet_sections.typ lays it out.",
    "comparison": "Name it: a field in programmes/naming/labels.py, a row in "
    "programmes/naming/rows.py.",
    "transfer": "Carry it: catalogue/life/draft.py reads and writes the draft tables, "
    "catalogue/life/transfer/ the file.",
    "example": "Fill it with another value than the default of its column: "
    "tests/factories.py, example_sheet (the kept first generation itself never changes).",
}


def hold(aspect: str, forgotten: Callable[[Example], Iterable[Fact]]) -> None:
    """Nothing is forgotten but what is excepted, and nothing is excepted for nothing."""
    excepted = EXCEPTED[aspect]
    missed: set[str] = set()
    for kind, example in EXAMPLES.items():
        found = list(dict.fromkeys(map(str, forgotten(example))))
        missed |= set(found)
        left = [name for name in found if name not in excepted]
        assert not left, (
            f"forgotten ({aspect}; {kind}): {', '.join(left)}. {REMEDIES[aspect]} Or name it with "
            f"its reason in EXCEPTED[{aspect!r}] of {Path(__file__).name}."
        )
    stale = sorted(set(excepted) - missed)
    assert not stale, f"excepted for nothing ({aspect}): {', '.join(stale)}. Take it off EXCEPTED."


# Changing one field of a sheet


def places(fact: Fact, part: Part, path: tuple[str | int, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where that field stands in the sheet, once for each row that has it."""
    if isinstance(part, fact.part):
        yield (*path, fact.name)
    for name in singles(type(part)):
        yield from places(fact, getattr(part, name), (*path, name))
    for name in children(type(part)):
        for index, row in enumerate(getattr(part, name)):
            yield from places(fact, row, (*path, name, index))


def at(value: Any, path: tuple[Any, ...]) -> Any:
    for step in path:
        value = getattr(value, step) if isinstance(value, Part) else value[step]
    return value


def changed(fact: Fact, sheet: Sheet) -> Iterator[tuple[Sheet, bool]]:
    """The sheet with another value there, in one row after the other; whether it is the mark."""
    for path in places(fact, sheet):
        value = at(sheet, path)
        for other in others(value):
            stored = sheets.dump(sheet)
            at(stored, path[:-1])[path[-1]] = other
            if isinstance(other, str):
                follow(stored, value, other)
            try:
                yield sheets.load(stored), other in (MARK, MARKED_ADDRESS)
            except ValidationError:
                continue  # that value is not allowed there


def others(value: Any) -> Iterator[Any]:
    """Other values of its type, as JSON."""
    match value:
        case Enum():
            yield from (one.value for one in type(value) if one is not value)
        case bool():
            yield not value
        case int():
            yield value + 1
        case Decimal():
            yield str(value + 1)
        case date():
            yield (value + timedelta(1)).isoformat()
        case str() if re.fullmatch("[0-9a-f]{64}", value):
            yield "c" * 64
        case str() if value.startswith("https://"):
            yield MARKED_ADDRESS
        case str():
            yield MARK
            yield None  # for the name of another row
        case tuple() if value:
            yield [one.value if isinstance(one, Enum) else one for one in value[:-1]]


def follow(value: Any, old: str, new: str) -> None:
    """What names a row follows when that one is renamed."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name in {"site", "bloc"} and inner == old:
                value[name] = new
            elif name == "intake" and inner:
                value[name] = inner.replace(f", {old}", f", {new}")
            elif name == "units":
                value[name] = [new if code == old else code for code in inner]
            else:
                follow(inner, old, new)
    elif isinstance(value, list):
        for inner in value:
            follow(inner, old, new)


def unsaid(say: Callable[[Sheet], str]) -> Callable[[Example], Iterator[Fact]]:
    """The fields that such an output says nothing of, wherever they stand."""

    def forgotten(example: Example) -> Iterator[Fact]:
        before = say(example.sheet)
        assert MARK not in before
        for fact in example.fields:
            if not any(
                MARK in say(sheet) if marked else say(sheet) != before
                for sheet, marked in changed(fact, example.sheet)
            ):
                yield fact

    return forgotten


def on_page(sheet: Sheet) -> str:
    article = article_of(sheet, number=1, published_on=TODAY, today=TODAY)
    return unescape(page_around(article)).casefold()


def on_paper(sheet: Sheet) -> str:
    return json.dumps(printed(sheet), ensure_ascii=False).casefold()


def printed(sheet: Sheet) -> dict[str, Any]:
    return paper_data(
        sheet,
        number=1,
        published_on=TODAY,
        address="https://exemple.fr/e/abc/",
        page_url=f"https://exemple.fr/formations/{sheet.slug}/",
    )


# The fields


def test_a_kind_leaves_out_a_field_or_rows_with_all_they_hold() -> None:
    kind = Example(
        example_sheet(exam_units=[], exemptions=[]),
        frozenset({"Sheet.exam_units", "Sheet.exemptions", "Sheet.cfd"}),
    )
    left_out = {str(fact) for fact in EVERYTHING.fields} - {str(fact) for fact in kind.fields}

    parts = (sheets.ExamUnit, sheets.ExamPaper, sheets.Exemption)
    own = {str(Fact(part, name)) for part in parts for name in part.model_fields}
    assert left_out == {"Sheet.cfd", *own - {"ExamUnit.papers"}}
    assert "ExamUnit.papers" not in map(str, kind.rows)


def test_every_field_is_shown_on_the_page() -> None:
    hold("page", unsaid(on_page))


def test_every_field_is_on_the_paper() -> None:
    hold("paper", unsaid(on_paper))


def test_every_change_is_named_by_the_comparison() -> None:
    def nameless(example: Example) -> Iterator[Fact]:
        yield from (one for one in example.rows if children(one.part)[one.name] not in ROW_KINDS)
        yield from (one for one in example.fields if one.name not in LABELS.get(one.part, {}))

    def unsaid_of(fact: Fact, example: Example) -> bool:
        name = LABELS[fact.part][fact.name].of(example.sheet.profile).noun.text
        return not any(
            name == change.aspect
            for sheet, _ in changed(fact, example.sheet)
            for change in compare(example.sheet, sheet).changes
        )

    def unnamed(example: Example) -> Iterator[Fact]:
        # Without a name for each row, two sheets cannot be compared at all.
        found = list(nameless(example))
        yield from found or (one for one in example.fields if unsaid_of(one, example))

    hold("comparison", unnamed)


@pytest.mark.django_db
@pytest.mark.ignore_template_errors
def test_every_field_and_row_is_edited_in_the_admin(admin_client: Client) -> None:
    def uneditable(example: Example) -> Iterator[Fact]:
        with transaction.atomic():
            write_sheet(example.sheet, Programme())
            controls, rows = offered(admin_client, example)
            transaction.set_rollback(True)
        for fact in example.fields:
            if (tables()[fact.part], fact.name) not in controls:
                yield fact
        for fact in example.rows:
            if (tables()[fact.part], tables()[children(fact.part)[fact.name]]) not in rows:
                yield fact

    hold("form", uneditable)


# The pages of the admin on which a table has fields besides its own.
ELSEWHERE: dict[Table, list[str]] = {Programme: ["kind"]}
_CONTROL = re.compile(r'<(?:input(?![^>]*type="hidden")|select|textarea)\b[^>]*? name="([\w-]+)"')


def offered(
    client: Client, example: Example
) -> tuple[set[tuple[Table, str]], set[tuple[Table, Table]]]:
    """What one sees: the fields of each table, and which rows stand on the page of which table."""
    controls, rows = set(), set()
    for table in (tables()[part] for part in example.parts()):
        if not admin.site.is_registered(table):
            continue  # rows of another page
        key = table._default_manager.values_list("pk", flat=True).first()
        label = f"{table._meta.app_label}_{table._meta.model_name}"
        answer = client.get(reverse(f"admin:{label}_change", args=[key]))
        names = _CONTROL.findall(answer.content.decode())
        controls |= {(table, name) for name in names}
        for page in ELSEWHERE.get(table, ()):
            html = client.get(reverse(f"admin:{label}_{page}", args=[key])).content.decode()
            controls |= {(table, name) for name in _CONTROL.findall(html)}
        shown = getattr(answer, "context_data", None) or {}
        for formset in (one.formset for one in shown["inline_admin_formsets"]):
            rows.add((table, formset.model))
            of_row = re.compile(rf"{formset.prefix}-(?:\d+|__prefix__)-(\w+)")
            controls |= {
                (formset.model, found[1]) for found in map(of_row.fullmatch, names) if found
            }
    return controls, rows


@pytest.mark.django_db
def test_every_field_is_carried_by_export_and_import() -> None:
    def lost(example: Example) -> Iterator[Fact]:
        programme = Programme()
        keep_files(example.sheet)  # an export names them: they travel by themselves
        receive(sheet_in(written(example.sheet).encode()), programme, lambda _right: True)
        back = read_sheet(programme.pk)
        for fact in (*example.fields, *example.rows):
            if values(fact, back) != values(fact, example.sheet):
                yield fact

    hold("transfer", lost)


def test_the_example_fills_every_field() -> None:
    """With another value than that of an empty form, or the other guards would see nothing."""

    def empty(example: Example) -> Iterator[Fact]:
        for fact in example.fields:
            default = getattr(field_of(tables()[fact.part], fact.name), "default", None)
            if all(is_empty(one) or one == default for one in values(fact, example.sheet)):
                yield fact
        for fact in example.rows:
            if not any(values(fact, example.sheet)):
                yield fact

    hold("example", empty)


def values(fact: Fact, sheet: Sheet) -> list[Any]:
    return [at(sheet, path) for path in places(fact, sheet)]


# The sections


@pytest.mark.parametrize("section", [section.name for section in SECTIONS])
def test_every_section_is_edited_summed_up_shown_and_printed(section: str) -> None:
    part = part_anchor(section).removeprefix("part-")
    laid_out = (PDF / "fact_sheet_sections.typ").read_text().partition("#let bodies = (")[2]
    missing = [
        remedy
        for there, remedy in (
            (part in {one.name for one in PARTS}, "a part in catalogue/admin/parts.py"),
            (part in summaries(example_sheet(), 0), "a line in catalogue/admin/summaries.py"),
            (
                (ROOT / f"templates/programmes/sections/{section}.html").is_file(),
                f"templates/programmes/sections/{section}.html",
            ),
            (section in BODIES, "its data in BODIES, catalogue/outputs/pdf/sections.py"),
            (
                f"  {section}: " in laid_out,
                "a function in fact_sheet_sections.typ, and in `bodies`",
            ),
        )
        if not there
    ]

    assert not missing, f"the section « {section} » lacks: {'; '.join(missing)}."


def test_nothing_is_left_of_a_section_that_is_gone() -> None:
    names = {section.name for section in SECTIONS}
    left = {
        "templates/programmes/sections": {
            file.stem for file in (ROOT / "templates/programmes/sections").iterdir()
        },
        "catalogue/outputs/pdf/sections.py": set(BODIES),
        # Beside the sections: what stands above them, and staff's own notes.
        "catalogue/admin/parts.py": {one.name for one in PARTS} - {IDENTITY.name, "notes"},
        "catalogue/admin/summaries.py": set(summaries(example_sheet(), 0)) - {"notes"},
    }

    assert {file: found - names for file, found in left.items() if found - names} == {}


def test_all_that_the_paper_is_given_is_laid_out() -> None:
    """The guard above reads the data of the paper: here the layout reads it too."""
    layout = "".join(file.read_text() for file in sorted(PDF.glob("*.typ")))

    unread = {
        name
        for example in EXAMPLES.values()
        for name in names_in(printed(example.sheet))
        if not re.search(rf"\.{name}\b", layout)
    }

    assert not unread, f"{PDF.name}/*.typ never reads {', '.join(sorted(unread))}."


def names_in(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from value
        value = value.values()
    if not isinstance(value, str) and isinstance(value, Iterable):
        for inner in value:
            yield from names_in(inner)
