"""WebKit as on an iPhone, with nothing but Debian's packages: WebKitGTK under a virtual screen."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import ImageGrab
from selenium.webdriver import Remote
from selenium.webdriver.common.proxy import Proxy, ProxyType
from selenium.webdriver.remote.client_config import ClientConfig
from selenium.webdriver.remote.remote_connection import RemoteConnection
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service

from tests.browser.engines.engine import Engine

DRIVER = "WebKitWebDriver"
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
        log = str(folder / "driver.log")
        service = Service(shutil.which(DRIVER), log_output=log, env=variables)
        service.start()
        try:
            driver = Remote(_connection(service.service_url), options=Options())
            yield Engine("webkit", driver, lambda: ImageGrab.grab(xdisplay=display))
            driver.quit()
        finally:
            service.stop()


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
