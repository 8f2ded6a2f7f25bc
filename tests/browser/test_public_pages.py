"""Every public page, as axe, a narrow window and a reader of its markup see it."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Complaints
from tests.browser.public import public_addresses
from tests.browser.steps import assert_accessible, open_everything

# What a reader of the page trips over: the same id twice, a label or a link that leads nowhere,
# a link without words, a heading that skips a level, more than one main title.
TRAPS = """() => {
  const found = [];
  const ids = [...document.querySelectorAll("[id]")].map(one => one.id);
  ids.filter((id, at) => ids.indexOf(id) !== at).forEach(id => found.push(`id twice: ${id}`));
  for (const name of ["aria-labelledby", "aria-describedby", "aria-controls", "for", "form"])
    for (const one of document.querySelectorAll(`[${name}]`))
      for (const id of one.getAttribute(name).split(/\\s+/))
        if (!document.getElementById(id)) found.push(`${name} leads nowhere: ${id}`);
  for (const link of document.querySelectorAll("a[href^='#']"))
    if (!document.getElementById(link.hash.slice(1))) found.push(`dead anchor: ${link.hash}`);
  for (const link of document.querySelectorAll("a[href]"))
    if (!link.textContent.trim() && !link.ariaLabel) found.push(`empty link: ${link.href}`);
  let last = 0;
  for (const heading of document.querySelectorAll("h1, h2, h3, h4, h5, h6")) {
    const level = Number(heading.tagName[1]);
    if (level > last + 1) found.push(`heading skips to h${level}: ${heading.textContent}`);
    last = level;
  }
  if (document.querySelectorAll("h1").length !== 1) found.push("not one h1");
  if (document.querySelectorAll("main").length !== 1) found.push("not one main");
  return found;
}"""


@pytest.fixture
def addresses(site_url: str, database_file: Path) -> list[str]:
    return public_addresses(site_url, database_file)


@pytest.fixture(autouse=True)
def answers(complaints: Complaints) -> None:
    """Some of these pages answer 404 or 400, and the browser says so."""
    complaints.expect("status of 40")


@pytest.mark.parametrize("width", [360, 1440])
def test_axe_finds_nothing(
    page: Page, addresses: list[str], complaints: Complaints, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    for address in addresses:
        page.goto(address)
        open_everything(page)
        assert_accessible(page, complaints)


def test_no_page_has_a_trap_for_its_reader(page: Page, addresses: list[str]) -> None:
    for address in addresses:
        page.goto(address)
        assert page.evaluate(TRAPS) == [], address


def test_nothing_runs_over_a_narrow_window_nor_large_letters(
    page: Page, addresses: list[str]
) -> None:
    for width, letters in ((320, "100%"), (360, "100%"), (1280, "200%"), (640, "200%")):
        page.set_viewport_size({"width": width, "height": 900})
        for address in addresses:
            page.goto(address)
            page.evaluate(f"document.documentElement.style.fontSize = '{letters}'")
            beyond = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            assert beyond <= 0, f"{address} at {width} px, letters {letters}"


def test_nothing_moves_while_a_page_loads(page: Page, addresses: list[str]) -> None:
    for address in addresses:
        page.goto(address)
        shift = page.evaluate(
            """() => new Promise(done => {
              let sum = 0;
              new PerformanceObserver(list => {
                for (const entry of list.getEntries()) sum += entry.value;
              }).observe({ type: "layout-shift", buffered: true });
              setTimeout(() => done(sum), 200);
            })"""
        )
        assert shift == 0, address


def test_a_page_asks_nobody_else_for_anything(page: Page, addresses: list[str]) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for address in addresses:
        page.goto(address)
    ours = addresses[0]
    assert [url for url in asked if not url.startswith(ours)] == []
    assert page.context.cookies() == []


def test_what_search_engines_read_is_data_that_the_policy_lets_stand(
    page: Page, addresses: list[str]
) -> None:
    page.add_init_script(
        """window.refused = [];
        addEventListener("securitypolicyviolation", one => refused.push(one.violatedDirective));"""
    )
    stated = 0
    for address in addresses:
        page.goto(address)
        assert page.evaluate("window.refused") == [], address
        stated += page.evaluate(
            """[...document.scripts].filter(one => one.type === "application/ld+json")
            .map(one => JSON.parse(one.text)["@graph"].length).length"""
        )
    assert stated >= 2


def test_former_years_are_open_on_paper(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}/formations/bts-ndrc/")
    page.evaluate(
        """() => document.querySelector("#chiffres div").insertAdjacentHTML("beforeend",
        '<details class="former-years"><summary>Années précédentes</summary><ul>'
        + "<li>80 %</li>".repeat(9) + "</ul></details>")"""
    )
    height = "() => document.querySelector('.former-years').getBoundingClientRect().height"
    folded = page.evaluate(height)

    page.emulate_media(media="print")

    assert page.evaluate(height) > 3 * folded
