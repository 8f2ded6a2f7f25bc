"""What a visitor asks the catalogue: the parameters of its address, read strictly and written back.

What cannot be understood becomes a French sentence beside its field; the rest of what was asked is
still answered, and never everything in silence.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final
from urllib.parse import urlencode

from django.http import QueryDict

from programmes import homonyms
from programmes import search as searches
from programmes.search import Search
from programmes.words import words

# Facet of the search → parameter of the address, and what it is called; in the order of filters.
PARAMETERS: Final = {
    "field_of_study": "domaine",
    "level": "niveau",
    "sites": "lieu",
    "centre": "centre",
    "delivery_mode": "mode",
    "funding": "financement",
}
TITLES: Final = {
    "field_of_study": "Domaine",
    "level": "Niveau",
    "sites": "Lieu",
    "centre": "Centre",
    "delivery_mode": "Mode",
    "funding": "Financement",
}
#: The catalogue as a compact list; as cards, nothing is written.
AS_LIST: Final = "liste"
AS_CARDS: Final = "cartes"
#: How results are ordered where no words say what is relevant: by level, then title.
WITHOUT_WORDS: Final = "niveau"
LONGEST_WAY_BACK: Final = 1000
_PAGE_NUMBER = re.compile(r"[1-9]\d{0,5}", re.ASCII)

Errors = dict[str, str]


@dataclass(frozen=True, slots=True)
class Asked:
    """A search, what was typed for it, the page of results, and a sentence per bad parameter."""

    search: Search
    text: str
    page: int
    errors: Mapping[str, str]
    typed: str  # what stands in the box: the text, or what cannot be searched

    def address(self, *, page: int = 1, without: tuple[str, str] | None = None) -> str:
        """The query of these results, in one canonical form; `without` leaves one choice out."""
        pairs = [("q", self.text)] if self.text else []
        for facet, parameter in PARAMETERS.items():
            pairs += [(parameter, value) for value in sorted(self.search.chosen(facet))]
        if self.search.sort != searches.DEFAULT_SORT:
            pairs.append(("tri", self.search.sort))
        if self.is_list:
            pairs.append(("vue", AS_LIST))
        if page > 1:
            pairs.append(("page", str(page)))
        query = urlencode([pair for pair in pairs if pair != without])
        return f"?{query}" if query else ""

    @property
    def is_list(self) -> bool:
        """One line a programme, in groups by level, in the place of cards."""
        return self.search.by_level

    def shown_as(self, *, is_list: bool) -> "Asked":
        return replace(self, search=replace(self.search, by_level=is_list))

    @property
    def is_listed(self) -> bool:
        """Whether search engines may list these results: the catalogue, or one filter's.

        What somebody typed, orders, the compact list and combinations of filters are without
        number, and lead to no programme that these do not lead to.
        """
        chosen = sum(len(self.search.chosen(facet)) for facet in PARAMETERS)
        is_plain = self.search.sort == searches.DEFAULT_SORT and not self.text and not self.is_list
        return is_plain and chosen <= 1 and not self.errors

    @property
    def canonical(self) -> str:
        """The query of the same results as cards, in their usual order."""
        usual = replace(self.search, sort=searches.DEFAULT_SORT, by_level=False)
        return replace(self, search=usual).address(page=self.page)

    @property
    def order(self) -> str:
        """The order of the results: without words, relevance is the order of levels."""
        if self.search.sort == searches.DEFAULT_SORT and not self.text:
            return WITHOUT_WORDS
        return self.search.sort

    def sorted_by(self, sort: str) -> "Asked":
        """The same results in another order; the one that would be anyway is not written."""
        default = searches.DEFAULT_SORT if self.text else WITHOUT_WORDS
        chosen = searches.DEFAULT_SORT if sort == default else sort
        return replace(self, search=replace(self.search, sort=chosen))

    def worded(self, text: str) -> "Asked":
        """The same filters and order with other words."""
        asked = searches.search_for(text)
        search = replace(self.search, words=asked.words, unwanted=asked.unwanted)
        return replace(self, search=search, text=text)

    def unfiltered(self, facet: str | None) -> "Asked":
        """Without that filter, or without any."""
        facets = (facet,) if facet else tuple(PARAMETERS)
        nothing: dict[str, Any] = dict.fromkeys(facets, frozenset())
        return replace(self, search=replace(self.search, **nothing))

    def with_page(self, page: int, error: str = "") -> "Asked":
        errors = {**self.errors, "page": error} if error else self.errors
        return replace(self, page=page, errors=errors)


def way_back(params: QueryDict) -> str:
    """From a programme's address, the query of the results it was opened from; or nothing.

    Written anew from the parameters that the catalogue knows, so that nothing else gets through.
    """
    asked = QueryDict(params.get("depuis", "")[:LONGEST_WAY_BACK])
    names = ("q", *PARAMETERS.values(), "tri", "vue", "page")
    pairs = [(name, value) for name in names for value in asked.getlist(name)]
    return f"?{urlencode(pairs)}" if pairs else ""


def read_text(params: QueryDict) -> tuple[str, Errors]:
    """What was typed in the search box; empty, with a sentence, when it cannot be searched."""
    typed, errors = _single(params, "q", "")
    text = " ".join(typed.split())
    asked = searches.search_for(text)
    count = len(asked.words) + len(asked.unwanted)
    if len(text) > searches.MAX_LENGTH or count > searches.MAX_WORDS:
        return "", {
            "q": (
                f"Cette recherche est trop longue : {searches.MAX_WORDS} mots et "
                f"{searches.MAX_LENGTH} signes au plus. Les résultats n’en tiennent pas compte."
            )
        }
    if text and next(words(text), None) is None:
        errors = {"q": f"{_quoted([text])} : aucun mot à chercher, laissé de côté."}
    return text, errors


def asked_in(params: QueryDict, known: Mapping[str, Mapping[str, str]]) -> Asked:
    """The whole request. `known` has, for each facet, the values that exist in the catalogue."""
    text, errors = read_text(params)
    chosen: dict[str, frozenset[str]] = {}
    for facet, parameter in PARAMETERS.items():
        asked = params.getlist(parameter)
        values = [one for value in asked for one in homonyms.meant(value, known[facet])]
        chosen[facet] = frozenset(values) & known[facet].keys()
        if unknown := [value for value in values if value not in known[facet]]:
            errors[parameter] = f"{_quoted(unknown)} : pas dans ce catalogue, laissé de côté."
    sort, sort_errors = _single(params, "tri", searches.DEFAULT_SORT)
    if sort not in searches.SORTS:
        sort_errors["tri"] = f"{_quoted([sort])} : cet ordre n’existe pas."
        sort = searches.DEFAULT_SORT
    view, view_errors = _single(params, "vue", AS_CARDS)
    if view not in (AS_CARDS, AS_LIST):
        view_errors["vue"] = f"{_quoted([view])} : cet affichage n’existe pas. Voici les cartes."
    page, page_errors = _single(params, "page", "1")
    if not _PAGE_NUMBER.fullmatch(page):
        page_errors["page"] = f"{_quoted([page])} : cette page n’existe pas. Voici la première."
        page = "1"
    return Asked(
        search=searches.search_for(text, sort=sort, by_level=view == AS_LIST, **chosen),
        text=text,
        page=int(page),
        errors={**errors, **sort_errors, **view_errors, **page_errors},
        typed=text or _single(params, "q", "")[0],
    )


def _single(params: QueryDict, name: str, default: str) -> tuple[str, Errors]:
    """A parameter that makes sense once: given twice, the first counts and that is said."""
    values = params.getlist(name) or [default]
    if len(values) == 1:
        return values[0] or default, {}
    return values[0] or default, {name: "Donné plusieurs fois dans l’adresse : le premier compte."}


def _quoted(values: Iterable[str]) -> str:
    """What was sent, shortened: an address can carry anything."""
    short = [value if len(value) <= 40 else f"{value[:39]}…" for value in values]
    return ", ".join(f"« {value} »" for value in short[:3]) + (" …" if len(short) > 3 else "")
