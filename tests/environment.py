"""The environment of the tests: harmless, the same for everyone, far from `data/` and `.env`.

Every variable that the settings read is set or removed here, whatever the developer's shell says.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

SECRET_KEY = "only-for-tests-" + "0123456789abcdefghijklmnopqrstuvwxyz" * 2

# What catalogue/server/env.py is asked for; `None` removes it.
_VARIABLES: dict[str, str | None] = {
    "ENV_FILE": os.devnull,
    "SECRET_KEY": SECRET_KEY,
    "SITE_URL": "http://testserver.localhost",
    "DEBUG": None,
    "PORT": None,
    "BIND_ADDRESS": None,
    "WORKERS": None,
    "RELEASE": "tests",
    "LOG_FORMAT": None,
    "TRUSTED_PROXIES": None,
    "DATABASE_URL": None,
    "BACKUP_DIR": None,
    "BACKUP_DAYS": None,
    "BACKUP_WEEKS": None,
    "BACKUP_MONTHS": None,
    "PYTHONWARNINGS": None,
    "DJANGO_ALLOW_ASYNC_UNSAFE": None,
}


def variables(data_dir: Path, **overrides: str | None) -> dict[str, str]:
    """The whole environment for a process of ours: this one's, without what could leak in."""
    changes = {**_VARIABLES, "DATA_DIR": str(data_dir), **overrides}
    secret_files = {f"{name}_FILE": None for name in _VARIABLES}
    merged = {**os.environ, **secret_files, **changes}
    return {name: value for name, value in merged.items() if value is not None}


def temporary_data_dir() -> Path:
    """A folder of this process's own, which goes when it ends."""
    data_dir = Path(tempfile.mkdtemp(prefix="catalogue-tests-"))
    atexit.register(shutil.rmtree, data_dir, ignore_errors=True)
    (data_dir / "static").mkdir()
    return data_dir


def enter(data_dir: Path) -> None:
    """Puts this process in that environment; TEST_DATABASE_URL names the PostgreSQL to test on."""
    clean = variables(data_dir, DATABASE_URL=os.environ.get("TEST_DATABASE_URL"))
    os.environ.clear()
    os.environ.update(clean)
