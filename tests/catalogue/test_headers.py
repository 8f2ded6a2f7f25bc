"""Every answer carries the policy headers, whoever answers, and says how long it may be kept."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import include, path
from pytest_django import Settings

from catalogue.server.middleware import TrustedProxies
from catalogue.urls import handler400, handler403, handler404, handler500  # noqa: F401
from tests import environment

POLICY = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def explode(request: HttpRequest) -> HttpResponse:
    raise RuntimeError


urlpatterns = [path("explode", explode), path("", include("catalogue.urls"))]


@pytest.fixture
def visitor() -> Client:
    return Client(raise_request_exception=False)


@pytest.fixture
def stylesheet(settings: Settings, tmp_path: Path) -> str:
    """The address of a collected static file."""
    settings.STATIC_ROOT = tmp_path
    (tmp_path / "site.css").write_text("body {}")
    return "/static/site.css"


@pytest.mark.ignore_template_errors
@pytest.mark.django_db
@pytest.mark.urls(__name__)
@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/static/site.css", 200),
        ("/static/missing.css", 404),
        ("/admin/login/", 200),
        ("/admin/", 302),
        ("/admin", 301),
        ("/healthz", 200),
        ("/nowhere", 404),
        ("/?q=%00", 400),
        ("/explode", 500),
    ],
)
@pytest.mark.usefixtures("stylesheet")
def test_every_answer_carries_the_policy_headers(
    visitor: Client, address: str, status: int
) -> None:
    response = visitor.get(address)

    assert response.status_code == status
    assert {name: response.get(name) for name in POLICY} == POLICY
    csp = response["Content-Security-Policy"]
    assert "default-src 'none'" in csp
    assert "frame-ancestors 'none'" in csp
    assert "base-uri 'none'" in csp
    assert "unsafe" not in csp
    assert "camera=()" in response["Permissions-Policy"]
    assert "Strict-Transport-Security" not in response.headers
    assert response["Cache-Control"]
    response.close()


def test_a_refused_host_carries_them_too(visitor: Client) -> None:
    response = visitor.get("/", headers={"host": "ailleurs.exemple"})

    assert response.status_code == 400
    assert {name: response.get(name) for name in POLICY} == POLICY
    assert "default-src 'none'" in response["Content-Security-Policy"]


@pytest.mark.ignore_template_errors
@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/admin/", "/admin/login/"])
def test_the_admin_is_never_stored(visitor: Client, address: str) -> None:
    assert "no-store" in visitor.get(address)["Cache-Control"]


# What the proxy in front says, and whether https is then believed.


@pytest.fixture
def https(settings: Settings) -> Settings:
    """An https site behind one proxy."""
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_HSTS_SECONDS = 3600
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.TRUSTED_PROXIES = 1
    return settings


@pytest.mark.usefixtures("https")
@pytest.mark.parametrize("header", ["https", "http, https"])
def test_our_proxy_is_believed(visitor: Client, header: str) -> None:
    response = visitor.get("/nowhere", headers={"x-forwarded-proto": header})

    assert response.status_code == 404
    assert response["Strict-Transport-Security"].startswith("max-age=3600")


@pytest.mark.usefixtures("https")
@pytest.mark.parametrize("header", ["http", "https, http", ""])
def test_what_a_visitor_adds_is_not_believed(visitor: Client, header: str) -> None:
    response = visitor.get("/nowhere", headers={"x-forwarded-proto": header})

    assert response.status_code == 301
    assert response["Location"].startswith("https://")
    assert response["Content-Security-Policy"]
    assert response["Cache-Control"]


def test_without_a_proxy_nothing_forwarded_is_believed(visitor: Client, https: Settings) -> None:
    https.TRUSTED_PROXIES = 0

    response = visitor.get(
        "/nowhere", headers={"x-forwarded-proto": "https", "x-forwarded-host": "ailleurs.exemple"}
    )

    assert response.status_code == 301
    assert "ailleurs.exemple" not in response["Location"]


@pytest.mark.parametrize(
    ("proxies", "address"), [(0, "10.0.0.1"), (1, "10.0.0.2"), (2, "192.0.2.7"), (3, "192.0.2.7")]
)
def test_a_visitor_has_the_address_that_our_proxies_saw(
    settings: Settings, proxies: int, address: str
) -> None:
    settings.TRUSTED_PROXIES = proxies
    seen: list[str] = []

    def view(request: HttpRequest) -> HttpResponse:
        seen.append(request.META["REMOTE_ADDR"])
        return HttpResponse()

    request = RequestFactory().get(
        "/", headers={"x-forwarded-for": "192.0.2.7, 10.0.0.2"}, REMOTE_ADDR="10.0.0.1"
    )
    TrustedProxies(view)(request)

    assert seen == [address]


@pytest.mark.usefixtures("https")
def test_probes_are_not_redirected(visitor: Client) -> None:
    assert visitor.get("/healthz").status_code == 200


def test_https_headers_come_from_the_address_of_the_site(tmp_path: Path) -> None:
    code = """
import django; django.setup()
from django.test import Client
proxied = {"host": "formations.exemple.fr", "x-forwarded-proto": "https"}
response = Client(headers=proxied).get("/no")
print(response.status_code, response["Strict-Transport-Security"])
"""
    (tmp_path / "static").mkdir()
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=environment.variables(
            tmp_path,
            DJANGO_SETTINGS_MODULE="catalogue.settings",
            SITE_URL="https://formations.exemple.fr",
            TRUSTED_PROXIES="1",
        ),
        cwd=environment.ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.stdout.startswith("404 max-age=31536000"), done.stdout + done.stderr


def test_the_policy_headers_stand_above_the_static_files() -> None:
    names = [name.rpartition(".")[2] for name in settings.MIDDLEWARE]

    above = names[: names.index("WhiteNoiseMiddleware")]
    assert {"PolicyHeaders", "CSPMiddleware", "SecurityMiddleware", "Guard"} <= set(above)
