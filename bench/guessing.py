"""What ten people who guess at passwords cost everybody else: `python -m bench.guessing [SECONDS]`.

The median of a public page, alone and while they go on without a pause, each from an address of
their own behind a proxy, each time with another name, so that no limit spares the hashing; then
from one address at one account, where the limits stand; last, while they only ask for the form,
which no limit forbids. In ratios to the page alone.
"""

import http.client
import statistics
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from urllib.parse import urlencode

from bench import server

CLIENTS = 10
PAGE = "/formations/bts-ndrc/"

Who = Callable[[int, int], tuple[str, str]]  # client, try → name, address


def everywhere(client: int, number: int) -> tuple[str, str]:
    return f"personne-{client}-{number}", f"10.{client}.{number // 250}.{number % 250}"


def one_place(client: int, number: int) -> tuple[str, str]:
    return "admin", "192.0.2.7"


def only_the_form(client: int, number: int) -> tuple[str, str]:
    return "", "192.0.2.7"


class Guesser(threading.Thread):
    def __init__(self, port: int, who: Who, index: int, stop: threading.Event) -> None:
        super().__init__(daemon=True)
        self.port, self.who, self.index, self.stop = port, who, index, stop
        self.answers: Counter[int] = Counter()

    def run(self) -> None:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        line.request("GET", "/admin/login/", headers=_headers("10.0.0.1"))
        page = line.getresponse()
        cookie = (page.getheader("Set-Cookie") or "").partition(";")[0]
        token = page.read().decode().partition('name="csrfmiddlewaretoken" value="')[2][:64]
        for number in count():
            if self.stop.is_set():
                return
            username, address = self.who(self.index, number)
            sent = {"csrfmiddlewaretoken": token, "username": username, "password": "Soleil2026"}
            headers = {**_headers(address), "Cookie": cookie}
            if username:
                headers["Content-Type"] = "application/x-www-form-urlencoded"
                line.request("POST", "/admin/login/", urlencode(sent), headers)
            else:
                line.request("GET", "/admin/login/", headers=headers)
            answer = line.getresponse()
            answer.read()
            self.answers[answer.status] += 1


def _headers(address: str) -> dict[str, str]:
    return {"X-Forwarded-For": address}


@contextmanager
def guessing(port: int, who: Who) -> Iterator[list[Guesser]]:
    stop = threading.Event()
    guessers = [Guesser(port, who, index, stop) for index in range(CLIENTS)]
    for one in guessers:
        one.start()
    try:
        time.sleep(1)
        yield guessers
    finally:
        stop.set()
        for one in guessers:
            one.join(60)


def page_times(port: int, seconds: float) -> list[float]:
    """In milliseconds, one reader who asks, waits, and asks again."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    times, end = [], time.perf_counter() + seconds
    while time.perf_counter() < end:
        start = time.perf_counter()
        line.request("GET", PAGE, headers=_headers("203.0.113.9"))
        line.getresponse().read()
        times.append(1000 * (time.perf_counter() - start))
        time.sleep(0.01)
    return times


def main(seconds: float) -> None:
    with server.serving(1, trusted_proxies=1) as site:
        page_times(site.port, 1)
        alone = statistics.median(page_times(site.port, seconds))
        print(f"a page alone: median {alone:.1f} ms")
        for said, who in (
            ("who guess, everywhere", everywhere),
            ("who guess, one place", one_place),
            ("who ask for the form", only_the_form),
        ):
            with guessing(site.port, who) as guessers:
                times = page_times(site.port, seconds)
            answers = sum((one.answers for one in guessers), Counter[int]())
            median = statistics.median(times)
            print(
                f"{CLIENTS} {said}: median {median:.1f} ms, {median / alone:.1f} times; "
                f"the slowest {max(times):.0f} ms; answers {dict(sorted(answers.items()))}"
            )


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 5.0)
