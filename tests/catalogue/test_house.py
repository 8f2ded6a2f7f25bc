"""House rules: no address of a package registry, caching stated, nothing stored of the admin.

Who may import whom is held by `test_wings.py`.
"""

import ast
import re
import subprocess
from collections.abc import Iterator
from datetime import date
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from pytest_django import Settings

from catalogue.life import publishing
from catalogue.outputs import styles
from catalogue.server import caching
from programmes.kinds import Family, Kind
from programmes.models import (
    Document,
    Edition,
    PreviewLink,
    Programme,
    StoredFile,
    TrainingCentre,
)
from tests.catalogue.test_wings import modules
from tests.environment import ROOT
from tests.faces import logo
from tests.seeded import seeded

# Split, so that this file does not name them.
REGISTRIES = ["pypi" + ".org", "pythonhosted" + ".org", "npmjs" + ".", "registry" + ".yarnpkg"]


def test_no_file_names_a_package_registry() -> None:
    wrong = [
        str(file)
        for file in tracked_files()
        if any(host in file.read_text(errors="ignore") for host in REGISTRIES)
    ]

    assert wrong == []


def tracked_files() -> Iterator[Path]:
    """Every file of the project, committed or about to be."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],  # noqa: S607
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    files = (ROOT / name for name in listed.stdout.split("\0") if name)
    return (file for file in files if file.is_file())


def test_every_pinned_package_has_its_hashes() -> None:
    for file in ROOT.glob("requirements*.txt"):
        pins = file.read_text().replace("\\\n", " ").splitlines()
        assert pins
        assert [pin for pin in pins if "==" not in pin or "--hash=sha256:" not in pin] == []


# What the site needs without importing it.
NEVER_IMPORTED = {
    "PyYAML": "Django reads the fixtures with it",
    "argon2-cffi": "Django hashes passwords with it",
    "tzdata": "data, read by zoneinfo",
}


def test_every_package_that_the_site_asks_for_is_used() -> None:
    """Imported, or at work in each request; to be named among the apps is not to be used."""
    lines = (ROOT / "requirements.in").read_text().splitlines()
    asked = {re.split(r"[^\w.-]", line, maxsplit=1)[0] for line in lines if line[:1].isalpha()}
    used = {name.partition(".")[0] for name in [*imported(), *settings.MIDDLEWARE]}
    packages = {
        _one_way(name)
        for module, names in packages_distributions().items()
        for name in names
        if module in used
    }

    unused = {name for name in asked if _one_way(name) not in packages}

    assert unused == set(NEVER_IMPORTED)


def _one_way(name: str) -> str:
    """The same whether one writes Py_YAML or py-yaml."""
    return re.sub(r"[-_.]+", "-", name).lower()


# The one room that knows what each kind of programme is.
KINDS = "programmes.kinds"
# Stored once and for all: they say what an older site meant.
STEPS = "programmes.upgrades"


def test_no_other_room_asks_for_a_kind_of_programme_by_its_name() -> None:
    """What depends on the kind is asked of the profile of a sheet: see `programmes/kinds/`."""
    wrong = [
        f"{name}: {named}"
        for name, file in modules().items()
        if not name.startswith(KINDS) and not name.startswith(STEPS)
        for named in named_kinds(ast.parse(file.read_text()))
    ]
    wrong += [
        f"{file.relative_to(ROOT)}: {found[0]}"
        for file in sorted((ROOT / "templates").rglob("*.html"))
        for found in _KIND_IN_TEMPLATE.finditer(file.read_text())
    ]

    assert wrong == []


_MEMBERS = {name for one in (Kind, Family) for name in one.__members__}
_VALUES = {str(member.value) for one in (Kind, Family) for member in one}
_KIND_IN_TEMPLATE = re.compile(
    rf"\b(?:kind|family)(?:\.value)? *[=!]= *[\"'](?:{'|'.join(sorted(_VALUES))})\b"
)


def named_kinds(tree: ast.AST) -> Iterator[str]:
    """`Kind.BTS`, `"bts"` compared with something, looked up or matched."""
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(value=ast.Name(id="Kind" | "Family" as owner), attr=member):
                if member in _MEMBERS:
                    yield f"{owner}.{member}"
            case ast.Attribute(value=ast.Attribute(attr="Kind" | "Family" as owner), attr=member):
                if member in _MEMBERS:
                    yield f"{owner}.{member}"
            case ast.Compare(left=left, comparators=others):
                yield from _values(left, *others)
            case ast.MatchValue(value=value):
                yield from _values(value)
            case ast.Call(func=ast.Name(id="Kind" | "Family"), args=arguments):
                yield from _values(*arguments)


def _values(*nodes: ast.expr) -> Iterator[str]:
    for node in nodes:
        inner = node.elts if isinstance(node, ast.Tuple | ast.Set | ast.List) else [node]
        for one in inner:
            if isinstance(one, ast.Constant) and one.value in _VALUES:
                yield repr(one.value)


@pytest.mark.parametrize(
    "source",
    [
        "sheet.kind is Kind.BTS",
        "kinds.Family.CQP",
        "sheet.kind == 'bts'",
        "sheet.kind in {'cap', 'bp'}",
        "Kind('titre_pro')",
        "match kind:\n case 'cqp': pass",
    ],
)
def test_a_kind_asked_for_by_its_name_is_seen(source: str) -> None:
    assert list(named_kinds(ast.parse(source)))


def test_other_words_are_no_kinds() -> None:
    harmless = "elided('de', month); rule is Rules.BTS; BlocKind.GENERAL; name == 'de la'"

    assert list(named_kinds(ast.parse(harmless))) == []


def imported() -> Iterator[str]:
    """Every module that the site imports, its own included."""
    for file in modules().values():
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                yield node.module


# Each page of ours, with the arguments of an address that the seed fills.
ARGUMENTS: dict[str, dict[str, str]] = {
    "programme": {"slug": "bts-ndrc"},
    "fact_sheet_pdf": {"slug": "bts-ndrc"},
    "programme_picture": {"slug": "bts-ndrc"},
    "document": {"slug": "bts-ndrc"},
    "icon": {"size": "180"},
    "editions": {"slug": "bts-ndrc"},
    "paper": {"code": "drawn at random"},
    "margins": {"code": "drawn at random"},
    "sitemap_part": {"number": "1"},
    "accent": {"accent": "1a2fd0", "digest": styles.digest("#1a2fd0")},
    "logo": {"digest": "of its content"},
}
# Those whose address names what they hold.
FOREVER = {"accent", "logo", "document"}
# What one program or one reader asks for: kept by no cache.
PRIVATE = {"healthz", "readyz", "preview", "preview_pdf", "preview_document", "paper_code"}


def our_pages() -> list[str]:
    return [
        str(pattern.name)
        for pattern in get_resolver().url_patterns
        if isinstance(pattern, URLPattern)
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("name", our_pages())
def test_every_page_states_its_cache_policy(client: Client, settings: Settings, name: str) -> None:
    seeded()
    # Without the safety net that would answer in its place.
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "PolicyHeaders" not in name]

    arguments = {**ARGUMENTS.get(name, {})}
    if "code" in arguments:
        arguments = {"code": Edition.objects.current().get().short_code or ""}
    if name.startswith("preview"):
        arguments = {"token": shared_draft()}

    if name == "logo":
        arguments = {"digest": logo(TrainingCentre.objects.get()).digest}
    if name.endswith("document"):
        arguments["digest"] = offered_document()

    response = client.get(reverse(name, kwargs=arguments))

    if name.endswith("document"):
        assert response.status_code == 200
    expected = caching.IMMUTABLE if name in FOREVER else caching.PUBLIC
    expected = caching.PRIVATE if name in PRIVATE else expected
    assert response.get("Cache-Control") == expected
    assert not response.cookies
    assert response.get("Vary", "Accept-Encoding") == "Accept-Encoding"


def offered_document() -> str:
    """Of the seed, online."""
    programme = Programme.objects.get()
    digest = StoredFile.objects.keep(b"%PDF-", 1)
    Document.objects.create(
        programme=programme, kind="rules", digest=digest, size=5, pages=1, added_on=date(2026, 3, 2)
    )
    publishing.publish(programme, None)
    return digest


def shared_draft() -> str:
    user = User.objects.create_user("collegue")
    return PreviewLink.objects.make(Programme.objects.get(), user)[1]


def admin_pages() -> list[str]:
    """Every address of the admin that needs no argument, but the one that logs out."""
    (site,) = (
        resolver for resolver in get_resolver().url_patterns if isinstance(resolver, URLResolver)
    )
    return sorted(
        "/admin/" + prefix
        for name in site.reverse_dict
        if isinstance(name, str) and name != "logout"
        for (prefix, arguments), *_ in site.reverse_dict.getlist(name)[0][0:1]
        if not arguments
    )


@pytest.mark.ignore_template_errors
@pytest.mark.django_db
def test_no_page_of_the_admin_is_stored(admin_client: Client) -> None:
    pages = admin_pages()

    assert len(pages) > 10
    stored = [page for page in pages if "no-store" not in admin_client.get(page)["Cache-Control"]]
    assert stored == []
