"""WebKit as on an iPhone, with nothing but Debian's packages: WebKitGTK under a virtual screen."""

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from PIL import ImageGrab
from selenium.webdriver import Remote
from selenium.webdriver.common.proxy import Proxy, ProxyType
from selenium.webdriver.remote.client_config import ClientConfig
from selenium.webdriver.remote.remote_connection import RemoteConnection
from selenium.webdriver.webkitgtk.options import Options

from tests.browser.engines.engine import Engine
from tests.browser.house import free_port

DRIVER = "WebKitWebDriver"
START_TIMEOUT = 60  # seconds
SCREEN = "2000x1400x24"
# Its window is never narrower than its buttons: 447 pixels, unless they have no room around them.
WINDOW_STYLE = "* { min-width: 0; margin: 0; padding: 0; }\n"
TOOLKITS = ("gtk-3.0", "gtk-4.0")  # bookworm's and trixie's


@contextmanager
def started(folder: Path) -> Iterator[Engine]:
    """`folder` takes the driver's log and what the browser keeps at home."""
    for toolkit in TOOLKITS:
        (folder / toolkit).mkdir()
        (folder / toolkit / "gtk.css").write_text(WINDOW_STYLE)
    homes = dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"), folder)
    with _screen() as display:
        variables = {
            **os.environ,
            **{name: str(path) for name, path in homes.items()},
            "DISPLAY": display,
            "GDK_BACKEND": "x11",
            "LANG": "C.UTF-8",
        }
        with _service(variables, folder / "driver.log") as url:
            driver = Remote(_connection(url), options=Options())
            yield Engine("webkit", driver, lambda: ImageGrab.grab(xdisplay=display))
            driver.quit()


@contextmanager
def _service(variables: dict[str, str], log: Path) -> Iterator[str]:
    """The address of its WebDriver. (Selenium would look for a `localhost`: not all have one.)"""
    port = free_port()
    with log.open("w") as output:
        service = subprocess.Popen(
            [DRIVER, f"--port={port}"], env=variables, stdout=output, stderr=subprocess.STDOUT
        )
    try:
        _wait_until_open(port, service)
        yield f"http://127.0.0.1:{port}"
    finally:
        service.terminate()
        service.wait()


def _wait_until_open(port: int, service: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_TIMEOUT
    while time.monotonic() < deadline and service.poll() is None:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port)):
            return
        time.sleep(0.05)
    raise RuntimeError(f"{DRIVER} did not start.")


def _connection(url: str) -> RemoteConnection:
    """Past any proxy."""
    direct = Proxy({"proxyType": ProxyType.DIRECT})
    return RemoteConnection(client_config=ClientConfig(url, proxy=direct))


@contextmanager
def _screen() -> Iterator[str]:
    """The name of a screen that nobody sees, the first that is free."""
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", SCREEN, "-nolisten", "tcp"]
    screen = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert screen.stdout
    try:
        yield f":{screen.stdout.readline().strip()}"
    finally:
        screen.terminate()
        screen.wait()
        screen.stdout.close()
