"""One way to drive any of the engines."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image
from selenium.webdriver import Remote
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.wait import WebDriverWait

PATIENCE = 20  # seconds; nothing takes that long

PAINTED = """
  const done = arguments[0];
  requestAnimationFrame(() => requestAnimationFrame(() => done()));
"""

Grab = Callable[[], Image.Image]


@dataclass(frozen=True)
class Engine:
    """A browser with one window."""

    name: str
    driver: Remote
    grab: Grab

    @property
    def version(self) -> str:
        """Numbers and dots: 2.50.6, 153.8.0."""
        return str(self.driver.capabilities["browserVersion"])

    def open(self, url: str) -> None:
        self.driver.get(url)

    def ask(self, function: str, *arguments: Any) -> Any:
        """What a function written in JavaScript answers in the page."""
        return self.driver.execute_script(f"return ({function}).apply(null, arguments)", *arguments)

    def resize(self, width: int, height: int = 900) -> None:
        """In pixels; the height is that of the window, with the browser's own bars."""
        self.driver.set_window_size(width, height)
        self.wait(lambda: self.ask("() => innerWidth") == width, f"a window {width} px wide")

    def forget(self) -> None:
        """Whoever was logged in on the site of this page."""
        self.driver.delete_all_cookies()

    def fold_everything(self) -> None:
        """What the tests before this one have opened on the pages of this site."""
        self.ask("() => sessionStorage.clear()")

    def open_everything(self) -> None:
        """What is folded is looked at too."""
        self.ask("() => document.querySelectorAll('details').forEach(one => { one.open = true; })")

    def find(self, selector: str) -> WebElement:
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def has(self, selector: str) -> bool:
        found: bool = self.ask("one => document.querySelector(one) !== null", selector)
        return found

    def text(self, selector: str) -> str:
        """What is written in the first of them, in the page's own spaces and line ends."""
        text: str = self.ask("one => document.querySelector(one).innerText", selector)
        return text.strip()

    def value(self, selector: str) -> str:
        """What a field holds."""
        value: str = self.ask("one => document.querySelector(one).value", selector)
        return value

    def shows(self, selector: str) -> bool:
        """Whether the first of them can be seen."""
        seen: bool = self.ask("one => document.querySelector(one).checkVisibility()", selector)
        return seen

    def click(self, selector: str) -> None:
        """A click in the middle of it, wherever it may have to be scrolled to."""
        self.ask("one => document.querySelector(one).scrollIntoView({block: 'center'})", selector)
        self.find(selector).click()

    def fill(self, selector: str, text: str) -> None:
        field = self.find(selector)
        field.clear()
        field.send_keys(text)

    def follow(self, selector: str) -> None:
        """A click that leads to another page, which is there when this returns."""
        self.ask("() => { window.isTheOldPage = true; }")
        self.click(selector)
        self.wait(
            lambda: self.ask("() => !window.isTheOldPage && document.readyState === 'complete'"),
            f"another page after {selector}",
        )

    def wait(self, condition: Callable[[], bool], what: str) -> None:
        WebDriverWait(self.driver, PATIENCE).until(lambda _: condition(), f"{self.name}: {what}")

    def photograph(self, path: Path) -> None:
        """The window as a person sees it, once the page has been painted."""
        self.driver.execute_async_script(PAINTED)
        path.parent.mkdir(parents=True, exist_ok=True)
        self.grab().save(path)
