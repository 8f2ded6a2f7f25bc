"""A programme as a search sees it: its words, what filters ask of it, what it is ordered by."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, Self

from programmes import findable, homonyms
from programmes.models import Edition
from programmes.words import folded, stem

from .facets import values

_COLUMNS: Final = (
    "pk", "search_text", "level", "kind", "registry", "field_of_study", "delivery_mode",
    "funding", "sites", "centre", "towns", "is_work_study", "hours", "pass_rate",
    "pass_rate_n", "sort_key",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """Words that stand in one place: as printed, folded, and what is alike in them.

    The last two with a space before and after each, so that a word is found by its spaces.
    """

    printed: tuple[str, ...]
    words: str
    stems: str

    @classmethod
    def of(cls, printed: Iterable[str]) -> Self:
        printed = tuple(printed)
        # A word may fold into several: « ½ » is 1⁄2.
        words = [part for word in printed for part in folded(word).split()]
        return cls(printed, f" {' '.join(words)} ", f" {' '.join(map(stem, words))} ")


@dataclass(frozen=True, slots=True)
class Row:
    """`places`: from the one that counts most. `options`: facet → value → label."""

    key: int
    places: tuple[Place, ...]
    options: Mapping[str, Mapping[str, str]]
    towns: tuple[str, ...] = ()
    is_work_study: bool = False
    level: int | None = None
    hours: int | None = None
    pass_rate: Decimal | None = None
    pass_rate_n: int | None = None
    sort_key: str = ""

    @classmethod
    def of(cls, columns: Mapping[str, Any], shared: frozenset[str] = frozenset()) -> Self:
        return cls(
            key=columns["pk"],
            places=tuple(map(Place.of, findable.kept(columns["search_text"]))),
            options=values(columns, shared),
            towns=tuple(columns["towns"].splitlines()),
            is_work_study=columns["is_work_study"],
            level=columns["level"],
            hours=columns["hours"],
            pass_rate=columns["pass_rate"],
            pass_rate_n=columns["pass_rate_n"],
            sort_key=columns["sort_key"],
        )


def read_rows() -> tuple[Row, ...]:
    """Of all that is online: one query."""
    columns = list(Edition.objects.current().order_by("pk").values(*_COLUMNS))
    shared = homonyms.shared_keys(columns)
    return tuple(Row.of(one, shared) for one in columns)


def read_row(key: int) -> Row:
    """Of one edition, online or not."""
    return Row.of(Edition.objects.values(*_COLUMNS).get(pk=key))
