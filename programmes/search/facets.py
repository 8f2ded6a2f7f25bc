"""What the catalogue can be filtered by: the values of a programme, and how many have each."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Protocol, TypeVar

from programmes import homonyms
from programmes.kinds import Kind, profile_of
from programmes.listing import options
from programmes.text import fold
from programmes.vocabulary import DeliveryMode, Level, Registry

from .asked import Search


class Filterable(Protocol):
    @property
    def options(self) -> Mapping[str, Mapping[str, str]]: ...


OfOptions = TypeVar("OfOptions", bound=Filterable)


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a filter, with the programmes it would leave given the other filters."""

    value: str
    label: str
    count: int
    chosen: bool


def _level(columns: Mapping[str, Any]) -> dict[str, str]:
    """In years where programmes of that kind say theirs so."""
    if not columns["level"]:
        return {}
    profile = profile_of(
        Kind(columns["kind"]) if columns["kind"] else None,
        Registry(columns["registry"]) if columns["registry"] else None,
    )
    return {str(columns["level"]): profile.level(Level(columns["level"]))}


def _delivery_mode(columns: Mapping[str, Any]) -> dict[str, str]:
    mode = columns["delivery_mode"]
    return {mode: DeliveryMode(mode).label} if mode else {}


# Facet → how its values are read from the columns of an edition.
_READ: Final[dict[str, Callable[[Mapping[str, Any]], dict[str, str]]]] = {
    "field_of_study": lambda columns: options(columns["field_of_study"]),
    "level": _level,
    "delivery_mode": _delivery_mode,
    "funding": lambda columns: options(columns["funding"]),
    "centre": lambda columns: options(columns["centre"]),
}
_SITES: Final = "sites"
FACETS: Final = (*_READ, _SITES)


def values(columns: Mapping[str, Any], shared: frozenset[str]) -> dict[str, dict[str, str]]:
    """Facet → value → label, of an edition; `shared`: keys that sites of several centres have."""
    read = {facet: read(columns) for facet, read in _READ.items()}
    return {**read, _SITES: homonyms.site_options(columns, shared)}


def fitting(
    rows: Iterable[OfOptions], search: Search, *, but: str | None = None
) -> list[OfOptions]:
    """Those that have one of the chosen values of each filter, `but` one."""
    chosen = [
        (facet, search.chosen(facet)) for facet in FACETS if facet != but and search.chosen(facet)
    ]
    return [
        row for row in rows if all(values & row.options[facet].keys() for facet, values in chosen)
    ]


def known(rows: Iterable[Filterable], facet: str) -> dict[str, str]:
    """Every value of a filter, with its label."""
    labels: dict[str, str] = {}
    for row in rows:
        for value, label in row.options[facet].items():
            labels[value] = _true_of_both(labels.get(value, label), label)
    return dict(sorted(labels.items(), key=lambda item: _rank(facet, *item)))


def _true_of_both(label: str, other: str) -> str:
    """« Niveau 5 » where one of the two is no « Niveau 5 (bac + 2) »; or else the later one."""
    return label if other.startswith(label) else other


def _rank(facet: str, value: str, label: str) -> tuple[int, str]:
    return (int(value) if facet == "level" else 0, fold(label))


def offered(
    rows: Iterable[Filterable], matching: Iterable[Filterable], search: Search, facet: str
) -> tuple[Option, ...]:
    """The values that some of the matches have, counted among those that the other filters leave.

    None at all where choosing one would narrow nothing; what is chosen stays, to be taken back.
    """
    left = fitting(matching, search, but=facet)
    counts = Counter(value for row in left for value in row.options[facet])
    chosen = search.chosen(facet)
    if not chosen and all(count == len(left) for count in counts.values()):
        return ()
    return tuple(
        Option(value, label, counts[value], value in chosen)
        for value, label in known(rows, facet).items()
        if counts[value] or value in chosen
    )
