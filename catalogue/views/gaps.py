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
