"""`make audit`: what it names, what it says where it knows nothing, what it writes."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from tests.audit import known, licences
from tests.audit.__main__ import UNKNOWN, main
from tests.audit.pins import Pin, pins
from tests.environment import ROOT

DJANGO = Pin("django", "5.2.19", "required")
TYPST = Pin("typst", "0.15.2", "required")
CVE = {
    "id": "GHSA-aaaa",
    "aliases": ["CVE-2026-1"],
    "summary": "A hole",
    "affected": [
        {
            "package": {"name": "Django", "ecosystem": "PyPI"},
            "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "5.2.20"}]}],
        }
    ],
}
TOLD: dict[str, dict[str, Any]] = {
    "GHSA-aaaa": CVE,
    "PYSEC-1": {"id": "PYSEC-1", "aliases": ["CVE-2026-1", "GHSA-aaaa"], "details": "The same."},
    "GHSA-bbbb": {"id": "GHSA-bbbb", "withdrawn": "2026-01-01T00:00:00Z"},
}


@contextmanager
def osv(holes: dict[str, list[str]]) -> Iterator[str]:
    """As the service answers: https://google.github.io/osv.dev/post-v1-querybatch/."""

    class Service(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            purls = [one["package"]["purl"] for one in asked["queries"]]
            names = [holes.get(purl.removeprefix("pkg:pypi/").partition("@")[0]) for purl in purls]
            self._answer(
                {
                    "results": [
                        {"vulns": [{"id": one} for one in ids]} if ids else {} for ids in names
                    ]
                }
            )

        def do_GET(self) -> None:
            self._answer(TOLD[self.path.rpartition("/")[2]])

        def _answer(self, held: dict[str, Any]) -> None:
            body = json.dumps(held).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Service)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_a_hole_is_named_once_with_what_mends_it() -> None:
    with osv({"django": ["GHSA-aaaa", "PYSEC-1", "GHSA-bbbb"]}) as service:
        (found,) = known.findings([DJANGO, TYPST], service)

    assert str(found) == "django 5.2.19\u202f: CVE-2026-1, GHSA-aaaa. A hole. Corrigé en 5.2.20."


def test_a_known_hole_ends_with_an_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with osv({"django": ["GHSA-aaaa"]}) as service:
        assert main([str(tmp_path / "sbom.json")], service) == 1

    assert "Failles connues\u202f:\n  django 5" in capsys.readouterr().out


def test_none_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with osv({}) as service:
        assert main([str(tmp_path / "sbom.json")], service) == 0

    assert "Failles connues\u202f: aucune." in capsys.readouterr().out


def test_what_cannot_be_reached_is_neither_good_nor_bad(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with osv({}) as service:
        pass

    assert main([str(tmp_path / "sbom.json")], service) == UNKNOWN
    said = capsys.readouterr().out
    assert "n’ont pas pu être lues" in said
    assert "aucune." not in said


@pytest.mark.parametrize(
    ("expression", "scope", "accepted"),
    [
        ("MIT", "required", True),
        ("MIT OR GPL-3.0-only", "required", True),
        ("MIT AND GPL-3.0-only", "required", False),
        ("MIT AND PSF-2.0", "required", True),
        ("AGPL-3.0-only", "excluded", False),
        ("", "required", False),
        ("Artistic-1.0-Perl OR GPL-2.0-or-later", "excluded", True),
        ("Artistic-1.0-Perl OR GPL-2.0-or-later", "required", False),
    ],
)
def test_a_licence_is_one_of_those_we_accept(expression: str, scope: str, accepted: bool) -> None:
    assert licences.is_accepted(expression, scope) is accepted


def test_every_licence_that_is_installed_is_accepted() -> None:
    assert licences.refused(pins()) == []


def test_what_was_read_by_a_person_is_still_pinned() -> None:
    assert set(licences.READ) <= {pin.name for pin in pins()}


def test_a_licence_that_nobody_accepted_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(licences.READ, "django", "BUSL-1.1")

    (sentence,) = licences.refused(pins())

    assert sentence.startswith("django 5")
    assert sentence.endswith("BUSL-1.1")


def test_the_bill_lists_every_pin(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "folder" / "sbom.json"
    with osv({}) as service:
        main([str(file)], service)
        first = file.read_bytes()
        main([str(file)], service)

    held = json.loads(first)
    assert file.read_bytes() == first
    assert (held["bomFormat"], held["specVersion"]) == ("CycloneDX", "1.6")
    pinned = {
        line.partition("==")[0].partition("[")[0]
        for name in ("requirements", "requirements-postgres", "requirements-dev")
        for line in (ROOT / f"{name}.txt").read_text().splitlines()
        if "==" in line
    }
    assert {one["name"] for one in held["components"]} == pinned
    django = next(one for one in held["components"] if one["name"] == "django")
    assert django["purl"].startswith("pkg:pypi/django@5.2")
    assert django["scope"] == "required"
    assert django["licenses"] == [{"license": {"id": "BSD-3-Clause"}}]
    scopes = {one["name"]: one["scope"] for one in held["components"]}
    assert (scopes["psycopg"], scopes["mypy"]) == ("optional", "excluded")


def test_one_check_of_deployment_alone_is_silenced() -> None:
    """See docs/decisions/0032-what-is-audited-and-told.md."""
    assert settings.SILENCED_SYSTEM_CHECKS == ["security.W021"]
