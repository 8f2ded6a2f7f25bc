"""Sheets of every kind of programme, in texts that say nothing: what is read there is ours."""

from functools import cache
from typing import Any, Final

from catalogue.life.kinds import of_kind
from programmes import sessions
from programmes.kinds import Kind, profile_of
from programmes.sheet import Part, Sheet
from programmes.vocabulary import Registry
from tests.factories import bare_sheet, example_sheet

# Codes and addresses, which nobody takes for words.
_NO_PROSE: Final = frozenset(
    {
        "slug", "uai", "siret", "nda", "registry_code", "former_codes", "cfd", "nsf", "formacodes",
        "code", "digest", "official_number", "rome_code", "phone", "email",
        "disability_contact_phone", "disability_contact_email",
    }
)  # fmt: skip


def neutral(sheet: Sheet) -> Sheet:
    """The same sheet with « Zq1 », « Zq2 »… for each text that somebody typed."""
    # An exemption names a unit by its code, where it has one.
    said = {unit.code: unit.code for unit in sheet.exam_units if unit.code}

    def reworded(name: str, value: Any) -> Any:
        if isinstance(value, Part):
            return _walked(value)
        if name == "intake" and value:
            day, site = sessions.told(value)
            return sessions.named(day, reworded("site", site) or None)
        if isinstance(value, tuple):
            return tuple(reworded(name, one) for one in value)
        if type(value) is not str or not value or name in _NO_PROSE:
            return value
        mark = said.setdefault(value, f"Zq{len(said) + 1}")
        return f"https://exemple.fr/{mark}" if value.startswith("https://") else mark

    def _walked(part: Part) -> Any:
        fields = type(part).model_fields
        return part.model_copy(
            update={name: reworded(name, getattr(part, name)) for name in fields}
        )

    rewritten: Sheet = _walked(sheet)
    return Sheet.model_validate(rewritten.model_dump(mode="json"))


@cache
def full_sheet(kind: Kind) -> Sheet:
    """With something in each field that programmes of that kind have; not under a contract."""
    example = example_sheet()
    unregistered = example.model_copy(update={"registry": None, "registry_code": ""})
    # Only what has no family bears a name of its own.
    sheet = of_kind(unregistered, kind, "nom" if kind.takes_a_label else "")
    options = [row for row in sheet.funding_options if not row.scheme.is_work_study]
    code = example.registry_code if sheet.profile.has("registry_code") else ""
    # Of no family, it may stand in the one register or the other.
    registry = profile_of(kind).registry or Registry.RNCP
    return neutral(
        sheet.model_copy(
            update={
                "funding_options": tuple(options),
                "work_study": None,
                "registry": registry,
                "registry_code": code,
                "results": sheet.results or (example.results if sheet.profile.certifies else None),
            }
        )
    )


@cache
def empty_sheet(kind: Kind) -> Sheet:
    """With its titles, its kind and its register."""
    return neutral(bare_sheet(kind=kind.value, registry=profile_of(kind).registry))
