"""The server kit, set up from the files of `deploy/` and tried: `make test-kit`."""

import base64
import hashlib
import http.client
import re
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.environment import ROOT
from tests.kit.house import CONF, NAME, Kit, standing
from tests.postgres import server

pytestmark = pytest.mark.kit

PAGE = "/formations/bts-mco/"


@pytest.fixture(scope="module")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kit]:
    with server() as database, standing(tmp_path_factory.mktemp("kit"), database) as made:
        yield made


@pytest.fixture(autouse=True)
def open_again(kit: Kit) -> Iterator[None]:
    yield
    if kit.site is None or kit.site.poll() is not None:
        kit.open()


def test_a_page_comes_through_as_the_site_sends_it(kit: Kit) -> None:
    answer = kit.ask(PAGE, Accept_Encoding="br;q=1, gzip")

    assert answer.status == 200
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert answer.headers["Strict-Transport-Security"]
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "Set-Cookie" not in answer.headers
    assert kit.ask(PAGE, If_None_Match=answer.headers["ETag"]).status == 304
    plain = kit.ask(PAGE, Accept_Encoding="gzip;q=0")
    assert "Content-Encoding" not in plain.headers
    assert f"https://{NAME}{PAGE}" in plain.text


def test_plain_http_leads_to_https(kit: Kit) -> None:
    line = http.client.HTTPConnection("127.0.0.1", kit.http)
    line.request("GET", "/?q=vente", headers={"Host": NAME})
    answer = line.getresponse()

    assert answer.status == 301
    assert answer.headers["Location"] == f"https://{NAME}/?q=vente"
    line.close()


def test_what_a_visitor_claims_of_himself_reaches_no_page(kit: Kit) -> None:
    poisoned = kit.ask(
        "/comparer/",
        X_Forwarded_Host="evil.example",
        X_Forwarded_Proto="http",
        X_Forwarded_For="10.0.0.1",
        Forwarded="host=evil.example",
        X_Original_URL="/admin/",
    )

    assert poisoned.status == 200
    assert b"evil.example" not in poisoned.body
    assert b"evil.example" not in kit.ask("/comparer/").body
    assert kit.ask("/", Host="evil.example").status in {400, 421}


def test_a_publication_and_a_withdrawal_show_within_a_second_or_two(kit: Kit) -> None:
    address = "/formations/cqp-vente/"
    assert kit.ask(address).status == 200
    withdraw = (
        "from catalogue.life import publishing; from programmes.models import Programme; "
        "publishing.withdraw(Programme.objects.get(slug='cqp-vente'))"
    )
    kit.manage("shell", "-c", withdraw)
    time.sleep(1.1)

    assert kit.ask(address).status == 410


def test_pages_seen_before_outlive_the_site_and_the_others_say_so(kit: Kit) -> None:
    seen = kit.ask(PAGE)
    style = re.search(r'href="(/static/css/site[^"]*)"', kit.ask(PAGE, Accept_Encoding="").text)
    assert style
    assert kit.ask(style[1]).status == 200
    assert kit.ask("/admin/login/").status == 200
    kit.kill()
    time.sleep(1.1)

    assert kit.ask(PAGE).body == seen.body
    assert kit.ask(style[1]).status == 200
    for unseen in ("/formations/tp-ntc/", "/admin/login/"):
        answer = kit.ask(unseen)
        assert answer.status == 503
        assert answer.headers["Retry-After"] == "30"
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert "Le site reprend son souffle" in answer.text
        assert "CFA des Deux Rives" in answer.text


def test_the_style_of_the_page_for_outages_is_the_one_that_nginx_allows(kit: Kit) -> None:
    page = (kit.folder / "public" / "indisponible.html").read_text()
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    assert style
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()

    assert f"style-src 'sha256-{digest}'" in CONF.read_text()


def test_a_paper_is_sent_in_parts_to_who_asks(kit: Kit) -> None:
    whole = kit.ask(f"{PAGE}fiche.pdf")
    part = kit.ask(f"{PAGE}fiche.pdf", Range="bytes=0-99")

    assert whole.status == 200
    assert part.status == 206
    assert part.body == whole.body[:100]


def test_a_body_too_large_is_refused_on_the_way(kit: Kit) -> None:
    assert kit.ask("/", "POST", b"x" * 5_000_000).status == 413
    with pytest.raises((OSError, http.client.HTTPException)) as cut:
        raise OSError(kit.ask("/", "POST", b"x" * 20_000_000).status)
    assert "413" in str(cut.value) or isinstance(cut.value, ConnectionError)


def test_forms_by_the_hundred_are_slowed_and_pages_are_not(kit: Kit) -> None:
    statuses = Counter(kit.ask("/", "POST", b"a=1").status for _ in range(60))

    assert statuses[429] > 10
    assert statuses[405] >= 30
    assert kit.ask(PAGE).status == 200


def test_a_new_release_loses_no_request(kit: Kit) -> None:
    """Two reloads, the second while the first is not over."""
    asked: Counter[int] = Counter()
    over = threading.Event()

    def visit(path: str) -> None:
        # Each search is another, so that nothing kept answers for the site.
        number = 0
        while not over.is_set():
            number += 1
            asked[kit.ask(f"{path}?q=vente{number}").status] += 1

    visitors = [threading.Thread(target=visit, args=(path,)) for path in ("/", "/", PAGE)]
    for visitor in visitors:
        visitor.start()
    kit.reload()
    time.sleep(8)
    kit.reload()
    time.sleep(40)
    over.set()
    for visitor in visitors:
        visitor.join()

    assert set(asked) == {200}, asked


def test_every_service_names_what_is_there() -> None:
    """Commands of ours that exist, folders that the guide makes."""
    guide = (ROOT / "docs" / "deploy.md").read_text()
    commands = ROOT / "catalogue" / "management" / "commands"
    for unit in sorted(Path(ROOT, "deploy", "systemd").iterdir()):
        assert unit.name in guide, unit.name
        for command in re.findall(r"(?:manage\.py |formations-job@)(\w+)", unit.read_text()):
            assert (commands / f"{command}.py").exists(), command
