"""An imported sheet on its way into the draft tables: checked as staff's forms check, or refused.

The caller holds the transaction: it keeps what was written, or undoes it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.utils.text import capfirst

from admissions.models import FundingScheme
from catalogue.life import addresses
from catalogue.life.draft import columns, tables, write_sheet
from catalogue.life.faults import Fault, Loc, clean, place
from catalogue.life.sites import centre_of_the_same_key, of_the_same_key, told
from programmes.models import FieldOfStudy, Programme, Site, StoredFile, TrainingCentre
from programmes.sheet import GRANTED, File, Part, Sheet, children
from programmes.sheet import Exemption as ExemptionPart
from programmes.text import address
from programmes.typography import NARROW
from programmes.web import validate_web_address

from .codes import misregistered
from .file import NotASheet, cleaned

# Django's name of a right → whether the person who imports has it.
MayDo = Callable[[str], bool]
AnyFile = TypeVar("AnyFile", bound=File)


@dataclass(frozen=True, slots=True)
class Received:
    """`differences`: what shared rows say otherwise and keep. `made`: shared rows that are new."""

    differences: list[str]
    made: list[str]


def receive(sheet: Sheet, programme: Programme, may: MayDo) -> Received:
    """Write it. Raises `NotASheet` with the place of each thing that a form would refuse.

    The programme's rows are checked before they are written: a constraint of the database names no
    place.
    """
    sheet = _with_small_letters(cleaned(sheet), programme.slug)
    faults = list(_own_faults(sheet))
    if faults:
        raise NotASheet(faults)
    sheet, left = _with_files_of_this_site(sheet)
    known = _shared_rows(sheet, programme)
    differences = [*left, *write_sheet(sheet, programme)]
    new = {loc: row for loc, row in _shared_rows(sheet, programme).items() if loc not in known}
    faults = [
        fault
        for loc, row in new.items()
        for fault in (*_refused(row, may, loc), *_row_faults(row, loc), *_of_one_key(row, loc))
    ]
    if faults:
        raise NotASheet(faults)
    return Received(
        [_of_file(one) for one in differences],
        list(
            dict.fromkeys(
                f"{capfirst(row._meta.verbose_name)} «{NARROW}{row}{NARROW}»"
                for row in new.values()
            )
        ),
    )


def _with_small_letters(sheet: Sheet, standing: str) -> Sheet:
    """Its address as a form would take it; `standing`: the draft's, which is left as it is."""
    if sheet.slug == standing:
        return sheet
    made = address(sheet.slug)
    if not made:
        raise NotASheet([Fault(addresses.NOTHING_LEFT, place(("slug",)))])
    return sheet.model_copy(update={"slug": made})


def _of_file(difference: str) -> str:
    ending = "dans cette édition."
    if not difference.endswith(ending):
        return difference
    return difference.removesuffix(ending) + "dans ce fichier."


def _with_files_of_this_site(sheet: Sheet) -> tuple[Sheet, list[str]]:
    """A file of a programme names its documents and does not hold them: those that this site has
    are taken, with the size and the pages of what it has; the others are left out, and told."""
    named = {one.digest for one in sheet.files}
    kept = StoredFile.objects.described().in_bulk(named) if named else {}
    left = [
        f"document « {one.called} » : laissé de côté, ce site n’en a pas le fichier. "
        "Joignez-le de nouveau."
        for one in sheet.files
        if one.digest not in kept
    ]

    def known(rows: tuple[AnyFile, ...]) -> tuple[AnyFile, ...]:
        return tuple(
            row.model_copy(update={"size": kept[row.digest].size, "pages": kept[row.digest].pages})
            for row in rows
            if row.digest in kept
        )

    centre = sheet.centre.model_copy(update={"documents": known(sheet.centre.documents)})
    return sheet.model_copy(update={"centre": centre, "documents": known(sheet.documents)}), left


# The programme's own rows


def _own_faults(sheet: Sheet) -> Iterator[Fault]:
    yield from _row_faults(_row(Programme, sheet), ())
    yield from misregistered(sheet)
    for loc, part, model in _own_parts(sheet):
        yield from _row_faults(_row(model, part), loc)
        if isinstance(part, ExemptionPart) and not any(getattr(part, one) for one in GRANTED):
            yield Fault("ne dit pas ce qu’elle apporte.", place(loc))


def _own_parts(part: Part, loc: Loc = ()) -> Iterator[tuple[Loc, Part, type[models.Model]]]:
    for name, kind in children(type(part)).items():
        for index, inner in enumerate(getattr(part, name)):
            yield (*loc, name, index), inner, tables()[kind]
            yield from _own_parts(inner, (*loc, name, index))


def _row(model: type[models.Model], part: Part) -> models.Model:
    """As its table would store it, without the rows that it is tied to."""
    row = model(**columns(part, model))
    if any(field.name == "programme" for field in model._meta.fields):
        row.programme = Programme()  # type: ignore[attr-defined]
    return row


# What forms check


def _row_faults(row: models.Model, loc: Loc) -> Iterator[Fault]:
    tied = {field.name for field in row._meta.fields if field.is_relation}
    wrong: dict[str, list[str]] = {}
    try:
        row.full_clean(exclude=tied if row._state.adding else None)
    except ValidationError as error:
        wrong = error.message_dict
    for field in row._meta.fields:
        address = getattr(row, field.name) if isinstance(field, models.URLField) else ""
        try:
            if address:
                validate_web_address(address)
        except ValidationError as error:
            wrong[field.name] = error.messages
    for name, texts in wrong.items():
        where = place(loc if name == NON_FIELD_ERRORS else (*loc, name))
        yield from (Fault(clean(text), where) for text in texts)


# Rows that all programmes share


def _shared_rows(sheet: Sheet, programme: Programme) -> dict[Loc, models.Model]:
    """Those that the sheet names and the database has, by their place in the file."""
    found: dict[Loc, models.Model] = {}
    centre = TrainingCentre.objects.filter(name=sheet.centre.name).first()
    if centre is None and programme.centre_id:
        centre = programme.centre  # it was renamed
    if centre is not None:
        found[("centre",)] = centre
    field = FieldOfStudy.objects.filter(name=sheet.field_of_study).first()
    if field is not None:
        found[("field_of_study",)] = field
    for index, part in enumerate(sheet.centre.sites):
        site = Site.objects.filter(centre=centre, name=part.name).first() if centre else None
        if site is not None:
            found[("centre", "sites", index)] = site
    for index, option in enumerate(sheet.funding_options):
        scheme = FundingScheme.objects.filter(code=option.scheme.code).first()
        if scheme is not None:
            found[("funding_options", index, "scheme")] = scheme
    return found


def _of_one_key(row: models.Model, loc: Loc) -> Iterator[Fault]:
    """New, under a name that the catalogue's filters would not tell from another's."""
    said = ""
    if isinstance(row, Site) and (other := of_the_same_key(row)):
        said = told(other)
    elif isinstance(row, TrainingCentre):
        said = centre_of_the_same_key(row, row.name)
    if said:
        yield Fault(said, place((*loc, "name")))


def _refused(row: models.Model, may: MayDo, loc: Loc) -> Iterator[Fault]:
    meta = row._meta
    if not may(f"{meta.app_label}.add_{meta.model_name}"):
        yield Fault(
            f"«{NARROW}{clean(str(row))}{NARROW}» n’est pas encore dans le catalogue, "
            "et votre rôle ne permet pas de l’y créer.",
            place(loc),
        )
