"""A public page: compressed, tagged with the release, not sent twice."""

import gzip

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from pytest_django import Settings

from catalogue.server.caching import Body, accepts_gzip, public_response, release_etag

PAGE = "<h1>École &amp; Cie</h1>" * 50


def answer(method: str = "get", **headers: str) -> HttpResponse:
    request = getattr(RequestFactory(), method)("/", headers=headers)
    return public_response(request, PAGE, etag="abc")


def test_a_visitor_gets_the_page_in_full() -> None:
    response = answer()

    assert response.status_code == 200
    assert response.content.decode() == PAGE
    assert response["Content-Type"] == "text/html; charset=utf-8"
    assert response["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert response["Vary"] == "Accept-Encoding"
    assert "Content-Encoding" not in response.headers
    assert not response.cookies


def test_a_visitor_who_takes_gzip_gets_it() -> None:
    response = answer(accept_encoding="br, gzip")

    assert response["Content-Encoding"] == "gzip"
    assert gzip.decompress(response.content).decode() == PAGE
    assert int(response["Content-Length"]) == len(response.content) < len(PAGE)
    assert response["Vary"] == "Accept-Encoding"


def test_the_same_page_is_compressed_to_the_same_bytes() -> None:
    assert Body.of(PAGE) == Body.of(PAGE.encode())


@pytest.mark.parametrize(
    "known", ['W/"{0}"', '"{0}"', '"autre", W/"{0}"', "*"], ids=["weak", "strong", "list", "any"]
)
def test_a_visitor_who_has_the_page_gets_304(known: str) -> None:
    tag = release_etag("abc").removeprefix("W/").strip('"')

    response = answer(if_none_match=known.format(tag))

    assert response.status_code == 304
    assert response.content == b""
    assert response["ETag"] == release_etag("abc")
    assert response["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert response["Vary"] == "Accept-Encoding"
    assert "Content-Type" not in response.headers


def test_a_new_release_sends_the_page_again(settings: Settings) -> None:
    before = answer()["ETag"]
    settings.RELEASE = "suivante"

    assert answer(if_none_match=before).status_code == 200


def test_head_says_as_much_as_get_without_the_page() -> None:
    full, head = answer(accept_encoding="gzip"), answer("head", accept_encoding="gzip")

    assert head.content == b""
    assert head.headers == full.headers


def test_a_page_the_visitor_has_is_not_rendered() -> None:
    def render() -> Body:
        raise AssertionError("rendered for nothing")

    request = RequestFactory().get("/", headers={"if-none-match": release_etag("abc")})

    assert public_response(request, render, etag="abc").status_code == 304


def test_a_kept_body_is_sent_as_it_is() -> None:
    body = Body(raw=b"plain", gzipped=b"compressed once")
    request = RequestFactory().get("/", headers={"accept-encoding": "gzip"})

    assert public_response(request, body, etag="abc").content == b"compressed once"
    assert public_response(request, lambda: body, etag="abc").content == b"compressed once"


@pytest.mark.parametrize(
    ("header", "welcome"),
    [
        ("gzip", True),
        ("GZIP;q=0.5, br", True),
        ("*", True),
        ("br, *;q=0.1", True),
        ("", False),
        ("br", False),
        ("gzip;q=0", False),
        ("gzip; q=0.000, *", False),
        ("gzip;q=beaucoup", False),
        ("x-gzipped", False),
    ],
)
def test_gzip_is_sent_where_it_is_welcome(header: str, welcome: bool) -> None:
    assert accepts_gzip(header) is welcome


def test_a_condition_that_does_not_hold_is_kept_by_no_cache() -> None:
    """If-Match compares strongly: no weak tag ever matches."""
    response = answer(if_match=release_etag("abc"))

    assert response.status_code == 412
    assert response["Cache-Control"] == "private, no-store"
    assert response.content == b""
