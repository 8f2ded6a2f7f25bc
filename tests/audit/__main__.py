"""`python -m tests.audit [FILE]`: says what is known, writes the SBOM; how it ends is an exit code.

0: nothing to say. 1: a vulnerability, or a licence that nobody accepted. 3: the vulnerabilities
could not be read, and all else is well.
"""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from catalogue.server.release import release
from tests.audit import known, licences, sbom
from tests.audit.pins import pins
from tests.environment import ROOT

SBOM: Final = ROOT / ".cache" / "sbom.cdx.json"
UNKNOWN: Final = 3


def main(arguments: Sequence[str], service: str = known.SERVICE) -> int:
    every = pins()
    file = Path(arguments[0]) if arguments else SBOM
    sbom.write(file, every, os.environ.get("RELEASE") or release(ROOT))
    say(f"{len(every)} paquets épinglés\u202f; leur liste (CycloneDX) est dans {file}.")

    refused = licences.refused(every)
    absent = [str(pin) for pin in every if pin.installed is None]
    _list("Licences que personne n’a acceptées (tests/audit/licences.py)", refused)
    _list("Pas installés ici, licence non lue", absent)
    if not refused:
        say(f"Licences\u202f: les {len(every) - len(absent)} lues sont acceptées.")

    try:
        found = known.findings(every, service)
    except known.Unreachable as reason:
        say(
            f"Les failles connues n’ont pas pu être lues ({service}\u202f: {reason})\u202f: "
            "rien n’en est dit, ni bon ni mauvais. Relancez d’une machine qui a accès au réseau."
        )
        return 1 if refused else UNKNOWN
    _list("Failles connues", [str(one) for one in found])
    if not found:
        say("Failles connues\u202f: aucune.")
    return 1 if refused or found else 0


def say(sentence: str) -> None:
    sys.stdout.write(f"{sentence}\n")


def _list(title: str, sentences: Sequence[str]) -> None:
    if sentences:
        say(f"{title}\u202f:")
        for one in sentences:
            say(f"  {one}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
