"""What a list, a filter and a search cost, from 1 to 100,000 programmes, on both databases.

`python -m bench.search [size …]` prints a Markdown table, kept in docs/performance.md. Searches are
all different, so that none is answered from memory; the ratio is to the programme page of the same
run (its median, from memory). The largest size takes some minutes and 2 GB of temporary disk.
"""

import sys

from bench import load
from bench.server import Site, serving
from tests.postgres import server

SIZES = (1, 1_000, 10_000, 100_000)
ANSWERS = 60
PAGE = "/formations/bts-ndrc/"


def main(sizes: tuple[int, ...]) -> None:
    print("| database | programmes | request | p50 ms | p95 ms | ratio to the page |")
    print("|---|---:|---|---:|---:|---:|")
    for size in sizes:
        with serving(size) as site:
            _print("SQLite", size, site)
    for size in sizes:
        with server() as url, serving(size, url) as site:
            _print("PostgreSQL", size, site)


def _print(database: str, size: int, site: Site) -> None:
    load.run(site.port, [PAGE], answers=20)
    page = load.run(site.port, [PAGE], answers=500, connections=1).percentile(50)
    for name, paths in _requests(size).items():
        measure = load.run(site.port, paths, answers=len(paths), connections=1)
        p50, p95 = measure.percentile(50), measure.percentile(95)
        print(f"| {database} | {size:,} | {name} | {p50:.2f} | {p95:.2f} | {p50 / page:.1f} |")


def _requests(size: int) -> dict[str, list[str]]:
    numbers = [number * size // ANSWERS for number in range(ANSWERS)]
    return {
        "programme page": [PAGE] * ANSWERS,
        "list, in memory": ["/"] * ANSWERS,
        "list, each page another": [f"/?page={1 + n // 24 % max(1, size // 24)}" for n in numbers],
        "filter": [f"/?niveau=5&page={1 + n // 24 % max(1, size // 120)}" for n in numbers],
        "search, many found": [f"/?q=relation+client+{_word(n)}" for n in range(ANSWERS)],
        "search, one found": [f"/?q=titre+{number:05}" for number in numbers],
        "search, none found": [f"/?q=plomberie+{n}" for n in range(ANSWERS)],
    }


def _word(number: int) -> str:
    """Parts of words that are in every sheet, each time others."""
    letters = "negociation digitalisation"
    return letters[number % 20 : number % 20 + 2 + number // 20].strip().replace(" ", "+")


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])) or SIZES)
