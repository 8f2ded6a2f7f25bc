"""`python -m bench.pdf [COUNT [REPEATS]]`: what a fact sheet costs, as times, memory and ratios.

Cold is a first request (a process for the compiler, then the file); cached reads the file;
the programme page of the same sheet, rendered in the same run, is the measure of this machine.
Then page and paper of the examples, each of its kind.
"""

import os
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from io import StringIO
from pathlib import Path

from tests import environment

environment.enter(environment.temporary_data_dir())
os.environ["DJANGO_SETTINGS_MODULE"] = "catalogue.settings"

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402

from catalogue.life.seeding import seed_examples  # noqa: E402
from catalogue.outputs.pdf import fact_sheet as pdf  # noqa: E402
from catalogue.views.paper_files import PaperCache  # noqa: E402
from catalogue.views.programme_page import article_of, page_around  # noqa: E402
from programmes import sheet as sheets  # noqa: E402
from programmes.sheet import Sheet  # noqa: E402
from tests.factories import example_sheet  # noqa: E402

settings.STORAGES["staticfiles"]["BACKEND"] = (
    "django.contrib.staticfiles.storage.StaticFilesStorage"
)
DAY = date(2026, 3, 2)
REPEATS = 15


def main(count: int, repeats: int) -> None:
    sheet = example_sheet()
    page = _median(lambda: _page(sheet), repeats)
    cold = _median(lambda: _paper(sheet), repeats)
    with tempfile.TemporaryDirectory() as folder:
        cache = PaperCache(Path(folder))
        cache.get("key", lambda: _paper(sheet))
        cached = _median(lambda: cache.get("key", lambda: b""), repeats)
    rows = [
        ("programme page", page),
        ("paper, first request", cold),
        ("paper, from the cache", cached),
    ]
    print(f"{'':24}{'ms':>10}{'× page':>10}")
    for label, seconds in rows:
        print(f"{label:24}{1000 * seconds:10.2f}{seconds / page:10.3f}")
    print()
    _kinds(page, repeats)
    print()
    _memory(sheet, count)


def _kinds(reference: float, repeats: int) -> None:
    """Beside the page with something in every field, which the first table began with."""
    print(f"{'example':24}{'page, × page':>14}{'paper, × page':>14}")
    for sheet in _examples():
        page = _median(lambda one=sheet: _page(one), repeats) / reference
        paper = _median(lambda one=sheet: _paper(one), repeats) / reference
        print(f"{sheet.slug:24}{page:14.2f}{paper:14.2f}")


def _examples() -> list[Sheet]:
    call_command("create_database", stdout=StringIO())
    call_command("migrate", interactive=False, verbosity=0)
    return [sheets.load(edition.sheet) for edition in seed_examples()]


def _memory(sheet: Sheet, count: int) -> None:
    """Different sheets one after another: the server's memory must not follow their number."""
    print(f"{'sheets made':24}{'MB here':>10}{'MB compiler, peak':>20}")
    marks = {1, count, *range(count // 5, count, max(1, count // 5))}
    for number in range(1, count + 1):
        _paper(sheet.model_copy(update={"full_title": f"{sheet.full_title} {number}"}))
        if number in marks:
            print(f"{number:24}{_resident():10.0f}{_children_peak():20.0f}", flush=True)


def _paper(sheet: Sheet) -> bytes:
    return pdf.fact_sheet(
        sheet,
        number=1,
        published_on=DAY,
        address="https://formations.exemple.fr/e/abc234/",
        page_url="https://formations.exemple.fr/formations/bts-ndrc/",
    )


def _page(sheet: Sheet) -> str:
    return page_around(article_of(sheet, number=1, published_on=DAY, today=DAY))


def _median(work: Callable[[], object], repeats: int) -> float:
    times = []
    for _ in range(repeats + 1):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times[1:])  # the first one fills caches


def _resident() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6


def _children_peak() -> float:
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e3


if __name__ == "__main__":
    given = [int(number) for number in sys.argv[1:]]
    main(*given, *(500, REPEATS)[len(given) :])
