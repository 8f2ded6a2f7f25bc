"""Sites of one name at two centres: the catalogue tells them apart, and those alone.

A filter's value is the key of the site, « campus »; « campus.cfa-du-nord » where another centre has
one of that key online.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from .listing import options

# In no key.
_MARK = "."

# What an edition keeps beside its sheet.
Columns = Mapping[str, Any]


def shared_keys(editions: Iterable[Columns]) -> frozenset[str]:
    """The keys that sites of several centres have."""
    centres: defaultdict[str, set[str]] = defaultdict(set)
    for columns in editions:
        for key in options(columns["sites"]):
            centres[key].update(options(columns["centre"]))
    return frozenset(key for key, of in centres.items() if len(of) > 1)


def site_options(columns: Columns, shared: frozenset[str]) -> dict[str, str]:
    """Value → label of the sites of an edition."""
    centre, called = next(iter(options(columns["centre"]).items()), ("", ""))
    return {
        f"{key}{_MARK}{centre}" if key in shared else key: f"{label}, {called}"
        if key in shared
        else label
        for key, label in options(columns["sites"]).items()
    }


def keys_in(value: str) -> tuple[str, str]:
    """The key of the site, and that of its centre where the value names it."""
    site, _, centre = value.partition(_MARK)
    return site, centre


def meant(value: str, known: Mapping[str, str]) -> list[str]:
    """The values that an address asks for: both sites, where it is of before the second one."""
    if value in known:
        return [value]
    return [one for one in known if one.startswith(f"{value}{_MARK}")] or [value]
