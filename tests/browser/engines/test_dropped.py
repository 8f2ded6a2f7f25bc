"""A browser drops what it does not know, and says nothing. Which of our CSS is that?"""

from typing import NamedTuple

import pytest

from tests.browser.engines.conftest import ENGINES
from tests.browser.engines.stylesheets import UNKNOWN, as_arguments, questions


class Exempt(NamedTuple):
    """What our source says, the engines that may drop it, and why nobody misses it there."""

    said: str
    engines: set[str]
    why: str


EXCEPTIONS = [
    *(
        Exempt(f"{summary}::-webkit-details-marker", {"chromium", "webkit", "firefox"}, why)
        for summary in (".part > summary", ".actions summary")
        for why in ["takes the triangle away in older Safaris, which do not draw it as a list's"]
    ),
    Exempt("field-sizing: content", {"webkit"}, "the field scrolls, and can be made larger"),
    Exempt("text-size-adjust: 100%", {"webkit", "firefox"}, "iPhones know the next line"),
    Exempt("-webkit-text-size-adjust: 100%", {"webkit", "firefox"}, "only phones enlarge text"),
    Exempt("text-wrap: pretty", {"firefox"}, "lines end where they always did"),
    Exempt("-webkit-print-color-adjust: exact", {"firefox"}, "has the name without a prefix"),
    Exempt("orphans: 3", {"firefox"}, "a printed paragraph may leave a line behind"),
    Exempt("widows: 3", {"firefox"}, "a printed paragraph may leave a line behind"),
    Exempt("@page @bottom-right", {"webkit", "firefox"}, "prints page numbers of its own"),
]


@pytest.mark.parametrize("name", ["chromium", *ENGINES])
def test_an_engine_knows_all_that_our_stylesheets_say(
    name: str, request: pytest.FixtureRequest
) -> None:
    asked = questions()
    if name == "chromium":
        numbers = request.getfixturevalue("page").evaluate(UNKNOWN, as_arguments(asked))
    else:
        engine = request.getfixturevalue(f"{name}_engine")
        engine.open("about:blank")
        numbers = engine.ask(UNKNOWN, as_arguments(asked))

    unknown = [asked[number] for number in numbers]
    exempt = {one.said for one in EXCEPTIONS if name in one.engines}
    assert [str(one) for one in unknown if one.said not in exempt] == []
    no_longer_needed = exempt - {one.said for one in unknown}
    assert no_longer_needed == set()


def test_lines_under_and_through_text_are_written_in_longhand() -> None:
    """To WebKit the shorthand is the line alone: it keeps the colour and thickness of before."""
    shorthands = [str(one) for one in questions() if one.name == "text-decoration"]
    assert shorthands == []
