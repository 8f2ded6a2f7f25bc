"""Which Chromium the tests drive, and how it is started.

`python -m tests.browser.chromium` opens it as the tests do and reads a word that it has drawn. It
ends with 0 when that worked; else the last line on stderr says why not.
"""

import os
import shutil
import subprocess
import sys
from typing import Any

from playwright.sync_api import Error, Playwright, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Nothing but our server on the network, no graphics card, no welcome page.
OPTIONS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
# A page that says how wide a capital É and an i are: nothing wide without a font, and boxes of
# one width with a font that has no letters.
WORD = "<span>É</span><span>i</span>"
WIDTHS = "spans => spans.map(span => span.getBoundingClientRect().width)"
ABSENT = "aucun Chromium sur cette machine"


def installed() -> str | None:
    """The path of this machine's own Chromium; None leaves Playwright to find its own."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def launch_options() -> dict[str, Any]:
    """What Playwright's `launch` is given."""
    options = list(OPTIONS)
    if os.geteuid() == 0:
        options.append("--no-sandbox")  # Chromium's sandbox refuses to run as root
    found = installed()
    chosen = {"executable_path": found} if found else {}  # else Playwright's own, or its error
    return {**chosen, "args": options}


def main() -> int:
    if not driver_answers():
        return without_driver()
    try:
        with sync_playwright() as playwright:
            return 0 if draws(playwright) else tell("il n’y a pas de police de caractères")
    except Error as fault:
        return tell(f"{fault}\n{reason(fault)}")


def driver_answers() -> bool:
    asked = [sys.executable, "-m", "playwright", "--version"]
    return subprocess.run(asked, capture_output=True).returncode == 0


def without_driver() -> int:
    """What can be seen at once: the driver is a need of its own, Chromium may lack as well."""
    found = installed()
    if found is None:
        return tell(ABSENT)
    return subprocess.run([found, "--version"], stdout=subprocess.DEVNULL).returncode


def draws(playwright: Playwright) -> bool:
    """Whether a page opens and has letters on it. Raises Playwright's Error."""
    with playwright.chromium.launch(**launch_options()) as browser:
        page = browser.new_page()
        page.set_content(WORD)
        page.screenshot()
        capital, small = page.locator("span").evaluate_all(WIDTHS)
        return bool(capital > small > 0)


def reason(fault: Error) -> str:
    if "Executable doesn't exist" in fault.message:
        return ABSENT
    if "No usable sandbox" in fault.message:
        return "cette machine lui refuse son bac à sable (« No usable sandbox »)"
    return fault.message.splitlines()[0]


def tell(words: str) -> int:
    sys.stderr.write(f"{words}\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
