"""What a page does not say, for those who can fill it in: a link to the field that says it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count

from django.utils.html import format_html
from django.utils.safestring import SafeString


@dataclass(frozen=True, slots=True)
class Gaps:
    """Given to a page's template, it turns each missing mention into a link; one per rendering.

    `address` tells where a field of the sheet is filled in, from its path in the sheet:
    « access_delay », « centre.phone », « funding_options.priced_on ».
    """

    address: Callable[[str], str]
    _numbers: Iterator[int] = field(default_factory=lambda: count(1), init=False, repr=False)

    def link(self, path: str, said: SafeString) -> SafeString:
        return format_html(
            '<a class="gap" id="manque-{}" href="{}">{}<span class="vh"> (compléter)</span></a>',
            next(self._numbers),
            self.address(path),
            said,
        )


@dataclass(slots=True)
class Unsaid:
    """What one section does not say: gathered as its template is drawn, said once below it.

    `gaps`: for those who can fill it in, each mention becomes a link.
    """

    gaps: Gaps | None
    _said: dict[tuple[str, str], None] = field(default_factory=dict)

    def add(self, mention: str, path: str) -> None:
        """Twice the same is said once."""
        self._said[mention, path] = None

    @property
    def mentions(self) -> list[SafeString]:
        return [unknown(mention, path, self.gaps) for mention, path in self._said]


def unknown(said: str, path: str, gaps: Gaps | None) -> SafeString:
    """Words for what is not known, in soft italics; a link where staff can fill it in."""
    words = format_html('<i class="nc">{}</i>', said)
    return gaps.link(path, words) if gaps else words
