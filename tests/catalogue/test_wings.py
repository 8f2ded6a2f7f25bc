"""Rooms and wings: from the ground up, and nothing imports what stands above it.

Read from the sources, so an import inside a function or for types alone counts as well.
"""

import ast
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from tests.environment import ROOT

# Each list from the ground up: what stands in one line knows nothing of the lines below it.
ROOMS = ("programmes", "admissions", "accounts", "catalogue")
WINGS: dict[str, tuple[str, ...]] = {
    "programmes": (
        "vocabulary",
        "identifiers",
        "text",
        "words",
        "places",
        "specialities",
        "typography",
        "colours",
        "prose",
        "web",
        "phones",
        "typed",
        "spellings",
        "nouns",
        "months",
        "rhythms",
        "sessions",
        "head_counts",
        "pdf_files",
        "kinds",
        "upgrades",
        "sheet",
        "series",
        "brief",
        "costs",
        "fields",
        "sections",
        "naming",
        "models",
        "comparison",
        "findable",
        "listing",
        "homonyms",
        "linting",
        "search",
    ),
    "accounts": (
        "totp",
        "typeable",
        "models",
        "network",
        "locks",
        "guessing",
        "devices",
        "hashing",
        "passwords",
        "security_log",
        "sessions",
        "factors",
        "halfway",
        "middleware",
        "tidying",
        "signals",
    ),
    "catalogue": (
        "server",
        "wording",
        "duties",
        "life",
        "outputs",
        "views",
        "safekeeping",
        "admin",
        "templatetags",
        "management",
    ),
    # What staff edit (programme, blocs, centre…) stands above all three.
    "catalogue.admin": ("kit", "together", "life"),
}
# Django looks for these in the room itself; each only names what stands elsewhere.
OF_DJANGO = {"apps", "settings", "urls", "wsgi", "migrations"}
# How a constraint of the database blames a field: about models, none itself.
KIT_MAY_IMPORT = {"programmes.models.checked"}


@cache
def modules() -> dict[str, Path]:
    """Dotted name → file, of the product without its migrations."""
    return {
        _dotted(file): file
        for room in ROOMS
        for file in sorted((ROOT / room).rglob("*.py"))
        if "migrations" not in file.parts
    }


def _dotted(file: Path) -> str:
    return ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


@cache
def imports() -> dict[str, frozenset[str]]:
    """Module → the modules of ours that it imports, wherever in the file."""
    return {name: frozenset(_imported(name, file)) - {name} for name, file in modules().items()}


def _imported(name: str, file: Path) -> Iterator[str]:
    package = name if file.name == "__init__.py" else name.rpartition(".")[0]
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in modules())
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1]
            origin = ".".join([*above, *filter(None, [node.module])]) if node.level else node.module
            for alias in node.names:
                found = f"{origin}.{alias.name}"
                yield found if found in modules() else str(origin)


def test_the_rooms_are_imported_in_one_direction() -> None:
    wrong = [
        f"{module} → {imported}"
        for module, those in imports().items()
        for imported in those
        if imported.partition(".")[0] in ROOMS and _room(imported) > _room(module)
    ]

    assert wrong == []


def _room(module: str) -> int:
    return ROOMS.index(module.partition(".")[0])


def test_the_product_never_imports_its_tests() -> None:
    wrong = [
        module
        for module, those in imports().items()
        if any(one.partition(".")[0] in {"tests", "bench"} for one in those)
    ]

    assert wrong == []


@pytest.mark.parametrize("room", WINGS)
def test_no_wing_imports_one_that_stands_above_it(room: str) -> None:
    wrong = [
        f"{module} → {imported}"
        for module, those in imports().items()
        for imported in those
        if (own := _floor(room, module)) is not None
        and (other := _floor(room, imported)) is not None
        and other > own
    ]

    assert wrong == []


def _floor(room: str, module: str) -> int | None:
    """Where a module stands in its room, from the ground up; None outside it."""
    if not module.startswith(f"{room}."):
        return None
    wing = module.removeprefix(f"{room}.").partition(".")[0]
    wings = WINGS[room]
    return wings.index(wing) if wing in wings else len(wings)


@pytest.mark.parametrize("room", ["programmes", "accounts", "catalogue"])
def test_every_wing_stands_in_the_list(room: str) -> None:
    """A new module goes into a wing, or its line is added where it may import what it needs."""
    found = {
        module.removeprefix(f"{room}.").partition(".")[0]
        for module in modules()
        if module.startswith(f"{room}.")
    }

    assert found - OF_DJANGO == set(WINGS[room])


def test_nothing_imports_in_a_circle() -> None:
    try:
        TopologicalSorter(imports()).prepare()
    except CycleError as error:
        pytest.fail(" → ".join(error.args[1]))


def test_the_kit_of_the_admin_knows_no_model_of_ours() -> None:
    wrong = [
        f"{module} → {imported}"
        for module, those in imports().items()
        if module.startswith("catalogue.admin.kit.")
        for imported in those - KIT_MAY_IMPORT
        if imported in modules() and ".models" in imported
    ]

    assert wrong == []
