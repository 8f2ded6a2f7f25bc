"""Requests per second of the public pages on one core, against a static file of the same server.

`python -m bench.page [size …]` prints Markdown tables, kept in docs/performance.md: of the seed and
its copies, of each example, of the memory. The ratio to the static file, measured in turn in the
same minute, is what can be compared between machines; between versions, `bench.against`.
"""

import json
import sys
from statistics import median

from bench import EXAMPLES, load
from bench.server import Site, serving

SIZES = (1, 100, 10_000)
ROUNDS = 3
SECONDS = 2.0
HEAD = """| programmes | page | answers/s | p50 ms | p95 ms | ratio to the static file |
|---:|---|---:|---:|---:|---:|"""


def main(sizes: tuple[int, ...]) -> None:
    print(HEAD)
    for size in sizes:
        with serving(size) as site:
            pages = {
                "static file": [_static_file(site)],
                "programme, one": ["/formations/bts-ndrc/"],
                "programme, all in turn": _all_programmes(size),
                "catalogue": ["/"],
                "catalogue, last page": [f"/?page={-(-size // 24)}"],
            }
            _print(size, site, pages)
    with serving(len(EXAMPLES), examples=True) as site:
        kinds = {f"`{slug}`": [f"/formations/{slug}/"] for slug in EXAMPLES}
        _print(len(EXAMPLES), site, {"static file": [_static_file(site)], **kinds})
    if sizes == SIZES:
        _memory()


def _print(size: int, site: Site, pages: dict[str, list[str]]) -> None:
    for name, rate, p50, p95, ratio in _measure(site, pages):
        print(f"| {size:,} | {name} | {rate:,.0f} | {p50:.2f} | {p95:.2f} | {ratio:.2f} |")


Row = tuple[str, float, float, float, float]


def _measure(site: Site, pages: dict[str, list[str]]) -> list[Row]:
    runs: dict[str, list[load.Measure]] = {name: [] for name in pages}
    for paths in pages.values():
        load.run(site.port, paths, seconds=0.5)  # warm up
    for _ in range(ROUNDS):
        for name, paths in pages.items():
            runs[name].append(load.run(site.port, paths, seconds=SECONDS))
    reference = [run.per_second for run in runs["static file"]]
    return [
        (
            name,
            median(run.per_second for run in measured),
            median(run.percentile(50) for run in measured),
            median(run.percentile(95) for run in measured),
            median(run.per_second / base for run, base in zip(measured, reference, strict=True)),
        )
        for name, measured in runs.items()
    ]


def _static_file(site: Site) -> str:
    """The main stylesheet under its hashed name."""
    manifest = json.loads((site.data_dir / "static" / "staticfiles.json").read_text())
    return "/static/" + str(manifest["paths"]["css/site.css"])


def _all_programmes(size: int) -> list[str]:
    return [
        "/formations/bts-ndrc/",
        *(f"/formations/formation-en-nombre-{n}/" for n in range(size - 1)),
    ]


def _memory() -> None:
    print("\n| programmes | requests | peak memory of the worker, MB |")
    print("|---:|---:|---:|")
    with serving(10_000) as site:
        paths = [*_all_programmes(10_000), "/", "/?page=2"]
        print(f"| 10,000 | 0 | {site.peak_memory():.0f} |")
        for total in (1_000, 10_000):
            load.run(site.port, paths[:total], answers=total)
            print(f"| 10,000 | {total:,} | {site.peak_memory():.0f} |")


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])) or SIZES)
