"""What a visitor asks for: words, chosen filter values, an order."""

from dataclasses import dataclass
from typing import Any, Final

from programmes.words import wanted

# A search box is for a few words; more than this is refused with a sentence, not truncated.
MAX_LENGTH: Final = 200
MAX_WORDS: Final = 12

DEFAULT_SORT: Final = "pertinence"
SORTS: Final = {
    "pertinence": "Pertinence",
    "niveau": "Niveau",
    "titre": "Titre",
    "duree": "Durée",
    "reussite": "Réussite",
}


@dataclass(frozen=True, slots=True)
class Search:
    """Folded words to find and not to find, the values of filters, an order.

    `by_level`: whatever the order, it is that of each level: results are shown in groups.
    """

    words: tuple[str, ...] = ()
    unwanted: tuple[str, ...] = ()
    field_of_study: frozenset[str] = frozenset()
    level: frozenset[str] = frozenset()
    delivery_mode: frozenset[str] = frozenset()
    funding: frozenset[str] = frozenset()
    sites: frozenset[str] = frozenset()
    centre: frozenset[str] = frozenset()
    sort: str = DEFAULT_SORT
    by_level: bool = False

    def chosen(self, facet: str) -> frozenset[str]:
        values: frozenset[str] = getattr(self, facet)
        return values


def search_for(text: str, **chosen: Any) -> Search:
    """What was typed in the search box, with filters and an order."""
    asked = wanted(text)
    return Search(words=asked.words, unwanted=asked.unwanted, **chosen)
