"""House rules: no address of a package registry, caching stated, nothing stored of the admin.

Who may import whom is held by `test_wings.py`.
"""

import ast
import re
import subprocess
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from pytest_django import Settings

from catalogue.server import caching
from programmes.models import Edition, PreviewLink, Programme
from tests.catalogue.test_wings import modules
from tests.environment import ROOT
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
    "granian": "`manage.py serve` starts it as a program",
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
    "paper": {"code": "drawn at random"},
    "margins": {"code": "drawn at random"},
    "sitemap_part": {"number": "1"},
}
# What one program or one reader asks for: kept by no cache.
PRIVATE = {"healthz", "readyz", "preview", "preview_pdf"}


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

    arguments = ARGUMENTS.get(name, {})
    if "code" in arguments:
        arguments = {"code": Edition.objects.current().get().short_code or ""}
    if name.startswith("preview"):
        arguments = {"token": shared_draft()}

    response = client.get(reverse(name, kwargs=arguments))

    expected = caching.PRIVATE if name in PRIVATE else caching.PUBLIC
    assert response.get("Cache-Control") == expected
    assert not response.cookies
    assert response.get("Vary", "Accept-Encoding") == "Accept-Encoding"


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
