"""The log: one JSON object a line when asked, with the request's name and nothing of a person."""

import io
import json
import logging
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from django.contrib.auth.models import User
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path, reverse
from pytest_django import Settings

from catalogue import urls
from catalogue.server import caching, logs
from catalogue.server.outages import InOneLine
from tests import environment

CANARY: Final = "Canari"


def failing(request: HttpRequest, token: str = "") -> HttpResponse:
    """A fault that quotes what was typed, as many do."""
    try:
        int(f"{CANARY}-{request.POST.get('name')}")
    except ValueError as fault:
        raise RuntimeError(f"{CANARY} {request.user} {request.META['REMOTE_ADDR']}") from fault
    raise AssertionError


def stopped(request: HttpRequest) -> HttpResponse:
    raise OperationalError("the server is\nstopped")


def kept(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok", headers={"Cache-Control": caching.PUBLIC})


handler500 = "catalogue.server.errors.server_error"
urlpatterns = [
    path("fail/", failing),
    path("apercu/<slug:token>/", failing),
    path("stopped/", stopped),
    path("kept/", kept),
    *urls.urlpatterns,  # what an error page leads to
]


@pytest.fixture
def written(settings: Settings) -> Iterator[io.StringIO]:
    settings.ROOT_URLCONF = __name__
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logs.JsonLine())
    handler.addFilter(InOneLine())
    logger = logging.getLogger("django")
    logger.addHandler(handler)
    yield stream
    logger.removeHandler(handler)


def only_line(stream: io.StringIO) -> dict[str, Any]:
    (line,) = stream.getvalue().splitlines()
    held: dict[str, Any] = json.loads(line)
    return held


@pytest.mark.django_db
def test_a_fault_is_one_object_without_anything_of_a_person(written: io.StringIO) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(User.objects.create_user("canari-compte", email="canari@exemple.fr"))

    response = client.post(
        f"/fail/?q={CANARY}", {"name": CANARY}, REMOTE_ADDR="192.0.2.77", HTTP_USER_AGENT=CANARY
    )

    held = only_line(written)
    text = written.getvalue()
    assert [one for one in (CANARY, "canari", "192.0.2.77", "?q") if one in text] == []
    assert held["level"] == "ERROR"
    assert held["logger"] == "django.request"
    assert held["message"] == "Internal Server Error: /fail/"
    assert (held["method"], held["path"], held["status"]) == ("POST", "/fail/", 500)
    assert held["exception"] == "RuntimeError"
    assert any("test_logs.py" in one and one.endswith(" failing") for one in held["trace"])
    assert "from ValueError" in held["trace"]
    assert held["request"] == response["X-Request-Id"]
    assert held["time"].endswith("Z")


@pytest.mark.django_db
def test_an_outage_is_one_object_with_its_reason(written: io.StringIO) -> None:
    response = Client(raise_request_exception=False).get("/stopped/")

    held = only_line(written)
    assert held["message"] == "Service Unavailable: /stopped/ (the server is stopped)"
    assert (held["status"], held["exception"]) == (503, "OperationalError")
    assert held["request"] == response["X-Request-Id"]
    assert "trace" not in held


@pytest.mark.django_db
def test_what_opens_a_door_is_in_neither_form(written: io.StringIO) -> None:
    Client(raise_request_exception=False).get("/apercu/secret-token/")

    assert only_line(written)["path"] == "/apercu/…/"
    assert "secret-token" not in written.getvalue()


@pytest.mark.parametrize("name", ["preview", "admin:welcome", "preview_pdf"])
def test_every_address_with_a_token_is_known(name: str) -> None:
    assert "secret" not in logs.discreet(f"Not Found: {reverse(name, args=['secret-token'])}")


def test_the_line_for_people_has_no_query() -> None:
    said = "Forbidden (https://ailleurs.fr/page/?nom=Canari does not match): /admin/"
    record = logging.LogRecord("x", logging.WARNING, "", 1, said, (), None)

    assert logs.Line().format(record) == (
        "Forbidden (https://ailleurs.fr/page/ does not match): /admin/"
    )


# The request's name


@pytest.mark.parametrize(
    ("proxies", "sent", "believed"),
    [
        (0, "0123456789abcdef", False),
        (1, "0123456789abcdef", True),
        (1, "", False),
        (1, "court", False),
        (1, "a" * 65, False),
        (1, 'abcdefgh"{}', False),
    ],
)
def test_a_name_comes_from_our_proxy_alone(
    settings: Settings, proxies: int, sent: str, believed: bool
) -> None:
    settings.TRUSTED_PROXIES = proxies

    name = Client().get("/healthz", headers={"X-Request-Id": sent})["X-Request-Id"]

    assert (name == sent) is believed
    assert believed or len(name) == 32


def test_two_requests_have_two_names() -> None:
    assert len({Client().get("/healthz")["X-Request-Id"] for _ in range(2)}) == 2


@pytest.mark.django_db
def test_an_answer_that_others_will_read_bears_no_name(settings: Settings) -> None:
    settings.ROOT_URLCONF = __name__

    assert "X-Request-Id" not in Client().get("/kept/")


# The setting, read by a process of its own

LOG = """
import django; django.setup()
import logging; logging.getLogger("catalogue").warning("Bonjour")
"""


@pytest.mark.parametrize("form", [None, "text", "json"])
def test_the_form_is_a_setting(tmp_path: Path, form: str | None) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOG],
        env=environment.variables(
            tmp_path, DJANGO_SETTINGS_MODULE="catalogue.settings", LOG_FORMAT=form
        ),
        cwd=environment.ROOT,
        capture_output=True,
        text=True,
        check=True,
    )

    if form == "json":
        held = json.loads(done.stderr)
        assert (held["logger"], held["message"]) == ("catalogue", "Bonjour")
    else:
        assert done.stderr.endswith(" WARNING catalogue: Bonjour\n")
