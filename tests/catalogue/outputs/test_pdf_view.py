"""The fact sheet's address: whole, not twice, moved, withdrawn, out of order."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from pytest_django import DjangoAssertNumQueries, Settings

from catalogue.outputs.pdf import fact_sheet as pdf
from catalogue.views.fact_sheet import fact_sheet_pdf
from programmes.models import Edition
from tests.factories import ProgrammeFactory, example_sheet, published

pytestmark = pytest.mark.django_db

PAPER = b"%PDF-1.7\n" + bytes(range(256)) * 4 + b"\n%%EOF\n"
ADDRESS = "/formations/bts-ndrc/fiche.pdf"


class Press:
    """Stands for the compiler; counts what it is asked for."""

    def __init__(self, seconds: float = 0.0) -> None:
        self.seconds = seconds
        self.asked: list[dict[str, Any]] = []

    def __call__(self, sheet: object, **arguments: Any) -> bytes:
        self.asked.append(arguments)
        time.sleep(self.seconds)
        return PAPER


@pytest.fixture
def press(monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path) -> Press:
    settings.DATA_DIR = tmp_path
    press = Press()
    monkeypatch.setattr(pdf, "fact_sheet", press)
    return press


@pytest.fixture
def edition(press: Press) -> Edition:
    return published(example_sheet(slug="bts-ndrc"))


def get(client: Client, **headers: str) -> HttpResponse:
    return client.get(ADDRESS, headers=headers)  # type: ignore[return-value]


def test_a_visitor_gets_the_paper(client: Client, edition: Edition, press: Press) -> None:
    response = get(client)

    assert response.status_code == 200
    assert response.content == PAPER
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Length"] == str(len(PAPER))
    assert response["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert not response.cookies
    assert press.asked[0]["number"] == 1
    assert press.asked[0]["address"].endswith(f"/e/{edition.short_code}/")
    assert press.asked[0]["address"].startswith("http://testserver.localhost/")
    assert press.asked[0]["page_url"].endswith("/formations/bts-ndrc/")


def test_it_is_shown_in_the_browser_and_saved_under_a_french_name(
    client: Client, edition: Edition
) -> None:
    disposition = get(client)["Content-Disposition"]

    assert disposition == "inline; filename*=utf-8''Fiche%20BTS%20NDRC%2C%20%C3%A9dition%201.pdf"


def test_it_is_made_once_and_costs_one_query_after(
    client: Client,
    edition: Edition,
    press: Press,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    get(client)

    with django_assert_num_queries(1):
        assert get(client).content == PAPER
    assert len(press.asked) == 1


def test_a_visitor_who_has_it_gets_304_and_nothing_is_made(
    client: Client, edition: Edition, press: Press
) -> None:
    etag = get(client)["ETag"]
    press.asked.clear()

    for known in (etag, f"W/{etag}", f'"other", {etag}', "*"):
        response = get(client, if_none_match=known)
        assert response.status_code == 304
        assert response.content == b""
        assert response["ETag"] == etag
    assert press.asked == []


def test_a_new_edition_is_another_paper(client: Client, edition: Edition, press: Press) -> None:
    before = get(client)["ETag"]
    Edition.objects.filter(pk=edition.pk).update(current=False)
    published(example_sheet(slug="bts-ndrc"), programme=edition.programme, number=2)

    assert get(client, if_none_match=before).status_code == 200
    assert [one["number"] for one in press.asked] == [1, 2]


@pytest.mark.parametrize(
    "asked", ["bytes=0-9", "bytes=-5", "bytes=999999-", "bytes=0-1,5-6", "pages=1-2"]
)
def test_who_asks_for_a_part_gets_the_whole(client: Client, edition: Edition, asked: str) -> None:
    """It is small; a server may always answer so, and says that it has no parts by not saying."""
    response = get(client, range=asked)

    assert response.status_code == 200
    assert response.content == PAPER
    assert response["Content-Length"] == str(len(PAPER))
    assert "Content-Range" not in response
    assert "Accept-Ranges" not in response


def test_who_wants_another_paper_only_gets_none_and_no_cache_keeps_that(
    client: Client, edition: Edition, press: Press
) -> None:
    etag = get(client)["ETag"]

    assert get(client, if_match=etag).status_code == 200
    other = get(client, if_match='"older"')
    assert other.status_code == 412
    assert other["Cache-Control"] == "private, no-store"


def test_head_says_as_much_as_get(client: Client, edition: Edition) -> None:
    full, head = get(client), client.head(ADDRESS)

    assert head.content == b""
    assert head.headers == full.headers


def test_nothing_is_written_here(client: Client, edition: Edition) -> None:
    assert client.post(ADDRESS).status_code == 405


def test_a_programme_that_moved_leads_to_its_paper(client: Client, press: Press) -> None:
    programme = ProgrammeFactory.create(slug="nouveau")
    published(example_sheet(slug="bts-ndrc"), programme=programme, current=False)
    published(example_sheet(slug="nouveau"), programme=programme, number=2)

    response = get(client)

    assert response.status_code == 301
    assert response["Location"] == "/formations/nouveau/fiche.pdf"


def test_a_withdrawn_programme_has_no_paper(client: Client, press: Press) -> None:
    published(example_sheet(slug="bts-ndrc"), current=False)

    assert get(client).status_code == 410


def test_an_unknown_programme_has_no_paper(client: Client, press: Press) -> None:
    assert get(client).status_code == 404


def test_a_paper_that_cannot_be_made_is_a_calm_page(
    client: Client,
    edition: Edition,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fail(*_: object, **__: object) -> bytes:
        raise pdf.FactSheetFailed("panne")

    monkeypatch.setattr(pdf, "fact_sheet", fail)

    response = get(client)

    assert response.status_code == 503
    assert "momentanément indisponible" in response.content.decode()
    assert "panne" not in response.content.decode()
    assert response["Cache-Control"] == "private, no-store"
    assert response["Retry-After"]
    assert "panne" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_twenty_visitors_at_once_have_it_made_once(edition: Edition, press: Press) -> None:
    press.seconds = 0.3
    together = threading.Barrier(20)

    def visit(_: int) -> bytes:
        from django.db import connection

        together.wait()
        try:
            return fact_sheet_pdf(RequestFactory().get(ADDRESS), slug="bts-ndrc").content
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as pool:
        papers = set(pool.map(visit, range(20)))

    assert papers == {PAPER}
    assert len(press.asked) == 1
