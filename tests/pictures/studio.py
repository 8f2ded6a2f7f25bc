"""Where photographs are taken: the examples, on one day, under a public address, in one typeface.

The site answers inside this process. Chromium hears of no network: each of its requests is handed
to Django, and the answer handed back with its headers, its policy first. So a picture changes with
what it shows, and with nothing else of the machine but the version of Chromium.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import cache
from io import BytesIO, StringIO
from itertools import count
from pathlib import Path
from typing import Any, TypeAlias
from unittest.mock import patch
from urllib.parse import urlsplit

import fontpkg_source_sans_3 as typeface
import time_machine
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, Request, Route, sync_playwright

from tests import environment
from tests.browser import chromium

Answer: TypeAlias = tuple[int, dict[str, Any], bytes]

SITE = "https://formations.exemple.fr"
COLOURS = 48  # a page has few; the edges of its letters have the rest
# What the visitor's own machine decides elsewhere: its typeface. Here it is the paper's.
FONTS = """<?xml version="1.0"?>
<fontconfig><dir>{folder}</dir><cachedir>{cache}</cachedir></fontconfig>
"""


class Studio:
    """A visitor's phone and the desk of somebody of the staff; what they see, as a picture."""

    def __init__(self, browser: Browser, session: str, clock: time_machine.Traveller) -> None:
        self._browser = browser
        self._session = session
        self._clock = clock

    def phone(self) -> Page:
        return self._window(width=390, height=844)

    def desk(self, width: int = 1180, height: int = 790) -> Page:
        page = self._window(width=width, height=height)
        page.context.add_cookies(
            [{"name": "sessionid", "value": self._session, "url": SITE, "secure": True}]
        )
        return page

    def tall_desk(self) -> Page:
        """High enough for a whole page, so that nothing stays in front of it."""
        return self.desk(width=900, height=4000)

    def an_hour_later(self) -> None:
        self._clock.shift(timedelta(hours=1))

    def answer(self, path: str) -> bytes:
        """What a visitor is sent, without a browser."""
        from django.test import Client

        return bytes(Client().get(path, secure=True, headers={"host": _host()}).getvalue())

    def develop(self, picture: Image.Image, file: Path) -> None:
        few = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
        few.convert("RGB").save(file, "WEBP", lossless=True, method=4)

    def _window(self, width: int, height: int) -> Page:
        context = self._browser.new_context(
            viewport={"width": width, "height": height},
            device_scale_factor=1.5,
            base_url=SITE,
            locale="fr-FR",
            timezone_id="Europe/Paris",
        )
        context.route("**/*", _handed_over)
        return context.new_page()


def window(page: Page) -> Image.Image:
    """What is on the screen."""
    return Image.open(BytesIO(page.screenshot(animations="disabled")))


#: A browser writes a date in a box in its own language, which it may have been installed without.
DATES = """boxes => boxes.forEach(box => {
  const date = box.value.split('-').reverse().join('/');
  box.type = 'text'; box.value = date;
})"""


def cut(part: Locator, height: int | None = None) -> Image.Image:
    """One part of a page from its top: all of it, or so high at most."""
    page = part.page
    page.locator("input[type=date]").evaluate_all(DATES)
    box = part.bounding_box()
    assert box
    if height is not None:
        box["height"] = min(height, box["height"])
    margin = 12
    clip = {**box, "x": max(0, box["x"] - margin), "width": box["width"] + 2 * margin}
    return Image.open(BytesIO(page.screenshot(animations="disabled", clip=clip)))  # type: ignore[arg-type]


@contextmanager
def open_studio() -> Iterator[Studio]:
    environment.enter(environment.temporary_data_dir())
    os.environ.update(
        DJANGO_SETTINGS_MODULE="catalogue.settings",
        SITE_URL=SITE,
        # Playwright keeps a loop in this thread, in which nothing of ours runs.
        DJANGO_ALLOW_ASYNC_UNSAFE="true",
    )
    import django

    django.setup()
    from tests.seeded import SEED_DAY

    with time_machine.travel(SEED_DAY, tick=False) as clock, sync_playwright() as playwright:
        session = _prepared()
        options = chromium.launch_options()
        options["env"] = {**os.environ, "FONTCONFIG_FILE": str(_fonts())}
        with playwright.chromium.launch(**options) as browser:
            yield Studio(browser, session, clock)


def _prepared() -> str:
    """The examples online and somebody of the staff, whose session it is."""
    from django.contrib.auth.models import User
    from django.core.management import call_command
    from django.test import Client

    from accounts import halfway
    from catalogue.life import paper_codes

    # Codes on papers are drawn by lot; a picture of one must not be.
    codes = (f"exemp{number}" for number in count(2))
    with patch.object(paper_codes, "unused", codes.__next__):
        call_command("prepare", examples=True, stdout=StringIO())
    user = User.objects.get()
    User.objects.update(username="camille", first_name="Camille")
    client = Client()
    client.force_login(user)
    # Behind https whoever publishes gives a second factor as well.
    session = client.session
    session[halfway.GIVEN] = True
    session.save()
    return client.cookies["sessionid"].value


def _fonts() -> Path:
    folder = Path(os.environ["DATA_DIR"])
    file = folder / "fonts.conf"
    where = Path(typeface.__file__).parent / "files"
    file.write_text(FONTS.format(folder=where, cache=folder / "fonts"))
    return file


def _handed_over(route: Route) -> None:
    request = route.request
    if urlsplit(request.url).path.startswith("/static/"):
        status, headers, body = _same_for_all(request.url)
    else:
        status, headers, body = _answer(request)
    route.fulfill(status=status, headers=headers, body=body)


@cache
def _same_for_all(url: str) -> Answer:
    from django.test import Client

    response = Client().get(urlsplit(url).path, secure=True, headers={"host": _host()})
    return response.status_code, dict(response.items()), response.getvalue()


def _answer(request: Request) -> Answer:
    from django.test import Client

    given = request.all_headers()
    kept = ("cookie", "origin", "referer", "accept", "accept-language")
    headers: dict[str, Any] = {name: given[name] for name in kept if name in given}
    address = urlsplit(request.url)
    response = Client().generic(
        request.method,
        f"{address.path}?{address.query}",
        request.post_data_buffer or b"",
        content_type=given.get("content-type", "text/html"),
        secure=True,
        headers={**headers, "host": _host()},
    )
    sent = dict(response.items())
    if response.cookies:
        sent["Set-Cookie"] = response.cookies.output(header="", sep="\n")
    return response.status_code, sent, response.getvalue()


def _host() -> str:
    return urlsplit(SITE).netloc
