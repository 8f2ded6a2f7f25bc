"""What must hold of every page in every engine."""

from tests.browser.engines.engine import Engine

# Links and what looks like one without a line under their words, or with one that nobody sees.
UNMARKED = """exempt => {
  const unseen = ["transparent", "rgba(0, 0, 0, 0)"];
  const isMarked = one => {
    const style = getComputedStyle(one);
    const line = style.textDecorationLine.includes("underline");
    return line && !unseen.includes(style.textDecorationColor);
  };
  return [...document.querySelectorAll("a[href], .actions :is(button, summary)")]
    .filter(one => one.checkVisibility() && !one.matches(exempt) && !isMarked(one))
    .map(one => one.outerHTML);
}"""

BEYOND = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def assert_links_are_marked(engine: Engine, by_place: str) -> None:
    """Underlined, but for those that the selector names."""
    unmarked = engine.ask(UNMARKED, by_place)
    assert unmarked == [], engine.driver.current_url


def assert_nothing_runs_over(engine: Engine) -> None:
    beyond = engine.ask(BEYOND)
    assert beyond <= 0, f"{engine.driver.current_url} runs over by {beyond} px"
