"""Setting the site up, from an empty machine to a server."""

import re
import socket
from io import StringIO

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from pytest_django import Settings

from catalogue.management.commands import serve


def printed(command: str, **options: object) -> str:
    output = StringIO()
    call_command(command, stdout=output, **options)
    return output.getvalue()


def password_in(text: str) -> str:
    found = re.search(r"mot de passe\s*: (\S+)", text)
    assert found, text
    return found[1]


@pytest.mark.django_db
def test_the_staff_account_opens_with_the_password_that_was_shown() -> None:
    password = password_in(printed("staff_account"))

    assert len(password) >= 20
    user = authenticate(username="admin", password=password)
    assert isinstance(user, User)
    assert user.is_superuser
    assert password not in user.password


@pytest.mark.django_db
def test_the_password_is_shown_once() -> None:
    printed("staff_account")

    assert printed("staff_account") == ""


@pytest.mark.django_db
def test_no_account_is_made_beside_the_one_that_the_staff_chose() -> None:
    User.objects.create_superuser("directrice")

    assert printed("staff_account") == ""
    assert User.objects.count() == 1


@pytest.mark.django_db
def test_a_new_password_replaces_the_old_one() -> None:
    old = password_in(printed("staff_account"))
    new = password_in(printed("staff_account", new_password=True))

    assert authenticate(username="admin", password=old) is None
    assert authenticate(username="admin", password=new) is not None


def test_a_taken_port_is_said_in_one_sentence() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(CommandError, match=f"Le port {port} est déjà pris"):
            call_command("serve", port=port)


def test_an_https_site_needs_its_proxy_to_be_known(settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT = True

    with pytest.raises(CommandError, match="TRUSTED_PROXIES"):
        call_command("serve", port=1)


def test_the_server_is_told_where_to_listen() -> None:
    options = serve.granian_options("127.0.0.1", 8123)

    assert "--port=8123" in options
    assert "--host=127.0.0.1" in options
    assert options[-1] == "catalogue.wsgi:application"
