"""The environment, read strictly: the one module that looks at it.

A missing secret or a doubtful value stops the process with one sentence, which names the variable
and never shows its value (logs are read by more people than secrets are). The reading itself,
with `.env` files and Docker secrets (`SECRET_KEY_FILE`), is django-environ's.

`python -m catalogue.server.env` writes a private `.env` with a random secret where there is none.
"""

import ipaddress
import os
import secrets
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit

from environ import FileAwareEnv

ROOT = Path(__file__).resolve().parent.parent.parent

# Django's own threshold for a key that is worth signing with (security.W009).
SECRET_LENGTH = 50
SECRET_VARIETY = 5

_env = FileAwareEnv()


def stop(sentence: str) -> SystemExit:
    """The end of a process that must not start: exit code 1, the sentence on stderr."""
    return SystemExit(sentence)


def load() -> None:
    """Adds the `.env` file to the environment; what is set already wins.

    `ENV_FILE` names another file (the tests name an empty one, so as to ignore the developer's).
    """
    path = Path(os.environ.get("ENV_FILE", ROOT / ".env"))
    if path.exists():
        FileAwareEnv.read_env(path)


def text(name: str, default: str | None = None) -> str | None:
    """The variable's text without surrounding blanks; the default when unset or empty."""
    try:
        value: str = _env.str(name, default="")
    except OSError:
        raise stop(f"{name}_FILE désigne un fichier illisible.") from None
    return value.strip() or default


def boolean(name: str, *, default: bool) -> bool:
    value = text(name)
    if value is None:
        return default
    if value not in ("true", "false"):
        raise stop(f"{name} doit valoir « true » ou « false », rien d’autre.")
    return value == "true"


def integer(name: str, *, default: int, least: int, most: int) -> int:
    value = text(name)
    if value is None:
        return default
    if not (value.isascii() and value.isdigit() and least <= int(value) <= most):
        raise stop(f"{name} doit être un nombre entier de {least} à {most}.")
    return int(value)


def choice(name: str, allowed: tuple[str, ...], *, default: str) -> str:
    value = text(name, default)
    if value not in allowed:
        said = " ou ".join(f"«\u202f{one}\u202f»" for one in allowed)
        raise stop(f"{name} doit valoir {said}, rien d’autre.")
    return value


def secret(name: str) -> str:
    """A random secret, long enough to sign sessions with.

    Raises SystemExit when it is missing, short, monotonous, or Django's insecure example.
    """
    value = text(name)
    if value is None:
        raise stop(f"{name} manque\u202f: lancez « make run », qui écrit un fichier .env privé.")
    if (
        len(value) < SECRET_LENGTH
        or len(set(value)) < SECRET_VARIETY
        or value.startswith("django-insecure-")
    ):
        raise stop(f"{name} est trop faible\u202f: {SECRET_LENGTH} caractères au hasard au moins.")
    return value


def site_url(name: str, *, default: str) -> SplitResult:
    """The public address of the site: scheme and host, nothing after them.

    `http` is for this machine only: elsewhere the staff's passwords would travel in the clear.
    """
    url = urlsplit(text(name, default) or default)
    try:
        bare = not (url.path.rstrip("/") or url.query or url.fragment or url.username)
        well_formed = bool(url.scheme in ("http", "https") and url.hostname and bare)
        _ = url.port
    except ValueError:
        well_formed = False
    if not well_formed:
        raise stop(
            f"{name} doit être une adresse comme https://formations.exemple.fr, sans chemin."
        )
    if url.scheme == "http" and not is_loopback(url.hostname or ""):
        raise stop(f"{name} doit commencer par https, sauf sur cette machine (127.0.0.1).")
    return url


def is_loopback(host: str) -> bool:
    """Whether the host name can only mean this machine."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def database(name: str) -> dict[str, Any] | None:
    """Django's description of the database that a URL names; None when it names none.

    For SQLite, `NAME` is the plain path of the file.
    """
    url = text(name)
    if url is None:
        return None
    scheme = url.partition(":")[0]
    if scheme not in ("postgres", "postgresql", "sqlite"):
        raise stop(f"{name} doit commencer par postgresql:// ou sqlite:///.")
    if scheme != "sqlite" and find_spec("psycopg") is None:
        raise stop(f"{name} désigne PostgreSQL, mais son pilote manque\u202f: « make postgres ».")
    try:
        described: dict[str, Any] = FileAwareEnv.db_url_config(url)
    except (ValueError, TypeError, KeyError):
        raise stop(f"{name} n’est pas une adresse de base de données lisible.") from None
    if not described["NAME"] or described["NAME"] == ":memory:":
        raise stop(f"{name} doit nommer une base de données (un fichier, pour SQLite).")
    return described


def write_env_file(path: Path) -> bool:
    """Creates a private `.env`, unless there is one; says whether it did."""
    content = (
        "# Secrets and settings of this installation. Private: never commit it, never send it.\n"
        f"SECRET_KEY={secrets.token_urlsafe(64)}\n"
    )
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return False
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(content)
    return True


if __name__ == "__main__":
    if write_env_file(ROOT / ".env"):
        sys.stdout.write("Fichier .env créé, avec un secret au hasard (lisible par vous seul).\n")
