"""Firefox ESR, with nothing but Debian's package.

Debian has no geckodriver. That program only translates WebDriver into Marionette, the protocol
that is built into Firefox and whose commands are WebDriver's under other names; so Selenium is
given a connection that speaks it. (WebDriver BiDi, the alternative, has no click that scrolls,
checks that nothing covers the button and waits for the next page: that would be ours to write.)
"""

import json
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image
from selenium.webdriver import Remote
from selenium.webdriver.firefox.options import Options
from selenium.webdriver.remote.client_config import ClientConfig
from selenium.webdriver.remote.command import Command
from selenium.webdriver.remote.remote_connection import RemoteConnection

from tests.browser.engines.engine import Engine

NAMES = ("firefox-esr", "firefox")
START_TIMEOUT = 60  # seconds

# What is asked of it; anything else is a KeyError.
COMMANDS = {
    Command.NEW_SESSION: "WebDriver:NewSession",
    Command.QUIT: "Marionette:Quit",
    Command.GET: "WebDriver:Navigate",
    Command.GET_CURRENT_URL: "WebDriver:GetCurrentURL",
    Command.DELETE_ALL_COOKIES: "WebDriver:DeleteAllCookies",
    Command.SET_WINDOW_RECT: "WebDriver:SetWindowRect",
    Command.SCREENSHOT: "WebDriver:TakeScreenshot",
    Command.W3C_EXECUTE_SCRIPT: "WebDriver:ExecuteScript",
    Command.W3C_EXECUTE_SCRIPT_ASYNC: "WebDriver:ExecuteAsyncScript",
    Command.FIND_ELEMENT: "WebDriver:FindElement",
    Command.CLICK_ELEMENT: "WebDriver:ElementClick",
    Command.CLEAR_ELEMENT: "WebDriver:ElementClear",
    Command.SEND_KEYS_TO_ELEMENT: "WebDriver:ElementSendKeys",
}

PREFERENCES = """\
user_pref("marionette.port", 0);
user_pref("intl.accept_languages", "fr-FR, fr");
user_pref("toolkit.legacyUserProfileCustomizations.stylesheets", true);
"""
# Its window is never narrower than 500 pixels, unless told so.
WINDOW_STYLE = ":root { min-width: 0 !important; min-height: 0 !important; }\n"


class Marionette(RemoteConnection):
    """A message is its length in bytes, a colon, and JSON: [direction, number, error, answer]."""

    def __init__(self, port: int) -> None:
        super().__init__(client_config=ClientConfig(f"http://127.0.0.1:{port}"))
        self._socket = socket.create_connection(("127.0.0.1", port))
        self._answers = self._socket.makefile("rb")
        self._number = 0
        self._read()  # it says first what it is

    def execute(self, command: str, params: dict[str, Any]) -> dict[str, Any]:
        """The answer as Selenium expects it; what went wrong, too, which Selenium raises."""
        if command == Command.NEW_SESSION:
            params = {"capabilities": {}}
        if command == Command.SCREENSHOT:
            params = {"full": False}  # else the whole page
        self._number += 1
        message = json.dumps([0, self._number, COMMANDS[command], params]).encode()
        self._socket.sendall(b"%d:%b" % (len(message), message))
        _, _, error, answer = self._read()
        if error:
            return {"status": error["error"], "value": error}
        has_only_a_value = isinstance(answer, dict) and answer.keys() == {"value"}
        return answer if has_only_a_value else {"value": answer}

    def close(self) -> None:
        self._answers.close()
        self._socket.close()
        super().close()

    def _read(self) -> Any:
        length = b""
        while (character := self._answers.read(1)) != b":":
            if not character:
                raise ConnectionError("Firefox is gone.")
            length += character
        return json.loads(self._answers.read(int(length)))


@contextmanager
def started(folder: Path) -> Iterator[Engine]:
    """`folder` takes its profile and what it keeps at home."""
    command = next(filter(None, map(shutil.which, NAMES)))
    profile = folder / "profile"
    (profile / "chrome").mkdir(parents=True)
    (profile / "user.js").write_text(PREFERENCES)
    (profile / "chrome" / "userChrome.css").write_text(WINDOW_STYLE)
    with (folder / "firefox.log").open("w") as log:
        browser = subprocess.Popen(
            [command, "--marionette", "--headless", "--no-remote", "--profile", str(profile)],
            env={**os.environ, "HOME": str(folder)},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    try:
        driver = Remote(Marionette(_port(profile, browser)), options=Options())
        try:
            yield Engine("firefox", driver, lambda: _picture(driver))
        finally:
            driver.quit()
    finally:
        browser.terminate()
        browser.wait()


def _port(profile: Path, browser: subprocess.Popen[bytes]) -> int:
    """The free port that it has chosen; it writes it down once it listens."""
    written = profile / "MarionetteActivePort"
    deadline = time.monotonic() + START_TIMEOUT
    while time.monotonic() < deadline and browser.poll() is None:
        if written.exists() and (text := written.read_text()):
            return int(text)
        time.sleep(0.05)
    raise RuntimeError("Firefox did not start.")


def _picture(driver: Remote) -> Image.Image:
    return Image.open(BytesIO(driver.get_screenshot_as_png()))
