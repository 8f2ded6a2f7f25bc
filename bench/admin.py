"""What a change page of the admin costs, opened and saved, beside Django's own of the same run.

`python -m bench.admin` prints a Markdown table, kept in docs/performance.md; `python -m
tests.postgres bench.admin` the same on PostgreSQL. The programme has 10 blocs, 60 objectives, 12
exam units and 30 figures, and before that half as many: queries must not follow. The reference is a
stock `ModelAdmin` over the same rows and fields (`bench/bare.py`), asked in turn; the last line is
Django's own user page, the lightest form that it makes. Three examples, each with the fields of
its kind, stand between them; bare Django has all fields for each.

`python -m bench.admin ROUNDS` asks less often.
"""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from statistics import median
from typing import Any, TypeAlias

from tests import environment

environment.enter(environment.temporary_data_dir())
os.environ["DJANGO_SETTINGS_MODULE"] = "catalogue.settings"

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402
from django.db import connection  # noqa: E402
from django.http import HttpResponse  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402

from catalogue.life import publishing  # noqa: E402
from catalogue.life.draft import write_sheet  # noqa: E402
from catalogue.life.seeding import seed_examples  # noqa: E402
from programmes.models import Programme  # noqa: E402
from tests.catalogue.admin_page import form_of  # noqa: E402
from tests.factories import example_sheet  # noqa: E402

settings.STORAGES["staticfiles"]["BACKEND"] = (
    "django.contrib.staticfiles.storage.StaticFilesStorage"
)
settings.TEMPLATES.append({**settings.TEMPLATES[0], "NAME": "bare", "DIRS": []})
settings.ROOT_URLCONF = "bench.bare"
# It knows our own addresses only; bare Django’s forms would be refused.
settings.MIDDLEWARE.remove("catalogue.admin.bodies.BodyLimits")

SHARES = (0.5, 1)
ROUNDS = int(sys.argv[1]) if len(sys.argv) > 1 else 15
KINDS = ("bts-mco", "tp-ntc", "tosa-excel")

Request: TypeAlias = Callable[[], HttpResponse]


def main() -> None:
    print(
        "| page | rows | request | queries | ms | queries, bare Django | ms, bare Django | ratio |"
    )
    print("|---|---:|---|---:|---:|---:|---:|---:|")
    with _database():
        user = User.objects.create_superuser("bench")
        client = Client(SERVER_NAME="testserver.localhost")
        client.force_login(user)
        seed_examples()
        for share in SHARES:
            programme = _programme(share)
            _print(client, "programme", programme, "rhythm")
            _print(client, "bloc", programme.blocs.all()[0], "introduction")
            _print(client, "exam unit", programme.exam_units.all()[0], "note")
        for slug in KINDS:
            _print(client, f"`{slug}`", Programme.objects.get(slug=slug), "rhythm")
        floor = _opening(client, _address("bare", user))
        (seconds,) = _times([floor])
        print(f"| user | 0 | open | | | {_queries(floor)} | {1000 * median(seconds):.0f} | |")


def _print(client: Client, page: str, row: Any, field: str) -> None:
    ours, bare = (_address(site, row) for site in ("admin", "bare"))
    rows = sum(
        int(values[0])
        for name, values in form_of(client, ours).items()
        if name.endswith("-INITIAL_FORMS")
    )
    for name, requests in {
        "open": [_opening(client, ours), _opening(client, bare)],
        "save": [_saving(client, ours, field), _saving(client, bare, field)],
    }.items():
        times = _times(requests)
        queries = [_queries(request) for request in requests]
        ratio = median(one / other for one, other in zip(*times, strict=True))
        print(
            f"| {page} | {rows} | {name} | {queries[0]} | {1000 * median(times[0]):.0f} "
            f"| {queries[1]} | {1000 * median(times[1]):.0f} | {ratio:.2f} |",
            flush=True,
        )


def _address(site: str, row: Any) -> str:
    opts = row._meta
    return reverse(f"{site}:{opts.app_label}_{opts.model_name}_change", args=[row.pk])


# A request is prepared, then made: only the second part is measured.


def _opening(client: Client, address: str) -> Callable[[], Request]:
    return lambda: lambda: client.get(address)


def _saving(client: Client, address: str, field: str) -> Callable[[], Request]:
    """The page filled in with one field changed, each time to something else."""
    numbers = count()

    def prepare() -> Request:
        typed = {**form_of(client, address), field: f"{address} {next(numbers)}", "_continue": "1"}
        return lambda: client.post(address, typed)

    return prepare


def _times(requests: list[Callable[[], Request]]) -> list[list[float]]:
    """Seconds of each request, asked in turn; a first round fills caches."""
    rounds = [[_seconds(prepare()) for prepare in requests] for _ in range(ROUNDS + 1)]
    return [list(times) for times in zip(*rounds[1:], strict=True)]


def _seconds(request: Request) -> float:
    start = time.perf_counter()
    response = request()
    elapsed = time.perf_counter() - start
    if response.status_code not in (200, 302):
        raise RuntimeError(response)
    return elapsed


def _queries(prepare: Callable[[], Request]) -> int:
    request = prepare()
    with CaptureQueriesContext(connection) as captured:
        request()
    return len(captured)


@contextmanager
def _database() -> Iterator[None]:
    """An empty one, on the server of TEST_DATABASE_URL if there is one."""
    name = settings.DATABASES["default"]["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def _programme(share: float) -> Programme:
    """A published programme with so large a share of a big one's rows."""
    sheet = example_sheet().model_dump(mode="json")

    def some(name: str, whole: int, **changes: Callable[[int], Any]) -> list[dict[str, Any]]:
        rows = sheet[name]
        return [
            {**rows[n % len(rows)], **{key: change(n) for key, change in changes.items()}}
            for n in range(round(share * whole))
        ]

    objective = sheet["blocs"][0]["objectives"][0]
    paper = sheet["exam_units"][0]["papers"][0]
    scheme = sheet["funding_options"][0]["scheme"]
    programme = Programme()
    write_sheet(
        example_sheet(
            slug=f"formation-{int(100 * share)}",
            intakes=some("intakes", 4),
            blocs=some(
                "blocs",
                10,
                title=lambda n: f"Bloc {n}",
                objectives=lambda _: [objective] * round(share * 6),
            ),
            exam_units=some(
                "exam_units",
                12,
                code=lambda n: f"U{n}",
                blocs=lambda n: [f"Bloc {n % 5}"],
                coefficient=lambda _: None,  # its papers have theirs
                papers=lambda _: [paper] * round(share * 2),
            ),
            requirements=some("requirements", 8),
            exemptions=some(
                "exemptions", 6, units=lambda n: [f"U{n % 5}"], blocs=lambda n: [f"Bloc {n % 5}"]
            ),
            funding_options=some(
                "funding_options",
                6,
                scheme=lambda n: {**scheme, "code": f"s{n}"},
                intake=lambda _: None,  # the sessions are others
            ),
            occupations=some("occupations", 12),
            further_studies=some("further_studies", 8),
            key_figures=some("key_figures", 30),
        ),
        programme,
    )
    for number in range(round(share * 6)):
        programme.review_notes.create(subject=f"Doute {number}", text="À vérifier.")
    publishing.publish(programme, None)
    return programme


if __name__ == "__main__":
    main()
