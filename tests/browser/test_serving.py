"""The installation works: the server answers, the staff get in, nothing breaks the policy."""

import json
import urllib.error
import urllib.request
from http.client import HTTPResponse

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import log_in
from tests.browser.house import House, Prepared, Staff


def get(address: str, **headers: str) -> HTTPResponse:
    """The server's answer, whatever its status."""
    try:
        response: HTTPResponse = urllib.request.urlopen(
            urllib.request.Request(address, headers=headers)
        )
    except urllib.error.HTTPError as error:
        return error  # type: ignore[return-value] # it has the same methods
    return response


def test_the_staff_log_in_with_the_printed_password(
    page: Page, site_url: str, staff: Staff
) -> None:
    log_in(page, site_url, staff)

    expect(page.get_by_role("heading", name="Accueil")).to_be_visible()


def test_static_files_are_hashed_compressed_and_kept(site_url: str, prepared: Prepared) -> None:
    manifest = json.loads((prepared.data_dir / "static" / "staticfiles.json").read_text())
    name = manifest["paths"]["admin/css/base.css"]

    with get(f"{site_url}/static/{name}", **{"Accept-Encoding": "gzip"}) as response:
        assert response.headers["Content-Encoding"] == "gzip"
        assert "immutable" in response.headers["Cache-Control"]
        assert "default-src 'none'" in response.headers["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["/%ff", "/%00", "/?q=%00", "/?q=%ff", f"/?q={'a' * 10_000}"])
def test_an_unreadable_address_gets_400_from_the_real_server(site_url: str, path: str) -> None:
    with get(site_url + path) as response:
        assert response.status == 400
        assert "default-src 'none'" in response.headers["Content-Security-Policy"]


def test_an_accented_address_reaches_the_site(site_url: str) -> None:
    with get(f"{site_url}/%C3%A9cole") as response:
        assert response.status == 404


def test_a_lost_database_is_reported_and_not_recreated(house_of_its_own: House) -> None:
    house_of_its_own.database_file.unlink()

    with get(f"{house_of_its_own.url}/readyz") as response:
        assert response.status == 503
    assert not house_of_its_own.database_file.exists()
