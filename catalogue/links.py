"""Whether the links of a sheet still answer. Run on demand by a command, never by a request.

Only http and https, with a time-out for each link and a few at a time.
"""

import http.client
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, urlsplit

from programmes.sheet import Part, Sheet

AGENT: Final = "Mozilla/5.0 (compatible; catalogue-check-links)"
# A server that refuses these methods or robots still has the page.
_ASK_AGAIN: Final = frozenset({403, 405, 501})


@dataclass(frozen=True, slots=True)
class Answer:
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
        elif isinstance(value, str) and (name == "website" or name.endswith("url")):
            yield value.strip()


def check(urls: Iterable[str], *, timeout: float, at_once: int) -> list[Answer]:
    """One answer for each address, in order."""
    with ThreadPoolExecutor(max_workers=at_once) as pool:
        return list(pool.map(lambda url: _answer(url, timeout), urls))


def _answer(url: str, timeout: float) -> Answer:
    problem = _problem(url, timeout, "HEAD")
    if problem is None:
        problem = _problem(url, timeout, "GET")
    return Answer(url, problem or "")


def _problem(url: str, timeout: float, method: str) -> str | None:
    """What is wrong, empty if nothing is; None when the page must be asked for in another way."""
    try:
        request = urllib.request.Request(  # noqa: S310 -- http and https only: see `_OPENER`
            _in_ascii(url), method=method, headers={"User-Agent": AGENT}
        )
        with _OPENER.open(request, timeout=timeout):
            return ""
    except urllib.error.HTTPError as error:
        error.close()
        if method == "HEAD" and error.code in _ASK_AGAIN:
            return None
        return f"réponse {error.code}"
    except TimeoutError:
        return "pas de réponse à temps"
    except urllib.error.URLError as error:
        late = isinstance(error.reason, TimeoutError)
        return "pas de réponse à temps" if late else "serveur injoignable"
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
