"""Any sheet may be made of any kind: it stays a sheet, and loses only what that kind has not."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from catalogue.life.kinds import PROPOSED, consequences, of_kind
from programmes.comparison import compare
from programmes.kinds import Kind, profile_of
from programmes.linting.kinds import lacked
from programmes.sheet import Sheet
from programmes.vocabulary import Registry
from tests.factories import example_sheet
from tests.strategies import any_sheet

TODAY = date(2026, 11, 30)
KINDS = st.sampled_from(Kind)


@given(any_sheet(), KINDS)
def test_any_sheet_may_be_of_any_kind(sheet: Sheet, kind: Kind) -> None:
    made = of_kind(sheet, kind)

    assert made.kind is kind
    assert list(lacked(made, TODAY)) == []
    assert of_kind(made, kind) == made


@given(any_sheet(), KINDS)
def test_what_a_kind_has_stays_as_it_was(sheet: Sheet, kind: Kind) -> None:
    made = of_kind(sheet, kind)

    kept = {name for name in Sheet.model_fields if made.profile.has(name)}
    rows = {path.partition(".")[0] for path in made.profile.lacks}
    for name in kept - rows - {*PROPOSED, "kind", "kind_label"}:
        # What the register of old had ruled out comes back with no value of its own.
        if profile_of(kind).has(name):
            assert getattr(made, name) == getattr(sheet, name), name


@given(any_sheet(), KINDS)
def test_whatever_changes_is_told(sheet: Sheet, kind: Kind) -> None:
    made = of_kind(sheet, kind)
    told = consequences(sheet, made)

    changes = [
        change
        for change in compare(sheet, made).changes
        if change.aspect not in ("type de formation", "nom du type de formation")
    ]
    assert bool(changes) == bool(told.emptied or told.proposed)


def test_a_fact_that_staff_stated_is_told_and_stays() -> None:
    sheet = example_sheet(rules="own")

    made = of_kind(sheet, Kind.CERTIFICATION)
    (register, *_) = consequences(sheet, made).stays

    assert made.registry is Registry.RNCP
    assert (register.value, register.new) == ("RNCP", "Répertoire spécifique")
