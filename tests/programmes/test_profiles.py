"""What each family proposes speaks of fields that there are, and of nothing that it lacks."""

from collections.abc import Iterator

import pytest

from programmes.kinds import Family, Kind, Profile, by_family, profile_of
from programmes.naming.paths import kind_at
from programmes.sections import SECTIONS
from programmes.sheet import Part, Sheet, children
from programmes.vocabulary import Registry


def profiles() -> list[Profile]:
    return [profile_of(kinds[0]) for _, kinds in by_family()]


def paths(part: type[Part] = Sheet, above: str = "") -> Iterator[str]:
    """Of every field and row of the sheet."""
    for name in part.model_fields:
        yield f"{above}{name}"
        if name in children(part):
            yield from paths(children(part)[name], f"{above}{name}.")


@pytest.mark.parametrize("profile", profiles(), ids=lambda one: one.family.value)
def test_a_profile_names_what_there_is(profile: Profile) -> None:
    known = set(paths())

    assert set(profile.lacks) <= known
    assert set(profile.helps) <= known
    assert set(profile.titles) <= {section.name for section in SECTIONS}


@pytest.mark.parametrize("profile", profiles(), ids=lambda one: one.family.value)
def test_no_help_is_written_for_what_the_family_lacks(profile: Profile) -> None:
    assert [path for path in profile.helps if not profile.has(path)] == []


@pytest.mark.parametrize("profile", profiles(), ids=lambda one: one.family.value)
def test_helps_are_short(profile: Profile) -> None:
    assert [text for text in profile.helps.values() if len(text) > 150] == []


def test_every_kind_is_listed_once_under_its_family() -> None:
    listed = by_family()

    assert [name for name, _ in listed] == Family.labels
    assert [kind for _, kinds in listed for kind in kinds] == sorted(
        Kind, key=lambda kind: list(Family).index(kind.family)
    )


def test_a_kind_is_found_by_its_initials() -> None:
    assert Kind.BTSA.option == "BTSA, brevet de technicien supérieur agricole"
    assert Kind.LICENCE.option == "Licence"
    assert [kind for kind in Kind if kind.takes_a_label] == [Kind.OTHER]


def test_what_no_register_holds_may_still_be_given_one() -> None:
    profile = profile_of(Kind.OTHER, Registry.NONE)

    assert profile.has("registry")
    assert profile.has("registry_code")
    assert not profile.has("exact_title")


@pytest.mark.parametrize(
    ("kind", "called"),
    [
        (Kind.BTS, "partie d’épreuve"),
        (Kind.TITRE_PRO, "partie d’évaluation"),
    ],
)
def test_rows_are_called_as_the_family_calls_them(kind: Kind, called: str) -> None:
    assert str(kind_at("exam_units.papers", profile_of(kind)).noun) == called
