"""Whether the links of a sheet still answer. Run on demand by a command, never by a request.

Only http and https, within bounds of time for each link and a few at a time.
"""

import http.client
import threading
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, urlsplit

from programmes import prose, web
from programmes.sheet import Part, Sheet

AGENT: Final = "Mozilla/5.0 (compatible; catalogue-check-links)"
_LATE: Final = "pas de réponse à temps"


@dataclass(frozen=True, slots=True)
class CheckedLink:
    """`problem` is French and empty when the page answers."""

    url: str
    problem: str

    @property
    def is_well(self) -> bool:
        return not self.problem


def links(sheet: Sheet) -> list[str]:
    """Every http(s) address of a sheet, once each, in its order."""
    return list(dict.fromkeys(url for url in _addresses(sheet) if is_web(url)))


def is_web(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc)


def _addresses(part: Part) -> Iterator[str]:
    for name, value in part:
        if isinstance(value, Part):
            yield from _addresses(value)
        elif isinstance(value, tuple):
            for row in value:
                if isinstance(row, Part):
                    yield from _addresses(row)
        elif isinstance(value, str) and name in web.FIELDS:
            yield value.strip()
        elif isinstance(value, str) and name in prose.FIELDS:
            yield from prose.addresses(value)


def check(urls: Iterable[str], *, timeout: float, at_once: int) -> list[CheckedLink]:
    """One answer for each address, in order, each within twice the time-out: HEAD, then GET."""
    with ThreadPoolExecutor(max_workers=at_once) as pool:
        return list(pool.map(lambda url: CheckedLink(url, _problem(url, timeout)), urls))


def _problem(url: str, timeout: float) -> str:
    """Python's time-out is for each read: a server that sends a byte now and then, or one page
    after another, is left to a thread that dies with the command."""
    told: list[str] = []
    asking = threading.Thread(target=lambda: told.append(_told(url, timeout)), daemon=True)
    asking.start()
    asking.join(2 * timeout)
    return told[0] if told else _LATE


def _told(url: str, timeout: float) -> str:
    """A server that refuses HEAD, whatever it answers, may still have the page."""
    problem = _asked(url, timeout, "HEAD")
    return problem if problem is not None else _asked(url, timeout, "GET") or ""


def _asked(url: str, timeout: float, method: str) -> str | None:
    """What is wrong, empty if nothing is; None when the page must be asked for in another way.

    Nothing is read beyond the headers.
    """
    try:
        request = urllib.request.Request(  # noqa: S310 -- http and https only: see `_OPENER`
            _in_ascii(url), method=method, headers={"User-Agent": AGENT}
        )
        with _OPENER.open(request, timeout=timeout):
            return ""
    except urllib.error.HTTPError as error:
        error.close()
        return None if method == "HEAD" else f"réponse {error.code}"
    except TimeoutError:
        return _LATE
    except urllib.error.URLError as error:
        late = isinstance(error.reason, TimeoutError)
        return _LATE if late else "serveur injoignable"
    except (OSError, ValueError, http.client.HTTPException):
        return "serveur injoignable"


def _in_ascii(url: str) -> str:
    """« /métiers/ » as a browser would ask for it."""
    return quote(url, safe="%/:=&?~#+!$,;'@()*[]")


def _opener() -> urllib.request.OpenerDirector:
    """Without the handlers for files, FTP and data that `urlopen` brings: a page that leads out
    of the web is told as one that does not answer."""
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPRedirectHandler(),
        urllib.request.HTTPErrorProcessor(),
        urllib.request.UnknownHandler(),
    ):
        opener.add_handler(handler)
    return opener


_OPENER: Final = _opener()
