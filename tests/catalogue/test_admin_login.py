"""Where a log-in leads: to the page that was asked for, or to the first one; never elsewhere."""

import pytest
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.ignore_template_errors]

PASSWORD = "une phrase de passe assez longue"
LOGIN = "/admin/login/"
FIRST = "/admin/"

ELSEWHERE = [
    "https://ailleurs.exemple/", "//ailleurs.exemple", "///ailleurs.exemple",
    "\\\\ailleurs.exemple",
    "/\\ailleurs.exemple", "http:ailleurs.exemple", "javascript:alert(1)", "JaVaScRiPt:alert(1)",
    "data:text/html,x", "mailto:a@b.c", "\thttps://ailleurs.exemple", "https:\\\\ailleurs.exemple",
    "/\t/ailleurs.exemple", "\x01//ailleurs.exemple", "http://testserver@ailleurs.exemple/",
    "http://[", "https://testserver.ailleurs.exemple/", "", " ",
]  # fmt: skip


@pytest.fixture
def camille(db: None) -> User:
    return User.objects.create_user("camille", password=PASSWORD, is_staff=True)


def log_in(client: Client, address: str = LOGIN, **sent: str) -> HttpResponse:
    return client.post(  # type: ignore[return-value]
        address, {"username": "camille", "password": PASSWORD, **sent}
    )


@pytest.mark.parametrize("target", ELSEWHERE)
def test_a_log_in_that_would_lead_elsewhere_leads_to_the_first_page(
    client: Client, camille: User, target: str
) -> None:
    shown = client.get(LOGIN, {"next": target})
    assert target.strip() == "" or f'value="{target}"' not in shown.content.decode()

    for sent in ({"next": target}, {"next": ""}):
        response = Client().post(
            f"{LOGIN}", {"username": "camille", "password": PASSWORD, **sent}, follow=True
        )
        assert response.redirect_chain == [(FIRST, 302)]
        assert response.status_code == 200


@pytest.mark.parametrize("target", ELSEWHERE)
def test_so_does_one_whose_address_names_it(client: Client, camille: User, target: str) -> None:
    response = client.post(
        LOGIN, {"username": "camille", "password": PASSWORD}, query_params={"next": target}
    )

    assert (response.status_code, response["Location"]) == (302, FIRST)


@pytest.mark.parametrize("target", ["/admin/guide/", "/admin/guide/?q=%C3%A9#debut", "/"])
def test_a_log_in_leads_to_the_page_that_was_asked_for(
    client: Client, camille: User, target: str
) -> None:
    assert log_in(client, next=target)["Location"] == target


@pytest.mark.parametrize("target", ["/" + "a" * 5000, "/\r\nSet-Cookie: a=b", "/\0", "é" * 500])
def test_a_strange_page_is_no_failure(client: Client, camille: User, target: str) -> None:
    response = log_in(client, next=target)

    assert response.status_code == 302
    assert "\r" not in response["Location"]
    assert "Set-Cookie: a" not in response["Location"]
    assert client.get(response["Location"].split("?")[0]).status_code in (200, 400, 404)


@pytest.mark.parametrize("target", ELSEWHERE)
def test_whoever_is_in_already_goes_to_the_first_page(
    client: Client, camille: User, target: str
) -> None:
    client.force_login(camille)

    assert client.get(LOGIN, {"next": target})["Location"] == FIRST


@pytest.mark.parametrize("target", ELSEWHERE)
def test_a_log_out_leads_nowhere_else(client: Client, camille: User, target: str) -> None:
    client.force_login(camille)

    response = client.post("/admin/logout/", {"next": target}, follow=True)

    assert response.status_code == 200
    assert all(address.startswith("/admin/") for address, _ in response.redirect_chain)
    assert client.get("/admin/").status_code == 302
