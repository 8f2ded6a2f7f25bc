"""The real server refuses what is too large, while it arrives: not in memory, not on the disk."""

import http.client
import re
from collections.abc import Iterator
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Complaints
from tests.browser.house import House

MB = 1024 * 1024
SENT = 200 * MB
PIECE = b"x" * (MB // 2)


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder where the server would write what it receives. Before `house_of_its_own`."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    return folder


def peak_memory(data_dir: Path) -> int:
    """Of the server's processes, in bytes."""
    found = 0
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if f"\0DATA_DIR={data_dir}\0".encode() in (process / "environ").read_bytes():
                peak = re.search(r"VmHWM:\s+(\d+) kB", (process / "status").read_text())
                found += int(peak[1]) * 1024 if peak else 0
        except OSError:
            continue  # somebody else's, or gone
    assert found
    return found


@pytest.mark.parametrize("is_streamed", [False, True])
@pytest.mark.parametrize("path", ["/admin/login/", "/admin/programmes/programme/importer/", "/"])
def test_a_visitor_cannot_fill_the_disk(
    temporary: Path, house_of_its_own: House, path: str, is_streamed: bool
) -> None:
    site_url = house_of_its_own.url
    cookie, token = opened(site_url)
    before = peak_memory(house_of_its_own.data_dir)
    found: set[Path] = set()

    def body() -> Iterator[bytes]:
        yield (
            f'--b\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{token}\r\n'
            '--b\r\nContent-Disposition: form-data; name="f"; filename="f"\r\n\r\n'
        ).encode()
        for _ in range(SENT // len(PIECE)):
            found.update(temporary.iterdir())
            yield PIECE

    connection = http.client.HTTPConnection(urlsplit(site_url).netloc, timeout=30)
    connection.putrequest("POST", path)
    connection.putheader("Content-Type", "multipart/form-data; boundary=b")
    connection.putheader("Cookie", cookie)
    connection.putheader("Origin", site_url)
    length = ("Transfer-Encoding", "chunked") if is_streamed else ("Content-Length", str(SENT))
    connection.putheader(*length)
    sent = 0
    try:
        connection.endheaders()
        for piece in body():
            connection.send(b"%x\r\n%b\r\n" % (len(piece), piece) if is_streamed else piece)
            sent += len(piece)
    except OSError:
        pass  # the server has heard enough
    response = connection.getresponse()

    assert response.status == 413
    assert "Envoi trop lourd" in response.read().decode()
    assert sent < SENT / 4
    assert found == set()
    assert peak_memory(house_of_its_own.data_dir) - before < 16 * MB
    connection.close()


def opened(site_url: str) -> tuple[str, str]:
    """The cookie and the token of a login page."""
    connection = http.client.HTTPConnection(urlsplit(site_url).netloc)
    connection.request("GET", "/admin/login/")
    response = connection.getresponse()
    cookies = SimpleCookie(response.headers["Set-Cookie"])
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', response.read().decode())
    connection.close()
    assert token
    return f"csrftoken={cookies['csrftoken'].value}", token[1]


@pytest.mark.parametrize("size", [6 * MB, 40 * MB])
def test_staff_read_the_limit_in_their_browser(
    desk: Page, site_url: str, tmp_path: Path, complaints: Complaints, size: int
) -> None:
    complaints.expect("413")
    file = tmp_path / "formation.json"
    file.write_bytes(b" " * size)
    desk.goto(f"{site_url}/admin/programmes/programme/importer/")
    desk.get_by_label("Fichier de la formation").set_input_files(file)

    desk.get_by_role("button", name="Lire le fichier").click()

    expect(desk.get_by_role("heading", name="Fichier trop lourd")).to_be_visible()
    desk.get_by_role("link", name="Choisir un autre fichier").click()
    expect(desk.get_by_label("Fichier de la formation")).to_be_visible()
