"""Where staff fill something in: the page, and the place on it."""

from typing import Final

from django.urls import reverse

from catalogue.admin.kit.whole_numbers import whole_number
from catalogue.duties import Field, Owner
from programmes.models import Programme
from programmes.sheet import Centre, Sheet, children

#: On the centre's page: the programme whose preview one comes from, and goes back to.
FROM: Final = "apercu"

# Written in one part of the form, read in two sections of the page: what it is, what identifies it.
_PARTS: Final = {"references": "presentation"}
# Chosen on a page of its own.
_OF_KIND: Final = frozenset({"kind", "kind_label"})
_ROWS: Final = frozenset({*children(Sheet), *children(Centre)})


def change_page(programme: Programme) -> str:
    return reverse("admin:programmes_programme_change", args=[programme.pk])


def kind_page(programme: Programme) -> str:
    return reverse("admin:programmes_programme_kind", args=[programme.pk])


def part_anchor(section: str) -> str:
    """Of the part of the programme's page where a section is written."""
    return f"part-{_PARTS.get(section, section)}"


def anchor_of(name: str, part: str = "") -> str:
    """A field's control, or the group of its rows; without a name, the part of the page."""
    if not name:
        return part_anchor(part)
    return f"{name}-group" if name in _ROWS else f"id_{name}"


def field_address(field: Field, programme: Programme) -> str:
    """Where a mention is filled in."""
    if field.owner is Owner.CENTRE:
        return f"{_centre_page(programme)}#{anchor_of(field.name)}"
    return f"{change_page(programme)}#{anchor_of(field.name, field.part)}"


def gap_address(path: str, programme: Programme) -> str:
    """Where the preview's reader fills in what it lacks, from the path of a field in the sheet.

    A row is filled in among its like: « funding_options.priced_on » leads to the fundings. Saving
    the centre leads back to the preview.
    """
    owner, _, rest = path.partition(".")
    if owner == "centre":
        name = rest.partition(".")[0]
        return f"{_centre_page(programme)}?{FROM}={programme.pk}#{anchor_of(name)}"
    if owner in _OF_KIND:
        return f"{kind_page(programme)}#{anchor_of(owner)}"
    return f"{change_page(programme)}#{anchor_of(owner)}"


def part_address(section: str, programme: Programme) -> str:
    """Where a whole section is written."""
    return f"{change_page(programme)}#{part_anchor(section)}"


def _centre_page(programme: Programme) -> str:
    return reverse("admin:programmes_trainingcentre_change", args=[programme.centre_id])


def programme_numbered(text: str) -> Programme | None:
    """The one that an address or a form names by its number."""
    key = whole_number(text)
    return None if key is None else Programme.objects.filter(pk=key).first()
