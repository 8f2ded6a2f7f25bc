"""A browser drops what it does not know, and says nothing. Which of our CSS is that?"""

from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Page

from tests.browser.engines.conftest import ENGINES
from tests.browser.engines.engine import Engine
from tests.browser.engines.stylesheets import UNKNOWN, as_arguments, questions

ALWAYS = "to this day"


class Exempt(NamedTuple):
    """What our source says, which engines drop it up to which version, and why nobody misses it.

    A version is that of the engine which first knows it.
    """

    said: str
    known_from: dict[str, str]
    why: str

    def holds(self, name: str, version: str) -> bool:
        known_from = self.known_from.get(name)
        if known_from is None or known_from == ALWAYS:
            return known_from == ALWAYS
        return numbers_of(version) < numbers_of(known_from)


def numbers_of(version: str) -> list[int]:
    return [int(part) for part in version.split(".")]


TRIANGLE = "takes the triangle away in older Safaris, which do not draw it as a list's"
LONELY = "a printed paragraph may leave a line behind"
EVERYWHERE = dict.fromkeys(["chromium", "webkit", "firefox"], ALWAYS)
NOT_IN_CHROMIUM = dict.fromkeys(["webkit", "firefox"], ALWAYS)
NOT_IN_FIREFOX = {"firefox": ALWAYS}

EXCEPTIONS = [
    Exempt(".part > summary::-webkit-details-marker", EVERYWHERE, TRIANGLE),
    Exempt("summary::-webkit-details-marker", EVERYWHERE, TRIANGLE),
    Exempt("field-sizing: content", {"webkit": "2.54"}, "the field scrolls, and can be enlarged"),
    Exempt("text-size-adjust: 100%", NOT_IN_CHROMIUM, "iPhones know the next line"),
    Exempt("-webkit-text-size-adjust: 100%", NOT_IN_CHROMIUM, "only phones enlarge text"),
    Exempt("text-wrap: pretty", NOT_IN_FIREFOX, "lines end where they always did"),
    Exempt("-webkit-print-color-adjust: exact", NOT_IN_FIREFOX, "has the name without a prefix"),
    Exempt("orphans: 3", NOT_IN_FIREFOX, LONELY),
    Exempt("widows: 3", NOT_IN_FIREFOX, LONELY),
    Exempt("@page @bottom-right", NOT_IN_CHROMIUM, "prints page numbers of its own"),
]


@pytest.mark.parametrize("name", ["chromium", *ENGINES])
def test_an_engine_knows_all_that_our_stylesheets_say(
    name: str, request: pytest.FixtureRequest
) -> None:
    asked = questions()
    version, numbers = answer(name, as_arguments(asked), request)

    unknown = [asked[number] for number in numbers]
    exempt = {one.said for one in EXCEPTIONS if one.holds(name, version)}
    assert [str(one) for one in unknown if one.said not in exempt] == []
    no_longer_needed = exempt - {one.said for one in unknown}
    assert no_longer_needed == set(), f"known to {name} {version}"


def answer(
    name: str, arguments: list[dict[str, Any]], request: pytest.FixtureRequest
) -> tuple[str, list[int]]:
    """The engine's version, and the numbers of the questions about what it does not know."""
    if name == "chromium":
        page: Page = request.getfixturevalue("page")
        assert page.context.browser
        return page.context.browser.version, page.evaluate(UNKNOWN, arguments)
    engine: Engine = request.getfixturevalue(f"{name}_engine")
    engine.open("about:blank")
    return engine.version, engine.ask(UNKNOWN, arguments)


def test_lines_under_and_through_text_are_written_in_longhand() -> None:
    """To WebKit the shorthand is the line alone: it keeps the colour and thickness of before."""
    shorthands = [str(one) for one in questions() if one.name == "text-decoration"]
    assert shorthands == []
