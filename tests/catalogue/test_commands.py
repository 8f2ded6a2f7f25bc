"""Setting the site up, from an empty machine to a server."""

import os
import re
import socket
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import Final

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from pytest_django import Settings

from catalogue.management.commands import serve
from tests.catalogue.page_text import plain
from tests.environment import ROOT, variables


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


@pytest.mark.django_db
def test_the_account_says_which_command_replaces_its_password() -> None:
    assert "« make password » le remplace" in plain(printed("staff_account"))

    other = printed("staff_account", new_password=True, replaced_by="make demo-password")
    assert "« make demo-password » le remplace" in plain(other)


def test_a_taken_port_is_changed_by_the_command_that_was_typed() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(CommandError, match=r"PORT=\d+ make demo$"):
            call_command("serve", port=port, again="make demo")
        with pytest.raises(CommandError, match=r"PORT=\d+ make run$"):
            call_command("serve", port=port)


# What the real catalogue may be told, in the environment or in its `.env`.
REAL: Final = {
    "DATABASE_URL": "sqlite:////srv/real/catalogue.sqlite3",
    "DATA_DIR": "/srv/real",
    "SITE_URL": "https://formations.exemple.fr",
    "TRUSTED_PROXIES": "1",
}
# In place of `manage.py`, whose arguments are then a comment.
TELL: Final = (
    "from django.conf import settings as s; "
    "print(s.DATABASE_FILE, s.DATA_DIR, s.SITE_URL, s.STATIC_ROOT, sep='\\n')"
)


def settings_under(target: str, env_file: Path, **environment: str) -> list[str]:
    """Those of each `manage.py` that `make` runs for a target: file, folders, address."""
    inherited = {name: text for name, text in os.environ.items() if not name.startswith("MAKE")}
    clean = {name: text for name, text in inherited.items() if name not in {*REAL, "PORT"}}
    ran = subprocess.run(
        # `-o`: nothing is installed or written for it.
        [
            *("make", "--silent", "-o", ".venv/.runtime", "-o", ".env", target),
            f'MANAGE={sys.executable} -c "{TELL}" #',
        ],
        cwd=ROOT,
        env={**clean, "ENV_FILE": str(env_file), **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return ran.stdout.split()


@pytest.fixture
def env_file(tmp_path: Path) -> Path:
    """The `.env` of the real catalogue."""
    file = tmp_path / ".env"
    file.write_text("".join(f"{name}={value}\n" for name, value in REAL.items()))
    return file


@pytest.mark.parametrize("stated", ["in .env", "in the environment", "in files"])
@pytest.mark.parametrize(("target", "runs"), [("demo", 2), ("demo-password", 1)])
def test_examples_never_reach_the_real_catalogue(
    env_file: Path, stated: str, target: str, runs: int
) -> None:
    told = {} if stated == "in .env" else dict(REAL)
    if stated == "in files":
        told = {}
        for name, value in REAL.items():
            secret = env_file.with_name(name)
            secret.write_text(value)
            told[f"{name}_FILE"] = str(secret)
    folder = ROOT / "data" / "exemples"

    assert settings_under(target, env_file, **told) == runs * [
        str(folder / "catalogue.sqlite3"),
        str(folder),
        "http://127.0.0.1:8010",
        str(folder / "static"),
    ]


def test_examples_have_a_port_of_their_own_that_one_may_change(env_file: Path) -> None:
    assert settings_under("demo-password", env_file, PORT="8123")[2] == "http://127.0.0.1:8123"


def test_the_real_catalogue_is_run_with_its_own_settings(env_file: Path) -> None:
    database, folder, address, _static = settings_under("run", env_file)[-4:]

    assert (database, folder) == ("/srv/real/catalogue.sqlite3", "/srv/real")
    assert address == "https://formations.exemple.fr"


def test_a_machine_is_prepared_with_the_examples_once(tmp_path: Path) -> None:
    def prepare() -> str:
        ran = subprocess.run(
            [sys.executable, "manage.py", "prepare", "--exemples"],
            cwd=ROOT,
            env=variables(tmp_path, SITE_URL=None),
            capture_output=True,
            text=True,
            check=True,
        )
        return plain(ran.stdout)

    first, second = prepare(), prepare()

    assert "Exemples chargés : 9 formations en ligne" in first
    assert password_in(first)
    assert "« make demo-password » le remplace" in first
    assert "Exemples : rien n’a été changé" in second
    assert "mot de passe" not in second
