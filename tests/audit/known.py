"""Vulnerabilities that are known of what is pinned: asked of OSV, which gathers them all.

One question for all packages, then one for each finding. Nothing of the site is sent but names and
versions of public packages.
"""

import json
import urllib.error
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from tests.audit.pins import Pin

SERVICE: Final = "https://api.osv.dev"
PATIENCE: Final = 20  # seconds for one answer


class Unreachable(Exception):
    """Nothing is known: neither good nor bad."""


@dataclass(frozen=True, slots=True)
class Finding:
    pin: Pin
    names: tuple[str, ...]
    summary: str
    mended_in: tuple[str, ...]

    def __str__(self) -> str:
        mended = f" Corrigé en {', '.join(self.mended_in)}." if self.mended_in else ""
        return f"{self.pin}\u202f: {', '.join(self.names)}. {self.summary}{mended}"


def findings(pins: Sequence[Pin], service: str = SERVICE) -> list[Finding]:
    """Raises `Unreachable`."""
    asked = [{"package": {"purl": pin.purl}} for pin in pins]
    answers = _ask(f"{service}/v1/querybatch", {"queries": asked}).get("results", [])
    if len(answers) != len(pins):
        raise Unreachable("réponse incomplète")
    found: list[Finding] = []
    for pin, answer in zip(pins, answers, strict=True):
        if answer.get("next_page_token"):
            raise Unreachable("réponse incomplète")
        told = [_ask(f"{service}/v1/vulns/{one['id']}") for one in answer.get("vulns", [])]
        found += _once_each(pin, [one for one in told if not one.get("withdrawn")])
    return found


def _once_each(pin: Pin, told: list[dict[str, Any]]) -> list[Finding]:
    """The same hole is filed under several names, by several people."""
    found: list[Finding] = []
    seen: set[str] = set()
    for one in told:
        names = {one["id"], *one.get("aliases", [])}
        if not names & seen:
            summary = one.get("summary") or one.get("details", "").partition("\n")[0]
            said = f"{summary.rstrip('.')}." if summary else ""
            found.append(Finding(pin, tuple(sorted(names)), said, _mended_in(one, pin)))
        seen |= names
    return found


def _mended_in(told: dict[str, Any], pin: Pin) -> tuple[str, ...]:
    versions = [
        event["fixed"]
        for affected in told.get("affected", [])
        if affected.get("package", {}).get("name", "").lower() == pin.name.lower()
        for span in affected.get("ranges", [])
        if span.get("type") == "ECOSYSTEM"
        for event in span.get("events", [])
        if "fixed" in event
    ]
    return tuple(dict.fromkeys(versions))


def _ask(address: str, question: dict[str, Any] | None = None) -> dict[str, Any]:
    body = None if question is None else json.dumps(question).encode()
    request = urllib.request.Request(
        address, data=body, headers={"Content-Type": "application/json"}
    )
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            told = json.load(answer)
    except urllib.error.URLError as fault:
        raise Unreachable(str(fault.reason)) from fault
    except (OSError, ValueError) as fault:
        raise Unreachable(str(fault)) from fault
    if not isinstance(told, dict):
        raise Unreachable("réponse illisible")
    return told
