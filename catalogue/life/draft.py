"""The draft tree ↔ the sheet: the one reader and the one writer.

Restoring, duplicating and importing all end in `write_sheet`.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Prefetch, QuerySet

from admissions.models import Exemption, FundingOption, FundingScheme, Requirement
from programmes import sheet as sheets
from programmes.models import (
    Bloc,
    ExamPaper,
    ExamUnit,
    FurtherStudy,
    Intake,
    KeyFigure,
    Objective,
    Occupation,
    Programme,
    Site,
    TrainingCentre,
)
from programmes.models.ordering import OrderedRow
from programmes.sheet import Part, Sheet
from programmes.text import one_line_end

OrderedRowType = TypeVar("OrderedRowType", bound=OrderedRow)

# Where the programme's own scalar fields stand; its children and its centre are written apart.
_CHILDREN = frozenset(
    {
        "intakes", "blocs", "exam_units", "requirements", "exemptions",
        "funding_options", "occupations", "further_studies", "key_figures",
    }
)  # fmt: skip


def for_sheet(programmes: QuerySet[Programme]) -> QuerySet[Programme]:
    """The prefetch plan of a sheet: the same dozen queries for one programme or for fifty."""
    return programmes.select_related("centre").prefetch_related(
        "centre__sites",
        Prefetch("intakes", Intake.objects.select_related("site")),
        "blocs__objectives",
        Prefetch("exam_units", ExamUnit.objects.select_related("bloc")),
        "exam_units__papers",
        "requirements",
        "exemptions__units",
        Prefetch("funding_options", FundingOption.objects.select_related("scheme")),
        "occupations",
        "further_studies",
        "key_figures",
    )


def read_sheet(programme_pk: int) -> Sheet:
    """The sheet of a draft as it stands in the database now."""
    return sheets.read(for_sheet(Programme.objects.all()).get(pk=programme_pk))


@transaction.atomic
def write_sheet(sheet: Sheet, programme: Programme) -> list[str]:
    """Write a sheet back into draft tables, replacing the programme's own rows.

    `programme` may be unsaved (duplicate, import). Shared rows (centre, sites, funding schemes)
    stay as they are; those that nothing replaces are created. Returns what differs between the
    sheet and the shared rows, one French sentence each.
    """
    differences: list[str] = []
    programme.centre = _shared_centre(sheet.centre, programme, differences)
    sites = _shared_sites(sheet, programme.centre, differences)

    for name, value in _scalars(sheet, _CHILDREN | {"centre"}).items():
        setattr(programme, name, value)
    programme.save()

    _delete_children(programme)
    Intake.objects.bulk_create(
        Intake(
            programme=programme,
            site=sites[row.site] if row.site is not None else None,
            **_scalars(row, {"site"}),
        )
        for row in sheet.intakes
    )
    blocs = _write_blocs(sheet, programme)
    units = _write_exam(sheet, programme, blocs)
    _write_exemptions(sheet, programme, units)
    FundingOption.objects.bulk_create(
        _ordered(
            FundingOption(
                programme=programme,
                scheme=_shared_scheme(row.scheme, differences),
                **_scalars(row, {"scheme"}),
            )
            for row in sheet.funding_options
        )
    )
    Requirement.objects.bulk_create(
        _ordered(Requirement(programme=programme, **_scalars(row)) for row in sheet.requirements)
    )
    Occupation.objects.bulk_create(
        _ordered(Occupation(programme=programme, **_scalars(row)) for row in sheet.occupations)
    )
    FurtherStudy.objects.bulk_create(
        _ordered(
            FurtherStudy(programme=programme, **_scalars(row)) for row in sheet.further_studies
        )
    )
    KeyFigure.objects.bulk_create(
        _ordered(KeyFigure(programme=programme, **_scalars(row)) for row in sheet.key_figures)
    )
    return differences


def _delete_children(programme: Programme) -> None:
    for children in _CHILDREN:
        getattr(programme, children).all().delete()
    # A programme read through `for_sheet` remembers the rows that were just deleted.
    getattr(programme, "_prefetched_objects_cache", {}).clear()


def _scalars(part: Part, without: Iterable[str] = ()) -> dict[str, Any]:
    """A part's fields as its table stores them: an absent choice is an empty text there."""
    left_out = set(without)
    values = {name: getattr(part, name) for name in type(part).model_fields if name not in left_out}
    for name in _EMPTY_TEXT_CHOICES & values.keys():
        values[name] = values[name] or ""
    for name in _LISTS & values.keys():
        values[name] = list(values[name])
    return values


_EMPTY_TEXT_CHOICES = frozenset({"diploma_kind", "delivery_mode", "cefr_level"})
_LISTS = frozenset({"formacodes", "training_weekdays"})


def _ordered(rows: Iterable[OrderedRowType]) -> list[OrderedRowType]:
    numbered = list(rows)
    for order, row in enumerate(numbered, start=1):
        row.order = order
    return numbered


def _write_blocs(sheet: Sheet, programme: Programme) -> dict[str, Bloc]:
    blocs = Bloc.objects.bulk_create(
        _ordered(Bloc(programme=programme, **_scalars(row, {"objectives"})) for row in sheet.blocs)
    )
    Objective.objects.bulk_create(
        objective
        for bloc, row in zip(blocs, sheet.blocs, strict=True)
        for objective in _ordered(Objective(bloc=bloc, **_scalars(o)) for o in row.objectives)
    )
    return {bloc.title: bloc for bloc in blocs}


def _write_exam(sheet: Sheet, programme: Programme, blocs: dict[str, Bloc]) -> dict[str, ExamUnit]:
    units = ExamUnit.objects.bulk_create(
        _ordered(
            ExamUnit(
                programme=programme,
                bloc=blocs[row.bloc] if row.bloc is not None else None,
                **_scalars(row, {"bloc", "papers"}),
            )
            for row in sheet.exam_units
        )
    )
    ExamPaper.objects.bulk_create(
        paper
        for unit, row in zip(units, sheet.exam_units, strict=True)
        for paper in _ordered(ExamPaper(unit=unit, **_scalars(p)) for p in row.papers)
    )
    return {unit.code: unit for unit in units}


def _write_exemptions(sheet: Sheet, programme: Programme, units: dict[str, ExamUnit]) -> None:
    exemptions = Exemption.objects.bulk_create(
        _ordered(
            Exemption(programme=programme, **_scalars(row, {"units"})) for row in sheet.exemptions
        )
    )
    exempted = Exemption.units.through
    exempted.objects.bulk_create(
        exempted(exemption=exemption, examunit=units[code])
        for exemption, row in zip(exemptions, sheet.exemptions, strict=True)
        for code in row.units
    )


def _shared_centre(
    part: sheets.Centre, programme: Programme, differences: list[str]
) -> TrainingCentre:
    """The centre of that name; else the one the programme has (it was renamed); else a new one."""
    centre = TrainingCentre.objects.filter(name=part.name).first()
    if centre is None and (saved := Programme.objects.filter(pk=programme.pk).first()):
        centre = saved.centre
    if centre is None:
        centre = TrainingCentre.objects.create(**_scalars(part, {"sites"}))
        Site.objects.bulk_create(
            _ordered(Site(centre=centre, **_scalars(row)) for row in part.sites)
        )
    _compare(centre, part, "centre", {"sites"}, differences)
    return centre


def _shared_sites(sheet: Sheet, centre: TrainingCentre, differences: list[str]) -> dict[str, Site]:
    """The centre's sites by name. One that an intake needs and that is gone is made again."""
    sites = {site.name: site for site in centre.sites.all()}
    order = max((site.order for site in sites.values()), default=0)
    needed = {intake.site for intake in sheet.intakes}
    for row in sheet.centre.sites:
        if row.name in sites:
            _compare(sites[row.name], row, f"lieu « {row.name} »", (), differences)
            continue
        if row.name in needed:
            order += 1
            sites[row.name] = Site.objects.create(centre=centre, order=order, **_scalars(row))
        made = "recréé pour une rentrée" if row.name in needed else "absent aujourd’hui"
        differences.append(f"lieu « {row.name} » : {made}.")
    return sites


def _shared_scheme(part: sheets.FundingScheme, differences: list[str]) -> FundingScheme:
    scheme, created = FundingScheme.objects.get_or_create(
        code=part.code, defaults=_scalars(part, {"code"})
    )
    if not created:
        _compare(scheme, part, f"dispositif « {part.name} »", (), differences)
    return scheme


def _compare(
    row: Any, part: Part, name: str, without: Iterable[str], differences: list[str]
) -> None:
    """Shared rows serve every programme: what differs is told, never overwritten."""
    for field, value in _scalars(part, without).items():
        today = getattr(row, field)
        if isinstance(today, str):
            today = one_line_end(today)  # as the sheet has it; a row may hold what browsers sent
        if today != value:
            label = row._meta.get_field(field).verbose_name
            differences.append(
                f"{name}, {label} : « {_in_words(today)} » aujourd’hui, "
                f"« {_in_words(value)} » dans cette édition."
            )


def _in_words(value: object) -> str:
    if isinstance(value, bool):
        return "oui" if value else "non"
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value or "vide")
