"""Addresses that no page can have get a calm 400, never 500."""

import pytest
from django.test import Client

from catalogue.server.middleware import LONGEST_QUERY


@pytest.mark.parametrize(
    "address",
    [
        "/%00",
        "/formations/%00/",
        "/formations/%ff%fe/",
        "/formations/%C3/",
        "/?q=%00",
        "/?q=%ff",
        "/?%C3=1",
        "/?q=" + "a" * 10_000,
        "/admin/?q=%00",
        "/static/%00.css",
        "/healthz?%00",
    ],
)
def test_an_unreadable_address_is_turned_away(client: Client, address: str) -> None:
    response = client.get(address)

    assert response.status_code == 400
    assert "Adresse incompréhensible" in response.content.decode()


@pytest.mark.parametrize("query", ["q=%C3%A9cole", "q=a+b&q=c", "q=%2", "q=" + "a" * 4000, ""])
def test_a_readable_query_goes_through(client: Client, query: str) -> None:
    assert len(query) <= LONGEST_QUERY
    assert client.get(f"/healthz?{query}").status_code == 200


def test_an_accented_path_is_readable(client: Client) -> None:
    assert client.get("/%C3%A9cole").status_code == 404
