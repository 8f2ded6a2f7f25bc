"""The list of what the site is made of, for machines: CycloneDX 1.6, the same bytes each time."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from tests.audit.licences import ACCEPTED, spdx
from tests.audit.pins import Pin

VERSION: Final = "1.6"


def bill(pins: Iterable[Pin], release: str) -> dict[str, Any]:
    site = {
        "type": "application",
        "bom-ref": "catalogue",
        "name": "catalogue-des-formations",
        "version": release,
    }
    return {
        "bomFormat": "CycloneDX",
        "specVersion": VERSION,
        "version": 1,
        "metadata": {"component": site},
        "components": [_component(pin) for pin in pins],
    }


def _component(pin: Pin) -> dict[str, Any]:
    known = {
        "type": "library",
        "bom-ref": pin.purl,
        "name": pin.name,
        "version": pin.version,
        "scope": pin.scope,
        "purl": pin.purl,
    }
    said = spdx(pin)
    if not said:
        return known
    if said in ACCEPTED:
        return {**known, "licenses": [{"license": {"id": said}}]}
    is_expression = " OR " in said or " AND " in said
    held = {"expression": said} if is_expression else {"license": {"name": said}}
    return {**known, "licenses": [held]}


def write(file: Path, pins: Iterable[Pin], release: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(bill(pins, release), ensure_ascii=False, indent=1)
    file.write_text(text + "\n", encoding="utf-8")
