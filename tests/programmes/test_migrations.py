"""Migrations: those that have landed stay as they are, and whatever they name stays importable.

A database that has run a migration never runs it again: an edit reaches new databases only, and
from then on two sites of one release differ. `landed_migrations.txt`, beside this file, holds the
hash of each, in the form that `sha256sum --check` reads from the root of the project.
"""

import ast
import copy
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.db import connection, transaction
from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.test import Client

from admissions.models import FundingScheme
from catalogue.life import publishing, reading
from catalogue.life.derived import derive_again
from catalogue.life.draft import write_sheet
from catalogue.life.reading import Refused
from catalogue.life.states import State, standings
from programmes import prose
from programmes import sheet as sheets
from programmes.comparison.brief import in_brief
from programmes.comparison.compare import compare
from programmes.models import Edition, Programme
from programmes.typography import number
from programmes.vocabulary import LengthUnit
from tests.catalogue.page_text import plain
from tests.environment import ROOT
from tests.programmes import version_1
from tests.programmes.test_upgrades import (
    PRICES_OF_VERSION_2,
    kept_in_version_2,
    of_version_2,
)

LANDED = Path(__file__).with_name("landed_migrations.txt")


def migrations() -> dict[str, Path]:
    """By their path from the root."""
    files = sorted(ROOT.glob("*/migrations/[0-9]*.py"))
    return {file.relative_to(ROOT).as_posix(): file for file in files}


def landed() -> dict[str, str]:
    """Path → SHA-256."""
    lines = (line.split("  ", 1) for line in LANDED.read_text().splitlines())
    return {path: digest for digest, path in lines}


def hash_of(file: Path) -> str:
    return sha256(file.read_bytes()).hexdigest()


# Landed migrations are never edited


@pytest.mark.parametrize("path", landed())
def test_a_landed_migration_is_never_edited(path: str) -> None:
    file = ROOT / path

    assert file.exists(), f"{path} has landed: landed migrations are never removed or renamed."
    assert hash_of(file) == landed()[path], (
        f"{path} has changed. Landed migrations are never edited: databases that have run it will "
        "not run it again. Take the change back, and write it as a new migration."
    )


def test_a_new_migration_is_held_from_the_day_it_lands() -> None:
    new = {path: file for path, file in migrations().items() if path not in landed()}
    lines = "\n".join(f"{hash_of(file)}  {path}" for path, file in new.items())

    assert not new, (
        "A new migration. Landed ones are never edited; once this one is final, add it to "
        f"{LANDED.relative_to(ROOT)}:\n{lines}"
    )


# What they name stays importable


def names_in(source: str) -> Iterator[str]:
    """Every dotted path that a module imports, and every attribute that it takes from one.

    `import a.b` and then `a.b.c` is `a.b.c`; `from a import b` and then `b.c` is `a.b.c`.
    """
    tree = ast.parse(source)
    bound: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name
                root = alias.name.partition(".")[0]
                bound[alias.asname or root] = alias.name if alias.asname else root
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "a migration names in full what it imports"
            for alias in node.names:
                bound[alias.asname or alias.name] = f"{node.module}.{alias.name}"
                yield f"{node.module}.{alias.name}"
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and (chain := _chain(node)):
            root, *rest = chain
            if root in bound:
                yield ".".join([bound[root], *rest])


def _chain(node: ast.expr) -> list[str]:
    """`a.b.c` as its parts; nothing for what does not begin with a name."""
    if isinstance(node, ast.Name):
        return [node.id]
    if isinstance(node, ast.Attribute) and (before := _chain(node.value)):
        return [*before, node.attr]
    return []


@cache
def needed() -> dict[str, list[str]]:
    """Dotted path → the migrations that name it. Those inside a longer one go with it."""
    found: dict[str, list[str]] = {}
    for path, file in migrations().items():
        names = set(names_in(file.read_text(encoding="utf-8")))
        for name in names:
            if not any(other.startswith(f"{name}.") for other in names):
                found.setdefault(name, []).append(path)
    return dict(sorted(found.items()))


def find(dotted: str) -> Any:
    """A module, or what one holds. Raises `ImportError` or `AttributeError`."""
    parts = dotted.split(".")
    found = import_module(parts[0])
    for index, part in enumerate(parts[1:], start=2):
        if not hasattr(found, part):
            try:
                import_module(".".join(parts[:index]))
            except ModuleNotFoundError as error:
                raise AttributeError(f"{'.'.join(parts[: index - 1])} has no {part}") from error
        found = getattr(found, part)
    return found


@pytest.mark.parametrize("dotted", needed())
def test_what_a_landed_migration_names_stays_importable(dotted: str) -> None:
    try:
        find(dotted)
    except (ImportError, AttributeError) as error:
        pytest.fail(
            f"{dotted} cannot be imported any more ({error}), and {', '.join(needed()[dotted])} "
            "names it. Landed migrations are never edited: where it has moved, leave a module at "
            "the old path that imports it from its new one."
        )


def test_the_paths_that_migrations_need_are_found_in_every_way_of_naming_them() -> None:
    source = """
import a.b
import c.d as e
from f.g import h, i as j
a.b.validate(e.default, h.Inner.noop, j, own.thing, call().x)
"""

    assert set(names_in(source)) >= {
        "a.b.validate", "c.d.default", "f.g.h.Inner.noop", "f.g.i",
    }  # fmt: skip
    # Among ours, as the migrations name them today.
    assert {
        "programmes.identifiers.validate_rncp",
        "programmes.models.preview_links.in_seven_days",
    } <= needed().keys()


@pytest.mark.parametrize("dotted", ["programmes.gone", "programmes.identifiers.gone", "gone"])
def test_a_name_that_is_gone_is_noticed(dotted: str) -> None:
    with pytest.raises((ImportError, AttributeError)):
        find(dotted)


# A database of an older commit

DATES = frozenset({"edition_published_at", "edition_withdrawn_at"})


def constraints() -> dict[str, Any]:
    """Indexes and constraints of the editions' table, as the database describes them."""
    with connection.cursor() as cursor:
        return connection.introspection.get_constraints(cursor, Edition._meta.db_table)


def edition_dates() -> tuple[Migration, Any]:
    """The migration, and the state of the models before it."""
    loader = MigrationLoader(connection)
    migration = loader.get_migration("programmes", "0004_edition_dates")
    return migration, loader.project_state(("programmes", "0003_dead_links"))


@pytest.mark.django_db(transaction=True)  # SQLite changes no table inside a transaction
@pytest.mark.parametrize("missing", [DATES, {"edition_published_at"}, frozenset()])
def test_a_database_of_an_older_site_gets_the_indexes_that_it_lacks(missing: set[str]) -> None:
    today = constraints()
    assert today.keys() >= DATES
    with connection.cursor() as cursor:
        for name in missing:
            cursor.execute(f"DROP INDEX {name}")
    assert DATES & constraints().keys() == DATES - missing

    migration, before = edition_dates()
    with connection.schema_editor() as editor:
        migration.apply(before, editor)

    assert constraints() == today


@pytest.mark.django_db(transaction=True)
def test_going_back_before_these_indexes_leaves_them() -> None:
    today = constraints()

    migration, before = edition_dates()
    with connection.schema_editor() as editor:
        migration.unapply(before, editor)

    assert constraints() == today


# A database of version 1 of the sheet

VERSION_1 = [("programmes", "0004_edition_dates"), ("admissions", "0002_roles")]
FIRST: version_1.Stored = json.loads(
    Path(__file__).with_name("first_generation_sheet.json").read_text(encoding="utf-8")
)
TOTAL = number(sheets.load(FIRST).total_coefficient or 0)
OF_THE_RNCP = ("rncp_code", "rncp_registered_on", "rncp_expires_on")


def without(*names: str, **changes: Any) -> version_1.Stored:
    """The kept sheet without something in these fields."""
    empty: dict[str, Any] = {"rncp_code": "", "certifier": "", "cfd": "", "exam_units": []}
    return {**FIRST, **{name: empty.get(name) for name in names}, **changes}


def without_links() -> version_1.Stored:
    """Units that assess no bloc, one of them without a code, and exempt by its title."""
    units = [{**unit, "bloc": None} for unit in FIRST["exam_units"]]
    units[0]["code"] = ""
    exemptions = [{**row, "units": []} for row in FIRST["exemptions"]]
    exemptions[0]["units"] = [""]
    return {**FIRST, "exam_units": units, "exemptions": exemptions}


def of_groups() -> version_1.Stored:
    """Figures of a public told in words, alone or with others."""
    figures = copy.deepcopy(FIRST["key_figures"])
    told = ("candidats libres", "apprentis", "apprentis de 2024")
    for row, cohort in zip(figures, told, strict=False):
        row["cohort"] = cohort
    return {**FIRST, "key_figures": figures}


def marked() -> version_1.Stored:
    """Long texts that would mean more today than they did."""
    text = "**Gras**, [lien](https://exemple.fr)\n1. un\n- deux"
    return {
        **{name: text if name in prose.FIELDS else one for name, one in FIRST.items()},
        "centre": {**FIRST["centre"], "accessibility": text},
        "blocs": [{**bloc, "introduction": text} for bloc in FIRST["blocs"]],
    }


SHEETS: dict[str, version_1.Stored] = {
    "everything": FIRST,
    "marks": marked(),
    "no-link": without_links(),
    "no-contract": without(funding_options=[]),
    "groups": of_groups(),
    "no-kind": without("diploma_kind", "years", "level"),
    "no-register": without(*OF_THE_RNCP, "certifier", diploma_kind="cqp"),
    "code-alone": without(*OF_THE_RNCP[1:], diploma_kind="titre_rncp"),
    "day-alone": without("rncp_code", "rncp_registered_on", diploma_kind="titre_pro"),
    "attestation": without(
        *OF_THE_RNCP, "certifier", "exam_units", diploma_kind="attestation", exemptions=[]
    ),
    **{f"a-{kind}": {**FIRST, "diploma_kind": kind} for kind in version_1.KINDS},
}


def alone(name: str) -> version_1.Stored:
    """With an address, a centre and funding schemes of its own."""
    stored = copy.deepcopy({**SHEETS[name], "slug": name})
    stored["centre"]["name"] = f"Centre de {name}"
    for option in stored["funding_options"]:
        option["scheme"]["code"] = f"{option['scheme']['code']}-{name}"[:40]
    return stored


def to_today() -> None:
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


@pytest.fixture
def version_1_tables(transactional_db: None) -> Iterator[Any]:
    """The models of that time over tables of that time; those of today come back."""
    executor = MigrationExecutor(connection)
    executor.migrate(VERSION_1)
    try:
        yield executor.loader.project_state(VERSION_1).apps
    finally:
        to_today()


def publish_then(apps: Any, stored: version_1.Stored) -> int:
    """As the site did: the draft and its only edition, online. The key of the programme."""
    programme = version_1.Draft(apps, stored).programme
    canonical = json.dumps(stored, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    apps.get_model("programmes", "Edition").objects.create(
        programme=programme,
        fingerprint=sha256(canonical.encode()).hexdigest(),
        number=1,
        short_code=f"code{programme.pk}",
        published_at=datetime(2026, 11, 24, 11, tzinfo=UTC),
        current=True,
        **{name: stored[name] for name in ("slug", "short_title", "full_title", "level")},
        diploma_kind=stored["diploma_kind"] or "",
        sort_key=stored["slug"],
        search_text=stored["short_title"].lower(),
        sheet=stored,
    )
    return int(programme.pk)


@pytest.fixture
def migrated(version_1_tables: Any) -> dict[int, version_1.Stored]:
    """A catalogue of version 1, on today's tables: programme → its sheet as it was stored."""
    sheets_of_then = [alone(name) for name in SHEETS]
    with transaction.atomic():
        published = {publish_then(version_1_tables, stored): stored for stored in sheets_of_then}
    to_today()
    return published


@pytest.mark.long
def test_a_database_of_version_1_says_the_same_after_the_deploy(
    migrated: dict[int, version_1.Stored], client: Client
) -> None:
    for pk, stored in migrated.items():
        draft, edition = reading.of(pk), Edition.objects.get(programme=pk)

        # The sheet is stored as it was, and the rows of the draft say the same.
        assert edition.sheet == stored
        assert draft.sheet == sheets.load(stored)
        assert publishing.fingerprint_today(edition) == draft.fingerprint
        # A printed code answers that the paper is right, and the page is there.
        assert "Oui, fiche à jour" in client.get(f"/e/{edition.short_code}/").content.decode()
        html = client.get(f"/formations/{stored['slug']}/").content.decode()
        page = plain(html)
        assert stored["full_title"] in page
        assert (stored["years"] is None) == ("2 ans" not in page)
        named = [name for row in stored["exemptions"] for name in filter(None, row["units"])]
        exemptions = html[html.find('class="exemptions"') :].partition("</table>")[0]
        assert [name for name in named if f">{name}</a>" not in exemptions] == []
        assert (stored["certifier"] == "") == ("Ministère de l’enseignement" not in page)
        assert (stored["exam_units"] == []) == (f"Total des coefficients {TOTAL}" not in page)
        assert (stored["equivalence"] == "") == (stored["equivalence"] not in page)
    states = standings([reading.of(pk) for pk in migrated])
    assert {standing.state for standing in states.values()} == {State.ONLINE}


@pytest.mark.long
def test_what_was_published_in_version_1_is_found_compared_and_published_again(
    migrated: dict[int, version_1.Stored], client: Client
) -> None:
    assert derive_again() == len(migrated)

    def found(words: str) -> set[str]:
        html = client.get("/", {"q": words}).content.decode()
        return {stored["slug"] for stored in migrated.values() if f"/{stored['slug']}/" in html}

    assert found("ministère de l’enseignement") == {
        stored["slug"] for stored in migrated.values() if stored["certifier"]
    }
    # Three have none, but blocs whose codes begin with it, and a page that prints these.
    assert found("rncp38368") == {"no-register", "day-alone", "attestation"} | {
        stored["slug"] for stored in migrated.values() if stored["rncp_code"]
    }
    for pk, stored in migrated.items():
        programme = Programme.objects.get(pk=pk)
        with pytest.raises(Refused, match="rien n’a changé"):
            publishing.publish(programme, None)
        Programme.objects.filter(pk=pk).update(lead="Une autre accroche.")
        now = publishing.publish(programme, None)

        changes = in_brief(compare(sheets.load(stored), sheets.load(now.sheet)), 10)
        assert changes == ("L’accroche est modifiée.",)


@pytest.mark.long
def test_a_draft_that_was_changed_before_the_deploy_stays_changed(version_1_tables: Any) -> None:
    pk = publish_then(version_1_tables, alone("everything"))
    drafts = version_1_tables.get_model("programmes", "Programme").objects
    drafts.filter(pk=pk).update(years=3)

    to_today()

    draft = reading.of(pk)
    assert standings([draft])[pk].state is State.MODIFIED
    assert (draft.sheet.length, draft.sheet.length_unit) == (3, LengthUnit.YEARS)


# A database of version 2 of the sheet: price lines

BEFORE_PRICE_LINES = [("programmes", "0012_texts"), ("admissions", "0003_kinds")]


@pytest.mark.long
def test_prices_of_a_draft_pay_what_the_upgrade_says(transactional_db: None) -> None:
    """The rows of today go back to their tables of then, and come again."""
    drafts: dict[int, version_1.Stored] = {}
    for index, (kind, length, unit, contract, _) in enumerate(PRICES_OF_VERSION_2):
        stored = of_version_2(kept_in_version_2(), kind, length, unit, contract=contract)
        stored |= {"slug": f"formation-{index}"}
        for option in stored["funding_options"]:
            option["scheme"]["code"] += f"-{index}"
        programme = Programme()
        write_sheet(sheets.load(stored), programme)
        drafts[programme.pk] = stored

    try:
        MigrationExecutor(connection).migrate(BEFORE_PRICE_LINES)
    finally:
        to_today()

    for pk, stored in drafts.items():
        assert reading.of(pk).sheet.funding_options == sheets.load(stored).funding_options


@pytest.mark.long
def test_schemes_that_centres_use_come_to_existing_sites(transactional_db: None) -> None:
    executor = MigrationExecutor(connection)
    executor.migrate(BEFORE_PRICE_LINES)
    try:
        then = executor.loader.project_state(BEFORE_PRICE_LINES).apps
        schemes = then.get_model("admissions", "FundingScheme").objects
        assert not schemes.exists()
        then.get_model("programmes", "TrainingCentre").objects.create(name="CFA")
        schemes.create(code="region", name="Conseil régional")
        schemes.create(code="perso", name="financement personnel", public_concerned="tous")
    finally:
        to_today()

    found = dict(FundingScheme.objects.values_list("code", "name"))
    fixture = {row["fields"]["code"]: row["fields"] for row in schemes_of_the_fixture()}
    assert found.pop("region") == "Conseil régional"
    assert found.pop("perso") == "financement personnel"
    assert set(found) == {"aif", "poei", "faf"}
    for row in FundingScheme.objects.filter(code__in=found):
        assert (row.name, row.public_concerned) == (
            fixture[row.code]["name"],
            fixture[row.code]["public_concerned"],
        )


@pytest.mark.long
def test_a_new_site_gets_no_scheme_before_its_content(transactional_db: None) -> None:
    """Only an empty catalogue is filled with a first content."""
    MigrationExecutor(connection).migrate(BEFORE_PRICE_LINES)
    to_today()

    assert not FundingScheme.objects.exists()


def schemes_of_the_fixture() -> list[dict[str, Any]]:
    file = ROOT / "fixtures/funding_schemes.yaml"
    rows: list[dict[str, Any]] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return rows
