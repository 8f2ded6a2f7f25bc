"""The draft tree ↔ the sheet: the one reader and the one writer.

Restoring, duplicating and importing all end in `write_sheet`. Both go by the sheet itself: a new
field or row of it is read and written here as soon as it has its column or table.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, Final, TypeAlias

from django.db import models, transaction
from django.db.models import Prefetch, QuerySet

from admissions.models import FundingScheme
from programmes import sheet as sheets
from programmes.models import (
    Bloc,
    ExamUnit,
    FieldOfStudy,
    Intake,
    Programme,
    Site,
    TrainingCentre,
)
from programmes.models.ordering import OrderedRow
from programmes.sheet import Part, Sheet, children, singles
from programmes.text import one_line_end

Table: TypeAlias = type[models.Model]
# The rows that others name, by what they are named by.
Named: TypeAlias = dict[Table, Mapping[str, Any]]

_NAMED_BY: Final[dict[Table, str]] = {
    Site: "name",
    Intake: "name",
    Bloc: "title",
    ExamUnit: "name",
    FundingScheme: "code",
    FieldOfStudy: "name",
}
# What such a name is made of, where another row tells it.
_NAMED_WITH: Final[dict[Table, str]] = {Intake: "site"}


@cache
def tables() -> Mapping[type[Part], Table]:
    """The table of each part of the sheet: the field that holds it is named like the relation."""
    return _tables(Sheet, Programme)


def _tables(part: type[Part], table: Table) -> dict[type[Part], Table]:
    found = {part: table}
    for name, inner in (*singles(part).items(), *children(part).items()):
        found |= _tables(inner, field_of(table, name).related_model)
    return found


def field_of(table: Table, name: str) -> Any:
    """Raises `FieldDoesNotExist`, with both names: the sheet has a field that no table has."""
    return table._meta.get_field(name)


def for_sheet(programmes: QuerySet[Programme]) -> QuerySet[Programme]:
    """The prefetch plan of a sheet: the same dozen queries for one programme or for fifty."""
    named = [one for one in Sheet.model_fields if field_of(Programme, one).many_to_one]
    return programmes.select_related(*named).prefetch_related(*_plan(Sheet))


def _plan(part: type[Part], path: str = "") -> "Iterator[Prefetch[Any]]":
    for name in singles(part):
        yield from _plan(singles(part)[name], f"{path}{name}__")
    for name, inner in children(part).items():
        table: Any = tables()[inner]
        named = [
            path
            for name in inner.model_fields
            if (field := field_of(table, name)).many_to_one
            for path in _named_by(name, field.related_model)
        ]
        rows = table.objects.select_related(*named) if named else table.objects.all()
        yield Prefetch(path + name, rows)
        for field in table._meta.many_to_many:
            yield Prefetch(f"{path}{name}__{field.name}")
        yield from _plan(inner, f"{path}{name}__")


def _named_by(name: str, table: Table) -> list[str]:
    """The rows to read for the name of the one that a row names."""
    return [name, f"{name}__{_NAMED_WITH[table]}"] if table in _NAMED_WITH else [name]


def read_sheet(programme_pk: int) -> Sheet:
    """The sheet of a draft as it stands in the database now."""
    return sheets.read(for_sheet(Programme.objects.all()).get(pk=programme_pk))


@transaction.atomic
def write_sheet(sheet: Sheet, programme: Programme) -> list[str]:
    """Write a sheet back into draft tables, replacing the programme's own rows.

    `programme` may be unsaved (duplicate, import). Shared rows (centre, sites, funding schemes,
    fields of study) stay as they are; those that nothing replaces are created. Returns what differs
    between the sheet and the shared rows, one French sentence each.
    """
    differences: list[str] = []
    programme.centre = _shared_centre(sheet.centre, programme, differences)
    named: Named = {
        Site: _shared_sites(sheet, programme.centre, differences),
        FundingScheme: _shared_schemes(sheet, differences),
    }
    programme.field_of_study = _shared_field(sheet)
    for name, value in columns(sheet, Programme).items():
        setattr(programme, name, value)
    programme.save()

    for name in children(Sheet):
        getattr(programme, name).all().delete()
    # A programme read through `for_sheet` remembers the rows that were just deleted.
    getattr(programme, "_prefetched_objects_cache", {}).clear()
    # In the order of the sheet: rows that others name come before those.
    for name in children(Sheet):
        _write_rows(name, [(programme, sheet)], named)
    return differences


def columns(part: Part, table: Table) -> dict[str, Any]:
    """A part's own fields as its table stores them: an absent choice is an empty text there."""
    stored: dict[str, Any] = {}
    for name in type(part).model_fields:
        field = field_of(table, name)
        if not field.is_relation:
            value = getattr(part, name)
            if value is None and not field.null:
                value = ""
            stored[name] = list(value) if isinstance(value, tuple) else value
    return stored


def _write_rows(name: str, owners: Sequence[tuple[models.Model, Part]], named: Named) -> None:
    """The rows of that name of each owner, in their order; then the rows inside them."""
    pairs = [
        (_row(owner, name, place, part, named), part)
        for owner, above in owners
        for place, part in enumerate(getattr(above, name), start=1)
    ]
    if not pairs:
        return
    table: Any = type(pairs[0][0])
    table.objects.bulk_create(row for row, _ in pairs)
    for link in table._meta.many_to_many:
        through = link.remote_field.through
        ends = link.m2m_field_name(), link.m2m_reverse_field_name()
        through.objects.bulk_create(
            through(**dict(zip(ends, (row, named[link.related_model][key]), strict=True)))
            for row, part in pairs
            for key in getattr(part, link.name)
        )
    if table in _NAMED_BY:
        named[table] = {getattr(row, _NAMED_BY[table]): row for row, _ in pairs}
    kind: type[Part] = type(pairs[0][1])
    for inner in children(kind):
        _write_rows(inner, pairs, named)


def _row(owner: models.Model, name: str, place: int, part: Part, named: Named) -> models.Model:
    relation = field_of(type(owner), name)
    table: Table = relation.related_model
    row = table(**{relation.field.name: owner}, **columns(part, table))
    for one, value in part:
        field = field_of(table, one)
        if field.many_to_one and value is not None:
            other = field.related_model
            key = getattr(value, _NAMED_BY[other]) if isinstance(value, Part) else value
            setattr(row, one, named[other][key])
    if isinstance(row, OrderedRow):
        row.order = place
    return row


def _shared_centre(
    part: sheets.Centre, programme: Programme, differences: list[str]
) -> TrainingCentre:
    """The centre of that name; else the one the programme has (it was renamed); else a new one."""
    centre = TrainingCentre.objects.filter(name=part.name).first()
    if centre is None and (saved := Programme.objects.filter(pk=programme.pk).first()):
        centre = saved.centre
    if centre is None:
        centre = TrainingCentre.objects.create(**columns(part, TrainingCentre))
        for name in children(sheets.Centre):
            _write_rows(name, [(centre, part)], {})
    _compare(centre, part, "centre", differences)
    _compare_documents(centre, part, differences)
    return centre


def _compare_documents(centre: TrainingCentre, part: sheets.Centre, differences: list[str]) -> None:
    """Those of the centre stay as they are today; a file tells by its hash whether it changed."""
    today = {(str(row), row.digest) for row in centre.documents.all()}
    names = {name for name, _ in today}
    for document in part.documents:
        name = document.called
        if name not in names:
            differences.append(f"document du centre « {name} » : absent aujourd’hui.")
        elif (name, document.digest) not in today:
            differences.append(f"document du centre « {name} » : son fichier est un autre.")


def _shared_sites(sheet: Sheet, centre: TrainingCentre, differences: list[str]) -> dict[str, Site]:
    """The centre's sites by name. One that a row needs and that is gone is made again."""
    sites = {site.name: site for site in centre.sites.all()}
    order = max((site.order for site in sites.values()), default=0)
    by_intakes = {intake.site for intake in sheet.intakes}
    needed = by_intakes | {option.site for option in sheet.funding_options}
    for row in sheet.centre.sites:
        if row.name in sites:
            _compare(sites[row.name], row, f"lieu « {row.name} »", differences)
            continue
        if row.name in needed:
            order += 1
            sites[row.name] = Site.objects.create(centre=centre, order=order, **columns(row, Site))
        whose = "une rentrée" if row.name in by_intakes else "un tarif"
        made = f"recréé pour {whose}" if row.name in needed else "absent aujourd’hui"
        differences.append(f"lieu « {row.name} » : {made}.")
    return sites


def _shared_field(sheet: Sheet) -> FieldOfStudy | None:
    if sheet.field_of_study is None:
        return None
    return FieldOfStudy.objects.get_or_create(name=sheet.field_of_study)[0]


def _shared_schemes(sheet: Sheet, differences: list[str]) -> dict[str, FundingScheme]:
    schemes: dict[str, FundingScheme] = {}
    for part in dict.fromkeys(option.scheme for option in sheet.funding_options):
        schemes[part.code], created = FundingScheme.objects.get_or_create(
            code=part.code, defaults=columns(part, FundingScheme)
        )
        if not created:
            _compare(schemes[part.code], part, f"dispositif « {part.name} »", differences)
    return schemes


def _compare(row: models.Model, part: Part, name: str, differences: list[str]) -> None:
    """Shared rows serve every programme: what differs is told, never overwritten."""
    for field, value in columns(part, type(row)).items():
        today = getattr(row, field)
        if isinstance(today, str):
            today = one_line_end(today)  # as the sheet has it; a row may hold what browsers sent
        if today != value:
            label = field_of(type(row), field).verbose_name
            differences.append(
                f"{name}, {label} : « {_in_words(today)} » aujourd’hui, "
                f"« {_in_words(value)} » dans cette édition."
            )


def _in_words(value: object) -> str:
    if isinstance(value, bool):
        return "oui" if value else "non"
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value or "vide")
