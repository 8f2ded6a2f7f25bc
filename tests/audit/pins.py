"""The packages that are pinned, from the three files, and what their own metadata say."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Final

from tests.environment import ROOT

#: Each file holds those before it; the scope is CycloneDX's word for it.
FILES: Final = (
    ("requirements.txt", "required"),
    ("requirements-postgres.txt", "optional"),
    ("requirements-dev.txt", "excluded"),
)
_PIN: Final = re.compile(r"^([\w.-]+)(?:\[[^\]]*\])?==([^\s;\\]+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Pin:
    name: str
    version: str
    scope: str

    def __str__(self) -> str:
        return f"{self.name} {self.version}"

    @property
    def purl(self) -> str:
        return f"pkg:pypi/{re.sub(r'[-_.]+', '-', self.name).lower()}@{self.version}"

    @property
    def installed(self) -> Distribution | None:
        """What is pinned for another system is not here, and neither is what was upgraded."""
        try:
            found = distribution(self.name)
        except PackageNotFoundError:
            return None
        return found if found.version == self.version else None


def pins(folder: Path = ROOT) -> list[Pin]:
    """By name. The scope is that of the first file that holds it."""
    found: dict[str, Pin] = {}
    for file, scope in FILES:
        for name, version in _PIN.findall((folder / file).read_text(encoding="utf-8")):
            pin = Pin(name, version, scope)
            if found.setdefault(name, pin).version != version:
                raise SystemExit(
                    f"{name} a deux versions épinglées\u202f: lancez make requirements."
                )
    return sorted(found.values(), key=lambda pin: pin.name)


def licence(of: Distribution) -> str:
    """As the package says it: the expression, else the short field, else what it is filed under."""
    metadata = of.metadata
    fields = [name for name in ("License-Expression", "License") if name in metadata]
    said = next((metadata[name] for name in fields if metadata[name]), "")
    if said and "\n" not in said.strip():
        return said.strip()
    return " AND ".join(_filed_under(of))


def _filed_under(of: Distribution) -> Iterator[str]:
    for one in of.metadata.get_all("Classifier") or []:
        if one.startswith("License ::") and not one.endswith("OSI Approved"):
            yield one.rpartition("::")[2].strip()
